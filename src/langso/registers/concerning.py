"""Which changes concern one commune: those of its own registers and figures, and all that are nobody's.

Each process follows the journal: it asks for the events since it last looked, which are few, and holds the latest of
each commune. What it does not know for sure counts as a change.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from threading import Lock

from langso.journal.chain import START
from langso.journal.models import Event, Head
from langso.places.models import Level, Unit

OF_ONE = ("rows.", "ledger.", "facts.")
"""Kinds of events that only pages about their own unit, or about many communes, can show."""

MOST = 5_000
"""So many events are followed at once; after more of them everything counts as changed."""


@dataclass
class _Followed:
    """The journal up to an event: the latest that concerns everybody, and the latest that concerns each unit alone."""

    number: int = 0
    hash: str = ""
    everybody: str = ""
    alone: dict[int, str] = field(default_factory=dict)
    lines: dict[str, list[int]] | None = None


_followed = _Followed()
_lock = Lock()


def concerning(code: str) -> Hashable:
    """The same as long as nothing has changed that a page about the commune with this code can show."""
    known = _up_to_date()
    if known.lines is None:
        known.lines = _lines()
    return known.everybody, tuple(known.alone.get(pk, "") for pk in known.lines.get(code, ()))


def everybody() -> str:
    """The same as long as nothing has changed but registers and figures of communes."""
    return _up_to_date().everybody


def marks(units: Iterable[Unit]) -> list[Hashable]:
    """For each unit what stays the same as long as nothing has changed that decides about it."""
    known = _up_to_date()
    return [(known.everybody, *(known.alone.get(each.pk, "") for each in unit.line)) for unit in units]


def forget() -> None:
    """Begin anew."""
    global _followed  # noqa: PLW0603 - one for the process
    _followed = _Followed()


def _up_to_date() -> _Followed:
    global _followed  # noqa: PLW0603 - one for the process
    known = _followed
    number, last = Head.objects.values_list("number", "hash").first() or (0, START)
    if (number, last) == (known.number, known.hash):
        return known
    fresh = _follow(known, number) if 0 < known.number < number <= known.number + MOST else None
    if fresh is None or fresh.hash != last:
        fresh = _Followed(number, last, everybody=last)
    with _lock:
        if _followed is known or _followed.number < fresh.number:
            _followed = fresh
    return fresh


def _follow(known: _Followed, number: int) -> _Followed | None:
    """What is known once the events up to a number are; None where they do not go on from what was known."""
    events = Event.objects.filter(number__range=(known.number, number)).order_by("number")
    found = list(events.values_list("number", "kind", "commune", "hash"))
    if not found or (found[0][0], found[0][-1]) != (known.number, known.hash):
        return None
    last = known.hash
    everybody, alone, lines = known.everybody, dict(known.alone), known.lines
    for _at, kind, commune, last in found[1:]:
        if commune is not None and kind.startswith(OF_ONE):
            alone[commune] = last
        else:
            everybody, lines = last, None
    return _Followed(number, last, everybody, alone, lines)


def _lines() -> dict[str, list[int]]:
    """By the code of a commune every unit that ever had it, and those above them."""
    found: dict[str, set[int]] = {}
    communes = Unit.objects.filter(level=Level.COMMUNE)
    for code, *line in communes.values_list("code", "pk", "parent", "parent__parent"):
        found.setdefault(code, set()).update(pk for pk in line if pk is not None)
    return {code: sorted(line) for code, line in found.items()}
