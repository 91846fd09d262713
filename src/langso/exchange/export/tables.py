"""One register as a file of its own: a sheet with headers that reading knows, or CSV that spreadsheets open rightly."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from langso.cells.reading import NO, YES, guarded
from langso.criteria.law import Column, ColumnType, Register
from langso.exchange.look import AUTHOR, COUNT_FORMAT, DAY_FORMAT, Look, set_up_printing, workbook_options
from langso.exchange.names import COMMUNE
from langso.exchange.workbook.contents import said, write_cell
from langso.exchange.workbook.frame import note_options, sheet_of
from langso.exchange.workbook.validation import of_column

_CELLS: dict[ColumnType, dict[str, Any]] = {
    ColumnType.YES_NO: {"align": "center"},
    ColumnType.INTEGER: {"num_format": COUNT_FORMAT},
    ColumnType.DATE: {"num_format": DAY_FORMAT, "align": "center"},
    ColumnType.TEXT: {"num_format": "@"},
}
_WIDTHS = {ColumnType.TEXT: 26, ColumnType.CHOICE: 18}
_CODE = 11
_SPARE = 1_000
"""Rows below the last that are checked as they are typed."""

Rows = Iterable[tuple[str, tuple[Any, ...]]]


def write_xlsx(path: Path, register: Register, rows: Rows, title: str) -> int:
    """The register as a workbook with one sheet; gives how many rows."""
    with Workbook(str(path), {**workbook_options(), "constant_memory": True}) as workbook:
        workbook.set_properties({"title": title, "author": AUTHOR})
        look, sheet = Look(workbook), workbook.add_worksheet(sheet_of(register))
        sheet.set_column(0, 0, _CODE, look.format(num_format="@", align="center"))
        for at, column in enumerate(register.columns, start=1):
            sheet.set_column(at, at, _WIDTHS.get(column.type, 14), look.format(**_CELLS.get(column.type, {})))
        for at, head in enumerate([COMMUNE.title, *(column.title for column in register.columns)]):
            sheet.write_string(0, at, str(head), look.heading())
        looks = [look.boxed(**_CELLS.get(column.type, {})) for column in register.columns]
        code_look, count = look.boxed(num_format="@", align="center"), 0
        for code, cells in rows:
            count += 1
            sheet.write_string(count, 0, code, code_look)
            for at, (column, value) in enumerate(zip(register.columns, cells, strict=True), start=1):
                write_cell(sheet, count, at, said(column, value), looks[at - 1])
        for at, column in enumerate(register.columns, start=1):
            if column.note:
                sheet.write_comment(0, at, str(column.note), note_options(str(column.note)))
            if rule := of_column(column):
                sheet.data_validation(1, at, count + _SPARE, at, rule)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(count, 1), len(register.columns))
        set_up_printing(sheet, 0, 0, title)
    return count


def csv_of(register: Register, rows: Rows) -> tuple[bytes, int]:
    """The register as CSV in UTF-8, with the mark by which Excel knows it; and how many rows."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([str(COMMUNE.title), *(str(column.title) for column in register.columns)])
    count = 0
    for code, cells in rows:
        count += 1
        writer.writerow([code, *(_plain(column, value) for column, value in zip(register.columns, cells, strict=True))])
    return stream.getvalue().encode("utf-8-sig"), count


def _plain(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(YES if value else NO)
    if column.type is ColumnType.DATE:
        return str(value.isoformat())
    if column.type in (ColumnType.INTEGER, ColumnType.NUMBER):
        return repr(value)
    return guarded(str(said(column, value)))
