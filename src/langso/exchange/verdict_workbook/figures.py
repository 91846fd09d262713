"""A condition's value and threshold as cells: numbers where they are exact, words where they are not."""

import math
from dataclasses import dataclass
from fractions import Fraction

from langso.criteria import Assessment, bounds
from langso.criteria.formula import AtLeastOf, Comparison, Declared
from langso.exchange.verdict_workbook import wording
from langso.language import decimal, percent

GENERAL = "General"
_MOST_DECIMALS = 4
_COMPARED = {
    Comparison.AT_LEAST: wording.AT_LEAST,
    Comparison.MORE_THAN: wording.OVER,
    Comparison.AT_MOST: wording.AT_MOST,
    Comparison.LESS_THAN: wording.UNDER,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and the number format that shows it."""

    content: float | str
    format: str = GENERAL


def values(assessment: Assessment, row: int) -> list[Cell]:
    """The value of a condition for every commune."""
    formula, within = assessment.nodes[row].formula, bounds(assessment, row)
    ends = zip(within.lo.tolist(), within.hi.tolist(), within.threshold.tolist(), strict=True)
    if isinstance(formula, Declared):
        return [Cell(str(_answer(low, high))) for low, high, _ in ends]
    in_percent = not isinstance(formula, AtLeastOf) and formula.threshold.percent
    return [_figure(low, high, threshold, in_percent=in_percent) for low, high, threshold in ends]


def _answer(low: float, high: float) -> object:
    if low != high:
        return wording.UNKNOWN
    return wording.YES if low else wording.NO


def _figure(low: float, high: float, threshold: float, *, in_percent: bool) -> Cell:
    if low == high:
        return Cell(low, _percent_format(low, threshold) if in_percent else GENERAL)
    nothing_known = math.isnan(low) or (math.isnan(high) and low == 0) or (in_percent and (low, high) == (0, 1))
    if nothing_known:
        return Cell(str(wording.UNKNOWN))
    if math.isnan(high):
        return Cell(str(wording.AT_LEAST).format(value=_text(low, in_percent=in_percent)))
    ends = {"low": _text(low, in_percent=in_percent), "high": _text(high, in_percent=in_percent)}
    return Cell(str(wording.BETWEEN).format(**ends))


def _text(number: float, *, in_percent: bool) -> str:
    exact = Fraction(number).limit_denominator(10**9)
    return percent(exact) if in_percent else decimal(exact)


def _percent_format(share: float, threshold: float) -> str:
    """Enough decimals that 79.996% does not read as the 80% that is asked."""
    for decimals in range(1, _MOST_DECIMALS):
        if share == threshold or round(share * 100, decimals) != round(threshold * 100, decimals):
            return f"0.{'0' * decimals}%"
    return f"0.{'0' * _MOST_DECIMALS}%"


def thresholds(assessment: Assessment, row: int) -> list[str]:
    """What is asked of every commune, in words; empty where it depends on a group that is not known."""
    formula = assessment.nodes[row].formula
    if isinstance(formula, Declared):
        return [str(wording.YES)] * len(assessment.table.communes)
    asked = bounds(assessment, row).threshold.tolist()
    if isinstance(formula, AtLeastOf):
        return ["" if math.isnan(n) else str(wording.AT_LEAST).format(value=_text(n, in_percent=False)) for n in asked]
    words, in_percent = _COMPARED[formula.threshold.comparison], formula.threshold.percent
    whole_share = in_percent and formula.threshold.comparison is Comparison.AT_LEAST
    worded = {n: str(words).format(value=_text(n, in_percent=in_percent)) for n in set(asked) if not math.isnan(n)}
    if whole_share and 1 in worded:
        worded[1] = _text(1, in_percent=True)
    return [worded.get(n, "") for n in asked]
