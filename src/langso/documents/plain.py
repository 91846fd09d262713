"""A structured text as a document that an office goes on with: A4, its margins and its type by decree 30/2020/NĐ-CP.

It has headings, paragraphs and tables and no letterhead: it is to be put into a letter, or looked at.
"""

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from langso.directives.synthesis.text import Section, Table, Text

FONT = "Times New Roman"
TEXT, FIGURE = 165, 26
"""Millimetres: how wide the text of a page is, and a column of figures."""


def plain_document(text: Text, source: str) -> bytes:
    """The text as a .docx file. `source` stands at its end: where the figures come from."""
    document = Document()
    _form(document)
    _paragraph(document, text.title.upper(), bold=True, centred=True)
    _paragraph(document, text.lead, centred=True)
    for depth, section in text.walk():
        _section(document, section, depth)
    _paragraph(document, source).runs[0].italic = True
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _form(document: Docx) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)


def _section(document: Docx, section: Section, depth: int) -> None:
    heading = _paragraph(document, f"{section.number}. {section.heading}", bold=True)
    heading.paragraph_format.keep_with_next = True
    heading.runs[0].italic = depth > 1
    for words in section.paragraphs:
        said = _paragraph(document, words)
        said.paragraph_format.first_line_indent = Mm(10)
        said.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if section.table is not None:
        _table(document, section.table)


def _table(document: Docx, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    made.autofit = False
    for cell, head in zip(made.rows[0].cells, table.heads, strict=True):
        _fill(cell, head, bold=True, centred=True)
    _mark(made.rows[0], "w:tblHeader")
    for number, row in enumerate(table.rows):
        for place, (cell, value) in enumerate(zip(made.add_row().cells, row, strict=True)):
            _fill(cell, value, bold=number in table.strong, right=place in table.figures)
    texts = len(table.heads) - len(table.figures)
    for place, column in enumerate(made.columns):
        width = FIGURE if place in table.figures else (TEXT - FIGURE * len(table.figures)) / texts
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row_made in made.rows:
        _mark(row_made, "w:cantSplit")
    document.add_paragraph()


def _mark(row: _Row, name: str) -> None:
    """Set a property of a row: that it is a head on every page, that it is not torn in two."""
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn(name), {}))


def _fill(cell: _Cell, text: str, *, bold: bool = False, centred: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(_printable(text))
    run.bold, run.font.size = bold, Pt(12)
    paragraph.paragraph_format.space_after = Pt(0)
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT


def _paragraph(document: Docx, text: str, *, bold: bool = False, centred: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(_printable(text)).bold = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _printable(text: str) -> str:
    """What a .docx file can hold of a text."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n")
