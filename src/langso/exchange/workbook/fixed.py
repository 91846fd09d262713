"""The sheets of the empty workbook beside registers and facts: the heading, the communes, the ledgers' states."""

from dataclasses import dataclass
from datetime import date

from xlsxwriter.worksheet import Worksheet

from langso.exchange.look import DAY_FORMAT, GOOD, GOOD_SOFT, QUIET, lines_of
from langso.exchange.names import COMMUNE, COMMUNE_KINDS, COMMUNES, LEDGERS, PACKAGE, LedgerState
from langso.exchange.workbook import validation, wording
from langso.exchange.workbook.frame import (
    FIRST,
    LINED,
    PREPARED,
    Book,
    Head,
    HeadKind,
    allow,
    cells_below,
    first_cell,
    lay_out,
    mark,
    rule_lines,
    rule_typed_rows,
    sheet_of,
)
from langso.exchange.workbook.registers import commune_cells
from langso.places import UnitKind

_CODE, _NAME, _KIND, _DISTRICT, _GROUP = range(5)
_LEDGER_COMMUNE, _LEDGER_NAME, _REGISTER, _STATE, _KEEPS = range(5)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a package says of itself; everything may be blank."""

    title: str = ""
    as_of: date | None = None
    province: str = ""
    source: str = ""


def write_package(book: Book, heading: Heading) -> None:
    """Add the sheet with the one row that names the package."""
    sheet = book.add(str(PACKAGE.sheet))
    titles = [str(column.title) for column in PACKAGE.columns]
    asked = HeadKind.ASKED
    heads = [
        Head(titles[0], 44, asked, cells=(("text_wrap", True),)),
        Head(titles[1], 18, asked, cells=(("num_format", DAY_FORMAT), ("align", "center"))),
        Head(titles[2], 22, asked),
        Head(titles[3], 60, asked, cells=(("text_wrap", True),)),
    ]
    lay_out(book, sheet, (str(PACKAGE.sheet), str(wording.PACKAGE_NOTE).format(as_of=titles[1])), heads)
    rule_lines(book, sheet, heads, FIRST, 1)
    cells = [book.unlocked(**dict(head.cells)) for head in heads]
    for at, text in ((0, heading.title), (2, heading.province), (3, heading.source)):
        if text:
            sheet.write_string(FIRST, at, text, cells[at])
    if heading.as_of:
        sheet.write_datetime(FIRST, 1, heading.as_of, cells[1])
    sheet.data_validation(FIRST, 1, FIRST, 1, validation.a_day())


def write_communes(book: Book) -> None:
    """Add the list of communes; those the workbook is made for are there and locked, but for their group."""
    sheet = book.add(str(COMMUNES.sheet))
    titles = [str(column.title) for column in COMMUNES.columns]
    key, asked = HeadKind.KEY, HeadKind.ASKED
    heads = [
        Head(titles[_CODE], 12, key, str(wording.KEY_NOTE), cells=commune_cells()),
        Head(titles[_NAME], 26, asked),
        Head(titles[_KIND], 14, key),
        Head(titles[_DISTRICT], 26, HeadKind.REFERENCE),
        Head(titles[_GROUP], 12, asked, cells=(("align", "center"),)),
    ]
    lay_out(book, sheet, (str(COMMUNES.sheet), str(wording.COMMUNES_NOTE)), heads, frozen=2)
    locked = [book.look.boxed(**dict(head.cells)) for head in heads]
    open_group = book.unlocked(align="center")
    for row, unit in enumerate(book.communes, start=FIRST):
        for at, text in enumerate((unit.code, unit.name, unit.kind.value, unit.district)):
            sheet.write(row, at, text, locked[at])
        sheet.write(row, _GROUP, book.contents.groups.get(unit.code), open_group)
    rule_lines(book, sheet, heads, FIRST + len(book.communes), 0 if book.communes else LINED)
    kinds = ", ".join(COMMUNE_KINDS)
    message = str(wording.BAD_CHOICE).format(names=kinds)
    allow(sheet, _KIND, validation.listed(list(COMMUNE_KINDS), message))
    allow(sheet, _GROUP, validation.a_count(1, 3))
    code = first_cell(_CODE)
    same = f"SUMPRODUCT(--($A${FIRST + 1}:$A${FIRST + PREPARED}={code}))"
    mark(sheet, _CODE, f'=AND({code}<>"",{same}>1)', book.look.wrong)
    rule_typed_rows(book, sheet, len(heads))


def write_ledgers(book: Book, registers_on_overview: str) -> None:
    """Add the states of the registers: every register of every commune of kind xã, open.

    `registers_on_overview`: the cells that list the registers' sheets.
    """
    sheet = book.add(str(LEDGERS.sheet))
    titles = {column.name: str(column.title) for column in LEDGERS.columns}
    states = {"closed": str(LedgerState.CLOSED.words), "open": str(LedgerState.OPEN.words)}
    heads = [
        Head(str(COMMUNE.title), 11, HeadKind.KEY, cells=commune_cells()),
        Head(str(wording.COMMUNE_NAME), 20, HeadKind.EXPLAINS),
        Head(titles["register"], 28, HeadKind.KEY),
        Head(titles["state"], 16, HeadKind.ASKED, cells=(("align", "center"),)),
        Head(str(wording.REGISTER_KEEPS), 70, HeadKind.EXPLAINS),
    ]
    lay_out(book, sheet, (str(LEDGERS.sheet), str(wording.LEDGERS_NOTE).format(**states)), heads)
    rows = _prefill(book, sheet, states)
    rule_lines(book, sheet, heads, FIRST + rows, 0 if rows else LINED)
    allow(sheet, _STATE, validation.listed(list(states.values()), str(wording.BAD_STATE).format(**states)))
    allow(sheet, _REGISTER, validation.listed_in(registers_on_overview, wording.BAD_REGISTER), FIRST + rows)
    codes = cells_below(str(COMMUNES.sheet), 0, len(book.communes) or PREPARED)
    message = str(wording.BAD_COMMUNE).format(communes=COMMUNES.sheet)
    allow(sheet, _LEDGER_COMMUNE, validation.listed_in(codes, message), FIRST + rows)
    closed = book.look.where(bg_color=GOOD_SOFT, font_color=GOOD, bold=True)
    mark(sheet, _STATE, f'={first_cell(_STATE)}="{states["closed"]}"', closed)
    rule_typed_rows(book, sheet, len(heads))


def _prefill(book: Book, sheet: Worksheet, states: dict[str, str]) -> int:
    line = {"valign": "vcenter", "text_wrap": True}
    code, name = book.look.boxed(**line, **dict(commune_cells())), book.look.boxed(**line, font_color=QUIET)
    keeps, register_cell = book.look.boxed(**line, font_color=QUIET, font_size=9), book.look.boxed(**line, bold=True)
    open_state = book.unlocked(**line, align="center")
    row = FIRST
    for unit in (unit for unit in book.communes if unit.kind is UnitKind.COMMUNE):
        for register in book.law.registers.values():
            sheet.write_string(row, _LEDGER_COMMUNE, unit.code, code)
            sheet.write_string(row, _LEDGER_NAME, unit.name, name)
            sheet.write_string(row, _REGISTER, sheet_of(register), register_cell)
            closed = (unit.code, register.name) in book.contents.closed
            sheet.write_string(row, _STATE, states["closed" if closed else "open"], open_state)
            sheet.write_string(row, _KEEPS, str(register.note or ""), keeps)
            sheet.set_row(row, 13 * lines_of(str(register.note or ""), 75) + 4)
            row += 1
    return row - FIRST
