"""What changes from one criteria set to another, node by node: added, removed, stricter, looser, other, reworded."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from langso.criteria.formula import AtLeastOf, Formula, Threshold
from langso.criteria.law import CriteriaSet, Node
from langso.language import gettext
from langso.language import mark as _


class Change(Enum):
    """How a node differs."""

    ADDED = "added"
    REMOVED = "removed"
    STRICTER = "stricter"
    LOOSER = "looser"
    OTHER = "other"
    REWORDED = "reworded"

    @property
    def title(self) -> str:
        """As people read it, in the current language."""
        return gettext(_TITLES[self])


_TITLES = {
    Change.ADDED: _("Added"),
    Change.REMOVED: _("Removed"),
    Change.STRICTER: _("Stricter"),
    Change.LOOSER: _("Looser"),
    Change.OTHER: _("Asks something else"),
    Change.REWORDED: _("Reworded"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One node that differs; `old` is None where it was added, `new` where it was removed."""

    change: Change
    old: Node | None
    new: Node | None

    @property
    def id(self) -> str:
        """The node's id, as the newer set has it when it has it."""
        node = self.new or self.old
        return node.id if node else ""


def compare(old: CriteriaSet, new: CriteriaSet) -> tuple[Difference, ...]:
    """The nodes that differ, in the order of the new set, those removed last. Ids match without the set's name."""
    before = {old.number(node): node for node in old.nodes()}
    after = {new.number(node): node for node in new.nodes()}
    found: list[Difference] = []
    for local, node in after.items():
        if local not in before:
            found.append(Difference(Change.ADDED, None, node))
        else:
            found += [Difference(change, before[local], node) for change in _changes(before[local], node)]
    found += [Difference(Change.REMOVED, node, None) for local, node in before.items() if local not in after]
    return tuple(found)


def _changes(old: Node, new: Node) -> list[Change]:
    found = []
    if (old.asked_from, old.asked_until) != (new.asked_from, new.asked_until):
        found.append(Change.OTHER)
    elif change := _harder_or_easier(old, new):
        found.append(change)
    if _wording(old) != _wording(new):
        found.append(Change.REWORDED)
    return found


def _wording(node: Node) -> tuple[object, ...]:
    """What a node says; one without a title or text is called by its id, which names its set."""
    return node.text, node.reads, node.title if node.title.vi != node.id else None


def _harder_or_easier(old: Node, new: Node) -> Change | None:
    """How what is asked differs over all days; None where it never does."""
    days = {date.min, *(change.since for node in (old, new) for change in node.changes)}
    steps = {_step(_read(old, day), _read(new, day), len(old.children), len(new.children)) for day in days} - {0}
    if not steps:
        return None
    return Change.STRICTER if steps == {1} else Change.LOOSER if steps == {-1} else Change.OTHER


def _read(node: Node, day: date) -> Formula:
    return next((change.formula for change in reversed(node.changes) if change.since <= day), node.formula)


def _step(old: Formula, new: Formula, among: int, among_now: int) -> int | None:
    """1 where the new formula is harder to meet, -1 where it is easier, 0 where it is the same, None where neither."""
    if old == new:
        return 0
    if isinstance(old, AtLeastOf) and isinstance(new, AtLeastOf):
        return _step_of_children(old.n or among, among, new.n or among_now, among_now)
    before: Threshold | None = getattr(old, "threshold", None)
    after: Threshold | None = getattr(new, "threshold", None)
    if before is None or after is None or _without_threshold(old) != _without_threshold(new):
        return None
    if before.comparison.upward is not after.comparison.upward:
        return None
    steps = {_step_of_limit(a, b, before, after) for a, b in zip(before.by_group, after.by_group, strict=True)} - {0}
    return steps.pop() if len(steps) == 1 else None


def _step_of_children(asked: int, among: int, asked_now: int, among_now: int) -> int | None:
    """More children asked is harder, more children that may fail is easier."""
    harder, easier = asked_now - asked, (among_now - asked_now) - (among - asked)
    if harder >= 0 >= easier:
        return int(harder > 0 or easier < 0)
    return -1 if harder <= 0 <= easier else None


def _step_of_limit(old: Fraction, new: Fraction, before: Threshold, after: Threshold) -> int:
    was, now = (old, before.comparison.strict), (new, after.comparison.strict)
    if was == now:
        return 0
    if before.comparison.upward:
        return 1 if now > was else -1
    return 1 if (new, not after.comparison.strict) < (old, not before.comparison.strict) else -1


def _without_threshold(formula: Formula) -> tuple[object, ...]:
    names = [name for name in formula.__slots__ if name != "threshold"]
    return (type(formula), *(getattr(formula, name) for name in names))
