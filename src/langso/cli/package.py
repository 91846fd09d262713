"""`langso package` and `langso demo`: empty packages, and the demonstration."""

import sys
from pathlib import Path

from rich.text import Text

from langso.cli.assess import assess_package, parse_day, today
from langso.cli.screen import console, messages, progress, stopping_on_bad_input
from langso.cli.summary import show_summary
from langso.criteria import load_law
from langso.exchange.demonstration import FileFormat, write_demonstration
from langso.exchange.reading import open_package
from langso.files import put_in_place
from langso.language import gettext as _
from langso.places import Snapshot, units_of


def run_new(target: Path, names: list[str], on: str | None, *, overwrite: bool) -> None:
    """Write an empty package, prepared for the units named as they are on a day: a folder, or a workbook (.xlsx)."""
    from langso.exchange.workbook import choose_units, write_empty_package  # noqa: PLC0415 - slow, and only used here

    with stopping_on_bad_input():
        as_of = None if on is None else parse_day(on)
        units = choose_units(names, as_of or today())
        write_empty_package(target, load_law(), units, as_of=as_of, overwrite=overwrite)
    messages().print(_("Written: {path}").format(path=target))


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
    show_summary(assessed, screen)
    first = assessed.communes.codes[0]
    screen.print(Text(_("What to try next"), style="bold"))
    for command in (
        f"langso assess {folder} --set NTM",
        f"langso explain {folder} --commune {first} --node NTM-8.4",
        f"langso assess {folder} --format xlsx -o var/ket-qua.xlsx",
        f"langso assess {folder} --commune {first} --format docx -o var/bao-cao.docx",
        f"langso package new var/so-lieu-xa.xlsx --commune {first} --on {assessed.day}",
        "langso law list",
    ):
        screen.print(Text(f"  .venv/bin/{command}"))
