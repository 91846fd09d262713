"""Workbooks that list: each sheet with its title, what was asked for and where it comes from, heads that filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook

from langso.criteria import Verdict
from langso.exchange.look import ACCENT, DAY_FORMAT, QUIET, VERDICT_COLOURS, Look, set_up_printing
from langso.language import gettext as _

Content = str | int | float | date | Verdict | None
Head = tuple[str, float]
_HEADS = 3


@dataclass(frozen=True, slots=True)
class Sheets:
    """A workbook on its way: what it is called, what it was asked for, where its figures come from."""

    workbook: Workbook
    look: Look
    title: str
    said: str
    source: str

    def add(self, name: str, heads: Sequence[Head], rows: Sequence[Sequence[Content]]) -> None:
        """A sheet: a title, heads with their widths, and rows."""
        sheet, look = self.workbook.add_worksheet(name), self.look
        sheet.hide_gridlines(2)
        title = f"{self.title} · {name}"
        sheet.write_string(0, 0, title, look.format(bold=True, font_size=14, font_color=ACCENT))
        sheet.write_string(1, 0, self.said, look.format(bold=True))
        source = _("Source: {source}").format(source=self.source)
        sheet.write_string(2, 0, source, look.format(font_color=QUIET, font_size=9))
        for at, (head, width) in enumerate(heads):
            sheet.set_column(at, at, width)
            sheet.write_string(_HEADS, at, head, look.heading())
        for row, contents in enumerate(rows, start=_HEADS + 1):
            for at, content in enumerate(contents):
                self._write(sheet, row, at, content)
        sheet.freeze_panes(_HEADS + 1, 2)
        sheet.autofilter(_HEADS, 0, _HEADS + len(rows), len(heads) - 1)
        set_up_printing(sheet, _HEADS, _HEADS, title)

    def _write(self, sheet: object, row: int, at: int, content: Content) -> None:
        look = self.look
        if isinstance(content, Verdict):
            ink, ground = VERDICT_COLOURS[content]
            style = look.boxed(font_color=ink, bg_color=ground, bold=True, align="center")
            content = f"{content.glyph} {content.title}"
        elif isinstance(content, float):
            style = look.boxed(num_format="0.0%")
        elif isinstance(content, date):
            style = look.boxed(num_format=DAY_FORMAT, align="center")
        else:
            style = look.boxed(text_wrap=True) if isinstance(content, str) else look.boxed(align="center")
        sheet.write(row, at, content, style)  # type: ignore[attr-defined]
