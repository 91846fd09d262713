"""P5: a workbook of 100 000 rows into the database: read, checked, compared, previewed and written with its journal."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import children
from benchmarks.report import Section, Target, seconds, times
from benchmarks.timing import OURS

_PEER, _AGAIN = "django-import-export, bulk mode", "again"
_WORKS = {OURS: "import", _PEER: "import-import-export", _AGAIN: "import-again"}
_LEAST_TIMES, _MOST_MEMORY = 3.0, 300
_STEPS = ("read, compared, previewed", "written")
_ABOUT = """\
A sheet of {rows:,} rows × 15 columns in .xlsx ({size:.0f} MB), the widest register of 100 communes, into an
empty SQLite database on disk. Ours: all that the page and the worker do, from the upload to the commit. The
file is kept, read and checked (types, bounds, communes known, keys not repeated), compared with the ledgers
row by row, its preview shown; then written in one transaction with an event a ledger, and the verdicts
compared. The peer: tablib loads the sheet, a resource in bulk mode makes, cleans and writes every row in one
transaction. It shows no preview (its own would be a second such run), compares with nothing, keeps no
journal."""


def measure(workbook: Path, rounds: int) -> Section:
    """Each in a process of its own with an empty SQLite database on disk, in turn; without the start of the process."""
    outcomes: dict[str, list[children.Outcome]] = {name: [] for name in _WORKS}
    for _ in range(rounds):
        for name, work in _WORKS.items():
            outcomes[name].append(children.run(work, str(workbook)))
    ours = [sum(outcome.seconds[step] for step in _STEPS) for outcome in outcomes[OURS]]
    theirs = [outcome.seconds["written"] for outcome in outcomes[_PEER]]
    peaks = {name: median(outcome.peak for outcome in outcomes[name]) for name in _WORKS}
    (rows,) = {outcome.found for ran in outcomes.values() for outcome in ran}
    ratio = median(slow / quick for quick, slow in zip(ours, theirs, strict=True))
    first, again = (_steps(outcomes[name]) for name in (OURS, _AGAIN))
    return Section(
        title="P5 Importing a workbook",
        about=" ".join(_ABOUT.split()).format(rows=rows, size=workbook.stat().st_size / 1e6),
        header=("", "time", "takes, of ours", "peak memory"),
        rows=[
            (OURS, seconds(median(ours)), "", f"{peaks[OURS]:.0f} MB"),
            *((f"of it {name}", time, "", "") for name, time in zip(_STEPS, first, strict=True)),
            (_PEER, seconds(median(theirs)), times(ratio), f"{peaks[_PEER]:.0f} MB"),
        ],
        targets=[
            Target(f"at least {_LEAST_TIMES:.0f} × as fast", times(ratio), ratio >= _LEAST_TIMES),
            Target(f"memory at most {_MOST_MEMORY} MB", f"{peaks[OURS]:.0f} MB", peaks[OURS] <= _MOST_MEMORY),
        ],
        notes=[
            f"The same file once more in the same process, a tenth of the rows changed in between: {again[0]} to the "
            f"preview, {again[1]} to write what differs; the peak of the process is then {peaks[_AGAIN]:.0f} MB."
        ],
    )


def _steps(outcomes: Sequence[children.Outcome]) -> list[str]:
    return [seconds(median(outcome.seconds[step] for outcome in outcomes)) for step in _STEPS]
