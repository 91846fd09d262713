"""Patience with what may never come to an end: a test that waits in vain fails instead of hanging."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def patience(seconds: int = 60) -> Iterator[None]:
    """Fail when it takes longer; meant to be far longer than a sound answer takes on the slowest machine."""

    def lost(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"no answer within {seconds} s")

    before = signal.signal(signal.SIGALRM, lost)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
