"""What a condition asks, as values: a formula over tallies, declared facts or other nodes, and its threshold.

How a formula is decided lives in `algebra`, how it is read from YAML in `formula_reader`.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from langso.criteria.rowtest import RowTest


class Comparison(StrEnum):
    """How a figure is held against its threshold."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    @property
    def strict(self) -> bool:
        """Whether reaching the threshold exactly fails."""
        return self in (Comparison.MORE_THAN, Comparison.LESS_THAN)

    @property
    def upward(self) -> bool:
        """Whether more is better."""
        return self in (Comparison.AT_LEAST, Comparison.MORE_THAN)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a figure is held against: one value, or one for each commune group (1, 2, 3)."""

    comparison: Comparison
    by_group: tuple[Fraction, Fraction, Fraction]
    percent: bool = False

    @property
    def single(self) -> Fraction | None:
        """The one value that holds for every group, or None where groups differ."""
        first = self.by_group[0]
        return first if self.by_group == (first,) * len(self.by_group) else None

    def for_group(self, group: int) -> Fraction | None:
        """The value for a group; for 0, an unknown group, the value if it is the same for all, else None."""
        return self.by_group[group - 1] if group else self.single


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted in a register: the rows for which `where` holds, among those for which `among` holds."""

    register: str
    where: RowTest | None = None
    among: RowTest | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """Decided by declared yes/no facts."""

    test: RowTest


@dataclass(frozen=True, slots=True)
class RowCount:
    """Decided by how many rows of a register pass."""

    tally: Tally
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class RowShare:
    """Decided by the share of a register's rows that pass."""

    tally: Tally
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class DeclaredShare:
    """Decided by one declared count over another."""

    part: str
    whole: str
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class CountOverRows:
    """Decided by a declared count over the number of rows of a register; may exceed 100%."""

    part: str
    tally: Tally
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class DeclaredNumber:
    """Decided by one declared figure against a threshold."""

    fact: str
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class AtLeastOf:
    """Decided by the children: at least `n` of them met. None asks all of them."""

    n: int | None


Formula = Declared | RowCount | RowShare | DeclaredShare | CountOverRows | DeclaredNumber | AtLeastOf


def tally_of(formula: Formula) -> Tally | None:
    """The tally that a formula needs, or None when it asks no register."""
    return formula.tally if isinstance(formula, RowCount | RowShare | CountOverRows) else None


def facts_of(formula: Formula) -> tuple[str, ...]:
    """The declared facts that a formula needs."""
    match formula:
        case Declared(test):
            return test.columns
        case DeclaredShare(part, whole_, _):
            return (part, whole_)
        case CountOverRows(part, _, _):
            return (part,)
        case DeclaredNumber(fact, _):
            return (fact,)
        case _:
            return ()
