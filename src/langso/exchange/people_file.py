"""Lists of people and organisations out of a file: an .xlsx workbook or a .csv, and the empty form to fill in.

Gives rows with their problems; what a row does to what is there is judged in `accounts.bulk`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook as Written

from langso import problems
from langso.accounts.bulk import OrganisationRow, PersonRow
from langso.accounts.models import Role
from langso.cells.reading import Cell, Reader, Refused, fold, one_of, read_date, read_text
from langso.exchange.reading.csv_files import CsvFile
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import Known, find_header
from langso.exchange.reading.sheets import Workbook
from langso.exchange.reading.sources import Source, Table, understand
from langso.language import Language, Words, speaking
from langso.places.models import OrganisationKind
from langso.problems import BadInputError, Problem, Where, refuse

ORGANISATIONS = Known(
    {
        "name": Words("Tên cơ quan", "Organisation name"),
        "kind": Words("Loại cơ quan", "Kind of organisation"),
        "unit": Words("Mã đơn vị hành chính", "Unit code"),
        "since": Words("Từ ngày", "From"),
    },
    frozenset({"name", "kind", "unit"}),
    frozenset({"since"}),
)
PEOPLE = Known(
    {
        "email": Words("Thư điện tử", "E-mail"),
        "name": Words("Họ và tên", "Full name"),
        "role": Words("Vai trò", "Role"),
        "organisation": Words("Cơ quan", "Organisation"),
        "unit": Words("Mã đơn vị hành chính", "Unit code"),
        "since": Words("Từ ngày", "From"),
    },
    frozenset({"email", "name", "role", "organisation"}),
    frozenset({"unit", "since"}),
)
SHEETS = {"organisations": Words("Cơ quan", "Organisations"), "people": Words("Người dùng", "People")}
_BLANK_IS_WRONG = {
    "email": problems.PERSON_EMAIL,
    "role": problems.ROLE_UNKNOWN,
    "organisation": problems.ORGANISATION_UNKNOWN,
    "kind": problems.ORGANISATION_KIND,
    "unit": problems.UNIT_CODE,
}
"""What a cell that is blank would have to be."""


@dataclass
class Read:
    """What a file holds: rows that could be read, and for the others their problems."""

    organisations: list[OrganisationRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    said: dict[tuple[str, int], str] = field(default_factory=dict)
    """By sheet or file and row, whom each row is about, as far as it says so."""


def read_people_file(path: Path) -> Read:
    """Read a file. BadInputError when it is no such file, or its headers cannot be used."""
    suffix = path.suffix.lower()
    findings = Findings()
    read = Read()
    if suffix == ".csv":
        known = _nearer(CsvFile(path, _EVERYTHING, findings))
        _read_table(CsvFile(path, known, findings), known, read, findings)
    elif suffix == ".xlsx":
        workbook = Workbook(path)
        try:
            for name in workbook.sheets:
                sheet = workbook.sheet(name)
                if not (sheet.empty or (name in workbook.hidden_sheets and name.startswith("_"))):
                    _read_table(sheet, _nearer(sheet), read, findings)
        finally:
            workbook.close()
    else:
        raise refuse(problems.PEOPLE_FILE, value=path.name)
    _refuse_rows(read, findings)
    if not (read.organisations or read.people or read.refused):
        raise refuse(problems.PEOPLE_FILE_EMPTY, Where(path.name))
    return read


def _refuse_rows(read: Read, findings: Findings) -> None:
    """Refuse the rows of which a cell could not be read at all, such as a formula. BadInputError for anything else."""
    of_file = [problem for problem in findings.problems if _place(problem.where) not in read.said]
    if of_file:
        raise BadInputError(of_file)
    wrong = {_place(problem.where) for problem in findings.problems}
    read.refused += findings.problems
    read.people = [row for row in read.people if _place(row.where) not in wrong]
    read.organisations = [row for row in read.organisations if _place(row.where) not in wrong]


def _place(where: Where) -> tuple[str, int]:
    return where.file, where.row or 0


def write_empty_form(path: Path) -> None:
    """The workbook to fill in, in the current language: two sheets with headers and a list to choose from."""
    with Written(str(path)) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        text = workbook.add_format({"num_format": "@"})
        choices = {"kind": [k.words for k in OrganisationKind], "role": [r.words for r in Role]}
        for name, known in (("organisations", ORGANISATIONS), ("people", PEOPLE)):
            sheet = workbook.add_worksheet(str(SHEETS[name]))
            sheet.freeze_panes(1, 0)
            for place, (column, title) in enumerate(known.titles.items()):
                star = "*" if column in known.needed else ""
                sheet.set_column(place, place, 34 if column in ("name", "organisation", "email") else 22, text)
                sheet.write(0, place, f"{title}{star}", head)
                if column in choices:
                    listed = _list_of(workbook, choices[column])
                    sheet.data_validation(1, place, 5000, place, {"validate": "list", "source": listed})


def _list_of(workbook: Written, words: list[str]) -> str:
    """A hidden sheet of choices; a list within a cell's own rule is cut at 255 characters."""
    sheet = workbook.add_worksheet(f"_{len(workbook.worksheets())}")
    sheet.hide()
    sheet.write_column(0, 0, words)
    return f"='{sheet.get_name()}'!$A$1:$A${len(words)}"


_EVERYTHING = Known({**ORGANISATIONS.titles, **PEOPLE.titles}, frozenset())


def _nearer(source: Source) -> Known:
    """Which of the two lists a table is: the one of which its header names more columns."""
    rows = source.sample()

    def matched(known: Known) -> int:
        header = find_header(rows, known)
        return len(header.columns) if header else 0

    return max((PEOPLE, ORGANISATIONS), key=matched)


def _read_table(source: Source, known: Known, read: Read, findings: Findings) -> None:
    table = understand(source, known, findings)
    if table is None:
        return
    readers = _readers()
    for number, cells in _rows(table, findings):
        values: dict[str, Any] = {}
        wrong = [
            problem
            for name, cell in cells.items()
            if (problem := _cell(table.where(number, name), cell, readers[name], name, values))
        ]
        wrong += [
            _blank(table.where(number, name), name, known)
            for name in _BLANK_IS_WRONG
            if name in known.needed and values.get(name, "") is None
        ]
        read.said[table.place, number] = _said(values)
        if wrong:
            read.refused += wrong
        elif known is PEOPLE:
            read.people.append(_person(table.where(number), values))
        else:
            read.organisations.append(_organisation(table.where(number), values))


def _rows(table: Table, findings: Findings) -> Iterator[tuple[int, dict[str, Cell]]]:
    for chunk in table.chunks(findings, None):
        for place, number in enumerate(chunk.rows):
            yield number, {name: chunk.columns[at][place] for name, at in table.columns.items()}


def _cell(where: Where, cell: Cell, read: Reader, name: str, values: dict[str, Any]) -> Problem | None:
    value = read(cell)
    if isinstance(value, Refused):
        return Problem(value.kind, where, str(cell), value.details)
    values[name] = value
    return None


def _said(values: Mapping[str, Any]) -> str:
    name, email = values.get("name") or "", values.get("email")
    return f"{name} <{email}>".strip() if email else str(name)


def _blank(where: Where, name: str, known: Known) -> Problem:
    names = ", ".join(role.words for role in Role) if name == "role" else _kinds()
    expected = Problem(_BLANK_IS_WRONG[name], details={"names": names}).expected
    return Problem(problems.CELL_BLANK, where, details={"column": str(known.titles[name]), "form": expected})


def titled(problem: Problem) -> Problem:
    """A problem as whoever filled in the form reads it: its columns by their titles."""
    near, far = (ORGANISATIONS, PEOPLE) if problem.kind is problems.ORGANISATION_NAME else (PEOPLE, ORGANISATIONS)
    titles = {**far.titles, **near.titles}
    names = far.by_any_name() | near.by_any_name()
    column = names.get(fold(problem.where.column), problem.where.column)
    where = Where(problem.where.file, problem.where.row, str(titles.get(column, column)))
    details = dict(problem.details)
    if details.get("column") in titles:
        details["column"] = str(titles[details["column"]])
    return Problem(problem.kind, where, problem.value, details)


def _person(where: Where, values: Mapping[str, Any]) -> PersonRow:
    return PersonRow(
        where, values["email"], values["name"] or "", Role(values["role"]), values["organisation"],
        values.get("unit") or "", _day(values),
    )  # fmt: skip


def _organisation(where: Where, values: Mapping[str, Any]) -> OrganisationRow:
    name, kind = values["name"] or "", OrganisationKind(values["kind"])
    return OrganisationRow(where, name, kind, values["unit"], _day(values))


def _day(values: Mapping[str, Any]) -> date | None:
    day = values.get("since")
    return day if isinstance(day, date) else None


def _readers() -> dict[str, Reader]:
    roles = ", ".join(role.words for role in Role)
    return {
        "email": read_text,
        "name": read_text,
        "organisation": read_text,
        "unit": read_text,
        "since": read_date,
        "role": one_of(_called(Role), problems.ROLE_UNKNOWN, names=roles),
        "kind": one_of(_called(OrganisationKind), problems.ORGANISATION_KIND, names=_kinds()),
    }


def _kinds() -> str:
    return ", ".join(kind.words for kind in OrganisationKind)


def _called(values: type[Role] | type[OrganisationKind]) -> dict[str, str]:
    """What a role or a kind may be called: its name, and its words in both languages."""
    names: dict[str, str] = {}
    for language in Language:
        with speaking(language):
            names |= {fold(each.words): each.value for each in values}
    return names | {fold(each.value): each.value for each in values}
