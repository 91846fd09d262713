"""Recognitions out of a file: an .xlsx workbook or a .csv, and the empty form to fill in.

Gives rows with their problems; what a row does to what is there is judged in `dossiers.recording`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook as Written

from langso import problems
from langso.cells.reading import Cell, Reader, Refused, read_date, read_integer, read_text
from langso.dossiers.recognising import Decision
from langso.dossiers.recording import Row
from langso.exchange.reading.csv_files import CsvFile
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import Known
from langso.exchange.reading.sheets import Workbook
from langso.exchange.reading.sources import Source, understand
from langso.language import Words
from langso.problems import Problem, Where, refuse
from langso.registers.law import law

COLUMNS = Known(
    {
        "commune": Words("Mã xã", "Commune code"),
        "set": Words("Bộ tiêu chí", "Criteria set"),
        "number": Words("Số quyết định", "Decision number"),
        "decided_on": Words("Ngày quyết định", "Decided on"),
        "issuer": Words("Cơ quan ban hành", "Issued by"),
        "votes_for": Words("Số phiếu đồng ý", "Votes in favour"),
        "votes_cast": Words("Số phiếu bầu", "Votes cast"),
        "source": Words("Nguồn", "Source"),
    },
    frozenset({"commune", "set", "number", "decided_on", "source"}),
    frozenset({"decided_on"}),
)
_READERS: dict[str, Reader] = {
    **dict.fromkeys(("commune", "set", "number", "issuer", "source"), read_text),
    "decided_on": read_date,
    "votes_for": read_integer,
    "votes_cast": read_integer,
}
SHEET = Words("Công nhận", "Recognitions")


@dataclass
class Read:
    """What a file holds: rows that could be read, and for the others their problems."""

    rows: list[Row] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)


def read_recognitions_file(path: Path) -> Read:
    """Read a file. BadInputError when it is no such file, or its header cannot be used."""
    findings, read = Findings(), Read()
    if path.suffix.lower() == ".csv":
        _read_table(CsvFile(path, COLUMNS, findings), read, findings)
    elif path.suffix.lower() == ".xlsx":
        workbook = Workbook(path)
        try:
            for name in workbook.sheets:
                sheet = workbook.sheet(name)
                if not (sheet.empty or name in workbook.hidden_sheets):
                    _read_table(sheet, read, findings)
        finally:
            workbook.close()
    findings.refuse_if_any()
    if not (read.rows or read.refused):
        raise refuse(problems.RECOGNITIONS_FILE, Where(path.name), value=path.name)
    return read


def _read_table(source: Source, read: Read, findings: Findings) -> None:
    table = understand(source, COLUMNS, findings)
    if table is None:
        return
    for chunk in table.chunks(findings, None):
        for place, number in enumerate(chunk.rows):
            values: dict[str, Any] = {}
            wrong = [
                problem
                for name, at in table.columns.items()
                if (problem := _cell(table.where(number, name), name, chunk.columns[at][place], values))
            ]
            if wrong:
                read.refused += wrong
            else:
                read.rows.append(_row(table.where(number), values))


def _cell(where: Where, name: str, cell: Cell, values: dict[str, Any]) -> Problem | None:
    value = _READERS[name](cell)
    if isinstance(value, Refused):
        return Problem(value.kind, where, str(cell), value.details)
    if value is None and name in COLUMNS.needed:
        return Problem(problems.RECOGNITION_CELL_BLANK, where, details={"column": str(COLUMNS.titles[name])})
    values[name] = value
    return None


def _row(where: Where, values: Mapping[str, Any]) -> Row:
    named = {name.casefold(): name for name in law().sets}
    decision = Decision(
        values["number"], values["decided_on"], values.get("issuer") or "", values.get("votes_for"),
        values.get("votes_cast"),
    )  # fmt: skip
    asked = values["set"]
    return Row(where, values["commune"], named.get(asked.casefold(), asked), decision, values["source"])


def write_empty_form(path: Path) -> None:
    """The workbook to fill in, in the current language, with the sets to choose from."""
    with Written(str(path)) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        text, day = workbook.add_format({"num_format": "@"}), workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet = workbook.add_worksheet(str(SHEET))
        sheet.freeze_panes(1, 0)
        for place, (name, title) in enumerate(COLUMNS.titles.items()):
            wide = name in ("issuer", "source")
            sheet.set_column(place, place, 34 if wide else 18, day if name == "decided_on" else text)
            sheet.write(0, place, f"{title}{'*' if name in COLUMNS.needed else ''}", head)
        sets = [each.id for each in law().sets.values() if each.criterion]
        sheet.data_validation(1, 1, 5000, 1, {"validate": "list", "source": sets})
