"""What time it is for the product: the real clock, or a day that the settings pin for demonstrations and tests.

Sign-in, sessions and tokens go by the real clock; everything that is recorded or assessed goes by this one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Viet Nam has kept one offset, without summer time, since 1975."""

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)
_pinned: list[date] = []


def pin(day: date | None) -> None:
    """From now on it is `day`, at the real time of day; None unpins."""
    _pinned[:] = [day] if day else []


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment` (aware; ValueError otherwise)."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def now() -> datetime:
    """The present moment, aware, in Viet Nam's time."""
    moment = _moment.get() or datetime.now(VIET_NAM)
    if _pinned and _moment.get() is None:
        moment = datetime.combine(_pinned[0], moment.timetz())
    return moment.astimezone(VIET_NAM)


def today() -> date:
    """The present day in Viet Nam."""
    return now().date()


def day_of(moment: datetime) -> date:
    """The day that a moment falls on in Viet Nam."""
    return moment.astimezone(VIET_NAM).date()


def end_of(day: date) -> datetime:
    """The last moment of a day in Viet Nam."""
    return datetime.combine(day, time.max, VIET_NAM)
