"""Why a verdict is what it is: the figures as typed values, gathered when someone asks. `sentences` words them."""

from dataclasses import dataclass
from fractions import Fraction

from langso.criteria.algebra import NO_COUNT, Assessment, rows_as_figures
from langso.criteria.formula import (
    AtLeastOf,
    CountOverRows,
    Declared,
    DeclaredNumber,
    DeclaredShare,
    RowCount,
    RowShare,
    Threshold,
)
from langso.criteria.law import DeclaredFact, Law, Node, Register
from langso.criteria.rowtest import RowTest
from langso.criteria.table import Figures
from langso.criteria.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class RowFigures:
    """Rows of a register: passing, undecided, failing, all; and whether the register is closed. See `table.Tallied`."""

    register: Register
    true: int
    blank: int
    false: int
    rows: int
    closed: bool


@dataclass(frozen=True, slots=True)
class RatioFigures:
    """A part over a whole (a fact, or a register's rows), as intervals whose upper end is None when there is none."""

    part_of: DeclaredFact
    whole_of: DeclaredFact | Register
    part: tuple[int, int | None]
    whole: tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class NumberFigure:
    """One declared figure, None when unanswered."""

    fact: DeclaredFact
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class FactAnswers:
    """Declared yes/no facts by their answer."""

    yes: tuple[DeclaredFact, ...]
    no: tuple[DeclaredFact, ...]
    unanswered: tuple[DeclaredFact, ...]


@dataclass(frozen=True, slots=True)
class ChildVerdicts:
    """The children with their verdicts, and how many are asked for once those that do not apply are left out."""

    children: tuple[tuple[Node, Verdict], ...]
    asked: int


Figure = RowFigures | RatioFigures | NumberFigure | FactAnswers | ChildVerdicts


@dataclass(frozen=True, slots=True)
class Reason:
    """A verdict's reason: the node with its legal text and rulings, the figures, the threshold, how many are short.

    `limit` is None where there is no threshold, or the commune's group is not known and groups differ.
    `short` is None where it cannot be said.
    """

    node: Node
    verdict: Verdict
    figures: Figure
    threshold: Threshold | None
    limit: Fraction | None
    short: int | None


def reason(assessment: Assessment, law: Law, row: int, commune: int) -> Reason:
    """The reason of the node in row `row` for the commune at index `commune`."""
    node = assessment.nodes[row]
    threshold = getattr(node.formula, "threshold", None)
    short = int(assessment.short[row, commune])
    return Reason(
        node=node,
        verdict=Verdict(int(assessment.verdicts[row, commune])),
        figures=_figures(assessment, law, node, commune),
        threshold=threshold,
        limit=threshold.for_group(int(assessment.table.groups[commune])) if threshold else None,
        short=None if short == NO_COUNT else short,
    )


def _figures(assessment: Assessment, law: Law, node: Node, commune: int) -> Figure:
    table, formula = assessment.table, node.formula
    match formula:
        case RowCount(tally, _) | RowShare(tally, _):
            counts = table.tallies[tally]
            return RowFigures(
                register=law.registers[tally.register],
                true=int(counts.true[commune]),
                blank=int(counts.undecided[commune]),
                false=int(counts.false[commune]),
                rows=int(counts.rows[commune]),
                closed=bool(table.closed[tally.register][commune]),
            )
        case DeclaredShare(part, whole, _):
            pair = (_interval(table.declared[name], commune) for name in (part, whole))
            return RatioFigures(law.facts[part], law.facts[whole], *pair)
        case CountOverRows(part, tally, _):
            rows = _interval(rows_as_figures(formula, table), commune)
            part_is = _interval(table.declared[part], commune)
            return RatioFigures(law.facts[part], law.registers[tally.register], part_is, rows)
        case DeclaredNumber(fact, _):
            figures = table.declared[fact]
            lo, hi = _interval(figures, commune)
            return NumberFigure(law.facts[fact], Fraction(lo, 10**figures.decimals) if lo == hi else None)
        case Declared(test):
            return _answers(assessment, law, test, commune)
        case AtLeastOf(n):
            children = tuple(
                (child, Verdict(int(assessment.verdicts[assessment.row(child.id), commune]))) for child in node.children
            )
            left = sum(verdict is not Verdict.NOT_APPLICABLE for _, verdict in children)
            return ChildVerdicts(children, left if n is None else min(n, left))


def _interval(figures: Figures, commune: int) -> tuple[int, int | None]:
    lo, hi = int(figures.lo[commune]), int(figures.hi[commune])
    return lo, None if hi < 0 else hi


def _answers(assessment: Assessment, law: Law, test: RowTest, commune: int) -> FactAnswers:
    yes: list[DeclaredFact] = []
    no: list[DeclaredFact] = []
    unanswered: list[DeclaredFact] = []
    for name in test.columns:
        lo, hi = _interval(assessment.table.declared[name], commune)
        (unanswered if lo != hi else yes if lo else no).append(law.facts[name])
    return FactAnswers(tuple(yes), tuple(no), tuple(unanswered))
