"""What a cell means: a text, number, date or nothing, read as the type of its column, or the reason why it cannot be.

The one place that knows how officials write yes, 1.040 and 31/12/2022. Knows no file, no table and no register.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from langso import problems
from langso.cells.encodings import Encoding, legacy_font
from langso.language import Words
from langso.problems import Kind

Cell = str | float | date | datetime | time | timedelta | None
"""What a source gives: CSV only text; a workbook numbers, dates and text too (a TRUE there is the text "TRUE")."""

LONGEST_TEXT = 32_767
"""Characters in a cell: what a spreadsheet can hold."""

LARGEST_NUMBER = 10**15
"""A spreadsheet keeps fifteen digits of a number; beyond them it invents."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell cannot be read."""

    kind: Kind
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


_REMEMBERED = 50_000

_COMMANDS = frozenset("=+-@")
"""A spreadsheet takes a cell of a CSV file that begins so for a formula, unless an apostrophe stands before it."""

Reader = Callable[[Cell], object]
"""Reads one cell: the value, None for a blank one, `Refused` for a wrong one."""

YES = Words("có", "yes")
NO = Words("không", "no")
NOT_YET = Words("chưa", "no")
"""Another word for no."""

_YES = {"1", "1.0", "true", "x", "✓", "✔", YES.vi, "co", YES.en}
_NO = {"0", "0.0", "false", NO.vi, "khong", NOT_YET.vi, "chua", NO.en}

_INVISIBLE = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": None, "\u200e": None, "\ufeff": None}
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\1\d{3})*", re.ASCII)
_WITH_ZEROS = re.compile(r"(.*\d)[.,]0+", re.ASCII)
_PLAIN = re.compile(r"\d+", re.ASCII)
_SIMPLE = re.compile(r"-?\d{1,14}(?:\.\d+)?", re.ASCII)
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED_DECIMAL = re.compile(r"([1-9]\d{0,2}(?:([.,' ])\d{3})+)(?!\2)[.,](\d+)", re.ASCII)
_GROUPED_TWICE = re.compile(r"[1-9]\d{0,2}([.,' ])\d{3}(?:\1\d{3})+|[1-9]\d{0,2}(?:[' ]\d{3})+", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)

_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Day numbers of a spreadsheet that are taken for days: 1954 to 2119. A bare year such as 2022 is not among them."""


def clean(text: str) -> str:
    """Text as it is compared and kept: trimmed, plain spaces, NFC."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE)).strip()


def as_text(cell: Cell) -> str:
    """A cell's text, cleaned; a whole number without the ".0" that a spreadsheet adds, a day as ISO writes it."""
    if isinstance(cell, str):
        return clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(cell)


def guarded(text: str) -> str:
    """A text as a CSV file may hold it without a spreadsheet running it; `read_text` gives the text again."""
    return f"'{text}" if text.lstrip("'")[:1] in _COMMANDS else text


def read_text(cell: Cell) -> str | Refused | None:
    """Free text; None when blank. A number too long for a spreadsheet to keep, or text in an old font, is refused."""
    text = as_text(cell)
    if not text:
        return None
    if text[0] == "'" and text.lstrip("'")[:1] in _COMMANDS:
        text = text[1:]
    if not isinstance(cell, str) and isinstance(cell, int | float) and abs(cell) >= LARGEST_NUMBER:
        return Refused(problems.CELL_DIGITS_LOST)
    if len(text) > LONGEST_TEXT:
        return Refused(problems.CELL_TOO_LONG, {"length": str(len(text)), "longest": str(LONGEST_TEXT)})
    return old_text(text) or text


def old_text(text: str) -> Refused | None:
    """Why a text is no Vietnamese in Unicode: typed for an old font, or opened once in the wrong encoding."""
    encoding = None if text.isascii() else legacy_font(text)
    if encoding is None:
        return None
    kind = problems.TEXT_GARBLED if encoding is Encoding.WINDOWS_1252 else problems.TEXT_OLD_FONT
    return Refused(kind, {"encoding": encoding.value})


def read_yes_no(cell: Cell) -> bool | Refused | None:
    """Yes, no, or None when blank."""
    text = as_text(cell).casefold()
    if not text:
        return None
    if text in _YES:
        return True
    return False if text in _NO else Refused(problems.CELL_YES_NO)


def _digits(text: str) -> tuple[int, str]:
    """The sign and the rest, with one kind of minus and of space."""
    text = text.replace("−", "-").replace("’", "'")
    if text[:1] in ("-", "+"):
        return (-1 if text[0] == "-" else 1), text[1:].lstrip()
    return 1, text


def _whole(text: str) -> int | None:
    if len(text) > 30:
        return None
    sign, digits = _digits(text)
    if _PLAIN.fullmatch(digits):
        return sign * int(digits)
    if _GROUPED.fullmatch(digits):
        return sign * int(re.sub(r"\D", "", digits))
    match = _WITH_ZEROS.fullmatch(digits)
    if match and (_PLAIN.fullmatch(match[1]) or _GROUPED.fullmatch(match[1])):
        return sign * int(re.sub(r"\D", "", match[1]))
    return None


def read_integer(cell: Cell) -> int | Refused | None:
    """A whole number, None when blank: 1040, 1.040, 1,040, 1 040 and 1040.0 are the same."""
    if isinstance(cell, int | float):
        n = int(cell) if float(cell).is_integer() else None
    else:
        text = as_text(cell)
        if not text:
            return None
        n = _whole(text) if isinstance(cell, str) else None
    if n is None:
        return Refused(problems.CELL_INTEGER)
    return n if abs(n) < LARGEST_NUMBER else Refused(problems.CELL_TOO_LARGE)


def decimal_of(cell: Cell) -> Decimal | Refused | None:
    """A number exactly as written, None when blank. A single dot or comma is the decimal mark: 4,5 is 4.5."""
    if isinstance(cell, int | float):
        return Decimal(repr(cell)) if abs(cell) < LARGEST_NUMBER else Refused(problems.CELL_TOO_LARGE)
    text = as_text(cell)
    if not text:
        return None
    if not isinstance(cell, str) or len(text) > 30:
        return Refused(problems.CELL_NUMBER)
    sign, digits = _digits(text)
    if _GROUPED_TWICE.fullmatch(digits):
        number = Decimal(re.sub(r"\D", "", digits))
    elif _DECIMAL.fullmatch(digits):
        number = Decimal(digits.replace(",", "."))
    elif match := _GROUPED_DECIMAL.fullmatch(digits):
        number = Decimal(re.sub(r"\D", "", match[1]) + "." + match[3])
    else:
        return Refused(problems.CELL_NUMBER)
    return sign * number if number < LARGEST_NUMBER else Refused(problems.CELL_TOO_LARGE)


def read_number(cell: Cell) -> float | Refused | None:
    """A number, None when blank."""
    if type(cell) is str and _SIMPLE.fullmatch(cell):
        return float(cell)
    number = decimal_of(cell)
    return float(number) if isinstance(number, Decimal) else number


def read_date(cell: Cell) -> date | Refused | None:
    """A day, None when blank: 2022-12-31, 31/12/2022, 31-12-2022, 31.12.2022, a spreadsheet's date or day number."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, int | float):
        serial = int(cell) if cell in _SERIALS or (0 < cell < 80_000 and int(cell) in _SERIALS) else None
        return Refused(problems.CELL_DATE) if serial is None else _SERIAL_ZERO + timedelta(days=serial)
    text = as_text(cell)
    if not text:
        return None
    if match := _ISO_DAY.fullmatch(text):
        year, month, day = match[1], match[2], match[3]
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match[1], match[3], match[4]
    else:
        return Refused(problems.CELL_DATE)
    try:
        return _within(date(int(year), int(month), int(day)))
    except ValueError:
        return Refused(problems.CELL_NO_SUCH_DAY)


def _within(day: date) -> date | Refused:
    return day if _EARLIEST <= day <= _LATEST else Refused(problems.CELL_NO_SUCH_DAY)


def bounded(read: Reader, minimum: Fraction | None, maximum: Fraction | None) -> Reader:
    """`read` of numbers, refusing those outside the bounds (inclusive)."""
    if minimum is None and maximum is None:
        return read

    # Held against a Fraction each cell would cost ten times as much.
    least = -math.inf if minimum is None else float(minimum)
    most = math.inf if maximum is None else float(maximum)

    def within(cell: Cell) -> object:
        value = read(cell)
        if type(value) is not float and type(value) is not int:
            return value
        if value < least:
            return Refused(problems.CELL_TOO_SMALL, {"bound": f"{least:g}"})
        return Refused(problems.CELL_TOO_GREAT, {"bound": f"{most:g}"}) if value > most else value

    return within


def one_of(values: Mapping[str, str], kind: Kind, **details: str) -> Reader:
    """Reads text that must be among the keys of `values` (folded), as the value there; refuses others as `kind`."""

    def read(cell: Cell) -> object:
        text = read_text(cell)
        if not isinstance(text, str):
            return text
        return values.get(fold(text)) or Refused(kind, details)

    return read


def fold(text: str) -> str:
    """A name as names are compared: no case, spaces or underscores, NFC, no star or colon at its end."""
    joined = "".join(clean(text).casefold().replace("_", " ").split())
    return unicodedata.normalize("NFC", joined).rstrip("*:")


class Cleaned(dict[Cell, object]):
    """Raw cell → what it means, each distinct cell read once; remembers a bounded number of them.

    A column whose cells hardly ever come again is read without remembering.
    """

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read
        self._misses = 0
        self.refused = False

    def __missing__(self, cell: Cell) -> object:
        value = self._read(cell)
        self._misses += 1
        self.refused = self.refused or type(value) is Refused
        if len(self) >= _REMEMBERED:
            self.clear()
        self[cell] = value
        return value

    def column(self, raw: Sequence[Cell]) -> list[object]:
        """The meanings of a column's cells, in order."""
        if self._misses > _REMEMBERED // 4:
            read = self._read
            values = [read(cell) for cell in raw]
            self.refused = self.refused or any(type(value) is Refused for value in values)
            return values
        self._misses = 0
        return [self[cell] for cell in raw]
