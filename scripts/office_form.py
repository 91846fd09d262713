"""The pieces that templates of documents are drawn with: the form of decree 30/2020/NĐ-CP, in python-docx.

A4, margins, Times New Roman, the places of issuer, motto, number, signature and addressees, annexes with pages counted
by themselves. What each document says is in `document_templates`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
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

FONT = "Times New Roman"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can name."""
UNIX = 3
LEFT, CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
MONTH = "tháng {{ month or '      ' }} năm {{ year or '          ' }}"
"""The day is left to the registry; month and year where they are known."""

Column = tuple[str, float, str]
"""The head of a column, its width in millimetres, what a row says there."""


def new_document(title: str) -> Docx:
    """A document in portrait, with its pages numbered and nothing in it. `title` may hold fields."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(6)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _portrait(document.sections[0])
    _heads(document.sections[0])
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "{{ body }}", "vi"
    properties.comments = ""
    properties.created = properties.modified = datetime(2022, 11, 1, tzinfo=UTC)
    return document


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


def new_annex(document: Docx) -> None:
    """A section across, whose pages are counted from 1."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The section before ends in a paragraph of its own, for which a full page has no room.
    form = document.paragraphs[-1].paragraph_format
    form.line_spacing, form.space_before, form.space_after = Pt(1), Pt(0), Pt(0)
    _landscape(section)
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


def say(
    place: Docx | _Cell, text: str, *, align: WD_ALIGN_PARAGRAPH = CENTRE, size: float = 13, styles: str = ""
) -> Paragraph:
    """A paragraph in one style; `styles` may name bold and italic."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold, run.italic = "bold" in styles, "italic" in styles
    run.font.size = Pt(size)
    return paragraph


def text(document: Docx, words: str, styles: str = "") -> Paragraph:
    """A paragraph of the body."""
    paragraph = say(document, words, align=JUSTIFIED, size=14, styles=styles)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    return paragraph


def heading(document: Docx, words: str) -> Paragraph:
    """The heading of a part of the body; it stays with what follows."""
    paragraph = text(document, words, "bold")
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def tag(place: Docx | _Cell, words: str) -> None:
    """A line that says where something is repeated or left out; none is left of it in a document."""
    place.add_paragraph(words)


def repeated(document: Docx, each: str, words: Sequence[str], otherwise: str = "", styles: str = "") -> None:
    """Paragraphs for each of a list, and one that stands there where the list is empty."""
    tag(document, f"{{%p for {each} %}}")
    for line in words:
        text(document, line, styles)
    if otherwise:
        tag(document, "{%p else %}")
        text(document, otherwise)
    tag(document, "{%p endfor %}")


def line_below(place: Docx | _Cell, indent: Length) -> None:
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


def columns(document: Docx, widths: Sequence[float], rows: int = 1) -> list[tuple[_Cell, ...]]:
    """Cells side by side without lines, row by row."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, widths)
    for row in table.rows:
        for cell in row.cells:
            _empty(cell)
        _set(row, "w:cantSplit")
    return [tuple(row.cells) for row in table.rows]


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """Widths of the grid as well as of the cells: some word processors go by the one, some by the other."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _empty(cell: _Cell) -> None:
    """Take away the paragraph that a cell is born with; what is written next comes first."""
    cell._tc.remove(cell.paragraphs[0]._p)


def tight(*paragraphs: Paragraph) -> None:
    """Paragraphs with nothing between them and the next."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)


def together(*cells: _Cell) -> None:
    """Keep what cells hold on one page."""
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def letterhead(document: Docx, sign: str, *, dated: bool = True) -> None:
    """Issuer and motto side by side, number and day on one line below."""
    (left, right), (number, day) = columns(document, (69, 96), rows=2)
    tag(left, "{%p if authority %}")
    tight(say(left, "{{ authority }}", size=12))
    tag(left, "{%p endif %}")
    tag(left, "{%p for line in issuer %}")
    tight(say(left, "{{ line }}", size=12, styles="bold"))
    tag(left, "{%p endfor %}")
    line_below(left, Mm(22))
    country = say(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, styles="bold")
    tight(country, say(right, "Độc lập - Tự do - Hạnh phúc", styles="bold"))
    line_below(right, Mm(20))
    say(number, f"Số:         /{sign}-{{{{ sign }}}}")
    say(day, f"{{{{ place }}}}, ngày       {MONTH}" if dated else "", size=13, styles="italic")


def title(document: Docx, kind: str, subject: str, addressee: str = "") -> None:
    """What it is and what it is about, with a line below; to whom it goes."""
    named = say(document, kind, size=14, styles="bold")
    named.paragraph_format.space_before = Pt(10)
    tight(named, say(document, subject, size=14, styles="bold"))
    line_below(document, Mm(60))
    if addressee:
        say(document, f"Kính gửi: {addressee}.", size=14).paragraph_format.space_after = Pt(10)


def grounds(document: Docx, *more: str) -> None:
    """The documents it stands on, one a line; the last ends with a full stop."""
    end = "{% if loop.last %}.{% else %};{% endif %}" if not more else ";"
    repeated(document, "ground in grounds", (f"Căn cứ {{{{ ground }}}}{end}",), styles="italic")
    for place, line in enumerate(more, start=1):
        text(document, f"{line}{'.' if place == len(more) else ';'}", "italic")


def signature(document: Docx, *recipients: str) -> None:
    """Who receives it on the left, who signs it on the right."""
    ((left, right),) = columns(document, (80, 85))
    tight(say(left, "Nơi nhận:", align=LEFT, size=12, styles="bold italic"))
    for line in recipients:
        tight(say(left, f"- {line};", align=LEFT, size=11))
    tight(say(left, "- Lưu: VT.", align=LEFT, size=11))
    tag(right, "{%p for line in signing %}")
    tight(say(right, "{{ line }}", size=14, styles="bold"))
    tag(right, "{%p endfor %}")
    tight(say(right, "{{ signer }}", size=14, styles="bold"))
    right.paragraphs[-1].paragraph_format.space_before = Pt(76)
    together(left, right)


def annex_title(document: Docx, numbered: str, words: Sequence[str], attached: str) -> None:
    """The head of an annex: its number, its title in capitals over some lines, and what it is attached to."""
    tight(*(say(document, line, size=14, styles="bold") for line in (numbered, *words)))
    say(document, f"(Kèm theo {attached} ngày       {MONTH} của {{{{ body }}}})", styles="italic")


def grid(document: Docx, heads: Sequence[Column], size: float) -> Table:
    """A ruled table with its heads, repeated on every page."""
    table: Table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, [width for _, width, _ in heads])
    for cell, (title, _, _) in zip(table.rows[0].cells, heads, strict=True):
        _empty(cell)
        tight(say(cell, title, size=size, styles="bold"))
    _set(table.rows[0], "w:tblHeader")
    return table


def filled_row(table: Table, heads: Sequence[Column], size: float, middle: Sequence[int]) -> None:
    """The row that is repeated; the columns at `middle` are centred."""
    row = _new_row(table)
    for at, (cell, (_, width, content)) in enumerate(zip(row.cells, heads, strict=True)):
        cell.width = Mm(width)
        _empty(cell)
        tight(say(cell, content, align=CENTRE if at in middle else LEFT, size=size))
    _set(row, "w:cantSplit")


def tagged_row(table: Table, words: str) -> None:
    """A row that says what is repeated."""
    _new_row(table).cells[0].paragraphs[0].add_run(words)


def listed(document: Docx, each: str, heads: Sequence[Column], size: float = 11, middle: Sequence[int] = (0,)) -> Table:
    """A ruled table with a row for each of a list."""
    table = grid(document, heads, size)
    tagged_row(table, f"{{%tr for {each} %}}")
    filled_row(table, heads, size, middle)
    tagged_row(table, "{%tr endfor %}")
    return table


def _new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _set(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def packed(document: Docx) -> bytes:
    """The file, the same to the byte each time: no entry bears the time of its making."""
    saved, made = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            timeless = ZipInfo(entry.filename, date_time=EARLIEST)
            timeless.compress_type, timeless.create_system = ZIP_DEFLATED, UNIX
            target.writestr(timeless, source.read(entry))
    return made.getvalue()
