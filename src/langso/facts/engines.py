"""The engines that answer the queries: where the data lies decides which. An engine runs SQL and knows no criterion."""

import sqlite3
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from langso.facts.sql import Dialect

if TYPE_CHECKING:
    import duckdb
    import psycopg
    from pyspark.sql import SparkSession

Columns = dict[str, NDArray[Any]]


class Engine(Protocol):
    """Runs SQL over the registers."""

    dialect: Dialect

    def source(self, register: str) -> str:
        """What stands after FROM for a register: its table, or a query with its columns and `commune`."""
        ...

    def columns(self, sql: str) -> Columns:
        """The answer column by column: text as objects (None where null), whole numbers as int64."""
        ...


class DuckDBEngine:
    """A package on disk, or in memory."""

    dialect = Dialect.DUCKDB

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection = connection

    def source(self, register: str) -> str:
        """See `Engine.source`."""
        return self.dialect.quoted(register)

    def columns(self, sql: str) -> Columns:
        """See `Engine.columns`."""
        fetched = self._connection.execute(sql).fetchnumpy()
        return {name: _unmasked(values) for name, values in fetched.items()}


class SQLiteEngine:
    """A file beside the product."""

    dialect = Dialect.SQLITE

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def source(self, register: str) -> str:
        """See `Engine.source`."""
        return self.dialect.quoted(register)

    def columns(self, sql: str) -> Columns:
        """See `Engine.columns`."""
        cursor = self._connection.execute(sql)
        return transposed([name for name, *_ in cursor.description], cursor.fetchall())


class PostgreSQLEngine:
    """A province's server."""

    dialect = Dialect.POSTGRESQL

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def source(self, register: str) -> str:
        """See `Engine.source`."""
        return self.dialect.quoted(register)

    def columns(self, sql: str) -> Columns:
        """See `Engine.columns`. Just-in-time compilation is off: it costs more than these queries take."""
        with self._connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")
            cursor.execute(sql.encode())
            names = [column.name for column in cursor.description or ()]
            return transposed(names, cursor.fetchall())


class SparkEngine:
    """The country, on a cluster or on this machine."""

    dialect = Dialect.SPARK

    def __init__(self, session: "SparkSession") -> None:
        self._session = session

    def source(self, register: str) -> str:
        """See `Engine.source`."""
        return self.dialect.quoted(register)

    def columns(self, sql: str) -> Columns:
        """See `Engine.columns`."""
        frame = self._session.sql(sql)
        return transposed(frame.columns, [tuple(row) for row in frame.collect()])


def transposed(names: list[str], rows: list[tuple[Any, ...]]) -> Columns:
    """An answer's rows as its columns; see `Engine.columns`."""
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: _array(list(values)) for name, values in zip(names, columns, strict=True)}


def _array(values: list[Any]) -> NDArray[Any]:
    if values and all(type(value) is int for value in values):
        return np.array(values, dtype=np.int64)
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _unmasked(values: Any) -> Any:
    if not isinstance(values, np.ma.MaskedArray):
        return values
    unmasked = values.data.astype(object)
    unmasked[np.ma.getmaskarray(values)] = None
    return unmasked
