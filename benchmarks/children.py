"""Works that run in a process of their own, whose memory is theirs alone: `python -m benchmarks.children WORK PATH`.

A work prints its seconds, the peak of its memory in MB and what it counted, as JSON.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.timing import peak_memory

if TYPE_CHECKING:
    from benchmarks.importing import Place

DAY = date(2022, 12, 31)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How long a work took by its own clock, the most memory its process held (MB), and what it found."""

    seconds: Mapping[str, float]
    peak: float
    found: int


def run(work: str, *arguments: str) -> Outcome:
    """One of `WORKS` in a new process."""
    command = [sys.executable, "-m", "benchmarks.children", work, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.seconds[name] = now - self._since
        self._since = now


def _facts(folder: str, clock: _Clock) -> int:
    from benchmarks.ours import asked_on, count, views
    from langso.criteria import load_law

    law = load_law()
    with views(law, Path(folder)) as (engine, codes):
        clock.lap("start")
        counted = count(engine, asked_on(law, DAY), codes, law)
        clock.lap("facts")
    return len(counted.tallies)


def _facts_by_sql(folder: str, clock: _Clock) -> int:
    import duckdb

    from benchmarks.facts_by_hand import by_sql

    clock.lap("start")
    with duckdb.connect() as connection:
        found = len(by_sql(Path(folder), connection))
    clock.lap("facts")
    return found


def _facts_by_polars(folder: str, clock: _Clock) -> int:
    from benchmarks.facts_by_polars import by_polars

    clock.lap("start")
    found = len(by_polars(Path(folder)))
    clock.lap("facts")
    return found


def _assess(folder: str, clock: _Clock) -> int:
    """What `langso assess --format csv` does, step by step."""
    from langso.assessments.assessed import choose_sets
    from langso.criteria import load_law
    from langso.exchange.assessing import assess
    from langso.exchange.reading import open_package
    from langso.exchange.verdict_lines import write_csv

    law = load_law()
    clock.lap("start, law read")
    with open_package(Path(folder), law) as package:
        clock.lap("package read and checked")
        assessed = assess(package, law, choose_sets(law, [], DAY), DAY)
        clock.lap("facts and verdicts")
        with Path("/dev/null").open("w", encoding="utf-8") as stream:
            write_csv(assessed, stream)
        clock.lap("every node of every commune put into words")
    return len(assessed.communes.codes)


def _import(path: str, clock: _Clock) -> int:
    """What the page and the worker do with a file that is handed in, step by step."""
    from benchmarks.importing import Place

    with TemporaryDirectory(prefix="langso-bench-") as folder:
        place = Place(Path(folder))
        clock.lap("start")
        _import_once(place, Path(path), clock)
        return place.rows()


def _import_again(path: str, clock: _Clock) -> int:
    """The same file twice in one process; in between a tenth of the rows is changed."""
    from benchmarks.importing import Place

    with TemporaryDirectory(prefix="langso-bench-") as folder:
        place = Place(Path(folder))
        _import_once(place, Path(path), clock)
        place.change_a_tenth()
        clock.lap("start")
        _import_once(place, Path(path), clock)
        return place.rows()


def _import_once(place: "Place", workbook: Path, clock: _Clock) -> None:
    made = place.hand_in(workbook)
    place.read(made)
    clock.lap("read, compared, previewed")
    place.write(made)
    clock.lap("written")


def _import_by_import_export(path: str, clock: _Clock) -> int:
    from benchmarks.import_export import prepared, write

    with TemporaryDirectory(prefix="langso-bench-") as folder:
        resource = prepared(Path(folder) / "villages.sqlite3")
        clock.lap("start")
        found = write(resource, Path(path))
        clock.lap("written")
    return found


WORKS: Mapping[str, Callable[[str, _Clock], int]] = {
    "facts": _facts,
    "facts-sql": _facts_by_sql,
    "facts-polars": _facts_by_polars,
    "assess": _assess,
    "import": _import,
    "import-again": _import_again,
    "import-import-export": _import_by_import_export,
}

if __name__ == "__main__":
    clock = _Clock()
    found = WORKS[sys.argv[1]](sys.argv[2], clock)
    print(json.dumps({"seconds": clock.seconds, "peak": peak_memory(), "found": found}))
