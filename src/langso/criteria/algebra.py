"""Decides every node of a criteria set for every commune at once, exactly, from a fact table of intervals.

One commune is an array of length 1: there is no second implementation. Shares are compared in integers:
with a threshold p/q, `n` of `m` reaches it when q·n ≥ p·m.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from langso.criteria.formula import (
    AtLeastOf,
    Comparison,
    CountOverRows,
    Declared,
    DeclaredNumber,
    DeclaredShare,
    Formula,
    RowCount,
    RowShare,
    Threshold,
)
from langso.criteria.law import CriteriaSet, Node
from langso.criteria.rowtest import All, Any, Holds, Not, Term
from langso.criteria.table import UNBOUNDED, Bools, FactTable, Figures, Ints, put
from langso.criteria.verdicts import Codes, Verdict, combine

NO_COUNT = -1
"""In an array of how many are short: it cannot be said."""

Decision = tuple[Codes, Ints]
"""Verdicts and how many are short, each of shape (communes,)."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdicts of one criteria set over a fact table.

    `verdicts` and `short` have shape (nodes, communes), rows in the order of `nodes` (parents first).
    """

    criteria_set: CriteriaSet
    table: FactTable
    nodes: tuple[Node, ...]
    verdicts: Codes
    short: Ints

    def row(self, node_id: str) -> int:
        """The row of a node; KeyError when the set has none of that id."""
        for row, node in enumerate(self.nodes):
            if node.id == node_id:
                return row
        raise KeyError(node_id)

    def take(self, indices: Ints) -> "Assessment":
        """The assessment of some communes, by their indices."""
        table = self.table.take(indices)
        return Assessment(self.criteria_set, table, self.nodes, self.verdicts[:, indices], self.short[:, indices])

    def put(self, indices: Ints, other: "Assessment") -> "Assessment":
        """The same assessment with other verdicts for the communes at some indices."""
        verdicts, short = put(self.verdicts, indices, other.verdicts), put(self.short, indices, other.short)
        return replace(self, table=self.table.put(indices, other.table), verdicts=verdicts, short=short)


def evaluate(criteria_set: CriteriaSet, table: FactTable) -> Assessment:
    """Every node of a set (already as it reads on the day: `CriteriaSet.on`) decided over a fact table."""
    nodes = criteria_set.nodes()
    shape = (len(nodes), len(table.communes))
    verdicts, short = np.empty(shape, dtype=np.int8), np.empty(shape, dtype=np.int64)
    rows = {id(node): row for row, node in enumerate(nodes)}
    for row in reversed(range(len(nodes))):
        node = nodes[row]
        if isinstance(node.formula, AtLeastOf):
            below = verdicts[[rows[id(child)] for child in node.children]]
            verdicts[row], asked, met = combine(below, node.formula.n)
            short[row] = np.maximum(asked - met, 0)
        else:
            verdicts[row], short[row] = decide(node.formula, table)
    short[verdicts == Verdict.NOT_APPLICABLE] = NO_COUNT
    return Assessment(criteria_set, table, nodes, verdicts, short)


def decide(formula: Formula, table: FactTable) -> Decision:
    """One condition over a fact table."""
    match formula:
        case Declared(test):
            lo, hi = _kleene(test.term, table)
            return (lo + hi).astype(np.int8), 1 - lo
        case RowCount(_, threshold):
            return _by_group(threshold, table, lambda p, _: _count(formula, table, p))
        case RowShare(_, threshold):
            return _by_group(threshold, table, lambda p, q: _row_share(formula, table, p, q))
        case DeclaredShare(part, whole, threshold):
            parts, wholes = table.declared[part], table.declared[whole]
            return _by_group(threshold, table, lambda p, q: _ratio(threshold.comparison, parts, wholes, p, q))
        case CountOverRows(part, _, threshold):
            parts, wholes = table.declared[part], rows_as_figures(formula, table)
            return _by_group(threshold, table, lambda p, q: _ratio(threshold.comparison, parts, wholes, p, q))
        case DeclaredNumber(fact, threshold):
            figures = table.declared[fact]
            return _by_group(threshold, table, lambda p, q: _number(threshold.comparison, figures, p, q))
        case _:
            raise TypeError(formula)


def rows_as_figures(formula: CountOverRows, table: FactTable) -> Figures:
    """How many rows a register has, as an interval: exact once closed, open upwards before."""
    rows = table.tallies[formula.tally].rows
    return Figures(rows, np.where(table.closed[formula.tally.register], rows, UNBOUNDED))


def _by_group(threshold: Threshold, table: FactTable, at: Callable[[int, int], Decision]) -> Decision:
    """Decide at each group's threshold; a commune of unknown group is decided only where all groups agree."""
    if threshold.single is not None:
        return at(*threshold.single.as_integer_ratio())
    decided = [at(*value.as_integer_ratio()) for value in threshold.by_group]
    verdicts, short = (np.stack(parts) for parts in zip(*decided, strict=True))
    column = np.arange(len(table.communes))
    known = np.maximum(table.groups, 1) - 1
    agree, same = (verdicts == verdicts[0]).all(axis=0), (short == short[0]).all(axis=0)
    unknown = table.groups == 0
    return (
        np.where(unknown & ~agree, np.int8(Verdict.INSUFFICIENT), verdicts[known, column]),
        np.where(unknown & ~same, NO_COUNT, short[known, column]),
    )


def _verdicts(met: Bools, not_met: Bools) -> Codes:
    """Met where met, not met where not met, insufficient elsewhere."""
    return met.astype(np.int8) - not_met.astype(np.int8) + np.int8(Verdict.INSUFFICIENT)


def _reaches(comparison: Comparison, part: Ints, whole: Ints, p: int, q: int) -> Bools:
    """Whether part/whole compares with p/q as asked, in integers."""
    left, right = _times(part, q), _times(whole, p)
    match comparison:
        case Comparison.AT_LEAST:
            return left >= right
        case Comparison.MORE_THAN:
            return left > right
        case Comparison.AT_MOST:
            return left <= right
        case _:
            return left < right


def _lacking(comparison: Comparison, part: Ints, whole: Ints, p: int, q: int) -> Ints:
    """How many more (or, where less is better, fewer) would pass, never below 0."""
    exact = _times(whole, p)
    rounded_down = comparison.strict is comparison.upward
    limit = exact if q == 1 else exact // q if rounded_down else -(-exact // q)
    if comparison.upward:
        lacking = (limit + 1 if comparison.strict else limit) - part
    else:
        lacking = part - (limit - 1 if comparison.strict else limit)
    return np.asarray(np.maximum(lacking, 0), dtype=np.int64)


def _times(figures: Ints, factor: int) -> Ints:
    return figures if factor == 1 else figures * factor


def _limit(comparison: Comparison, p: int, q: int) -> int:
    """The whole figure from which on (or, where less is better, down from which) whole figures pass p/q."""
    below, above = p // q, -(-p // q)
    match comparison:
        case Comparison.AT_LEAST:
            return above
        case Comparison.MORE_THAN:
            return below + 1
        case Comparison.AT_MOST:
            return below
        case _:
            return above - 1


def _count(formula: RowCount, table: FactTable, n: int) -> Decision:
    comparison, tally = formula.threshold.comparison, table.tallies[formula.tally]
    closed, limit = table.closed[formula.tally.register], _limit(comparison, n, 1)
    at_least, at_most = tally.true, tally.true + tally.blank
    if comparison.upward:
        return _verdicts(at_least >= limit, closed & (at_most < limit)), np.maximum(limit - at_least, 0)
    return _verdicts(closed & (at_most <= limit), at_least > limit), np.maximum(at_most - limit, 0)


def _row_share(formula: RowShare, table: FactTable, p: int, q: int) -> Decision:
    comparison, tally = formula.threshold.comparison, table.tallies[formula.tally]
    closed = table.closed[formula.tally.register]
    possible = tally.true + tally.blank
    least = _reaches(comparison, tally.true, tally.rows, p, q)
    most = _reaches(comparison, possible, possible + tally.false, p, q)
    if comparison.upward:
        met, fails = closed & least, ~most & (possible + tally.false > 0)
        never = not comparison.strict and p == q
        lost = (tally.false > 0) if never else np.zeros_like(closed)
        have = tally.true
    else:
        met, fails = closed & most & (possible + tally.false > 0), ~least
        lost = (tally.true > 0) if p == 0 else np.zeros_like(closed)
        have = possible
    not_met = np.where(closed, fails, lost)
    verdicts = _verdicts(met & ~not_met, not_met)
    verdicts[closed & (tally.rows == 0)] = Verdict.NOT_APPLICABLE
    lacking = _lacking(comparison, have, tally.rows, p, q)
    return verdicts, np.where(closed | not_met, lacking, NO_COUNT)


def _ratio(comparison: Comparison, part: Figures, whole: Figures, p: int, q: int) -> Decision:
    part_known, whole_known = part.hi != UNBOUNDED, whole.hi != UNBOUNDED
    if comparison.upward:
        met = part_known & whole_known & _reaches(comparison, part.lo, whole.hi, p, q)
        not_met = part_known & (whole.lo > 0) & ~_reaches(comparison, part.hi, whole.lo, p, q)
        lacking = _lacking(comparison, part.lo, np.where(whole_known, whole.hi, whole.lo), p, q)
    else:
        met = part_known & (whole.lo > 0) & _reaches(comparison, part.hi, whole.lo, p, q)
        not_met = whole_known & ~_reaches(comparison, part.lo, whole.hi, p, q)
        lacking = _lacking(comparison, part.hi, np.where(whole_known, whole.hi, whole.lo), p, q)
    verdicts = _verdicts(met, not_met)
    verdicts[whole.hi == 0] = Verdict.NOT_APPLICABLE
    return verdicts, np.where(part_known & (whole_known | not_met), lacking, NO_COUNT)


def _number(comparison: Comparison, figures: Figures, p: int, q: int) -> Decision:
    known, limit = figures.hi != UNBOUNDED, _limit(comparison, p * 10**figures.decimals, q)
    if comparison.upward:
        met, not_met, lacking = figures.lo >= limit, figures.hi < limit, limit - figures.lo
    else:
        met, not_met, lacking = figures.hi <= limit, figures.lo > limit, figures.hi - limit
    verdicts = _verdicts(known & met, known & not_met)
    counted = known & (figures.decimals == 0)
    return verdicts, np.where(counted, np.maximum(lacking, 0), NO_COUNT)


def _kleene(term: Term, table: FactTable) -> tuple[Ints, Ints]:
    """A test over declared yes/no facts as an interval [lo, hi] within [0, 1]."""
    match term:
        case Holds(name):
            figures = table.declared[name]
            return figures.lo, figures.hi
        case Not(inner):
            lo, hi = _kleene(inner, table)
            return 1 - hi, 1 - lo
        case All(terms):
            pairs = [_kleene(inner, table) for inner in terms]
            return np.minimum.reduce([lo for lo, _ in pairs]), np.minimum.reduce([hi for _, hi in pairs])
        case Any(terms):
            pairs = [_kleene(inner, table) for inner in terms]
            return np.maximum.reduce([lo for lo, _ in pairs]), np.maximum.reduce([hi for _, hi in pairs])
        case _:
            raise TypeError(term)


__all__ = ["NO_COUNT", "Assessment", "decide", "evaluate", "rows_as_figures"]
