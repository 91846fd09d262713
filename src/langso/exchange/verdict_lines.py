"""Verdicts as lines for other programs: CSV, and JSON with the keys of the rows in question."""

import json
import math
from collections.abc import Callable, Iterator
from typing import TextIO

from langso.assessments.assessed import Assessed
from langso.criteria import NO_COUNT, Assessment, Verdict, bounds
from langso.criteria.formula import tally_of
from langso.facts import FailingRows

COLUMNS = ("set", "commune", "node", "verdict", "value_lo", "value_hi", "threshold", "short", "reason")
LISTED = 100
"""A JSON line lists at most this many failing and as many blank rows; their totals stand beside them."""

Number = int | float | None
Values = tuple[str, Number, Number, Number, int | None]


def write_csv(assessed: Assessed, stream: TextIO) -> None:
    """One line for every node of every commune: set, commune, node, verdict, bounds, threshold, short, reason."""
    stream.write(",".join(COLUMNS) + "\n")
    for assessment in assessed.assessments:
        name = assessment.criteria_set.id
        columns = [_csv_column(assessed, assessment, row) for row in range(len(assessment.nodes))]
        for code, lines in zip(assessment.table.communes, zip(*columns, strict=True), strict=True):
            start = f"{_quoted(name)},{_quoted(code)},"
            stream.write(start + start.join(lines))


def write_json(assessed: Assessed, stream: TextIO) -> None:
    """The same as JSON objects, one a line, with the keys of the rows that fail and of those left blank."""
    for assessment in assessed.assessments:
        columns = [list(_json_column(assessed, assessment, row)) for row in range(len(assessment.nodes))]
        for lines in zip(*columns, strict=True):
            stream.writelines(lines)


def _values(assessment: Assessment, row: int) -> Callable[[int], Values]:
    """What a line says beside its sentence, for the commune at an index."""
    within = bounds(assessment, row)
    verdicts: list[int] = assessment.verdicts[row].tolist()
    columns: list[list[float]] = [column.tolist() for column in (within.lo, within.hi, within.threshold)]
    short: list[int] = assessment.short[row].tolist()

    def of(commune: int) -> Values:
        lo, hi, threshold = (_number(column[commune]) for column in columns)
        lacking = short[commune]
        return _WORDS[verdicts[commune]], lo, hi, threshold, None if lacking == NO_COUNT else lacking

    return of


_WORDS = [verdict.word for verdict in Verdict]


def _number(value: float) -> Number:
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() else value


def _csv_column(assessed: Assessed, assessment: Assessment, row: int) -> list[str]:
    node, values = _quoted(assessment.nodes[row].id), _values(assessment, row)

    def line(commune: int, sentence: str) -> str:
        verdict, lo, hi, threshold, short = values(commune)
        figures = f"{_cell(lo)},{_cell(hi)},{_cell(threshold)},{_cell(short)}"
        return f"{node},{verdict},{figures},{_quoted(sentence)}\n"

    return assessed.worded(assessment, row, line)


def _cell(figure: Number) -> str:
    return "" if figure is None else str(figure)


def _quoted(text: str) -> str:
    """A cell of a CSV line, in quotes where it needs them."""
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _json_column(assessed: Assessed, assessment: Assessment, row: int) -> Iterator[str]:
    node, values = assessment.nodes[row], _values(assessment, row)
    tally = tally_of(node.formula)
    codes = assessment.table.communes
    rows = assessed.names.of(tally, assessed.codes, LISTED) if tally else {}
    sentences = assessed.worded(assessment, row, lambda _commune, sentence: sentence)
    for commune, code in enumerate(codes):
        found = rows.get(assessed.codes[commune], FailingRows())
        counts = assessment.table.tallies[tally] if tally else None
        fields = (assessment.criteria_set.id, code, node.id, *values(commune), sentences[commune])
        line: dict[str, object] = dict(zip(COLUMNS, fields, strict=True))
        line["failing"] = [r.key for r in found.failing]
        line["blank"] = [r.key for r in found.blank]
        line["failing_total"] = int(counts.false[commune]) if counts else 0
        line["blank_total"] = int(counts.undecided[commune]) if counts else 0
        yield json.dumps(line, ensure_ascii=False) + "\n"
