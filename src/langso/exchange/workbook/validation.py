"""What may be typed into the cells of a column: drop-downs, bounds and the message for what does not fit."""

from datetime import date
from fractions import Fraction
from typing import Any

from langso.criteria.law import Column, ColumnType, DeclaredFact, FactType
from langso.criteria.table import LARGEST_FIGURE
from langso.exchange.workbook import wording
from langso.language import Words, decimal, whole

_LONGEST_MESSAGE = 255
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_LARGEST_NUMBER = 10**9

Validation = dict[str, Any]


def refusing(message: str | Words, **rule: Any) -> Validation:
    """A rule whose breach is stopped with a message."""
    return {
        **rule,
        "error_title": str(wording.ERROR_TITLE),
        "error_message": str(message)[:_LONGEST_MESSAGE],
        "error_type": "stop",
    }


def listed(names: list[str], message: str | Words) -> Validation:
    """A drop-down of a few names."""
    return refusing(message, validate="list", source=names)


def listed_in(cells: str, message: str | Words) -> Validation:
    """A drop-down of what stands in other cells."""
    return refusing(message, validate="list", source=f"={cells}")


def yes_no() -> Validation:
    """Yes or no."""
    return listed([str(wording.YES), str(wording.NO)], wording.BAD_YES_NO)


def a_day() -> Validation:
    """A day."""
    return refusing(wording.BAD_DAY, validate="date", criteria="between", minimum=_FIRST_DAY, maximum=_LAST_DAY)


def a_count(low: int = 0, high: int = LARGEST_FIGURE) -> Validation:
    """A whole number within bounds."""
    message = str(wording.BAD_COUNT).format(low=whole(low), high=whole(high))
    return refusing(message, validate="integer", criteria="between", minimum=low, maximum=high)


def a_number(low: Fraction, high: Fraction) -> Validation:
    """A number within bounds."""
    message = str(wording.BAD_NUMBER).format(low=decimal(low), high=decimal(high))
    return refusing(message, validate="decimal", criteria="between", minimum=float(low), maximum=float(high))


def of_column(column: Column) -> Validation | None:
    """What a register's column allows; None where anything may be typed."""
    match column.type:
        case ColumnType.YES_NO:
            return yes_no()
        case ColumnType.DATE:
            return a_day()
        case ColumnType.CHOICE:
            names = [str(choice.title) for choice in column.choices]
            return listed(names, str(wording.BAD_CHOICE).format(names=", ".join(names)))
        case ColumnType.INTEGER:
            low = 0 if column.minimum is None else int(column.minimum)
            return a_count(low, LARGEST_FIGURE if column.maximum is None else int(column.maximum))
        case ColumnType.NUMBER:
            least = Fraction(-_LARGEST_NUMBER) if column.minimum is None else column.minimum
            most = Fraction(_LARGEST_NUMBER) if column.maximum is None else column.maximum
            return a_number(least, most)
        case ColumnType.TEXT:
            return None


def of_fact(fact: DeclaredFact) -> Validation:
    """What a declared fact's value may be."""
    match fact.type:
        case FactType.YES_NO:
            return yes_no()
        case FactType.COUNT:
            return a_count()
        case FactType.NUMBER:
            return a_number(Fraction(0), Fraction(LARGEST_FIGURE // 10**fact.decimals))
