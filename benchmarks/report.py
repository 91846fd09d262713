"""docs/performance.md: the machine, every target with what was measured, and the figures behind it."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = (
    "duckdb",
    "numpy",
    "polars",
    "openfisca-core",
    "zen-engine",
    "python-calamine",
    "django",
    "django-import-export",
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


def write(path: Path, sections: Sequence[Section], data: str) -> None:
    """Write the page."""
    missed = sum(not target.met for section in sections for target in section.targets)
    asked = sum(len(section.targets) for section in sections)
    lines = [
        "# Performance",
        "",
        "Written by `make bench`. Ours stands beside its peers on the same data; all of them ran in turn",
        "in one run, and a ratio is the middle of the ratios of the single rounds. Times belong to the machine.",
        "",
        f"{asked - missed} of {asked} targets are met." if missed else f"All {asked} targets are met.",
        "",
        f"- **Machine**: {_processor()}, {_cores()} cores, {_memory()} of memory, {platform.system()} "
        f"{platform.release().split('-')[0]}",
        f"- **Versions**: Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        f"- **Data**: {data}",
        f"- **Day**: {datetime.now(UTC):%Y-%m-%d}",
    ]
    for section in sections:
        lines += ["", f"## {section.title}", "", section.about, ""]
        lines += _table(section.header, section.rows)
        lines.append("")
        lines += _table(
            ("target", "measured", ""),
            [(target.asked, target.measured, "met" if target.met else "**missed**") for target in section.targets],
        )
        missing = [target.why_missed for target in section.targets if not target.met and target.why_missed]
        for note in (*missing, *section.notes):
            lines += ["", note]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


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
