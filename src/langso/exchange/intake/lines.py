"""A row of an import as people look at it: what becomes of it, which cells change, which stand in its way and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langso.cells.reading import fold
from langso.criteria.law import Column
from langso.exchange.intake.comparing import RowState
from langso.exchange.intake.contents import known
from langso.exchange.names import FACTS, LEDGERS, LedgerState
from langso.language import gettext as _
from langso.problems import Problem
from langso.registers.actions import shown
from langso.registers.declaring import shown_fact
from langso.registers.doubting import doubt_of
from langso.registers.law import law

_VALUE = 2
"""Of facts and of states of registers: the column that is written; the two before it say of what."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: what it says now and what the file says; None where it is blank or there is none."""

    title: str
    before: str | None
    after: str | None
    changes: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: the cell at fault, what it says now and in the file. No title: the row as a whole."""

    what: str
    expected: str = ""
    title: str = ""
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file, or one that the file lacks (`row` None); what becomes of it and, where refused, why.

    `doubt` asks whether a figure that would be written is right.
    """

    row: int | None
    commune: str
    name: str
    state: RowState
    cells: tuple[Cell, ...]
    faults: tuple[Fault, ...] = ()
    doubt: Problem | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is refused, a sentence each, with the cell's title before."""
        return tuple(": ".join(part for part in (fault.title, fault.what) if part) for fault in self.faults)

    @property
    def told(self) -> tuple[Cell, ...]:
        """The cells to look at: those that would change; of a new row, and one that leaves, what they hold."""
        if self.state is RowState.UNCHANGED or self.is_at_fault:
            return ()
        if self.state in (RowState.CHANGED, RowState.REFUSED):
            return tuple(cell for cell in self.cells if cell.changes)
        held = (cell.before if self.state is RowState.MISSING else cell.after for cell in self.cells)
        return tuple(cell for cell, value in zip(self.cells, held, strict=True) if value is not None)

    @property
    def is_at_fault(self) -> bool:
        """Whether cells of it are at fault: these are to be looked at, and no others."""
        return any(fault.title for fault in self.faults)


def line_of(table: str, row: Mapping[str, Any], problems: Sequence[Problem]) -> Line:
    """A row as it was kept, with the problems that were found in it."""
    state = RowState(row["state"])
    faults = _faults(table, row, problems) if state is RowState.REFUSED else ()
    doubt = _doubt(table, row) if state in (RowState.ADDED, RowState.CHANGED) else None
    name, cells = _name(table, row), _cells(table, row)
    return Line(row["row"] or None, row["commune"] or "", name, state, cells, faults, doubt)


def _faults(table: str, row: Mapping[str, Any], problems: Sequence[Problem]) -> tuple[Fault, ...]:
    cells = _by_column(table, row)
    faults = [_fault(table, problem, cells) for problem in problems]
    if row["closed"]:
        faults.append(Fault(_("The register is closed; reopen it first, or in the sheet of states")))
    return tuple(faults or [Fault(_("As with other rows: see the first that are listed"))])


def _fault(table: str, problem: Problem, cells: Mapping[str, Cell]) -> Fault:
    """A problem names its column as the file's header does; a cell that could not be read stands there alone."""
    named = known(table, of_one_commune=True)
    column = named.by_any_name().get(fold(problem.where.column.rstrip("*")), "")
    title = str(named.titles[column]) if column else problem.where.column
    cell = cells.get(column)
    after = (cell.after if cell else None) or problem.value or None
    return Fault(problem.what, problem.expected, title, cell.before if cell else None, after if title else None)


def _by_column(table: str, row: Mapping[str, Any]) -> Mapping[str, Cell]:
    cells = _cells(table, row)
    if table in law().registers:
        names = [column.name for column in law().registers[table].columns]
    else:
        names = [(FACTS if table == FACTS.name else LEDGERS).columns[_VALUE].name]
    return dict(zip(names, cells, strict=True))


def _doubt(table: str, row: Mapping[str, Any]) -> Problem | None:
    fact = law().facts.get(row["key"] or "") if table == FACTS.name else None
    return doubt_of(fact, row["b0"], row["c0"]) if fact else None


def _name(table: str, row: Mapping[str, Any]) -> str:
    """What people call the row: its key, and its name where that is another cell."""
    key = row["key"]
    if key is None:
        return ""
    if table == FACTS.name and key in law().facts:
        return str(law().facts[key].title)
    if table == LEDGERS.name and key in law().registers:
        return str(law().registers[key].title)
    register = law().registers.get(table)
    if register is None or register.label == register.key.name:
        return str(key)
    at = next(n for n, column in enumerate(register.columns) if column.name == register.label)
    label = row[f"c{at}"] if row[f"c{at}"] is not None else row[f"b{at}"]
    return f"{key} · {label}" if label is not None else str(key)


def _cells(table: str, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    if table == FACTS.name:
        fact = law().facts.get(row["key"] or "")
        columns: Sequence[tuple[str, Callable[[Any], str]]] = [
            (str(FACTS.columns[_VALUE].title), lambda value: shown_fact(fact, value) if fact else str(value))
        ]
    elif table == LEDGERS.name:
        columns = [(str(LEDGERS.columns[_VALUE].title), _shown_state)]
    else:
        columns = [(str(column.title), _shown_in(column)) for column in law().registers[table].columns]
    cells = []
    for n, (title, show) in enumerate(columns):
        before, after = row[f"b{n}"], row[f"c{n}"]
        was = None if before is None else show(before)
        now = None if after is None else show(after)
        cells.append(Cell(title, was, now, before != after))
    return tuple(cells)


def _shown_in(column: Column) -> Callable[[Any], str]:
    """How a column's values are shown: a choice by its title."""
    titles = {choice.value: str(choice.title) for choice in column.choices}
    return (lambda value: titles.get(value, str(value))) if titles else _shown_value


def _shown_value(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 and len(f"{value:g}") < 7 else shown(value)


def _shown_state(value: bool) -> str:
    return str((LedgerState.CLOSED if value else LedgerState.OPEN).words)
