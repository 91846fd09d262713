"""Live verdicts: what the ledgers and declared facts of communes say on a day, through the one evaluation there is.

On the working day the ledgers of now are asked; for an earlier day, what was known by its end.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np
from django.db import connection

from langso import clock
from langso.assessments.assessed import Assessed, RowNames
from langso.assessments.counting import counted_of
from langso.assessments.following import followed, unchanged
from langso.assessments.remembered import remembered
from langso.criteria import CriteriaSet, FactTable, Figures, Law, evaluate
from langso.criteria.law import DeclaredFact, FactType, Scope
from langso.criteria.table import UNBOUNDED, Bools
from langso.criteria.versions import arranged
from langso.facts import Asked, Counted, asked_of, tally_registers
from langso.places.models import CommuneGroup, Unit
from langso.registers.concerning import everybody
from langso.registers.declaring import holding, latest
from langso.registers.law import kept_per_law, law
from langso.registers.models import ROWS, Ledger, LedgerState
from langso.registers.tables import LedgerEngine

Held = Mapping[tuple[int, str], int | None]
"""The values that hold by unit and fact."""

FEW = 8
"""For this many communes or fewer the ledgers are counted anew, which is quicker than asking what was counted."""


@kept_per_law
def sets_on(day: date) -> tuple[CriteriaSet, ...]:
    """The published sets that hold on a day, as they read then."""
    return sets_of(law(), day)


def sets_of(under: Law, day: date) -> tuple[CriteriaSet, ...]:
    """The same by another law than the one that holds now."""
    then = arranged(under, under.versions, day)
    return tuple(s.on(day) for s in then.sets.values() if s.valid_on(day))


def communes_on(day: date) -> list[Unit]:
    """The communes that are assessed on a day, in the order of their names, with the units above them."""
    asked = Unit.objects.assessed().on(day).select_related("parent__parent")
    return [*remembered(("communes", day), lambda: list(asked), until=everybody)]


def assess(
    units: Sequence[Unit], day: date, sets: Sequence[CriteriaSet] | None = None, under: Law | None = None
) -> Assessed:
    """The verdicts of some communes on a day. `codes` of the result are the units' numbers, in their order.

    `under`: the law that the sets are of, where it is not the one that holds now.
    """
    held = sets_on(day)
    chosen = held if sets is None else tuple(sets)
    if under is not None or not all(each in held for each in chosen):
        return _assess(units, day, chosen, under or law())
    if len(units) <= FEW:
        alone = _known_alone(units[0], day) if len(units) == 1 else None
        return _only(alone, chosen, held) if alone else _assess(units, day, chosen, law())
    # Always all that hold: counts kept for some of them would push out those kept for all, and back again.
    about = _about(units, day)
    return _only(remembered(about, lambda: _together(about, units, day)), chosen, held)


def _about(units: Sequence[Unit], day: date) -> tuple[Hashable, ...]:
    return ("assessed", day, clock.today(), tuple(unit.pk for unit in units))


def _only(assessed: Assessed, chosen: tuple[CriteriaSet, ...], held: tuple[CriteriaSet, ...]) -> Assessed:
    if chosen == held:
        return assessed
    return replace(assessed, assessments=tuple(assessed.assessments[held.index(each)] for each in chosen))


def _known_alone(unit: Unit, day: date) -> Assessed | None:
    """One commune out of the verdicts of all, where it has not changed since these were decided."""
    if day != clock.today() or connection.in_atomic_block:
        return None
    found = unchanged(_about(communes_on(day), day), unit)
    return found and replace(found, names=RowNames(LedgerEngine([unit.pk]), law(), frozenset(ROWS)))


def _together(about: tuple[Hashable, ...], units: Sequence[Unit], day: date) -> Assessed:
    """Many communes by all sets that hold: of now those decided anew that changed since they were last asked."""
    held = sets_on(day)
    if day != clock.today() or connection.in_atomic_block:
        return _assess(units, day, held, law())
    return followed(about, units, FEW, lambda some: _assess(some, day, held, law()))


def assess_at(unit: Unit, moment: datetime, sets: Sequence[CriteriaSet], under: Law | None = None) -> Assessed:
    """The verdicts of one commune right after a moment: what was recorded at it is known. `under`: see `assess`."""
    day = clock.day_of(moment)
    return _assess([unit], day, tuple(sets), under or law(), at=moment)


def _assess(
    units: Sequence[Unit], day: date, chosen: tuple[CriteriaSet, ...], under: Law, at: datetime | None = None
) -> Assessed:
    numbers = [unit.pk for unit in units]
    at = at or (clock.end_of(day) if day < clock.today() else None)
    engine = LedgerEngine(numbers if len(numbers) <= FEW else None, at)
    asked = asked_of(chosen)
    if at is None and len(numbers) > FEW:
        counted = _counted(engine, asked, numbers)
    else:
        counted = tally_registers(engine, asked, numbers, ROWS)
    table = _table(units, day, asked, counted, at=at, under=under)
    names = RowNames(engine, under, frozenset(ROWS))
    return Assessed(under, day, tuple(numbers), tuple(evaluate(s, table) for s in chosen), names)


def _counted(engine: LedgerEngine, asked: Asked, communes: Sequence[int]) -> Counted:
    """What is asked, out of the counts that are kept for the sets that hold; what they do not ask is counted by itself.

    It is not kept: what a draft asks once would push out what every page asks.
    """
    kept = counted_of(asked_of(sets_on(clock.today())), communes)
    rest = {name: tuple(t for t in tallies if t not in kept.tallies) for name, tallies in asked.tallies.items()}
    missing = Asked({name: tallies for name, tallies in rest.items() if tallies}, frozenset())
    counted = tally_registers(engine, missing, communes, ROWS)
    return Counted({**counted.tallies, **kept.tallies}, {**counted.rows, **kept.rows})


def _table(
    units: Sequence[Unit], day: date, asked: Asked, counted: Counted, *, at: datetime | None, under: Law
) -> FactTable:
    return FactTable(
        communes=tuple(unit.code for unit in units),
        groups=_groups(units, day),
        tallies=counted.tallies,
        closed=_closed(units, at),
        declared=_declared(units, day, at, asked, under),
    )


def _groups(units: Sequence[Unit], day: date) -> np.ndarray:
    wanted = CommuneGroup.objects.filter(since__lte=day).order_by("since")
    if len(units) <= FEW:
        wanted = wanted.filter(unit__in=units)
    known = dict(wanted.values_list("unit", "group"))
    return np.array([known.get(unit.pk, 0) for unit in units], dtype=np.int8)


def _closed(units: Sequence[Unit], at: datetime | None) -> Mapping[str, Bools]:
    if at is None:
        states = Ledger.objects.filter(closed=True)
        if len(units) <= FEW:
            states = states.filter(commune__in=units)
        closed = set(states.values_list("commune", "register"))
    else:
        said = LedgerState.objects.filter(at__lte=at).order_by("event")
        if len(units) <= FEW:
            said = said.filter(ledger__commune__in=units)
        last = {
            (c, r): is_closed for c, r, is_closed in said.values_list("ledger__commune", "ledger__register", "closed")
        }
        closed = {place for place, is_closed in last.items() if is_closed}
    return {register: np.array([(u.pk, register) in closed for u in units], dtype=np.bool_) for register in ROWS}


def _declared(units: Sequence[Unit], day: date, at: datetime | None, asked: Asked, under: Law) -> Mapping[str, Figures]:
    """Every fact that is asked, as intervals; the province's answer where the fact is one for the whole province."""
    provinces = [unit.top.pk for unit in units]
    few = [unit.pk for unit in units] + list(set(provinces))
    asked_for = few if len(units) <= FEW else None
    if at is None:
        held = holding(asked_for)
    else:
        held = {place: said.value for place, said in latest(asked_for, day, at).items()}
    return {name: _figures(under.facts[name], units, provinces, held) for name in asked.facts}


def _figures(fact: DeclaredFact, units: Sequence[Unit], provinces: Sequence[int], held: Held) -> Figures:
    yes_no = fact.type is FactType.YES_NO
    places = provinces if fact.scope is Scope.PROVINCE else [unit.pk for unit in units]
    values = [held.get((place, fact.name)) for place in places]
    unknown = 1 if yes_no else UNBOUNDED
    lo = np.array([0 if value is None else value for value in values], dtype=np.int64)
    hi = np.array([unknown if value is None else value for value in values], dtype=np.int64)
    return Figures(lo, hi, fact.decimals)
