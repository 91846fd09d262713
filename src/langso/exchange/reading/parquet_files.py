"""A table as a Parquet file: its columns as DuckDB sees them, rows of raw cells for whoever needs to read them.

Rows count from 1: a Parquet file has no header line. Whether it needs reading at all is asked in `parquet_checks`.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import duckdb

from langso import problems
from langso.cells.reading import Cell
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.sources import CHUNK, Chunk
from langso.problems import Where

_GLOB = {"[": "[[]", "*": "[*]", "?": "[?]"}


class ParquetFile:
    """A Parquet file as a source of rows, and as a relation for SQL."""

    def __init__(self, path: Path, database: duckdb.DuckDBPyConnection, findings: Findings) -> None:
        self.path = path
        self.place = path.name
        self._database = database
        self.types: Mapping[str, str] = {}
        self.rows_expected: int | None = None
        try:
            described = database.execute(f"DESCRIBE SELECT * FROM {self.sql}").fetchall()
            self.types = {row[0]: row[1] for row in described}
            counted = database.execute(f"SELECT count(*) FROM {self.sql}").fetchone()
            self.rows_expected = counted[0] if counted else 0
        except duckdb.Error as error:
            findings.add(problems.PARQUET_DAMAGED, Where(self.place), reason=type(error).__name__)

    @property
    def literal(self) -> str:
        """The file's path as an SQL literal that no glob pattern can come of."""
        escaped = "".join(_GLOB.get(letter, letter) for letter in str(self.path))
        return "'" + escaped.replace("'", "''") + "'"

    @property
    def sql(self) -> str:
        """The file as a table in SQL."""
        return f"read_parquet({self.literal}, hive_partitioning = false)"

    def sample(self) -> list[list[Cell]]:
        """The columns' names, as the only row that may be a header."""
        return [list(self.types)] if self.types else []

    def chunks(self, header_row: int, width: int, findings: Findings) -> Iterator[Chunk]:  # noqa: ARG002
        """All rows, the first of them row 1."""
        first = 1
        try:
            reading = self._database.cursor().execute(f"SELECT * FROM {self.sql}")
            is_text = [kind == "VARCHAR" for kind in self.types.values()]
            while rows := reading.fetchmany(CHUNK):
                found = zip(zip(*rows, strict=True), is_text, strict=True)
                columns = [values if text else [_cell(value) for value in values] for values, text in found]
                yield Chunk(range(first, first + len(rows)), columns)
                first += len(rows)
        except duckdb.Error as error:
            findings.add(problems.PARQUET_DAMAGED, Where(self.place, first), reason=type(error).__name__)


def _cell(value: object) -> Cell:
    if type(value) is str:
        return value
    if value is None or value != value:  # noqa: PLR0124 - a NaN is a blank
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | dict | tuple):
        return str(value)
    return value  # type: ignore[return-value]
