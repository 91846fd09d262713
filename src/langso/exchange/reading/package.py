"""A package in memory, and the one way to open it: every table read, every problem of it said together.

Which file is which table is decided in `contents`, what a cell means in `cells`; nothing here knows a condition.
"""

import gc
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from uuid import uuid4

import duckdb
import numpy as np
from numpy.typing import NDArray

from langso import problems
from langso.criteria.law import Law, Register
from langso.criteria.table import Figures
from langso.exchange.reading.communes import KNOWN as COMMUNES_KNOWN
from langso.exchange.reading.communes import CommuneReader, Communes, read_communes
from langso.exchange.reading.contents import Names, files_in, kind_of, sheets_in
from langso.exchange.reading.csv_files import CsvFile
from langso.exchange.reading.declared import FACTS_KNOWN, FactReader
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import Known
from langso.exchange.reading.ledgers import LEDGERS_KNOWN, PACKAGE_KNOWN, LedgerReader, PackageInfo, read_info
from langso.exchange.reading.parquet_checks import NativeRegister
from langso.exchange.reading.parquet_files import ParquetFile
from langso.exchange.reading.registers import RegisterLoader, known_columns
from langso.exchange.reading.sheets import Workbook
from langso.exchange.reading.sources import Progress, Source, Table, understand
from langso.problems import Problem, Where, refuse

__all__ = ["Communes", "Package", "PackageInfo", "Progress", "open_package"]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read without a problem. Close it, or use it as a context manager."""

    path: Path
    info: PackageInfo
    communes: Communes
    database: duckdb.DuckDBPyConnection
    """One table or view for each register present, by its name: `commune` and the register's columns in order,
    as BOOLEAN, DOUBLE, BIGINT, DATE or VARCHAR; blank is NULL."""
    registers: frozenset[str]
    """Registers whose file or sheet is present, even without rows."""
    stated: Mapping[str, NDArray[np.int8]]
    """What ledgers.csv says: register → (n,) 1 closed, 0 open, -1 not stated."""
    declared: Mapping[str, Figures]
    """Every fact of the law over all n communes; unknown where it is not given."""
    warnings: tuple[Problem, ...] = ()
    """What is worth saying and no reason to refuse."""

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> "Package":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_package(path: Path, law: Law, progress: Progress | None = None) -> Package:
    """The package in a folder of CSV and Parquet files, or in a workbook.

    Raises BadInputError with every problem of the package together, in the order of its tables and their rows.
    """
    is_workbook = kind_of(path)
    database = open_database()
    opening = _Opening(path, law, database, progress)
    try:
        with without_collector():
            return opening.workbook() if is_workbook else opening.folder()
    except BaseException:
        database.close()
        raise


@contextmanager
def without_collector() -> Iterator[None]:
    """Rows of cells hold no cycles; searching millions of them for some costs a third of the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def open_database() -> duckdb.DuckDBPyConnection:
    """An empty database in memory that spills to the system's temporary folder and fetches nothing from anywhere."""
    return duckdb.connect(
        ":memory:",
        config={
            "temp_directory": str(Path(tempfile.gettempdir()) / f"langso-{uuid4().hex}"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "pandas_analyze_sample": 0,
            "preserve_insertion_order": True,
        },
    )


class _Opening:
    """The opening of one package: which tables there are, read in the order in which one needs the other."""

    def __init__(self, path: Path, law: Law, database: duckdb.DuckDBPyConnection, progress: Progress | None) -> None:
        self._path = path
        self._law = law
        self._database = database
        self._progress = progress
        self._findings = Findings()
        self._names = Names.of(law)
        self._sources: dict[str, Source] = {}

    def folder(self) -> Package:
        """The package in a folder."""
        for table, file in files_in(self._path, self._names, self._findings).items():
            try:
                self._sources[table] = self._source(table, file)
            except OSError as error:
                where = Where(file.name)
                self._findings.add(problems.PACKAGE_NOT_READABLE, where, reason=str(error.strerror))
        return self._package()

    def _source(self, table: str, file: Path) -> Source:
        if file.suffix.lower() == ".parquet":
            return ParquetFile(file, self._database, self._findings)
        return CsvFile(file, self._known(table), self._findings)

    def workbook(self) -> Package:
        """The package in a workbook."""
        workbook = Workbook(self._path)
        try:
            for table, sheet in sheets_in(workbook, self._names, self._findings).items():
                self._sources[table] = workbook.sheet(sheet)
            return self._package()
        finally:
            self._sources.clear()
            workbook.close()

    def _known(self, table: str) -> Known:
        fixed = {
            "communes": COMMUNES_KNOWN, "facts": FACTS_KNOWN, "ledgers": LEDGERS_KNOWN, "package": PACKAGE_KNOWN,
        }  # fmt: skip
        return fixed[table] if table in fixed else known_columns(self._law.registers[table])

    def _table(self, name: str) -> Table | None:
        source = self._sources.get(name)
        return understand(source, self._known(name), self._findings) if source else None

    def _package(self) -> Package:
        present = frozenset(name for name in self._sources if name in self._law.registers)
        info = read_info(table, self._findings, self._progress) if (table := self._table("package")) else None
        communes = self._communes()
        reader = CommuneReader(communes.codes)
        for name in self._law.registers:
            if name in present:
                self._load(self._law.registers[name], reader)
        facts = FactReader(self._law, communes, reader, self._findings)
        if table := self._table("facts"):
            facts.read(table, self._progress)
        ledgers = LedgerReader(self._law, communes, reader, present, self._findings)
        if table := self._table("ledgers"):
            ledgers.read(table, self._progress)
        order = [self._sources[name].place for name in self._names.tables if name in self._sources]
        self._findings.refuse_if_any(order)
        return Package(
            self._path,
            info or PackageInfo(),
            communes,
            self._database,
            present,
            ledgers.stated,
            facts.figures(),
            tuple(self._findings.warnings),
        )

    def _communes(self) -> Communes:
        """The list of communes. Without it nothing else can be judged, so its absence ends the reading."""
        if "communes" not in self._sources:
            if not self._findings.clean:
                self._findings.add(problems.PACKAGE_NO_COMMUNES_TABLE, Where(self._path.name))
                self._findings.refuse_if_any()
            raise refuse(problems.PACKAGE_NO_COMMUNES_TABLE, Where(self._path.name))
        table = self._table("communes")
        communes = read_communes(table, self._findings, self._progress) if table else None
        if communes is None or not communes.codes:
            self._findings.refuse_if_any()
            raise refuse(problems.PACKAGE_NO_COMMUNES, Where(self._sources["communes"].place))
        return communes

    def _load(self, register: Register, communes: CommuneReader) -> None:
        table = self._table(register.name)
        if table is None:
            return
        source = table.source
        if isinstance(source, ParquetFile):
            native = NativeRegister(self._database, register, source, table, self._findings)
            if native.usable(communes):
                native.load()
                return
        RegisterLoader(self._database, register, communes, self._findings, self._progress).load(table)
