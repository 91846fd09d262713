"""What is written in passing, such as a count kept for the next time: it may be left out, and nobody waits for it.

No change goes this way: it leaves no event, and nothing may rely on it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import OperationalError, connection, transaction

WAIT = 100
"""Milliseconds for which another's lock is waited for."""


def write_in_passing(write: Callable[[], object]) -> None:
    """Write in a transaction that is given up, without a word, when another has locked what it needs.

    Within a transaction of the caller it is a part of that, and waits and fails with it.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            write()
        return
    with _hardly_waiting(), suppress(OperationalError), transaction.atomic():
        if connection.vendor == "postgresql":
            _say(f"SET LOCAL lock_timeout = {WAIT}")
        write()


@contextmanager
def _hardly_waiting() -> Iterator[None]:
    """SQLite waits for a whole import otherwise, since there only one can write."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
    _say(f"PRAGMA busy_timeout = {min(WAIT, usual)}")
    try:
        yield
    finally:
        _say(f"PRAGMA busy_timeout = {usual}")


def _say(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
