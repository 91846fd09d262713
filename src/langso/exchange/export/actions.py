"""Taking figures away: who may, the file, and the event that says so."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from langso import clock
from langso.accounts.door import Action, demand, may
from langso.accounts.models import Person
from langso.exchange.export.holding import contents_of, named, readable, readable_law, rows_of
from langso.exchange.export.tables import csv_of, write_xlsx
from langso.exchange.workbook import write_empty_package
from langso.journal.changes import change
from langso.places.models import Unit
from langso.problems import REGISTER_UNKNOWN, refuse
from langso.registers.law import law

FORMS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to be taken away, its name and how many rows are in it."""

    content: bytes
    name: str
    rows: int


def export_commune(person: Person | None, unit: Unit) -> Exported:
    """The workbook of a commune: registers, declared facts, states; it can be changed and handed in again."""
    demand(person, Action.EXPORT, unit)
    personal = bool(may(person, Action.READ_REGISTERS, unit))
    readable = readable_law(personal=personal)
    known = contents_of(unit)
    rows = sum(sum(1 for _ in rows_of(unit, each)) for each in readable.registers.values())
    name = f"xa-{unit.code}-{clock.today():%Y-%m-%d}.xlsx"
    with tempfile.TemporaryDirectory(prefix="langso-") as folder:
        path = Path(folder) / name
        write_empty_package(path, readable, [named(unit)], as_of=clock.today(), contents=known, source="Làng Số")
        content = path.read_bytes()
    _log(person, unit, "", name, rows, personal=personal)
    return Exported(content, name, rows)


def export_register(person: Person | None, unit: Unit, register: str, form: str) -> Exported:
    """One register of a commune, as `xlsx` or `csv`."""
    demand(person, Action.EXPORT, unit)
    if register not in law().registers or form not in FORMS:
        raise refuse(REGISTER_UNKNOWN, value=register, names=", ".join(law().registers), nearest="")
    personal = bool(may(person, Action.READ_REGISTERS, unit))
    told = readable(law().registers[register], personal=personal)
    if not personal and law().registers[register].key.personal:
        demand(person, Action.READ_REGISTERS, unit)
    name = f"{register.replace('_', '-')}-{unit.code}-{clock.today():%Y-%m-%d}.{form}"
    if form == "csv":
        content, rows = csv_of(told, rows_of(unit, told))
    else:
        with tempfile.TemporaryDirectory(prefix="langso-") as folder:
            path = Path(folder) / name
            rows = write_xlsx(path, told, rows_of(unit, told), f"{told.title}, {unit.full_name}")
            content = path.read_bytes()
    _log(person, unit, register, name, rows, personal=personal)
    return Exported(content, name, rows)


def note_named(person: Person | None, units: Sequence[Unit], name: str) -> None:
    """Say that a file left that calls rows of the ledgers of some communes by their names."""
    commune = units[0].pk if len(units) == 1 else None
    with change("export.made", person, commune=commune) as made:
        made.details = {"file": name, "communes": [unit.code for unit in units], "personal": True}


def _log(person: Person | None, unit: Unit, register: str, name: str, rows: int, *, personal: bool) -> None:
    with change("export.made", person, commune=unit.pk, subject=register) as made:
        made.details = {"file": name, "rows": rows, "personal": personal}
