"""What is written in passing is left out, and soon, when another is writing."""

import pytest
from django.db import OperationalError, connection, transaction

from langso.journal.in_passing import written_in_passing
from langso.journal.models import Head


@pytest.mark.django_db(transaction=True)
def test_it_is_written_where_nobody_else_writes():
    with written_in_passing():
        Head.objects.create(hash="a")
    assert Head.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_is_left_out_where_a_lock_is_in_the_way():
    with written_in_passing():
        Head.objects.create(hash="a")
        raise OperationalError("database is locked")
    assert Head.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_another_error_is_not_swallowed():
    with pytest.raises(ZeroDivisionError), written_in_passing():
        _write_and_fail()
    assert Head.objects.count() == 0


@pytest.mark.django_db
def test_within_a_change_it_is_a_part_of_that():
    with pytest.raises(OperationalError), transaction.atomic(), written_in_passing():
        raise OperationalError("database is locked")


@pytest.mark.django_db(transaction=True)
def test_on_sqlite_nobody_waits_long_for_it():
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        with written_in_passing():
            assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == min(100, usual)
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == usual


def _write_and_fail() -> None:
    Head.objects.create(hash="a")
    raise ZeroDivisionError
