"""The look of the workbooks that are written: the colours, the cell formats made of them, and how a sheet prints.

Calm paper, exact ink: colour never speaks alone, and what is not known never looks like a no.
"""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from langso.criteria.verdicts import Verdict
from langso.language import Words

INK, QUIET, GROUND, PAPER, LINE, ACCENT, TINT = (
    "#17212b", "#5b6b7b", "#f6f5f1", "#fffefb", "#d9d5cb", "#0b4f6c", "#e6eef2",
)  # fmt: skip
WHITE = "#ffffff"
FAILS, FAILS_SOFT = "#b42318", "#fbe0dc"
UNKNOWN, UNKNOWN_SOFT, UNKNOWN_STRIPE = "#8a5a00", "#fdeec8", "#e5c679"
GOOD, GOOD_SOFT = "#0f766e", "#d5efe9"
NOTHING, NOTHING_SOFT = "#667085", "#eceff3"

VERDICT_COLOURS = {
    Verdict.MET: (GOOD, GOOD_SOFT),
    Verdict.NOT_MET: (FAILS, FAILS_SOFT),
    Verdict.INSUFFICIENT: (UNKNOWN, UNKNOWN_SOFT),
    Verdict.NOT_APPLICABLE: (NOTHING, NOTHING_SOFT),
}
"""Ink and ground of each verdict."""

FONT = "Arial"
SIZE = 10
HATCHED = 14
"""The number that a spreadsheet gives to thin diagonal stripes."""

_A4 = 9
_PAGE_OF = Words("Trang &P/&N", "Page &P of &N")

DAY_FORMAT = "dd/mm/yyyy"
COUNT_FORMAT = "#,##0"
AUTHOR = "Làng Số"


class Look:
    """The cell formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """A cell in the workbook's font and ink, with properties of its own."""
        wanted = {"font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "top", **properties}
        return self._once(wanted)

    def boxed(self, **properties: Any) -> Format:
        """The same within hairlines."""
        return self.format(border=1, border_color=LINE, **properties)

    def heading(self, **properties: Any) -> Format:
        """The head of a column."""
        wanted = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": TINT, **properties}
        return self.boxed(**wanted)

    def where(self, **properties: Any) -> Format:
        """What a conditional format changes, and nothing else."""
        return self._once(properties)

    def _once(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    @property
    def hatched(self) -> Format:
        """What is not known."""
        return self.where(pattern=HATCHED, fg_color=UNKNOWN_STRIPE, bg_color=UNKNOWN_SOFT)

    @property
    def wrong(self) -> Format:
        """What cannot stand."""
        return self.where(bg_color=FAILS_SOFT, font_color=FAILS, bold=True)


def workbook_options() -> dict[str, Any]:
    """How workbooks are opened for writing: our font as their own, text taken as text."""
    return {
        "default_format_properties": {"font_name": FONT, "font_size": SIZE},
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }


def set_up_printing(sheet: Worksheet, first: int, last: int, footer: str = "") -> None:
    """A4 across, as wide as the page, rows `first` to `last` again on every page, page numbers and a footer."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.repeat_rows(first, last)
    left = footer.replace("&", "&&")[:120]
    sheet.set_footer(f'&L&"{FONT}"&8{left}&C&"{FONT}"&8{_PAGE_OF}&R&"{FONT}"&8&A')


def lines_of(text: str, width: float) -> int:
    """Roughly how many lines a text takes in cells `width` characters wide."""
    return sum(max(1, -(-len(line) // max(1, int(width * 1.05)))) for line in text.split("\n"))
