"""What goes out comes in again without a change; who takes it away is in the journal."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from langso import problems
from langso.accounts import door
from langso.accounts.models import Role
from langso.criteria.law import ColumnType, Scope
from langso.exchange.export import export_commune, export_register
from langso.exchange.intake.actions import hand_in
from langso.exchange.models import Import, State
from langso.journal.models import Event
from langso.language import Language, speaking
from langso.problems import BadInputError
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.law import law
from workplace import Workplace

pytestmark = pytest.mark.django_db

TEXTS = ["=1+1", "+84 220", "-12", "@a", "'=b", "''x", 'Đường 1, "A"; 2', "0012", "1e5", "  ".strip() or "x"]
NUMBERS = [20.937341300000001, 0.1 + 0.2, 7.5, 0.0, 23.999999999999996]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def within(column: Any, number: float) -> float:
    least = -1e9 if column.minimum is None else float(column.minimum)
    return min(max(number, least), 1e9 if column.maximum is None else float(column.maximum))


def value(kind: ColumnType, n: int, at: int, column: Any) -> Any:
    if not column.key and (n + at) % 4 == 0:
        return None
    match kind:
        case ColumnType.YES_NO:
            return n % 2 == 0
        case ColumnType.INTEGER:
            return int(within(column, n * 1_234))
        case ColumnType.NUMBER:
            return float(within(column, NUMBERS[n % len(NUMBERS)]))
        case ColumnType.DATE:
            return date(2022, 1 + n % 12, 1 + n)
        case ColumnType.CHOICE:
            return column.choices[n % len(column.choices)].value
        case ColumnType.TEXT:
            return TEXTS[n % len(TEXTS)]


@pytest.fixture
def filled(workplace: Workplace) -> Workplace:
    """Every register with ten rows of every sort of value, every fact declared, half of the registers closed."""
    for number, register in enumerate(law().registers.values()):
        rows = [
            {column.name: value(column.type, n, at, column) for at, column in enumerate(register.columns)}
            for n in range(len(TEXTS))
        ]
        if register.key.type is not ColumnType.TEXT:
            rows = rows[:1]
        write_rows(workplace.officer, workplace.commune, register.name, [Edit(values=row) for row in rows])
        if number % 2:
            close_ledger(workplace.officer, workplace.commune, register.name)
    own = {name: 1 for name, fact in law().facts.items() if fact.scope is Scope.COMMUNE}
    declare(workplace.officer, workplace.commune, own, Said(date(2022, 6, 1)))
    of_province = {name: 0 for name, fact in law().facts.items() if fact.scope is Scope.PROVINCE}
    province = workplace.commune.parent.parent
    declare(workplace.people[Role.DEPARTMENT_LEADER], province, of_province, Said(date(2022, 6, 1)))
    return workplace


def counts(workplace: Workplace, content: bytes, name: str, register: str = "") -> Any:
    made = hand_in(workplace.officer, workplace.commune, name, [content], register=register)
    made = Import.objects.get(pk=made.pk)
    assert made.state == State.READY, made.problems
    return made.counts


@pytest.mark.parametrize("language", list(Language))
def test_the_workbook_of_a_commune_comes_back_unchanged(filled: Workplace, language: Language) -> None:
    with speaking(language):
        out = export_commune(filled.officer, filled.commune)
    for table, states in counts(filled, out.content, out.name).items():
        assert list(states) == ["unchanged"], table
    assert out.rows == 10 * len(law().registers)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_register_comes_back_unchanged(filled: Workplace, form: str, language: Language) -> None:
    for register in law().registers:
        with speaking(language):
            out = export_register(filled.officer, filled.commune, register, form)
        assert counts(filled, out.content, out.name, register) == {register: {"unchanged": 10}}


def test_a_csv_file_holds_nothing_that_a_spreadsheet_would_run(filled: Workplace) -> None:
    out = export_register(filled.officer, filled.commune, "villages", "csv")
    rows = list(csv.reader(io.StringIO(out.content.decode("utf-8-sig"))))
    assert len(rows) == 11
    texts = [cell for row in rows[1:] for cell in (row[1], row[2])]
    assert [cell for cell in texts if cell[:1] in ("=", "+", "-", "@")] == []


def test_a_workbook_holds_texts_and_no_formulas(filled: Workplace) -> None:
    out = export_register(filled.officer, filled.commune, "villages", "xlsx")
    sheet = load_workbook(io.BytesIO(out.content)).active
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, max_col=3) for cell in row if cell.value} == {"s"}


def test_taking_away_is_in_the_journal(filled: Workplace) -> None:
    export_register(filled.officer, filled.commune, "villages", "csv")
    event = Event.objects.latest("number")
    assert (event.kind, event.subject, event.commune) == ("export.made", "villages", filled.commune.pk)
    assert event.details == {"file": "villages-10630-2022-12-31.csv", "rows": 10, "personal": True}
    export_commune(filled.officer, filled.commune)
    event = Event.objects.latest("number")
    assert (event.kind, event.subject, event.details["rows"]) == ("export.made", "", 10 * len(law().registers))


@pytest.mark.parametrize("role", sorted(set(Role) - door.RULES[door.Action.EXPORT]))
def test_who_may_not_take_figures_away_does_not_get_them(filled: Workplace, role: Role) -> None:
    for person in (filled.people[role], None):
        for export in (
            lambda person=person: export_commune(person, filled.commune),
            lambda person=person: export_register(person, filled.commune, "villages", "csv"),
        ):
            with pytest.raises(BadInputError) as refused:
                export()
            assert [p.kind for p in refused.value.problems] == [problems.NOT_ALLOWED]


def test_an_officer_does_not_get_the_figures_of_another_commune(filled: Workplace) -> None:
    with pytest.raises(BadInputError):
        export_commune(filled.officer, filled.elsewhere)


def test_what_is_personal_stays_out_for_whoever_may_not_read_it(filled: Workplace, monkeypatch: Any) -> None:
    monkeypatch.setitem(door.RULES, door.Action.READ_REGISTERS, {Role.READER})
    kept = [register for register in law().registers.values() if any(c.personal for c in register.columns)]
    assert kept
    for register in kept:
        if register.key.personal:
            with pytest.raises(BadInputError):
                export_register(filled.officer, filled.commune, register.name, "csv")
            continue
        out = export_register(filled.officer, filled.commune, register.name, "csv")
        head = next(csv.reader(io.StringIO(out.content.decode("utf-8-sig"))))
        assert set(head).isdisjoint(str(column.title) for column in register.columns if column.personal)
    book = load_workbook(io.BytesIO(export_commune(filled.officer, filled.commune).content))
    for register in kept:
        titles = {str(column.title) for column in register.columns if column.personal}
        if register.sheet in book.sheetnames:
            assert titles.isdisjoint(cell.value for cell in book[register.sheet][4])
