"""What is written in passing is left out, and soon, when another is writing."""

from contextlib import closing

import pytest
from django.db import OperationalError, connection, transaction

from langso.journal.in_passing import write_in_passing
from langso.journal.models import Head


def write() -> None:
    Head.objects.create(hash="a")


def write_and_meet_a_lock() -> None:
    write()
    raise OperationalError("database is locked")


def write_and_fail() -> None:
    write()
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_it_is_written_where_nobody_else_writes():
    write_in_passing(write)
    assert Head.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_is_left_out_where_a_lock_is_in_the_way():
    write_in_passing(write_and_meet_a_lock)
    assert Head.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_it_is_left_out_where_it_cannot_even_begin(monkeypatch):
    class Locked:
        def __enter__(self):
            raise OperationalError("database is locked")

        def __exit__(self, *_error):
            return False

    monkeypatch.setattr("langso.journal.in_passing.transaction.atomic", Locked)
    write_in_passing(write)
    assert Head.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_another_error_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        write_in_passing(write_and_fail)
    assert Head.objects.count() == 0


@pytest.mark.django_db
def test_within_a_change_it_is_a_part_of_that():
    with pytest.raises(OperationalError), transaction.atomic():
        write_in_passing(write_and_meet_a_lock)


@pytest.mark.django_db(transaction=True)
def test_on_sqlite_nobody_waits_long_for_it():
    if connection.vendor != "sqlite":
        return
    waits = []

    def look() -> None:
        with closing(connection.cursor()) as cursor:
            waits.append(cursor.execute("PRAGMA busy_timeout").fetchone()[0])

    look()
    write_in_passing(look)
    look()
    usual, inside, after = waits
    assert (inside, after) == (min(100, usual), usual)
