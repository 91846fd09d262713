"""Visitors who look at pages one after the other, thinking in between, and how long each answer took."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

from benchmarks.serving import Answer, Line

Step = Callable[[Line], Answer]


@dataclass(frozen=True, slots=True)
class Habit:
    """What a sort of visitor does: steps by their names, each with how often it comes among the others."""

    steps: Mapping[str, tuple[int, Step]]

    def choose(self, chance: random.Random) -> tuple[str, Step]:
        """The next step."""
        (name,) = chance.choices(list(self.steps), [weight for weight, _ in self.steps.values()])
        return name, self.steps[name][1]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone with a line to the server and habits."""

    line: Line
    habit: Habit


@dataclass
class Seen:
    """How long answers took, in seconds, by the name of the step; and what was not answered with status 200."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def all(self) -> list[float]:
        """Of all steps together."""
        return [seconds for of_step in self.taken.values() for seconds in of_step]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.all) / self.seconds


def middle(taken: Sequence[float]) -> float:
    """The time that half of the answers keep within."""
    return percentile(taken, 50)


def percentile(taken: Sequence[float], part: int) -> float:
    """The time that so many of a hundred answers keep within."""
    return quantiles(taken, n=100, method="inclusive")[part - 1] if len(taken) > 1 else taken[0]


def visit(
    visitors: Sequence[Visitor], seconds: float, think: tuple[float, float], *, warm_up: float = 0.0, seed: int = 1414
) -> Seen:
    """Let all visit for some seconds, each on a thread; what is asked during the warm-up is not counted.

    `think`: the least and the most seconds between an answer and the next request; (0, 0) asks back to back.
    """
    seen, lock = Seen(seconds=seconds), threading.Lock()
    begin = time.perf_counter()
    counted_from, end = begin + warm_up, begin + warm_up + seconds

    def go(visitor: Visitor, chance: random.Random) -> None:
        try:
            look(visitor, chance)
        except OSError as error:
            seen.wrong.append(f"no answer: {error}")

    def look(visitor: Visitor, chance: random.Random) -> None:
        for name, answer, started, took in _visits(visitor, think, chance, end):
            with lock:
                if answer.status != 200:
                    seen.wrong.append(f"{name}: {answer.status}")
                elif started >= counted_from:
                    seen.taken.setdefault(name, []).append(took)

    threads = [
        threading.Thread(target=go, args=(visitor, random.Random(seed + number)))  # noqa: S311 - chance, not a secret
        for number, visitor in enumerate(visitors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _visits(
    visitor: Visitor, think: tuple[float, float], chance: random.Random, end: float
) -> Iterator[tuple[str, Answer, float, float]]:
    if any(think):
        time.sleep(chance.uniform(0, think[1]))
    while (started := time.perf_counter()) < end:
        name, step = visitor.habit.choose(chance)
        answer = step(visitor.line)
        yield name, answer, started, time.perf_counter() - started
        if any(think):
            time.sleep(chance.uniform(*think))
