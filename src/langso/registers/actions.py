"""The changes of ledgers: rows written, removed and brought back, a ledger closed or reopened. Each is one event.

What held before is kept in the past's table; nothing is overwritten. Who may is decided at the door.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from langso import problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.journal.changes import Change, change
from langso.language import gettext
from langso.places.models import Unit
from langso.problems import BadInputError, Problem, Where, refuse
from langso.registers.models import PAST, ROWS, Ledger, LedgerState, PastRow, Row

LISTED = 200
"""An event lists at most this many rows; over all of them it keeps a digest."""

_BATCH = 2_000


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


@dataclass(frozen=True, slots=True)
class Written:
    """What a write came to: its event's number (0 when nothing changed) and the rows added or changed, in order."""

    event: int
    rows: tuple[Row, ...]
    added: int = 0
    changed: int = 0
    removed: int = 0


def write_rows(
    person: Person | None,
    unit: Unit,
    register: str,
    edits: Sequence[Edit],
    *,
    kind: str = "rows.edited",
    reason: str = "",
) -> Written:
    """Write rows of one ledger, all or none. BadInputError with every problem; `where.row` counts the edits from 0.

    A row that someone changed since it was seen is merged cell by cell; a cell that both changed is refused as stale.
    """
    demand(person, Action.EDIT_REGISTERS, unit)
    with change(kind, person, commune=unit.pk, subject=register, reason=reason) as made:
        ledger = _ledger(unit, register)
        if ledger.closed:
            raise refuse(problems.LEDGER_IS_CLOSED, Where(register))
        writing = _Writing(made, unit, register)
        written = writing.write(edits)
        if not (written.added or written.changed or written.removed):
            made.cancelled = True
            return written
        _touch(ledger, made)
    return written


def undo(person: Person | None, unit: Unit, register: str, event: int) -> Written:
    """Take back what an event did to the rows of a ledger, where nobody has changed them since."""
    return write_rows(person, unit, register, _inverse(unit, register, event), kind="rows.undone", reason=f"#{event}")


def close_ledger(person: Person | None, unit: Unit, register: str) -> None:
    """Close a ledger: what is in it is all there is."""
    demand(person, Action.CLOSE_LEDGER, unit)
    _set_state(person, unit, register, closed=True, reason="")


def reopen_ledger(person: Person | None, unit: Unit, register: str, reason: str) -> None:
    """Reopen a ledger, with a reason."""
    demand(person, Action.REOPEN_LEDGER, unit)
    if not reason.strip():
        raise refuse(problems.REASON_MISSING, Where(register, column="reason"))
    _set_state(person, unit, register, closed=False, reason=reason.strip())


def _set_state(person: Person | None, unit: Unit, register: str, *, closed: bool, reason: str) -> None:
    kind = "ledger.closed" if closed else "ledger.reopened"
    with change(kind, person, commune=unit.pk, subject=register, reason=reason) as made:
        ledger = _ledger(unit, register)
        if ledger.closed == closed:
            made.cancelled = True
            return
        made.details = {"rows": ROWS[register].objects.filter(commune=unit).count()}
        ledger.closed, ledger.closed_at = closed, made.at if closed else None
        _touch(ledger, made)
        LedgerState.objects.create(ledger=ledger, closed=closed, at=made.at, event=made.number, reason=reason)


def _ledger(unit: Unit, register: str) -> Ledger:
    if register not in ROWS:
        raise refuse(problems.REGISTER_UNKNOWN, value=register, names=", ".join(ROWS), nearest="")
    ledger, _ = Ledger.objects.get_or_create(commune=unit, register=register)
    return ledger


def _touch(ledger: Ledger, made: Change) -> None:
    ledger.version += 1
    ledger.changed_at = made.at
    ledger.save()


class _Writing:
    """One write on its way: what is there, what is to become of it, and everything wrong with that."""

    def __init__(self, made: Change, unit: Unit, register: str) -> None:
        self._made = made
        self._unit = unit
        self._model, self._past = ROWS[register], PAST[register]
        self._register = self._model.register
        self._columns = [column.name for column in self._register.columns]
        self._problems: list[Problem] = []
        self._told: list[dict[str, Any]] = []
        self._digest = hashlib.sha256()
        self._count = 0

    def write(self, edits: Sequence[Edit]) -> Written:
        wanted = [edit.row for edit in edits if edit.row is not None and not edit.back]
        there: dict[int, Row] = {}
        for start in range(0, len(wanted), _BATCH):
            there |= self._model.objects.filter(commune=self._unit).in_bulk(wanted[start : start + _BATCH])
        self._check_keys(edits)
        added: list[Row] = []
        changed: list[Row] = []
        ended: list[PastRow] = []
        removed: list[int] = []
        for place, edit in enumerate(edits):
            if edit.row is None or edit.back:
                added.append(self._new(edit))
                continue
            row = there.get(edit.row)
            if row is None:
                self._refuse(problems.ROW_GONE, place)
            elif edit.remove:
                self._check_unchanged(place, edit, row)
                ended.append(self._end(row))
                removed.append(row.id)
                self._tell(row, row.values(), None)
            elif (after := self._merged(place, edit, row)) is not None:
                before = row.values()
                ended.append(self._end(row))
                self._apply(row, after)
                changed.append(row)
                self._tell(row, before, after)
        if self._problems:
            raise BadInputError(self._problems)
        self._keep(added, changed, ended, removed)
        self._made.details = {
            "added": len(added), "changed": len(changed), "removed": len(removed), "rows": self._told,
            "digest": self._digest.hexdigest(),
        }  # fmt: skip
        return Written(self._made.number, (*added, *changed), len(added), len(changed), len(removed))

    def _keep(self, added: list[Row], changed: list[Row], ended: list[PastRow], removed: list[int]) -> None:
        self._past.objects.bulk_create(ended, batch_size=_BATCH)
        for start in range(0, len(removed), _BATCH):
            self._model.objects.filter(pk__in=removed[start : start + _BATCH]).delete()
        if len(changed) == 1:
            changed[0].save()
        elif changed:
            kept = ["version", "since", "event", *self._columns]
            self._model.objects.bulk_create(
                changed, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=kept
            )
        self._model.objects.bulk_create(added, batch_size=_BATCH)
        for row in added:
            self._tell(row, None, row.values())

    def _new(self, edit: Edit) -> Row:
        values = {name: edit.values.get(name) for name in self._columns}
        version = edit.seen + 1 if edit.back else 1
        known = {"id": edit.row} if edit.back else {}
        return self._model(
            **known, commune=self._unit, version=version, since=self._made.at, event=self._made.number, **values
        )

    def _end(self, row: Row) -> PastRow:
        return self._past(
            row=row.id, commune=self._unit, version=row.version, since=row.since, event=row.event,
            until=self._made.at, ended_by=self._made.number, **row.values(),
        )  # fmt: skip

    def _apply(self, row: Row, after: Mapping[str, Any]) -> None:
        for name, value in after.items():
            setattr(row, name, value)
        row.version += 1
        row.since, row.event = self._made.at, self._made.number

    def _merged(self, place: int, edit: Edit, row: Row) -> dict[str, Any] | None:
        """All cells as they are to be; None when nothing changes or a cell is stale."""
        now = row.values()
        after = {**now, **edit.values}
        if after == now:
            return None
        if row.version != edit.seen:
            seen = self._seen(edit)
            stale = [n for n in edit.values if seen.get(n) != now[n] and after[n] != now[n]]
            for name in stale:
                self._refuse(problems.STALE, place, name, after[name], now=shown(now[name]), version=str(row.version))
            if stale:
                return None
        return after

    def _seen(self, edit: Edit) -> Mapping[str, Any]:
        past = self._past.objects.filter(row=edit.row, version=edit.seen).first()
        return past.values() if past else {}

    def _check_unchanged(self, place: int, edit: Edit, row: Row) -> None:
        if row.version != edit.seen:
            key = self._register.key.name
            self._refuse(problems.STALE, place, key, "", now=row.label, version=str(row.version))

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
        if len(given) <= _BATCH:
            others = others.filter(**{f"{column.name}__in": [e.values.get(column.name) for _, e in given]})
        taken = {key for key, row in others.values_list(column.name, "id") if row not in leaving}
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

    def _tell(self, row: Row, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Say in the event what became of a row: the cells that differ, for the first rows; all go into the digest."""
        told = {"row": row.id, "key": _plain(row.key), "label": row.label}
        if before is None or after is None:
            told |= {"before": before and _all_plain(before), "after": after and _all_plain(after)}
        else:
            differing = [name for name in after if after[name] != before[name]]
            told |= {
                "before": {n: _plain(before[n]) for n in differing},
                "after": {n: _plain(after[n]) for n in differing},
            }
        self._digest.update(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())
        if len(self._told) < LISTED:
            self._told.append(told)


def _inverse(unit: Unit, register: str, event: int) -> list[Edit]:
    model, past = ROWS[register], PAST[register]
    before = {row.row: row for row in past.objects.filter(commune=unit, ended_by=event)}
    now = model.objects.filter(commune=unit).in_bulk(list(before))
    edits = []
    for row, old in before.items():
        values = old.values()
        current = now.get(row)
        if current is None:
            edits.append(Edit(row, old.version, values, back=True))
        elif current.event == event:
            edits.append(Edit(row, current.version, values))
        else:
            raise refuse(problems.STALE, Where(register), value=str(values[model.register.key.name]), now=current.label)
    fresh = model.objects.filter(commune=unit, event=event).exclude(pk__in=list(before))
    edits += [Edit(row.id, row.version, remove=True) for row in fresh.filter(version=1)]
    return edits


def _all_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def shown(value: Any) -> str:
    """A cell's value as people write it."""
    if value is None:
        return gettext("(blank)")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
