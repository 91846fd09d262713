"""Small packages written to disk for tests: folders of CSV, workbooks cell by cell, and how a refusal reads."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from langso.criteria import load_law
from langso.exchange.reading import Package, open_package
from langso.language import Language, speaking
from langso.problems import BadInputError, Problem

LAW = load_law()

COMMUNES: list[Sequence[object]] = [
    ["code", "name", "kind", "district", "group"],
    ["10507", "An Bình", "xã", "Nam Sách", 1],
    ["10510", "Cộng Hòa", "xã", "Nam Sách", ""],
]

Rows = Iterable[Sequence[object]]


def folder(path: Path, tables: Mapping[str, Rows | str | bytes]) -> Path:
    """A folder with communes.csv, unless given otherwise, and the tables by file name."""
    path.mkdir(exist_ok=True)
    for name, content in {"communes.csv": COMMUNES, **tables}.items():
        file = path / name
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif isinstance(content, str):
            file.write_text(content, encoding="utf-8", newline="")
        else:
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(content)
    return path


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook with the sheet “Xã”, unless given otherwise, and the sheets by name."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in {"Xã": COMMUNES, **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def opened(path: Path) -> Package:
    return open_package(path, LAW)


def refusal(path: Path) -> tuple[Problem, ...]:
    """The problems with which the package is refused; each must read well in both languages."""
    try:
        open_package(path, LAW).close()
    except BadInputError as error:
        for problem in error.problems:
            _reads_in_both_languages(problem)
        return error.problems
    raise AssertionError("the package was accepted")


def _reads_in_both_languages(problem: Problem) -> None:
    with speaking(Language.VI):
        vietnamese = (problem.what, problem.expected, problem.remedy)
    with speaking(Language.EN):
        english = (problem.what, problem.expected, problem.remedy)
    assert all(vietnamese), f"{problem.kind.code} is silent"
    assert all(vi != en for vi, en in zip(vietnamese, english, strict=True)), f"{problem.kind.code} has no Vietnamese"


def said(path: Path) -> list[str]:
    """The problems of a package as a person reads them, in English."""
    with speaking(Language.EN):
        return [str(problem) for problem in refusal(path)]


def rows_of(package: Package, register: str, columns: str = "*") -> list[tuple[object, ...]]:
    with package:
        return package.database.execute(f'SELECT {columns} FROM "{register}"').fetchall()
