"""What changes from one criteria set to another, node by node: added, removed, stricter, looser, other, reworded."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from langso.criteria.law import AtLeastOf, CriteriaSet, Formula, Node, Threshold
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
    before = {local_id(old, node): node for node in old.nodes()}
    after = {local_id(new, node): node for node in new.nodes()}
    found: list[Difference] = []
    for local, node in after.items():
        if local not in before:
            found.append(Difference(Change.ADDED, None, node))
        else:
            found += [Difference(change, before[local], node) for change in _changes(before[local], node)]
    found += [Difference(Change.REMOVED, node, None) for local, node in before.items() if local not in after]
    return tuple(found)


def local_id(criteria_set: CriteriaSet, node: Node) -> str:
    """A node's id without its set's name: by it, nodes of two sets are matched."""
    return node.id.removeprefix(f"{criteria_set.id}-")


def _changes(old: Node, new: Node) -> list[Change]:
    changes = []
    asks = (old.formula, old.asked_from, old.asked_until, [(c.since, c.formula) for c in old.changes])
    if asks != (new.formula, new.asked_from, new.asked_until, [(c.since, c.formula) for c in new.changes]):
        changes.append(_harder_or_easier(old.formula, new.formula))
    if (old.text, old.reads, old.title) != (new.text, new.reads, new.title):
        changes.append(Change.REWORDED)
    return changes


def _harder_or_easier(old: Formula, new: Formula) -> Change:
    if isinstance(old, AtLeastOf) and isinstance(new, AtLeastOf):
        return _of_children(old, new)
    before: Threshold | None = getattr(old, "threshold", None)
    after: Threshold | None = getattr(new, "threshold", None)
    if before is None or after is None or _without_threshold(old) != _without_threshold(new):
        return Change.OTHER
    if before.comparison.upward is not after.comparison.upward:
        return Change.OTHER
    steps = {_step(a, b, before, after) for a, b in zip(before.by_group, after.by_group, strict=True)} - {0}
    if len(steps) != 1:
        return Change.OTHER
    return Change.STRICTER if steps == {1} else Change.LOOSER


def _of_children(old: AtLeastOf, new: AtLeastOf) -> Change:
    if old.n is None or (new.n is not None and new.n < old.n):
        return Change.LOOSER
    return Change.STRICTER


def _step(old: Fraction, new: Fraction, before: Threshold, after: Threshold) -> int:
    """1 where the new threshold is harder to reach, -1 where it is easier, 0 where it is the same."""
    was, now = (old, before.comparison.strict), (new, after.comparison.strict)
    if was == now:
        return 0
    if before.comparison.upward:
        return 1 if now > was else -1
    return 1 if (new, not after.comparison.strict) < (old, not before.comparison.strict) else -1


def _without_threshold(formula: Formula) -> tuple[object, ...]:
    names = [name for name in formula.__slots__ if name != "threshold"]
    return (type(formula), *(getattr(formula, name) for name in names))
