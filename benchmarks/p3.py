"""P3: `langso assess` of a whole country as a process, every check of the input and every reason included."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import duckdb

from benchmarks import children
from benchmarks.data import Country
from benchmarks.facts_by_hand import by_sql
from benchmarks.report import Section, Target, seconds, times
from benchmarks.timing import OURS, in_turn
from benchmarks.verdicts_by_hand import Given, verdicts_by_numpy
from langso.criteria import Assessment

_BY_HAND = "P1 and P2 by hand"
_HELP = "langso --help"
_PYTHON = "python -c pass"
_MOST_TIMES, _MOST_START = 4.0, 0.3
_COMMAND = [sys.executable, "-c", "from langso.cli import main; main()"]


def measure(country: Country, assessments: Sequence[Assessment], rounds: int) -> Section:
    """The whole command against the sum of the two works by hand that it stands on."""
    given = Given.of(assessments)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        answer = Path(folder) / "verdicts.csv"
        options = ["--on", children.DAY.isoformat(), "--format", "csv", "-o", str(answer)]
        command = [*_COMMAND, "assess", str(country.folder), *options]
        timings = in_turn(
            {
                OURS: lambda: _run(command),
                _BY_HAND: lambda: (by_sql(country.folder, connection), verdicts_by_numpy(given)),
            },
            rounds,
        )
        size = answer.stat().st_size
        with answer.open("rb") as lines:
            count = sum(1 for _ in lines) - 1
    start = in_turn(
        {_HELP: lambda: _run([*_COMMAND, "--help"]), _PYTHON: lambda: _run([sys.executable, "-c", "pass"])}, 9
    )
    steps = [children.run("assess", str(country.folder)) for _ in range(3)]
    ratio, start_up = timings.ratio(OURS, _BY_HAND), start.median(_HELP)
    return Section(
        title="P3 The whole command",
        about=f"`langso assess` over the package of P1 to a CSV of {count:,} lines ({size / 1e6:,.0f} MB), each with "
        "its reason in a sentence, as a process from start to end. By hand: the SQL of P1 and the NumPy of P2 in "
        "a process that runs already, with no check of the input, no declared facts read, no reasons and nothing "
        "written.",
        header=("", "time", "ours takes"),
        rows=[
            (OURS, seconds(timings.median(OURS)), ""),
            (_BY_HAND, seconds(timings.median(_BY_HAND)), times(ratio)),
            (f"`{_HELP}`", seconds(start_up), ""),
            (f"`{_PYTHON}`", seconds(start.median(_PYTHON)), ""),
            *(
                (f"of ours: {step}", seconds(median(outcome.seconds[step] for outcome in steps)), "")
                for step in steps[0].seconds
            ),
            ("peak memory of ours", f"{median(outcome.peak for outcome in steps):.0f} MB", ""),
        ],
        targets=[
            Target(
                f"at most {_MOST_TIMES:.0f} × the sum of both by hand",
                times(ratio),
                ratio <= _MOST_TIMES,
                "What the work by hand leaves out is most of the command: it looks at every key of every row to see "
                "that none is repeated, which counting never reads, and writes a sentence for every node of every "
                "commune. The steps above say what each takes.",
            ),
            Target(f"`{_HELP}` within {_MOST_START} s", seconds(start_up), start_up <= _MOST_START),
        ],
    )


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
