"""The reference pages that come from the code: the problems, the layout of a package, the command line."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from langso import problems
from langso.cli.app import app
from langso.criteria import load_law
from langso.exchange.names import FIXED_TABLES
from langso.language import Language, gettext, speaking
from langso.problems import Kind
from reference_words import both, code, heading, table


def code_pages() -> Iterator[tuple[str, str]]:
    """Every page that comes from the code, as its file name and its text."""
    yield "problems.md", _problems_page()
    yield "package.md", _package_page()
    yield "command-line.md", _command_line_page()


def kinds() -> list[Kind]:
    """Every kind of problem in the catalogue, in its order."""
    return [value for value in vars(problems).values() if isinstance(value, Kind)]


def _said(message: str) -> str:
    with speaking(Language.VI):
        vietnamese = gettext(message)
    return vietnamese if vietnamese == message else f"{vietnamese}<br>*{message}*"


def _problems_page() -> str:
    lines = heading("Problems", "src/langso/problems.py")
    lines += [
        "Everything that can be wrong with an input: what is said, what was expected, what to do next. The code stays",
        "the same from version to version; words in {braces} are filled in.",
        "",
    ]
    rows = [[code(kind.code), _said(kind.what), _said(kind.expected), _said(kind.remedy)] for kind in kinds()]
    return "\n".join(lines + table(["Code", "What is wrong", "What was expected", "What to do"], rows))


def _package_page() -> str:
    law = load_law()
    lines = heading("The package", "src/langso/exchange/names.py and src/langso/law/registers.yaml")
    lines += [
        "A package is a folder of `.csv` files, a folder of `.parquet` files, or one `.xlsx` workbook with a sheet for",
        "each table. In a workbook both the names and the Vietnamese headers are read.",
        "",
    ]
    for fixed in FIXED_TABLES:
        lines += [f"## {fixed.name}", "", f"Sheet: {both(fixed.sheet)}", ""]
        rows = [[code(column.name), column.title.vi, column.title.en] for column in fixed.columns]
        lines += table(["Column", "Cột", "Name"], rows)
    lines += [
        "## The registers",
        "",
        "Each begins with `commune`; the columns of each are in [registers.md](registers.md).",
        "",
    ]
    lines += table(
        ["File", "Sheet"],
        [[f"[`{register.name}`](registers.md#{register.name})", register.sheet] for register in law.registers.values()],
    )
    return "\n".join(lines)


def _command_line_page() -> str:
    lines = heading("The command line", "src/langso/cli/app.py")
    lines += [
        "Help comes in Vietnamese; `--lang en` anywhere in the command, or LANGSO_LANG=en in the environment, asks for",
        "English. Exit status: 0 when the work was done, whatever the verdicts; 2 when the input cannot be used, with",
        "every reason printed.",
        "",
    ]
    for words in [(), *_commands(app)]:
        command = " ".join(("langso", *words))
        lines += [f"## {command}", "", "```text", *_help(words), "```", ""]
    return "\n".join(lines)


def _commands(group: typer.Typer) -> Iterator[tuple[str, ...]]:
    for command in group.registered_commands:
        callback = command.callback
        yield (command.name or (callback.__name__ if callback else ""),)
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            yield from ((str(inner.name), *words) for words in _commands(inner.typer_instance))


def _help(words: tuple[str, ...]) -> list[str]:
    program = Path(sys.executable).parent / "langso"
    settings = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [program, *words, "--help", "--lang", "en"],
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
