"""What if: the verdicts of one commune with some figures supposed otherwise. Nothing is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from langso.assessments.assessed import Assessed
from langso.criteria import Assessment, FactTable, Figures, Node, Tallied, evaluate
from langso.criteria.formula import Tally, tally_of
from langso.criteria.law import FactType
from langso.criteria.table import UNBOUNDED


@dataclass(frozen=True, slots=True)
class Rows:
    """What is supposed of a tally: how many rows there are, and how many of them pass."""

    passing: int
    rows: int


@dataclass(frozen=True, slots=True)
class Supposed:
    """Declared facts (None: not declared), tallies by the id of a node that asks them, registers closed or open again.

    A register that is in neither stays as it is: rows alone let no share of an open register count as met.
    """

    facts: Mapping[str, int | None] = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    reopened: frozenset[str] = frozenset()


def suppose(assessed: Assessed, supposed: Supposed) -> Assessed:
    """The same single commune under what is supposed."""
    return replace(
        assessed,
        assessments=tuple(
            evaluate(assessment.criteria_set, _table(assessed, assessment, supposed))
            for assessment in assessed.assessments
        ),
    )


def _table(assessed: Assessed, assessment: Assessment, supposed: Supposed) -> FactTable:
    table = assessment.table.with_declared(
        {name: _figures(assessed, name, value) for name, value in supposed.facts.items()}
    )
    tallies = {**table.tallies}
    state = {**dict.fromkeys(supposed.closed, True), **dict.fromkeys(supposed.reopened, False)}
    closed = {name: np.array([state[name]]) if name in state else said for name, said in table.closed.items()}
    for other in assessed.assessments:
        for node in other.nodes:
            tally = tally_of(node.formula)
            if tally is None or node.id not in supposed.rows:
                continue
            _suppose_rows(tally, supposed.rows[node.id], tallies)
        for node in other.nodes:
            if node.id not in supposed.rows and (fitting := _fitting(node, supposed, tallies)):
                _suppose_rows(*fitting, tallies)
    return replace(table, tallies=tallies, closed=closed)


def _fitting(node: Node, supposed: Supposed, tallies: Mapping[Tally, Tallied]) -> tuple[Tally, Rows] | None:
    """Of a node that counts the rows in which all its children hold: as many as can be when some of those are supposed.

    No more than the fewest of a child, no fewer than must be in all; between them, what holds now.
    """
    whole = tally_of(node.formula)
    counted = [(child.id, tally) for child in node.children if (tally := tally_of(child.formula))]
    if whole is None or not any(name in supposed.rows for name, _tally in counted):
        return None
    rows = next(supposed.rows[name].rows for name, _tally in counted if name in supposed.rows)
    passing = [min(int(tallies[tally].true[0]), rows) for _name, tally in counted]
    least = max(0, sum(passing) - (len(passing) - 1) * rows)
    return whole, Rows(min(*passing, max(least, int(tallies[whole].true[0]))), rows)


def _suppose_rows(tally: Tally, rows: Rows, tallies: dict[Tally, Tallied]) -> None:
    passing = min(rows.passing, rows.rows)
    true, false, all_rows = (np.array([n], dtype=np.int64) for n in (passing, rows.rows - passing, rows.rows))
    tallies[tally] = Tallied(true, np.zeros(1, dtype=np.int64), false, all_rows)


def _figures(assessed: Assessed, name: str, value: int | None) -> Figures:
    fact = assessed.law.facts[name]
    unknown = 1 if fact.type is FactType.YES_NO else UNBOUNDED
    lo = np.array([0 if value is None else value], dtype=np.int64)
    hi = np.array([unknown if value is None else value], dtype=np.int64)
    return Figures(lo, hi, fact.decimals)
