"""Documents read back: their texts in order, and the cells of a table."""

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.table import Table


def opened(content: bytes) -> Docx:
    return Document(BytesIO(content))


def texts(document: Docx) -> list[str]:
    """Every paragraph in the order in which it is read."""
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            found += [p.text for r in block.rows for cell in r.cells for p in cell.paragraphs]
        else:
            found.append(block.text)
    return [text for text in found if text.strip()]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in r.cells] for r in table.rows]
