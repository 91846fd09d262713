"""One write of a ledger on its way: what is there, what is to become of it, and everything wrong with that.

Whoever may write and in which event is decided in `actions`; how rows reach their tables in `storing`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from langso import problems
from langso.criteria.law import ColumnType
from langso.journal.changes import Change
from langso.language import gettext
from langso.places.models import Unit
from langso.problems import BadInputError, Problem, Where
from langso.registers.models import PAST, ROWS, PastRow, Row
from langso.registers.storing import BATCH, Cells, Table

LISTED = 200
"""An event lists at most this many rows; over all of them it keeps a digest."""

_ID, _COMMUNE, _VERSION, _SINCE, _EVENT, _FIRST = range(6)
"""Where a row's own fields stand; its cells follow."""

_in_full = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Edit:
    """What is wanted of one row. `row` None adds one; `seen` is the version that whoever edits saw.

    `values` holds typed cells by column; None is blank. `back` brings a removed row back under its old id.
    """

    row: int | None = None
    seen: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    remove: bool = False
    back: bool = False


@dataclass(frozen=True)
class Written:
    """What a write came to: its event's number (0 when nothing changed) and the rows added or changed, in order."""

    event: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    model: type[Row] | None = None
    cells: tuple[Cells, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows added, then those changed."""
        model = self.model
        if model is None:
            return ()
        names = [f.attname for f in model._meta.concrete_fields]
        return tuple(model.from_db("default", names, row) for row in self.cells)


class Writing:
    """See the module. Use once."""

    def __init__(self, made: Change, unit: Unit, register: str) -> None:
        self._made = made
        self._unit = unit
        self._model, self._past = ROWS[register], PAST[register]
        self._register = self._model.register
        self._columns = [column.name for column in self._register.columns]
        self._table = Table(self._model)
        self._key = _FIRST + self._columns.index(self._register.key.name)
        self._label = _FIRST + self._columns.index(self._register.label)
        self._days = [n for n, column in enumerate(self._register.columns) if column.type is ColumnType.DATE]
        self._problems: list[Problem] = []
        self._told: list[dict[str, Any]] = []
        self._digest = hashlib.sha256()

    def write(self, edits: Sequence[Edit]) -> Written:
        """Write all of the edits, or raise BadInputError with every problem of them."""
        there = self._table.by_id([e.row for e in edits if e.row is not None and not e.back], self._unit.pk)
        self._check_keys(edits)
        fresh: list[Edit] = []
        changed: list[Cells] = []
        ended: list[Cells] = []
        removed: list[int] = []
        for place, edit in enumerate(edits):
            if edit.row is None or edit.back:
                fresh.append(edit)
                continue
            row = there.get(edit.row)
            if row is None:
                self._refuse(problems.ROW_GONE, place)
            elif edit.remove:
                self._check_unchanged(place, edit, row)
                ended.append(self._end(row))
                removed.append(edit.row)
                self._tell(row, row[_FIRST:], None)
            elif (after := self._merged(place, edit, row)) is not None:
                ended.append(self._end(row))
                there[edit.row] = self._head(row) + after
                changed.append(there[edit.row])
                self._tell(there[edit.row], row[_FIRST:], after)
        if self._problems:
            raise BadInputError(self._problems)
        added = self._new(fresh)
        self._keep(added, changed, ended, removed)
        self._made.details = {
            "added": len(added), "changed": len(changed), "removed": len(removed), "rows": self._told,
            "digest": self._digest.hexdigest(),
        }  # fmt: skip
        return Written(self._made.number, len(added), len(changed), len(removed), self._model, (*added, *changed))

    def _keep(self, added: list[Cells], changed: list[Cells], ended: list[Cells], removed: list[int]) -> None:
        Table(self._past).insert(ended, with_id=False)
        self._table.delete(removed)
        if len(changed) == 1:
            self._table.update(changed[0])
        else:  # taken out and written anew, rows may also change keys with each other
            self._table.delete([row[_ID] for row in changed])
            self._table.insert(changed)
        self._table.insert(added)
        for row in added:
            self._tell(row, None, row[_FIRST:])

    def _new(self, edits: Sequence[Edit]) -> list[Cells]:
        """The rows to add; their ids are given now, those of rows that come back are their own."""
        ids = iter(self._table.reserve(sum(not edit.back for edit in edits)))
        commune, at, event, columns = self._unit.pk, self._made.at, self._made.number, self._columns
        rows = []
        for edit in edits:
            get = edit.values.get
            number, version = (edit.row, edit.seen + 1) if edit.back else (next(ids), 1)
            rows.append((number, commune, version, at, event, *[get(name) for name in columns]))
        return rows

    def _end(self, row: Cells) -> Cells:
        """The row as the past keeps it; its id there is for the database to give."""
        number, commune, version, since, event = row[:_FIRST]
        return (None, number, commune, version, since, event, self._made.at, self._made.number, *row[_FIRST:])

    def _head(self, row: Cells) -> Cells:
        return (row[_ID], row[_COMMUNE], row[_VERSION] + 1, self._made.at, self._made.number)

    def _merged(self, place: int, edit: Edit, row: Cells) -> Cells | None:
        """All cells as they are to be; None when nothing changes or a cell is stale."""
        now, wanted = row[_FIRST:], edit.values
        after = tuple([wanted.get(name, cell) for name, cell in zip(self._columns, now, strict=True)])
        if after == now:
            return None
        if row[_VERSION] != edit.seen:
            seen = self._seen(edit)
            cells = zip(self._columns, now, after, strict=True)
            stale = [(n, was, new) for n, was, new in cells if n in wanted and seen.get(n) != was and new != was]
            for name, was, new in stale:
                self._refuse(problems.STALE, place, name, new, now=shown(was), version=str(row[_VERSION]))
            if stale:
                return None
        return after

    def _seen(self, edit: Edit) -> Mapping[str, Any]:
        past: PastRow | None = self._past.objects.filter(row=edit.row, version=edit.seen).first()
        return past.values() if past else {}

    def _check_unchanged(self, place: int, edit: Edit, row: Cells) -> None:
        if row[_VERSION] != edit.seen:
            now = str(row[self._label] or row[self._key])
            self._refuse(problems.STALE, place, self._register.key.name, "", now=now, version=str(row[_VERSION]))

    def _check_keys(self, edits: Sequence[Edit]) -> None:
        """Every row has a key, and no two rows of the commune the same."""
        column = self._register.key
        given = [
            (p, e) for p, e in enumerate(edits) if not e.remove and (e.row is None or e.back or column.name in e.values)
        ]
        if not given:
            return
        leaving = {e.row for e in edits if e.remove} | {e.row for _, e in given if e.row is not None and not e.back}
        others = self._model.objects.filter(commune=self._unit)
        if len(given) <= BATCH:
            others = others.filter(**{f"{column.name}__in": [e.values.get(column.name) for _, e in given]})
        held = others.values_list(column.name, "id")
        taken = {key for key, row in held.iterator(BATCH) if row not in leaving}
        for place, edit in given:
            key = edit.values.get(column.name)
            if key is None or key == "":
                self._refuse(problems.ROW_KEY_MISSING, place, column.name, column=str(column.title))
            elif key in taken:
                self._refuse(problems.ROW_KEY_REPEATED, place, column.name, key, column=str(column.title))
            else:
                taken.add(key)

    def _refuse(self, kind: problems.Kind, place: int, cell: str = "", value: Any = "", **details: str) -> None:
        where = Where(self._register.name, place, cell)
        self._problems.append(Problem(kind, where, shown(value), details))

    def _tell(self, row: Cells, before: Cells | None, after: Cells | None) -> None:
        """Say in the event what became of a row: the cells that differ, for the first rows; all go into the digest."""
        told = {"row": row[_ID], "key": _plain(row[self._key]), "label": str(row[self._label] or row[self._key])}
        if before is None or after is None:
            told["before"], told["after"] = self._all_plain(before), self._all_plain(after)
        else:
            differing = [n for n, (was, now) in enumerate(zip(before, after, strict=True)) if was != now]
            told["before"] = {self._columns[n]: _plain(before[n]) for n in differing}
            told["after"] = {self._columns[n]: _plain(after[n]) for n in differing}
        self._digest.update(_in_full(told).encode())
        if len(self._told) < LISTED:
            self._told.append(told)

    def _all_plain(self, cells: Cells | None) -> dict[str, Any] | None:
        if cells is None:
            return None
        plain = {name: cell for name, cell in zip(self._columns, cells, strict=True) if cell is not None}
        for n in self._days:
            if cells[n] is not None:
                plain[self._columns[n]] = _plain(cells[n])
        return plain


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def shown(value: Any) -> str:
    """A cell's value as people write it."""
    if value is None:
        return gettext("(blank)")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
