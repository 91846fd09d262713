"""What a file would change is shown row by row; nothing of it is written."""

from datetime import date
from typing import Any

import pytest

from exchange.intake.files import HEADER, workbook_of
from langso import problems
from langso.exchange.intake.actions import preview_anew
from langso.exchange.intake.comparing import RowState
from langso.exchange.intake.keeping import told
from langso.exchange.intake.preview import Lines, Preview
from langso.exchange.models import Import, State
from langso.registers.actions import close_ledger, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.models import ROWS, Ledger
from langso.registers.writing import Edit

pytestmark = pytest.mark.django_db


def lines(made: Import, state: str = "", table: str = "villages") -> Lines:
    return Preview(made).lines(table, state)


def texts(found: Lines) -> list[tuple[str, list[tuple[str, str | None, str | None]]]]:
    return [
        (line.name.split(" · ")[0], [(c.title, c.before, c.after) for c in line.cells if c.changes])
        for line in found.lines
    ]


def why(made: Import, table: str = "villages") -> list[tuple[int | None, str]]:
    return [(line.row, "; ".join(line.reasons)) for line in lines(made, RowState.REFUSED, table).lines]


def test_rows_are_added_changed_unchanged_or_missing_and_nothing_is_written(given: Any) -> None:
    made = given.csv(
        ["10630", "01", "Thôn 1", 101, "có"], ["10630", "02", "Thôn 2", 150, "có"], ["10630", "09", "Thôn 9", 5, ""]
    )
    assert made.state == State.READY
    assert made.counts == {"villages": {"added": 1, "changed": 1, "missing": 1, "unchanged": 1}}
    assert texts(lines(made, "changed")) == [("02", [("Số hộ", "102", "150")])]
    assert texts(lines(made, "added"))[0][1][:3] == [
        ("Mã thôn", None, "09"), ("Tên thôn", None, "Thôn 9"), ("Số hộ", None, "5")
    ]  # fmt: skip
    (missing,) = lines(made, "missing").lines
    assert (missing.row, missing.name) == (None, "03 · Thôn 3")
    assert ROWS["villages"].objects.count() == 3


def test_a_blank_cell_clears_what_is_there_unless_told_to_leave_it(given: Any) -> None:
    made = given.csv(["10630", "01", "Thôn 1", "", "có"])
    assert texts(lines(made, "changed")) == [("01", [("Số hộ", "101", None)])]
    preview_anew(given.workplace.officer, made, blanks_clear=False)
    made.refresh_from_db()
    assert (made.counts["villages"].get("changed"), made.counts["villages"]["unchanged"]) == (None, 1)


def test_a_column_that_the_file_lacks_stays_as_it_is(given: Any) -> None:
    made = given(b"M\xc3\xa3 th\xc3\xb4n,S\xe1\xbb\x91 h\xe1\xbb\x99\n01,101\n02,7\n")
    assert texts(lines(made, "changed")) == [("02", [("Số hộ", "102", "7")])]
    assert made.counts["villages"]["unchanged"] == 1


def test_a_row_that_cannot_be_is_refused_with_every_reason_and_its_place(given: Any) -> None:
    made = given.csv(
        ["10630", "01", "Thôn 1", "-5", "có lẽ"], ["10630", "", "Thôn 2", 5, ""], ["10630", "04", "Thôn 4", 5, "x"]
    )
    assert made.counts["villages"] == {"added": 1, "missing": 2, "refused": 2}
    (first, reason), (second, other) = why(made)
    assert (first, second) == (2, 3)
    assert "Số hộ: " in reason
    assert "Điện thoại cố định: " in reason
    assert "Mã thôn: Mã hoặc tên" in other


def test_of_a_refused_row_only_the_cell_at_fault_is_told_with_what_the_register_holds(given: Any) -> None:
    made = given.csv(["10630", "01", "Thôn mới", "-5", "có"])
    (line,) = lines(made, RowState.REFUSED).lines
    (fault,) = line.faults
    assert (fault.title, fault.before, fault.after) == ("Số hộ", "101", "-5")
    assert fault.expected
    assert line.told == ()


def test_of_a_changed_row_only_the_cells_that_change_are_told(given: Any) -> None:
    made = given.csv(["10630", "01", "Thôn 1", 150, "có"])
    (line,) = lines(made, RowState.CHANGED).lines
    assert [(cell.title, cell.before, cell.after) for cell in line.told] == [("Số hộ", "101", "150")]


def test_of_a_row_of_a_closed_register_the_changes_that_are_refused_are_told(given: Any) -> None:
    close_ledger(given.workplace.officer, given.workplace.commune, "villages")
    (line,) = lines(given.csv(["10630", "01", "Thôn 1", 150, "có"]), RowState.REFUSED).lines
    assert [(cell.title, cell.before, cell.after) for cell in line.told] == [("Số hộ", "101", "150")]


def test_a_refused_figure_says_of_which_fact_it_is_and_what_holds(given: Any) -> None:
    values = {"households": 900, "households_fibre_covered": 800}
    declare(given.workplace.officer, given.workplace.commune, values, Said(date(2022, 6, 1)))
    sheets = {
        "Số liệu khai": [
            ["Mã xã", "Chỉ số", "Giá trị"], ["10630", "Hộ gia đình", "nhiều"], ["10630", "Hộ được phủ cáp quang", -1],
            ["10630", "Hộ lạ", 5],
        ],
        "Tình trạng sổ": [["Mã xã", "Sổ", "Tình trạng"], ["10630", "Thôn", "xong"]],
    }  # fmt: skip
    made = given(workbook_of(sheets), "xa.xlsx", register="")
    found = [
        (line.name, [(f.title, f.before, f.after) for f in line.faults]) for line in lines(made, "", "facts").lines
    ]
    assert found == [
        ("Hộ gia đình", [("Giá trị", "900", "nhiều")]), ("Hộ được phủ cáp quang", [("Giá trị", "800", "-1")]),
        ("", [("Chỉ số", None, "Hộ lạ")]),
    ]  # fmt: skip
    ((name, faults),) = [(line.name, line.faults) for line in lines(made, "", "ledgers").lines]
    assert (name, faults[0].before, faults[0].after) == ("Sổ thôn", "đang mở", "xong")


def test_a_part_above_its_whole_says_of_which_fact_it_is_without_names_of_programs(given: Any) -> None:
    rows = [["Mã xã", "Chỉ số", "Giá trị"], ["10630", "Hộ gia đình", 900], ["10630", "Hộ được phủ cáp quang", 1000]]
    made = given(workbook_of({"Số liệu khai": rows}), "xa.xlsx", register="")
    (line,) = lines(made, RowState.REFUSED, "facts").lines
    assert line.name == "Hộ được phủ cáp quang"
    assert "households" not in line.reasons[0]


def test_a_figure_that_is_hardly_right_is_asked_about_and_not_refused(given: Any) -> None:
    declare(given.workplace.officer, given.workplace.commune, {"residents": 8000}, Said(date(2022, 6, 1)))
    rows = [["Mã xã", "Chỉ số", "Giá trị"], ["10630", "residents", 10_000_000], ["10630", "households", 950]]
    made = given(workbook_of({"Số liệu khai": rows}), "xa.xlsx", register="")
    assert made.counts["facts"] == {"added": 1, "changed": 1}
    ((code, problem),) = Preview(made).doubts
    assert (code, problem.what) == ("10630", "Người dân: 10.000.000; hiếm xã nào có hơn 100.000")
    (line,) = lines(made, RowState.CHANGED, "facts").lines
    assert line.doubt == problem


def test_a_row_of_another_commune_is_refused_by_name(given: Any) -> None:
    code = given.workplace.elsewhere.code
    made = given.csv([code, "01", "Thôn 1", 101, "có"], ["99999", "02", "Thôn 2", 102, "có"])
    (_, reason), (_, unknown) = why(made)
    assert given.workplace.elsewhere.full_name in reason
    assert "99999" in unknown
    assert made.counts["villages"] == {"missing": 3, "refused": 2}


def test_both_rows_with_the_same_key_are_refused(given: Any) -> None:
    made = given.csv(["10630", "01", "Thôn 1", 1, ""], ["10630", "05", "Thôn 5", 1, ""], ["10630", "01", "Khác", 2, ""])
    (first, reason), (last, other) = why(made)
    assert (first, last) == (2, 4)
    assert "“01” có cả ở dòng 4" in reason
    assert "lần đầu ở dòng 2" in other
    assert made.counts["villages"] == {"added": 1, "missing": 2, "refused": 2}


def test_more_refused_rows_than_are_worded_are_all_refused(given: Any) -> None:
    made = given.csv(*(["10630", f"A{n}", "x", "nhiều", ""] for n in range(1_500)))
    assert made.counts["villages"] == {"missing": 3, "refused": 1_500}
    last = Preview(made).lines("villages", "refused", number=30).lines[-1]
    assert last.reasons
    assert last.row == 1_501


def test_rows_of_a_closed_register_are_refused_unless_nothing_changes(given: Any) -> None:
    close_ledger(given.workplace.officer, given.workplace.commune, "villages")
    made = given.csv(["10630", "01", "Thôn 1", 101, "có"], ["10630", "02", "Thôn 2", 7, "có"])
    assert made.counts["villages"] == {"missing": 1, "refused": 1, "unchanged": 1}
    assert "đã chốt" in why(made)[0][1]


def test_a_sheet_of_any_name_is_the_register_where_it_is_the_only_one(given: Any) -> None:
    content = workbook_of({"Sheet1": [HEADER[1:], ["01", "Thôn 1", 101, "có"], ["02", "Thôn hai", 102, "có"]]})
    made = given(content, "bảng kê.xlsx")
    assert (made.counts["villages"]["unchanged"], made.counts["villages"]["changed"]) == (1, 1)


def test_a_whole_workbook_brings_registers_facts_and_states(given: Any) -> None:
    workplace = given.workplace
    declare(workplace.officer, workplace.commune, {"households": 900, "residents": 3000}, Said(date(2022, 6, 1)))
    made = given(
        workbook_of(
            {
                "Thôn": [HEADER, ["10630", "01", "Thôn 1", 101, "có"]],
                "Số liệu khai": [
                    ["Mã xã", "Chỉ số", "Giá trị"], ["10630", "households", 950], ["10630", "residents", 3000],
                    ["10630", "adults", ""], ["10630", "households_fibre_covered", 990],
                ],
                "Tình trạng sổ": [["Mã xã", "Sổ", "Tình trạng"], ["10630", "Thôn", "đã chốt"]],
            }
        ),
        "xa.xlsx",
        register="",
    )  # fmt: skip
    assert made.state == State.READY
    assert made.counts["facts"] == {"changed": 1, "refused": 1, "unchanged": 1}
    assert made.counts["ledgers"] == {"changed": 1}
    assert texts(lines(made, "changed", "facts"))[0][1] == [("Giá trị", "900", "950")]
    assert "990" in why(made, "facts")[0][1]
    assert texts(lines(made, "changed", "ledgers"))[0][1] == [("Tình trạng", "đang mở", "đã chốt")]
    assert not Ledger.objects.get(register="villages").closed


def test_an_answer_of_the_province_is_not_changed_by_a_commune(given: Any) -> None:
    rows = [["Mã xã", "Chỉ số", "Giá trị"], ["", "report_system_connected", "có"], ["", "uses_digital_signature", "có"]]
    made = given(workbook_of({"Số liệu khai": rows}), "xa.xlsx", register="")
    assert made.counts["facts"] == {"refused": 2}
    (_, of_province), (_, blank) = why(made, "facts")
    assert "cả tỉnh" in of_province
    assert blank


def test_an_unknown_column_stops_the_whole_file(given: Any) -> None:
    made = given(b"code,name,nonsense\n01,A,5\n")
    assert made.state == State.REFUSED
    (problem,) = told(made.problems)
    assert (problem.kind, problem.where.file) == (problems.COLUMN_UNKNOWN, "thon.csv")


def test_the_preview_remembers_what_it_was_compared_with(given: Any) -> None:
    workplace = given.workplace
    made = given.csv(["10630", "01", "Thôn 1", 101, "có"])
    assert made.seen == [[workplace.commune.pk, "villages", 1]]
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values={"code": "08"})])
    assert Preview(made).total("missing") == 2
    preview_anew(workplace.officer, made)
    made.refresh_from_db()
    assert (made.seen[0][2], made.counts["villages"]["missing"]) == (2, 3)
