"""The connection to the database is cut in the middle of a change: nothing of it is there afterwards."""

import pytest
from django.db import OperationalError, connection

from langso.journal.chain import verify
from langso.journal.changes import change
from langso.journal.models import Event


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_change_that_lost_its_connection_is_kept():
    if connection.vendor != "postgresql":  # SQLite has no connection to lose
        return
    with change("test.written", None):
        pass
    with pytest.raises(OperationalError), change("test.cut_off", None):
        _end_the_connection()
    connection.close()
    assert list(Event.objects.values_list("kind", flat=True)) == ["test.written"]
    assert verify().broken is None


def _end_the_connection() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
