"""What lies in a package: which file of a folder, or which sheet of a workbook, is which table.

Refuses what is no package, what is there twice and what nobody knows. Opens no table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from langso import problems
from langso.cells.reading import clean, fold
from langso.criteria.law import Law
from langso.exchange.names import COMMUNES, FACTS, FIXED_TABLES, LEDGERS, OVERVIEW, PACKAGE
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import nearest
from langso.exchange.reading.sheets import Workbook
from langso.problems import Where, refuse

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
TABLE_SUFFIXES = (".csv", ".parquet")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Names:
    """What the tables of a package may be called, in the order in which a package lists them."""

    tables: tuple[str, ...]
    sheets: tuple[str, ...]
    by_any_name: Mapping[str, str]

    @classmethod
    def of(cls, law: Law) -> "Names":
        """The fixed tables and the registers of the law."""
        folded: dict[str, str] = {}
        sheets: list[str] = []
        for table in FIXED_TABLES:
            sheets.append(table.sheet.vi)
            folded |= {fold(called): table.name for called in (table.sheet.vi, table.sheet.en, table.name)}
        for register in law.registers.values():
            sheets.append(register.sheet)
            for called in (register.sheet, register.title.vi, register.title.en, register.name):
                folded.setdefault(fold(called), register.name)
        tables = (COMMUNES.name, *law.registers, FACTS.name, LEDGERS.name, PACKAGE.name)
        return cls(tables, tuple(sheets), folded)

    def table(self, name: str) -> str | None:
        """The table that a file or a sheet of that name is."""
        return self.by_any_name.get(fold(clean(name)))


def kind_of(path: Path) -> bool:
    """Whether the path is a workbook (True) or a folder (False); BadInputError for everything else."""
    try:
        if path.is_dir():
            return False
        if not path.exists():
            raise refuse(problems.PACKAGE_MISSING, Where(path.name), str(path))
    except (OSError, ValueError) as error:
        raise refuse(problems.PACKAGE_MISSING, Where(path.name), str(path)) from error
    suffix = path.suffix.lower()
    if suffix in WORKBOOK_SUFFIXES:
        return True
    if suffix in TABLE_SUFFIXES:
        raise refuse(problems.PACKAGE_ONE_TABLE, Where(path.name), path.name, folder=str(path.parent))
    if suffix == ".xls":
        raise refuse(problems.WORKBOOK_XLS, Where(path.name))
    raise refuse(problems.PACKAGE_OTHER_KIND, Where(path.name), path.name)


def files_in(folder: Path, names: Names, findings: Findings) -> dict[str, Path]:
    """Table → its file. Files of other endings and hidden ones are left alone."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise refuse(problems.PACKAGE_NOT_READABLE, Where(folder.name), reason=str(error.strerror)) from error
    candidates = [
        path for path in entries if path.suffix.lower() in TABLE_SUFFIXES and not path.name.startswith((".", "~$"))
    ]
    if not candidates:
        workbooks = [path.name for path in entries if path.suffix.lower() in WORKBOOK_SUFFIXES]
        kind = problems.PACKAGE_FOLDER_OF_WORKBOOK if workbooks else problems.PACKAGE_EMPTY_FOLDER
        raise refuse(kind, Where(folder.name), str(folder), names=", ".join(workbooks))
    home = folder.resolve()
    found: dict[str, Path] = {}
    for path in candidates:
        if not path.resolve().is_relative_to(home):
            findings.add(problems.PACKAGE_LINK, Where(path.name), path.name)
        elif not path.is_file():
            findings.add(problems.PACKAGE_NOT_READABLE, Where(path.name), reason="not a file")
        elif (table := names.table(path.stem)) is None:
            near = nearest(path.stem, names.tables)
            findings.add(problems.PACKAGE_UNKNOWN_TABLE, Where(path.name), path.name, nearest=near)
        elif _once(table, path.name, found, findings):
            found[table] = path
    return found


def sheets_in(workbook: Workbook, names: Names, findings: Findings) -> dict[str, str]:
    """Table → its sheet. The overview and empty unknown sheets are left alone; a hidden one is read with a warning."""
    overview = {fold(OVERVIEW.vi), fold(OVERVIEW.en)}
    found: dict[str, str] = {}
    for sheet in workbook.sheets:
        table = names.table(sheet)
        if table is None and (fold(sheet) in overview or workbook.sheet(sheet).empty):
            continue
        if table is None:
            near = nearest(sheet, [*names.sheets, *names.tables])
            findings.add(problems.PACKAGE_UNKNOWN_TABLE, Where(sheet), sheet, nearest=near)
        elif _once(table, sheet, found, findings):
            found[table] = sheet
            if sheet in workbook.hidden_sheets:
                findings.warn(problems.WORKBOOK_HIDDEN_SHEET, Where(sheet), sheet)
    return found


def _once(table: str, place: str, found: Mapping[str, T], findings: Findings) -> bool:
    """Whether the table was not found before; notes it when it was."""
    if table not in found:
        return True
    other = found[table]
    first = other.name if isinstance(other, Path) else str(other)
    findings.add(problems.PACKAGE_TWICE, Where(place), place, first=first, table=table)
    return False
