"""Versions of a set: several of one name whose days do not overlap, what ended them, rulings published beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from langso.criteria.formula import Formula, RowCount
from langso.criteria.law import Change, CriteriaSet, Law, Node, Ruling

Versions = tuple[CriteriaSet, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """That the version of a set which stands in a file of the law ends on `until`, earlier than its own text says.

    One that ends on the day before it begins never held.
    """

    set_id: str
    file: str
    until: date

    def ends(self, version: CriteriaSet) -> bool:
        """Whether it is this version that it ends."""
        return (version.id, version.file) == (self.set_id, self.file)


def ended(version: CriteriaSet, endings: Iterable[Ending]) -> CriteriaSet:
    """A version with the last day that its endings leave it."""
    days = [ending.until for ending in endings if ending.ends(version)]
    if not days:
        return version
    return replace(version, valid_until=min([*days, *([version.valid_until] if version.valid_until else [])]))


def clash(one: CriteriaSet, other: CriteriaSet) -> bool:
    """Whether two versions of a set claim one day. One that awaits guidance claims none beside one that has a text."""
    if one.valid_from is None or other.valid_from is None:
        return one.criterion is None and other.criterion is None
    first, second = sorted((one, other), key=lambda version: version.valid_from or date.min)
    if first.never_held or second.never_held:
        return False
    return first.valid_until is None or (second.valid_from or date.min) <= first.valid_until


def arranged(law: Law, versions: Iterable[CriteriaSet], day: date | None = None) -> Law:
    """A law of some versions: under its name each set as it holds on the day, as it last held, or as it will.

    Without a day the newest of each stands there. A set whose text has come awaits no guidance any more.
    """
    by_id: dict[str, list[CriteriaSet]] = {}
    for version in versions:
        by_id.setdefault(version.id, []).append(version)
    kept = {name: [v for v in each if v.criterion] or each for name, each in by_id.items()}
    shown = {name: _shown(each, day) for name, each in kept.items()}
    others = tuple(v for name, each in kept.items() for v in newest_first(each) if v is not shown[name])
    ranked = sorted(
        shown.values(), key=lambda s: (s.annex is None, s.annex or 0, s.valid_from or date.max, s.id)
    )  # in the order of their annexes, those without one last
    return replace(law, sets={version.id: version for version in ranked}, others=others)


def _shown(versions: list[CriteriaSet], day: date | None) -> CriteriaSet:
    newest = newest_first(versions)
    if day is None:
        return newest[0]
    holding = [version for version in newest if version.dated_on(day)]
    begun = [v for v in newest if not v.never_held and v.valid_from and v.valid_from <= day]
    return [*holding, *begun, *reversed([v for v in newest if not v.never_held]), *newest][0]


def newest_first(versions: Iterable[CriteriaSet]) -> list[CriteriaSet]:
    """Versions of one set, the one that begins last first, those that never held last."""
    return sorted(versions, key=lambda v: (not v.never_held, v.valid_from or date.min), reverse=True)


def version_on(law: Law, set_id: str, day: date) -> CriteriaSet | None:
    """The version of a set that holds on a day, published or not."""
    return next((v for v in law.versions if v.id == set_id and v.dated_on(day)), None)


def version_from(law: Law, set_id: str, since: date | None) -> CriteriaSet | None:
    """The version of a set that begins on a day; of several, the one that holds then."""
    found = [v for v in law.versions if v.id == set_id and v.valid_from == since]
    return min(found, key=lambda version: version.never_held, default=None)


def with_rulings(version: CriteriaSet, rulings: Iterable[Ruling]) -> CriteriaSet:
    """A version whose nodes bear the rulings whose scope names them, from their day on, though its text does not."""
    asked: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        for node in ruling.scope:
            asked.setdefault(node, []).append(ruling)
    if version.criterion is None or not any(node.id in asked for node in version.nodes()):
        return version
    return replace(version, criterion=_ruled(version.criterion, asked, version.valid_from))


def _ruled(node: Node, asked: Mapping[str, list[Ruling]], begins: date | None) -> Node:
    node = replace(node, children=tuple(_ruled(child, asked, begins) for child in node.children))
    there = {*node.rulings, *(name for change in node.changes for name in change.rulings)}
    for ruling in asked.get(node.id, []):
        if ruling.id in there:
            continue
        if begins and ruling.applied_from <= begins:
            node = replace(node, rulings=(*node.rulings, ruling.id))
        else:
            change = Change(ruling.applied_from, _read_on(node, ruling.applied_from), (ruling.id,))
            node = replace(node, changes=tuple(sorted((*node.changes, change), key=lambda each: each.since)))
    return node


def _read_on(node: Node, day: date) -> Formula:
    """What a node asks on a day, of its own row alone where its parts ask of the same row."""
    own = node.formula
    if node.children and isinstance(own, RowCount):
        own = replace(own, tally=replace(own.tally, where=node.own_test))
    return next((change.formula for change in reversed(node.changes) if change.since <= day), own)
