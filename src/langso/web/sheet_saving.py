"""Saving a sheet: what was typed is read cell by cell, what can be written is written as one event, the rest is told.

A row with something wrong is set aside and does not hold up the others; nothing of it is written.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langso.accounts.models import Person
from langso.cells.columns import reader_of
from langso.cells.reading import Refused
from langso.criteria.law import Register
from langso.places.models import Unit
from langso.problems import ROW_HELD_BACK, BadInputError, Problem, Where
from langso.registers.actions import Edit, Written, taking_back, write_rows, write_undone
from langso.registers.models import ROWS
from langso.registers.reading import rows_by_key
from langso.web.asked import whole_of
from langso.web.sheet import sheet_row, typed

MOST = 5_000
"""Rows in one request; more than these are imported from a file."""

ROUNDS = 4
"""How often the rest is tried again without the rows that were refused: each round looks at every row."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in a row: the page's own name for it, its number (None: new), version seen, texts by column."""

    ref: str
    row: int | None = None
    seen: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to save: its own name, by which it is known when it comes again, and the rows."""

    request: str
    rows: tuple[Typed, ...]


@dataclass
class Saved:
    """What came of it: the event (0: nothing changed), rows as they now are, rows gone, and what was refused where.

    `wanted` holds what could not be taken back in rows that are still there.
    """

    event: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    refused: list[tuple[str, Problem]] = field(default_factory=list)
    now: dict[str, dict[str, Any]] = field(default_factory=dict)
    wanted: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was refused, wherever it was."""
        return tuple(problem for _ref, problem in self.refused)

    def as_dict(self) -> dict[str, Any]:
        """As the page's script takes it."""
        problems = [
            {
                "ref": ref, "column": problem.where.column, "code": problem.kind.code, "what": problem.what,
                "remedy": problem.remedy, "typed": problem.value, "now": problem.details.get("now", ""),
            }
            for ref, problem in self.refused
        ]  # fmt: skip
        return {
            "event": self.event, "rows": self.rows, "gone": self.gone, "problems": problems, "now": self.now,
            "wanted": self.wanted,
        }  # fmt: skip


def asked_of(body: bytes, register: Register) -> Asked:
    """The request that a page sends. ValueError for what no page of ours sends."""
    told = json.loads(body)
    columns = {column.name for column in register.columns}
    rows = tuple(_typed(each, columns) for each in told["edits"])
    request = str(told["request"])
    numbers = [row.row for row in rows if row.row is not None]
    if not 8 <= len(request) <= 64 or len(rows) > MOST or len({row.ref for row in rows}) < len(rows):
        raise ValueError(request)
    if len(set(numbers)) < len(numbers):
        raise ValueError(numbers)
    return Asked(request, rows)


def _typed(told: Any, columns: set[str]) -> Typed:
    row, seen = told.get("row"), told.get("seen", 0)
    cells = {str(name): str(text) for name, text in told.get("cells", {}).items()}
    if not (row is None or _is_number(row)) or not _is_number(seen) or not columns.issuperset(cells):
        raise ValueError(told)
    ref = str(told["ref"])
    if ref.isdigit() and whole_of(ref) is None:
        raise ValueError(ref)
    text = "".join(cells.values())
    text.encode()  # UnicodeEncodeError, a ValueError, for half a character
    if "\0" in text:
        raise ValueError(text)
    return Typed(ref, row, seen, cells, told.get("remove") is True)


def _is_number(value: Any) -> bool:
    """Whether it is a whole number that a database holds."""
    return type(value) is int and 0 <= value < 2**63


def save(person: Person | None, unit: Unit, register: Register, asked: Asked) -> Saved:
    """Write what can be written. BadInputError when it is not about one row: denied, or the ledger is closed."""
    saved = Saved()
    readers = {column.name: reader_of(column) for column in register.columns}
    edits: dict[str, Edit] = {}
    for row in asked.rows:
        values = {name: readers[name](text) for name, text in row.cells.items()}
        wrong = [
            (row.ref, Problem(value.kind, Where(register.name, None, name), row.cells[name], value.details))
            for name, value in values.items()
            if isinstance(value, Refused)
        ]
        saved.refused += wrong
        if not wrong:
            edits[row.ref] = Edit(row.row, row.seen, values, remove=row.remove)
    _write(edits, saved, lambda rows: write_rows(person, unit, register.name, rows, request=asked.request))
    if not saved.event and not edits:
        write_rows(person, unit, register.name, ())
    _tell(unit, register, edits, saved)
    return saved


def take_back(person: Person | None, unit: Unit, register: Register, event: int) -> Saved:
    """Take back what an event did, where that can be done. BadInputError when it is not about one row."""
    saved = Saved()
    asked = taking_back(person, unit, register.name, event)
    edits = {str(edit.row): edit for edit in asked}
    _write(edits, saved, lambda rows: write_undone(person, unit, register.name, rows, event))
    _tell(unit, register, edits, saved)
    saved.wanted = {str(edit.row): _wanted(register, edit) for edit in asked if str(edit.row) in saved.now}
    return saved


def _wanted(register: Register, edit: Edit) -> dict[str, Any]:
    """What is wanted of a row, as one would type it."""
    cells = {} if edit.remove else {n: typed(register.column(n), value) for n, value in edit.values.items()}
    return {"remove": edit.remove, "cells": cells}


def _write(edits: dict[str, Edit], saved: Saved, write: Callable[[Sequence[Edit]], Written]) -> None:
    """Write what can be written; of `edits` only that is left.

    What is refused for one row may have stood in the way of another, so each round writes with fewer, or ends.
    """
    for _round in range(ROUNDS):
        if not edits:
            return
        try:
            saved.event = write(tuple(edits.values())).event
        except BadInputError as error:
            _set_aside(error, edits, saved)
        else:
            return
    saved.refused += [(ref, Problem(ROW_HELD_BACK)) for ref in edits]
    edits.clear()


def _set_aside(error: BadInputError, edits: dict[str, Edit], saved: Saved) -> None:
    refs = list(edits)
    for problem in error.problems:
        if problem.where.row is None:
            raise error
        ref = refs[problem.where.row]
        saved.refused.append((ref, problem))
        edits.pop(ref, None)


def _tell(unit: Unit, register: Register, edits: Mapping[str, Edit], saved: Saved) -> None:
    """The rows as they are now: those that were written, and those that someone else has changed."""
    key = register.key.name
    new = {ref: edit.values[key] for ref, edit in edits.items() if edit.row is None}
    known = {ref: edit.row for ref, edit in edits.items() if edit.row is not None and not edit.remove}
    saved.gone = [ref for ref, edit in edits.items() if edit.remove]
    by_key = rows_by_key(unit, register, list(new.values())) if new else {}
    refused = {ref for ref, _ in saved.refused if ref.isdigit()}
    there = _by_id(unit, register, [*known.values(), *map(int, refused)])
    written = [(ref, by_key.get(value)) for ref, value in new.items()]
    written += [(ref, there.get(row)) for ref, row in known.items()]
    saved.rows = [{"ref": ref, **sheet_row(row).as_dict()} for ref, row in written if row]
    saved.now = {ref: sheet_row(there[int(ref)]).as_dict() for ref in refused if int(ref) in there}


def _by_id(unit: Unit, register: Register, rows: Sequence[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(rows), 900):
        asked = ROWS[register.name].objects.filter(commune=unit, pk__in=rows[start : start + 900])
        found |= {row.pk: row for row in asked}
    return found
