"""P5, the reading half: a workbook of 100 000 rows read and validated, nothing stored."""

from pathlib import Path
from statistics import median

from benchmarks import children
from benchmarks.report import Section, Target, seconds, times
from benchmarks.timing import OURS

_PEER = "django-import-export"
_LEAST_TIMES, _MOST_MEMORY = 3.0, 300


def measure(workbook: Path, rounds: int) -> Section:
    """Each in a process of its own, in turn; the time is the reading, without the start of the process."""
    works = {OURS: "read", _PEER: "read-import-export"}
    outcomes: dict[str, list[children.Outcome]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            outcomes[name].append(children.run(work, str(workbook)))
    taken = {name: [outcome.seconds["read"] for outcome in outcomes[name]] for name in works}
    peaks = {name: median(outcome.peak for outcome in outcomes[name]) for name in works}
    (rows,) = {outcome.found for ran in outcomes.values() for outcome in ran}
    ratio = median(theirs / ours for ours, theirs in zip(taken[OURS], taken[_PEER], strict=True))
    return Section(
        title="P5 Reading a workbook (the reading half)",
        about=f"A sheet of {rows:,} rows × 15 columns in .xlsx ({workbook.stat().st_size / 1e6:.0f} MB), read and "
        "validated. Ours: `open_package`, every check included (types, bounds, communes known, keys not "
        "repeated), ready to be assessed. The peer: tablib loads the sheet, a resource in bulk mode makes and "
        "cleans every row in a dry run; it does not look for unknown communes or repeated keys. Neither stores "
        "the rows in a database on disk.",
        header=("", "time", "takes, of ours", "peak memory"),
        rows=[
            (OURS, seconds(median(taken[OURS])), "", f"{peaks[OURS]:.0f} MB"),
            (_PEER, seconds(median(taken[_PEER])), times(ratio), f"{peaks[_PEER]:.0f} MB"),
        ],
        targets=[
            Target(f"at least {_LEAST_TIMES:.0f} × as fast", times(ratio), ratio >= _LEAST_TIMES),
            Target(f"memory at most {_MOST_MEMORY} MB", f"{peaks[OURS]:.0f} MB", peaks[OURS] <= _MOST_MEMORY),
        ],
    )
