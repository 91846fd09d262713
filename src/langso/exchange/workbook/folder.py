"""The empty package as a folder: CSV files with their headers, and a README in both languages that explains them."""

import csv
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from langso.criteria.law import Column, ColumnType, Law
from langso.exchange.names import COMMUNE, COMMUNES, FIXED_TABLES, PACKAGE
from langso.exchange.workbook import uses, wording
from langso.exchange.workbook.fixed import Heading
from langso.language import Language, speaking
from langso.places import Unit

_WIDTH = 100


def write_folder(folder: Path, law: Law, communes: Sequence[Unit], heading: Heading) -> None:
    """Fill a new folder: one file a table, rows only where they are known beforehand, README.txt."""
    folder.mkdir()
    rows: dict[str, list[Sequence[str]]] = {
        COMMUNES.name: [(unit.code, unit.name, unit.kind.value, unit.district, "") for unit in communes],
        PACKAGE.name: [_named(heading)] if heading != Heading() else [],
    }
    for table in FIXED_TABLES:
        _write(folder, table.name, [column.name for column in table.columns], rows.get(table.name, []))
    for register in law.registers.values():
        _write(folder, register.name, [COMMUNE.name, *(column.name for column in register.columns)], [])
    parts = []
    for language in Language:
        with speaking(language):
            parts.append("\n".join(_explained(law)))
    (folder / "README.txt").write_text(("\n\n" + "=" * _WIDTH + "\n\n").join(parts) + "\n", encoding="utf-8")


def _named(heading: Heading) -> Sequence[str]:
    as_of = heading.as_of.isoformat() if heading.as_of else ""
    return heading.title, as_of, heading.province, heading.source


def _write(folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _explained(law: Law) -> Iterable[str]:
    """The README in the current language, line by line."""
    yield str(wording.README_TITLE).upper()
    yield ""
    yield from _wrapped(str(wording.README_INTRO))
    for table in FIXED_TABLES:
        yield ""
        yield f"{table.name}.csv – {table.sheet}"
        yield from _wrapped(str(wording.README_FIXED[table.name]), "  ")
        for fixed in table.columns:
            yield f"    {fixed.name:<24} {fixed.title}"
    for register in law.registers.values():
        used = uses.ids(use.node for use in uses.using_register(law, register))
        yield ""
        yield f"{register.name}.csv – {register.title}"
        yield from _wrapped(f"{register.note or ''} {wording.ASKED_BY} {used}.", "  ")
        yield f"    {COMMUNE.name:<24} {COMMUNE.title}"
        for column in register.columns:
            yield from _column(column)
    yield ""
    yield str(wording.README_FACTS)
    for fact in law.facts.values():
        unit = f" ({fact.unit})" if fact.unit else f" ({wording.YES_OR_NO})"
        yield from _wrapped(f"{fact.name}: {fact.title}{unit}. {fact.note or ''}", "    ", "        ")


def _column(column: Column) -> Iterable[str]:
    said = str(column.title)
    if column.key:
        said += f" ({wording.README_KEY})"
    elif column.type is ColumnType.YES_NO:
        said += f" ({wording.YES_OR_NO})"
    elif column.unit:
        said += f" ({column.unit})"
    choices = ", ".join(f"{choice.value} = {choice.title}" for choice in column.choices)
    yield from _wrapped(f"{column.name:<24} {said}. {column.note or ''} {choices}".strip(), "    ", " " * 29)


def _wrapped(text: str, first: str = "", further: str | None = None) -> list[str]:
    indent = first if further is None else further
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=indent) or [first]
