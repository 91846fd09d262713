"""`langso package` and `langso demo`: empty packages, and the demonstration."""

import sys
from pathlib import Path

from rich.text import Text

from langso.cli.assess import assess_package
from langso.cli.screen import console, messages, progress, stopping_on_bad_input
from langso.cli.table import show_assessed
from langso.criteria import load_law
from langso.criteria.shapes import nearest
from langso.exchange.demonstration import FileFormat, write_demonstration
from langso.exchange.package import open_package
from langso.files import put_in_place
from langso.language import gettext as _
from langso.places import Snapshot, Unit, units_of
from langso.problems import UNIT_UNKNOWN, Where, refuse


def run_new(target: Path, communes: list[str], overwrite: bool) -> None:
    """Write an empty package: a workbook where the name ends in .xlsx, else a folder."""
    from langso.exchange.workbook import write_empty_package  # noqa: PLC0415 - only this command writes workbooks

    with stopping_on_bad_input():
        write_empty_package(target, load_law(), _units(communes), overwrite=overwrite)
    messages().print(_("Written: {path}").format(path=target))


def _units(codes: list[str]) -> tuple[Unit, ...]:
    known = {unit.code: unit for snapshot in reversed(Snapshot) for unit in units_of(snapshot)}
    for code in codes:
        if code not in known:
            raise refuse(UNIT_UNKNOWN, Where("--commune"), code, nearest=nearest(code, known))
    return tuple(known[code] for code in codes)


def write_demo(folder: Path, *, seed: int, parquet: bool) -> None:
    """Write the demonstration package."""
    with stopping_on_bad_input(), put_in_place(folder) as unfinished:
        units = units_of(Snapshot.HAI_DUONG_2022)
        file_format = FileFormat.PARQUET if parquet else FileFormat.CSV
        write_demonstration(unfinished, load_law(), units, seed=seed, format=file_format)
    messages().print(_("Written: {path}").format(path=folder))


def run_demo(folder: Path) -> None:
    """Make the demonstration package where it is not there yet, assess it, show the result and what to try next."""
    if not (folder / "communes.csv").is_file():
        write_demo(folder, seed=1414, parquet=False)
    with stopping_on_bad_input(), progress() as report:
        law = load_law()
        package = open_package(folder, law, report)
        assessed = assess_package(package, law, [], None)
    screen = console(sys.stdout)
    show_assessed(assessed, screen)
    first = assessed.communes.codes[0]
    screen.print()
    screen.print(Text(_("What to try next"), style="bold"))
    for command in (
        f"langso explain {folder} --commune {first} --node NTM-8.4",
        f"langso assess {folder} --format xlsx -o var/ket-qua.xlsx",
        f"langso assess {folder} --commune {first} --format docx -o var/bao-cao.docx",
        f"langso package new var/so-lieu-xa.xlsx --commune {first}",
        "langso law list",
    ):
        screen.print(Text(f"  .venv/bin/{command}"))
