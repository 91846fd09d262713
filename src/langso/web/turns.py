"""When a verdict turned, as people read it: how the condition stood then and why, and the change that turned it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from langso.accounts.door import Action, may
from langso.accounts.models import Person
from langso.assessments.live import assess_at, sets_of
from langso.assessments.models import Turn
from langso.assessments.outline import Condition, outline
from langso.clock import day_of
from langso.criteria import Node, Verdict
from langso.criteria.formula import facts_of, tally_of
from langso.journal.models import Event
from langso.places.models import Unit
from langso.registers.law import law_at
from langso.web.journal_words import Entry, Reader, entry


@dataclass(frozen=True, slots=True)
class Told:
    """A turn. `before` is None where it was the first that was known; `then` where its reason is no longer at hand.

    `entry` is the change that turned it, for whoever may read it; `linked`: it stands in the commune's own journal.
    """

    turn: Turn
    before: Verdict | None
    after: Verdict
    then: Condition | None
    entry: Entry | None
    linked: bool


def told(unit: Unit, node: Node, turns: Sequence[Turn], person: Person | None) -> list[Told]:
    """The turns of a condition in the order that is given."""
    reads = may(person, Action.READ_JOURNAL, unit)
    events = Event.objects.in_bulk({turn.event for turn in turns}) if reads else {}
    reader = Reader(*(bool(may(person, action, unit)) for action in (Action.READ_REGISTERS, Action.READ_EVIDENCE)))
    return [_told(unit, node, turn, events.get(turn.event), reader) for turn in turns]


def _told(unit: Unit, node: Node, turn: Turn, event: Event | None, reader: Reader) -> Told:
    then = _then(unit, turn)
    return Told(
        turn=turn,
        before=None if turn.before is None else Verdict(turn.before),
        after=Verdict(turn.after),
        then=then,
        entry=_in_question_first(entry(event, reader, _asked(node)), then) if event else None,
        linked=event is not None and event.commune == unit.pk,
    )


def _then(unit: Unit, turn: Turn) -> Condition | None:
    """How the condition stood right after the turn, by the law that had been published by then."""
    under = law_at(turn.event)
    sets = [s for s in sets_of(under, day_of(turn.at)) if s.id == turn.criteria_set]
    if not sets:
        return None
    assessed = assess_at(unit, turn.at, sets, under)
    found = outline(assessed, assessed.assessments[0]).find(turn.node)
    # What ships may have been corrected since: a reason that speaks of another verdict is none.
    return found if found and found.verdict == Verdict(turn.after) else None


def _in_question_first(change: Entry, then: Condition | None) -> Entry:
    """The same change, the rows that fail or are blank after it before those that pass."""
    if then is None:
        return change
    names = [row.label for row in (*then.rows.failing, *then.rows.blank)]
    return replace(change, parts=tuple(sorted(change.parts, key=lambda part: part.name not in names)))


def _asked(node: Node) -> frozenset[str]:
    """The facts and columns that a condition, or those below it, asks."""
    names: set[str] = set()
    for each in node.walk():
        names |= set(facts_of(each.formula))
        if tally := tally_of(each.formula):
            names |= {name for test in (tally.where, tally.among) if test for name in test.columns}
    return frozenset(names)
