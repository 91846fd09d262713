"""What was made of many communes, remembered in this process until the journal goes on. Decides nothing.

Whatever turns a verdict is an event, and the hash at the head of the chain stands for all events so far: as long as it
is the same, so are the verdicts. What less can change is remembered for longer: until something changes but a
commune's registers and figures (`registers.concerning.everybody`), or until a verdict turns.

Whoever asked for the law before it was published anew is given what it was till then, so what was made is known by its
law too.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

from langso.assessments.latest import Latest
from langso.journal.chain import START
from langso.journal.models import Head
from langso.registers.law import law_digest

T = TypeVar("T")

MOST = 32
"""So many are remembered: today's, and the latest other days and sets that somebody looked at."""

_known: Latest[tuple[Any]] = Latest(MOST)
"""Each in a tuple: what was made may be None."""


def head() -> Hashable:
    """The head of the journal."""
    return Head.objects.values_list("hash", flat=True).first() or START


def remembered(about: tuple[Hashable, ...], make: Callable[[], T], *, until: Callable[[], Hashable] = head) -> T:
    """What `make` gives, made once for what it is `about` and as long as `until` gives the same. Nobody may change it.

    Within a transaction it is always made: what is seen there may hold for nobody else yet.
    """
    if connection.in_atomic_block:
        return make()
    key = (law_digest(), until(), *about)
    held = _known.get(key)
    if held is None:
        held = (make(),)
        _known.put(key, held)
    found: T = held[0]
    return found


def forget() -> None:
    """Forget everything."""
    _known.clear()
