"""Communes assessed on a day: their verdicts, with the reasons and the rows in question on demand.

Where the figures come from, a package or the product's database, is known to whoever makes it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np

from langso.criteria import Assessment, CriteriaSet, Law, Reason, Telling, Verdict, reason, sentence
from langso.criteria.formula import RowCount, RowShare, Tally, tally_of
from langso.criteria.law import SetStatus
from langso.criteria.shapes import nearest
from langso.criteria.table import Bools
from langso.criteria.versions import arranged
from langso.facts import Code, Engine, FailingRows, failing_rows
from langso.language import day
from langso.problems import SET_AWAITS, SET_NOT_VALID, SET_UNKNOWN, refuse

T = TypeVar("T")

NAMED = 5
"""A sentence names at most this many rows."""


def choose_sets(law: Law, names: Sequence[str], on: date) -> tuple[CriteriaSet, ...]:
    """The sets to assess, as they read on the day: those named, or all there are. BadInputError for none.

    Drafts are among them: the law that ships has none, so a draft is there because someone brought it to try it.
    """
    names = [name if name in law.sets else name.upper() for name in names]
    for name in names:
        if name not in law.sets:
            close = nearest(name.upper(), law.sets)
            raise refuse(SET_UNKNOWN, value=name, names=", ".join(law.sets), nearest=close)
        awaited = law.sets[name]
        if awaited.status is SetStatus.AWAITING_GUIDANCE:
            ready = ", ".join(s.id for s in law.sets.values() if s.criterion)
            raise refuse(SET_AWAITS, value=name, title=str(awaited.title), awaits=str(awaited.awaits), names=ready)
    then = arranged(law, law.versions, on)
    wanted = [then.sets[name] for name in dict.fromkeys(names)] or list(then.sets.values())
    valid = [criteria_set for criteria_set in wanted if criteria_set.dated_on(on)]
    missing = [s for s in wanted if s not in valid] if names else []
    if missing or not valid:
        dated = [s for s in missing or wanted if s.criterion]
        example = next((s.valid_until or s.valid_from for s in dated if s.valid_from), None)
        raise refuse(
            SET_NOT_VALID,
            value=", ".join(s.id for s in dated),
            day=day(on),
            dates="; ".join(f"{s.id} {_validity(s)}" for s in dated),
            example=str(example or ""),
        )
    return tuple(criteria_set.on(on) for criteria_set in valid)


def _validity(criteria_set: CriteriaSet) -> str:
    since = day(criteria_set.valid_from) if criteria_set.valid_from else "…"
    return f"{since} – {day(criteria_set.valid_until) if criteria_set.valid_until else '…'}"


@dataclass(frozen=True, slots=True)
class RowNames:
    """Which rows fail and which are blank, asked of the engine when someone wants to know."""

    engine: Engine
    law: Law
    present: frozenset[str]

    def of(self, tally: Tally, communes: Sequence[Code], limit: int) -> dict[Code, FailingRows]:
        """The failing and blank rows of some communes, at most `limit` of each; communes without any are left out."""
        if tally.register not in self.present:
            return {}
        return failing_rows(self.engine, self.law.registers[tally.register], tally, communes, limit)


@dataclass(frozen=True)
class Assessed:
    """The assessments of some communes on a day. Columns of every assessment are `codes`, in that order."""

    law: Law
    day: date
    codes: tuple[Code, ...]
    assessments: tuple[Assessment, ...]
    names: RowNames

    def take(self, indices: Sequence[int]) -> "Assessed":
        """The same for the communes at some indices, in that order."""
        chosen = np.array(indices, dtype=np.int64)
        codes = tuple(self.codes[index] for index in indices)
        return replace(self, codes=codes, assessments=tuple(a.take(chosen) for a in self.assessments))

    def put(self, indices: Sequence[int], other: "Assessed") -> "Assessed":
        """The same with the communes at some indices as another has them, in its order."""
        chosen = np.array(indices, dtype=np.int64)
        pairs = zip(self.assessments, other.assessments, strict=True)
        return replace(self, assessments=tuple(mine.put(chosen, new) for mine, new in pairs))

    def for_public(self) -> "Assessed":
        """The same with rows called by their names only where that says nothing of a person (`Register.personal`).

        Every page and file that the public may have comes through here: villages and service points are named, persons,
        households, case files and address points never.
        """
        shown = frozenset(name for name in self.names.present if not self.law.registers[name].personal)
        return replace(self, names=replace(self.names, present=shown))

    def reason(self, assessment: Assessment, row: int, commune: int) -> Reason:
        """Why the node in row `row` has its verdict for the commune at index `commune`."""
        return reason(assessment, self.law, row, commune)

    def rows_in_question(self, assessment: Assessment, row: int, commune: int, limit: int) -> FailingRows:
        """The rows of one commune that fail a node, and those that are blank."""
        tally = tally_of(assessment.nodes[row].formula)
        if tally is None:
            return FailingRows()
        code = self.codes[commune]
        return self.names.of(tally, [code], limit).get(code, FailingRows())

    def plain_sentence(self, assessment: Assessment, row: int, commune: int) -> str:
        """The reason in a sentence that names no rows."""
        return sentence(self.reason(assessment, row, commune), self.law)

    def sentence(self, assessment: Assessment, row: int, commune: int) -> str:
        """The reason in a sentence, naming the rows in question where they are few."""
        why = self.reason(assessment, row, commune)
        rows = FailingRows()
        if _worth_naming(assessment, row)[commune]:
            rows = self.rows_in_question(assessment, row, commune, NAMED)
        return sentence(why, self.law, [r.label for r in rows.failing], [r.label for r in rows.blank])

    @cached_property
    def _named(self) -> dict[tuple[str, int], dict[Code, FailingRows]]:
        """For the sentences of every commune at once: set and row of a node -> commune -> its few rows in question."""
        found: dict[tuple[str, int], dict[Code, FailingRows]] = {}
        for assessment in self.assessments:
            for row, node in enumerate(assessment.nodes):
                worth = np.flatnonzero(_worth_naming(assessment, row))
                tally = tally_of(node.formula)
                if tally and len(worth):
                    codes = [self.codes[index] for index in worth]
                    found[assessment.criteria_set.id, row] = self.names.of(tally, codes, NAMED)
        return found

    def worded(self, assessment: Assessment, row: int, put: Callable[[int, str], T]) -> list[T]:
        """For every commune, what `put` makes of its index and its sentence about a node.

        Communes with the same figures are worded, and put, once.
        """
        telling = Telling(assessment, self.law, row)
        known: dict[tuple[int, ...], T] = {}
        made: list[T] = []
        for commune, figures in enumerate(telling.signatures):
            if figures not in known:
                known[figures] = put(commune, telling.sentence(commune))
            made.append(known[figures])
        for code, rows in self._named.get((assessment.criteria_set.id, row), {}).items():
            commune = self._index[code]
            labels = [r.label for r in rows.failing], [r.label for r in rows.blank]
            why = self.reason(assessment, row, commune)
            made[commune] = put(commune, telling.teller(commune).sentence(why, *labels))
        return made

    @cached_property
    def _index(self) -> dict[Code, int]:
        return {code: index for index, code in enumerate(self.codes)}


def _worth_naming(assessment: Assessment, row: int) -> Bools:
    """Whether the sentence of a node names rows: it is not met or insufficient, and few rows are in question."""
    formula, table = assessment.nodes[row].formula, assessment.table
    if not isinstance(formula, RowCount | RowShare):
        return np.zeros(len(table.communes), dtype=np.bool_)
    counts = table.tallies[formula.tally]
    open_question = assessment.verdicts[row] <= Verdict.INSUFFICIENT
    few = (counts.false <= NAMED) & (counts.undecided <= NAMED) & (counts.true < counts.rows)
    return np.asarray(open_question & few, dtype=np.bool_)
