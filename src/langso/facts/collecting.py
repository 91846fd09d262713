"""What the chosen sets ask, register by register, and the counts that come back, aligned with the communes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from langso.criteria.formula import Tally, facts_of, tally_of
from langso.criteria.law import CriteriaSet
from langso.criteria.table import Bools, Ints, Tallied
from langso.facts.engines import Columns, Engine
from langso.facts.sql import RegisterQuery, register_query

Code = str | int
"""What an engine knows a commune by: its code in a package, its number in the product's database."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the registers answered: every tally, and how many rows each register has, of shape (communes,)."""

    tallies: Mapping[Tally, Tallied]
    rows: Mapping[str, Ints]


@dataclass(frozen=True, slots=True)
class Asked:
    """The distinct tallies, register by register, and the declared facts that some sets ask."""

    tallies: Mapping[str, tuple[Tally, ...]]
    facts: frozenset[str]


def asked_of(sets: Iterable[CriteriaSet]) -> Asked:
    """What `sets` (as they read on the day) ask. A measure that two conditions share is asked once."""
    formulas = [node.formula for criteria_set in sets for node in criteria_set.nodes()]
    tallies: dict[str, dict[Tally, None]] = {}
    for formula in formulas:
        if tally := tally_of(formula):
            tallies.setdefault(tally.register, {})[tally] = None
    facts = frozenset(name for formula in formulas for name in facts_of(formula))
    return Asked({register: tuple(found) for register, found in tallies.items()}, facts)


def tally_registers(engine: Engine, asked: Asked, communes: Sequence[Code], present: Collection[str]) -> Counted:
    """Every tally asked, counted for `communes` in their order.

    Registers not in `present` have no table; nothing is known to be in them.
    """
    places = _Places(communes)
    counted: dict[Tally, Tallied] = {}
    rows: dict[str, Ints] = {}
    for register, tallies in asked.tallies.items():
        if register not in present:
            rows[register] = np.zeros(len(communes), dtype=np.int64)
            counted.update(dict.fromkeys(tallies, Tallied(*[rows[register]] * 4)))
            continue
        query = register_query(register, tallies, engine.dialect, engine.source(register))
        found, rows[register] = _read(query, engine.columns(query.sql), places)
        counted.update(found)
    return Counted(counted, rows)


class _Places:
    """Where each commune stands; remembers the last answer's order, which is often the next one's too."""

    def __init__(self, communes: Sequence[Code]) -> None:
        self.n = len(communes)
        self._place = {code: index for index, code in enumerate(communes)}
        self._codes: list[Code] = []
        self._found = (np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int64))

    def of(self, codes: list[Code]) -> tuple[Bools, Ints]:
        """Which of an answer's codes are communes, and at which index each of these stands."""
        if codes != self._codes:
            at = np.fromiter(map(self._place.get, codes, repeat(-1)), dtype=np.int64, count=len(codes))
            ours = at >= 0
            self._codes, self._found = codes, (ours, at[ours])
        return self._found


def _read(query: RegisterQuery, answer: Columns, places: _Places) -> tuple[dict[Tally, Tallied], Ints]:
    ours, at = places.of(answer["commune"].tolist())
    aligned: dict[str, Ints] = {}
    for name, values in answer.items():
        if name != "commune":
            aligned[name] = np.zeros(places.n, dtype=np.int64)
            aligned[name][at] = values[ours]
    none = np.zeros(places.n, dtype=np.int64)
    counted: dict[Tally, Tallied] = {}
    for tally, measures in query.measures.items():
        true, rows = aligned[measures.true], aligned[measures.rows]
        blank = aligned[measures.blank] if measures.blank else none
        false = aligned[measures.false] if measures.false else rows - true - blank
        counted[tally] = Tallied(true, blank, false, rows)
    return counted, aligned["n"]
