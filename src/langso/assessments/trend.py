"""How many communes met a set and each of its nodes at the end of each month: out of the turns that were kept.

What turned without a change (a set that began to hold) is not in the turns and not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from langso import clock
from langso.assessments.models import Turn
from langso.assessments.remembered import remembered
from langso.criteria import Verdict
from langso.places.models import Unit


@dataclass(frozen=True, slots=True)
class Trend:
    """By node, how many of `communes` communes met it at the end of each of `days`."""

    days: tuple[date, ...]
    met: dict[str, tuple[int, ...]]
    communes: int


def trend(units: Sequence[Unit], criteria_set: str, nodes: Sequence[str], until: date) -> Trend:
    """The trend of some communes from the month of their first turn on, until a day, which ends the last month."""
    about = ("trend", tuple(unit.pk for unit in units), criteria_set, tuple(nodes), until)
    return remembered(about, lambda: _trend(units, criteria_set, nodes, until), until=_last_turn)


def _last_turn() -> int:
    """The latest turn: without another the trend is the same, whatever else happened."""
    return Turn.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _trend(units: Sequence[Unit], criteria_set: str, nodes: Sequence[str], until: date) -> Trend:
    turns = Turn.objects.filter(criteria_set=criteria_set, at__lte=clock.end_of(until), commune__in=units)
    kept = turns.filter(node__in=nodes).order_by("event", "id").values_list("at", "node", "before", "after")
    steps = [
        (at, node, (after == Verdict.MET) - (before == Verdict.MET))
        for at, node, before, after in kept.iterator(chunk_size=5000)
    ]
    if not steps:
        return Trend((), dict.fromkeys(nodes, ()), len(units))
    days = months(clock.day_of(min(at for at, _node, _step in steps)), until)
    gained = {node: [0] * len(days) for node in nodes}
    place = {(day.year, day.month): at for at, day in enumerate(days)}
    for at, node, step in steps:
        gained[node][place[_month(at)]] += step
    return Trend(days, {node: _sums(each) for node, each in gained.items()}, len(units))


def months(first: date, last: date) -> tuple[date, ...]:
    """The last day of every month from that of `first` on; the last one is `last` itself."""
    found = []
    start = first.replace(day=1)
    while start <= last:
        following = (start + timedelta(days=31)).replace(day=1)
        found.append(min(following - timedelta(days=1), last))
        start = following
    return tuple(found)


def _month(at: datetime) -> tuple[int, int]:
    here = at.astimezone(clock.VIET_NAM)
    return here.year, here.month


def _sums(steps: Sequence[int]) -> tuple[int, ...]:
    total, found = 0, []
    for step in steps:
        total += step
        found.append(total)
    return tuple(found)
