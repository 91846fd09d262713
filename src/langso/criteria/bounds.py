"""The figures behind verdicts as numbers to print: the ends of each interval and the threshold, a column a commune."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from langso.criteria.algebra import Assessment, rows_as_figures
from langso.criteria.formula import (
    AtLeastOf,
    CountOverRows,
    Declared,
    DeclaredNumber,
    DeclaredShare,
    RowCount,
    RowShare,
)
from langso.criteria.table import UNBOUNDED, FactTable, Figures, Tallied
from langso.criteria.verdicts import Verdict

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The ends of a node's interval and its threshold, each of shape (communes,), NaN where there is none.

    Shares are fractions of 1; a yes is 1, a no 0; a group counts its children surely met and possibly met.
    """

    lo: Floats
    hi: Floats
    threshold: Floats


def bounds(assessment: Assessment, row: int) -> Bounds:
    """The bounds of the node in row `row`. For people to read: verdicts never come from these rounded numbers."""
    node, table = assessment.nodes[row], assessment.table
    match node.formula:
        case RowCount(tally, _):
            lo, hi = _count(table.tallies[tally], table.closed[tally.register])
        case RowShare(tally, _):
            lo, hi = _row_share(table.tallies[tally], table.closed[tally.register])
        case DeclaredShare(part, whole, _):
            lo, hi = _ratio(table.declared[part], table.declared[whole])
        case CountOverRows(part, _, _):
            lo, hi = _ratio(table.declared[part], rows_as_figures(node.formula, table))
        case DeclaredNumber(fact, _):
            lo, hi = _number(table.declared[fact])
        case Declared():
            codes = assessment.verdicts[row]
            lo, hi = (codes == Verdict.MET).astype(float), (codes != Verdict.NOT_MET).astype(float)
        case AtLeastOf():
            children = assessment.verdicts[[assessment.row(child.id) for child in node.children]]
            lo = (children == Verdict.MET).sum(axis=0).astype(float)
            hi = lo + (children == Verdict.INSUFFICIENT).sum(axis=0)
    nothing = assessment.verdicts[row] == Verdict.NOT_APPLICABLE
    lo, hi = np.where(nothing, np.nan, lo), np.where(nothing, np.nan, hi)
    return Bounds(lo, hi, _threshold(assessment, row, table))


def _over(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0), dtype=np.float64)


def _count(tally: Tallied, closed: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    return tally.true.astype(float), np.where(closed, (tally.true + tally.blank).astype(float), np.nan)


def _row_share(tally: Tallied, closed: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    possible = tally.true + tally.blank
    lo = _over(tally.true, tally.rows)
    hi = np.where(possible + tally.false > 0, _over(possible, possible + tally.false), lo)
    return np.where(closed, lo, 0.0), np.where(closed, hi, 1.0)


def _ratio(part: Figures, whole: Figures) -> tuple[Floats, Floats]:
    known = part.hi != UNBOUNDED
    lo = np.where(whole.hi == UNBOUNDED, 0.0, _over(part.lo, whole.hi))
    unanswered = ~known | ((whole.hi == UNBOUNDED) & (whole.lo == 0))
    return np.where(unanswered, np.nan, lo), np.where(unanswered, np.nan, _over(part.hi, whole.lo))


def _number(figures: Figures) -> tuple[Floats, Floats]:
    scale = 10**figures.decimals
    known = figures.hi != UNBOUNDED
    return np.where(known, figures.lo / scale, np.nan), np.where(known, figures.hi / scale, np.nan)


def _threshold(assessment: Assessment, row: int, table: FactTable) -> Floats:
    formula = assessment.nodes[row].formula
    if isinstance(formula, Declared):
        return np.ones(len(table.communes))
    if isinstance(formula, AtLeastOf):
        children = assessment.verdicts[[assessment.row(child.id) for child in assessment.nodes[row].children]]
        left = len(children) - (children == Verdict.NOT_APPLICABLE).sum(axis=0)
        asked = left if formula.n is None else np.minimum(formula.n, left)
        return np.where(left == 0, np.nan, asked.astype(float))
    threshold = formula.threshold
    by_group = np.array(
        [np.nan if threshold.single is None else float(threshold.single), *map(float, threshold.by_group)]
    )
    return by_group[table.groups]
