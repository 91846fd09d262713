"""Assessments of many communes are remembered exactly as long as nothing changes."""

from types import SimpleNamespace

import pytest

from langso.assessments import remembered as module
from langso.assessments.live import FEW, assess, sets_on
from langso.assessments.models import Counted
from langso.assessments.remembered import MOST, forget, remembered
from langso.journal.changes import change
from langso.places.models import Unit
from langso.registers.actions import Edit, write_rows
from workplace import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(workplace, monkeypatch):
    """As in a request, where what is read has been committed; tests run within a transaction."""
    monkeypatch.setattr(module, "connection", SimpleNamespace(in_atomic_block=False))
    forget()
    yield workplace
    forget()


@pytest.fixture
def made():
    """Something to remember, and how often it was made."""
    times = []
    return lambda: times.append(1) or len(times)


def test_it_is_made_once_until_the_journal_goes_on(settled, made):
    assert [remembered(("a",), made), remembered(("a",), made)] == [1, 1]
    with change("rows.edited", settled.officer, commune=settled.commune.pk):
        pass
    assert remembered(("a",), made) == 2


def test_within_a_transaction_it_is_always_made(workplace, made):
    assert [remembered(("a",), made), remembered(("a",), made)] == [1, 2]


def test_what_was_asked_for_longest_ago_is_forgotten_first(settled, made):
    for number in range(MOST):
        remembered((number,), made)
    assert remembered((0,), made) == 1
    remembered((MOST,), made)
    assert remembered((0,), made) == 1
    assert remembered((1,), made) == MOST + 2


@pytest.fixture
def communes(settled):
    units = Unit.objects.assessed().on(DAY).select_related("parent__parent").exclude(pk=settled.commune.pk)
    return [settled.commune, *units[:FEW]]


def test_a_changed_row_shows_among_many_communes_at_once(settled, communes):
    def verdict():
        (ntm, *_others) = assess(communes, DAY).assessments
        return ntm.table.tallies[next(t for t in ntm.table.tallies if t.register == "villages")].rows[0]

    assert verdict() == 0
    write_rows(settled.officer, settled.commune, "villages", [Edit(values={"code": "01"})])
    assert verdict() == 1


def test_one_set_among_many_communes_is_that_of_all_sets_and_counts_nothing_anew(settled, communes):
    write_rows(settled.officer, settled.commune, "villages", [Edit(values={"code": "01"})])
    everything = assess(communes, DAY)
    counted = set(Counted.objects.values_list("register", "asked"))
    for place, one in enumerate(sets_on(DAY)):
        alone = assess(communes, DAY, [one])
        assert [each.criteria_set.id for each in alone.assessments] == [one.id]
        assert alone.assessments[0].verdicts.tolist() == everything.assessments[place].verdicts.tolist()
    assert set(Counted.objects.values_list("register", "asked")) == counted


def test_nobody_waits_while_something_is_made(settled):
    # Who makes something may wait for a lock of a thread that waits here: then both would wait for ever.
    assert remembered(("a",), module._known._lock.locked) is False
