"""What directives say of a commune's conditions on a day: the difficulties in the way, the targets of the year."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from langso import clock
from langso.accounts.models import Person
from langso.assessments.outline import Condition
from langso.criteria import Verdict
from langso.directives.library import Entry, nodes_of, readable, told
from langso.directives.models import Difficulty, Reply, Target, Task
from langso.directives.rules import lineages, reached, share_of
from langso.places.models import Organisation, Unit
from langso.registers.law import law

OPEN = (Verdict.NOT_MET, Verdict.INSUFFICIENT)
"""A difficulty is shown where a condition is not met or cannot be decided; it changes no verdict."""


def in_the_way(unit: Unit, day: date, person: Person | None) -> dict[str, list[Difficulty]]:
    """By condition and group, the difficulties that are in its way in a unit on a day, as far as a person sees them."""
    open_then = visible(person).open_on(day).within(unit).prefetch_related("nodes").order_by("event")
    found: dict[str, list[Difficulty]] = defaultdict(list)
    named = [(difficulty, {each.node for each in difficulty.nodes.all()}) for difficulty in open_then]
    if not named:
        return {}
    for node, chain in lineages(law().sets.values()).items():
        for difficulty, nodes in named:
            if nodes & set(chain):
                found[node].append(difficulty)
    return dict(found)


def visible(person: Person | None) -> Any:
    """The difficulties that a person sees: all who sign in see all, the public those that were taken up."""
    return Difficulty.objects.all() if person is not None else Difficulty.objects.for_public()


@dataclass(frozen=True, slots=True)
class Aim:
    """A target beside a condition: how much, by which document, and whether it is reached (None: nobody can say)."""

    target: Target
    reached: bool | None


LATELY = timedelta(days=30)
"""So long what was answered stands among what there is to do."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A difficulty that others have answered, or the department has settled; on which day last."""

    difficulty: Difficulty
    day: date


def answered(bodies: Collection[Organisation], day: date) -> list[Answered]:
    """What was lately answered or settled of the difficulties that some bodies raised, the latest first."""
    since = day - LATELY
    theirs = Difficulty.objects.filter(organisation__in=bodies)
    found = {each: each.closed_on for each in theirs.filter(closed_on__gt=since)}
    replies = Reply.objects.filter(difficulty__in=theirs, at__gt=clock.end_of(since)).exclude(organisation__in=bodies)
    for reply in replies.select_related("difficulty"):
        found[reply.difficulty] = max(clock.day_of(reply.at), found.get(reply.difficulty) or since)
    latest = sorted(found.items(), key=lambda each: (each[1], each[0].event), reverse=True)
    return [Answered(difficulty, when) for difficulty, when in latest]


def aims(unit: Unit, year: int, conditions: Sequence[Condition]) -> dict[str, Aim]:
    """By condition, the target of a year that is set nearest to a unit: its own, its district's, its province's."""
    found = targets(unit, year)
    return {
        it.node.id: Aim(found[it.node.id], reached(found[it.node.id].percent, share_of(it.figures)))
        for it in conditions
        if it.node.id in found
    }


def deadlines(bodies: Collection[int]) -> list[tuple[str, Task]]:
    """The open tasks with a day that plans give organisations about a whole set, with that set, the first due first.

    Those are the days by which dossiers are to be dealt with: nothing else sets one.
    """
    sets = {each.criterion.id: each.id for each in law().sets.values() if each.criterion}
    tasks = Task.objects.open().filter(owner__in=bodies, node__in=sets, plan__isnull=False, due__isnull=False)
    return [(sets[task.node], task) for task in tasks.select_related("owner", "plan").order_by("due", "pk")]


def targets(unit: Unit, year: int) -> Mapping[str, Target]:
    """The targets of a year that hold for a unit, by condition."""
    chain = [each.pk for each in unit.line]
    kept = sorted(Target.objects.filter(year=year, unit__in=chain), key=lambda each: -chain.index(each.unit_id))
    return {each.node: each for each in kept}


@dataclass(frozen=True, slots=True)
class Awaited:
    """A criteria set that waits for guidance, and the documents that have been added as guiding it."""

    set_id: str
    title: str
    awaits: str
    documents: tuple[Entry, ...]


def awaited(person: Person | None, day: date) -> list[Awaited]:
    """The sets that wait for guidance, each with what has come since and whether that holds on a day."""
    waiting = [each for each in law().sets.values() if each.criterion is None]
    kept = readable(person).standing().filter(nodes__node__in=[each.id for each in waiting]).distinct().told()
    entries = told(kept, day)
    by_set = {each.id: tuple(e for e in entries if each.id in dict(nodes_of(e))) for each in waiting}
    return [Awaited(s.id, str(s.title), str(s.awaits or ""), by_set[s.id]) for s in waiting]
