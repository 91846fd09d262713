"""Made-up communes and the real path from their rows to a fact table: DuckDB, the compiled queries, arrays."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np

from criteria.naive import Commune, Row
from langso.criteria import CriteriaSet, FactTable, Figures, Law, Verdict, evaluate
from langso.criteria.law import Column, ColumnType, FactType, Register
from langso.criteria.table import UNBOUNDED
from langso.facts import DuckDBEngine, asked_of, tally_registers

MODEL = 1.5
"""The goodness of a commune that lacks nothing."""

World = Mapping[str, Commune]
"""Communes by their code."""

STORED = {
    ColumnType.YES_NO: "BOOLEAN",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DATE: "DATE",
    ColumnType.TEXT: "VARCHAR",
    ColumnType.CHOICE: "VARCHAR",
}


def random_world(law: Law, seed: int, communes: int = 30) -> dict[str, Commune]:
    """Communes of every temper: from those that answer nothing to those that have everything."""
    chance = random.Random(seed)  # noqa: S311
    return {f"{code:05}": _random_commune(law, chance) for code in range(1, communes + 1)}


def _random_commune(law: Law, chance: random.Random) -> Commune:
    blank, good, closed = chance.choice([0, 0, 0.1, 0.5]), chance.choice([0, 0.5, 0.9, 1, 1]), chance.choice([0.5, 1])
    if chance.random() < 0.1:
        blank, good, closed = 0, MODEL, 1
    rows = {
        name: [_random_row(register, chance, blank, good, key) for key in range(chance.choice([0, 1, 2, 3, 5]))]
        for name, register in law.registers.items()
    }
    facts = {name: random_fact(law, name, chance, good) for name in law.facts if chance.random() >= blank}
    return Commune(
        rows=rows,
        closed=frozenset(name for name in law.registers if chance.random() < closed),
        facts=facts,
        group=chance.choice([0, 1, 2, 3]),
    )


def _random_row(register: Register, chance: random.Random, blank: float, good: float, key: int) -> dict[str, Any]:
    cells = {
        column.name: None if chance.random() < blank else random_cell(column, chance, good)
        for column in register.columns
    }
    return {**cells, register.key.name: f"{key:03}"}


def random_cell(column: Column, chance: random.Random, good: float) -> Any:
    match column.type:
        case ColumnType.YES_NO:
            return chance.random() < good
        case ColumnType.NUMBER:
            return chance.choice([3.5, 4.0, 8.0] if good > 0.5 else [0.0, 3.5, 4.0])
        case ColumnType.INTEGER:
            return chance.choice([0, 1, 3, 5])
        case ColumnType.DATE:
            return date(2024, 1, 1) + timedelta(days=chance.randrange(400)) if chance.random() < good else None
        case ColumnType.CHOICE:
            return chance.choice([choice.value for choice in column.choices])
        case _:
            return chance.choice(["Đầm", "Cẩm", "it's"])


def random_fact(law: Law, name: str, chance: random.Random, good: float) -> Any:
    fact = law.facts[name]
    if fact.type is FactType.YES_NO:
        return chance.random() < good
    if fact.type is FactType.NUMBER:
        return round(
            Decimal(chance.choice(["80.25", "80.24", "70.5", "62", "61.99", "0", "1.5", "1.6"])), fact.decimals
        )
    if not fact.part_of:
        return 100 if good == MODEL else chance.choice([0, 1, 5, 20, 100, 100])
    return 100 if good == MODEL else chance.choice([0, 1, 15, 16, 50, 80, 81, 95, 99, 100])


def literal(value: Any) -> str:
    """A cell as DuckDB, PostgreSQL and Spark read it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return f"DATE '{value}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)


def rows_of(world: World, register: Register) -> list[dict[str, Any]]:
    """Every commune's rows of a register, each with its commune, in no helpful order; and a stranger's."""
    rows = [{"commune": code, **row} for code, commune in world.items() for row in commune.rows.get(register.name, ())]
    random.Random(len(rows)).shuffle(rows)  # noqa: S311
    return [*rows, {"commune": "99999", register.key.name: "of no commune here"}]


def in_duckdb(world: World, registers: Iterable[Register]) -> duckdb.DuckDBPyConnection:
    """A database with a table for each register, as a package has it."""
    database = duckdb.connect()
    for register in registers:
        columns = {"commune": "VARCHAR", **{column.name: STORED[column.type] for column in register.columns}}
        declared = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        database.execute(f'CREATE TABLE "{register.name}" ({declared})')
        values = ", ".join(
            "(" + ", ".join(literal(row.get(name)) for name in columns) + ")" for row in rows_of(world, register)
        )
        database.execute(f'INSERT INTO "{register.name}" VALUES {values}')
    return database


def figures(law: Law, name: str, answers: Sequence[Any]) -> Figures:
    """A declared fact of several communes as intervals; None is not answered."""
    fact = law.facts[name]
    unknown = 1 if fact.type is FactType.YES_NO else UNBOUNDED
    scaled = [None if answer is None else int(Decimal(answer) * 10**fact.decimals) for answer in answers]
    lo = [0 if value is None else value for value in scaled]
    hi = [unknown if value is None else value for value in scaled]
    return Figures(np.array(lo, dtype=np.int64), np.array(hi, dtype=np.int64), fact.decimals)


def fact_table(world: World, law: Law, sets: Sequence[CriteriaSet]) -> FactTable:
    """What the sets ask of the communes, by the path that every package takes."""
    asked, codes = asked_of(sets), tuple(world)
    registers = [law.registers[name] for name in asked.tallies]
    with in_duckdb(world, registers) as database:
        counted = tally_registers(DuckDBEngine(database), asked, codes, frozenset(asked.tallies))
    return FactTable(
        communes=codes,
        groups=np.array([commune.group for commune in world.values()], dtype=np.int8),
        tallies=counted.tallies,
        closed={name: np.array([name in commune.closed for commune in world.values()]) for name in asked.tallies},
        declared={
            name: figures(law, name, [commune.facts.get(name) for commune in world.values()]) for name in asked.facts
        },
    )


def assessed(world: World, law: Law, criteria_set: CriteriaSet) -> dict[str, dict[str, str]]:
    """The verdicts that langso gives: commune -> node id -> word."""
    assessment = evaluate(criteria_set, fact_table(world, law, [criteria_set]))
    return {
        code: {
            node.id: Verdict(int(assessment.verdicts[row, column])).word for row, node in enumerate(assessment.nodes)
        }
        for column, code in enumerate(world)
    }


def with_row(commune: Commune, register: str, row: Row) -> Commune:
    """The commune with one more row in a register."""
    return replace(commune, rows={**commune.rows, register: [*commune.rows.get(register, ()), row]})
