"""A table of a package as it is found: a header and rows of raw cells, chunk by chunk, with their row numbers.

What a file, a sheet and Parquet have in common for whoever reads cells. What a cell means is in `cells`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from langso import problems
from langso.cells.reading import Cell, Refused, clean, old_text
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import Header, Known, find_header
from langso.problems import Where

CHUNK = 4_000
"""Rows that are cleaned and stored at a time; more are no faster and need more memory."""

SAMPLE = 20
"""Rows among which the header is looked for."""


class Progress(Protocol):
    """Told now and then how far the reading of a table has come; `total` is None where nobody knows."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows: their numbers, and per column of the header the raw cells, all of equal length."""

    rows: Sequence[int]
    columns: Sequence[Sequence[Cell]]

    def without_empty_rows(self) -> "Chunk":
        """The rows in which some cell is not blank."""
        first = self.columns[0]
        suspects = [i for i, cell in enumerate(first) if is_blank(cell)]
        empty = {i for i in suspects if all(is_blank(column[i]) for column in self.columns)}
        if not empty:
            return self
        kept = [i for i in range(len(first)) if i not in empty]
        return Chunk([self.rows[i] for i in kept], [[column[i] for i in kept] for column in self.columns])


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing but spaces."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


class Source(Protocol):
    """A table as it is found. `place` is how problems name it: the file's or the sheet's name."""

    place: str
    rows_expected: int | None

    def sample(self) -> list[list[Cell]]:
        """The first `SAMPLE` rows, among which the header is."""
        ...

    def chunks(self, header_row: int, width: int, findings: Findings) -> Iterator[Chunk]:
        """The rows below the header (1 is the first row), `width` columns wide, problems of their form noted."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """A source whose header was understood: `columns` says at which position each known column stands."""

    source: Source
    header: Header
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The file's or the sheet's name."""
        return self.source.place

    def where(self, row: int | None, column: str = "") -> Where:
        """A place in the table; the column goes by the header that stands over it."""
        return Where(self.place, row, self.header.shown(column))

    def chunks(self, findings: Findings, progress: Progress | None) -> Iterator[Chunk]:
        """The rows below the header, wholly empty ones left out."""
        done = 0
        unnamed = {position for position, text in enumerate(self.header.cells) if not text}
        for chunk in self.source.chunks(self.header.row, len(self.header.cells), findings):
            done += len(chunk.rows)
            filled = chunk.without_empty_rows()
            for position in sorted(unnamed):
                if not all(map(is_blank, filled.columns[position])):
                    findings.warn(problems.COLUMN_UNNAMED, Where(self.place, self.header.row), position + 1)
                    unnamed.discard(position)
            if filled.rows:
                yield filled
            if progress:
                progress(self.place, done, self.source.rows_expected)


def _old_text_in(rows: Sequence[Sequence[Cell]]) -> tuple[int, Cell, Refused] | None:
    for number, row in enumerate(rows, start=1):
        for cell in row:
            if isinstance(cell, str) and (refused := old_text(clean(cell))):
                return number, cell, refused
    return None


def understand(source: Source, known: Known, findings: Findings) -> Table | None:
    """The source as a table of the `known` columns; None, with the problems noted, when its header cannot be used."""
    rows = source.sample()
    if findings.in_file(source.place):
        return None
    header = find_header(rows, known)
    if garbled := _old_text_in(rows):
        at, cell, refused = garbled
        findings.add(refused.kind, Where(source.place, at), cell, **refused.details)
        return None
    if header is None:
        empty = not any(not is_blank(cell) for row in rows for cell in row)
        kind = problems.TABLE_EMPTY if empty else problems.TABLE_NO_HEADER
        findings.add(kind, Where(source.place), names=", ".join(map(str, known.titles.values())))
        return None
    if not header.report(source.place, known, findings):
        return None
    return Table(source, header, header.columns)
