"""How the worker keeps its memory small while it is at an import, and gives it back."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import connection

_CACHE = -8_192
"""Of the database's pages, in KiB: an import goes through a table once, and would only push out what others keep."""


@contextmanager
def modest() -> Iterator[None]:
    """Within the block SQLite keeps few pages; afterwards what was used is given back to the system."""
    kept = None
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            kept = cursor.execute("PRAGMA cache_size").fetchone()[0]
            cursor.execute(f"PRAGMA cache_size = {_CACHE}")
    try:
        yield
    finally:
        if kept is not None:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA shrink_memory")
                cursor.execute(f"PRAGMA cache_size = {int(kept)}")
        # Only glibc keeps what was freed; elsewhere there is no such function, and no need of it.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
