"""A structured text: sections with numbers, paragraphs and tables. How it looks is for whoever shows it."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Columns whose number is in `figures`, from 0, hold figures; rows in `strong` stand out."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[int, ...] = ()
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its number and heading, what it says, a table, and the sections within it."""

    number: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text: what it is called, what stands below that, and its sections."""

    title: str
    lead: str
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Every section in its order, with how deep it lies (0: at the top)."""
        waiting = [(0, section) for section in reversed(self.sections)]
        while waiting:
            depth, section = waiting.pop()
            yield depth, section
            waiting += [(depth + 1, each) for each in reversed(section.sections)]
