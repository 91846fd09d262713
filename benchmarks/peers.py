"""What the peers of P2 are given: the figures of our fact table under plain names, one array a figure."""

from collections.abc import Sequence

import numpy as np

from langso.criteria.formula import CountOverRows, Tally, facts_of, tally_of
from langso.criteria.law import CriteriaSet
from langso.criteria.table import UNBOUNDED, FactTable

Decided = tuple[np.ndarray, np.ndarray]
"""Verdicts (0 not met, 1 insufficient, 2 met, 3 not applicable) and how many are short (-1: cannot be said)."""


def identifier(node_id: str) -> str:
    """A node's id as a name in other languages: NTM_8_3_2."""
    return node_id.replace("-", "_").replace(".", "_")


class Known:
    """The figures of a fact table that some sets ask."""

    def __init__(self, sets: Sequence[CriteriaSet], table: FactTable) -> None:
        self.communes = len(table.communes)
        self._table = table
        self._formulas = [node.formula for criteria_set in sets for node in criteria_set.nodes()]
        tallies = [tally for formula in self._formulas if (tally := tally_of(formula))]
        self._numbers = {tally: number for number, tally in enumerate(dict.fromkeys(tallies))}

    def number(self, tally: Tally) -> int:
        """The number by which a tally goes in the names of `inputs`."""
        return self._numbers[tally]

    def inputs(self) -> dict[str, np.ndarray]:
        """Every figure: true_, blank_, false_, rows_<tally>; closed_<register>; <fact>_lo, _hi; rows_of_<register>_…"""
        found: dict[str, np.ndarray] = {}
        for tally, number in self._numbers.items():
            counts = self._table.tallies[tally]
            found[f"closed_{tally.register}"] = self._table.closed[tally.register].astype(np.int64)
            for figure in ("true", "blank", "false", "rows"):
                found[f"{figure}_{number}"] = getattr(counts, figure)
        for formula in self._formulas:
            for fact in facts_of(formula):
                figures = self._table.declared[fact]
                found[f"{fact}_lo"], found[f"{fact}_hi"] = figures.lo, figures.hi
            if isinstance(formula, CountOverRows):
                rows = self._table.tallies[formula.tally].rows
                register = formula.tally.register
                found[f"rows_of_{register}_lo"] = rows
                found[f"rows_of_{register}_hi"] = np.where(self._table.closed[register], rows, UNBOUNDED)
        return found
