"""Many communes are brought up to date by those that changed, and come out as if all had been decided anew."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from langso.assessments import following, live, remembered
from langso.assessments.assessed import Assessed
from langso.assessments.live import FEW, assess, sets_on
from langso.assessments.outline import outlines
from langso.journal.changes import change
from langso.places.models import Unit
from langso.registers import concerning
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.law import law
from workplace import DAY, Workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workplace]:
    """As in a request, where what is read has been committed; tests run within a transaction."""
    committed = SimpleNamespace(in_atomic_block=False)
    for room in (live, remembered):
        monkeypatch.setattr(room, "connection", committed)
    for room in (following, remembered, concerning):
        room.forget()
    yield workplace
    for room in (following, remembered, concerning):
        room.forget()


@pytest.fixture
def communes(settled: Workplace) -> list[Unit]:
    """More than few, two of which are changed in the tests."""
    own = [settled.commune.pk, settled.elsewhere.pk]
    others = Unit.objects.assessed().on(DAY).select_related("parent__parent").exclude(pk__in=own)
    return [*Unit.objects.filter(pk__in=own).select_related("parent__parent"), *others[:FEW]]


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many communes were decided, each time that any were."""
    found: list[int] = []
    decide = live._assess
    monkeypatch.setattr(
        live, "_assess", lambda units, *rest, **more: found.append(len(units)) or decide(units, *rest, **more)
    )
    return found


def figures(assessed: Assessed) -> list[Any]:
    """All that pages read of verdicts, and of the figures behind them."""
    found: list[Any] = [assessed.codes]
    for each in assessed.assessments:
        table = each.table
        found += [each.verdicts, each.short, table.groups, *table.closed.values()]
        found += [array for t in table.tallies.values() for array in (t.true, t.blank, t.false, t.rows)]
        found += [array for f in table.declared.values() for array in (f.lo, f.hi)]
    return found


def same(one: Assessed, other: Assessed) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(figures(one), figures(other), strict=True))


def test_what_changed_is_decided_anew_and_the_rest_stays(
    settled: Workplace, communes: list[Unit], decided: list[int]
) -> None:
    place, elsewhere = settled, settled.elsewhere
    officer = place.officer
    changes = [
        (
            lambda: write_rows(
                officer, place.commune, "villages", [Edit(values={"code": "01", "loudspeaker_working": True})]
            ),
            1,
        ),
        (
            lambda: declare(
                officer, place.commune, {"radio_station_per_guidance": 1, "computers_in_use": 12}, Said(DAY)
            ),
            1,
        ),
        (lambda: close_ledger(officer, place.commune, "villages"), 1),
        (lambda: changed(place, elsewhere), 1),
        (lambda: changed(place, place.commune.top), len(communes)),
        (lambda: changed(place, elsewhere, "evidence.added"), len(communes)),
    ]
    first = assess(communes, DAY)
    for act, expected in changes:
        act()
        decided.clear()
        now = assess(communes, DAY)
        assert decided == [expected]
        assert same(now, live._assess(communes, DAY, sets_on(DAY), law()))
    assert not same(first, now)


def changed(place: Workplace, unit: Unit, kind: str = "rows.edited") -> None:
    with change(kind, place.officer, commune=unit.pk):
        pass


def test_what_was_given_before_is_not_touched_by_a_change(settled: Workplace, communes: list[Unit]) -> None:
    before = assess(communes, DAY)
    kept = [array.copy() for array in figures(before)[1:]]
    declare(settled.officer, settled.commune, {"computers_in_use": 12}, Said(DAY))
    after = assess(communes, DAY)
    assert not same(before, after)
    assert all(np.array_equal(a, b) for a, b in zip(kept, figures(before)[1:], strict=True))


def test_many_changes_at_once_have_all_decided(settled: Workplace, communes: list[Unit], decided: list[int]) -> None:
    assess(communes, DAY)
    for unit in communes[: FEW + 1]:
        changed(settled, unit)
    decided.clear()
    assess(communes, DAY)
    assert decided == [len(communes)]


def test_a_past_day_is_decided_as_it_was_known_then(
    settled: Workplace, communes: list[Unit], decided: list[int]
) -> None:
    then = DAY.replace(day=1)
    assess(communes, then)
    changed(settled, settled.commune)
    decided.clear()
    assess(communes, then)
    assert decided == [len(communes)]


def test_a_commune_is_taken_out_of_those_of_all_until_it_changes(settled: Workplace, decided: list[int]) -> None:
    place = settled
    write_rows(place.officer, place.commune, "villages", [Edit(values={"code": "01", "loudspeaker_working": False})])
    everybody = live.communes_on(DAY)
    unit = next(each for each in everybody if each.pk == place.commune.pk)
    assess(everybody, DAY)
    decided.clear()
    changed(place, place.elsewhere)
    taken = assess([unit], DAY)
    assert not decided
    alone = live._assess([unit], DAY, sets_on(DAY), law())
    assert same(taken, alone)
    for mine, other in zip(outlines(taken), outlines(alone), strict=True):
        assert mine.root == other.root, "with its reasons, and its rows by name"
    first, *_rest = sets_on(DAY)
    assert [each.criteria_set for each in assess([unit], DAY, [first]).assessments] == [first]
    decided.clear()
    changed(place, place.commune)
    assess([unit], DAY)
    assert decided == [1]


def test_within_a_transaction_a_commune_is_decided(
    settled: Workplace, decided: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = live.communes_on(DAY)
    assess(everybody, DAY)
    decided.clear()
    monkeypatch.setattr(live, "connection", SimpleNamespace(in_atomic_block=True))
    assess(everybody[:1], DAY)
    assert decided == [1]
