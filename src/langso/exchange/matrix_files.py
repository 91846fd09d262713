"""The matrix taken away: as a workbook with its reasons, and as a picture with title, day, source and legend."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from langso.assessments.assessed import Assessed
from langso.assessments.matrix import Column, Line, Matrix, Section, district_of
from langso.criteria import Verdict
from langso.exchange.drawing import Box, Drawing, Shape, Stroke, Words, shortened, width_of
from langso.exchange.look import ACCENT, INK, LINE, QUIET, VERDICT_COLOURS
from langso.exchange.reading.ledgers import PackageInfo
from langso.exchange.verdict_workbook import Listed, write_book
from langso.language import day as day_words
from langso.language import gettext as _
from langso.language import whole

_CELL, _GAP, _NAME, _SHORT, _EDGE = 18, 2, 150, 34, 24
_TITLES, _LEGEND, _GROUPS, _HEADS, _FOOT = 62, 28, 22, 58, 30
_STEP = _CELL + _GAP
_SHOWN = (Verdict.MET, Verdict.NOT_MET, Verdict.INSUFFICIENT, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Told:
    """What stands above: the title, whose figures, where they come from, and which communes were chosen."""

    title: str
    day: date
    source: str
    chosen: str = ""


def matrix_workbook(matrix: Matrix, assessed: Assessed, told: Told, *, named: bool) -> bytes:
    """The communes of the matrix in its order, with all sheets of the workbook of verdicts.

    With `named` every row of a ledger is called by its name, also where that says something of a person.
    """
    shown = assessed.take(matrix.places)
    units = [line.unit for line in matrix.lines]
    districts = [district_of(unit) for unit in units]
    listed = Listed(
        codes=[unit.code for unit in units],
        names=[line.name for line in matrix.lines],
        districts=[district.full_name if district else "" for district in districts],
    )
    title = f"{told.title} ({told.chosen})" if told.chosen else told.title
    written = BytesIO()
    write_book(shown if named else shown.for_public(), listed, PackageInfo(title, told.day, "", told.source), written)
    return written.getvalue()


def matrix_drawing(matrix: Matrix, told: Told) -> Drawing:
    """The matrix as a drawing."""
    left = _EDGE + _NAME + _SHORT
    columns = sum(1 + len(section.columns) for section in matrix.sections)
    width = max(left + columns * _STEP + _EDGE, 620)
    top = _EDGE + _TITLES + _LEGEND + (_GROUPS if len(matrix.sections) > 1 else 0) + _GROUPS + _HEADS
    drawing = Drawing(width, top + len(matrix.lines) * _STEP + _FOOT + _EDGE, f"{told.title}, {day_words(told.day)}")
    _draw_titles(drawing, matrix, told)
    at = float(left)
    for section in matrix.sections:
        at = _draw_head(drawing, section, at, top, several=len(matrix.sections) > 1)
    for row, line in enumerate(matrix.lines):
        _draw_line(drawing, matrix, line, left, top + row * _STEP)
    source = _("Source: {source}").format(source=told.source)
    drawing.add(Words(_EDGE, drawing.height - _EDGE, source, QUIET, 11))
    return drawing


def _draw_titles(drawing: Drawing, matrix: Matrix, told: Told) -> None:
    drawing.add(Words(_EDGE, _EDGE + 20, told.title, ACCENT, 20, bold=True))
    communes = _("{n} communes").format(n=whole(len(matrix.lines)))
    said = " · ".join(part for part in (day_words(told.day), told.chosen, communes) if part)
    drawing.add(Words(_EDGE, _EDGE + 44, said, INK, 13))
    x = float(_EDGE)
    for verdict in _SHOWN:
        drawing.add(*cell(x, _EDGE + _TITLES - 4, verdict), Words(x + 24, _EDGE + _TITLES + 10, verdict.title, INK, 12))
        x += 24 + width_of(verdict.title, 12) + 18


def _draw_head(drawing: Drawing, section: Section, at: float, top: float, *, several: bool) -> float:
    """The heads of a set, from `at` on. Returns where the next begins."""
    base, prefix = top - _HEADS, f"{section.criteria_set.id}-"
    whole_width = (1 + len(section.columns)) * _STEP - _GAP
    if several:
        title = shortened(str(section.criteria_set.title), whole_width, 12, bold=True)
        drawing.add(Words(at, base - _GROUPS - 4, title, ACCENT, 12, bold=True))
    drawing.add(Words(at + 13, top - 6, _("The set"), INK, 11, bold=True, upright=True))
    at += _STEP
    for group in section.groups:
        width = len(group.columns) * _STEP - _GAP
        name = group.node.id.removeprefix(prefix)
        title = f"{name} {group.node.title}" if len(group.columns) > 2 else name
        drawing.add(Words(at, base - 6, shortened(title, width, 11, bold=True), INK, 11, bold=True))
        drawing.add(Stroke([(at, base), (at + width, base)], LINE, 1.5))
        for column in group.columns:
            drawing.add(_column_head(column, prefix, at, top))
            at += _STEP
    return at


def _column_head(column: Column, prefix: str, x: float, y: float) -> Words:
    name = column.node.id.removeprefix(prefix)
    return Words(
        x + 13, y - 6, name, INK if column.node.children else QUIET, 11, bool(column.node.children), upright=True
    )


def _draw_line(drawing: Drawing, matrix: Matrix, line: Line, left: float, y: float) -> None:
    drawing.add(Words(_EDGE, y + 13, shortened(line.name, _NAME - 6, 12), INK, 12))
    if line.short:
        drawing.add(Words(left - 10, y + 13, whole(line.short), QUIET, 12, anchor="end"))
    x, at = left, 0
    for root, section in zip(line.roots, matrix.sections, strict=True):
        cells = line.cells[at : at + len(section.columns)]
        at += len(section.columns)
        for verdict in (root, *map(Verdict, cells)):
            drawing.add(*cell(x, y, verdict))
            x += _STEP


def cell(x: float, y: float, verdict: Verdict) -> list[Shape]:
    """A cell with its sign; the signs are drawn, since fonts may lack them."""
    ink, ground = VERDICT_COLOURS[verdict]
    box = Box(x, y, _CELL, _CELL, ground, 3)
    match verdict:
        case Verdict.MET:
            return [box, Stroke([(x + 5, y + 9.5), (x + 8, y + 12.5), (x + 13, y + 5.5)], ink)]
        case Verdict.NOT_MET:
            ends = ((x + 5.5, y + 5.5), (x + 12.5, y + 12.5)), ((x + 12.5, y + 5.5), (x + 5.5, y + 12.5))
            return [box, *(Stroke(pair, ink) for pair in ends)]
        case Verdict.INSUFFICIENT:
            return [box, Words(x + 9, y + 13.2, "?", ink, 12, bold=True, anchor="middle")]
        case _:
            return [box, Stroke([(x + 5.5, y + 9), (x + 12.5, y + 9)], ink)]
