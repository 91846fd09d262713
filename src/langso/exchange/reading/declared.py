"""The facts that a package declares (facts.csv), as intervals per commune.

One value for the province speaks for every commune that has none of its own; a blank value is unknown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from langso import problems
from langso.cells.columns import read_fact
from langso.cells.reading import Cell, Cleaned, Refused, fold, read_text
from langso.criteria.law import DeclaredFact, FactType, Law
from langso.criteria.table import UNBOUNDED, Figures
from langso.exchange.names import FACTS
from langso.exchange.reading.communes import Communes, ReadsCommunes
from langso.exchange.reading.findings import FLOOD, Findings
from langso.exchange.reading.headers import Known, nearest
from langso.exchange.reading.sources import Progress, Table, is_blank

FACTS_KNOWN = Known({c.name: c.title for c in FACTS.columns}, frozenset(c.name for c in FACTS.columns))
Ints = NDArray[np.int64]
_UNKNOWN = -1
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Given:
    """A fact as a row of the file gives it; `commune` is empty for the whole province."""

    row: int
    commune: str
    fact: DeclaredFact
    value: int


class FactReader:
    """Reads facts.csv into one array a fact: values per commune and, at the end, for the whole province."""

    def __init__(self, law: Law, communes: Communes, reader: ReadsCommunes, findings: Findings) -> None:
        self._facts = tuple(law.facts.values())
        self._number = {fact.name: i for i, fact in enumerate(self._facts)}
        self._by_name = _facts_by_any_name(law)
        self._place = {code: i for i, code in enumerate(communes.codes)}
        self._communes = communes
        self._reader = reader
        self._findings = findings
        self._values = np.full((len(self._facts), len(communes) + 1), _UNKNOWN, dtype=np.int64)
        self._rows = np.zeros_like(self._values)
        self._yes_no = np.array([fact.type is FactType.YES_NO for fact in self._facts], dtype=np.bool_)
        self._places = Cleaned(self._place_of)
        self._numbers = Cleaned(self._number_of)
        self._unknown = 0
        self._figures: dict[tuple[int, Cell], object] = {}
        self.misread: dict[int, tuple[str, DeclaredFact]] = {}
        """Rows that were refused although they say of which commune and fact they are."""

    def read(self, table: Table, progress: Progress | None) -> None:
        """Take every row of the table, every problem noted."""
        for chunk in table.chunks(self._findings, progress):
            communes, facts, cells = (chunk.columns[table.columns[name]] for name in FACTS_KNOWN.names)
            places = self._places.column(communes)
            numbers = self._numbers.column(facts)
            values = [self._value_of(number, cell) for number, cell in zip(numbers, cells, strict=True)]
            if not self._take_all(chunk.rows, places, numbers, values):
                found = zip(places, numbers, values, strict=True)
                raw = zip(communes, facts, cells, strict=True)
                for row, read, as_found in zip(chunk.rows, found, raw, strict=True):
                    self._take(table, row, read, as_found)
        self._compare_parts(table)

    def _take_all(self, rows: Sequence[int], places: list[object], numbers: list[object], values: list[object]) -> bool:
        """Take rows in which nothing is wrong, all at once; False, and nothing taken, when something may be."""
        if any(type(one) is Refused for column in (places, numbers, values) for one in column):
            return False
        place, number = np.array(places, dtype=np.int64), np.array(numbers, dtype=np.int64)
        value = np.array([_UNKNOWN if one is None else one for one in values], dtype=np.int64)
        given = value != _UNKNOWN
        place, number, value = place[given], number[given], value[given]
        cell = number * self._values.shape[1] + place
        of_province = (place == len(self._communes)) & ~self._yes_no[number]
        if of_province.any() or len(np.unique(cell)) < len(cell) or self._rows.flat[cell].any():
            return False
        self._values.flat[cell] = value
        self._rows.flat[cell] = np.asarray(rows, dtype=np.int64)[given]
        return True

    def _take(self, table: Table, row: int, read: Sequence[object], as_found: Sequence[Cell]) -> None:
        for column, cell, value in zip(FACTS_KNOWN.names, as_found, read, strict=True):
            if isinstance(value, Refused):
                self._refuse(table, row, column, cell, value)
        place, number, value = read
        if isinstance(value, Refused) and isinstance(place, int) and isinstance(number, int):
            self.misread[row] = (
                self._communes.codes[place] if place < len(self._communes) else "",
                self._facts[number],
            )
        if value is None or not isinstance(place, int) or not isinstance(number, int):
            return
        fact = self._facts[number]
        if place == len(self._communes) and fact.type is not FactType.YES_NO:
            self._refuse(table, row, "commune", "", Refused(problems.FACT_OF_PROVINCE, {"fact": fact.name}))
            return
        if first := int(self._rows[number, place]):
            details = {"first": str(first), "commune": self._called(place)}
            self._refuse(table, row, "fact", as_found[1], Refused(problems.FACT_REPEATED, details))
            return
        self._rows[number, place] = row
        if isinstance(value, int):
            self._values[number, place] = value

    def _called(self, place: int) -> str:
        return self._communes.codes[place] if place < len(self._communes) else "–"

    def _refuse(self, table: Table, row: int, column: str, cell: Cell, refused: Refused) -> None:
        self._findings.add(refused.kind, table.where(row, column), "" if cell is None else cell, **refused.details)

    def _place_of(self, cell: Cell) -> int | Refused:
        """The index of the commune that a cell names; one past the last for the whole province."""
        if is_blank(cell):
            return len(self._communes)
        code = self._reader.read(cell)
        return code if isinstance(code, Refused) else self._place[code]

    def _number_of(self, cell: Cell) -> int | Refused:
        """The number of the fact that a cell names."""
        text = read_text(cell)
        if text is None:
            return Refused(problems.FACT_BLANK)
        if isinstance(text, Refused):
            return text
        if fact := self._by_name.get(fold(text)):
            return self._number[fact.name]
        # Beyond a flood nobody sees which name is the nearest, and looking for it is slow.
        self._unknown += 1
        names = [*self._number, *(fact.title.vi for fact in self._facts)] if self._unknown <= FLOOD else []
        return Refused(problems.FACT_UNKNOWN, {"nearest": nearest(text, names)})

    def _value_of(self, number: object, cell: Cell) -> object:
        """The figure that a cell is for a fact; None for a fact that nobody knows."""
        if not isinstance(number, int):
            return None
        key = (number, cell)
        if key not in self._figures:
            if len(self._figures) > _REMEMBERED:
                self._figures.clear()
            self._figures[key] = read_fact(self._facts[number], cell)
        return self._figures[key]

    def _compare_parts(self, table: Table) -> None:
        for number, fact in enumerate(self._facts):
            if fact.part_of is None or fact.part_of not in self._number:
                continue
            whole = self._number[fact.part_of]
            parts, wholes = self._values[number], self._values[whole]
            for place in np.flatnonzero((parts != _UNKNOWN) & (wholes != _UNKNOWN) & (parts > wholes)):
                self._findings.add(
                    problems.FACT_ABOVE_WHOLE,
                    table.where(int(self._rows[number, place]), "value"),
                    int(parts[place]),
                    part=f"“{fact.title}”",
                    whole=f"“{self._facts[whole].title}”",
                    most=str(wholes[place]),
                    row=str(self._rows[whole, place]),
                    commune=self._called(int(place)),
                )

    def given(self) -> Iterator[Given]:
        """Every value that was given, by fact and commune."""
        codes = (*self._communes.codes, "")
        for number, place in zip(*np.nonzero(self._values != _UNKNOWN), strict=True):
            row, value = int(self._rows[number, place]), int(self._values[number, place])
            yield Given(row, codes[place], self._facts[number], value)

    def figures(self) -> dict[str, Figures]:
        """Every fact of the law as intervals over the communes; the province's yes or no where a commune has none."""
        return {
            fact.name: _figures(fact, self._values[number, :-1], int(self._values[number, -1]))
            for number, fact in enumerate(self._facts)
        }


def _figures(fact: DeclaredFact, values: Ints, province: int) -> Figures:
    if fact.type is FactType.YES_NO:
        said = np.where(values == _UNKNOWN, province, values)
        return Figures(np.where(said == _UNKNOWN, 0, said), np.where(said == _UNKNOWN, 1, said))
    unknown = values == _UNKNOWN
    return Figures(np.where(unknown, 0, values), np.where(unknown, UNBOUNDED, values), fact.decimals)


def _facts_by_any_name(law: Law) -> dict[str, DeclaredFact]:
    folded: dict[str, DeclaredFact] = {}
    for fact in law.facts.values():
        for title in (fact.title.vi, fact.title.en):
            folded.setdefault(fold(title), fact)
    return folded | {fold(fact.name): fact for fact in law.facts.values()}
