"""One node's reasons for every commune at once: the same figures are put into words once."""

from typing import Any

from numpy.typing import NDArray

from langso.criteria.algebra import NO_COUNT, Assessment
from langso.criteria.formula import (
    AtLeastOf,
    CountOverRows,
    Declared,
    DeclaredShare,
    RowCount,
    RowShare,
    facts_of,
    tally_of,
)
from langso.criteria.law import Law
from langso.criteria.reasons import RowFigures, reason
from langso.criteria.sentences import Teller
from langso.criteria.table import UNBOUNDED
from langso.criteria.verdicts import Verdict

Signature = tuple[int, ...]


class Telling:
    """The sentences of the node in row `row`.

    `signatures` holds, per commune, the figures its sentence is made of: equal signatures, equal sentences.
    """

    def __init__(self, assessment: Assessment, law: Law, row: int) -> None:
        self._assessment = assessment
        self._law = law
        self._row = row
        self._node = assessment.nodes[row]
        self._groups: list[int] = assessment.table.groups.tolist()
        self._tellers: dict[int, Teller] = {}
        self.signatures = self._signatures()

    def teller(self, commune: int) -> Teller:
        """Who puts the reason of the commune at an index into words."""
        group = self._groups[commune]
        if group not in self._tellers:
            threshold = getattr(self._node.formula, "threshold", None)
            limit = threshold.for_group(group) if threshold else None
            self._tellers[group] = Teller(self._node, self._law, limit)
        return self._tellers[group]

    def sentence(self, commune: int) -> str:
        """The sentence for the commune at an index, naming no rows."""
        teller, figures = self.teller(commune), self.signatures[commune]
        verdict, short = Verdict(figures[0]), None if figures[1] == NO_COUNT else figures[1]
        match self._node.formula:
            case RowCount(tally) | RowShare(tally):
                true, blank, false, rows, closed = figures[2:7]
                counted = RowFigures(self._law.registers[tally.register], true, blank, false, rows, bool(closed))
                return teller.rows(verdict, short, counted)
            case DeclaredShare():
                part, part_hi, rows, rows_hi = figures[2:6]
                return teller.ratio(verdict, short, (part, _end(part_hi)), (rows, _end(rows_hi)))
            case CountOverRows():
                part, part_hi, rows, closed = *figures[2:4], *figures[7:9]
                return teller.ratio(verdict, short, (part, _end(part_hi)), (rows, rows if closed else None))
            case _:
                return teller.sentence(reason(self._assessment, self._law, self._row, commune))

    def _signatures(self) -> list[Signature]:
        assessment, table, formula = self._assessment, self._assessment.table, self._node.formula
        arrays: list[NDArray[Any]] = [assessment.verdicts[self._row], assessment.short[self._row]]
        for name in facts_of(formula):
            arrays += [table.declared[name].lo, table.declared[name].hi]
        if tally := tally_of(formula):
            counts = table.tallies[tally]
            arrays += [counts.true, counts.undecided, counts.false, counts.rows, table.closed[tally.register]]
        if isinstance(formula, AtLeastOf):
            arrays += [assessment.verdicts[assessment.row(child.id)] for child in self._node.children]
        elif not isinstance(formula, Declared) and formula.threshold.single is None:
            arrays.append(table.groups)
        return list(zip(*(array.tolist() for array in arrays), strict=True))


def _end(hi: int) -> int | None:
    return None if hi == UNBOUNDED else hi
