"""The first sheet of the empty workbook: what this is, five steps, where everything is and which conditions need it."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from langso.criteria.law import CriteriaSet, Register
from langso.exchange.look import (
    ACCENT,
    FAILS,
    FAILS_SOFT,
    HATCHED,
    NOTHING_SOFT,
    QUIET,
    TINT,
    UNKNOWN_SOFT,
    UNKNOWN_STRIPE,
    WHITE,
    lines_of,
    set_up_printing,
)
from langso.exchange.names import COMMUNES, FACTS, LEDGERS, OVERVIEW, PACKAGE, LedgerState, NamedTable
from langso.exchange.workbook import uses, wording
from langso.exchange.workbook.facts import VALUE_COLUMN
from langso.exchange.workbook.frame import Book, cells_below, link_to, protect, sheet_of
from langso.language import day

_NUMBER, _SHEET, _KEPT, _FILLED, _SETS = range(5)
_KEPT_WIDTH = 74


class Overview:
    """The sheet on its way; written first, so that it opens the workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheet: Worksheet = book.add(str(OVERVIEW))
        self._sets = [s for s in book.law.sets.values() if s.criterion]
        self._last = _SETS + len(self._sets) - 1
        self._row = 0
        self.registers = ""

    def write(self) -> None:
        """Write everything; afterwards `registers` names the cells that list the registers' sheets."""
        sheet = self._sheet
        sheet.hide_gridlines(2)
        widths = {_NUMBER: 4, _SHEET: 24, _KEPT: _KEPT_WIDTH, _FILLED: 9}
        for at in range(self._last + 1):
            sheet.set_column(at, at, widths.get(at, 13))
        self._head()
        self._steps()
        self._contents()
        self._criteria_sets()
        self._legend()
        protect(sheet)
        sheet.set_first_sheet()
        sheet.activate()
        set_up_printing(sheet, 0, 0, self._book.title)
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)

    def _head(self) -> None:
        look = self._book.look
        title = look.format(bold=True, font_size=18, font_color=ACCENT, valign="vcenter")
        self._sheet.write_string(0, 0, self._book.title, title)
        self._sheet.set_row(0, 32)
        self._across(1, str(wording.WHAT_THIS_IS), look.format(text_wrap=True))
        self._row = 3

    def _across(self, row: int, text: str, style: object, first: int = 0) -> None:
        width = _KEPT_WIDTH + 24 + 9 + 13 * len(self._sets)
        self._sheet.merge_range(row, first, row, self._last, text, style)
        self._sheet.set_row(row, 14 * lines_of(text, width) + 4)

    def _title(self, words: object) -> None:
        style = self._book.look.format(bold=True, font_size=12, font_color=ACCENT, bottom=1, bottom_color=ACCENT)
        self._sheet.merge_range(self._row, 0, self._row, self._last, str(words), style)
        self._sheet.set_row(self._row, 20)
        self._row += 1

    def _steps(self) -> None:
        self._title(wording.STEPS_TITLE)
        look = self._book.look
        names = {
            "communes": COMMUNES.sheet,
            "package": PACKAGE.sheet,
            "facts": FACTS.sheet,
            "ledgers": LEDGERS.sheet,
            "value": FACTS.columns[2].title,
            "closed": LedgerState.CLOSED.words,
            "file": self._book.file,
        }
        number = look.format(bold=True, font_color=WHITE, bg_color=ACCENT, align="center", valign="vcenter")
        for at, step in enumerate(wording.STEPS, start=1):
            self._sheet.write_number(self._row, _NUMBER, at, number)
            self._across(
                self._row, str(step).format(**names), look.format(text_wrap=True, indent=1, valign="vcenter"), 1
            )
            self._row += 1
        self._row += 1

    def _contents(self) -> None:
        self._title(wording.SHEETS_TITLE)
        look, law = self._book.look, self._book.law
        titles = ["", wording.SHEET, wording.KEPT, wording.ROWS_TYPED]
        heads = [str(t) for t in titles] + [str(wording.CONDITIONS_OF).format(set=s.id) for s in self._sets]
        for at, text in enumerate(heads):
            self._sheet.write(self._row, at, text, look.heading(align="center" if at >= _FILLED else "left"))
        self._sheet.set_row(self._row, 44)
        self._row += 1
        counted = {fact.name: {id(use.node): use for use in uses.using_fact(law, fact)} for fact in law.facts.values()}
        asking = {key: use for found in counted.values() for key, use in found.items()}
        self._line(PACKAGE, str(wording.PACKAGE_KEPT), 0, ())
        self._line(COMMUNES, str(wording.COMMUNES_KEPT), 0, ())
        facts_kept = str(wording.FACTS_KEPT).format(n=len(law.facts))
        self._line(FACTS, facts_kept, VALUE_COLUMN, tuple(asking.values()))
        first = self._row
        for register in law.registers.values():
            self._line(register, str(register.note or ""), 1, uses.using_register(law, register))
        self.registers = f"'{OVERVIEW}'!${xl_col_to_name(_SHEET)}${first + 1}:${xl_col_to_name(_SHEET)}${self._row}"
        self._line(LEDGERS, str(wording.LEDGERS_KEPT), None, ())
        self._across(self._row, str(wording.SERVES_NOTE), look.format(font_color=QUIET, font_size=9, italic=True), 1)
        self._row += 2

    def _line(self, table: NamedTable | Register, kept: str, typed: int | None, used: tuple[uses.Use, ...]) -> None:
        look, row, name = self._book.look, self._row, sheet_of(table)
        self._sheet.write_blank(row, _NUMBER, None, look.boxed())
        link = look.boxed(font_color=ACCENT, underline=1, bold=True, valign="vcenter")
        self._sheet.write_url(row, _SHEET, link_to(name), link, name)
        self._sheet.write_string(row, _KEPT, kept, look.boxed(text_wrap=True, font_size=9, valign="vcenter"))
        centred = look.boxed(align="center", valign="vcenter")
        if typed is None:
            self._sheet.write_blank(row, _FILLED, None, centred)
        else:
            prefilled = len(self._book.communes) if table is COMMUNES else int(table is PACKAGE)
            formula = f"=COUNTA({cells_below(name, typed, 1_000_000)})"
            self._sheet.write_formula(row, _FILLED, formula, centred, prefilled)
        for at, criteria_set in enumerate(self._sets, start=_SETS):
            count = sum(use.criteria_set is criteria_set for use in used)
            if count:
                self._sheet.write_number(row, at, count, look.boxed(align="center", valign="vcenter", bg_color=TINT))
            else:
                self._sheet.write_blank(row, at, None, centred)
        self._sheet.set_row(row, 12.5 * max(1, lines_of(kept, _KEPT_WIDTH * 1.1)) + 6)
        self._row += 1

    def _criteria_sets(self) -> None:
        self._title(wording.SETS_TITLE)
        look = self._book.look
        for criteria_set in self._book.law.sets.values():
            self._sheet.write_string(self._row, _SHEET, criteria_set.id, look.format(bold=True))
            self._across(self._row, self._described(criteria_set), look.format(text_wrap=True), _KEPT)
            self._row += 1
        self._row += 1

    def _described(self, criteria_set: CriteriaSet) -> str:
        if not criteria_set.criterion:
            return f"{criteria_set.title}: {wording.AWAITS}. {criteria_set.awaits or ''}".strip()
        since = day(criteria_set.valid_from) if criteria_set.valid_from else "…"
        until = day(criteria_set.valid_until) if criteria_set.valid_until else "…"
        count = sum(node.is_condition for node in criteria_set.nodes())
        conditions = f"{wording.CONDITIONS}: {count}"
        return f"{criteria_set.title}. {criteria_set.document}. {wording.VALID}: {since} – {until}. {conditions}."

    def _legend(self) -> None:
        self._title(wording.LEGEND_TITLE)
        look = self._book.look
        hatched = look.boxed(pattern=HATCHED, fg_color=UNKNOWN_STRIPE, bg_color=UNKNOWN_SOFT)
        for style, words in (
            (look.boxed(bg_color=ACCENT), wording.LEGEND_KEY),
            (look.boxed(bg_color=TINT), wording.LEGEND_ASKED),
            (look.boxed(bg_color=NOTHING_SOFT), wording.LEGEND_REFERENCE),
            (hatched, wording.LEGEND_UNKNOWN),
            (look.boxed(bg_color=FAILS_SOFT, font_color=FAILS), wording.LEGEND_WRONG),
            (look.format(), wording.LEGEND_LOCKED),
        ):
            self._sheet.write_blank(self._row, _NUMBER, None, style)
            self._across(self._row, str(words), look.format(indent=1, valign="vcenter"), 1)
            self._row += 1
