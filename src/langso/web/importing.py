"""How an import is told in pages: the words for what becomes of rows, the tables with their counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from langso.exchange.intake.comparing import RowState
from langso.exchange.intake.preview import STATES, Preview
from langso.exchange.models import Import
from langso.exchange.names import FACTS
from langso.language import Words
from langso.registers.law import law

STATE_WORDS = {
    RowState.ADDED: Words("thêm mới", "added"),
    RowState.CHANGED: Words("thay đổi", "changed"),
    RowState.UNCHANGED: Words("giữ nguyên", "unchanged"),
    RowState.MISSING: Words("không có trong tệp", "not in the file"),
    RowState.REFUSED: Words("bị từ chối", "refused"),
}


@dataclass(frozen=True, slots=True)
class TableTold:
    """A table of an import with its counts by state, in the order of `STATES`."""

    name: str
    title: str
    counts: tuple[tuple[RowState, Words, int], ...]

    @property
    def total(self) -> int:
        """Rows in all."""
        return sum(count for _, _, count in self.counts)

    @property
    def refused(self) -> int:
        """Rows that are refused."""
        return sum(count for state, _, count in self.counts if state is RowState.REFUSED)

    @property
    def is_quiet(self) -> bool:
        """Whether every row of it stays as it is."""
        return not self.eventful

    @property
    def eventful(self) -> int:
        """Rows that do not stay as they are."""
        return sum(count for state, _, count in self.counts if state is not RowState.UNCHANGED)


@dataclass(frozen=True, slots=True)
class WrittenTold:
    """A table in which an import that was written did something: how many rows, and where to look at it."""

    title: str
    numbers: tuple[int, ...]
    url: str = ""


def written_told(made: Import, written: Mapping[str, Mapping[str, int]]) -> list[WrittenTold]:
    """Of an import that was written, the tables in which something happened: rows changed, added, removed, refused."""
    return [
        WrittenTold(told.title, numbers, _where(made, told.name))
        for told in tables_told(Preview(made))
        if any(numbers := _numbers(told, written.get(told.name, {}).get("removed", 0)))
    ]


def _numbers(told: TableTold, removed: int) -> tuple[int, ...]:
    of = {state: count for state, _, count in told.counts}
    return of[RowState.CHANGED], of[RowState.ADDED], removed, of[RowState.REFUSED]


def _where(made: Import, table: str) -> str:
    """Where a table of a commune is looked at, and where its change can be undone."""
    if made.unit is None:
        return ""
    if table in law().registers:
        return reverse("register_history", args=[made.unit.code, table])
    return reverse("facts" if table == FACTS.name else "registers", args=[made.unit.code])


def tables_told(preview: Preview) -> list[TableTold]:
    """The tables of an import: those in which something happens first."""
    told = [
        TableTold(table.name, table.title, tuple((state, STATE_WORDS[state], table.of(state)) for state in STATES))
        for table in preview.tables
    ]
    return sorted(told, key=lambda table: table.is_quiet)
