"""Workbooks as officials keep them."""

import io
import struct
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from exchange.old_texts import as_tcvn3
from exchange.packages import COMMUNES, opened, refusal, rows_of, said, workbook
from langso.exchange.reading import archive
from langso.language import Language, speaking
from patience import patience

HEADER = ["Mã xã", "Tên điểm", "Giờ mở cửa/ngày", "Có biển tên"]


def test_sheets_and_headers_go_by_their_vietnamese_or_english_names(tmp_path):
    path = workbook(
        tmp_path / "g.xlsx",
        {
            "Hướng dẫn": [["Cách ghi"]],
            "Điểm bưu chính": [HEADER, ["10507", "Bưu cục", "7,5", True]],
            "villages": [["commune", "Mã thôn", "Village name"], [10507, 1, "Đông"]],
            "Số liệu khai": [["Mã xã", "Chỉ số", "Giá trị"], [None, "Dùng thư điện tử chính thức", "có"]],
            "Tình trạng sổ": [["Mã xã", "Sổ", "Tình trạng"], ["10510", "Điểm bưu chính", "đã chốt"]],
            "Thông tin gói": [["Tên gói", "Số liệu đến ngày"], ["Thử", datetime(2022, 12, 31)]],
            "Sheet9": [],
        },
    )
    with opened(path) as package:
        assert package.info.as_of == date(2022, 12, 31)
        assert package.stated["post_points"].tolist() == [-1, 1]
        assert package.declared["uses_official_email"].lo.tolist() == [1, 1]
        found = package.database.execute("SELECT name, hours_per_day, signboard FROM post_points").fetchall()
        assert found == [("Bưu cục", 7.5, True)]
        assert package.database.execute("SELECT commune, code, name FROM villages").fetchall() == [
            ("10507", "1", "Đông")
        ]


def test_a_messy_sheet_is_read_cell_by_cell(tmp_path):
    path = tmp_path / "messy.xlsx"
    book = Workbook()
    communes = book.active
    communes.title = unicodedata.normalize("NFD", "XÃ")
    for row in COMMUNES:
        communes.append(list(row))
    sheet = book.create_sheet("Sản phẩm OCOP")
    sheet.merge_cells("B2:F2")
    sheet["B2"] = "SỔ SẢN PHẨM OCOP NĂM 2022"
    sheet["B3"] = "Mã xã nào ghi mã xã ấy"
    cells = {
        5: ["Mã xã ", "TÊN SẢN PHẨM", "Hạng  sao", "Chứng nhận đến", "Trên sàn TMĐT*", "(ghi chú)"],
        6: ["(mã)", "(tên)", "(1-5)", "(ngày)", "(có/không)", ""],
        7: [10507, "Bánh đậu xanh", 4, datetime(2024, 5, 1), True, "x"],
        9: ["10507", " Vải\u00a0thiều ", "3", "01/06/2024", "✓", None],
        10: ["10510", unicodedata.normalize("NFD", "Gốm Chu Đậu"), 5.0, 45000, "KHÔNG", None],
        12: [None, "  ", None, None, None, None],
    }
    for row, values in cells.items():
        for column, value in enumerate(values, start=2):
            sheet.cell(row, column, value)
    book.save(path)
    assert rows_of(opened(path), "ocop_products") == [
        ("10507", "Bánh đậu xanh", 4, date(2024, 5, 1), True),
        ("10507", "Vải thiều", 3, date(2024, 6, 1), True),
        ("10510", "Gốm Chu Đậu", 5, date(2023, 3, 15), False),
    ]


def test_a_row_of_column_numbers_under_the_header_is_no_data(tmp_path):
    path = workbook(tmp_path / "g.xlsx", {"Điểm bưu chính": [HEADER, ["A", "B", 1, 2], ["10507", "Bưu cục", 4, 1]]})
    assert rows_of(opened(path), "post_points", "name") == [("Bưu cục",)]


def test_problems_name_the_sheet_the_row_and_the_header_as_it_stands(tmp_path):
    path = workbook(
        tmp_path / "g.xlsx",
        {"Điểm bưu chính": [["Sổ điểm"], HEADER, ["10507", "A", 25, "?"], ["10507", "A", date(2022, 1, 1), None]]},
    )
    assert said(path) == [
        "Điểm bưu chính:3:Giờ mở cửa/ngày: 25 is more than 24",
        "Điểm bưu chính:3:Có biển tên: “?” is neither yes nor no",
        "Điểm bưu chính:4:Giờ mở cửa/ngày: “2022-01-01” is not a number",
        "Điểm bưu chính:4:Tên điểm: “A” is there twice in commune 10507; first in row 3",
    ]


def test_error_cells_are_refused_with_their_place(tmp_path):
    path = tmp_path / "g.xlsx"
    workbook(path, {"Điểm bưu chính": [HEADER, ["10507", "A", 4, None], ["10507", "B", None, None]]})
    book = load_workbook(path)
    book["Điểm bưu chính"]["C2"] = "#REF!"
    book["Điểm bưu chính"]["D3"] = "#N/A"
    book.save(path)
    assert said(path) == [
        "Điểm bưu chính:2:C: The cell shows an error: #REF!",
        "Điểm bưu chính:3:D: The cell shows an error: #N/A",
    ]


def test_a_flood_of_error_cells_is_kept_to_the_first_and_the_rest_is_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_HIDDEN", 3)
    rows = [["10507", f"Điểm {n}", None, None] for n in range(5)]
    path = workbook(tmp_path / "g.xlsx", {"Điểm bưu chính": [HEADER, *rows]})
    book = load_workbook(path)
    for row in range(2, 7):
        book["Điểm bưu chính"][f"C{row}"] = "#REF!"
    book.save(path)
    assert len(archive.examine(path)["Điểm bưu chính"].errors) == 3
    *first, rest = said(path)
    assert first == [f"Điểm bưu chính:{row}:C: The cell shows an error: #REF!" for row in (2, 3, 4)]
    assert rest == "There are 2 more problems"


def test_error_cells_beside_the_table_hide_none_within_it(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_HIDDEN", 3)
    rows = [["10507", f"Điểm {n}", None, None, None, None] for n in range(5)]
    path = workbook(tmp_path / "g.xlsx", {"Điểm bưu chính": [HEADER, *rows]})
    book = load_workbook(path)
    for row in range(2, 6):
        book["Điểm bưu chính"][f"Z{row}"] = "#REF!"
    book.save(path)
    assert said(path)[0] == "Điểm bưu chính:2:Z: The cell shows an error: #REF!"


def test_a_formula_gives_its_result_and_one_never_calculated_is_refused(tmp_path):
    path = tmp_path / "g.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Xã")
        for number, row in enumerate(COMMUNES):
            sheet.write_row(number, 0, row)
        sheet = book.add_worksheet("Điểm bưu chính")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["10507", "A"])
        sheet.write_formula(1, 2, "=2+2", None, 4)
        sheet.write_formula(1, 3, '=IF(1,"có","")', None, "có")
    assert rows_of(opened(path), "post_points", "hours_per_day, signboard") == [(4.0, True)]
    workbook(path, {"Điểm bưu chính": [HEADER, ["10507", "A", "=2+2", None]]})
    assert said(path) == ["Điểm bưu chính:2:C: The cell holds a formula that was never calculated"]


def test_a_hidden_sheet_is_read_with_a_warning(tmp_path):
    path = workbook(tmp_path / "g.xlsx", {"Điểm bưu chính": [HEADER, ["10507", "A", 4, 1]]})
    book = load_workbook(path)
    book["Điểm bưu chính"].sheet_state = "hidden"
    book.save(path)
    with opened(path) as package, speaking(Language.EN):
        assert "post_points" in package.registers
        assert "Điểm bưu chính: The sheet “Điểm bưu chính” is hidden; it was read all the same" in map(
            str, package.warnings
        )


def test_an_unknown_sheet_is_refused_with_the_nearest_name(tmp_path):
    path = workbook(tmp_path / "g.xlsx", {"Điểm bưu chinh 2": [HEADER]})
    (problem,) = refusal(path)
    assert problem.details["nearest"] == "Điểm bưu chính"


def test_two_sheets_of_one_register_are_refused(tmp_path):
    path = workbook(tmp_path / "g.xlsx", {"Thôn": [["Mã xã", "Mã thôn"]], "villages": [["commune", "code"]]})
    assert said(path) == ["villages: The table villages is there twice: “Thôn” and “villages”"]


def test_text_of_an_old_font_is_refused_once_for_the_sheet(tmp_path):
    rows = [["Mã xã", "Mã thôn", "Tên thôn"], *([["10507", f"T{i}", as_tcvn3("Thôn Bình Thượng")] for i in range(50)])]
    (problem,) = refusal(workbook(tmp_path / "g.xlsx", {"Thôn": rows}))
    with speaking(Language.EN):
        assert problem.where.file == "Thôn"
        assert "TCVN3 (ABC)" in problem.what


def _zip(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "g.xlsx: The file is named .xlsx but is no workbook"),
        (b"commune,code\n", "g.xlsx: The file is named .xlsx but is no workbook"),
        (_OLE, "g.xlsx: This is a workbook in the old .xls format"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "g.xlsx: The workbook is locked with a password"),
        (_zip({"a.txt": "b"}), "g.xlsx: The file is an archive without a workbook in it"),
        (b"PK\x03\x04" + bytes(100), "g.xlsx: The workbook is damaged and cannot be read"),
        (_zip({"xl/workbook.xml": "<workbook"}), "g.xlsx: The workbook is damaged and cannot be read"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(tmp_path, content, message):
    path = tmp_path / "g.xlsx"
    path.write_bytes(content)
    (only,) = said(path)
    assert only.startswith(message)
    assert "BadZipFile" not in only


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    path = workbook(tmp_path / "g.xlsx", {})
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 3 << 10)
    assert said(path) == ["g.xlsx: The workbook unpacks to more than 0 MiB"]


def test_a_workbook_that_lies_about_its_size_is_refused_all_the_same(tmp_path, monkeypatch):
    content = bytearray(_zip({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b"0" * (6 << 20)}))
    entry = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[entry + 24 : entry + 28] = struct.pack("<I", 100)
    path = tmp_path / "g.xlsx"
    path.write_bytes(content)
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 5 << 20)
    assert said(path) == ["g.xlsx: The workbook unpacks to more than 5 MiB"]


def test_a_cell_far_away_is_refused_before_its_rectangle_is_made(tmp_path):
    path = workbook(tmp_path / "g.xlsx", {})
    book = load_workbook(path)
    book["Xã"]["XFD1048576"] = "lạc"
    book.save(path)
    (only,) = said(path)
    assert only == "g.xlsx: A cell lies far away from the table (1048576 × 16384)"


def test_a_sheet_formatted_to_its_last_row_is_read(tmp_path):
    path = workbook(tmp_path / "g.xlsx", {})
    book = load_workbook(path)
    book["Xã"]["E1048576"].number_format = "0.00"
    book["Xã"]["XFD3"].number_format = "0.00"
    book.save(path)
    with opened(path) as package:
        assert len(package.communes) == 2


_NEVER_ENDING = {
    "error cells never closed": b'<row><c t="e">' + b'<c t="e">' * 200_000,
    "formulas never closed": b"<row>" + b"<f " * 600_000,
    "formulas in cells never closed": b"<row>" + b"<c ><f>" * 200_000,
    "a cell of many references": b'<row><c r="AA1"' + b' r="AA1"' * 200_000,
    "rows within a row": b"<row " + b"row " * 400_000,
    "cells of many spaces": b'<row><c t="e">' + b"<c " + b" " * 1_000_000,
    "a column of a million letters": b'<row><c r="' + b"A" * 1_000_000 + b'1"><v>1</v></c>',
}


@pytest.mark.parametrize("sheet", _NEVER_ENDING.values(), ids=_NEVER_ENDING)
def test_a_sheet_made_to_be_searched_without_end_is_searched_once(tmp_path, sheet):
    path = tmp_path / "g.xlsx"
    path.write_bytes(_zip({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": sheet + b"</row>"}))
    with patience():
        assert said(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize(
    "flood", ["<sheet <Relationship " * 100_000, f"<sheet {'a' * 500_000}><Relationship {'a' * 500_000}>"]
)
def test_a_list_of_sheets_made_to_be_searched_without_end_is_searched_once(tmp_path, part, flood):
    path = tmp_path / "g.xlsx"
    path.write_bytes(_zip({"xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": "<x/>"} | {part: flood}))
    with patience():
        assert archive.examine(path) == {}


def test_error_cells_are_found_whatever_lies_in_and_around_them(tmp_path):
    cells = (
        b'<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2" t="e"/><c r="C2"><v>1</v></c>'
        b'<x:c s="1" t=\'e\' r="D2"><x:v>#N/A</x:v></x:c><c r="E2"><f>A1</f></c>'
        b'<c r="F2"><f t="shared" si="0"/><v/></c>'
    )
    path = tmp_path / "g.xlsx"
    parts = {
        "xl/workbook.xml": '<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>',
        "xl/worksheets/sheet1.xml": b'<sheetData><row r="2">' + cells + b"</row></sheetData>",
    }
    path.write_bytes(_zip(parts))
    hidden = archive.examine(path)["S"]
    assert hidden.errors == [(2, "A", "#DIV/0!"), (2, "B", ""), (2, "D", "#N/A")]
    assert hidden.uncalculated == [(2, "E", ""), (2, "F", "")]
    assert hidden.rows == 2
