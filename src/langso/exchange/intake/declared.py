"""Declared facts and the states of registers in a file, beside what holds: one entry each."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np

from langso import problems
from langso.criteria.law import DeclaredFact
from langso.criteria.law import Scope as FactScope
from langso.exchange.intake.comparing import Entry, Noted, RowState
from langso.exchange.intake.scope import Scope
from langso.exchange.reading.declared import FactReader, Given
from langso.exchange.reading.ledgers import CLOSED, NOT_STATED, LedgerReader
from langso.exchange.reading.sources import Progress, Table
from langso.language import whole
from langso.places.models import Level, Unit
from langso.registers.declaring import latest, shown_fact
from langso.registers.law import law

Values = dict[tuple[int, str], int | None]


def facts(table: Table, scope: Scope, as_of: date, noted: Noted, progress: Progress) -> list[Entry]:
    """The facts of a file. A blank value says nothing, since a workbook lists every fact."""
    reader = FactReader(law(), scope.communes, scope, noted)
    reader.read(table, progress)
    provinces = {province.pk for unit in scope.units.values() if (province := _province(unit))}
    units = [*(unit.pk for unit in scope.units.values()), *provinces]
    held: Values = {key: declared.value for key, declared in latest(units, as_of).items()}
    refused = set(noted.rows.get(table.place, set()))
    read = list(reader.given())
    given = [g for g in read if g.row not in refused]
    entries = _refused(read, reader.misread, refused, scope, held)
    entries += [_of_province(g, table, scope, held, noted) for g in given if g.fact.scope is FactScope.PROVINCE]
    own = [g for g in given if g.fact.scope is FactScope.COMMUNE]
    for g in own:
        if not g.commune:
            noted.add(problems.COMMUNE_BLANK, table.where(g.row, "commune"))
    own = [g for g in own if g.commune]
    _check_parts(own, table, scope, held, noted)
    wrong = noted.rows.get(table.place, set())
    entries += [_entry(g, held.get((scope.units[g.commune].pk, g.fact.name)), g.row in wrong) for g in own]
    return [*entries, *_untold(entries, wrong)]


def _refused(
    read: Iterable[Given],
    misread: Mapping[int, tuple[str, DeclaredFact]],
    refused: set[int],
    scope: Scope,
    held: Values,
) -> list[Entry]:
    """The rows that are refused for what stands in them, of which it is known what they are about."""
    rows: list[tuple[int, str, DeclaredFact, int | None]]
    rows = [(g.row, g.commune, g.fact, g.value) for g in read if g.row in refused]
    rows += [(row, commune, fact, None) for row, (commune, fact) in misread.items()]
    return [
        Entry(row, code or None, fact.name, RowState.REFUSED, value, held.get((scope.units[code].pk, fact.name)))
        if code
        else Entry(row, None, fact.name, RowState.REFUSED, value)
        for row, code, fact, value in rows
    ]


def _untold(entries: Iterable[Entry], wrong: set[int]) -> list[Entry]:
    """The refused rows of which nobody knows what they are about."""
    return [Entry(row, None, None, RowState.REFUSED) for row in sorted(wrong - {entry.row for entry in entries})]


def _entry(given: Given, before: int | None, refused: bool) -> Entry:
    state = RowState.UNCHANGED if given.value == before else RowState.CHANGED
    if state is RowState.CHANGED and before is None:
        state = RowState.ADDED
    if refused:
        state = RowState.REFUSED
    return Entry(given.row, given.commune, given.fact.name, state, given.value, before)


def _of_province(given: Given, table: Table, scope: Scope, held: Values, noted: Noted) -> Entry:
    """A province's answer may stand in a commune's workbook, but is not changed by it."""
    unit = next(iter(scope.units.values()), None)
    province = _province(unit) if unit else None
    before = held.get((province.pk, given.fact.name)) if province else None
    if before != given.value:
        value = shown_fact(given.fact, given.value)
        noted.add(problems.FACT_ONLY_OF_PROVINCE, table.where(given.row, "value"), value, fact=str(given.fact.title))
    return _entry(given, before, refused=before != given.value)


def _check_parts(own: list[Given], table: Table, scope: Scope, held: Values, noted: Noted) -> None:
    """No part may be above its whole, once what the file gives is put to what holds."""
    at = {(scope.units[g.commune].pk, g.fact.name): g for g in own}
    after: Values = held | {key: g.value for key, g in at.items()}
    for fact in law().facts.values():
        if not fact.part_of:
            continue
        for unit in scope.units.values():
            part, most = after.get((unit.pk, fact.name)), after.get((unit.pk, fact.part_of))
            given = at.get((unit.pk, fact.name)) or at.get((unit.pk, fact.part_of))
            if given is None or part is None or most is None or part <= most:
                continue
            of = law().facts[fact.part_of]
            noted.add(
                problems.FACT_PART_ABOVE_WHOLE, table.where(given.row, "value"), whole(part), part=str(fact.title),
                whole=str(of.title), most=whole(most),
            )  # fmt: skip


def ledgers(table: Table, scope: Scope, closed: dict[str, set[str]], noted: Noted, progress: Progress) -> list[Entry]:
    """The states of registers. `closed`: register → codes of the communes that have closed it now."""
    reader = LedgerReader(law(), scope.communes, scope, frozenset(law().registers), noted)
    reader.read(table, progress)
    entries = [
        Entry(row, code, name, RowState.REFUSED, None, int(code in closed.get(name, set())))
        for row, (code, name) in reader.misread.items()
    ]
    entries += _untold(entries, noted.rows.get(table.place, set()))
    for register, stated in reader.stated.items():
        for place in np.flatnonzero(stated != NOT_STATED):
            code = scope.communes.codes[int(place)]
            after, before = int(stated[place] == CLOSED), int(code in closed.get(register, set()))
            state = RowState.UNCHANGED if after == before else RowState.CHANGED
            entries.append(Entry(None, code, register, state, after, before))
    return entries


def reopened(entries: Iterable[Entry]) -> set[tuple[str, str]]:
    """The (commune's code, register) that a file opens again."""
    return {
        (entry.commune or "", entry.key or "")
        for entry in entries
        if entry.state is RowState.CHANGED and not entry.after
    }


def _province(unit: Unit) -> Unit | None:
    step: Unit | None = unit
    while step is not None and step.level != Level.PROVINCE:
        step = step.parent
    return step
