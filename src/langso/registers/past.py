"""What a ledger and its rows were before: who changed what, from what, when and why; and the rows that were removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from langso.journal.models import Event
from langso.places.models import Unit
from langso.registers.models import PAST, ROWS, PastRow


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that changed: its column's name, what it held and what it then held."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of one row by one event: `what` is added, changed, removed or brought_back."""

    what: str
    event: Event | None
    cells: tuple[Cell, ...]


def row_turns(unit: Unit, register: str, row: int) -> list[Turn]:
    """Everything that became of a row, the latest first; nothing for a row that never was the commune's."""
    held = _versions(unit, register, row)
    events = Event.objects.in_bulk({n for version in held for n in (version.event, version.ended_by) if n})
    turns: list[Turn] = []
    before: _Version | None = None
    for version in held:
        here = events.get(version.event)
        if before is None:
            turns.append(Turn("added", here, _differing({}, version.values)))
        elif before.ended_by != version.event:
            turns.append(Turn("removed", events.get(before.ended_by or 0), ()))
            turns.append(Turn("brought_back", here, _differing(before.values, version.values)))
        else:
            turns.append(Turn("changed", here, _differing(before.values, version.values)))
        before = version
    if before and before.ended_by:
        turns.append(Turn("removed", events.get(before.ended_by), ()))
    return turns[::-1]


@dataclass(frozen=True, slots=True)
class _Version:
    event: int
    ended_by: int | None
    values: Mapping[str, Any]


def _versions(unit: Unit, register: str, row: int) -> list[_Version]:
    past = PAST[register].objects.filter(commune=unit, row=row).order_by("version")
    held = [_Version(each.event, each.ended_by, each.values()) for each in past]
    now = ROWS[register].objects.filter(commune=unit, pk=row).first()
    return [*held, _Version(now.event, None, now.values())] if now else held


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(Cell(n, before.get(n), after[n]) for n in after if after[n] != before.get(n))


def ledger_events(unit: Unit, register: str) -> Any:
    """The events of a ledger, the latest first."""
    return Event.objects.filter(commune=unit.pk, subject=register).order_by("-number")


def removed(unit: Unit, register: str, rows: Sequence[int] | None = None) -> Any:
    """The rows that are no longer there as they last held, the last removed first; of some ids, or of all."""
    past = PAST[register].objects.filter(commune=unit)
    if rows is not None:
        past = past.filter(row__in=rows)
    there = ROWS[register].objects.filter(pk=OuterRef("row"))
    later = PAST[register].objects.filter(row=OuterRef("row"), version__gt=OuterRef("version"))
    return past.filter(~Exists(there), ~Exists(later)).order_by("-until", "-row")


def label_of(past: PastRow) -> str:
    """What people called a row that was removed."""
    values = past.values()
    return str(values[past.register.label] or values[past.register.key.name])
