"""Runs the command as a shell would, but within this process; and once more for real where that matters."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langso.cli import main

ON = "2024-06-30"
"""A day on which all three sets are valid and districts exist."""

COMMAND = Path(sys.executable).with_name("langso")


@dataclass(frozen=True)
class Answer:
    """What a command left behind: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, str]]:
        """The answer as the rows of its CSV."""
        assert self.status == 0, self.err
        return list(csv.DictReader(io.StringIO(self.out, newline="")))

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The answer as the objects of its JSON lines."""
        assert self.status == 0, self.err
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What was refused, as the objects of the JSON lines on the error stream."""
        assert self.status == 2, (self.status, self.out, self.err)
        assert self.out == ""
        return [found for line in self.err.splitlines() if "expected" in (found := json.loads(line))]


def run(*arguments: object, lang: str = "en") -> Answer:
    """The command in this process, in English unless told otherwise."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with _in_place_of(sys, argv=["langso", "--lang", lang, *map(str, arguments)], stdout=out, stderr=err):
        status = _status()
    return Answer(status, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


def assess(package: Path, *arguments: object, on: str = ON, lang: str = "en") -> Answer:
    """The verdicts of a package as CSV."""
    return run("assess", package, "--on", on, "--format", "csv", *arguments, lang=lang)


def refused(package: Path, *arguments: object) -> list[dict[str, Any]]:
    """The problems for which a package is not assessed."""
    return run("assess", package, "--on", ON, "--format", "json", *arguments).problems


def verdicts(package: Path, *arguments: object, commune: str = "C1", on: str = ON) -> dict[str, str]:
    """Node -> verdict of one commune."""
    return {node: line["verdict"] for node, line in nodes(package, *arguments, commune=commune, on=on).items()}


def nodes(package: Path, *arguments: object, commune: str = "C1", on: str = ON) -> dict[str, dict[str, str]]:
    """Node -> its CSV line of one commune."""
    return {line["node"]: line for line in assess(package, *arguments, on=on).lines if line["commune"] == commune}


def across(package: Path, node: str, *arguments: object, on: str = ON) -> dict[str, dict[str, str]]:
    """Commune -> the CSV line of one node."""
    return {line["commune"]: line for line in assess(package, *arguments, on=on).lines if line["node"] == node}


def figures(line: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    """Verdict, bounds, threshold and how many are short, as printed."""
    return line["verdict"], line["value_lo"], line["value_hi"], line["threshold"], line["short"]


def shell(
    *arguments: object, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The installed command in a process of its own."""
    return subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        timeout=60,
        check=False,
    )


def _status() -> int:
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    return 0


@contextmanager
def _in_place_of(module: Any, **changes: object) -> Iterator[None]:
    before = {name: getattr(module, name) for name in changes}
    for name, value in changes.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(module, name, value)
