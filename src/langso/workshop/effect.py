"""What a draft would turn: every commune held against the set before and after, on the same figures, at once.

One evaluation answers for a province or the country; which communes and why is looked up where somebody asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from langso import clock
from langso.assessments.assessed import Assessed
from langso.assessments.live import assess, communes_on
from langso.assessments.matrix import names_apart
from langso.assessments.remembered import remembered
from langso.criteria import Assessment, CriteriaSet, Difference, Node, Verdict, compare
from langso.criteria.table import Bools, Ints
from langso.criteria.verdicts import Codes
from langso.places.models import Unit
from langso.registers.law import law
from langso.workshop.models import Draft
from langso.workshop.rules import Read, day_to_compare, predecessor

Counts = tuple[int, int, int, int]
"""How many communes have each verdict, by the verdict."""


@dataclass(frozen=True, slots=True)
class NodeEffect:
    """A node before and after; None where it was not there, or will not be. `gains` and `losses` index the communes.

    A commune gains a node that it comes to meet, or that comes not to apply to it, and loses it the other way round.
    """

    id: str
    before: Node | None
    after: Node | None
    counts_before: Counts | None
    counts_after: Counts | None
    gains: Ints
    losses: Ints

    @property
    def node(self) -> Node:
        """The node, as the new version has it where it has it."""
        node = self.after or self.before
        assert node is not None  # noqa: S101 - one of the two is there
        return node

    @property
    def turns(self) -> int:
        """How many communes it turns for."""
        return len(self.gains) + len(self.losses)


@dataclass(frozen=True, slots=True)
class Turned:
    """A commune and what turns for it: whether it meets the set before and after, the nodes that it gains and loses."""

    place: int
    unit: Unit
    name: str
    before: Verdict | None
    after: Verdict
    gains: tuple[Node, ...]
    losses: tuple[Node, ...]


@dataclass(frozen=True)
class Effect:
    """The effect on `units`, both versions read on `day`, with the figures of `figures_of`. The root comes first."""

    day: date
    figures_of: date
    units: tuple[Unit, ...]
    before: CriteriaSet | None
    after: CriteriaSet
    nodes: tuple[NodeEffect, ...]
    assessed: Assessed

    @property
    def root(self) -> NodeEffect:
        """The set as a whole."""
        return self.nodes[0]

    def find(self, name: str) -> NodeEffect | None:
        """A node by its id in either version."""
        return next((each for each in self.nodes if name in (each.id, each.node.id)), None)

    @cached_property
    def names(self) -> list[str]:
        """What the communes are called where they stand together."""
        return names_apart(self.units)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What the versions ask otherwise, as they read on the day."""
        return compare(self.before, self.after) if self.before else ()

    @property
    def touched(self) -> list[int]:
        """The communes for which something turns."""
        every = [each for node in self.nodes for each in (node.gains, node.losses)]
        return sorted({int(place) for places in every for place in places})

    def turned(self, places: Sequence[int]) -> list[Turned]:
        """What turns for some communes."""
        gains = {each.id: set(each.gains.tolist()) for each in self.nodes}
        losses = {each.id: set(each.losses.tolist()) for each in self.nodes}
        return [
            Turned(
                place,
                self.units[place],
                self.names[place],
                self.verdict(self._first, self.root.before, place),
                Verdict(int(self._second.verdicts[0, place])),
                tuple(each.node for each in self.nodes if place in gains[each.id]),
                tuple(each.node for each in self.nodes if place in losses[each.id]),
            )
            for place in places
        ]

    def sentences(self, node: NodeEffect, place: int) -> tuple[str, str]:
        """Why a commune has its verdict of a node before and after, in words that name no rows."""
        first, second = self._first, self._second
        before = after = ""
        if first is not None and node.before is not None:
            before = self.assessed.plain_sentence(first, first.row(node.before.id), place)
        if node.after is not None:
            after = self.assessed.plain_sentence(second, second.row(node.after.id), place)
        return before, after

    def verdicts(self, node: NodeEffect, place: int) -> tuple[Verdict | None, Verdict | None]:
        """A commune's verdicts of a node before and after."""
        return self.verdict(self._first, node.before, place), self.verdict(self._second, node.after, place)

    def codes(self, node: NodeEffect) -> tuple[Codes | None, Codes | None]:
        """The verdicts of a node before and after, of all communes, as numbers."""
        first, second = self._first, self._second
        before = first.verdicts[first.row(node.before.id)] if first and node.before else None
        return before, second.verdicts[second.row(node.after.id)] if node.after else None

    def listed(self, node: NodeEffect, only: str) -> list[int]:
        """The communes that gain a node, that lose it, or that then have the verdict of that word."""
        if only in ("gain", "lose"):
            return [int(place) for place in (node.gains if only == "gain" else node.losses)]
        _before, after = self.codes(node)
        wanted = next((verdict for verdict in Verdict if verdict.word == only), None)
        if after is None or wanted is None:
            return []
        return [int(place) for place in np.flatnonzero(after == wanted)]

    def verdict(self, assessment: Assessment | None, node: Node | None, place: int) -> Verdict | None:
        """A commune's verdict of a node in one of the two."""
        if assessment is None or node is None:
            return None
        return Verdict(int(assessment.verdicts[assessment.row(node.id), place]))

    @property
    def _first(self) -> Assessment | None:
        return self.assessed.assessments[0] if self.before else None

    @property
    def _second(self) -> Assessment:
        return self.assessed.assessments[-1]


def effect_of(draft: Draft, found: Read) -> Effect | None:
    """The effect of a draft that reads well, kept until anything changes; None where it has no set with a text."""
    about = ("effect", draft.pk, draft.version, clock.today())
    wanted = found.criteria_set
    return remembered(about, lambda: effect(wanted, found)) if wanted and wanted.criterion else None


def effect(wanted: CriteriaSet, found: Read) -> Effect:
    """The effect of a version on all communes, against the version before it or the set that it replaces."""
    today = clock.today()
    day = day_to_compare(wanted, today)
    figures_of = min(day, today)
    units = communes_on(figures_of)
    was = predecessor(wanted, law())
    after, before = wanted.on(day), was.on(day) if was else None
    if before is not None and before.criterion is None:
        before = None
    sets = (before, after) if before else (after,)
    assessed = assess(units, figures_of, sets, found.law)
    first = assessed.assessments[0] if before else None
    return Effect(day, figures_of, tuple(units), before, after, _nodes(first, assessed.assessments[-1]), assessed)


def _nodes(first: Assessment | None, second: Assessment) -> tuple[NodeEffect, ...]:
    there = {first.criteria_set.number(node): row for row, node in enumerate(first.nodes)} if first else {}
    found = []
    for row, node in enumerate(second.nodes):
        name = second.criteria_set.number(node)
        was = 0 if row == 0 and first else there.get(name)
        found.append(_node(name, (first, was), (second, row)))
    kept = {each.before.id for each in found if each.before}
    if first:
        gone = [(name, row) for name, row in there.items() if first.nodes[row].id not in kept]
        found += [_node(name, (first, row), (second, None)) for name, row in gone]
    return tuple(found)


Place = tuple[Assessment | None, int | None]


def _node(name: str, was: Place, now: Place) -> NodeEffect:
    before, after = _passes(*was), _passes(*now)
    gains = losses = np.zeros(0, dtype=np.int64)
    if before is not None and after is not None:
        gains, losses = np.flatnonzero(~before & after), np.flatnonzero(before & ~after)
    return NodeEffect(
        id=name,
        before=_at(*was),
        after=_at(*now),
        counts_before=_counts(*was),
        counts_after=_counts(*now),
        gains=gains,
        losses=losses,
    )


def _at(assessment: Assessment | None, row: int | None) -> Node | None:
    return None if assessment is None or row is None else assessment.nodes[row]


def _passes(assessment: Assessment | None, row: int | None) -> Bools | None:
    if assessment is None or row is None:
        return None
    return np.asarray(assessment.verdicts[row] >= Verdict.MET, dtype=np.bool_)


def _counts(assessment: Assessment | None, row: int | None) -> Counts | None:
    if assessment is None or row is None:
        return None
    found = np.bincount(assessment.verdicts[row], minlength=len(Verdict)).tolist()
    return (found[0], found[1], found[2], found[3])
