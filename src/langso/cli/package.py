"""`langso package`: empty packages, and the demonstration package."""

from pathlib import Path

from langso.cli.assess import parse_day, today
from langso.cli.screen import messages, stopping_on_bad_input
from langso.criteria import load_law
from langso.exchange.demonstration import FileFormat, write_demonstration
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
