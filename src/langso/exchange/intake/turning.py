"""What an import that was written has done: the rows, and the conditions whose verdicts are others than before."""

from collections.abc import Mapping
from dataclasses import dataclass

from langso.assessments.history import turned_between
from langso.criteria import Node, Verdict
from langso.exchange.models import Import
from langso.journal.models import Event
from langso.places.models import Unit
from langso.registers.law import law

MOST = 200
"""So many are named; of more only the number."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A condition, or a set as a whole, whose verdict went from one to another in a commune."""

    commune: Unit
    set_id: str
    node: Node
    title: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Turning:
    """What turned, the first of it; and how much more."""

    turned: tuple[Turned, ...] = ()
    more: int = 0


def turning_of(made: Import) -> Turning:
    """Of an import that was written. Groups of conditions are left out: their conditions say why."""
    event = Event.objects.get(number=made.event)
    known, found = _named(), list[Turned]()
    for turn in turned_between(event.details.get("first", event.number), event.number):
        named = known.get((turn.criteria_set, turn.node))
        if named is None or turn.before is None:
            continue
        node, title = named
        before, after = Verdict(turn.before), Verdict(turn.after)
        found.append(Turned(turn.commune, turn.criteria_set, node, str(title), before, after))
    return Turning(tuple(found[:MOST]), max(0, len(found) - MOST))


def written_of(made: Import) -> Mapping[str, Mapping[str, int]]:
    """By table, how many rows were added, changed and removed."""
    event = Event.objects.get(number=made.event)
    return event.details["written"]  # type: ignore[no-any-return]


def _named() -> Mapping[tuple[str, str], tuple[Node, object]]:
    """By set and node: the conditions with their titles, and the roots with the title of their set."""
    return {
        (each.id, node.id): (node, each.title if node is each.criterion else node.title)
        for each in law().sets.values()
        for node in each.nodes()
        if node.is_condition or node is each.criterion
    }
