"""When verdicts turned and by which change: after every change of a commune its verdicts are compared with before.

Before anything is recorded of a commune it stands as one of which nothing is known.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from langso import clock
from langso.assessments.live import assess, communes_on
from langso.assessments.models import Standing, Turn
from langso.assessments.nothing_known import nothing_known
from langso.criteria import Assessment
from langso.criteria.formula import facts_of, tally_of
from langso.criteria.law import Node
from langso.journal.changes import Change
from langso.places.models import Level, Unit

_suspended: ContextVar[bool] = ContextVar("suspended", default=False)

TURNING = ("rows.", "ledger.", "facts.", "places.group")
"""The kinds of change, by how they begin, that may turn a verdict."""

PUBLISHING = "law.published"
"""The kind of change by which every commune may be held against something else."""

BEGINNING = ("places.started", "places.changed")
"""The kinds of change by which units begin."""


@contextmanager
def suspended() -> Iterator[None]:
    """Within the block nothing is compared: for bulk work that ends with `record`."""
    token = _suspended.set(True)
    try:
        yield
    finally:
        _suspended.reset(token)


def after_change(made: Change) -> None:
    """Listens to the journal: record what a change turned, and how units stand that a change brought in."""
    if _suspended.get():
        return
    if made.kind in BEGINNING:
        record(_new(), made)
    if made.kind == PUBLISHING:
        record(communes_on(clock.today()), made)
    if made.commune is None or not made.kind.startswith(TURNING):
        return
    unit = Unit.objects.select_related("parent__parent").get(pk=made.commune)
    if unit.level == Level.PROVINCE:
        day = made.at.date()
        units = list(Unit.objects.within(unit).assessed().on(day).select_related("parent__parent"))
    else:
        units = [unit] if unit.is_assessed else []
    record(units, made)


def _new() -> list[Unit]:
    """The communes, here or still to come, of which no standing is kept yet."""
    there = Unit.objects.assessed().exclude(until__lt=clock.today())
    return list(there.exclude(pk__in=Standing.objects.values("commune")).select_related("parent__parent"))


Causes = Mapping[tuple[int, str], int]
"""By commune and by register or fact: the number of the event that last changed it."""


def record(units: Sequence[Unit], made: Change, causes: Causes | None = None) -> None:
    """Compare the verdicts of some communes with what stood before, and keep each that turned.

    `causes` tells which event turned what where several changes are recorded at once; else it was `made`.
    """
    if not units:
        return
    assessed = assess(units, clock.today())
    stood = {(s.commune_id, s.criteria_set): s for s in Standing.objects.filter(commune__in=units)}
    blank = nothing_known(assessed)
    turns: list[Turn] = []
    standings: list[Standing] = []
    for place, unit in enumerate(units):
        for assessment, unknown in zip(assessed.assessments, blank, strict=True):
            name = assessment.criteria_set.id
            verdicts = _verdicts(assessment, place)
            events = {n.id: _cause(n, unit.pk, causes or {}) or made.number for n in assessment.nodes}
            known = stood.get((unit.pk, name))
            before = known.verdicts if known else _verdicts(unknown, place)
            differing = {node: code for node, code in verdicts.items() if before.get(node) != code}
            if known and not differing:
                continue
            turns += [
                Turn(
                    commune=unit, criteria_set=name, node=node, before=before.get(node), after=code, at=made.at,
                    event=events[node],
                )
                for node, code in differing.items()
            ]  # fmt: skip
            standings.append(Standing(commune=unit, criteria_set=name, verdicts=verdicts, event=made.number))
    Turn.objects.bulk_create(turns, batch_size=2000)
    Standing.objects.bulk_create(
        standings, batch_size=500, update_conflicts=True, unique_fields=["commune", "criteria_set"],
        update_fields=["verdicts", "event"],
    )  # fmt: skip


def _verdicts(assessment: Assessment, place: int) -> dict[str, int]:
    """A commune's verdicts as numbers, by the id of each node."""
    return dict(zip((node.id for node in assessment.nodes), assessment.verdicts[:, place].tolist(), strict=True))


def _cause(node: Node, commune: int, causes: Causes) -> int:
    """The last event that touched what a node, or a node below it, asks; 0 when none did."""
    tally = tally_of(node.formula)
    asked = [*facts_of(node.formula), *([tally.register] if tally else [])]
    here = max((causes.get((commune, name), 0) for name in asked), default=0)
    return max(here, *(_cause(child, commune, causes) for child in node.children)) if node.children else here


def turned_between(first: int, last: int) -> Any:
    """The turns by the events of these numbers, both included: commune by commune, in the order of the law."""
    return Turn.objects.filter(event__range=(first, last)).select_related("commune").order_by("commune__order", "id")
