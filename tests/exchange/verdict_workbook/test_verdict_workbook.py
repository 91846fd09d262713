"""The workbook of verdicts: summary, matrices, and who is short of each condition."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exchange.packages import LAW, folder, opened
from langso.assessments.assessed import choose_sets
from langso.assessments.open_nodes import still_open
from langso.criteria import Verdict
from langso.exchange.assessing import AssessedPackage, assess
from langso.exchange.verdict_workbook import matrix, write_verdicts_xlsx
from langso.language import Language, speaking
from langso.problems import BadInputError

DAY = date(2022, 12, 31)
LABEL = "Dữ liệu minh họa – không phải số liệu thật"


def package(path: Path) -> Path:
    loudspeakers = [["10507", f"T{n}", f"Thôn {n}", "1" if n <= 7 else "0"] for n in range(1, 10)]
    other = [["10510", "T1", "Cẩm", "1"], ["10510", "T2", "Đầm", ""]]
    cases = [["10507", f"H{n}", "1" if n <= 249 else "0"] for n in range(1, 1001)]
    return folder(
        path,
        {
            "package.csv": [["title", "as_of", "province", "source"], [LABEL, "2022-12-31", "Hải Dương", "Bịa & thử"]],
            "villages.csv": [["commune", "code", "name", "loudspeaker_working"], *loudspeakers, *other],
            "case_files.csv": [["commune", "code", "settled_online"], *cases],
            "facts.csv": [
                ["commune", "fact", "value"],
                ["10507", "households", "100000"],
                ["10507", "households_fibre_covered", "79996"],
                ["10507", "telecom_meets_qcvn", "có"],
                ["10510", "telecom_meets_qcvn", "không"],
            ],
        },
    )


def assessed(path: Path) -> AssessedPackage:
    return assess(opened(path), LAW, choose_sets(LAW, [], DAY), DAY)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder_ = tmp_path_factory.mktemp("verdicts")
    write_verdicts_xlsx(assessed(package(folder_ / "package")), folder_ / "verdicts.xlsx")
    return folder_ / "verdicts.xlsx"


@pytest.fixture(scope="module")
def book(written: Path) -> Iterator[Workbook]:
    workbook = load_workbook(written)
    yield workbook
    workbook.close()


def table(sheet: Worksheet, first: str) -> list[dict[str, object]]:
    """The rows of the table whose first head is `first`, up to the first empty cell, by head."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(i for i, row in enumerate(rows) if row[0] == first)
    found = []
    for row in rows[at + 1 :]:
        if not row[0]:
            break
        found.append({str(head): cell for head, cell in zip(rows[at], row, strict=True) if head})
    return found


def test_the_summary_counts_the_verdicts_of_every_set_and_names_the_one_that_waits(book: Workbook) -> None:
    rows = {str(row["Bộ tiêu chí"]): row for row in table(book["Tổng hợp"], "Bộ tiêu chí")}
    assert rows["NTM"]["✕ Chưa đạt"] == 2
    assert rows["NTM"]["✓ Đạt"] is None
    assert rows["TM"]["Văn bản"] == "Xã nông thôn mới thông minh: chờ hướng dẫn, chưa xét"
    assert "Chỉ bắt buộc với xã chọn chuyển đổi số" in str(rows["KM"]["Ghi chú"])


def test_the_summary_puts_first_who_is_closest_to_passing(book: Workbook) -> None:
    rows = list(book["Tổng hợp"].iter_rows(values_only=True))
    at = next(i for i, row in enumerate(rows) if row[0] == "NTM · Xã nông thôn mới: những xã gần đạt nhất")
    heads, first, second = rows[at + 2], rows[at + 3], rows[at + 4]
    assert heads[:4] == ("Mã xã", "Xã", "Số điều kiện chưa đạt", "Số điều kiện thiếu số liệu")
    assert (first[1], second[1]) == ("An Bình", "Cộng Hòa")
    assert first[2] + first[3] <= second[2] + second[3]
    assert second[6].startswith("✕ 8.2.3, ? 8.1.1a")


def test_every_sheet_says_whose_figures_these_are(book: Workbook) -> None:
    days = "Số liệu đến ngày 31/12/2022 · Luật áp dụng ngày 31/12/2022"
    for sheet in book.worksheets:
        assert str(sheet["A2"].value).startswith(f"{LABEL} · {days}")
        assert sheet["A3"].value == "Nguồn số liệu: Bịa & thử"
        assert sheet.oddFooter.left.text == LABEL


def test_the_matrix_has_a_row_a_commune_and_a_glyph_and_colour_a_verdict(book: Workbook) -> None:
    sheet = book["Ma trận NTM"]
    heads = {cell.value: cell.column for cell in sheet[6]}
    by_name = {row[1].value: row for row in sheet.iter_rows(min_row=7)}
    working = by_name["An Bình"][heads["8.3.2"] - 1]
    assert (working.value, working.fill.fgColor.rgb) == ("✕", "FFFBE0DC")
    unknown = by_name["Cộng Hòa"][heads["8.3.2"] - 1]
    assert (unknown.value, unknown.fill.fgColor.rgb) == ("?", "FFFDEEC8")
    met = by_name["An Bình"][heads["8.2.3"] - 1]
    assert (met.value, met.fill.fgColor.rgb, met.comment) == ("✓", "FFD5EFE9", None)
    assert by_name["An Bình"][heads["Kết quả"] - 1].value == "✕ Chưa đạt"
    assert by_name["An Bình"][heads["Số điều kiện chưa đạt"] - 1].value == 2
    assert sheet.freeze_panes == "E7"
    assert sheet.auto_filter.ref.startswith("A6:")


def test_an_open_cell_carries_its_reason_and_a_head_the_legal_text(book: Workbook) -> None:
    sheet = book["Ma trận NTM"]
    heads = {cell.value: cell.column for cell in sheet[6]}
    note = sheet.cell(7, heads["8.3.2"]).comment.text
    assert note.startswith("7/9 thôn có loa hoạt động (77,8%); cần 100%. Còn thiếu 2 thôn: Thôn 8 và Thôn 9.")
    assert "Có 100% số thôn trong xã có hệ thống loa hoạt động." in sheet.cell(6, heads["8.3.2"]).comment.text


def test_the_parts_of_the_criterion_stand_above_their_columns(book: Workbook) -> None:
    sheet = book["Ma trận NTM"]
    merged = {str(cells) for cells in sheet.merged_cells.ranges if cells.min_row == 5}
    assert merged == {"E5:K5", "L5:O5", "P5:R5", "S5:Z5"}
    assert sheet["E5"].value == "8.1 Điểm phục vụ bưu chính"


def test_a_condition_lists_who_is_short_and_by_how_much_the_most_first(book: Workbook) -> None:
    rows = table(book["NTM-8.4c"], "Mã xã")
    assert [row["Xã"] for row in rows] == ["An Bình", "Cộng Hòa"]
    first, second = rows
    assert first["Kết quả"] == "✕ Chưa đạt"
    assert (first["Giá trị"], first["Ngưỡng"], first["Còn thiếu"]) == (0.249, "từ 30%", 51)
    assert "249/1.000 hồ sơ" in str(first["Vì sao"])
    assert str(first["Dòng cần xem"]).endswith("… và 743 dòng nữa")
    assert (second["Giá trị"], second["Còn thiếu"]) == ("chưa biết", None)


def test_blank_rows_are_named_as_blank(book: Workbook) -> None:
    rows = {row["Xã"]: row for row in table(book["NTM-8.3.2"], "Mã xã")}
    assert rows["An Bình"]["Dòng cần xem"] == "Thôn 8, Thôn 9"
    assert rows["Cộng Hòa"]["Dòng cần xem"] == "để trống: Đầm"
    assert rows["Cộng Hòa"]["Giá trị"] == "50% – 100%"


def test_a_share_just_below_its_threshold_does_not_read_as_the_threshold(book: Workbook) -> None:
    sheet = book["KM-XH.3a"]
    cell = next(row[4] for row in sheet.iter_rows() if row[1].value == "An Bình")
    assert cell.value == 0.79996
    assert cell.number_format == "0.000%"
    assert table(sheet, "Mã xã")[0]["Ngưỡng"] == "trên 80%"


def test_a_condition_that_everyone_meets_has_no_sheet(book: Workbook) -> None:
    assert "NTM-8.2.3" in book.sheetnames
    assert "NTM-8" not in book.sheetnames, "a group is decided by its parts"
    assert all(len(name) <= 31 for name in book.sheetnames)
    links = [cell.hyperlink.location for row in book["Tổng hợp"].iter_rows() for cell in row if cell.hyperlink]
    assert {link.split("'")[1] for link in links} == set(book.sheetnames) - {"Tổng hợp"}


def test_a_large_matrix_leaves_the_notes_out_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "NOTES_UP_TO", 1)
    write_verdicts_xlsx(assessed(package(tmp_path / "package")), tmp_path / "verdicts.xlsx")
    sheet = load_workbook(tmp_path / "verdicts.xlsx")["Ma trận NTM"]
    assert sheet["H7"].comment is None
    assert "Quá 1 xã nên ô không kèm lý do" in sheet["A4"].value


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    of = assessed(package(tmp_path / "package"))
    write_verdicts_xlsx(of, tmp_path / "verdicts.xlsx", lambda *step: told.append(step))
    total = sum(len(assessment.nodes) for assessment in of.assessments)
    assert told[0] == ("Ghi tệp Excel", 1, total)
    assert told[-1] == ("Ghi tệp Excel", total, total)


def test_the_workbook_speaks_english_when_asked(tmp_path: Path) -> None:
    with speaking(Language.EN):
        write_verdicts_xlsx(assessed(package(tmp_path / "package")), tmp_path / "verdicts.xlsx")
    workbook = load_workbook(tmp_path / "verdicts.xlsx")
    assert workbook.sheetnames[:2] == ["Summary", "Matrix NTM"]
    rows = table(workbook["NTM-8.3.2"], "Code")
    assert rows[0]["Verdict"] == f"{Verdict.NOT_MET.glyph} Not met"


def test_a_file_that_is_there_is_replaced_only_when_asked(written: Path, tmp_path: Path) -> None:
    before = written.read_bytes()
    of = assessed(package(tmp_path / "package"))
    with pytest.raises(BadInputError, match=r"verdicts\.xlsx"):
        write_verdicts_xlsx(of, written)
    assert written.read_bytes() == before
    write_verdicts_xlsx(of, written, overwrite=True)
    assert load_workbook(written).sheetnames[0] == "Tổng hợp"


def test_a_whole_that_fails_though_its_parts_hold_is_open_once(tmp_path: Path) -> None:
    columns = ["premises_adequate", "signboard", "hours_posted", "services_posted", "hours_per_day"]
    columns += ["letters_to_2kg", "parcels_to_5kg"]
    half, other = ["1", "0", "1", "1", "8", "1", "1"], ["0", "1", "1", "1", "8", "1", "1"]
    points = [["commune", "name", *columns], ["10507", "A", *half], ["10507", "B", *other]]
    of = assessed(folder(tmp_path / "package", {"post_points.csv": points}))
    ntm = of.assessments[0]
    named = [ntm.nodes[row].id for row in range(len(ntm.nodes)) if still_open(ntm, Verdict.NOT_MET)[row, 0]]
    assert named == ["NTM-8.1"]
