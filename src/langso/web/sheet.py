"""A ledger as a sheet of cells: what each holds as it is typed and as it is shown.

What the page's script needs to know of the columns is said once, in `columns_told`. Which rows an address asks for is
in `sheet_asked`, saving in `sheet_saving`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from langso.cells.reading import NO, YES
from langso.criteria.law import Column, ColumnType, Register
from langso.language import Language, current_language, whole
from langso.registers.models import Row
from langso.registers.reading import not_yet_columns

NUMBERS = (ColumnType.INTEGER, ColumnType.NUMBER)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell: its column, its value as one types it ("" is blank) and as it is shown."""

    column: Column
    value: str
    shown: str
    state: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number, the version shown, and its cells in the order of the law."""

    id: int
    version: int
    label: str
    cells: tuple[SheetCell, ...]

    def as_dict(self) -> dict[str, Any]:
        """The row as the page's script takes it."""
        cells = {cell.column.name: {"value": cell.value, "shown": cell.shown} for cell in self.cells}
        return {"id": self.id, "version": self.version, "label": self.label, "cells": cells}


def sheet_row(row: Row) -> SheetRow:
    """A row of a ledger."""
    cells = tuple(sheet_cell(column, getattr(row, column.name)) for column in row.register.columns)
    return SheetRow(row.pk, row.version, row.label, cells)


def sheet_cell(column: Column, value: Any) -> SheetCell:
    """One cell."""
    text = typed(column, value)
    shown = whole(value) if isinstance(value, int) and not isinstance(value, bool) else text
    state = {True: "yes", False: "no"}[value] if isinstance(value, bool) else "" if value is not None else "blank"
    return SheetCell(column, text, shown, state)


def typed(column: Column, value: Any) -> str:
    """A cell as one would type it, which reads back as the same value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        text = repr(value).removesuffix(".0")
        return text.replace(".", ",") if current_language() is Language.VI else text
    return next((str(choice.title) for choice in column.choices if choice.value == value), str(value))


def columns_told(register: Register) -> list[dict[str, Any]]:
    """The columns as the page's script takes them."""
    return [
        {
            "name": column.name,
            "type": column.type.value,
            "title": str(column.title),
            "key": column.key,
            "notYet": column.name in not_yet_columns(register.name),
            "choices": [str(choice.title) for choice in column.choices],
            "aliases": {choice.value: str(choice.title) for choice in column.choices},
        }
        for column in register.columns
    ]


def pinned(register: Register, column: Column) -> str:
    """The class of a column that stays in sight when the sheet is moved sideways: its key, and the name beside it."""
    first, second = register.columns[:2]
    if column == first:
        return "pin-1 pin-beside" if register.label == second.name else "pin-1"
    return "pin-2" if column == second and register.label == second.name else ""
