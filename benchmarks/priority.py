"""Measuring on a machine that others work on too: Linux can be asked to run these processes before all others."""

import os
from pathlib import Path

_MOST = "-15"
_asked_for: list[bool] = []


def come_first() -> None:
    """From now on this process, and what `put_first` names, run before others. SystemExit where that may not be."""
    try:
        Path("/proc/self/autogroup").write_text(_MOST)
    except OSError as error:
        raise SystemExit(f"This machine cannot run the benchmarks before other work: {error}") from error
    _asked_for.append(True)


def put_first(parent: int) -> None:
    """The children of a process, each of which has a session of its own, come first too, if that was asked for."""
    if not _asked_for:
        return
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _parent(folder) == parent:
            (folder / "autogroup").write_text(_MOST)


def _parent(folder: Path) -> int:
    try:
        status = (folder / "status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:")), 0)


def is_asked_for() -> bool:
    """Whether these processes come first."""
    return bool(_asked_for)


def told() -> str:
    """How busy the machine is, and whether that matters."""
    load = f"Load of the machine before measuring: {os.getloadavg()[0]:.1f}"
    return f"{load}, these processes scheduled before all others" if _asked_for else load
