"""The same made-up rows in each of the four engines, stored as each of them stores yes, numbers and days."""

import os
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from criteria.worlds import World, in_duckdb, rows_of
from langso.criteria.law import ColumnType, Register
from langso.facts import DuckDBEngine, Engine, PostgreSQLEngine, SparkEngine, SQLiteEngine

if TYPE_CHECKING:
    import psycopg
    from pyspark.sql import SparkSession

Load = Callable[[World, Iterable[Register]], Engine]
"""Fills an engine with the registers of a world."""


def columns_of(register: Register) -> dict[str, ColumnType]:
    return {"commune": ColumnType.TEXT, **{column.name: column.type for column in register.columns}}


def into_duckdb(world: World, registers: Iterable[Register]) -> Engine:
    return DuckDBEngine(in_duckdb(world, registers))


SQLITE = {ColumnType.YES_NO: "INTEGER", ColumnType.NUMBER: "REAL", ColumnType.INTEGER: "INTEGER"}


def into_sqlite(world: World, registers: Iterable[Register]) -> Engine:
    """Yes is 1, a day is its ISO text."""
    database = sqlite3.connect(":memory:")
    for register in registers:
        columns = columns_of(register)
        declared = ", ".join(f'"{name}" {SQLITE.get(kind, "TEXT")}' for name, kind in columns.items())
        database.execute(f'CREATE TABLE "{register.name}" ({declared})')
        marks = ", ".join("?" for _ in columns)
        rows = [[_for_sqlite(row.get(name)) for name in columns] for row in rows_of(world, register)]
        database.executemany(f'INSERT INTO "{register.name}" VALUES ({marks})', rows)
    return SQLiteEngine(database)


def _for_sqlite(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


IN_VIETNAMESE = 'text COLLATE "vi-x-icu"'
"""A province's server sorts as Vietnamese does, not byte by byte."""

POSTGRESQL = {
    ColumnType.YES_NO: "boolean",
    ColumnType.NUMBER: "double precision",
    ColumnType.INTEGER: "bigint",
    ColumnType.DATE: "date",
}


@cache
def _postgresql() -> "psycopg.Connection[Any]":
    import psycopg

    return psycopg.connect(os.environ["LANGSO_TEST_POSTGRESQL"])


def into_postgresql(world: World, registers: Iterable[Register]) -> Engine:
    """Tables of this connection alone."""
    connection = _postgresql()
    connection.rollback()
    with connection.cursor() as cursor:
        for register in registers:
            columns = columns_of(register)
            declared = ", ".join(f'"{name}" {POSTGRESQL.get(kind, IN_VIETNAMESE)}' for name, kind in columns.items())
            cursor.execute(f'CREATE TEMPORARY TABLE "{register.name}" ({declared})'.encode())
            with cursor.copy(f'COPY "{register.name}" FROM STDIN'.encode()) as copy:
                for row in rows_of(world, register):
                    copy.write_row([row.get(name) for name in columns])
    return PostgreSQLEngine(connection)


SPARK = {
    ColumnType.YES_NO: "BOOLEAN",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DATE: "DATE",
}


@cache
def _spark() -> "SparkSession":
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[1]").appName("langso tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def into_spark(world: World, registers: Iterable[Register]) -> Engine:
    session = _spark()
    for register in registers:
        columns = columns_of(register)
        schema = ", ".join(f"`{name}` {SPARK.get(kind, 'STRING')}" for name, kind in columns.items())
        rows = [tuple(row.get(name) for name in columns) for row in rows_of(world, register)]
        session.createDataFrame(rows, schema).createOrReplaceTempView(register.name)
    return SparkEngine(session)


LOADS: dict[str, Load] = {
    "duckdb": into_duckdb,
    "sqlite": into_sqlite,
    "postgresql": into_postgresql,
    "spark": into_spark,
}
