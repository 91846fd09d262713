"""Takes pictures of the terminal: what the commands really print about the demonstration package, as SVG."""

import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

PROGRAM = Path(sys.executable).parent / "langso"
WIDTH = 104
SHOWN_COMMUNES = 9
PAPER, INK = (255, 254, 251), (23, 33, 43)
THEME = TerminalTheme(
    PAPER,
    INK,
    [INK, (180, 35, 24), (15, 118, 110), (138, 90, 0), (11, 79, 108), (110, 60, 120), (11, 79, 108), (91, 107, 123)],
)
COMMANDS = (
    "assess demo --set NTM",
    "explain demo --commune 10555 --node NTM-8.3.2",
)


def terminal_pictures() -> dict[str, str]:
    """The pictures by file name, one in each language."""
    with tempfile.TemporaryDirectory() as folder:
        _run("package demo demo", folder)
        return {f"terminal-{language}.svg": _picture(folder, language) for language in ("vi", "en")}


def _picture(folder: str, language: str) -> str:
    screen = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor")
    suffix = "" if language == "vi" else f" --lang {language}"
    for command in COMMANDS:
        screen.print(Text(f"$ langso {command}{suffix}", style="bold blue"))
        screen.print(Text.from_ansi(_shortened(_run(command + suffix, folder))))
        screen.print()
    without_fonts = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return screen.export_svg(title="Làng Số", theme=THEME, code_format=without_fonts, unique_id="langso")


def _run(command: str, folder: str) -> str:
    done = subprocess.run(
        [PROGRAM, *command.split()],
        cwd=folder,
        env={**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _shortened(printed: str) -> str:
    """A table of all communes cut to its first rows and its last line."""
    lines = printed.rstrip().splitlines()
    rows = [number for number, line in enumerate(lines) if re.match(r"\d{5} ", line)]
    if len(rows) <= SHOWN_COMMUNES:
        return "\n".join(lines)
    return "\n".join([*lines[: rows[SHOWN_COMMUNES]], "…", lines[-1]])
