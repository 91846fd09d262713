"""The law that the product gives: one from the start of a request to its end, the last published in each."""

from contextlib import contextmanager
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core.signals import request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from django_tasks.signals import task_started

from langso import clock
from langso.assessments.live import sets_on
from langso.assessments.remembered import forget, remembered
from langso.journal.changes import change, in_turn
from langso.registers.law import being_published, kept_per_law, law, law_digest, law_files, renew
from langso.registers.models import LawText
from langso.registers.published import mark_of
from workshop.texts import INVENTED

TEXT = INVENTED.replace("status: draft", "status: published")


@pytest.fixture(autouse=True)
def afresh():
    renew()
    yield
    renew()


def publish_elsewhere(text=TEXT, path="sets/9-xs.yaml"):
    """What another process does: the text is there, and nobody here was told."""
    LawText.objects.create(path=path, text=text, mark=mark_of(path, text), at=timezone.now(), event=1)


@pytest.mark.django_db
def test_the_law_costs_one_query_however_often_it_is_asked(django_assert_num_queries):
    with django_assert_num_queries(1):
        for _ in range(100):
            law(), law_files(), law_digest(), sets_on(date(2022, 12, 31))
    publish_elsewhere()
    renew()
    law()
    renew()
    with django_assert_num_queries(1):
        assert "XS" in law().sets, "an edition that was read before is in memory"


@contextmanager
def the_connection_kept():
    """As Django's test client does: the connection that holds the test's transaction is not closed as an old one."""
    request_started.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_started.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.parametrize("begins", [request_started, task_started])
def test_a_request_or_a_task_that_begins_is_given_what_was_published_meanwhile(begins):
    assert "XS" not in law().sets
    publish_elsewhere()
    assert "XS" not in law().sets, "one law from the start to the end"
    task = SimpleNamespace(id="1", status="RUNNING", task=SimpleNamespace(module_path="x"))
    with the_connection_kept():
        begins.send(sender=None, task_result=task, environ={})
    assert "XS" in law().sets
    assert "sets/9-xs.yaml" in law_files()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_has_everything_to_itself_goes_by_the_last_law():
    assert "XS" not in law().sets
    publish_elsewhere()
    with change("test.made", None):
        assert "XS" in law().sets
    LawText.objects.all().delete()
    with transaction.atomic():
        in_turn()
        assert "XS" not in law().sets


@pytest.mark.django_db
def test_what_was_taken_back_is_the_law_for_nobody():
    with being_published(), transaction.atomic():
        publish_elsewhere()
        renew()
        assert "XS" in law().sets
        transaction.set_rollback(True)
    assert "XS" not in law().sets
    publish_elsewhere(TEXT.replace("Xã số thử nghiệm", "Xã số khác"))
    renew()
    assert law().sets["XS"].title.vi == "Xã số khác", "the same row again is another text"


@pytest.mark.django_db
def test_what_is_kept_of_the_law_is_made_anew_for_another_law_or_day():
    asked = []

    @kept_per_law
    def titles(prefix: str) -> list[str]:
        asked.append(prefix)
        return [name for name in law().sets if name.startswith(prefix)]

    assert titles("X") == titles("X") == []
    publish_elsewhere()
    renew()
    assert titles("X") == ["XS"]
    with clock.at(datetime(2023, 1, 1, 9, tzinfo=clock.VIET_NAM)):
        titles("X")
    assert len(asked) == 3


@pytest.mark.django_db(transaction=True)
def test_verdicts_of_a_request_that_began_before_are_not_left_to_those_that_begin_after():
    forget()
    law()
    publish_elsewhere()
    assert remembered(("who",), lambda: "made of the old law") == "made of the old law"
    renew()
    assert remembered(("who",), lambda: "made of the new law") == "made of the new law"
    forget()
