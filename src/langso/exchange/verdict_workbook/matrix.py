"""The matrix of a set: a row a commune, a column a condition, the reason in a note on every cell that is open."""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from langso.assessments.open_nodes import still_open
from langso.criteria import Assessment, Verdict
from langso.criteria.law import Node
from langso.exchange.look import FONT, PAPER, QUIET, TINT, WHITE, lines_of
from langso.exchange.verdict_workbook import wording
from langso.exchange.verdict_workbook.frame import HEAD_ROWS, Book, shown

NOTES_UP_TO = 300
"""With more communes than this the cells carry no notes: the file would take minutes to open."""

_LEGEND, _PARTS, _HEADS = HEAD_ROWS, HEAD_ROWS + 1, HEAD_ROWS + 2
_FIRST = _HEADS + 1
_CODE, _COMMUNE, _DISTRICT, _RESULT, _NODES = range(5)
_WIDTHS, _CELL, _COUNT = (9, 20, 22, 19), 4.6, 11
_NOTE_WIDTH, _NOTE_CHARACTERS, _NOTE_LINE = 320, 50, 15

Sentences = Mapping[int, Sequence[str]]
"""Row of a node → its sentence for every commune."""


def write_matrix(book: Book, assessment: Assessment, sentences: Sentences) -> None:
    """Add the sheet of a set."""
    criteria_set, communes = assessment.criteria_set, book.communes
    below = assessment.nodes[1:]
    widths = (*_WIDTHS, *[_CELL] * len(below), _COUNT, _COUNT)
    sheet = book.add(book.sheets[criteria_set.id], f"{criteria_set.id} · {criteria_set.title}", widths)
    _write_legend(book, sheet, len(communes))
    _write_parts(book, sheet, assessment)
    _write_heads(book, sheet, assessment)
    _write_communes(book, sheet, assessment)
    _write_cells(book, sheet, assessment)
    if len(communes) <= NOTES_UP_TO:
        _write_notes(sheet, assessment, sentences)
    last = _NODES + len(below) + 1
    sheet.freeze_panes(_FIRST, _NODES)
    sheet.autofilter(_HEADS, 0, _HEADS + len(communes), last)
    book.print_from(sheet, _PARTS, _HEADS)
    sheet.repeat_columns(f"A:{xl_col_to_name(_COMMUNE)}")


def _write_legend(book: Book, sheet: Worksheet, communes: int) -> None:
    note = str(wording.NOTES_THERE)
    if communes > NOTES_UP_TO:
        note = str(wording.NOTES_LEFT_OUT).format(n=NOTES_UP_TO)
    order = (Verdict.MET, Verdict.NOT_MET, Verdict.INSUFFICIENT, Verdict.NOT_APPLICABLE)
    legend = "    ".join(map(shown, order))
    sheet.write_string(_LEGEND, 0, f"{legend}    {note}", book.look.format(font_color=QUIET, font_size=9))


def _write_parts(book: Book, sheet: Worksheet, assessment: Assessment) -> None:
    """The parts of the criterion above their columns."""
    at = _NODES
    for part in assessment.nodes[0].children:
        size = sum(1 for _ in part.walk())
        name = assessment.criteria_set.number(part)
        style = book.look.boxed(bold=True, align="center", valign="vcenter", text_wrap=True, bg_color=TINT)
        if size > 1:
            title = f"{name} {part.title}" if size > 3 else name
            sheet.merge_range(_PARTS, at, _PARTS, at + size - 1, title, style)
        else:
            sheet.write_string(_PARTS, at, name, style)
        _note(sheet, _PARTS, at, _head_note(part))
        at += size
    sheet.set_row(_PARTS, 30)


def _write_heads(book: Book, sheet: Worksheet, assessment: Assessment) -> None:
    look, name = book.look, assessment.criteria_set.id
    titles = (wording.COMMUNE_CODE, wording.COMMUNE, wording.DISTRICT, wording.VERDICT)
    for at, title in enumerate(titles):
        sheet.write_string(_HEADS, at, str(title), look.heading(valign="bottom"))
    for at, node in enumerate(assessment.nodes[1:], start=_NODES):
        style = {"rotation": 90, "align": "center", "valign": "bottom", "text_wrap": False}
        ground = {"bg_color": TINT} if node.children else {"bg_color": WHITE, "bold": False}
        sheet.write_string(_HEADS, at, node.id.removeprefix(f"{name}-"), look.heading(**style, **ground))
        _note(sheet, _HEADS, at, _head_note(node))
    last = _NODES + len(assessment.nodes) - 1
    for at, title in ((last, wording.NOT_MET_COUNT), (last + 1, wording.INSUFFICIENT_COUNT)):
        sheet.write_string(_HEADS, at, str(title), look.heading(valign="bottom"))
    sheet.set_row(_HEADS, 66)


def _head_note(node: Node) -> str:
    text = node.reads or node.text
    return f"{node.id} {node.title}\n{str(wording.LEGAL_TEXT).format(text=text, place=node.place or '')}"


def _write_communes(book: Book, sheet: Worksheet, assessment: Assessment) -> None:
    communes, look = book.communes, book.look
    plain = look.boxed()
    for at, texts in enumerate((communes.codes, communes.names, communes.districts)):
        for row, text in enumerate(texts, start=_FIRST):
            sheet.write(row, at, text, plain)
    last = _NODES + len(assessment.nodes) - 1
    centred = look.boxed(align="center")
    for at, verdict in ((last, Verdict.NOT_MET), (last + 1, Verdict.INSUFFICIENT)):
        for row, count in enumerate(still_open(assessment, verdict).sum(axis=0).tolist(), start=_FIRST):
            sheet.write(row, at, count or None, centred)


def _write_cells(book: Book, sheet: Worksheet, assessment: Assessment) -> None:
    styles = [book.badge(verdict) for verdict in Verdict]
    glyphs = [verdict.glyph for verdict in Verdict]
    words = [shown(verdict) for verdict in Verdict]
    for at, verdicts in enumerate(assessment.verdicts.tolist()):
        texts = glyphs if at else words
        for row, verdict in enumerate(verdicts, start=_FIRST):
            sheet.write_string(row, _RESULT + at, texts[verdict], styles[verdict])


def _write_notes(sheet: Worksheet, assessment: Assessment, sentences: Sentences) -> None:
    for at in range(len(assessment.nodes)):
        said = sentences[at]
        for commune, verdict in enumerate(assessment.verdicts[at].tolist()):
            if verdict <= Verdict.INSUFFICIENT:
                _note(sheet, _FIRST + commune, _RESULT + at, said[commune])


def _note(sheet: Worksheet, row: int, column: int, text: str) -> None:
    height = _NOTE_LINE * lines_of(text, _NOTE_CHARACTERS) + 20
    options = {"width": _NOTE_WIDTH, "height": height, "font_name": FONT, "font_size": 9, "color": PAPER}
    sheet.write_comment(row, column, text, options)
