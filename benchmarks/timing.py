"""Competitors run in turn, round after round, so that whatever else the machine does falls on all of them alike."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

OURS = "Làng Số"


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds of every competitor, round by round."""

    seconds: Mapping[str, tuple[float, ...]]

    def median(self, name: str) -> float:
        """The middle of a competitor's times, in seconds."""
        return median(self.seconds[name])

    def ratio(self, name: str, to: str) -> float:
        """How many times as long as `to` a competitor takes: the middle of the ratios of the single rounds."""
        return median(a / b for a, b in zip(self.seconds[name], self.seconds[to], strict=True))


def in_turn(works: Mapping[str, Callable[[], object]], rounds: int, warm_up: bool = True) -> Timings:
    """Run every work once a round, after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for counted in [False] * warm_up + [True] * rounds:
        for name, work in works.items():
            gc.collect()
            start = perf_counter()
            work()
            if counted:
                seconds[name].append(perf_counter() - start)
    return Timings({name: tuple(taken) for name, taken in seconds.items()})


def peak_memory() -> float:
    """The most memory that this process ever held, in MB (10^6 bytes)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
