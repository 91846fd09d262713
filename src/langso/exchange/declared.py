"""The facts that a package declares (facts.csv), as intervals per commune.

One value for the province speaks for every commune that has none of its own; a blank value is unknown.
"""

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from langso import problems
from langso.criteria.law import DeclaredFact, FactType, Law
from langso.criteria.table import LARGEST_FIGURE, UNBOUNDED, Figures
from langso.exchange.cells import Cell, Refused, decimal_of, fold, read_integer, read_text, read_yes_no
from langso.exchange.communes import CommuneReader, Communes
from langso.exchange.findings import Findings
from langso.exchange.headers import Known, nearest
from langso.exchange.names import FACTS
from langso.exchange.sources import Progress, Table, is_blank

FACTS_KNOWN = Known({c.name: c.title for c in FACTS.columns}, frozenset(c.name for c in FACTS.columns))
Ints = NDArray[np.int64]
_UNKNOWN = -1


class FactReader:
    """Reads facts.csv into one array a fact: values per commune and, at the end, for the whole province."""

    def __init__(self, law: Law, communes: Communes, reader: CommuneReader, findings: Findings) -> None:
        self._facts = tuple(law.facts.values())
        self._number = {fact.name: i for i, fact in enumerate(self._facts)}
        self._by_name = _facts_by_any_name(law)
        self._place = {code: i for i, code in enumerate(communes.codes)}
        self._communes = communes
        self._reader = reader
        self._findings = findings
        self._values = np.full((len(self._facts), len(communes) + 1), _UNKNOWN, dtype=np.int64)
        self._rows = np.zeros_like(self._values)
        self._known_facts: dict[Cell, DeclaredFact | Refused] = {}
        self._known_communes: dict[Cell, int | Refused] = {}
        self._known_values: dict[tuple[str, Cell], int | Refused | None] = {}

    def read(self, table: Table, progress: Progress | None) -> None:
        """Take every row of the table, every problem noted."""
        for chunk in table.chunks(self._findings, progress):
            cells = (chunk.columns[table.columns[name]] for name in FACTS_KNOWN.names)
            for row, commune, fact, value in zip(chunk.rows, *cells, strict=True):
                self._take(table, row, commune, fact, value)
        self._compare_parts(table)

    def _take(self, table: Table, row: int, commune: Cell, fact_cell: Cell, cell: Cell) -> None:
        place = self._place_of(commune)
        fact = self._fact_of(fact_cell)
        if isinstance(place, Refused):
            self._refuse(table, row, "commune", commune, place)
        if isinstance(fact, Refused):
            self._refuse(table, row, "fact", fact_cell, fact)
            return
        value = self._value_of(fact, cell)
        if isinstance(value, Refused):
            self._refuse(table, row, "value", cell, value)
        if value is None or isinstance(place, Refused):
            return
        if place == len(self._communes) and fact.type is not FactType.YES_NO:
            self._refuse(table, row, "commune", "", Refused(problems.FACT_OF_PROVINCE, {"fact": fact.name}))
            return
        number = self._number[fact.name]
        first = int(self._rows[number, place])
        if first:
            details = {"first": str(first), "commune": self._called(place)}
            self._refuse(table, row, "fact", fact_cell, Refused(problems.FACT_REPEATED, details))
            return
        self._rows[number, place] = row
        if not isinstance(value, Refused):
            self._values[number, place] = value

    def _called(self, place: int) -> str:
        return self._communes.codes[place] if place < len(self._communes) else "–"

    def _refuse(self, table: Table, row: int, column: str, cell: Cell, refused: Refused) -> None:
        self._findings.add(refused.kind, table.where(row, column), "" if cell is None else cell, **refused.details)

    def _place_of(self, cell: Cell) -> int | Refused:
        if (known := self._known_communes.get(cell)) is not None:
            return known
        if is_blank(cell):
            place: int | Refused = len(self._communes)
        else:
            code = self._reader.read(cell)
            place = code if isinstance(code, Refused) else self._place[code]
        self._known_communes[cell] = place
        return place

    def _fact_of(self, cell: Cell) -> DeclaredFact | Refused:
        if (known := self._known_facts.get(cell)) is not None:
            return known
        text = read_text(cell)
        found: DeclaredFact | Refused
        if text is None:
            found = Refused(problems.FACT_BLANK)
        elif isinstance(text, Refused):
            found = text
        else:
            names = [*self._number, *(fact.title.vi for fact in self._facts)]
            named = self._by_name.get(fold(text))
            found = named or Refused(problems.FACT_UNKNOWN, {"nearest": nearest(text, names)})
        self._known_facts[cell] = found
        return found

    def _value_of(self, fact: DeclaredFact, cell: Cell) -> int | Refused | None:
        key = (fact.name, cell)
        if key not in self._known_values:
            if len(self._known_values) > 100_000:
                self._known_values.clear()
            self._known_values[key] = read_fact(fact, cell)
        return self._known_values[key]

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
                    part=fact.name,
                    whole=fact.part_of,
                    most=str(wholes[place]),
                    row=str(self._rows[whole, place]),
                    commune=self._called(int(place)),
                )

    def figures(self) -> dict[str, Figures]:
        """Every fact of the law as intervals over the communes; the province's yes or no where a commune has none."""
        return {
            fact.name: _figures(fact, self._values[number, :-1], int(self._values[number, -1]))
            for number, fact in enumerate(self._facts)
        }


def read_fact(fact: DeclaredFact, cell: Cell) -> int | Refused | None:
    """A fact's value as the fact table keeps it: 0 or 1, a count, or a number times 10^decimals. None when blank."""
    match fact.type:
        case FactType.YES_NO:
            answer = read_yes_no(cell)
            return int(answer) if isinstance(answer, bool) else answer
        case FactType.COUNT:
            count = read_integer(cell)
            if count is None or isinstance(count, Refused):
                return count
            return _within_figures(count, count)
        case FactType.NUMBER:
            number = decimal_of(cell)
            if number is None or isinstance(number, Refused):
                return number
            scaled = number.scaleb(fact.decimals)
            if scaled != scaled.to_integral_value():
                return Refused(problems.FACT_DECIMALS, {"decimals": str(fact.decimals)})
            return _within_figures(int(scaled), number)


def _within_figures(scaled: int, value: int | Decimal) -> int | Refused:
    if value < 0:
        return Refused(problems.CELL_TOO_SMALL, {"bound": "0"})
    return scaled if scaled <= LARGEST_FIGURE else Refused(problems.CELL_TOO_GREAT, {"bound": str(LARGEST_FIGURE)})


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
