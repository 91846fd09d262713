"""What the product counts of its own running, for Prometheus: requests by outcome and time. Never who or what.

Each process that answers counts in a small file of its own; whoever is asked adds all of them up.
"""

import mmap
import os
import struct
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which answers are counted; slower ones count in the last place."""

_STATUSES = 5
_PLACES = struct.Struct(f"={_STATUSES + len(BOUNDS) + 1}Qd")


class Meter:
    """The counts of one process, kept where the others can read them."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(_PLACES.size))
        with file.open("r+b") as opened:
            self._kept = mmap.mmap(opened.fileno(), _PLACES.size)
        self._lock = threading.Lock()
        self._counts = [0] * (_STATUSES + len(BOUNDS) + 1)
        self._seconds = 0.0

    def count(self, status: int, seconds: float) -> None:
        """One answer."""
        place = next((place for place, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
        with self._lock:
            self._counts[min(max(status // 100, 1), _STATUSES) - 1] += 1
            self._counts[_STATUSES + place] += 1
            self._seconds += seconds
            _PLACES.pack_into(self._kept, 0, *self._counts, self._seconds)


@cache
def meter() -> Meter:
    """This process's own."""
    return Meter(_folder() / f"{os.getpid()}")


def start_afresh() -> None:
    """Forget what earlier runs counted; a counter that starts again from nothing is what Prometheus expects."""
    for file in _folder().glob("*"):
        file.unlink(missing_ok=True)


def requests_text() -> str:
    """What all processes counted, in Prometheus's text form."""
    counts = [0] * (_STATUSES + len(BOUNDS) + 1)
    seconds = 0.0
    for file in sorted(_folder().glob("*")):
        kept = file.read_bytes()
        if len(kept) == _PLACES.size:
            *own, took = _PLACES.unpack(kept)
            counts = [a + b for a, b in zip(counts, own, strict=True)]
            seconds += took
    lines = [
        "# HELP langso_requests_total Requests answered, by class of status.",
        "# TYPE langso_requests_total counter",
    ]
    lines += [f'langso_requests_total{{status="{place + 1}xx"}} {counts[place]}' for place in range(_STATUSES)]
    return "\n".join([*lines, *_histogram(counts[_STATUSES:], seconds)]) + "\n"


def _histogram(counts: Sequence[int], seconds: float) -> list[str]:
    name = "langso_request_seconds"
    lines = [f"# HELP {name} How long answers took.", f"# TYPE {name} histogram"]
    running = 0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), counts, strict=True):
        running += count
        lines.append(f'{name}_bucket{{le="{bound}"}} {running}')
    return [*lines, f"{name}_sum {seconds:.6f}", f"{name}_count {running}"]


def gauge(name: str, told: str, value: float) -> str:
    """One figure of now, in Prometheus's text form."""
    return f"# HELP {name} {told}\n# TYPE {name} gauge\n{name} {value:g}\n"


def _folder() -> Path:
    return Path(settings.DATA) / "metering"
