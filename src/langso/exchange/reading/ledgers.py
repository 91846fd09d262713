"""What a package says of its registers and of itself: ledgers.csv (who has closed which register) and package.csv.

Whether a register without a word in ledgers.csv counts as closed is decided where facts are gathered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from langso import problems
from langso.cells.reading import Cell, Cleaned, Refused, fold, read_date, read_text
from langso.criteria.law import Law, Register
from langso.exchange.names import LEDGERS, PACKAGE, LedgerState
from langso.exchange.reading.communes import Communes, ReadsCommunes
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.headers import Known, nearest
from langso.exchange.reading.sources import Progress, Table

LEDGERS_KNOWN = Known({c.name: c.title for c in LEDGERS.columns}, frozenset(c.name for c in LEDGERS.columns))
PACKAGE_KNOWN = Known(
    {c.name: c.title for c in PACKAGE.columns}, frozenset(), frozenset(c.name for c in PACKAGE.columns)
)

CLOSED, OPEN, NOT_STATED = 1, 0, -1

_STATES: Mapping[str, int] = {
    fold(text): number
    for state, number, short in ((LedgerState.CLOSED, CLOSED, "chốt"), (LedgerState.OPEN, OPEN, "mở"))
    for text in (state.value, state.words.vi, state.words.en, short)
}


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """What a package says of itself; everything may be blank."""

    title: str = ""
    as_of: date | None = None
    province: str = ""
    source: str = ""


def registers_by_any_name(law: Law) -> dict[str, Register]:
    """Folded name, title or sheet → register."""
    folded: dict[str, Register] = {}
    for register in law.registers.values():
        for called in (register.sheet, register.title.vi, register.title.en):
            folded.setdefault(fold(called), register)
    return folded | {fold(register.name): register for register in law.registers.values()}


class LedgerReader:
    """Reads ledgers.csv: register → per commune 1 closed, 0 open, -1 not stated."""

    def __init__(
        self,
        law: Law,
        communes: Communes,
        reader: ReadsCommunes,
        present: frozenset[str],
        findings: Findings,
    ) -> None:
        self._law = law
        self._registers = registers_by_any_name(law)
        self._place = {code: i for i, code in enumerate(communes.codes)}
        self._codes = Cleaned(reader.read)
        self._kept = Cleaned(self._register)
        self._said = Cleaned(self._state)
        self._present = present
        self._findings = findings
        self._first: dict[tuple[str, str], int] = {}
        self._closed_without_file: dict[str, int] = {}
        self.misread: dict[int, tuple[str, str]] = {}
        """Rows that were refused although they say of which commune and register they are."""
        self.stated: dict[str, NDArray[np.int8]] = {
            name: np.full(len(communes), NOT_STATED, dtype=np.int8) for name in law.registers
        }

    def read(self, table: Table, progress: Progress | None) -> None:
        """Take every row, every problem noted; a register closed whose file is missing stays open, with a warning."""
        at = [table.columns[name] for name in LEDGERS_KNOWN.names]
        for chunk in table.chunks(self._findings, progress):
            rows = zip(chunk.rows, *(chunk.columns[position] for position in at), strict=True)
            for row, commune, register, state in rows:
                self._take(table, row, commune, register, state)
        for name, first in self._closed_without_file.items():
            self._findings.warn(problems.LEDGER_WITHOUT_FILE, table.where(first, "register"), name)

    def _take(self, table: Table, row: int, commune: Cell, register: Cell, state: Cell) -> None:
        code, kept, said = self._codes[commune], self._kept[register], self._said[state]
        for column, cell, value in (("commune", commune, code), ("register", register, kept), ("state", state, said)):
            if isinstance(value, Refused):
                self._findings.add(value.kind, table.where(row, column), "" if cell is None else cell, **value.details)
        if not isinstance(code, str) or not isinstance(kept, str):
            return
        first = self._first.setdefault((code, kept), row)
        if first != row:
            details = {"first": str(first), "commune": code}
            self._findings.add(problems.LEDGER_REPEATED, table.where(row, "register"), kept, **details)
        elif isinstance(said, int):
            self._state_is(code, kept, said, row)
        else:
            self.misread[row] = code, kept

    def _state_is(self, code: str, register: str, said: int, row: int) -> None:
        if said == CLOSED and register not in self._present:
            self._closed_without_file.setdefault(register, row)
            said = OPEN
        self.stated[register][self._place[code]] = said

    def _register(self, cell: Cell) -> str | Refused:
        text = read_text(cell)
        if isinstance(text, Refused):
            return text
        names = ", ".join(self._law.registers)
        if text is None:
            return Refused(problems.REGISTER_UNKNOWN, {"nearest": "", "names": names})
        if register := self._registers.get(fold(text)):
            return register.name
        sheets = [register.sheet for register in self._law.registers.values()]
        return Refused(
            problems.REGISTER_UNKNOWN, {"nearest": nearest(text, [*self._law.registers, *sheets]), "names": names}
        )

    @staticmethod
    def _state(cell: Cell) -> int | Refused:
        text = read_text(cell)
        if isinstance(text, Refused):
            return text
        return _STATES.get(fold(text or ""), Refused(problems.LEDGER_STATE))


def read_info(table: Table, findings: Findings, progress: Progress | None) -> PackageInfo:
    """The heading of the package: its one row."""
    found: dict[str, object] = {}
    first: int | None = None
    for chunk in table.chunks(findings, progress):
        for i, row in enumerate(chunk.rows):
            if first is not None:
                findings.add(problems.PACKAGE_INFO_ROWS, table.where(row), first=str(first))
                continue
            first = row
            for name, at in table.columns.items():
                cell = chunk.columns[at][i]
                value = read_date(cell) if name == "as_of" else read_text(cell)
                if isinstance(value, Refused):
                    findings.add(value.kind, table.where(row, name), cell, **value.details)
                else:
                    found[name] = value
    as_of = found.get("as_of")
    return PackageInfo(
        str(found.get("title") or ""),
        as_of if isinstance(as_of, date) else None,
        str(found.get("province") or ""),
        str(found.get("source") or ""),
    )
