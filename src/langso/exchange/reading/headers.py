"""Which column is which: headers by their English names or their titles in both languages, whatever case and spaces.

Finds the header row below title rows, and says which columns are unknown, missing or there twice.
"""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from langso import problems
from langso.cells.reading import Cell, as_text, fold
from langso.exchange.names import EXPLANATORY
from langso.exchange.reading.findings import Findings
from langso.language import Words
from langso.problems import Where

MOST_UNKNOWN = 5
"""More unknown columns of one table than these are one problem."""


@dataclass(frozen=True, slots=True)
class Known:
    """The columns that a table may have: names in order, their titles; those it needs, and those nobody would miss."""

    titles: Mapping[str, Words]
    needed: frozenset[str]
    spare: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(self.titles)

    def by_any_name(self) -> dict[str, str]:
        """Folded name or title → name. A name wins over a title."""
        folded: dict[str, str] = {}
        for name, title in self.titles.items():
            for called in (title.vi, title.en):
                folded.setdefault(fold(called), name)
        return folded | {fold(name): name for name in self.titles}


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its number, its cells' texts, where each known column stands, and what is odd about it."""

    row: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]

    def shown(self, column: str) -> str:
        """A column as this header calls it."""
        return self.cells[self.columns[column]] if column in self.columns else column

    def called(self, known: Known, name: str) -> str:
        """A column as whoever made the file calls columns: by names, as programs do, or by titles, as people do."""
        of_people = any(fold(self.cells[at]) != fold(column) for column, at in self.columns.items())
        return str(known.titles[name]) if of_people else name

    def report(self, place: str, known: Known, findings: Findings) -> bool:
        """Note what is wrong with the columns; whether the table can be read all the same."""
        where = Where(place, self.row)
        names = ", ".join(self.called(known, name) for name in known.names)
        for text in self.twice:
            findings.add(problems.COLUMN_TWICE, Where(place, self.row, text), text)
        if len(self.unknown) > MOST_UNKNOWN:
            listed = ", ".join(self.unknown[:MOST_UNKNOWN]) + ", …"
            findings.add(problems.COLUMNS_UNKNOWN, where, listed, n=str(len(self.unknown)), names=names)
        else:
            for text in self.unknown:
                near = nearest(text, [*known.titles, *_titles(known)])
                at = Where(place, self.row, text)
                findings.add(problems.COLUMN_UNKNOWN, at, text, nearest=near, names=names)
        absent = [name for name in known.names if name not in self.columns]
        for name in absent:
            if name in known.needed:
                called = self.called(known, name)
                title = known.titles[name].vi if called == name else name
                findings.add(problems.COLUMN_MISSING, Where(place, self.row, called), called, title=title)
        if left_out := [name for name in absent if name not in known.needed and name not in known.spare]:
            findings.warn(problems.COLUMNS_LEFT_OUT, where, names=", ".join(left_out))
        return known.needed <= set(self.columns)


def _titles(known: Known) -> Iterable[str]:
    return (title.vi for title in known.titles.values())


def find_header(rows: Sequence[Sequence[Cell]], known: Known) -> Header | None:
    """The row whose cells match the most known columns, the first of equals; None when no cell of any row matches."""
    names = known.by_any_name()
    best: Header | None = None
    for number, row in enumerate(rows, start=1):
        header = _as_header(number, [as_text(cell) for cell in row], names)
        if header.columns and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def _as_header(number: int, texts: list[str], names: Mapping[str, str]) -> Header:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    twice: list[str] = []
    while texts and not texts[-1]:
        texts.pop()
    for position, text in enumerate(texts):
        name = names.get(fold(text))
        if name is None:
            if text and not text.startswith(EXPLANATORY):
                unknown.append(text)
        elif name in columns:
            twice.append(text)
        else:
            columns[name] = position
    return Header(number, tuple(texts), columns, tuple(unknown), tuple(twice))


def nearest(text: str, names: Iterable[str]) -> str:
    """The name that is most like a text, whatever its marks and case."""
    bare = {_bare(name): name for name in reversed(list(names))}
    close = difflib.get_close_matches(_bare(text), list(bare), n=1, cutoff=0.0)
    return bare[close[0]] if close else ""


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace(" ", "_")
