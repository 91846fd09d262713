"""How the reference pages are written: headings, tables, names in both languages. Knows nothing of law or code."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from langso.language import Words

PAGES = Path(__file__).parent / "pages"


def heading(title: str, source: str) -> list[str]:
    """The title of a page and the note that it is generated."""
    return [f"# {title}", "", f"<!-- Generated from {source} by `make docs`: change that, not this page. -->", ""]


def both(words: Words) -> str:
    """A name in both languages."""
    return words.vi if words.vi == words.en else f"{words.vi} · {words.en}"


def code(text: object) -> str:
    """A word of the law or of the code."""
    return f"`{text}`"


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table as lines, with an empty line after it."""
    cells = [names, ["---"] * len(names), *rows]
    return [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in cells] + [""]


def filled(page: str, values: Mapping[str, str]) -> str:
    """The prose of a page, each `{name}` in it replaced by its value. KeyError for a name without one."""
    prose = (PAGES / page).read_text(encoding="utf-8")
    return re.sub(r"\{(\w+)\}", lambda name: values[name[1]], prose)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
