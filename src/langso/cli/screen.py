"""What the terminal shows: problems as a readable table, progress on long work, tables plain when piped."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, TextIO

import rich.progress
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from langso.cli.choices import BAD_INPUT
from langso.criteria.verdicts import Verdict
from langso.exchange.reading.sources import Progress
from langso.language import gettext as _
from langso.problems import BadInputError, Problem

PLAIN_WIDTH = 160

STYLES = {
    Verdict.MET: "green",
    Verdict.NOT_MET: "bold red",
    Verdict.INSUFFICIENT: "yellow",
    Verdict.NOT_APPLICABLE: "dim",
}


def messages() -> Console:
    """Where what is not a result goes."""
    return console(sys.stderr)


def console(stream: TextIO) -> Console:
    """Writes to `stream`: as wide as the terminal, plain and of a fixed width when it is piped or a file."""
    width = None if stream.isatty() or os.environ.get("COLUMNS") else PLAIN_WIDTH
    return Console(file=stream, width=width, highlight=False)


def badge(verdict: Verdict) -> Text:
    """A verdict as glyph and word, coloured where colours are."""
    return Text(f"{verdict.glyph} {verdict.title}", style=STYLES[verdict])


@contextmanager
def stopping_on_bad_input(*, as_json: bool = False) -> Iterator[None]:
    """Within the block, bad input is shown with every problem and ends the command with status 2."""
    try:
        yield
    except BadInputError as error:
        stop(error.problems, as_json=as_json)


def stop(problems: tuple[Problem, ...], *, as_json: bool = False) -> NoReturn:
    """Show problems and end with status 2: as a table, or as one JSON object a line."""
    if as_json:
        _show_as_json(problems, "error")
    else:
        show_problems(problems)
    raise SystemExit(BAD_INPUT)


def _show_as_json(problems: tuple[Problem, ...], severity: str) -> None:
    for problem in problems:
        line = {"severity": severity, **problem.as_dict()}
        sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")


def show_problems(problems: tuple[Problem, ...]) -> None:
    """Problems one after another, each with its place, what is wrong, what was expected and how to mend it."""
    console = messages()
    for problem in problems:
        place = _place(problem)
        _say(console, Text.assemble(("✕ ", "bold red"), (place, "bold"), ": " if place else "", problem.what))
        for label, words in ((_("Expected"), problem.expected), (_("What to do"), problem.remedy)):
            if words:
                _say(console, Text.assemble((f"    {label}: ", "dim"), words))
    if len(problems) > 1:
        console.print(Text(_("{n} problems in all.").format(n=len(problems)), style="bold"))


def show_warnings(warnings: tuple[Problem, ...], *, as_json: bool = False) -> None:
    """What is worth saying and stops nothing."""
    if as_json:
        _show_as_json(warnings, "warning")
        return
    console = messages()
    for warning in warnings:
        place = _place(warning)
        _say(console, Text.assemble(("! ", "yellow"), (place, "bold"), ": " if place else "", warning.what))


def _say(console: Console, text: Text) -> None:
    """A message; broken into lines only where somebody reads it on a terminal."""
    console.print(text, soft_wrap=not console.is_terminal)


def _place(problem: Problem) -> str:
    where = problem.where
    parts = [where.file]
    if where.row is not None:
        in_text = where.file.endswith((".yaml", ".yml"))
        parts.append((_("line {n}") if in_text else _("row {n}")).format(n=where.row))
    if where.column:
        parts.append(_("column {name}").format(name=where.column))
    return ", ".join(part for part in parts if part)


@contextmanager
def progress() -> Iterator[Progress]:
    """A report function for long work: a bar on a terminal, silence elsewhere."""
    console = messages()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with rich.progress.Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield report


def table(*headers: str, title: str = "") -> Table:
    """A table in the product's tone: one hairline, no boxes."""
    made = Table(
        title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim"
    )
    for header in headers:
        made.add_column(header)
    return made
