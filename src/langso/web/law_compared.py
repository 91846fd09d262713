"""Two versions held against each other, as people read it: what differs of the set itself, and node by node."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from langso.criteria import CriteriaSet, Law, compare
from langso.criteria.diff import Change
from langso.criteria.law import Node
from langso.criteria.plain_words import asked_in_words
from langso.language import day as day_words
from langso.language import gettext as _
from langso.web.law_shown import days_said

Told = tuple[CriteriaSet, Law]
"""A version, and the law by which it is told."""


@dataclass(frozen=True, slots=True)
class Side:
    """A node as one of the two has it: what it asks, what from later days on, the rulings that decide it."""

    node: Node
    asked: str
    later: tuple[str, ...]
    rulings: tuple[str, ...]


@dataclass(slots=True)
class Row:
    """A node that differs, and how; a side is None where the node is not there."""

    id: str
    before: Side | None
    after: Side | None
    changes: list[Change] = field(default_factory=list)

    @property
    def reworded(self) -> bool:
        """Whether it is said in other words."""
        return Change.REWORDED in self.changes

    @property
    def ruled(self) -> bool:
        """Whether other rulings decide it."""
        return bool(self.before and self.after and self.before.rulings != self.after.rulings)


def of_the_set(old: CriteriaSet, new: CriteriaSet) -> list[tuple[str, str, str]]:
    """What differs of two versions as a whole: its name, before, after."""
    told = [
        (_("Title"), str(old.title), str(new.title)),
        (_("Holds"), days_said(old), days_said(new)),
        (_("Issued by"), old.document, new.document),
        (_("Guided by"), old.guidance, new.guidance),
    ]
    return [(name, before or "–", after or "–") for name, before, after in told if before != after]


def nodes_of(old: Told, new: Told) -> list[Row]:
    """The nodes that differ, in the order of the new version, those removed last."""
    before = {old[0].number(node): node for node in old[0].nodes()}
    after = {new[0].number(node): node for node in new[0].nodes()}
    rows: dict[str, Row] = {}
    for number, node in after.items():
        there = before.get(number)
        rows[number] = Row(node.id, _side(there, old[1]) if there else None, _side(node, new[1]))
    for number, node in before.items():
        rows.setdefault(number, Row(node.id, _side(node, old[1]), None))
    by_id = {row.id: row for row in rows.values()}
    for difference in compare(old[0], new[0]):
        by_id[difference.id].changes.append(difference.change)
    return [row for row in rows.values() if row.changes or row.ruled]


def _side(node: Node, law: Law) -> Side:
    said = _("from {day} on: {asked}")
    later = tuple(
        said.format(day=day_words(change.since), asked=asked_in_words(node, law, change.formula))
        for change in node.changes
    )
    return Side(node, asked_in_words(node, law), later, tuple(_rulings(node, law)))


def _rulings(node: Node, law: Law) -> Iterable[str]:
    """The rulings that decide a node: those that its text names, and those whose scope names it."""
    named = {*node.rulings, *(name for change in node.changes for name in change.rulings)}
    return [name for name, ruling in law.rulings.items() if name in named or node.id in ruling.scope]
