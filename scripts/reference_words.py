"""How the reference pages are written: headings, tables, names in both languages. Knows nothing of law or code."""

from collections.abc import Sequence

from langso.language import Words


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


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
