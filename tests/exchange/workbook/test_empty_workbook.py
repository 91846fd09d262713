"""The empty workbook: what an official finds in it, what it refuses, and that it is read as it is meant."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from langso.assessments.assessed import choose_sets
from langso.criteria import Law, Verdict, load_law
from langso.exchange.assessing import AssessedPackage, assess
from langso.exchange.reading import open_package
from langso.exchange.workbook import choose_units, write_empty_package
from langso.language import Language, speaking
from langso.problems import BadInputError
from office import pages

DAY = date(2022, 12, 31)
FIRST = 5
STOP = None
"""How openpyxl reads the style of an error that is not let through."""


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


@pytest.fixture(scope="module")
def empty(law: Law, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "nam-chinh.xlsx"
    write_empty_package(path, law, choose_units(["10627"], DAY), as_of=DAY)
    return path


@pytest.fixture(scope="module")
def book(empty: Path) -> Iterator[Workbook]:
    workbook = load_workbook(empty)
    yield workbook
    workbook.close()


def header(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[FIRST - 1] if cell.value]


def column(sheet: Worksheet, title: str) -> int:
    return header(sheet).index(title) + 1


def rule_of(sheet: Worksheet, cell: str) -> Any:
    return next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)


def fill(sheet: Worksheet, rows: list[dict[str, object]]) -> None:
    for at, row in enumerate(rows, start=FIRST):
        sheet.cell(at, 1, "10627")
        for title, value in row.items():
            sheet.cell(at, column(sheet, title), value)


def answer(sheet: Worksheet, title: str, value: object) -> None:
    facts = {sheet.cell(row, 4).value: row for row in range(FIRST, sheet.max_row + 1)}
    sheet.cell(facts[title], 5, value)


def close_ledgers(sheet: Worksheet) -> None:
    for row in range(FIRST, sheet.max_row + 1):
        sheet.cell(row, 4, "đã chốt")


def assessed(path: Path, law: Law) -> AssessedPackage:
    return assess(open_package(path, law), law, choose_sets(law, [], DAY), DAY)


def verdict(of: AssessedPackage, node: str) -> Verdict:
    found = next(a for a in of.assessments if node.startswith(a.criteria_set.id))
    return Verdict(int(found.verdicts[found.row(node), 0]))


def test_the_overview_comes_first_and_every_table_has_its_sheet(book: Workbook, law: Law) -> None:
    assert book.sheetnames[:4] == ["Hướng dẫn", "Thông tin gói", "Xã", "Số liệu khai"]
    assert book.sheetnames[4:-1] == [register.sheet for register in law.registers.values()]
    assert book.sheetnames[-1] == "Tình trạng sổ"


def test_the_overview_says_which_sheets_each_set_needs(book: Workbook) -> None:
    rows = [[cell.value for cell in row[1:7]] for row in book["Hướng dẫn"].iter_rows()]
    titles = next(row for row in rows if row[0] == "Trang")
    assert titles[3:] == ["Số điều kiện NTM cần", "Số điều kiện NC cần", "Số điều kiện KM cần"]
    needed = {row[0]: row[3:] for row in rows if row[0]}
    assert needed["Thôn"] == [3, 2, None]
    assert needed["Điểm bưu chính"] == [6, 1, None]
    assert needed["Sản phẩm nông nghiệp"] == [None, None, 1]
    assert needed["Số liệu khai"] == [7, 3, 19]


def test_every_condition_is_served_by_some_sheet(book: Workbook, law: Law) -> None:
    rows = [[cell.value for cell in row[1:7]] for row in book["Hướng dẫn"].iter_rows()]
    start = next(at for at, row in enumerate(rows) if row[0] == "Trang")
    served = [row[3:] for row in rows[start + 1 :] if isinstance(row[1], str) and row[0] not in ("NTM", "NC", "KM")]
    # NTM-8.4a is asked of a fact and of a register, so it is served twice.
    totals = [sum(row[i] or 0 for row in served) for i in range(3)]
    assert totals == [17 + 1, 13, 24]


def test_the_sheets_of_the_overview_are_links_to_them(book: Workbook, law: Law) -> None:
    cells = (cell for row in book["Hướng dẫn"].iter_rows() for cell in row)
    targets = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert {f"'{register.sheet}'!A1" for register in law.registers.values()} <= targets
    for name in targets:
        assert name.split("'")[1] in book.sheetnames


def test_a_register_has_vietnamese_heads_frozen_below_a_title(book: Workbook) -> None:
    sheet = book["Thôn"]
    assert sheet["B1"].value == "Sổ thôn"
    assert header(sheet)[:5] == ["Mã xã", "Mã thôn", "Tên thôn", "Số hộ", "Điện thoại cố định"]
    assert sheet.freeze_panes == "D5"
    assert sheet["E3"].value == "NTM-8.2.1"


def test_the_note_of_a_head_carries_the_question_and_the_legal_text(book: Workbook) -> None:
    sheet = book["Thôn"]
    note = sheet.cell(FIRST - 1, column(sheet, "Loa hoạt động")).comment.text
    assert "Hệ thống loa của thôn có hoạt động tại ngày kiểm tra không?" in note
    assert "NTM-8.3.2 100% số thôn có loa hoạt động: «Có 100% số thôn trong xã có hệ thống loa hoạt động.»" in note
    assert "(Phụ lục 1, TT 8, dòng 8.3, gạch đầu dòng 2)" in note


def test_the_note_of_a_key_says_which_conditions_count_its_rows(book: Workbook) -> None:
    sheet = book["Cán bộ công chức"]
    assert "NTM-8.4a" in sheet["B4"].comment.text
    assert "Không điều kiện nào dùng cột này" in sheet["C4"].comment.text


def test_yes_and_no_are_chosen_from_a_list_and_anything_else_is_refused_in_words(book: Workbook) -> None:
    sheet = book["Thôn"]
    rule = rule_of(sheet, "E5")
    assert (rule.type, rule.formula1, rule.errorStyle) == ("list", '"Có,Không"', STOP)
    assert rule.error == "Chọn Có hoặc Không. Chưa biết thì để trống."
    assert "E5004" in rule.sqref


def test_communes_kinds_days_and_figures_are_checked_as_they_are_typed(book: Workbook) -> None:
    assert rule_of(book["Thôn"], "A5").formula1 == "'Xã'!$A$5:$A$5"
    assert rule_of(book["Điểm địa chỉ"], "D5").formula1 == '"Hộ gia đình,Cơ quan,Tổ chức,Khu di tích"'
    assert rule_of(book["Điểm địa chỉ"], "G5").type == "date"
    assert "31/12/2022" in rule_of(book["Điểm địa chỉ"], "G5").error
    hours = rule_of(book["Điểm bưu chính"], "G5")
    assert (hours.type, hours.formula1, hours.formula2) == ("decimal", "0.0", "24.0")
    assert hours.error == "Ghi một số từ 0 đến 24. Chưa biết thì để trống."
    assert rule_of(book["Xã"], "C5").formula1 == '"xã,phường,thị trấn,đặc khu"'
    assert rule_of(book["Tình trạng sổ"], "D5").formula1 == '"đã chốt,đang mở"'


def test_a_repeated_key_is_refused_and_turns_red(book: Workbook) -> None:
    sheet = book["Thôn"]
    rule = rule_of(sheet, "B5")
    assert rule.type == "custom"
    assert rule.error == "Dòng này trùng: Mã thôn đã có trong sổ của xã."
    formulas = [f for rules in sheet.conditional_formatting for rule in rules.rules for f in rule.formula]
    assert any("SUMPRODUCT" in formula and ">1" in formula for formula in formulas)


def hatched_columns(sheet: Worksheet) -> set[str]:
    return {
        header(sheet)[ord(str(rules.sqref)[0]) - ord("A")]
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        if rule.dxf.fill and rule.dxf.fill.patternType == "lightUp"
    }


def test_what_is_not_known_is_hatched_only_where_blank_means_unknown(book: Workbook) -> None:
    assert hatched_columns(book["Hồ sơ TTHC"]) == {"Giải quyết trực tuyến"}
    assert "Tên thôn" not in hatched_columns(book["Thôn"])
    assert hatched_columns(book["Điểm địa chỉ"]) == set(), "there an empty day means not yet done"


def test_what_is_prefilled_is_locked_and_what_is_asked_is_not(book: Workbook) -> None:
    facts = book["Số liệu khai"]
    for sheet in book.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
    assert not facts.protection.insertRows
    assert not facts.protection.autoFilter
    assert (facts["A5"].protection.locked, facts["D5"].protection.locked, facts["E5"].protection.locked) == (1, 1, 0)
    thon = book["Thôn"]
    assert thon["B4"].protection.locked
    assert not thon["B5"].protection.locked
    assert not thon.column_dimensions["B"].protection.locked, "further rows can be typed into as well"
    assert not book["Tình trạng sổ"]["D5"].protection.locked


def test_the_facts_are_asked_once_each_with_their_unit_and_conditions(book: Workbook, law: Law) -> None:
    sheet = book["Số liệu khai"]
    assert header(sheet) == [
        "Mã xã", "(Tên xã)", "(Phần)", "Chỉ số", "Giá trị", "(Đơn vị)", "(Cần trả lời, đếm gì)", "(Dùng cho điều kiện)",
    ]  # fmt: skip
    rows = {row[3].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)}
    assert set(rows) == {fact.title.vi for fact in law.facts.values()}
    code, name, part, _, value, unit, question, conditions = rows["Máy vi tính đang sử dụng"]
    assert (code, name, value, unit, conditions) == ("10627", "Nam Chính", None, "máy", "NTM-8.4a")
    assert part == "NTM-8.4 Ứng dụng CNTT trong quản lý, điều hành"
    assert question.startswith("Số máy vi tính trong sổ tài sản")
    assert rows["Hộ được phủ cáp quang"][6].endswith("Không lớn hơn «Hộ gia đình».")
    assert rows["Hệ thống báo cáo tỉnh kết nối với Chính phủ"][:2] == [None, "cả tỉnh"]


def test_a_part_stands_right_under_its_whole_and_turns_red_above_it(book: Workbook, law: Law) -> None:
    sheet = book["Số liệu khai"]
    row_of = {sheet.cell(row, 4).value: row for row in range(FIRST, sheet.max_row + 1)}
    formulas = {f for rules in sheet.conditional_formatting for rule in rules.rules for f in rule.formula}
    for fact in law.facts.values():
        if fact.part_of:
            part, whole = row_of[fact.title.vi], row_of[law.facts[fact.part_of].title.vi]
            assert 0 < part - whole <= 2
            assert f"AND(ISNUMBER(E{part}),ISNUMBER(E{whole}),E{part}>E{whole})" in formulas


def test_every_sheet_prints_across_a4_as_wide_as_the_page_with_its_heads_repeated(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape"), sheet.title
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.oddFooter.center.text == "Trang &P/&N"
        assert sheet.oddFooter.left.text == "Số liệu xét tiêu chí: Xã Nam Chính"


def test_the_empty_workbook_is_read_without_a_word_and_nothing_is_known(empty: Path, law: Law) -> None:
    with open_package(empty, law) as package:
        assert package.warnings == ()
        assert package.communes.codes == ("10627",)
        assert package.info.title == "Số liệu xét tiêu chí: Xã Nam Chính"
        assert package.info.as_of == DAY
        assert package.registers == set(law.registers)
        assert all((stated == 0).all() for stated in package.stated.values())
        assert all((figures.lo != figures.hi).all() for figures in package.declared.values())


def test_nothing_known_means_insufficient_everywhere(empty: Path, law: Law) -> None:
    of = assessed(empty, law)
    for assessment in of.assessments:
        assert set(assessment.verdicts.ravel().tolist()) == {int(Verdict.INSUFFICIENT)}


def test_what_an_official_fills_in_gives_the_right_verdicts(empty: Path, law: Law, tmp_path: Path) -> None:
    workbook = load_workbook(empty)
    loudspeakers = ["Có"] * 7 + ["Không", None]
    fill(
        workbook["Thôn"],
        [
            {"Mã thôn": f"{n:02d}", "Tên thôn": f"Thôn {n}", "Điện thoại di động": "Có", "Băng rộng cố định": "x",
             "Loa hoạt động": working}
            for n, working in enumerate(loudspeakers, start=1)
        ],
    )  # fmt: skip
    fill(
        workbook["Hồ sơ TTHC"],
        [
            {"Mã hồ sơ": f"H{n}", "Ngày giải quyết": date(2022, 6, n),
             "Giải quyết trực tuyến": "Có" if n <= 3 else "Không"}
            for n in range(1, 11)
        ],
    )  # fmt: skip
    address = {"Mã địa chỉ": "Đ1", "Loại điểm": "Hộ gia đình", "Ngày thông báo": date(2022, 6, 1)}
    fill(workbook["Điểm địa chỉ"], [address])
    facts = workbook["Số liệu khai"]
    answer(facts, "Máy vi tính đang sử dụng", 12)
    answer(facts, "Hộ gia đình", 1040)
    answer(facts, "Hộ được phủ cáp quang", 832)
    answer(facts, "Hệ thống báo cáo tỉnh kết nối với Chính phủ", "Có")
    close_ledgers(workbook["Tình trạng sổ"])
    filled = tmp_path / "filled.xlsx"
    workbook.save(filled)
    of = assessed(filled, law)
    assert verdict(of, "NTM-8.2.1") is Verdict.MET
    assert verdict(of, "NTM-8.3.2") is Verdict.NOT_MET
    assert verdict(of, "NTM-8.4c") is Verdict.MET
    assert verdict(of, "NC-8.4a.1") is Verdict.NOT_MET
    assert verdict(of, "NC-8.4a.5a") is Verdict.MET
    assert verdict(of, "NC-8.4a.5b") is Verdict.NOT_MET
    assert verdict(of, "KM-XH.3a") is Verdict.NOT_MET, "832 of 1040 are exactly 80%, and more is asked"
    assert verdict(of, "KM-CQ.6b") is Verdict.MET
    assert verdict(of, "NC-8.4a.4") is Verdict.NOT_APPLICABLE, "the closed and empty register confirms there is nothing"
    ntm = of.assessments[0]
    assert "1 thôn còn để trống: Thôn 9." in of.sentence(ntm, ntm.row("NTM-8.3.2"), 0)


def test_what_is_typed_below_the_prepared_rows_is_read_as_well(empty: Path, law: Law, tmp_path: Path) -> None:
    workbook = load_workbook(empty)
    sheet = workbook["Điểm công cộng"]
    for row, name in ((FIRST, "Chợ"), (6_000, "Đình")):
        sheet.cell(row, 1, "10627")
        sheet.cell(row, 2, name)
    workbook.save(tmp_path / "long.xlsx")
    with open_package(tmp_path / "long.xlsx", law) as package:
        names = package.database.execute("SELECT name FROM public_places ORDER BY name").fetchall()
    assert names == [("Chợ",), ("Đình",)]


def test_many_communes_have_a_block_of_facts_and_ledgers_each(law: Law, tmp_path: Path) -> None:
    units = choose_units(["huyện Nam Sách"], DAY)
    write_empty_package(tmp_path / "many.xlsx", law, units)
    workbook = load_workbook(tmp_path / "many.xlsx")
    facts = workbook["Số liệu khai"]
    codes = [facts.cell(row, 1).value for row in range(FIRST, facts.max_row + 1)]
    asked = len([fact for fact in law.facts.values() if fact.scope == "commune"])
    assert [codes.count(unit.code) for unit in units] == [asked] * len(units)
    assert codes.count(None) == len(law.facts) - asked
    assert workbook["Tình trạng sổ"].max_row == FIRST - 1 + len(units) * len(law.registers)
    assert rule_of(workbook["Thôn"], "A5").formula1 == f"'Xã'!$A$5:$A${FIRST - 1 + len(units)}"
    with open_package(tmp_path / "many.xlsx", law) as package:
        assert package.communes.codes == tuple(unit.code for unit in units)
        assert package.warnings == ()


def test_a_workbook_for_nobody_yet_asks_for_its_communes(law: Law, tmp_path: Path) -> None:
    write_empty_package(tmp_path / "nobody.xlsx", law)
    workbook = load_workbook(tmp_path / "nobody.xlsx")
    facts = workbook["Số liệu khai"]
    assert facts["A5"].value is None
    assert not facts["A5"].protection.locked
    with pytest.raises(BadInputError, match="Danh sách xã đang trống"):
        open_package(tmp_path / "nobody.xlsx", law)
    communes = workbook["Xã"]
    for at, value in enumerate(("10627", "Nam Chính", "xã"), start=1):
        communes.cell(FIRST, at, value)
    workbook.save(tmp_path / "somebody.xlsx")
    with open_package(tmp_path / "somebody.xlsx", law) as package:
        assert package.communes.names == ("Nam Chính",)


def test_the_workbook_can_be_english_and_is_read_the_same(law: Law, tmp_path: Path) -> None:
    with speaking(Language.EN):
        write_empty_package(tmp_path / "english.xlsx", law, choose_units(["10627"], DAY))
    workbook = load_workbook(tmp_path / "english.xlsx")
    assert workbook.sheetnames[:5] == ["Overview", "Package", "Communes", "Declared facts", "villages"]
    assert header(workbook["villages"])[:3] == ["Commune code", "Village code", "Village name"]
    with open_package(tmp_path / "english.xlsx", law) as package:
        assert package.warnings == ()
        assert package.registers == set(law.registers)


def test_a_workbook_that_is_there_is_not_written_over(empty: Path, law: Law) -> None:
    before = empty.read_bytes()
    with pytest.raises(BadInputError, match=r"nam-chinh\.xlsx"):
        write_empty_package(empty, law)
    assert empty.read_bytes() == before


@pytest.mark.office
def test_a_spreadsheet_program_opens_the_workbook_and_prints_every_sheet(empty: Path, law: Law, tmp_path: Path) -> None:
    copy = tmp_path / empty.name
    copy.write_bytes(empty.read_bytes())
    printed = pages(copy)
    assert "Năm bước" in printed[0]
    assert "langso assess nam-chinh.xlsx" in printed[0]
    titles = [page.split("\n")[0] for page in printed]
    for register in law.registers.values():
        assert sum(register.title.vi in title for title in titles) == 1, f"{register.name} takes one page when empty"
    everything = "".join(printed)
    assert not any(error in everything for error in ("#REF!", "#NAME?", "#VALUE!", "Err:"))
