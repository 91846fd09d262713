"""The reference pages that come from the code: problems, the layout of a package, the command line, settings."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from langso import problems
from langso.cli.app import app
from langso.language import Language, gettext, speaking
from langso.problems import Kind
from langso.settings.table import SETTINGS
from reference_output import output_page
from reference_package import package_page
from reference_words import code, heading, table


def code_pages() -> Iterator[tuple[str, str]]:
    """Every page that comes from the code, as its file name and its text."""
    yield "problems.md", _problems_page()
    yield "package.md", package_page()
    yield "output.md", output_page()
    yield "command-line.md", _command_line_page()
    yield "settings.md", _settings_page()


def kinds() -> list[Kind]:
    """Every kind of problem in the catalogue, in its order."""
    return [value for value in vars(problems).values() if isinstance(value, Kind)]


def _said(message: str) -> str:
    with speaking(Language.VI):
        vietnamese = gettext(message)
    return vietnamese if vietnamese == message else f"{vietnamese}<br>*{message}*"


def _problems_page() -> str:
    lines = heading("Problems", "src/langso/problems/")
    lines += [
        "Everything that can be wrong with an input: what is said, what was expected, what to do next. The code stays",
        "the same from version to version; words in {braces} are filled in.",
        "",
    ]
    rows = [[code(kind.code), _said(kind.what), _said(kind.expected), _said(kind.remedy)] for kind in kinds()]
    return "\n".join(lines + table(["Code", "What is wrong", "What was expected", "What to do"], rows))


def _settings_page() -> str:
    lines = heading("Settings", "src/langso/settings/table.py")
    lines += [
        "Every setting is an environment variable; `langso settings` shows what holds. A secret may stand in a file,",
        "which the same name with `_FILE` at its end names. A variable that looks like a setting and is none is warned",
        "about.",
        "",
    ]
    rows = [
        [
            code(setting.variable),
            f"{setting.help.vi}<br>*{setting.help.en}*",
            setting.form.en.replace("|", "\\|"),
            code(setting.default) if setting.default else "",
            code(f"{setting.variable}_FILE") if setting.secret else "",
        ]
        for setting in SETTINGS
    ]
    return "\n".join(lines + table(["Setting", "What for", "Form", "Default", "From a file"], rows))


def _command_line_page() -> str:
    lines = heading("The command line", "src/langso/cli/app.py")
    lines += [
        "Help comes in Vietnamese; `--lang en` anywhere in the command, or LANGSO_LANG=en in the environment, asks for",
        "English. What is written, and the exit status, stand in [output.md](output.md).",
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
