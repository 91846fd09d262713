"""A register's rows into the database: cells cleaned column by column, keys unique, communes known.

The way of CSV, workbooks and Parquet whose columns hold text. Parquet with native types goes by `parquet_checks`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import duckdb
import numpy as np
from numpy.typing import NDArray

from langso import problems
from langso.cells.columns import reader_of
from langso.cells.reading import Cell, Cleaned, Reader, Refused
from langso.criteria.law import ColumnType, Register
from langso.exchange.names import COMMUNE
from langso.exchange.reading.communes import ReadsCommunes
from langso.exchange.reading.findings import FLOOD, OF_THE_WHOLE_FILE, Findings, shown
from langso.exchange.reading.headers import Known
from langso.exchange.reading.sources import Chunk, Progress, Table
from langso.language import Words
from langso.problems import Problem

_BLANK_INTEGER = -(2**63)
_BLANK_DAY = -(2**31)
_EPOCH = date(1970, 1, 1).toordinal()

SQL_TYPES = {
    ColumnType.YES_NO: "BOOLEAN",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DATE: "DATE",
    ColumnType.TEXT: "VARCHAR",
    ColumnType.CHOICE: "VARCHAR",
}
"""What a column of the law is in the database."""


def known_columns(register: Register, *, of_one_commune: bool = False) -> Known:
    """The columns that a register's table may have; that of one commune need not name it."""
    titles: dict[str, Words] = {COMMUNE.name: COMMUNE.title}
    titles |= {column.name: column.title for column in register.columns}
    spare = frozenset({COMMUNE.name}) if of_one_commune else frozenset()
    return Known(titles, frozenset({COMMUNE.name, register.key.name}) - spare, spare)


def _stored(blank: object, store: Callable[[object], object]) -> Callable[[Reader], Reader]:
    """Readers whose values are what numpy stores, `blank` for None."""

    def wrap(read: Reader) -> Reader:
        def stored(cell: Cell) -> object:
            value = read(cell)
            if value is None:
                return blank
            return value if type(value) is Refused else store(value)

        return stored

    return wrap


@dataclass(frozen=True, slots=True)
class Storage:
    """How values of a type travel into the database: numpy type, the value that is blank, and the way back in SQL."""

    dtype: type[np.generic] | type[object]
    blank: object
    store: Callable[[object], object]
    sql: str


def _same(value: object) -> object:
    return value


def _day_number(value: object) -> int:
    return cast(date, value).toordinal() - _EPOCH


_TEXT_STORAGE = Storage(object, None, _same, "{}::VARCHAR")
STORAGE = {
    ColumnType.YES_NO: Storage(np.int8, -1, lambda value: int(cast(bool, value)), "NULLIF({}, -1)::BOOLEAN"),
    ColumnType.NUMBER: Storage(np.float64, np.nan, _same, "NULLIF({}, 'nan'::DOUBLE)"),
    ColumnType.INTEGER: Storage(np.int64, _BLANK_INTEGER, _same, f"NULLIF({{}}, {_BLANK_INTEGER})"),
    ColumnType.DATE: Storage(np.int32, _BLANK_DAY, _day_number, f"DATE '1970-01-01' + NULLIF({{}}, {_BLANK_DAY})"),
    ColumnType.TEXT: _TEXT_STORAGE,
    ColumnType.CHOICE: _TEXT_STORAGE,
}


class RegisterLoader:
    """Loads one register of a package into the database."""

    def __init__(
        self,
        database: duckdb.DuckDBPyConnection,
        register: Register,
        communes: ReadsCommunes,
        findings: Findings,
        progress: Progress | None,
        *,
        sole_commune: str = "",
    ) -> None:
        self._database = database
        self._register = register
        self._findings = findings
        self._progress = progress
        self._sole_commune = sole_commune
        self.refused: set[int] = set()
        """The rows in which a cell was refused or the key is blank."""
        self._readers = {COMMUNE.name: Cleaned(communes.read)}
        self._storage = {COMMUNE.name: _TEXT_STORAGE}
        for column in register.columns:
            storage = STORAGE[column.type]
            self._storage[column.name] = storage
            self._readers[column.name] = Cleaned(_stored(storage.blank, storage.store)(reader_of(column)))

    def load(self, table: Table) -> None:
        """Read the whole table; afterwards the database has it, by the register's name, and every problem is noted."""
        name = self._register.name
        columns = ", ".join(f'"{column.name}" {SQL_TYPES[column.type]}' for column in self._register.columns)
        self._database.execute(f'CREATE TABLE "{name} by row" ("row" BIGINT, commune VARCHAR, {columns})')
        listed = ", ".join(f'"{column.name}"' for column in self._register.columns)
        self._database.execute(f'CREATE VIEW "{name}" AS SELECT commune, {listed} FROM "{name} by row"')
        for chunk in table.chunks(self._findings, self._progress):
            self._store(table, chunk)
        self._note_repeated_keys(table)

    def _store(self, table: Table, chunk: Chunk) -> None:
        arrays: dict[str, NDArray[np.generic] | NDArray[np.object_]] = {"row": np.asarray(chunk.rows, dtype=np.int64)}
        for name, position in sorted(table.columns.items(), key=lambda column: column[1]):
            values = self._clean(table, name, chunk.columns[position], chunk.rows)
            arrays[name] = np.array(values, dtype=self._storage[name].dtype)
        selected = ['"row"']
        for name, storage in self._storage.items():
            absent = f"'{self._sole_commune}'" if name == COMMUNE.name and self._sole_commune else "NULL"
            selected.append(storage.sql.format(f'"{name}"') if name in arrays else absent)
        chunk_of_rows = arrays
        self._database.execute(
            f'INSERT INTO "{self._register.name} by row" SELECT {", ".join(selected)} FROM chunk_of_rows'
        )
        del chunk_of_rows

    def _clean(self, table: Table, name: str, raw: Sequence[Cell], rows: Sequence[int]) -> list[object]:
        reader = self._readers[name]
        values = reader.column(raw)
        if name == self._register.key.name and None in values:
            self._note_blank_keys(table, values, rows)
        if reader.refused:
            self._note_refused(table, name, raw, values, rows)
        return values

    def _note_refused(
        self, table: Table, name: str, raw: Sequence[Cell], values: list[object], rows: Sequence[int]
    ) -> None:
        blank = self._storage[name].blank
        found: list[Problem] = []
        more = 0
        for i, value in enumerate(values):
            if isinstance(value, Refused):
                values[i] = blank
                self.refused.add(rows[i])
                if value.kind in OF_THE_WHOLE_FILE and found and found[-1].kind is value.kind:
                    continue
                if len(found) < FLOOD:
                    found.append(Problem(value.kind, table.where(rows[i], name), shown(raw[i]), value.details))
                else:
                    more += 1
        self._findings.extend(found, more)

    def _note_blank_keys(self, table: Table, values: list[object], rows: Sequence[int]) -> None:
        blank = [row for row, value in zip(rows, values, strict=True) if value is None]
        key = self._register.key.name
        self.refused.update(blank)
        found = [Problem(problems.KEY_BLANK, table.where(row, key)) for row in blank[:FLOOD]]
        self._findings.extend(found, len(blank) - len(found))

    def _note_repeated_keys(self, table: Table) -> None:
        key = self._register.key.name
        repeated = self._database.execute(
            f'''SELECT "row", commune, "{key}", first FROM "{self._register.name} by row" JOIN (
                SELECT commune, "{key}", min("row") AS first FROM "{self._register.name} by row"
                WHERE commune IS NOT NULL AND "{key}" IS NOT NULL GROUP BY ALL HAVING count(*) > 1
            ) USING (commune, "{key}") WHERE "row" > first ORDER BY "row"'''
        )
        found = [
            Problem(
                problems.KEY_REPEATED,
                table.where(row, key),
                shown(value),
                {"commune": commune, "first": str(first)},
            )
            for row, commune, value, first in repeated.fetchmany(FLOOD)
        ]
        self._findings.extend(found, len(repeated.fetchall()) if len(found) == FLOOD else 0)
