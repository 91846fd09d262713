"""What a commune has to do next, computed from where it stands: the nearest first, each with where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from langso.assessments.outline import Condition, MendBy, Outline
from langso.criteria import CriteriaSet, Verdict
from langso.criteria.formula import tally_of
from langso.criteria.law import Register
from langso.places.models import Unit
from langso.registers.law import law
from langso.registers.models import Declaration, Ledger

STALE_AFTER = timedelta(days=180)
"""A declared figure is asked for again once its day is this long past. Half a year: a habit of ours, not law."""


class Task(StrEnum):
    """What sort of thing there is to do."""

    SHORT = "short"
    MISSING = "missing"
    LEDGER_OPEN = "ledger_open"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: the condition that asks it, or the ledger or the fact that it is about."""

    task: Task
    criteria_set: CriteriaSet | None = None
    condition: Condition | None = None
    register: Register | None = None
    fact: str = ""
    since: date | None = None


def next_set(outlines: Iterable[Outline]) -> Outline | None:
    """The set to work on: the first, in the order of the law, that the commune does not meet."""
    told = list(outlines)
    return next((o for o in told if o.verdict is not Verdict.MET), told[-1] if told else None)


def todos(unit: Unit, outlines: Iterable[Outline], day: date) -> list[Todo]:
    """Everything a commune has to do: for the set to work on first, then for those above it."""
    told = list(outlines)
    first = next_set(told)
    ordered = sorted(told, key=lambda o: o is not first)
    found = [todo for outline in ordered for todo in _of_set(outline)]
    return [*found, *_open_ledgers(unit, told), *_stale(unit, told, day)]


def _of_set(outline: Outline) -> list[Todo]:
    """The conditions that are open: not met by what is short, the least first; then those without figures."""
    mendable = [c for c in outline.conditions if c.mend is not MendBy.PROVINCE]
    short = [c for c in mendable if c.verdict is Verdict.NOT_MET]
    short.sort(key=lambda c: (c.short is None, c.short or 0))
    missing = [c for c in mendable if c.verdict is Verdict.INSUFFICIENT]
    return [
        *(Todo(Task.SHORT, outline.criteria_set, condition, condition.register) for condition in short),
        *(Todo(Task.MISSING, outline.criteria_set, condition, condition.register) for condition in missing),
    ]


def _open_ledgers(unit: Unit, outlines: Iterable[Outline]) -> list[Todo]:
    closed = set(Ledger.objects.filter(commune=unit, closed=True).values_list("register", flat=True))
    asked: dict[str, Condition] = {}
    for outline in outlines:
        for condition in outline.root.walk():
            if tally := tally_of(condition.node.formula):
                asked.setdefault(tally.register, condition)
    return [
        Todo(Task.LEDGER_OPEN, condition=condition, register=law().registers[name])
        for name, condition in asked.items()
        if name not in closed
    ]


def _stale(unit: Unit, outlines: Iterable[Outline], day: date) -> list[Todo]:
    asked: dict[str, Condition] = {}
    for outline in outlines:
        for condition in outline.conditions:
            for fact in condition.facts:
                asked.setdefault(fact.name, condition)
    old = Declaration.objects.filter(
        unit=unit, holds=True, value__isnull=False, as_of__lt=day - STALE_AFTER, fact__in=asked
    ).order_by("as_of")
    return [Todo(Task.STALE, condition=asked[d.fact], fact=d.fact, since=d.as_of) for d in old]
