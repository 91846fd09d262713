"""What a workbook is filled with: the rows, the declared facts and the states that are known when it is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from langso.cells.reading import NO, YES, guarded
from langso.criteria.law import Column, ColumnType, DeclaredFact, FactType, Register

Rows = Iterable[tuple[str, tuple[Any, ...]]]
"""Of each row the commune's code and its cells, in the order of the register's columns."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is known. Without anything: an empty workbook."""

    rows: Callable[[Register], Rows] = lambda register: ()  # noqa: ARG005 - called with the register
    facts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(commune's code, "" for the province; fact) → its value as the fact table keeps it."""
    closed: frozenset[tuple[str, str]] = frozenset()
    """(commune's code, register)."""
    groups: Mapping[str, int] = field(default_factory=dict)


def write_cell(sheet: Worksheet, row: int, at: int, value: Any, look: Format) -> None:
    """A value as reading understands it again: text stays text, whatever it looks like."""
    if value is None:
        sheet.write_blank(row, at, None, look)
    elif isinstance(value, bool):
        sheet.write_string(row, at, str(YES if value else NO), look)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, look)
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value, look)
    else:
        text = str(value)
        sheet.write_string(row, at, guarded(text) if text.startswith("'") else text, look)


def said(column: Column, value: Any) -> Any:
    """A register's value as a workbook says it: a choice by its title."""
    if column.type is ColumnType.CHOICE and value is not None:
        return next((str(choice.title) for choice in column.choices if choice.value == value), value)
    return value


def fact_said(fact: DeclaredFact, value: int | None) -> Any:
    """A fact's value as a workbook says it."""
    if value is None:
        return None
    if fact.type is FactType.YES_NO:
        return bool(value)
    return float(Fraction(value, 10**fact.decimals)) if fact.decimals else value
