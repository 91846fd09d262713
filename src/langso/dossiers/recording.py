"""Recognitions decided outside the product, in bulk: what each row of a list would do, and doing all of it or nothing.

Where the rows come from is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from langso import problems
from langso.accounts.bulk import Outcome
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.dossiers.models import Recognition
from langso.dossiers.recognising import Decision, check_recordable, record
from langso.journal.changes import in_turn
from langso.language import day as shown_day
from langso.places.models import Level, Unit
from langso.problems import BadInputError, Problem, Where, refuse


@dataclass(frozen=True, slots=True)
class Row:
    """A recognition as a list has it. `commune` is the code that the commune had on the day of the decision."""

    where: Where
    commune: str
    criteria_set: str
    decision: Decision
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row and what would become of it."""

    row: Row
    outcome: Outcome
    unit: Unit | None = None
    problems: tuple[Problem, ...] = field(default=())


def preview(person: Person | None, rows: Sequence[Row]) -> list[Line]:
    """What each row would do; nothing is written."""
    demand(person, Action.DECIDE_RECOGNITION)
    seen: dict[tuple[int, str], Row] = {}
    return [_line(person, row, seen) for row in rows]


def _line(person: Person | None, row: Row, seen: dict[tuple[int, str], Row]) -> Line:
    unit = None
    try:
        unit = unit_of(row.commune, row.decision)
        demand(person, Action.DECIDE_RECOGNITION, unit)
        if _is_there(unit, row):
            return Line(row, Outcome.UNCHANGED, unit)
        check_recordable(unit, row.criteria_set, row.decision, row.source)
        place = (unit.pk, row.criteria_set)
        if place in seen:
            details = {"unit": unit.full_name, "number": seen[place].decision.number}
            raise BadInputError([Problem(problems.RECOGNISED_ALREADY, row.where, row.criteria_set, details)])
        seen[place] = row
    except BadInputError as error:
        return Line(row, Outcome.REFUSED, unit, error.problems)
    return Line(row, Outcome.ADDED, unit)


def unit_of(code: str, decision: Decision) -> Unit:
    """The commune that had a code on the day of a decision."""
    found: Unit | None = (
        Unit.objects.filter(level=Level.COMMUNE, code=code.strip())
        .on(decision.decided_on)
        .select_related("parent__parent")
        .first()
    )
    if found is None or not found.is_assessed:
        day = shown_day(decision.decided_on)
        raise refuse(problems.COMMUNE_NOT_THEN, Where(column="commune"), code, day=day)
    return found


def _is_there(unit: Unit, row: Row) -> bool:
    held = Recognition.objects.filter(commune=unit, criteria_set=row.criteria_set)
    return held.filter(decision_number=row.decision.number.strip(), decided_on=row.decision.decided_on).exists()


def record_all(person: Person | None, rows: Sequence[Row]) -> list[Recognition]:
    """Record every row that is not there yet. BadInputError, and nothing is written, when one cannot be."""
    with transaction.atomic():
        in_turn()
        lines = preview(person, rows)
        faults = [problem for line in lines for problem in line.problems]
        if faults:
            raise BadInputError(faults)
        return [
            record(person, line.unit, line.row.criteria_set, line.row.decision, line.row.source)
            for line in lines
            if line.outcome is Outcome.ADDED and line.unit
        ]
