"""The fact table: what is known of every commune, as intervals, one array element a commune.

It is filled by `facts` (or by hand, for examples and what-if) and read by `algebra`. No rule lives here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from langso.criteria.formula import Tally

Ints = NDArray[np.int64]
T = TypeVar("T", bound=np.generic)
Bools = NDArray[np.bool_]

UNBOUNDED = -1
"""As the upper end of an interval: there is none."""

LARGEST_FIGURE = 10**12
"""No declared figure may exceed this, so that a figure times a threshold's denominator stays exact in 64 bits."""


def put(old: NDArray[T], indices: Ints, new: NDArray[T]) -> NDArray[T]:
    """A copy of an array whose last axis is the communes, with those at some indices replaced."""
    made = old.copy()
    made[..., indices] = new
    return made


@dataclass(frozen=True, slots=True)
class Tallied:
    """Rows of a register per commune, shape (communes,): the test holds, is unknown, fails; and all rows it asks.

    With an `among`, `true` and `false` count rows that surely belong, `blank` every row that may pass but
    surely does not yet, and `rows` every row that belongs or may belong.
    """

    true: Ints
    blank: Ints
    false: Ints
    rows: Ints

    @property
    def undecided(self) -> Ints:
        """Rows of which something is blank that matters: whether they pass, or whether they belong at all."""
        return self.rows - self.true - self.false


@dataclass(frozen=True, slots=True)
class Figures:
    """A declared fact per commune as intervals [lo, hi], shape (communes,), in units of 10^-decimals.

    A yes is [1, 1], a no [0, 0], an unanswered yes/no [0, 1]; an unanswered count [0, UNBOUNDED]. None is negative.
    """

    lo: Ints
    hi: Ints
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class FactTable:
    """What is known of `communes` (codes, in order), of groups 1-3 (0: not known), register by register, fact by fact.

    `closed` says per register which communes have closed it.
    """

    communes: tuple[str, ...]
    groups: NDArray[np.int8]
    tallies: Mapping[Tally, Tallied] = field(default_factory=dict)
    closed: Mapping[str, Bools] = field(default_factory=dict)
    declared: Mapping[str, Figures] = field(default_factory=dict)

    def take(self, indices: Ints) -> "FactTable":
        """The table of some communes, by their indices."""
        return FactTable(
            communes=tuple(self.communes[i] for i in indices),
            groups=self.groups[indices],
            tallies={
                tally: Tallied(t.true[indices], t.blank[indices], t.false[indices], t.rows[indices])
                for tally, t in self.tallies.items()
            },
            closed={register: closed[indices] for register, closed in self.closed.items()},
            declared={name: Figures(f.lo[indices], f.hi[indices], f.decimals) for name, f in self.declared.items()},
        )

    def put(self, indices: Ints, other: "FactTable") -> "FactTable":
        """The same table with other rows for the communes at some indices. KeyError where the other holds less."""
        return FactTable(
            communes=self.communes,
            groups=put(self.groups, indices, other.groups),
            tallies={
                tally: Tallied(
                    put(t.true, indices, new.true), put(t.blank, indices, new.blank),
                    put(t.false, indices, new.false), put(t.rows, indices, new.rows),
                )
                for tally, t in self.tallies.items() for new in (other.tallies[tally],)
            },
            closed={register: put(closed, indices, other.closed[register]) for register, closed in self.closed.items()},
            declared={
                name: Figures(put(f.lo, indices, new.lo), put(f.hi, indices, new.hi), f.decimals)
                for name, f in self.declared.items() for new in (other.declared[name],)
            },
        )  # fmt: skip

    def with_declared(self, changes: Mapping[str, Figures]) -> "FactTable":
        """The same table with some declared facts changed: the what-if."""
        return replace(self, declared={**self.declared, **changes})
