"""The sheets of an .xlsx workbook as sources of rows: what is read, and what would be passed over.

Which sheet is which table is decided in `contents`; the safety of the file in `archive`.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from langso import problems
from langso.cells.reading import Cell, as_text
from langso.exchange.names import EXPLANATORY
from langso.exchange.reading.archive import Hidden, examine
from langso.exchange.reading.findings import Findings, shown
from langso.exchange.reading.sources import CHUNK, SAMPLE, Chunk, is_blank
from langso.problems import Problem, Where, refuse


class Workbook:
    """An opened workbook: its sheets with something in them, by name."""

    def __init__(self, path: Path) -> None:
        self._hidden = examine(path)
        self._path = path
        with _damage_named(path):
            self._workbook = CalamineWorkbook.from_path(str(path))
            self.sheets = tuple(
                sheet.name for sheet in self._workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
            )
            self.hidden_sheets = frozenset(
                sheet.name for sheet in self._workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible
            )

    def sheet(self, name: str) -> "Sheet":
        """The sheet of that name."""
        with _damage_named(self._path):
            return Sheet(name, self._workbook.get_sheet_by_name(name), self._hidden.get(name, Hidden()), self._path)

    @property
    def leads_outside(self) -> bool:
        """Whether a formula of it takes its value from another file or from the network."""
        return any(hidden.outside for hidden in self._hidden.values())

    @property
    def cells(self) -> int:
        """Cells in the rectangles that its sheets span."""
        return sum(hidden.columns * hidden.rows for hidden in self._hidden.values())

    def close(self) -> None:
        """Let go of the file."""
        self._workbook.close()


class Sheet:
    """A sheet as a source of rows. A TRUE cell comes out as the text "TRUE"."""

    def __init__(self, name: str, sheet: CalamineSheet, hidden: Hidden, path: Path) -> None:
        self.place = name
        self._sheet = sheet
        self._hidden = hidden
        self._path = path
        self._left = sheet.start[1] if sheet.start else 0
        self.rows_expected: int | None = sheet.total_height

    @property
    def empty(self) -> bool:
        """Whether the sheet holds nothing at all."""
        return self._sheet.start is None and not self._hidden.errors

    def sample(self) -> list[list[Cell]]:
        """The first rows of the sheet."""
        return list(itertools.islice(self._rows(), SAMPLE))

    def chunks(self, header_row: int, width: int, findings: Findings) -> Iterator[Chunk]:
        """The rows below the header, notes and column numbers right under it left out; error cells are noted."""
        self._note_hidden(header_row, width, findings)
        rows = itertools.islice(self._rows(), header_row, None)
        first = header_row + 1
        while batch := [_fit(row, width) for row in itertools.islice(rows, CHUNK)]:
            numbers = range(first, first + len(batch))
            notes = 1 if first == header_row + 1 and _is_note(batch[0]) else 0
            yield Chunk(numbers[notes:], list(zip(*batch[notes:], strict=True)) or [()] * width)
            first += len(batch)

    def _rows(self) -> Iterator[list[Cell]]:
        blank: list[Cell] = [None] * self._left
        with _damage_named(self._path):
            for row in self._sheet.iter_rows():
                yield blank + _without_booleans(row)

    def _note_hidden(self, header_row: int, width: int, findings: Findings) -> None:
        hidden = self._hidden
        for kind, cells, more in (
            (problems.CELL_ERROR, hidden.errors, hidden.more_errors),
            (problems.CELL_NOT_CALCULATED, hidden.uncalculated, hidden.more_uncalculated),
        ):
            within = [cell for cell in cells if cell[0] > header_row and _column(cell[1]) <= width]
            # Where the rest is only counted, some of it may lie in the table: the sheet is refused for the first known.
            told = within or (cells[:1] if more else [])
            found = [Problem(kind, Where(self.place, row, letters), shown(value)) for row, letters, value in told]
            findings.extend(found, more)


def _column(letters: str) -> int:
    n = 0
    for letter in letters:
        n = n * 26 + ord(letter) - 64
    return n


def _without_booleans(row: Iterable[object]) -> list[Cell]:
    return [("TRUE" if cell else "FALSE") if type(cell) is bool else cell for cell in row]  # type: ignore[misc]


def _fit(row: list[Cell], width: int) -> list[Cell]:
    """The row `width` cells wide; what stands to the right of the header is nobody's column."""
    return row[:width] if len(row) >= width else row + [None] * (width - len(row))


_ORDINAL = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?")


def _is_note(row: list[Cell]) -> bool:
    """Whether the row right under the header explains it: notes in brackets, or the columns numbered 1, 2, 3 …"""
    texts = [as_text(cell) for cell in row if not is_blank(cell)]
    if not texts:
        return False
    if all(text.startswith(EXPLANATORY) for text in texts):
        return True
    numbered = [text for text in texts if text.isdecimal()]
    return (
        len(texts) >= 3
        and all(map(_ORDINAL.fullmatch, texts))
        and [int(text) for text in numbered] == list(range(1, len(numbered) + 1))
        and len(numbered) >= 2
    )


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Whatever the reader stumbles over comes out as one clear problem."""
    try:
        yield
    except (CalamineError, ValueError, OSError) as error:
        raise refuse(problems.WORKBOOK_DAMAGED, Where(path.name), reason=type(error).__name__) from error
    except BaseException as error:
        # A panic of the Rust reader is no Exception, and has no importable name.
        if type(error).__name__ != "PanicException":
            raise
        raise refuse(problems.WORKBOOK_DAMAGED, Where(path.name), reason="panic") from None
