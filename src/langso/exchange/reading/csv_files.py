"""A table as a CSV file: found out which delimiter, refused with one clear reason when it is no UTF-8 text.

Gives raw text cells; the quoting of the file is its business, what a cell means is not.
"""

import codecs
import csv
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from langso import problems
from langso.cells.encodings import Encoding, encoding_of
from langso.cells.reading import LONGEST_TEXT, Cell
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import Known, find_header
from langso.exchange.reading.sources import CHUNK, SAMPLE, Chunk, is_blank
from langso.problems import Where

DELIMITERS = (",", ";", "\t")
_BLOCK = 1 << 20


class CsvFile:
    """A CSV file as a source of rows."""

    def __init__(self, path: Path, known: Known, findings: Findings) -> None:
        self.path = path
        self.place = path.name
        self.rows_expected: int | None = None
        self._delimiter = ","
        self._findings = findings
        self._readable = self._check_bytes()
        if self._readable:
            self._delimiter = self._find_delimiter(known)

    def sample(self) -> list[list[Cell]]:
        """The first rows; none, with the problem noted, when the file is no text."""
        return self._rows_at_top(self._delimiter) if self._readable else []

    def chunks(self, header_row: int, width: int, findings: Findings) -> Iterator[Chunk]:
        """The rows below the header; a row that is too long or too short is noted and left out."""
        with self._open() as file:
            reader = csv.reader(file, delimiter=self._delimiter, strict=True)
            row = 0
            while True:
                rows, broken = _take(reader, CHUNK + header_row if not row else CHUNK)
                first, row = row + 1, row + len(rows)
                skipped = max(0, header_row - first + 1)
                yield self._chunk(range(first + skipped, row + 1), rows[skipped:], width, findings)
                if broken:
                    self._note_broken(row + 1, broken)
                if broken or not rows:
                    return

    def _chunk(self, numbers: range, rows: list[list[str]], width: int, findings: Findings) -> Chunk:
        if any(len(row) != width for row in rows):
            kept = [
                (n, fitted)
                for n, row in zip(numbers, rows, strict=True)
                if (fitted := self._fit(n, row, width, findings))
            ]
            return Chunk([n for n, _ in kept], list(zip(*(row for _, row in kept), strict=True)) or [()] * width)
        return Chunk(numbers, list(zip(*rows, strict=True)) or [()] * width)

    def _fit(self, number: int, row: list[str], width: int, findings: Findings) -> list[str] | None:
        """The row `width` cells wide, or None: blank cells at the end are no matter, others are a problem."""
        if len(row) > width and all(map(is_blank, row[width:])):
            return row[:width]
        if len(row) == width:
            return row
        if any(not is_blank(cell) for cell in row):
            findings.add(problems.CSV_RAGGED, Where(self.place, number), cells=str(len(row)), width=str(width))
        return None

    def _note_broken(self, row: int, error: csv.Error) -> None:
        where = Where(self.place, row)
        if "field larger" in str(error):
            self._findings.add(problems.CELL_TOO_LONG, where, length="…", longest=str(LONGEST_TEXT))
        else:
            self._findings.add(problems.CSV_QUOTES, where)

    def _open(self) -> TextIO:
        return self.path.open(encoding="utf-8-sig", newline="")

    def _rows_at_top(self, delimiter: str) -> list[list[Cell]]:
        with self._open() as file:
            rows, broken = _take(csv.reader(file, delimiter=delimiter, strict=True), SAMPLE)
        if broken and delimiter == self._delimiter and not rows:
            self._note_broken(1, broken)
        return [list(row) for row in rows]

    def _find_delimiter(self, known: Known) -> str:
        """The delimiter under which the header names the most columns."""

        def matched(delimiter: str) -> int:
            header = find_header(self._rows_at_top(delimiter), known)
            return len(header.columns) if header else 0

        return max(DELIMITERS, key=matched)

    def _check_bytes(self) -> bool:
        """Whether the file is UTF-8 text; notes why not."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        line = 1
        with self.path.open("rb") as file:
            for block in iter(lambda: file.read(_BLOCK), b""):
                if b"\0" in block:
                    return self._refuse_bytes(block, line, block.index(b"\0"))
                try:
                    decoder.decode(block)
                except UnicodeDecodeError as error:
                    return self._refuse_bytes(block, line, error.start)
                line += block.count(b"\n")
        if decoder.getstate()[0]:
            return self._refuse_bytes(decoder.getstate()[0], line, 0)
        return True

    def _refuse_bytes(self, block: bytes, line: int, at: int) -> bool:
        encoding = encoding_of(block)
        row = line + block.count(b"\n", 0, at)
        if encoding is Encoding.UNKNOWN or (encoding is not Encoding.UTF_16 and b"\0" in block):
            kind = problems.CSV_NUL if b"\0" in block else problems.TEXT_NO_ENCODING
            self._findings.add(kind, Where(self.place, row))
        else:
            kind = problems.TEXT_OLD_FONT if encoding in (Encoding.TCVN3, Encoding.VNI) else problems.TEXT_ENCODING
            self._findings.add(kind, Where(self.place), encoding=encoding.value)
        return False


def _take(reader: Iterator[list[str]], n: int) -> tuple[list[list[str]], csv.Error | None]:
    """The next `n` rows, and what stopped the reading before."""
    rows: list[list[str]] = []
    try:
        rows.extend(itertools.islice(reader, n))
    except csv.Error as error:
        return rows, error
    return rows, None
