"""Makes the template of a commune's report anew: src/langso/documents/templates/commune_report.docx.

The form is that of decree 30/2020/NĐ-CP (A4, margins, fonts, the places of issuer, motto, signature, addressees); the
annexes have the columns of the annexes to letter 1414. A province may replace the file; its fields stay the same.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

TEMPLATE = Path(__file__).parent.parent / "src/langso/documents/templates/commune_report.docx"
FONT = "Times New Roman"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can name."""
UNIX = 3
LEFT, CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY

ANNEX_COLUMNS = (
    ("TT", 12, "{% vm %}{{ part.number }}"),
    ("Nội dung tiêu chí", 40, "{% vm %}{{ part.content }}"),
    ("Chỉ tiêu cụ thể", 74, "{{ row.text }}"),
    ("Mức đánh giá", 17, "{{ row.level }}"),
    ("Kết quả", 22, "{{ row.verdict }}"),
    ("Lý do, số liệu", 60, "{{ row.reason }}"),
    ("Căn cứ, hướng dẫn", 37, "{{ row.basis }}"),
)
SUMMARY_COLUMNS = (
    ("TT", 12, "{{ loop.index }}"),
    ("Bộ tiêu chí", 83, "{{ annex.set }}: tiêu chí {{ annex.criterion }} ({{ annex.document }})"),
    ("Số điều kiện đạt", 35, "{{ annex.met }}/{{ annex.asked }}"),
    ("Kết quả", 35, "{{ annex.verdict }}"),
)


def make() -> Docx:
    """The template."""
    document = Document()
    _base_style(document)
    _portrait(document.sections[0])
    _heads(document.sections[0])
    _letterhead(document)
    _title(document)
    _body(document)
    _signature(document)
    _annexes(document)
    _properties(document)
    return document


def _base_style(document: Docx) -> None:
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(6)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _portrait(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)


def _landscape(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(20), Mm(15)
    if section._sectPr.find(qn("w:pgNumType")) is None:
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        section._sectPr.find(qn("w:pgMar")).addnext(numbering)


def _heads(section: Section) -> None:
    """Page numbers in the middle of the upper margin, none on a first page; the label on every page."""
    section.different_first_page_header_footer = True
    _label(section.first_page_header.paragraphs[0])
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    number.paragraph_format.space_after = Pt(0)
    _field(number, "PAGE")
    _label(section.header.add_paragraph())


def _label(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    run = paragraph.add_run("{{ label }}")
    run.italic, run.font.size = True, Pt(11)


def _field(paragraph: Paragraph, code: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {text} "
        run._r.append(mark)


def _say(
    place: Docx | _Cell, text: str, *, align: WD_ALIGN_PARAGRAPH = CENTRE, size: float = 13, styles: str = ""
) -> Paragraph:
    """A paragraph in one style; `styles` may name bold and italic."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold, run.italic = "bold" in styles, "italic" in styles
    run.font.size = Pt(size)
    return paragraph


def _text(document: Docx, text: str, styles: str = "") -> Paragraph:
    paragraph = _say(document, text, align=JUSTIFIED, size=14, styles=styles)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    return paragraph


def _tag(document: Docx, tag: str) -> None:
    document.add_paragraph(tag)


def _line_below(place: Docx | _Cell, indent: Length) -> None:
    """A short line, as under the issuer's name and the motto."""
    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = indent
    form.space_before, form.space_after = Pt(3), Pt(4)
    form.line_spacing = Pt(2)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def _columns(document: Docx, widths: Sequence[float]) -> tuple[_Cell, ...]:
    """Cells side by side without lines."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, widths)
    for cell in table.rows[0].cells:
        _empty(cell)
    _set(table.rows[0], "w:cantSplit")
    return tuple(table.rows[0].cells)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """Widths of the grid as well as of the cells: some word processors go by the one, some by the other."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _empty(cell: _Cell) -> None:
    """Take away the paragraph that a cell is born with; what is written next comes first."""
    cell._tc.remove(cell.paragraphs[0]._p)


def _tight(*paragraphs: Paragraph) -> None:
    for paragraph in paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)


def _letterhead(document: Docx) -> None:
    left, right = _columns(document, (62, 103))
    _tight(_say(left, "{{ issuer }}", styles="bold"))
    _line_below(left, Mm(20))
    _say(left, "Số:        /BC-UBND", size=13)
    country = _say(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, styles="bold")
    motto = _say(right, "Độc lập - Tự do - Hạnh phúc", size=13, styles="bold")
    _tight(country, motto)
    _line_below(right, Mm(23))
    _say(right, "{{ place }}, ngày        tháng        năm            ", styles="italic")


def _title(document: Docx) -> None:
    heading = _say(document, "BÁO CÁO", size=14, styles="bold")
    heading.paragraph_format.space_before = Pt(12)
    subject = "Kết quả tự đánh giá thực hiện tiêu chí {{ criteria }} trong xây dựng nông thôn mới của {{ commune }}"
    _tight(heading, _say(document, subject, size=14, styles="bold"))
    _line_below(document, Mm(60))
    _say(document, "Kính gửi: {{ addressee }}.", size=14)


def _body(document: Docx) -> None:
    _tag(document, "{%p for ground in grounds %}")
    _text(document, "Căn cứ {{ ground }};", "italic")
    _tag(document, "{%p endfor %}")
    _text(document, "UBND {{ commune }} báo cáo kết quả tự đánh giá như sau:")
    _text(document, "1. Kết quả chung", "bold")
    _summary(document)
    _still_open(document, "2. Những điều kiện chưa đạt", "not_met")
    _still_open(document, "3. Những điều kiện chưa đủ dữ liệu để kết luận", "insufficient")
    _text(document, "4. Số liệu", "bold")
    figures = "{% if as_of %}Số liệu tính đến ngày {{ as_of }}. {% endif %}"
    source = "{% if source %}Nguồn: {{ source }}. {% endif %}"
    law = "Xét theo quy định của ngày {{ law_day }}. Kết quả từng điều kiện, lý do và căn cứ ở phụ lục kèm theo."
    _text(document, figures + source + law)
    _text(document, "UBND {{ commune }} trân trọng báo cáo./.").paragraph_format.keep_with_next = True


def _summary(document: Docx) -> None:
    table = _grid(document, SUMMARY_COLUMNS, size=13)
    _tagged_row(table, "{%tr for annex in annexes %}")
    _filled_row(table, SUMMARY_COLUMNS, size=13, middle=(0, 2, 3))
    _tagged_row(table, "{%tr endfor %}")
    _tight(document.add_paragraph())


def _still_open(document: Docx, heading: str, field: str) -> None:
    _text(document, heading, "bold")
    _tag(document, f"{{%p for group in {field} %}}")
    _text(document, "{{ group.set }}:", "italic")
    _tag(document, "{%p for row in group.rows %}")
    _text(document, "- {{ row.title }} ({{ row.id }}): {{ row.reason }}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p else %}")
    _text(document, "Không có.")
    _tag(document, "{%p endfor %}")


def _signature(document: Docx) -> None:
    left, right = _columns(document, (82, 83))
    _tight(_say(left, "Nơi nhận:", align=LEFT, size=12, styles="bold italic"))
    for line in ("- Như trên;", "- Đảng ủy, HĐND {{ commune }} (để b/c);", "- Lưu: VT."):
        _tight(_say(left, line, align=LEFT, size=11))
    _tight(_say(right, "TM. ỦY BAN NHÂN DÂN", size=14, styles="bold"))
    _say(right, "CHỦ TỊCH", size=14, styles="bold").paragraph_format.space_after = Pt(80)
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.keep_with_next = True


def _annexes(document: Docx) -> None:
    """Every annex a section of its own, so that its pages are counted by themselves; the last has the document's."""
    _landscape(document.add_section(WD_SECTION.NEW_PAGE))
    _tag(document, "{%p for annex in annexes %}")
    _tight(_say(document, "{{ annex.heading }}", size=14, styles="bold"))
    title = "KẾT QUẢ TỰ ĐÁNH GIÁ TIÊU CHÍ {{ annex.criterion | upper }} VỀ {{ annex.set | upper }}"
    _tight(_say(document, title, size=14, styles="bold"))
    attached = "(Kèm theo Báo cáo số        /BC-UBND ngày        tháng        năm            của UBND {{ commune }})"
    _say(document, attached, size=13, styles="italic")
    _annex_table(document)
    counted = "Kết quả: {{ annex.verdict }}. Số điều kiện đạt: {{ annex.met }}/{{ annex.asked }}."
    total = _say(document, counted, align=LEFT, styles="bold")
    total.paragraph_format.space_before = Pt(6)
    _tag(document, "{%p if annex.readings %}")
    _tight(_say(document, "Cách hiểu văn bản đã áp dụng:", align=LEFT, size=12, styles="italic"))
    _tag(document, "{%p for reading in annex.readings %}")
    _tight(_say(document, "- {{ reading }}", align=JUSTIFIED, size=12))
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if not loop.last %}")
    _landscape(document.add_section(WD_SECTION.NEW_PAGE))
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")


def _annex_table(document: Docx) -> None:
    table = _grid(document, ANNEX_COLUMNS, size=11)
    _tagged_row(table, "{%tr for part in annex.parts %}")
    _tagged_row(table, "{%tr for row in part.rows %}")
    _filled_row(table, ANNEX_COLUMNS, size=11, middle=(0, 3, 4))
    _tagged_row(table, "{%tr endfor %}")
    _tagged_row(table, "{%tr endfor %}")


def _grid(document: Docx, columns: Sequence[tuple[str, float, str]], size: float) -> Table:
    """A ruled table with its heads, repeated on every page."""
    table: Table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, [width for _, width, _ in columns])
    for cell, (title, _, _) in zip(table.rows[0].cells, columns, strict=True):
        _empty(cell)
        _tight(_say(cell, title, size=size, styles="bold"))
    _set(table.rows[0], "w:tblHeader")
    return table


def _filled_row(table: Table, columns: Sequence[tuple[str, float, str]], size: float, middle: Sequence[int]) -> None:
    row = _new_row(table)
    for at, (cell, (_, width, content)) in enumerate(zip(row.cells, columns, strict=True)):
        cell.width = Mm(width)
        _empty(cell)
        _tight(_say(cell, content, align=CENTRE if at in middle else LEFT, size=size))
    _set(row, "w:cantSplit")


def _tagged_row(table: Table, tag: str) -> None:
    row = _new_row(table)
    row.cells[0].paragraphs[0].add_run(tag)


def _new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _set(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _properties(document: Docx) -> None:
    properties = document.core_properties
    properties.title = "Báo cáo tự đánh giá của {{ commune }}"
    properties.author = "UBND {{ commune }}"
    properties.comments = ""
    properties.created = properties.modified = datetime(2022, 11, 1, tzinfo=UTC)


def packed(document: Docx) -> bytes:
    """The document as the bytes of a .docx file, always the same for the same document: no entry bears a time."""
    saved, made = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            timeless = ZipInfo(entry.filename, date_time=EARLIEST)
            timeless.compress_type, timeless.create_system = ZIP_DEFLATED, UNIX
            target.writestr(timeless, source.read(entry))
    return made.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the template where the program looks for it, or where it is asked for."""
    parser = argparse.ArgumentParser(description="Make the template of a commune's report anew.")
    parser.add_argument("target", nargs="?", type=Path, default=TEMPLATE, help="where to write (default: its place)")
    target: Path = parser.parse_args(arguments).target
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed(make()))
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
