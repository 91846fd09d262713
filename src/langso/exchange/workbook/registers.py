"""The sheet of a register in the empty workbook: a column a question, a row a thing, repeated keys in red."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from langso.criteria.law import Column, ColumnType, Register
from langso.exchange.look import COUNT_FORMAT, DAY_FORMAT, GOOD
from langso.exchange.names import COMMUNE, COMMUNES
from langso.exchange.workbook import uses, validation, wording
from langso.exchange.workbook.contents import said, write_cell
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

_COMMUNE, _KEY = 0, 1
_WIDTHS = {
    ColumnType.YES_NO: 12,
    ColumnType.NUMBER: 11,
    ColumnType.INTEGER: 11,
    ColumnType.DATE: 13,
    ColumnType.CHOICE: 16,
    ColumnType.TEXT: 26,
}
_CELLS = {
    ColumnType.YES_NO: (("align", "center"),),
    ColumnType.NUMBER: (("num_format", "General"),),
    ColumnType.INTEGER: (("num_format", COUNT_FORMAT),),
    ColumnType.DATE: (("num_format", DAY_FORMAT), ("align", "center")),
    ColumnType.CHOICE: (),
    ColumnType.TEXT: (("num_format", "@"),),
}
_TEXT_KEY_WIDTH = 18


def write_register(book: Book, register: Register) -> None:
    """Add the sheet of a register."""
    sheet = book.add(sheet_of(register), GOOD)
    heads = [_commune(book), *(_head(book, register, column) for column in register.columns)]
    labelled = register.columns[1].name == register.label if len(register.columns) > 1 else False
    lay_out(book, sheet, (str(register.title), str(register.note or "")), heads, frozen=3 if labelled else 2)
    rows = _fill(book, sheet, register, heads)
    rule_lines(book, sheet, heads, FIRST + rows, LINED)
    _check(book, sheet, register)
    _colour(book, sheet, register, len(heads))


def _fill(book: Book, sheet: Worksheet, register: Register, heads: list[Head]) -> int:
    """Write the rows that are known; gives their number."""
    looks = [book.unlocked(**dict(head.cells)) for head in heads]
    row = FIRST
    for code, cells in book.contents.rows(register):
        sheet.write_string(row, _COMMUNE, code, looks[_COMMUNE])
        for at, (column, value) in enumerate(zip(register.columns, cells, strict=True), start=1):
            write_cell(sheet, row, at, said(column, value), looks[at])
        row += 1
    return row - FIRST


def commune_cells() -> tuple[tuple[str, object], ...]:
    """How a column of commune codes looks: text, so that no leading zero is lost."""
    return (("num_format", "@"), ("align", "center"))


def _commune(book: Book) -> Head:
    note = str(wording.COMMUNE_NOTE).format(communes=COMMUNES.sheet)
    if len(book.communes) == 1:
        note += f"\n{book.communes[0].code}: {book.communes[0].full_name}."
    return Head(str(COMMUNE.title), 11, HeadKind.KEY, note, str(wording.USED_BY), commune_cells())


def _head(book: Book, register: Register, column: Column) -> Head:
    asking = book.law.conditions_asking(register.name, column.name)
    unit = f" ({column.unit})" if column.unit else ""
    said = [f"{column.title}{unit}", str(column.note or "")]
    if column.key:
        said.append(str(wording.KEY_NOTE))
        counting = uses.counting_rows(book.law, register)
        if counting:
            said += ["", str(wording.COUNTS_ROWS), uses.quoted(counting)]
        kind = HeadKind.KEY
    elif asking:
        said += ["", str(wording.ASKED_BY), uses.quoted(asking)]
        kind = HeadKind.ASKED
    else:
        said.append(str(wording.NOT_USED))
        kind = HeadKind.REFERENCE
    width = _TEXT_KEY_WIDTH if column.key and column.name == "code" else _WIDTHS[column.type]
    used_by = uses.ids(asking or (uses.counting_rows(book.law, register) if column.key else ()))
    return Head(str(column.title), width, kind, "\n".join(said), used_by, _CELLS[column.type])


def _check(book: Book, sheet: Worksheet, register: Register) -> None:
    communes = str(COMMUNES.sheet)
    listed = cells_below(communes, 0, len(book.communes) or PREPARED)
    allow(sheet, _COMMUNE, validation.listed_in(listed, str(wording.BAD_COMMUNE).format(communes=communes)))
    message = str(wording.BAD_KEY).format(title=register.key.title)
    allow(sheet, _KEY, validation.refusing(message, validate="custom", value=f"={_repeated()}=1", ignore_blank=True))
    for at, column in enumerate(register.columns, start=1):
        allow(sheet, at, validation.of_column(column))


def _repeated() -> str:
    """How often a row's commune and key stand in the register. COUNTIFS would take "01" and "1" for the same."""
    equal = (f"(${letter}${FIRST + 1}:${letter}${FIRST + PREPARED}=${letter}{FIRST + 1})" for letter in "AB")
    return f"SUMPRODUCT({'*'.join(equal)})"


def _colour(book: Book, sheet: Worksheet, register: Register, columns: int) -> None:
    commune, key = first_cell(_COMMUNE), first_cell(_KEY)
    across = f"$A{FIRST + 1}:${xl_col_to_name(columns - 1)}{FIRST + 1}"
    mark(sheet, _KEY, f'=AND({key}<>"",{_repeated()}>1)', book.look.wrong)
    for at in (_COMMUNE, _KEY):
        mark(sheet, at, f'=AND({first_cell(at)}="",COUNTA({across})>0)', book.look.wrong)
    for at, column in enumerate(register.columns, start=1):
        if not column.key and uses.blank_is_unknown(book.law, register, column):
            criteria = f'=AND({first_cell(at)}="",OR({commune}<>"",{key}<>""))'
            mark(sheet, at, criteria, book.look.hatched)
    rule_typed_rows(book, sheet, columns)
