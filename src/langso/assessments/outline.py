"""One commune's criteria as a tree for people to read: verdict, reason, rows in question, meter, where to mend.

Built when someone opens the commune; the figures come from `Assessed`, the words from the law.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from langso.assessments.assessed import Assessed
from langso.assessments.open_nodes import OPEN
from langso.criteria import Assessment, CriteriaSet, Node, Verdict, bounds
from langso.criteria.formula import RowCount, facts_of, tally_of
from langso.criteria.law import DeclaredFact, Register, Ruling, Scope
from langso.criteria.reasons import Figure
from langso.facts import FailingRows

NAMED = 12
"""The page names at most this many failing and as many blank rows of a condition; the register shows them all."""

_RULINGS = re.compile(r"\s*\[[A-Z0-9, -]+\]$")


class MendBy(StrEnum):
    """Where a condition's figures are mended."""

    ROWS = "rows"
    FACTS = "facts"
    PROVINCE = "province"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Meter:
    """How far a figure has come: the ends of its interval and its threshold, as parts of the meter's whole length."""

    lo: float
    hi: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Condition:
    """A node of the tree. `failing` and `blank` count all rows in question, `rows` names the first of them."""

    node: Node
    verdict: Verdict
    sentence: str
    rulings: tuple[Ruling, ...]
    short: int | None
    figures: Figure
    meter: Meter | None
    rows: FailingRows
    failing: int
    blank: int
    mend: MendBy
    register: Register | None
    facts: tuple[DeclaredFact, ...]
    children: tuple["Condition", ...] = ()

    def walk(self) -> Iterator["Condition"]:
        """This node and those below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def open(self) -> bool:
        """Whether something is left to do here."""
        return self.verdict in OPEN


@dataclass(frozen=True)
class Outline:
    """A set as a commune stands against it: how many conditions have which verdict, and the tree once it is asked for.

    `commune` is its index in what was assessed; `named` False leaves the rows in question out.
    """

    assessed: Assessed
    assessment: Assessment
    commune: int = 0
    named: bool = True

    @property
    def criteria_set(self) -> CriteriaSet:
        """The set, as it reads on the day."""
        return self.assessment.criteria_set

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts of all nodes, in the order of the law."""
        return tuple(map(Verdict, self.assessment.verdicts[:, self.commune].tolist()))

    @property
    def verdict(self) -> Verdict:
        """The verdict of the set as a whole."""
        return self.verdicts[0]

    @cached_property
    def leaves(self) -> tuple[Verdict, ...]:
        """The verdicts of the conditions, in the order of the law."""
        nodes = zip(self.assessment.nodes, self.verdicts, strict=True)
        return tuple(verdict for node, verdict in nodes if node.is_condition)

    @property
    def total(self) -> int:
        """How many conditions there are."""
        return len(self.leaves)

    @property
    def met(self) -> int:
        """How many conditions are met, or do not apply."""
        return self.leaves.count(Verdict.MET) + self.leaves.count(Verdict.NOT_APPLICABLE)

    @property
    def states(self) -> list[str]:
        """The verdicts of the conditions as words, in the order of the law."""
        return [verdict.word for verdict in self.leaves]

    @property
    def tally(self) -> dict[str, int]:
        """How many conditions have each verdict but met, by its word."""
        return {verdict.word: self.leaves.count(verdict) for verdict in Verdict if verdict is not Verdict.MET}

    @cached_property
    def root(self) -> Condition:
        """The tree."""
        return self._build(self.assessment.nodes[0])

    @property
    def conditions(self) -> list[Condition]:
        """The leaves, in the order of the law."""
        return [condition for condition in self.root.walk() if condition.node.is_condition]

    @property
    def open_conditions(self) -> list[Condition]:
        """The leaves that are open, in the one order of what is open, then in that of the law."""
        return sorted((each for each in self.conditions if each.open), key=lambda each: OPEN.index(each.verdict))

    @property
    def criteria(self) -> tuple[Condition, ...]:
        """What the page shows as cards: the nodes just below the root."""
        return self.root.children or (self.root,)

    def find(self, node: str) -> Condition | None:
        """The node of that id, and what is below it."""
        found = next((each for each in self.assessment.nodes if each.id == node), None)
        return self._build(found) if found else None

    def _build(self, node: Node) -> Condition:
        children = tuple(self._build(child) for child in node.children)
        return _condition(
            self.assessed, self.assessment, self._rows[id(node)], self.commune, children, named=self.named
        )

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {id(node): row for row, node in enumerate(self.assessment.nodes)}


@dataclass(frozen=True, slots=True)
class Turned:
    """A node whose verdict is another than before."""

    set_id: str
    node: Node
    before: Verdict
    after: Verdict


def turned(before: Sequence[Outline], after: Sequence[Outline]) -> list[Turned]:
    """The nodes whose verdicts differ between two readings of the same commune, in the order of the law."""
    return [
        Turned(now.criteria_set.id, node, was, verdict)
        for then, now in zip(before, after, strict=True)
        for node, was, verdict in zip(now.assessment.nodes, then.verdicts, now.verdicts, strict=True)
        if was is not verdict
    ]


def outlines(assessed: Assessed, commune: int = 0, *, named: bool = True) -> tuple[Outline, ...]:
    """The outlines of the commune at an index, a set each. `named` False asks for no rows in question: that is quicker.

    They name rows as before the public, whoever reads: what says something of a person is read in its register.
    """
    public = assessed.for_public()
    return tuple(Outline(public, assessment, commune, named) for assessment in assessed.assessments)


def outline(assessed: Assessed, assessment: Assessment, commune: int = 0, *, named: bool = True) -> Outline:
    """The outline of one set."""
    return Outline(assessed.for_public(), assessment, commune, named)


def _condition(
    assessed: Assessed,
    assessment: Assessment,
    row: int,
    commune: int,
    children: tuple[Condition, ...],
    *,
    named: bool,
) -> Condition:
    node, law = assessment.nodes[row], assessed.law
    why = assessed.reason(assessment, row, commune)
    tally = tally_of(node.formula)
    register = law.registers[tally.register] if tally else None
    counts = assessment.table.tallies[tally] if tally else None
    rows = FailingRows()
    if named and why.verdict in (Verdict.NOT_MET, Verdict.INSUFFICIENT):
        rows = assessed.rows_in_question(assessment, row, commune, NAMED)
    on_nothing = why.verdict is Verdict.NOT_APPLICABLE
    rulings = [law.rulings[name] for name in node.rulings]
    return Condition(
        node=node,
        verdict=why.verdict,
        sentence=_RULINGS.sub("", assessed.plain_sentence(assessment, row, commune)),
        rulings=tuple(r for r in rulings if on_nothing or not r.on_nothing),
        short=why.short,
        figures=why.figures,
        meter=_meter(assessment, row, commune),
        rows=rows,
        failing=int(counts.false[commune]) if counts else 0,
        blank=int(counts.undecided[commune]) if counts else 0,
        mend=_mend(node, assessed),
        register=register,
        facts=_wholes_first([law.facts[name] for name in facts_of(node.formula)]),
        children=children,
    )


def _wholes_first(facts: list[DeclaredFact]) -> tuple[DeclaredFact, ...]:
    """Facts in the order in which people are asked: what speaks of a part comes after what it is a part of."""
    wholes = {fact.part_of for fact in facts}
    return tuple(sorted(facts, key=lambda fact: fact.name not in wholes))


def _mend(node: Node, assessed: Assessed) -> MendBy:
    facts = [assessed.law.facts[name] for name in facts_of(node.formula)]
    if facts and all(fact.scope is Scope.PROVINCE for fact in facts):
        return MendBy.PROVINCE
    if facts:
        return MendBy.FACTS
    return MendBy.ROWS if tally_of(node.formula) else MendBy.CHILDREN


def _meter(assessment: Assessment, row: int, commune: int) -> Meter | None:
    """A meter for shares; counts and yes-or-no need none."""
    node = assessment.nodes[row]
    threshold = getattr(node.formula, "threshold", None)
    if threshold is None or not threshold.percent or isinstance(node.formula, RowCount):
        return None
    within = bounds(assessment, row)
    lo, hi, limit = (float(column[commune]) for column in (within.lo, within.hi, within.threshold))
    if math.isnan(lo) or math.isnan(limit):
        return None
    hi = 1.0 if math.isnan(hi) else hi
    full = max(1.0, lo)
    return Meter(lo / full, min(hi, full) / full, limit / full)
