"""A register as Parquet with the law's own types: checked in SQL and left where it is, a view over the file.

Quick questions first (statistics, distinct values, hashes of keys); only when one finds something are rows looked up.
Text is taken as it stands but for blanks; a file whose values need reading goes the way of `registers`.
"""

from collections.abc import Iterable, Sequence

import duckdb
import numpy as np

from langso import problems
from langso.cells.columns import reader_of
from langso.cells.reading import Reader, Refused
from langso.criteria.law import Column, ColumnType, Register
from langso.exchange.names import COMMUNE
from langso.exchange.reading.communes import CommuneReader
from langso.exchange.reading.findings import FLOOD, Findings, shown
from langso.exchange.reading.parquet_files import ParquetFile
from langso.exchange.reading.registers import SQL_TYPES
from langso.exchange.reading.sources import Table
from langso.problems import Kind, Problem

_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_NATIVE = {
    ColumnType.YES_NO: ("BOOLEAN",),
    ColumnType.NUMBER: ("DOUBLE", "FLOAT", "DECIMAL", *_WHOLE),
    ColumnType.INTEGER: _WHOLE,
    ColumnType.DATE: ("DATE",),
    ColumnType.TEXT: ("VARCHAR",),
    ColumnType.CHOICE: ("VARCHAR",),
}
_HASHED_AT_ONCE = 16_000_000


class NativeRegister:
    """A register's Parquet file whose columns have the law's types."""

    def __init__(
        self,
        database: duckdb.DuckDBPyConnection,
        register: Register,
        file: ParquetFile,
        table: Table,
        findings: Findings,
    ) -> None:
        self._database = database
        self._register = register
        self._file = file
        self._table = table
        self._findings = findings
        self._refused: list[tuple[str, str | None, Refused]] = []
        self._present = [column for column in register.columns if column.name in table.columns]

    def usable(self, communes: CommuneReader) -> bool:
        """Whether every value can stand as it is: of the law's types, communes and choices spelled as listed."""
        if self._type_of(COMMUNE.name) != "VARCHAR":
            return False
        if any(self._type_of(c.name) not in _NATIVE[c.type] for c in self._present):
            return False
        readers: dict[str, Reader] = {COMMUNE.name: communes.read}
        readers |= {column.name: reader_of(column) for column in self._present if column.type is ColumnType.CHOICE}
        return all(self._spelled_as_listed(name, read) for name, read in readers.items())

    def _spelled_as_listed(self, name: str, read: Reader) -> bool:
        """Whether every value is in the list as it is spelled, or in no spelling at all, which is remembered."""
        for value in self._distinct(name):
            meant = read(value)
            if isinstance(meant, Refused):
                self._refused.append((name, value, meant))
            elif meant != value:
                return False
        return True

    def load(self) -> None:
        """Make the view, by the register's name, and note every problem of its values."""
        selected = [f"{self._quoted(COMMUNE.name)} AS commune"]
        for column in self._register.columns:
            present = column.name in self._table.columns
            in_sql = self._value(column) if present else f"NULL::{SQL_TYPES[column.type]}"
            selected.append(f'{in_sql} AS "{column.name}"')
        self._database.execute(
            f'CREATE VIEW "{self._register.name}" AS SELECT {", ".join(selected)} FROM {self._file.sql}'
        )
        for name, value, refused in self._refused:
            self._check_refused(name, value, refused)
        self._check_keys()
        for column in self._present:
            self._check_bounds(column)

    def _type_of(self, name: str) -> str:
        return self._file.types[self._in_file(name)].split("(")[0]

    def _in_file(self, name: str) -> str:
        return list(self._file.types)[self._table.columns[name]]

    def _quoted(self, name: str) -> str:
        return '"' + self._in_file(name).replace('"', '""') + '"'

    def _value(self, column: Column) -> str:
        quoted = self._quoted(column.name)
        match column.type:
            case ColumnType.NUMBER:
                return f"CASE WHEN isfinite({quoted}::DOUBLE) THEN {quoted}::DOUBLE END"
            case ColumnType.INTEGER:
                return f"{quoted}::BIGINT"
            case ColumnType.TEXT if not column.key:
                return f"nullif(trim({quoted}), '')"
            case _:
                return quoted

    def _distinct(self, name: str) -> list[str | None]:
        found = self._database.execute(f"SELECT DISTINCT {self._quoted(name)} FROM {self._file.sql}")
        return [row[0] for row in found.fetchall()]

    def _rows(self, quoted: Sequence[str], condition: str) -> Iterable[tuple[object, ...]]:
        found = self._database.execute(
            f"SELECT file_row_number + 1, {', '.join(quoted)} FROM {self._file.sql} WHERE {condition} ORDER BY 1"
        )
        while rows := found.fetchmany(FLOOD):
            yield from rows

    def _note(self, kind: Kind, column: str, rows: Iterable[tuple[object, ...]], **details: str) -> None:
        found: list[Problem] = []
        more = 0
        for row in rows:
            if len(found) < FLOOD:
                where = self._table.where(int(str(row[0])), column)
                value = "" if row[1] is None else shown(row[1])
                extra = {"commune": str(row[2]), "first": str(row[3])} if len(row) > 2 else {}
                found.append(Problem(kind, where, value, {**details, **extra}))
            else:
                more += 1
        self._findings.extend(found, more)

    def _check_refused(self, name: str, value: str | None, refused: Refused) -> None:
        quoted = self._quoted(name)
        literal = "NULL" if value is None else "'" + value.replace("'", "''") + "'"
        rows = self._rows([quoted], f"{quoted} IS NOT DISTINCT FROM {literal}")
        self._note(refused.kind, name, rows, **refused.details)

    def _check_keys(self) -> None:
        key = self._register.key.name
        quoted = self._quoted(key)
        blank = f"({quoted} IS NULL OR trim({quoted}) = '')"
        counted = self._database.execute(
            f"SELECT count({quoted}) < count(*) OR min({quoted}) < '!' FROM {self._file.sql}"
        ).fetchone()
        if counted and counted[0]:
            self._note(problems.KEY_BLANK, key, self._rows([quoted], blank))
        if self._hashes_repeat(quoted):
            self._note(problems.KEY_REPEATED, key, self._repeated(quoted, blank))

    def _hashes_repeat(self, quoted: str) -> bool:
        """Whether two keys have the same hash: never false when a key is repeated, and cheap enough for a country."""
        n = self._file.rows_expected or 0
        hashes = np.empty(n, dtype=np.uint64)
        commune = self._quoted(COMMUNE.name)
        for start in range(0, n, _HASHED_AT_ONCE):
            end = min(start + _HASHED_AT_ONCE, n)
            hashes[start:end] = self._database.execute(
                f"SELECT hash({commune}, {quoted}) AS h FROM {self._file.sql} "
                f"WHERE file_row_number >= {start} AND file_row_number < {end}"
            ).fetchnumpy()["h"]
        hashes.sort()
        return bool((hashes[1:] == hashes[:-1]).any())

    def _repeated(self, quoted: str, blank: str) -> Iterable[tuple[object, ...]]:
        commune = self._quoted(COMMUNE.name)
        found = self._database.execute(
            f"""WITH keys AS (
                SELECT file_row_number + 1 AS place, {commune} AS c, {quoted} AS k FROM {self._file.sql}
                WHERE NOT {blank}),
            twice AS (SELECT c, k, min(place) AS first FROM keys GROUP BY c, k HAVING count(*) > 1)
            SELECT place, k, c, first FROM keys JOIN twice USING (c, k) WHERE place > first ORDER BY place"""
        )
        while rows := found.fetchmany(FLOOD):
            yield from rows

    def _check_bounds(self, column: Column) -> None:
        if column.minimum is None and column.maximum is None:
            return
        quoted = self._quoted(column.name)
        least = "NULL" if column.minimum is None else str(float(column.minimum))
        most = "NULL" if column.maximum is None else str(float(column.maximum))
        outside = self._database.execute(
            f"SELECT coalesce(min({quoted}) < {least}, false) OR coalesce(max({quoted}) > {most}, false) "
            f"FROM {self._file.sql}"
        ).fetchone()
        if not outside or not outside[0]:
            return
        if column.minimum is not None:
            rows = self._rows([quoted], f"{quoted} < {least}")
            self._note(problems.CELL_TOO_SMALL, column.name, rows, bound=f"{float(column.minimum):g}")
        if column.maximum is not None:
            rows = self._rows([quoted], f"{quoted} > {most} AND NOT isnan({quoted}::DOUBLE)")
            self._note(problems.CELL_TOO_GREAT, column.name, rows, bound=f"{float(column.maximum):g}")
