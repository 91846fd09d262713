"""Ours as the benchmarks call it: the product's own functions, and nothing written for speed here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from langso.criteria import CriteriaSet, Law
from langso.facts import Asked, Counted, DuckDBEngine, asked_of, tally_registers


def sets_on(law: Law, day: date) -> tuple[CriteriaSet, ...]:
    """Every set that holds on a day, as it reads then."""
    return tuple(criteria_set.on(day) for criteria_set in law.sets.values() if criteria_set.valid_on(day))


def asked_on(law: Law, day: date) -> Asked:
    """What those sets ask of the registers."""
    return asked_of(sets_on(law, day))


@contextmanager
def views(law: Law, folder: Path) -> Iterator[tuple[DuckDBEngine, Sequence[str]]]:
    """An engine whose tables are a package's Parquet files as they lie, and the communes of the package."""
    with duckdb.connect() as connection:
        for register in law.registers:
            connection.execute(f"CREATE VIEW {register} AS FROM '{folder / register}.parquet'")
        codes = connection.execute(f"SELECT code FROM '{folder}/communes.parquet' ORDER BY code").fetchall()
        yield DuckDBEngine(connection), tuple(code for (code,) in codes)


def count(engine: DuckDBEngine, asked: Asked, codes: Sequence[str], law: Law) -> Counted:
    """The measures that the sets ask, for every commune."""
    return tally_registers(engine, asked, codes, law.registers)
