"""docs/performance.md: the machine, every target with what was measured, and the figures behind it."""

import os
import platform
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import priority

_LIBRARIES = (
    "duckdb",
    "numpy",
    "polars",
    "openfisca-core",
    "zen-engine",
    "python-calamine",
    "django",
    "django-import-export",
    "docxtpl",
    "tablib",
    "openpyxl",
)


@dataclass(frozen=True, slots=True)
class Target:
    """What must hold, what was measured, whether it holds; where it does not, why."""

    asked: str
    measured: str
    met: bool
    why_missed: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One piece of work: what was done, a table of figures, the targets."""

    title: str
    about: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    targets: Sequence[Target]
    notes: Sequence[str] = ()


def seconds(value: float) -> str:
    """A time as people read it."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.3g} ms"


def times(value: float) -> str:
    """A ratio as people read it."""
    return f"{value:.0f} ×" if value >= 20 else f"{value:.2f} ×"


def quiet(below: float = 0.5, patience: float = 120.0) -> str:
    """Wait a while until the machine has little else to do, and say how much it has."""
    until = time.monotonic() + patience
    while not priority.is_asked_for() and os.getloadavg()[0] > below and time.monotonic() < until:
        time.sleep(2)
    return priority.told()


def write(path: Path, sections: Sequence[Section], data: str) -> None:
    """Write the page."""
    lines = [
        "# Performance",
        "",
        "Written by `make bench`. Ours stands beside its peers on the same data; all of them ran in turn",
        "in one run, and a ratio is the middle of the ratios of the single rounds. Times belong to the machine.",
        "",
        _COUNTED,
        "",
        f"- **Machine**: {_processor()}, {_cores()} cores, {_memory()} of memory, {platform.system()} "
        f"{platform.release().split('-')[0]}",
        f"- **Versions**: Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        f"- **Data**: {data}",
        f"- **Day**: {_today()}",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(path, "\n".join(lines), [_page_of(section) for section in sections])


def replace(path: Path, sections: Sequence[Section]) -> None:
    """Put sections in the place of those of the same works, and leave the others as they were measured."""
    head, *old = path.read_text(encoding="utf-8").rstrip("\n").split(_HEADING)
    by_work = {_work(page): page for page in old}
    for section in sections:
        page = _page_of(section)
        by_work[_work(page)] = f"{page}\n\nMeasured apart from the others, on {_today()}."
    _put(path, _COUNTS.sub(_COUNTED, head), [by_work[work] for work in sorted(by_work, key=_number)])


_HEADING = "\n\n## "
_COUNTED = "{counted}"
_COUNTS = re.compile(r"^(All )?\d+ (of \d+ )?targets are met\.$", re.MULTILINE)


def _put(path: Path, head: str, pages: Sequence[str]) -> None:
    """Write head and sections, with how many targets are met."""
    text = _HEADING.join([head, *pages]) + "\n"
    met, missed = text.count(" | met |\n"), text.count(" | **missed** |\n")
    counted = f"{met} of {met + missed} targets are met." if missed else f"All {met} targets are met."
    path.write_text(text.replace(_COUNTED, counted, 1), encoding="utf-8")


def _work(page: str) -> str:
    """The name at the head of a section: P4."""
    return page.split(maxsplit=1)[0]


def _number(work: str) -> float:
    """Works without a number come last."""
    number = work.removeprefix("P")
    return int(number) if number.isdecimal() else float("inf")


def _page_of(section: Section) -> str:
    lines = [section.title, "", section.about, "", *_table(section.header, section.rows)]
    held = [(target.asked, target.measured, "met" if target.met else "**missed**") for target in section.targets]
    if held:
        lines += ["", *_table(("target", "measured", ""), held)]
    missing = [target.why_missed for target in section.targets if not target.met and target.why_missed]
    for note in (*dict.fromkeys(missing), *section.notes):
        lines += ["", note]
    return "\n".join(lines)


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [
        "| " + " | ".join(header) + " |",
        "| " + " | ".join("---" for _ in header) + " |",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory() -> str:
    described = Path("/proc/meminfo")
    if described.exists():
        return f"{int(described.read_text().split()[1]) * 1024 / 1e9:.0f} GB"
    return "unknown size"
