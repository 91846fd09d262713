"""Lists of new units, successions and commune groups as CSV text: their columns, and their rows as values.

Whether what they say can be is decided in `rules`.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Generic, TypeVar

from langso import problems
from langso.cells.reading import Refused, as_text, read_date
from langso.language import Words, gettext, listing
from langso.language import mark as _
from langso.places.models import Extent, Level
from langso.problems import BadInputError, Problem, Where
from langso.vietnamese import fold

UNITS, SUCCESSIONS, GROUPS = "units", "successions", "groups"

COLUMNS = {
    UNITS: ("code", "name", "kind", "parent_code", "since"),
    SUCCESSIONS: ("old_code", "new_code", "whole_or_part"),
    GROUPS: ("code", "group", "since"),
}
POSITION = ("lat", "lon")
"""Columns that the list of new units may have."""

TITLES = {
    "code": Words("Mã", "Code"),
    "name": Words("Tên", "Name"),
    "kind": Words("Loại", "Kind"),
    "parent_code": Words("Mã đơn vị cấp trên", "Code of what it lies in"),
    "since": Words("Từ ngày", "From"),
    "lat": Words("Vĩ độ", "Latitude"),
    "lon": Words("Kinh độ", "Longitude"),
    "old_code": Words("Mã cũ", "Old code"),
    "new_code": Words("Mã mới", "New code"),
    "whole_or_part": Words("Toàn bộ hay một phần", "Whole or part"),
    "group": Words("Nhóm", "Group"),
}
"""What people call the columns; a list may have these titles or the names above."""

_BY_ANY_NAME = {
    fold(called).replace(" ", "_"): name for name, title in TITLES.items() for called in (name, title.vi, title.en)
}

LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}
"""By how many digits its code has."""

KINDS = {
    Level.PROVINCE: ("tỉnh", "thành phố"),
    Level.DISTRICT: ("huyện", "quận", "thị xã", "thành phố"),
    Level.COMMUNE: ("xã", "phường", "thị trấn", "đặc khu"),
}
_EXTENTS = {
    "whole": Extent.WHOLE, "toan bo": Extent.WHOLE, "toan phan": Extent.WHOLE,
    "part": Extent.PART, "mot phan": Extent.PART,
    "unknown": Extent.UNKNOWN, "chua ro": Extent.UNKNOWN, "": Extent.UNKNOWN,
}  # fmt: skip
_SHORT_CODES = {1: 2, 4: 5}
"""Codes that lost their leading zero to a spreadsheet."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that begins, by row of its list."""

    row: int
    code: str
    name: str
    kind: str
    parent: str
    since: date
    lat: float | None = None
    lon: float | None = None

    @property
    def level(self) -> Level:
        """Its level, which its code says."""
        return LEVELS[len(self.code)]

    @property
    def full_name(self) -> str:
        """The name with its kind."""
        return f"{self.kind[:1].upper()}{self.kind[1:]} {self.name}"


@dataclass(frozen=True, slots=True)
class NewSuccession:
    """That an old unit goes to a new one, by row of its list."""

    row: int
    old: str
    new: str
    extent: Extent


@dataclass(frozen=True, slots=True)
class NewGroup:
    """From a day on, the group of a commune, by row of its list."""

    row: int
    code: str
    group: int
    since: date


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything that was sent."""

    units: tuple[NewUnit, ...] = ()
    successions: tuple[NewSuccession, ...] = ()
    groups: tuple[NewGroup, ...] = ()


T = TypeVar("T")


class _Sheet(Generic[T]):
    """Reads the rows of one list, and gathers what is wrong with them."""

    def __init__(self, name: str, make: Callable[["_Row"], T]) -> None:
        self.name, self.make, self.problems = name, make, list[Problem]()

    def _rows(self, lines: Iterator[list[str]]) -> Iterator[list[str]]:
        """The rows; what is no list of cells, such as a page-long cell, ends them with a problem."""
        try:
            yield from lines
        except csv.Error:
            self.problems.append(Problem(problems.PLACES_NO_TEXT, Where(self.name)))

    def read(self, text: str) -> tuple[T, ...]:
        if not text.strip():
            return ()
        lines = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
        rows = self._rows(lines)
        head = [_column(as_text(title)) for title in next(rows, [])]
        missing = [column for column in COLUMNS[self.name] if column not in head]
        if missing:
            names = ", ".join(titles_of(COLUMNS[self.name]))
            details = {"missing": listing(titles_of(missing)), "names": names}
            self.problems.append(Problem(problems.PLACES_COLUMNS, Where(self.name, 1), "", details))
            return ()
        made = []
        for cells in rows:
            if any(as_text(cell) for cell in cells):
                row = _Row(self.name, lines.line_num, dict(zip(head, cells, strict=False)))
                value = self.make(row)
                self.problems += row.problems
                if not row.problems:
                    made.append(value)
        return tuple(made)


class _Row:
    """The cells of one row, each read as what it has to be; what is not is noted."""

    def __init__(self, sheet: str, number: int, cells: Mapping[str, str]) -> None:
        self.sheet, self.number, self.cells, self.problems = sheet, number, cells, list[Problem]()

    def text(self, column: str) -> str:
        return as_text(self.cells.get(column, ""))

    def wrong(self, column: str, form: str) -> None:
        details = {"column": str(TITLES[column]), "form": gettext(form)}
        where, value = Where(self.sheet, self.number, column), self.text(column)
        kind = problems.PLACES_CELL if value else problems.CELL_BLANK
        self.problems.append(Problem(kind, where, value, details))

    def code(self, column: str, *, optional: bool = False) -> str:
        code = self.text(column)
        if code.isdigit() and code.isascii():
            code = code.zfill(_SHORT_CODES.get(len(code), 0))
        if not (optional and not code) and not (code.isdigit() and code.isascii() and len(code) in LEVELS):
            self.wrong(column, _("digits: two of a province, three of a district, five of a commune"))
        return code

    def day(self, column: str) -> date:
        found = read_date(self.text(column))
        if isinstance(found, date) and not isinstance(found, Refused):
            return found
        self.wrong(column, _("a day such as 01/07/2025 or 2025-07-01"))
        return date.min

    def number_of(self, column: str, least: float, most: float) -> float | None:
        text = self.text(column).replace(",", ".")
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            found = float("nan")
        if not least <= found <= most:
            self.wrong(column, _("degrees within Viet Nam, such as 20.94"))
        return found


def read_lists(units: str = "", successions: str = "", groups: str = "") -> Lists:
    """The lists, each as CSV text or empty. BadInputError with everything that cannot be read."""
    sheets = (_Sheet(UNITS, _unit), _Sheet(SUCCESSIONS, _succession), _Sheet(GROUPS, _group))
    lists = Lists(sheets[0].read(units), sheets[1].read(successions), sheets[2].read(groups))
    found = [problem for sheet in sheets for problem in sheet.problems]
    if found:
        raise BadInputError(found)
    if lists == Lists():
        raise problems.refuse(problems.PLACES_NOTHING)
    return lists


def titles_of(columns: Iterable[str]) -> list[str]:
    """Columns as people call them."""
    return [str(TITLES[column]) for column in columns]


def _column(title: str) -> str:
    folded = fold(title).replace(" ", "_").rstrip("*:")
    return _BY_ANY_NAME.get(folded, folded)


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _unit(row: _Row) -> NewUnit:
    code, kind = row.code("code"), row.text("kind").lower()
    allowed = KINDS.get(LEVELS.get(len(code), Level.COMMUNE), ())
    if kind not in allowed and not row.problems:
        form = gettext("one of: {names}").format(names=", ".join(allowed))
        details = {"column": str(TITLES["kind"]), "form": form}
        row.problems.append(Problem(problems.PLACES_CELL, Where(row.sheet, row.number, "kind"), kind, details))
    if not row.text("name"):
        row.wrong("name", _("a name"))
    parent = row.code("parent_code", optional=len(code) == min(LEVELS))
    where = row.number, code, _without_kind(row.text("name"), kind), kind, parent, row.day("since")
    return NewUnit(*where, row.number_of("lat", 8, 24), row.number_of("lon", 102, 118))


def _without_kind(name: str, kind: str) -> str:
    """The name alone: people write “Xã An Bình” where the kind stands in a column of its own."""
    first, rest = name[: len(kind)], name[len(kind) :]
    return rest.strip() if kind and first.lower() == kind and rest[:1].isspace() and rest.strip() else name


def _succession(row: _Row) -> NewSuccession:
    extent = _EXTENTS.get(fold(row.text("whole_or_part")))
    if extent is None:
        row.wrong("whole_or_part", _("whole, part or unknown"))
    return NewSuccession(row.number, row.code("old_code"), row.code("new_code"), extent or Extent.UNKNOWN)


def _group(row: _Row) -> NewGroup:
    group = row.text("group")
    if group not in ("1", "2", "3"):
        row.wrong("group", _("1, 2 or 3"))
    return NewGroup(row.number, row.code("code"), int(group) if group.isdigit() else 0, row.day("since"))
