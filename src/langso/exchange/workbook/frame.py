"""What every sheet of the empty workbook has: a title, a note, heads with their notes, protection, print set-up.

Reading takes the row with the most known names for the header, so the rows above it are free for people.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from langso.criteria.law import Law, Register
from langso.exchange.look import (
    ACCENT,
    AUTHOR,
    FONT,
    GROUND,
    INK,
    LINE,
    NOTHING_SOFT,
    PAPER,
    QUIET,
    TINT,
    WHITE,
    Look,
    lines_of,
)
from langso.exchange.look import set_up_printing as print_as
from langso.exchange.names import OVERVIEW, NamedTable
from langso.exchange.workbook import wording
from langso.exchange.workbook.contents import Contents
from langso.language import Language, current_language
from langso.places import Unit

HEADER = 3
"""The row of the heads, counted from 0; the rows to fill follow right below."""

FIRST = HEADER + 1
PREPARED = 5_000
"""Rows with drop-downs, bounds and warnings. What is typed further down is read all the same."""

LINED = 20
"""Rows ruled from the start, so that an empty sheet can be printed and filled by hand."""

_NOTE_WIDTH, _NOTE_LINE, _NOTE_CHARACTERS = 420, 15, 66
_PIXELS_AT_MOST = 900
_LINED_HEIGHT = 20


class HeadKind(Enum):
    """What a column is for, which its head shows."""

    KEY = (ACCENT, WHITE)
    ASKED = (TINT, INK)
    REFERENCE = (NOTHING_SOFT, QUIET)
    EXPLAINS = (GROUND, QUIET)


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its title, width in characters, what it is for, its note, the conditions that use it, its cells."""

    title: str
    width: float
    kind: HeadKind
    note: str = ""
    used_by: str = ""
    cells: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook on its way: where it is written, from which law, for which communes, under which name."""

    workbook: Workbook
    look: Look
    law: Law
    communes: tuple[Unit, ...]
    file: str
    title: str
    contents: Contents = field(default_factory=Contents)

    def add(self, name: str, colour: str = ACCENT) -> Worksheet:
        """A new sheet."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_tab_color(colour)
        return sheet

    def unlocked(self, **properties: Any) -> Format:
        """A cell to type into."""
        return self.look.boxed(locked=False, **properties)


def sheet_of(table: NamedTable | Register) -> str:
    """The sheet of a table in the current language."""
    if isinstance(table, NamedTable):
        return str(table.sheet)
    return table.sheet if current_language() is Language.VI else table.name


def link_to(sheet: str) -> str:
    """A link to the top of a sheet of the same workbook."""
    return f"internal:'{sheet}'!A1"


def cells_below(sheet: str, column: int, rows: int = PREPARED) -> str:
    """The cells of a column under its head, as formulas on other sheets name them."""
    letter = xl_col_to_name(column)
    return f"'{sheet}'!${letter}${FIRST + 1}:${letter}${FIRST + rows}"


def lay_out(book: Book, sheet: Worksheet, titled: tuple[str, str], heads: Sequence[Head], frozen: int = 0) -> None:
    """Title and note, heads and the empty columns below them; the first `frozen` columns stay in sight."""
    last = len(heads) - 1
    _above(book, sheet, titled, heads)
    for at, head in enumerate(heads):
        ground, ink = head.kind.value
        explains = head.kind is HeadKind.EXPLAINS
        sheet.set_column(at, at, head.width, book.look.format(locked=explains, **dict(head.cells)))
        style = {"bg_color": ground, "font_color": ink, "italic": explains}
        sheet.write_string(HEADER, at, head.title, book.look.heading(**style))
        if head.note:
            sheet.write_comment(HEADER, at, head.note, note_options(head.note))
    sheet.set_row(HEADER, 14 * max(2, *(lines_of(head.title, head.width - 2) for head in heads)) + 4)
    sheet.freeze_panes(FIRST, frozen)
    sheet.autofilter(HEADER, 0, HEADER + PREPARED, last)
    protect(sheet)
    print_as(sheet, HEADER, HEADER, book.title)


def _above(book: Book, sheet: Worksheet, titled: tuple[str, str], heads: Sequence[Head]) -> None:
    (title, note), look, last = titled, book.look, len(heads) - 1
    width = sum(head.width for head in heads)
    back = look.format(font_color=ACCENT, underline=1, font_size=9, valign="vcenter")
    sheet.write_url(0, 0, link_to(str(OVERVIEW)), back, str(wording.BACK))
    sheet.write_string(0, 1, title, look.format(bold=True, font_size=14, font_color=ACCENT, valign="vcenter", indent=1))
    sheet.set_row(0, 24)
    noted = look.format(font_color=QUIET, text_wrap=True)
    if last:
        sheet.merge_range(1, 0, 1, last, note, noted)
    else:
        sheet.write_string(1, 0, note, noted)
    sheet.set_row(1, 13.5 * lines_of(note, width) + 4)
    used = look.format(font_color=QUIET, font_size=8, text_wrap=True, valign="bottom")
    if any(head.used_by for head in heads):
        for at, head in enumerate(heads):
            sheet.write(2, at, head.used_by, used)
        sheet.set_row(2, 11.5 * max(lines_of(head.used_by, head.width * 1.1) for head in heads) + 4)
    else:
        sheet.set_row(2, 5)


def note_options(text: str) -> dict[str, Any]:
    """How a note opens: wide enough to read, tall enough for its text."""
    height = min(_PIXELS_AT_MOST, _NOTE_LINE * lines_of(text, _NOTE_CHARACTERS) + 24)
    return {
        "author": AUTHOR,
        "width": _NOTE_WIDTH,
        "height": height,
        "font_name": FONT,
        "font_size": 9,
        "color": PAPER,
    }


def protect(sheet: Worksheet) -> None:
    """Lock what is prefilled, without a password; rows may be inserted, sorted, filtered and coloured."""
    allowed = ("insert_rows", "delete_rows", "sort", "autofilter", "format_cells", "format_columns", "format_rows")
    sheet.protect("", dict.fromkeys(allowed, True))


def rule_lines(book: Book, sheet: Worksheet, heads: Sequence[Head], start: int, rows: int) -> None:
    """Rule empty rows to type into."""
    for row in range(start, start + rows):
        sheet.set_row(row, _LINED_HEIGHT)
    for at, head in enumerate(heads):
        cells = book.look.boxed(locked=head.kind is HeadKind.EXPLAINS, **dict(head.cells))
        for row in range(start, start + rows):
            sheet.write_blank(row, at, None, cells)


def rule_typed_rows(book: Book, sheet: Worksheet, columns: int) -> None:
    """Rule every prepared row as soon as something stands in it."""
    across = f"$A{FIRST + 1}:${xl_col_to_name(columns - 1)}{FIRST + 1}"
    lined = book.look.where(border=1, border_color=LINE)
    sheet.conditional_format(
        *_prepared(0, columns - 1), {"type": "formula", "criteria": f"=COUNTA({across})>0", "format": lined}
    )


def mark(sheet: Worksheet, column: int, criteria: str, style: Format) -> None:
    """Colour the prepared cells of a column where a formula holds, written for the first of them."""
    sheet.conditional_format(*_prepared(column, column), {"type": "formula", "criteria": criteria, "format": style})


def allow(sheet: Worksheet, column: int, validation: dict[str, Any] | None, start: int = FIRST) -> None:
    """Check what is typed into a column from a row on."""
    if validation:
        sheet.data_validation(start, column, FIRST + PREPARED - 1, column, validation)


def first_cell(column: int) -> str:
    """The first cell below a head, its column fixed."""
    return f"${xl_col_to_name(column)}{FIRST + 1}"


def _prepared(first: int, last: int) -> tuple[int, int, int, int]:
    return FIRST, first, FIRST + PREPARED - 1, last
