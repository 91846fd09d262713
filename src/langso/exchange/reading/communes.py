"""The communes of a package: the list itself, and how a cell elsewhere names one of them.

A code that lost its leading zeros to a spreadsheet is found again when only one commune can be meant.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from langso import problems
from langso.cells.reading import Cell, Refused, fold, one_of, read_integer, read_text
from langso.exchange.names import COMMUNE_KINDS, COMMUNES
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import Known, nearest
from langso.exchange.reading.sources import Progress, Table

KNOWN = Known(
    {column.name: column.title for column in COMMUNES.columns},
    frozenset({"code", "kind"}),
    frozenset({"district", "group"}),
)

_NEIGHBOURS = 50

_KINDS = {fold(kind): kind for kind in COMMUNE_KINDS}


@dataclass(frozen=True, slots=True)
class Communes:
    """The communes in the order of the file: tuples and an array of equal length n."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    """"xã", "phường", "thị trấn" or "đặc khu", NFC."""
    districts: tuple[str, ...]
    groups: NDArray[np.int8]
    """1, 2 or 3; 0 where it is blank."""

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, indices: NDArray[np.int64]) -> "Communes":
        """The communes at some indices, in that order."""
        chosen = [int(index) for index in indices]
        codes, names, kinds, districts = (
            tuple(column[index] for index in chosen) for column in (self.codes, self.names, self.kinds, self.districts)
        )
        return Communes(codes, names, kinds, districts, self.groups[indices])


class ReadsCommunes(Protocol):
    """Reads a cell that names a commune."""

    def read(self, cell: Cell) -> str | Refused:
        """The commune's code, or `Refused`."""
        ...


class CommuneReader:
    """Reads a cell that names a commune, as the code in the list."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self._codes = frozenset(codes)
        self._sorted = sorted(self._codes)
        self._bare: Mapping[str, list[str]] = defaultdict(list)
        for code in codes:
            if code.isdecimal():
                self._bare[code.lstrip("0")].append(code)

    def read(self, cell: Cell) -> str | Refused:
        """The commune's code; `Refused` when the cell is blank or no commune of the list."""
        text = read_text(cell)
        if text is None:
            return Refused(problems.COMMUNE_BLANK)
        if isinstance(text, Refused) or text in self._codes:
            return text
        if text.isdecimal():
            meant = self._bare.get(text.lstrip("0"), [])
            if len(meant) == 1:
                return meant[0]
            if len(meant) > 1:
                return Refused(problems.COMMUNE_AMBIGUOUS, {"names": ", ".join(meant)})
        return Refused(problems.COMMUNE_UNKNOWN, {"nearest": self._nearest(text)})

    def _nearest(self, text: str) -> str:
        """The most similar of the codes that stand next to it in order: a country has too many to compare with all."""
        place = bisect(self._sorted, text)
        return nearest(text, self._sorted[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS])


def read_communes(table: Table, findings: Findings, progress: Progress | None) -> Communes:
    """The list of communes, every problem of it noted."""
    reading = _Reading(table, findings)
    for chunk in table.chunks(findings, progress):
        columns = {name: chunk.columns[at] for name, at in table.columns.items()}
        for i, row in enumerate(chunk.rows):
            reading.take(row, {name: column[i] for name, column in columns.items()})
    return reading.communes()


class _Reading:
    def __init__(self, table: Table, findings: Findings) -> None:
        self._table = table
        self._findings = findings
        self._first: dict[str, int] = {}
        self._rows: list[tuple[str, str, str, str, int]] = []
        self._kind = one_of(_KINDS, problems.COMMUNE_KIND, names=", ".join(COMMUNE_KINDS))

    def take(self, row: int, cells: Mapping[str, Cell]) -> None:
        code = self._text(row, "code", cells)
        if not code:
            if code is not None:
                self._findings.add(problems.KEY_BLANK, self._table.where(row, "code"))
        elif code in self._first:
            first = str(self._first[code])
            self._findings.add(problems.COMMUNE_REPEATED, self._table.where(row, "code"), code, first=first)
        else:
            self._first[code] = row
        kind = self._checked(row, "kind", cells, self._kind(cells["kind"]))
        if kind is None and not isinstance(self._kind(cells["kind"]), Refused):
            details = {"names": ", ".join(COMMUNE_KINDS)}
            self._findings.add(problems.COMMUNE_KIND, self._table.where(row, "kind"), **details)
        self._rows.append(
            (
                code or "",
                self._text(row, "name", cells) or code or "",
                str(kind or ""),
                self._text(row, "district", cells) or "",
                self._group(row, cells),
            )
        )

    def _checked(self, row: int, name: str, cells: Mapping[str, Cell], value: object) -> object:
        if isinstance(value, Refused):
            self._findings.add(value.kind, self._table.where(row, name), cells[name], **value.details)
            return None
        return value

    def _text(self, row: int, name: str, cells: Mapping[str, Cell]) -> str | None:
        """The text, "" when blank, None when it was refused."""
        value = read_text(cells.get(name))
        if value is None:
            return ""
        checked = self._checked(row, name, cells, value)
        return None if checked is None else str(checked)

    def _group(self, row: int, cells: Mapping[str, Cell]) -> int:
        value = read_integer(cells.get("group"))
        if value is None:
            return 0
        if isinstance(value, Refused) or value not in (1, 2, 3):
            self._findings.add(problems.COMMUNE_GROUP, self._table.where(row, "group"), cells["group"])
            return 0
        return value

    def communes(self) -> Communes:
        if not self._rows:
            self._findings.add(problems.PACKAGE_NO_COMMUNES, self._table.where(None))
        codes, names, kinds, districts, groups = zip(*self._rows, strict=True) if self._rows else ((),) * 5
        return Communes(codes, names, kinds, districts, np.array(groups, dtype=np.int8))
