"""The journal proves that nothing in it was altered, left out or put in."""

import pytest
from django.db import transaction

from langso.journal.chain import BrokenLink, verify
from langso.journal.changes import change
from langso.journal.models import Event, Head

pytestmark = pytest.mark.django_db


def write(n: int) -> None:
    for i in range(n):
        with change("test.written", None, subject=f"thing {i}", reason="vì cần") as made:
            made.details = {"before": i, "after": i + 1}


def test_an_untouched_chain_holds():
    write(5)
    proof = verify()
    assert (proof.events, proof.broken) == (5, None)


@pytest.mark.parametrize(
    "altered",
    [{"reason": "khác"}, {"details": {"before": 9}}, {"actor_name": "Người khác"}, {"commune": 7}, {"kind": "other"}],
)
def test_an_altered_event_is_named(altered):
    write(5)
    Event.objects.filter(number=3).update(**altered)
    assert verify().broken == BrokenLink(3, "hash")


def test_a_missing_event_is_named():
    write(5)
    Event.objects.filter(number=2).delete()
    assert verify().broken == BrokenLink(2, "gap")


def test_events_cut_off_at_the_end_are_noticed():
    write(5)
    Event.objects.filter(number=5).delete()
    assert verify().broken == BrokenLink(5, "head")


def test_a_rewritten_event_with_a_new_hash_breaks_the_link_behind_it():
    write(3)
    from langso.journal.chain import hash_of

    event = Event.objects.get(number=2)
    event.reason = "khác"
    event.hash = hash_of(event)
    event.save()
    assert verify().broken == BrokenLink(3, "previous")


def test_a_change_that_fails_leaves_neither_event_nor_head():
    write(1)
    with pytest.raises(RuntimeError), transaction.atomic(), change("test.broken", None):
        raise RuntimeError
    assert verify().events == 1
    assert Head.objects.get().number == 1


def test_a_cancelled_change_writes_no_event():
    with change("test.nothing", None) as made:
        made.cancelled = True
    assert not Event.objects.exists()
