"""Writes an empty package to its place: a workbook where the name ends in .xlsx, else a folder of CSV files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlsxwriter import Workbook

from langso.criteria.law import Law
from langso.exchange.look import AUTHOR, Look, workbook_options
from langso.exchange.workbook import wording
from langso.exchange.workbook.contents import Contents
from langso.exchange.workbook.facts import write_facts
from langso.exchange.workbook.fixed import Heading, write_communes, write_ledgers, write_package
from langso.exchange.workbook.folder import write_folder
from langso.exchange.workbook.frame import Book
from langso.exchange.workbook.overview import Overview
from langso.exchange.workbook.registers import write_register
from langso.files import put_in_place
from langso.places import Unit

WORKBOOK = ".xlsx"
_NAMED = 3


def write_empty_package(
    target: Path,
    law: Law,
    communes: Sequence[Unit] = (),
    *,
    title: str = "",
    as_of: date | None = None,
    source: str = "",
    overwrite: bool = False,
    contents: Contents | None = None,
) -> None:
    """Write an empty package for some communes (for none: their list is empty too), whole or not at all.

    A workbook in the current language where `target` ends in .xlsx, else a folder of CSV files; a workbook may be
    filled with what is known (`contents`). BadInputError where a
    file is there already (unless `overwrite`), the folder is not empty, or the place cannot be written.
    """
    provinces = sorted({unit.province for unit in communes})
    heading = Heading(title or _default_title(communes), as_of, ", ".join(provinces), source)
    ordered = tuple(sorted(communes, key=lambda unit: unit.code))
    with put_in_place(target, overwrite=overwrite) as unfinished:
        if target.suffix.lower() == WORKBOOK:
            _write_workbook(unfinished, target.name, law, ordered, heading=heading, contents=contents or Contents())
        else:
            write_folder(unfinished, law, ordered, heading)


def _default_title(communes: Sequence[Unit]) -> str:
    if not communes:
        return ""
    names = [unit.full_name for unit in communes]
    said = ", ".join(names) if len(names) <= _NAMED else str(wording.OF_MANY).format(n=len(names))
    return str(wording.TITLE_OF).format(names=said)


def _write_workbook(
    path: Path, file: str, law: Law, communes: tuple[Unit, ...], *, heading: Heading, contents: Contents
) -> None:
    with Workbook(str(path), workbook_options()) as workbook:
        title = heading.title or str(wording.TITLE)
        workbook.set_properties({"title": title, "author": AUTHOR, "comments": str(wording.WHAT_THIS_IS)})
        book = Book(workbook, Look(workbook), law, communes, file, title, contents)
        overview = Overview(book)
        overview.write()
        write_package(book, heading)
        write_communes(book)
        write_facts(book)
        for register in law.registers.values():
            write_register(book, register)
        write_ledgers(book, overview.registers)
