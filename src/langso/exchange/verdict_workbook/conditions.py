"""A sheet for each condition that someone does not meet: who, the value, what is asked, what is short, which rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from xlsxwriter.worksheet import Worksheet

from langso.criteria import NO_COUNT, Assessment, Verdict
from langso.criteria.formula import AtLeastOf, tally_of
from langso.criteria.law import Node
from langso.exchange.look import COUNT_FORMAT, lines_of
from langso.exchange.verdict_workbook import figures, wording
from langso.exchange.verdict_workbook.frame import HEAD_ROWS, Book, Column, shown
from langso.facts import FailingRows
from langso.language import Language, current_language, whole

LISTED = 8
"""A cell names at most this many failing and as many blank rows."""

_HEADS = HEAD_ROWS + 2
_REASON_WIDTH, _ROWS_WIDTH = 62, 40


@dataclass(frozen=True, slots=True)
class Line:
    """What the sheet says of one commune, by its index."""

    commune: int
    verdict: Verdict
    value: figures.Cell
    threshold: str
    short: int
    sentence: str
    rows: str


def open_communes(assessment: Assessment, row: int) -> list[int]:
    """The communes that do not meet a node, most short first, then those on which it cannot be said."""
    verdicts, short = assessment.verdicts[row], assessment.short[row]
    found = np.flatnonzero(verdicts <= Verdict.INSUFFICIENT)
    return [int(i) for i in found[np.lexsort((-short[found], verdicts[found]))]]


def has_sheet(assessment: Assessment, row: int) -> bool:
    """Whether a node is decided by figures of its own and someone does not meet it."""
    decided = not isinstance(assessment.nodes[row].formula, AtLeastOf)
    return decided and bool((assessment.verdicts[row] <= Verdict.INSUFFICIENT).any())


def write_condition(book: Book, assessment: Assessment, row: int, sentences: Sequence[str]) -> None:
    """Add the sheet of a condition."""
    node = assessment.nodes[row]
    columns = [
        Column(str(wording.COMMUNE_CODE), 12),
        Column(str(wording.COMMUNE), 20),
        Column(str(wording.DISTRICT), 22),
        Column(str(wording.VERDICT), 19),
        Column(str(wording.VALUE), 14),
        Column(str(wording.THRESHOLD), 12),
        Column(str(wording.SHORT), 11),
        Column(str(wording.REASON), _REASON_WIDTH),
        Column(str(wording.ROWS), _ROWS_WIDTH),
    ]
    widths = [column.width for column in columns]
    sheet = book.add(book.sheets[node.id], f"{node.id} · {node.title}", widths)
    _write_law(book, sheet, node, widths)
    book.heads(sheet, _HEADS, columns)
    found = open_communes(assessment, row)
    questions = _rows_in_question(book, assessment, row, found)
    values, thresholds = figures.values(assessment, row), figures.thresholds(assessment, row)
    for at, commune in enumerate(found, start=_HEADS + 1):
        line = Line(
            commune=commune,
            verdict=Verdict(int(assessment.verdicts[row, commune])),
            value=values[commune],
            threshold=thresholds[commune],
            short=int(assessment.short[row, commune]),
            sentence=sentences[commune],
            rows=questions.get(commune, ""),
        )
        _write_line(book, sheet, at, line)
    sheet.freeze_panes(_HEADS + 1, 2)
    sheet.autofilter(_HEADS, 0, _HEADS + len(found), len(columns) - 1)
    book.print_from(sheet, _HEADS, _HEADS)


def _write_law(book: Book, sheet: Worksheet, node: Node, widths: Sequence[float]) -> None:
    law = book.assessed.law
    text = node.en if current_language() is Language.EN else node.reads or node.text
    said = str(wording.LEGAL_TEXT).format(text=text, place=node.place or "")
    if node.rulings:
        ruled = [f"{name}: {law.rulings[name].ruling}" for name in node.rulings if name in law.rulings]
        said += "\n" + " ".join(ruled)
    sheet.merge_range(HEAD_ROWS, 0, HEAD_ROWS, len(widths) - 1, said, book.quiet)
    sheet.set_row(HEAD_ROWS, 12.5 * lines_of(said, sum(widths) * 1.1) + 4)
    sheet.set_row(HEAD_ROWS + 1, 5)


def _write_line(book: Book, sheet: Worksheet, at: int, line: Line) -> None:
    communes, look = book.communes, book.look
    plain, centred, wrapped = look.boxed(), look.boxed(align="center"), look.boxed(text_wrap=True)
    counted = look.boxed(align="center", num_format=COUNT_FORMAT, bold=True)
    sheet.write_string(at, 0, communes.codes[line.commune], plain)
    sheet.write_string(at, 1, communes.names[line.commune], plain)
    sheet.write(at, 2, communes.districts[line.commune], plain)
    sheet.write_string(at, 3, shown(line.verdict), book.badge(line.verdict))
    sheet.write(at, 4, line.value.content, look.boxed(align="center", num_format=line.value.format))
    sheet.write(at, 5, line.threshold, centred)
    sheet.write(at, 6, None if line.short in (NO_COUNT, 0) else line.short, counted)
    sheet.write_string(at, 7, line.sentence, wrapped)
    sheet.write(at, 8, line.rows, wrapped)
    lines = max(lines_of(line.sentence, _REASON_WIDTH), lines_of(line.rows, _ROWS_WIDTH * 0.85))
    sheet.set_row(at, 13 * lines + 3)


def _rows_in_question(book: Book, assessment: Assessment, row: int, found: list[int]) -> dict[int, str]:
    """The rows that fail and those left blank, by commune, named as far as there is room."""
    tally = tally_of(assessment.nodes[row].formula)
    if tally is None:
        return {}
    codes = book.assessed.codes
    named = book.assessed.names.of(tally, [codes[commune] for commune in found], LISTED)
    counts = assessment.table.tallies[tally]
    told: dict[int, str] = {}
    for commune in found:
        rows = named.get(codes[commune], FailingRows())
        parts = []
        if rows.failing:
            parts.append(_named([r.label for r in rows.failing], int(counts.false[commune])))
        if rows.blank:
            names = _named([r.label for r in rows.blank], int(counts.blank[commune]))
            parts.append(str(wording.BLANK_ROWS).format(names=names))
        if parts:
            told[commune] = "\n".join(parts)
    return told


def _named(labels: list[str], total: int) -> str:
    said = ", ".join(labels)
    if total > len(labels):
        said += " " + str(wording.AND_MORE).format(n=whole(total - len(labels)))
    return said
