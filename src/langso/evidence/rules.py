"""What holds of evidence on a day. Pure: nothing here asks the database."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from langso.criteria import CriteriaSet
from langso.criteria.law import Node
from langso.language import Words, gettext
from langso.language import day as shown_day
from langso.language import mark as _

SOON = timedelta(days=60)
"""Evidence that ends within this time is said to end soon: a habit of ours, time enough to have a paper renewed."""


class Standing(StrEnum):
    """Whether evidence may be relied upon on a day."""

    HOLDS = "holds"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    WITHDRAWN = "withdrawn"

    @property
    def counts(self) -> bool:
        """Whether it shows anything on that day."""
        return self in (Standing.HOLDS, Standing.ENDS_SOON)


def standing(valid_from: date | None, valid_until: date | None, day: date, *, withdrawn: bool = False) -> Standing:
    """What evidence with these days is worth on a day. Both ends are included; without an end it holds on."""
    if withdrawn:
        return Standing.WITHDRAWN
    if valid_from and day < valid_from:
        return Standing.NOT_YET
    if valid_until and valid_until < day:
        return Standing.EXPIRED
    if valid_until and valid_until <= day + SOON:
        return Standing.ENDS_SOON
    return Standing.HOLDS


_SAYS = {
    Standing.HOLDS: (_("in force"), _("in force until {until}")),
    Standing.ENDS_SOON: (_("ends soon"), _("ends soon: {until}")),
    Standing.EXPIRED: (_("expired"), _("expired on {until}")),
    Standing.NOT_YET: (_("in force from {since}"), _("in force from {since} until {until}")),
    Standing.WITHDRAWN: (_("withdrawn"), _("withdrawn")),
}


def said(held: Standing, valid_from: date | None, valid_until: date | None) -> str:
    """A standing in words, with the day that matters."""
    words = _SAYS[held][valid_until is not None]
    return gettext(words).format(
        since=shown_day(valid_from) if valid_from else "", until=shown_day(valid_until) if valid_until else ""
    )


def lacking(node: Node, suggestions: Iterable[str]) -> tuple[Words, ...]:
    """What the law suggests as evidence for a condition that none of the given, in the law's Vietnamese, is."""
    there = set(suggestions)
    return tuple(words for words in node.evidence if words.vi not in there)


def find_node(sets: Iterable[CriteriaSet], name: str) -> tuple[CriteriaSet, Node] | None:
    """A condition of some sets by its id, with its set."""
    for criteria_set in sets:
        for node in criteria_set.nodes():
            if node.id == name:
                return criteria_set, node
    return None


def near(likeness: str, other: str) -> bool:
    """Whether two pictures look the same: at most three of the 64 bits differ."""
    return bool(likeness and other) and (int(likeness, 16) ^ int(other, 16)).bit_count() <= 3


def alike(likenesses: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs, by their places, that look the same. Of four quarters at least one is equal when three bits differ."""
    found: set[tuple[int, int]] = set()
    for quarter in range(4):
        buckets: dict[str, list[int]] = {}
        for place, likeness in enumerate(likenesses):
            if likeness:
                buckets.setdefault(likeness[4 * quarter : 4 * quarter + 4], []).append(place)
        for places in buckets.values():
            found |= {
                (a, b) for i, a in enumerate(places) for b in places[i + 1 :] if near(likenesses[a], likenesses[b])
            }
    return sorted(found)
