"""What every sheet of the verdicts has: whose figures these are, on which day, the way back, print set-up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from langso.assessments.assessed import Assessed
from langso.criteria.verdicts import Verdict
from langso.exchange.look import ACCENT, QUIET, UNKNOWN, VERDICT_COLOURS, Look, lines_of, set_up_printing
from langso.exchange.reading.ledgers import PackageInfo
from langso.exchange.verdict_workbook import wording
from langso.language import day, whole

LONGEST_NAME = 31
HEAD_ROWS = 3
"""Rows above everything else: the title, whose figures these are, where they come from."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title and its width in characters."""

    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Listed:
    """What the communes that were assessed are called, in the order of the assessments."""

    codes: Sequence[str]
    names: Sequence[str]
    districts: Sequence[str]

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook on its way, with the names of its sheets by what they show."""

    workbook: Workbook
    look: Look
    assessed: Assessed
    communes: Listed
    info: PackageInfo
    sheets: dict[str, str] = field(default_factory=dict)

    def name(self, shows: str, wanted: str) -> str:
        """Keep a name for a sheet: at most 31 characters, none that a spreadsheet forbids, none twice."""
        bare = _FORBIDDEN.sub(" ", wanted).strip("' ") or "–"
        taken = {name.casefold() for name in self.sheets.values()}
        name, n = bare[:LONGEST_NAME], 1
        while name.casefold() in taken:
            n += 1
            name = f"{bare[: LONGEST_NAME - len(str(n)) - 1]} {n}"
        self.sheets[shows] = name
        return name

    def add(self, name: str, title: str, widths: Sequence[float], *, back: bool = True) -> Worksheet:
        """A new sheet with its head, its columns that many characters wide."""
        look, info = self.look, self.info
        sheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        at = 0
        if back:
            link = look.format(font_color=ACCENT, underline=1, font_size=9, valign="vcenter")
            sheet.write_url(0, 0, link_to(str(wording.SUMMARY)), link, str(wording.BACK))
            at = 1
        indent = {"indent": 1} if back else {}
        sheet.write_string(0, at, title, look.format(bold=True, font_size=14, font_color=ACCENT, **indent))
        sheet.set_row(0, 22)
        sheet.write_string(1, 0, " · ".join(self._facts()), look.format(bold=True))
        if info.source:
            source = str(wording.SOURCE).format(source=info.source)
            wrapped = look.format(font_color=UNKNOWN, text_wrap=True, font_size=9)
            sheet.merge_range(2, 0, 2, len(widths) - 1, source, wrapped)
            sheet.set_row(2, 12.5 * lines_of(source, sum(widths)) + 2)
        return sheet

    def _facts(self) -> list[str]:
        """Whose figures, until when, read by the law of which day, for how many communes."""
        info, assessed = self.info, self.assessed
        said = [info.title] if info.title else []
        if info.as_of:
            said.append(str(wording.FIGURES_ON).format(day=day(info.as_of)))
        said.append(str(wording.LAW_ON).format(day=day(assessed.day)))
        said.append(str(wording.COMMUNES).format(n=whole(len(self.communes))))
        return said

    def print_from(self, sheet: Worksheet, first: int, last: int) -> None:
        """How the sheet prints: rows `first` to `last` on every page, the package's title below."""
        set_up_printing(sheet, first, last, self.info.title or str(wording.RESULT_OF))

    def badge(self, verdict: Verdict, **properties: Any) -> Format:
        """The cell of a verdict."""
        ink, ground = VERDICT_COLOURS[verdict]
        return self.look.boxed(font_color=ink, bg_color=ground, align="center", bold=True, **properties)

    def heads(self, sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
        """The heads of a table whose columns are the sheet's first."""
        for at, column in enumerate(columns):
            sheet.write_string(row, at, column.title, self.look.heading())
        sheet.set_row(row, 14 * max(lines_of(column.title, column.width - 2) for column in columns) + 8)

    def section(self, sheet: Worksheet, row: int, last: int, words: str) -> None:
        """A heading across the columns of a sheet."""
        style = self.look.format(bold=True, font_size=12, font_color=ACCENT, bottom=1, bottom_color=ACCENT)
        sheet.merge_range(row, 0, row, last, words, style)
        sheet.set_row(row, 20)

    @property
    def quiet(self) -> Format:
        """What explains."""
        return self.look.format(font_color=QUIET, font_size=9, text_wrap=True)


def link_to(sheet: str) -> str:
    """A link to the top of a sheet of the same workbook."""
    return f"internal:'{sheet}'!A1"


def shown(verdict: Verdict) -> str:
    """A verdict as glyph and word."""
    return f"{verdict.glyph} {verdict.title}"
