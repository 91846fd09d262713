"""A commune's report: the form of decree 30, an annex a set, and templates that ask for what there is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn

from documents.reading import cells, texts
from langso.criteria import Verdict
from langso.documents.office import Issuer, Office, roman
from langso.documents.report import CommuneReport, ReportAnnex, ReportPart, ReportRow
from langso.documents.shipped import FOLDER
from langso.documents.writing import write_report
from langso.language import Language, speaking
from langso.problems import BadInputError
from office import pages

TEMPLATE = FOLDER / "tu-danh-gia.docx"
REASON = "7/9 thôn có loa hoạt động (77,8%); cần 100%. Còn thiếu 2 thôn: Thôn 8 và Thôn 9."


def row(node: str, verdict: Verdict, reason: str = "", *, group: bool = False) -> ReportRow:
    return ReportRow(
        id=node,
        number=node.partition("-")[2][:3],
        title=f"Tên {node}",
        text=f"Lời văn {node}",
        verdict=verdict,
        reason=reason or f"Lý do {node}.",
        basis="Phụ lục 1, TT 8; cách hiểu (1)",
        is_condition=not group,
        is_group=group,
    )


RADIO = ReportPart(
    "8.3",
    "Đài truyền thanh và hệ thống loa",
    (
        row("NTM-8.3", Verdict.NOT_MET, "Đạt 1/2 ý.", group=True),
        row("NTM-8.3.1", Verdict.MET),
        row("NTM-8.3.2", Verdict.NOT_MET, REASON),
    ),
)
SHARES = ReportPart(
    "8.4",
    "Ứng dụng CNTT",
    (row("NTM-8.4", Verdict.INSUFFICIENT, group=True), row("NTM-8.4c", Verdict.INSUFFICIENT, "Sổ chưa chốt.")),
)
OCOP = ReportPart("8.4", "OCOP", (row("NC-8.4a.4", Verdict.NOT_APPLICABLE), row("NC-8.5", Verdict.MET)))
NTM = ReportAnnex(
    "Xã nông thôn mới",
    "Thông tin và truyền thông",
    "QĐ 2580/QĐ-UBND",
    Verdict.NOT_MET,
    (RADIO, SHARES),
    ("(1) Loa hoạt động tính vào ngày nào? Theo lần kiểm tra (tạm thời)",),
)
NC = ReportAnnex("Xã nông thôn mới nâng cao", "Thông tin và truyền thông", "QĐ 2581/QĐ-UBND", Verdict.MET, (OCOP,))
OFFICE = Office(
    kind=Issuer.COMMITTEE, name="UBND xã An Bình", place="An Bình", addressee="Ủy ban nhân dân huyện Nam Sách"
)
REPORT = CommuneReport(
    office=OFFICE,
    commune="xã An Bình",
    law_day=date(2022, 12, 31),
    annexes=(NTM, NC),
    as_of=date(2022, 11, 30),
    source="Sổ của xã",
    grounds=("Quyết định số 2580/QĐ-UBND ngày 26 tháng 9 năm 2022 của UBND tỉnh Hải Dương",),
)


def written(report: CommuneReport, path: Path) -> Docx:
    write_report(report, path)
    return Document(str(path))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Docx:
    return written(REPORT, tmp_path_factory.mktemp("report") / "report.docx")


def test_the_letter_has_the_places_of_decree_30(document: Docx) -> None:
    said = texts(document)
    assert said[:6] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ AN BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:         /BC-UBND",
        "An Bình, ngày       tháng        năm           ",
    ]
    assert said[6] == "BÁO CÁO"
    assert said[7] == (
        "Kết quả tự đánh giá thực hiện tiêu chí thông tin và truyền thông trong xây dựng nông thôn mới của xã An Bình"
    )
    assert "Kính gửi: Ủy ban nhân dân huyện Nam Sách." in said
    for line in ("Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"):
        assert line in said


def test_paper_margins_and_letters_are_those_of_decree_30(document: Docx) -> None:
    letter, *annexes = document.sections
    margins = (letter.top_margin, letter.bottom_margin, letter.left_margin, letter.right_margin)
    assert [round(length.mm) for length in (letter.page_width, letter.page_height, *margins)] == [
        210,
        297,
        20,
        20,
        30,
        15,
    ]
    style = document.styles["Normal"].font
    assert (style.name, style.size.pt) == ("Times New Roman", 13)
    assert len(annexes) == 2
    assert all(annex.page_width > annex.page_height for annex in annexes)


def test_pages_are_numbered_at_the_top_by_annex_and_not_on_a_first_page(document: Docx) -> None:
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    assert [None if start is None else start.get(qn("w:start")) for start in starts] == [None, "1", "1"]


def test_the_report_says_what_stands_and_what_is_left(document: Docx) -> None:
    said = texts(document)
    assert "Căn cứ Quyết định số 2580/QĐ-UBND ngày 26 tháng 9 năm 2022 của UBND tỉnh Hải Dương." in said
    assert cells(document.tables[1]) == [
        ["TT", "Bộ tiêu chí", "Số điều kiện đạt", "Kết quả"],
        ["1", "Xã nông thôn mới: tiêu chí thông tin và truyền thông (QĐ 2580/QĐ-UBND)", "1/3", "Chưa đạt"],
        ["2", "Xã nông thôn mới nâng cao: tiêu chí thông tin và truyền thông (QĐ 2581/QĐ-UBND)", "1/1", "Đạt"],
    ]
    not_met, insufficient = (
        said.index("2. Những điều kiện chưa đạt"),
        said.index("3. Những điều kiện chưa đủ dữ liệu để kết luận"),
    )
    assert said[not_met + 1 : insufficient] == ["Xã nông thôn mới:", f"- Tên NTM-8.3.2 (8.3): {REASON}"]
    assert said[insufficient + 2] == "- Tên NTM-8.4c (8.4): Sổ chưa chốt."
    figures = next(text for text in said if text.startswith("Số liệu tính đến"))
    assert figures.startswith("Số liệu tính đến ngày 30/11/2022. Nguồn: Sổ của xã. Xét theo quy định của ngày 31/12/")


def test_each_annex_has_the_columns_of_the_letters_annexes(document: Docx) -> None:
    said = texts(document)
    assert "Phụ lục I" in said
    assert "KẾT QUẢ TỰ ĐÁNH GIÁ TIÊU CHÍ THÔNG TIN VÀ TRUYỀN THÔNG VỀ XÃ NÔNG THÔN MỚI NÂNG CAO" in said
    annex = cells(document.tables[3])
    assert annex[0] == [
        "TT", "Nội dung tiêu chí", "Chỉ tiêu cụ thể", "Mức đánh giá", "Kết quả", "Lý do, số liệu", "Căn cứ, hướng dẫn",
    ]  # fmt: skip
    assert annex[3][2:] == ["Lời văn NTM-8.3.2", "Đạt", "Chưa đạt", REASON, "Phụ lục 1, TT 8; cách hiểu (1)"]
    assert "- (1) Loa hoạt động tính vào ngày nào? Theo lần kiểm tra (tạm thời)" in said


def test_the_cells_of_a_part_are_merged_over_its_conditions(document: Docx) -> None:
    table = document.tables[3]
    merges = [
        [tc.tcPr.find(qn("w:vMerge")) for tc in r._tr.tc_lst[:2]] for r in table.rows[1:]
    ]  # fmt: skip
    kinds = [[merge.get(qn("w:val")) for merge in pair] for pair in merges]
    assert kinds == [["restart"] * 2, ["continue"] * 2, ["continue"] * 2, ["restart"] * 2, ["continue"] * 2]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_single_annex_has_no_number_and_nothing_open_is_said(tmp_path: Path) -> None:
    said = texts(written(replace(REPORT, annexes=(NC,)), tmp_path / "report.docx"))
    assert "Phụ lục" in said
    assert "Phụ lục I" not in said
    assert said.count("Không có.") == 2


def test_the_label_of_a_demonstration_is_on_every_page(tmp_path: Path) -> None:
    label = "Dữ liệu minh họa – không phải số liệu thật"
    document = written(replace(REPORT, office=replace(OFFICE, label=label)), tmp_path / "report.docx")
    first = document.sections[0]
    assert [p.text for p in first.first_page_header.paragraphs] == [label]
    assert first.header.paragraphs[1].text == label


def test_what_people_typed_is_shown_as_they_typed_it(tmp_path: Path) -> None:
    typed = '<b>&"Cẩm"</b> {{ issuer }} {% for %}\x0b\x00\nhai dòng'
    office = replace(OFFICE, name="UBND xã A & B")
    odd = replace(REPORT, office=office, annexes=(replace(NTM, parts=(ReportPart("8", typed, RADIO.rows),)),))
    document = written(odd, tmp_path / "report.docx")
    assert '<b>&"Cẩm"</b> {{ issuer }} {% for %}\nhai dòng' in texts(document)
    assert texts(document)[1] == "XÃ A & B"


def test_the_report_is_vietnamese_whatever_the_program_speaks(tmp_path: Path) -> None:
    with speaking(Language.EN):
        document = written(REPORT, tmp_path / "report.docx")
    assert cells(document.tables[1])[1][3] == "Chưa đạt"


def own_template(path: Path, change: Callable[[Docx], None]) -> Path:
    document = Document(str(TEMPLATE))
    change(document)
    document.save(str(path))
    return path


def test_a_province_can_replace_the_template(tmp_path: Path) -> None:
    own = own_template(tmp_path / "own.docx", lambda d: d.add_paragraph("Mẫu của {{ commune }}"))
    write_report(REPORT, tmp_path / "report.docx", template=own)
    assert "Mẫu của xã An Bình" in texts(Document(str(tmp_path / "report.docx")))


def test_a_field_that_there_is_not_is_refused_with_its_place_and_the_nearest(tmp_path: Path) -> None:
    own = own_template(tmp_path / "own.docx", lambda d: d.add_paragraph("Kính gửi {{ adressee }}"))
    with pytest.raises(BadInputError) as caught:
        write_report(REPORT, tmp_path / "report.docx", template=own)
    (problem,) = caught.value.problems
    assert problem.what == "Mẫu dùng trường “adressee”, ở chỗ này không có trường đó"
    assert problem.remedy == "Có phải là “addressee” không?"
    assert problem.where.file == "own.docx"
    assert problem.where.column.startswith("đoạn ")
    assert problem.where.column.endswith(": {{ adressee }}")
    assert "annexes" in problem.expected
    assert not (tmp_path / "report.docx").exists()


def test_a_field_within_a_list_is_refused_by_its_place_as_well(tmp_path: Path) -> None:
    def change(document: Docx) -> None:
        paragraph = document.tables[3].rows[3].cells[5].paragraphs[0]
        paragraph.runs[0].text = "{{ row.reasons }}"

    with pytest.raises(BadInputError) as caught:
        write_report(REPORT, tmp_path / "report.docx", template=own_template(tmp_path / "own.docx", change))
    (problem,) = caught.value.problems
    assert problem.value == "reasons"
    assert problem.where.column == "bảng 4, dòng 4, ô 6: {{ row.reasons }}"
    assert problem.remedy == "Có phải là “row.reason” không?"


def test_a_template_that_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("{{ commune }}")
    with pytest.raises(BadInputError, match="Không đọc được tệp mẫu"):
        write_report(REPORT, tmp_path / "report.docx", template=tmp_path / "own.docx")


def test_a_report_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    write_report(REPORT, target)
    with pytest.raises(BadInputError, match=r"report\.docx"):
        write_report(REPORT, target)
    office = replace(OFFICE, name="UBND xã Cộng Hòa")
    write_report(replace(REPORT, office=office), target, overwrite=True)
    assert texts(Document(str(target)))[1] == "XÃ CỘNG HÒA"


def test_annexes_are_numbered_in_roman_numerals() -> None:
    assert [roman(n) for n in (1, 2, 3, 4, 9, 14)] == ["I", "II", "III", "IV", "IX", "XIV"]


@pytest.mark.office
def test_a_word_processor_opens_the_report_and_lays_it_out(tmp_path: Path) -> None:
    write_report(replace(REPORT, office=replace(OFFICE, label="Minh hoạ")), tmp_path / "report.docx")
    text = pages(tmp_path / "report.docx")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text[0]
    # How many lines fit on a page is up to the fonts of the machine; that an annex begins a page is not.
    begins = [" ".join(page.replace("Minh hoạ", "").split()).startswith("Phụ lục") for page in text]
    assert begins.count(True) == 2, "a page begins with each annex"
    assert not begins[0]
    assert all("Minh hoạ" in page for page in text)
