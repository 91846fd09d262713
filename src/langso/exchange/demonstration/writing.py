"""Writing a demonstration package to a folder: DuckDB makes the rows and the files, whole or not at all.

What is in it is decided in `profile` and `rows`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

import duckdb
import numpy as np

from langso.criteria.law import (
    ColumnType,
    FactType,
    Law,
    Register,
    Scope,
)
from langso.exchange import names as package_names
from langso.exchange.demonstration import names
from langso.exchange.demonstration.chance import SQL
from langso.exchange.demonstration.profile import EVERYDAY, Profile, Scale
from langso.exchange.demonstration.rows import query
from langso.files import put_in_place
from langso.places import Unit, UnitKind


class FileFormat(StrEnum):
    """In which files a package is written; the value is their ending."""

    CSV = "csv"
    PARQUET = "parquet"


def write_demonstration(
    folder: Path,
    law: Law,
    units: Sequence[Unit],
    *,
    seed: int = 1414,
    as_of: date = date(2022, 12, 31),
    scale: Scale = EVERYDAY,
    format: FileFormat = FileFormat.CSV,  # noqa: A002
) -> None:
    """Write an invented package for real or invented units: the same arguments, the same bytes.

    Only units of kind `xã` keep registers (ValueError when there is none). `folder` must be new or empty
    (BadInputError); nothing is left of it when writing fails. Files are sorted by commune, then by key.
    """
    ordered = sorted(units, key=lambda unit: unit.code)
    if not any(unit.kind is UnitKind.COMMUNE for unit in ordered):
        raise ValueError("no unit of kind xã")
    with put_in_place(folder) as making, duckdb.connect() as connection:
        making.mkdir()
        connection.execute("SET threads = 1")
        connection.execute(SQL)
        writer = _Writer(law, ordered, connection=connection, folder=making, seed=seed, scale=scale, file_format=format)
        writer.package(as_of)
        writer.communes()
        writer.facts()
        writer.ledgers()
        for register in law.registers.values():
            writer.rows(register, as_of)


class _Writer:
    """One package on its way to its folder."""

    def __init__(
        self,
        law: Law,
        units: Sequence[Unit],
        *,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        seed: int,
        scale: Scale,
        file_format: FileFormat,
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._law = law
        self._units = units
        self._kept = [unit for unit in units if unit.kind is UnitKind.COMMUNE]
        self._codes = [unit.code for unit in self._kept]
        self._seed = seed
        self._scale = scale
        self._format = file_format
        self._profile = Profile(law, self._codes, seed, scale)

    def package(self, as_of: date) -> None:
        """Say what this is: a demonstration."""
        provinces = sorted({unit.province for unit in self._units})
        columns = {
            "title": [names.TITLE],
            "as_of": [as_of.isoformat()],
            "province": [", ".join(provinces)],
            "source": [names.source(self._seed, self._scale.case_files, self._scale.address_points)],
        }
        self._table(package_names.PACKAGE, columns, "* REPLACE (as_of::DATE AS as_of)")

    def communes(self) -> None:
        """Every unit, assessed or not; groups only for those that are."""
        groups = dict(zip(self._codes, self._profile.chance.whole(1, 2, "group"), strict=True))
        columns = {
            "code": [unit.code for unit in self._units],
            "name": [unit.name for unit in self._units],
            "kind": [unit.kind.value for unit in self._units],
            "district": [unit.district for unit in self._units],
            "group": [groups.get(unit.code, 0) for unit in self._units],
        }
        self._table(package_names.COMMUNES, columns, '* REPLACE (nullif("group", 0) AS "group")')

    def facts(self) -> None:
        """The province's answers first, then every commune's in the order of the law."""
        rows: list[tuple[str, int, str, str]] = []
        for place, (name, (values, answered)) in enumerate(self._profile.facts().items()):
            fact = self._law.facts[name]
            yes_no = fact.type is FactType.YES_NO
            if fact.scope is Scope.PROVINCE:
                rows.append(("", place, name, package_names.YES.vi if yes_no else str(values.max(initial=0))))
                continue
            words = np.where(values > 0, package_names.YES.vi, package_names.NO.vi) if yes_no else values.astype(str)
            said = zip(self._codes, words.tolist(), answered.tolist(), strict=True)
            rows.extend((code, place, name, word) for code, word, known in said if known)
        rows.sort()
        columns = dict(zip(("commune", "place", "fact", "value"), map(list, zip(*rows, strict=True)), strict=True))
        self._table(package_names.FACTS, columns, "nullif(commune, '') AS commune, fact, value")

    def ledgers(self) -> None:
        """For every commune and register whether it is closed."""
        states = {
            name: np.where(
                self._profile.open(name), package_names.LedgerState.OPEN, package_names.LedgerState.CLOSED
            ).tolist()
            for name in self._law.registers
        }
        rows = [(code, name, states[name][i]) for i, code in enumerate(self._codes) for name in states]
        columns = dict(zip(("commune", "register", "state"), map(list, zip(*rows, strict=True)), strict=True))
        self._table(package_names.LEDGERS, columns)

    def rows(self, register: Register, as_of: date) -> None:
        """The rows of one register, streamed."""
        self._make_profile(register)
        self._copy(_spelled(query(register, as_of), register, self._format), register.name)

    def _make_profile(self, register: Register) -> None:
        positions = [unit.position for unit in self._kept]
        columns: dict[str, object] = {
            "commune": self._codes,
            "name": [unit.name for unit in self._kept],
            "key": self._profile.chance.keys,
            "households": self._profile.households,
            "lat": [position.lat if position else float("nan") for position in positions],
            "lon": [position.lon if position else float("nan") for position in positions],
            f"n_{register.name}": self._profile.rows(register.name),
        }
        if "villages" in self._law.registers:
            columns["n_villages"] = self._profile.rows("villages")
        for column, (blank, no) in self._profile.cells(register.name).items():
            columns[f"blank_{column}"] = blank
            columns[f"no_{column}"] = no
        self._load("profile", columns, "* REPLACE (CASE WHEN isnan(lat) THEN NULL ELSE lat END AS lat, "
                   "CASE WHEN isnan(lon) THEN NULL ELSE lon END AS lon)")  # fmt: skip

    def _table(
        self, table: package_names.NamedTable, columns: Mapping[str, Sequence[object]], selection: str = "*"
    ) -> None:
        self._load("fixed", columns, selection)
        self._copy("SELECT * FROM fixed", table.name)

    def _load(self, name: str, columns: Mapping[str, object], selection: str) -> None:
        arrays = {key: _array(values) for key, values in columns.items()}
        self._connection.register("given", arrays)
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {selection} FROM given")  # noqa: S608
        self._connection.unregister("given")

    def _copy(self, selection: str, stem: str) -> None:
        options = "FORMAT csv, HEADER" if self._format is FileFormat.CSV else "FORMAT parquet"
        target = str(self._folder / f"{stem}.{self._format}").replace("'", "''")
        self._connection.execute(f"COPY ({selection}) TO '{target}' ({options})")


def _array(values: object) -> np.ndarray:
    array = np.asarray(values)
    return array.astype(object) if array.dtype.kind == "U" else array


def _spelled(selection: str, register: Register, file_format: FileFormat) -> str:
    """Yes and no as people write them, where people may open the file."""
    if file_format is FileFormat.PARQUET:
        return selection
    yes, no = package_names.YES.vi, package_names.NO.vi
    words = [
        f"CASE \"{column.name}\" WHEN TRUE THEN '{yes}' WHEN FALSE THEN '{no}' END AS \"{column.name}\""
        if column.type is ColumnType.YES_NO
        else f'"{column.name}"'
        for column in register.columns
    ]
    return f"SELECT commune, {', '.join(words)} FROM ({selection})"  # noqa: S608
