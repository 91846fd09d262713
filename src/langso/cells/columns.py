"""How the cells of a register's columns are read, and its declared facts."""

from decimal import Decimal

from langso import problems
from langso.cells import reading as cells
from langso.cells.reading import Cell, Reader, Refused, decimal_of, fold, read_integer, read_yes_no
from langso.criteria.law import Column, ColumnType, DeclaredFact, FactType
from langso.criteria.table import LARGEST_FIGURE


def reader_of(column: Column) -> Reader:
    """How the cells of a column are read."""
    match column.type:
        case ColumnType.YES_NO:
            return cells.read_yes_no
        case ColumnType.INTEGER:
            return cells.bounded(cells.read_integer, column.minimum, column.maximum)
        case ColumnType.NUMBER:
            return cells.bounded(cells.read_number, column.minimum, column.maximum)
        case ColumnType.DATE:
            return cells.read_date
        case ColumnType.CHOICE:
            return cells.one_of(choices_of(column), problems.CELL_CHOICE, names=_listed(column))
        case ColumnType.TEXT:
            return cells.read_text


def choices_of(column: Column) -> dict[str, str]:
    """Folded value or title → value."""
    named = {fold(title): choice.value for choice in column.choices for title in (choice.title.vi, choice.title.en)}
    return named | {fold(choice.value): choice.value for choice in column.choices}


def _listed(column: Column) -> str:
    return ", ".join(f"{choice.value} ({choice.title.vi})" for choice in column.choices)


def read_fact(fact: DeclaredFact, cell: Cell) -> int | Refused | None:
    """A fact's value as the fact table keeps it: 0 or 1, a count, or a number times 10^decimals. None when blank."""
    match fact.type:
        case FactType.YES_NO:
            answer = read_yes_no(cell)
            return int(answer) if isinstance(answer, bool) else answer
        case FactType.COUNT:
            count = read_integer(cell)
            if count is None or isinstance(count, Refused):
                return count
            return _within_figures(count, count)
        case FactType.NUMBER:
            number = decimal_of(cell)
            if number is None or isinstance(number, Refused):
                return number
            scaled = number.scaleb(fact.decimals)
            if scaled != scaled.to_integral_value():
                return Refused(problems.FACT_DECIMALS, {"decimals": str(fact.decimals)})
            return _within_figures(int(scaled), number)


def _within_figures(scaled: int, value: int | Decimal) -> int | Refused:
    if value < 0:
        return Refused(problems.CELL_TOO_SMALL, {"bound": "0"})
    return scaled if scaled <= LARGEST_FIGURE else Refused(problems.CELL_TOO_GREAT, {"bound": str(LARGEST_FIGURE)})
