"""What a commune's ledgers hold, as the workbook takes it. What is personal only for whoever may read it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from langso import clock
from langso.criteria.law import Law, Register, Scope
from langso.exchange.workbook.contents import Contents
from langso.places import Unit as Named
from langso.places import UnitKind
from langso.places.models import CommuneGroup, Level, Unit
from langso.registers.declaring import latest
from langso.registers.law import law
from langso.registers.models import ROWS, Ledger

_FETCHED = 5_000


def named(unit: Unit) -> Named:
    """A unit as workbooks name it."""
    district = unit.parent if unit.parent and unit.parent.level == Level.DISTRICT else None
    province = province_of(unit)
    return Named(
        unit.code, unit.name, UnitKind(unit.kind), f"{district.kind} {district.name}" if district else "",
        province.name if province else "",
    )  # fmt: skip


def province_of(unit: Unit) -> Unit | None:
    """The province that a unit lies in."""
    step: Unit | None = unit
    while step is not None and step.level != Level.PROVINCE:
        step = step.parent
    return step


def readable(register: Register, *, personal: bool) -> Register:
    """The register without the columns that are personal, unless these may be read."""
    if personal:
        return register
    return replace(register, columns=tuple(column for column in register.columns if not column.personal))


def readable_law(*, personal: bool) -> Law:
    """The law with the registers as they may be read. One whose key is personal is left out."""
    if personal:
        return law()
    kept = {name: readable(each, personal=False) for name, each in law().registers.items() if not each.key.personal}
    return replace(law(), registers=kept)


def rows_of(unit: Unit, register: Register) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows that hold now, by their keys."""
    names = [column.name for column in register.columns]
    held = ROWS[register.name].objects.filter(commune=unit).order_by(register.key.name, "id")
    for cells in held.values_list(*names).iterator(_FETCHED):
        yield unit.code, cells


def contents_of(unit: Unit) -> Contents:
    """All that is known of a commune today."""
    province = province_of(unit)
    said = latest([unit.pk, *([province.pk] if province else [])], clock.today())
    codes = {unit.pk: unit.code, **({province.pk: ""} if province else {})}
    facts = {
        (codes[pk], name): declared.value
        for (pk, name), declared in said.items()
        if declared.value is not None
        and name in law().facts
        and (law().facts[name].scope is Scope.PROVINCE) == (codes[pk] == "")
    }
    closed = Ledger.objects.filter(commune=unit, closed=True).values_list("register", flat=True)
    group = CommuneGroup.objects.filter(unit=unit, since__lte=clock.today()).order_by("-since").first()
    return Contents(
        rows=lambda register: rows_of(unit, register),
        facts=facts,
        closed=frozenset((unit.code, register) for register in closed),
        groups={unit.code: group.group} if group else {},
    )
