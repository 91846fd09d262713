"""What a file would change, row by row: the rows that were read beside those that the ledgers hold.

Both lie in one DuckDB database; what they come to goes into a Parquet file a table, which pages and the writing read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from langso import problems
from langso.criteria.law import Column, ColumnType, Register
from langso.exchange.intake.scope import Scope
from langso.exchange.reading.findings import FLOOD, Findings
from langso.exchange.reading.package import open_database
from langso.exchange.reading.registers import SQL_TYPES, STORAGE, RegisterLoader
from langso.exchange.reading.sources import CHUNK, Progress, Table
from langso.problems import Problem
from langso.registers.models import ROWS


class RowState(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    REFUSED = "refused"


class Noted(Findings):
    """Findings that remember every row that something is wrong with, however many they are."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, set[int]] = {}

    def extend(self, found: Iterable[Problem], more: int = 0) -> None:
        """See `Findings`."""
        found = list(found)
        for problem in found:
            if problem.where.row is not None:
                self.rows.setdefault(problem.where.file, set()).add(problem.where.row)
        super().extend(found, more)


@dataclass
class Comparison:
    """The comparison of one file, table after table."""

    scope: Scope
    folder: Path
    noted: Noted
    progress: Progress
    blanks_clear: bool
    closed: Mapping[str, set[str]] = field(default_factory=dict)
    """Register → the codes of communes that have closed it, and do not reopen it with this file."""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    _present: frozenset[str] = frozenset()
    """The columns of the register that was loaded last."""

    @cached_property
    def database(self) -> duckdb.DuckDBPyConnection:
        """Opened when first needed: a sheet that is opened before needs the most memory for a moment."""
        database = open_database()
        # The worker shares its machine with the server; what a second thread would save is lost in its memory.
        database.execute("SET threads = 1")
        return database

    def close(self) -> None:
        """Let go of the database."""
        if "database" in self.__dict__:
            self.database.close()

    def load(self, table: Table, register: Register) -> None:
        """Read a register's rows. The table may be let go then; its cells need the most memory."""
        sole = self.scope.sole.code if self.scope.sole else ""
        loader = RegisterLoader(self.database, register, self.scope, self.noted, self.progress, sole_commune=sole)
        loader.load(table)
        file = _rows_of(register)
        refused = loader.refused | self.noted.rows.get(table.place, set()) | self._repeated(table, register, file)
        self._list("refused", {"row": np.array(sorted(refused), dtype=np.int64)}, '"row" BIGINT')
        self.database.execute(
            f'INSERT INTO {file} ("row") SELECT "row" FROM refused WHERE "row" NOT IN (SELECT "row" FROM {file})'
        )
        self._present = frozenset(table.columns)

    def register(self, register: Register) -> set[str]:
        """Compare the register that was loaded; gives the codes of the communes that the file speaks for."""
        file = _rows_of(register)
        covered = {self.scope.sole.code} if self.scope.sole else self._communes_in(file)
        self._load_now(register, covered)
        closed = sorted(self.closed.get(register.name, set()))
        self._list("closed", {"commune": np.array(closed, dtype=object)}, "commune VARCHAR")
        self._write(register.name, self._sql(register, file))
        self.database.execute(f'DROP VIEW "{register.name}"; DROP TABLE {file}; DROP TABLE now')
        return covered

    def entries(self, name: str, entries: Sequence["Entry"], cell_type: str) -> None:
        """Compare what has one cell an entry: declared facts, the states of registers."""
        arrays = {
            "row": np.array([entry.row or 0 for entry in entries], dtype=np.int64),
            **{
                column: np.array([getattr(entry, column) for entry in entries], dtype=object)
                for column in ("commune", "key", "state")
            },
            **{
                column: np.array([_number(getattr(entry, column)) for entry in entries], dtype=object)
                for column in ("after", "before")
            },
        }
        types = '"row" BIGINT, commune VARCHAR, "key" VARCHAR, state VARCHAR, after VARCHAR, before VARCHAR'
        self._list("entries", arrays, types)
        self._write(
            name,
            f"""SELECT "row", commune, "key", state, false AS closed, 0 AS id, 0 AS version,
            after::BIGINT::{cell_type} AS c0, before::BIGINT::{cell_type} AS b0 FROM entries""",
        )

    def _list(self, name: str, arrays: dict[str, Any], types: str) -> None:
        given = arrays
        self.database.execute(f"CREATE OR REPLACE TABLE {name} ({types})")
        if len(next(iter(given.values()))):
            self.database.execute(f"INSERT INTO {name} SELECT * FROM given")

    def _repeated(self, table: Table, register: Register, file: str) -> set[int]:
        """Every row whose key another row of its commune has: which of them is meant nobody can tell."""
        key = register.key.name
        found = self.database.execute(
            f'''SELECT "row", "{key}"::VARCHAR, first, second FROM {file} JOIN (
                SELECT commune, "{key}", min("row") AS first, min("row", 2)[2] AS second FROM {file}
                WHERE commune IS NOT NULL AND "{key}" IS NOT NULL GROUP BY ALL HAVING count(*) > 1
            ) USING (commune, "{key}") ORDER BY "row"'''
        ).fetchall()
        firsts = [
            Problem(problems.IMPORT_KEY_TWICE, table.where(row, key), value, {"other": str(second)})
            for row, value, first, second in found
            if row == first
        ]
        self.noted.extend(firsts[:FLOOD], len(firsts[FLOOD:]))
        return {row for row, *_rest in found}

    def _communes_in(self, file: str) -> set[str]:
        found = self.database.execute(f"SELECT DISTINCT commune FROM {file} WHERE commune IS NOT NULL").fetchall()
        return {code for (code,) in found if code in self.scope.units}

    def _load_now(self, register: Register, covered: set[str]) -> None:
        """The rows that the ledgers of these communes hold."""
        types = ", ".join(f"c{n} {SQL_TYPES[column.type]}" for n, column in enumerate(register.columns))
        self.database.execute(f"CREATE TABLE now (id BIGINT, version BIGINT, commune VARCHAR, {types})")
        codes = {self.scope.units[code].pk: code for code in covered}
        names = [column.name for column in register.columns]
        held = ROWS[register.name].objects.filter(commune__in=codes).values_list("id", "version", "commune_id", *names)
        batch: list[tuple[Any, ...]] = []
        for row in held.iterator(CHUNK):
            batch.append(row)
            if len(batch) == CHUNK:
                self._store_now(register.columns, batch, codes)
                batch = []
        if batch:
            self._store_now(register.columns, batch, codes)

    def _store_now(self, columns: Sequence[Column], batch: list[tuple[Any, ...]], codes: Mapping[int, str]) -> None:
        ids, versions, communes, *cells = zip(*batch, strict=True)
        arrays: dict[str, Any] = {
            "id": np.array(ids, dtype=np.int64),
            "version": np.array(versions, dtype=np.int64),
            "commune": np.array([codes[number] for number in communes], dtype=object),
        }
        selected = ["id", "version", "commune"]
        for n, (column, values) in enumerate(zip(columns, cells, strict=True)):
            storage = STORAGE[column.type]
            blank, store = storage.blank, storage.store
            arrays[f"c{n}"] = np.array([blank if v is None else store(v) for v in values], dtype=storage.dtype)
            selected.append(storage.sql.format(f"c{n}"))
        held_rows = arrays
        self.database.execute(f"INSERT INTO now SELECT {', '.join(selected)} FROM held_rows")
        del held_rows

    def _sql(self, register: Register, file: str) -> str:
        key = next(n for n, column in enumerate(register.columns) if column.key)
        after, differs = [], []
        for n, column in enumerate(register.columns):
            wanted = f'f."{column.name}"' if column.name in self._present else f"n.c{n}"
            if not self.blanks_clear and not column.key:
                wanted = f"coalesce({wanted}, n.c{n})"
            if column.type is ColumnType.NUMBER:
                # A spreadsheet keeps fifteen digits of a number.
                wanted = f"if(abs({wanted} - n.c{n}) <= 1e-14 * abs(n.c{n}), n.c{n}, {wanted})"
            after.append(wanted)
            differs.append(f"{wanted} IS DISTINCT FROM n.c{n}")
        cells = ", ".join(
            [*(f"{sql} AS c{n}" for n, sql in enumerate(after)), *(f"n.c{n} AS b{n}" for n in range(len(after)))]
        )
        return f"""
            SELECT * REPLACE (CASE WHEN closed AND state <> 'missing' THEN 'refused' ELSE state END AS state) FROM (
                SELECT *, state IN ('added', 'changed', 'missing') AND commune IN (FROM closed) AS closed FROM (
                    SELECT f."row", coalesce(f.commune, n.commune) AS commune,
                        coalesce(f."{register.key.name}", n.c{key})::VARCHAR AS "key",
                        CASE WHEN f."row" IN (FROM refused) THEN 'refused' WHEN f."row" IS NULL THEN 'missing'
                             WHEN n.id IS NULL THEN 'added' WHEN {" OR ".join(differs)} THEN 'changed'
                             ELSE 'unchanged' END AS state,
                        n.id, n.version, {cells}
                    FROM {file} f FULL JOIN now n ON f.commune = n.commune AND f."{register.key.name}" = n.c{key}
                )
            )"""

    def _write(self, name: str, selection: str) -> None:
        path = parquet_of(self.folder, name)
        self.database.execute(f'COPY ({selection} ORDER BY "row" NULLS LAST, "key") TO {path} (FORMAT parquet)')
        counted = self.database.execute(f"SELECT state, count(*) FROM {path} GROUP BY state").fetchall()
        self.counts[name] = dict(sorted(counted))


def _rows_of(register: Register) -> str:
    """Where the loader puts the rows of the file."""
    return f'"{register.name} by row"'


def parquet_of(folder: Path, table: str) -> str:
    """What a table of the file came to, as SQL names the file."""
    return "'" + str(folder / f"{table}.parquet").replace("'", "''") + "'"


KEEPS = f"(state = '{RowState.REFUSED}' OR closed)"
"""Of a register's rows those for which no row is removed from their commune's register; without commune, from any."""


def removable(folder: Path, tables: Iterable[str]) -> int:
    """How many rows that the file lacks are removed where that is asked for."""
    n = 0
    with open_database() as database:
        for source in (parquet_of(folder, table) for table in tables):
            keeps = f"SELECT commune FROM {source} WHERE {KEEPS}"
            found = database.execute(
                f"""SELECT count(*) FROM {source} WHERE state = '{RowState.MISSING}'
                AND commune NOT IN ({keeps} AND commune IS NOT NULL)
                AND NOT EXISTS ({keeps} AND commune IS NULL)"""
            ).fetchone()
            n += found[0] if found else 0
    return n


def communes_in(folder: Path, tables: Iterable[str]) -> set[str]:
    """The codes of the communes of which some table has a row that may be written or removed."""
    kept = f"state NOT IN ('{RowState.REFUSED}', '{RowState.UNCHANGED}')"
    with open_database() as database:
        return {
            code
            for table in tables
            for (code,) in database.execute(
                f"SELECT DISTINCT commune FROM {parquet_of(folder, table)} WHERE {kept}"
            ).fetchall()
            if code is not None
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact or a register's state in the file, beside what holds."""

    row: int | None
    commune: str | None
    key: str | None
    state: RowState
    after: int | None = None
    before: int | None = None


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)
