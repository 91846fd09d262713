"""What lies in a file that was handed in: which of its sheets is which table, and whether it is safe to read.

A whole workbook is taken as packages are; the file of one register may be any sheet or CSV with its columns.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePath

from langso import problems
from langso.exchange.intake.keeping import file_of
from langso.exchange.models import Import
from langso.exchange.names import COMMUNES, FACTS, LEDGERS, PACKAGE
from langso.exchange.reading.contents import Names, sheets_in
from langso.exchange.reading.csv_files import CsvFile
from langso.exchange.reading.declared import FACTS_KNOWN
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import Known, nearest
from langso.exchange.reading.ledgers import LEDGERS_KNOWN, PACKAGE_KNOWN
from langso.exchange.reading.registers import known_columns
from langso.exchange.reading.sheets import Workbook
from langso.exchange.reading.sources import Source
from langso.problems import Problem, Where, refuse
from langso.registers.law import law

MOST_CELLS = 8_000_000
"""Cells of all sheets together: each is held in memory while a sheet is read."""

_NAMED = 4
"""So many of our sheets are named to whoever handed in something else."""

_OUTSIDE = ("xl/externalLinks/", "xl/connections.xml", "xl/queryTables/")
_MACROS = ("xl/vbaProject.bin", "xl/macrosheets/")
_FIXED = {FACTS.name: FACTS_KNOWN, LEDGERS.name: LEDGERS_KNOWN, PACKAGE.name: PACKAGE_KNOWN}


def known(table: str, *, of_one_commune: bool) -> Known:
    """The columns that a table may have."""
    if table in _FIXED:
        return _FIXED[table]
    return known_columns(law().registers[table], of_one_commune=of_one_commune)


Opened = Callable[[], Source]
"""Opens a table. Of a workbook all cells of the sheet are then in memory, until it is let go."""


@contextmanager
def tables_of(made: Import, findings: Findings) -> Iterator[Mapping[str, Opened]]:
    """Within the block the tables of the file that can be imported, by name; what stands in the way is noted."""
    path, names = file_of(made), Names.of(law())
    if made.suffix == ".csv":
        table = made.register or _named(made.file_name, names)
        yield {table: partial(CsvFile, path, known(table, of_one_commune=made.unit_id is not None), findings)}
        return
    _check_parts(path)
    workbook = Workbook(path)
    try:
        if workbook.leads_outside:
            raise refuse(problems.IMPORT_OUTSIDE, Where(path.name), names="[1]…, WEBSERVICE")
        if workbook.cells > MOST_CELLS:
            value, limit = f"{workbook.cells:,}", f"{MOST_CELLS:,}"
            raise refuse(problems.IMPORT_TOO_MANY_CELLS, Where(path.name), value, limit=limit)
        sheets = _sheets(workbook, made.register, names, findings)
        yield {table: partial(workbook.sheet, sheet) for table, sheet in sheets.items()}
    finally:
        workbook.close()


def _named(file: str, names: Names) -> str:
    """The table that a CSV file is by its own name."""
    stem = PurePath(file).stem
    table = names.table(stem)
    if table is None or table in (COMMUNES.name, PACKAGE.name):
        named = ", ".join(f"{each.sheet}.csv" for each in list(law().registers.values())[:_NAMED])
        raise refuse(problems.IMPORT_CSV_NAME, Where(file), file, names=named)
    return table


def _check_parts(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise refuse(problems.WORKBOOK_DAMAGED, Where(path.name), reason=type(error).__name__) from error
    if any(part.startswith(_MACROS) for part in parts):
        raise refuse(problems.IMPORT_MACROS, Where(path.name))
    if outside := sorted({part.split("/")[1] for part in parts if part.startswith(_OUTSIDE)}):
        raise refuse(problems.IMPORT_OUTSIDE, Where(path.name), names=", ".join(outside))


def _sheets(workbook: Workbook, register: str, names: Names, findings: Findings) -> Mapping[str, str]:
    """Table → its sheet: of one register, or of all that can be imported."""
    there = Findings()
    found = sheets_in(workbook, names, there)
    if register:
        return {register: found.get(register) or _only(workbook, register, found)}
    found.pop(COMMUNES.name, None)
    if not set(found) <= {PACKAGE.name}:
        findings.extend(_as_sheets(there.problems, names))
        return found
    if there.clean:
        raise refuse(problems.IMPORT_NOTHING)
    ours = [*(each.sheet for each in list(law().registers.values())[:_NAMED]), str(FACTS.sheet)]
    raise refuse(problems.IMPORT_NOT_OURS, names=_listed(ours), found=_listed(workbook.sheets))


def _only(workbook: Workbook, register: str, found: Mapping[str, str]) -> str:
    """The only sheet with something in it, whatever its name, where no other register's."""
    filled = [sheet for sheet in workbook.sheets if not workbook.sheet(sheet).empty]
    if len(filled) != 1 or found:
        raise refuse(problems.IMPORT_NO_TABLE, register=law().registers[register].sheet, found=_listed(workbook.sheets))
    return filled[0]


def _as_sheets(found: Iterable[Problem], names: Names) -> Iterator[Problem]:
    """What is wrong with sheets, told to whoever knows a workbook and no package."""
    for problem in found:
        if problem.kind is problems.PACKAGE_UNKNOWN_TABLE:
            about = {"names": ", ".join(f"“{sheet}”" for sheet in names.sheets)}
            about["nearest"] = nearest(problem.value, names.sheets)
            yield Problem(problems.IMPORT_SHEET_UNKNOWN, problem.where, problem.value, about)
        else:
            yield problem


def _listed(sheets: Sequence[str]) -> str:
    """Some of them, as people read them."""
    return ", ".join(f"“{sheet}”" for sheet in sheets[: 2 * _NAMED]) + (" …" if len(sheets) > 2 * _NAMED else "")
