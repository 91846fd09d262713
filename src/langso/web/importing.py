"""How an import is told in pages: the words for what becomes of rows, the tables with their counts."""

from dataclasses import dataclass

from langso.exchange.intake.comparing import RowState
from langso.exchange.intake.preview import STATES, Preview
from langso.language import Words

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
    def is_quiet(self) -> bool:
        """Whether every row of it stays as it is."""
        return all(state is RowState.UNCHANGED or not count for state, _, count in self.counts)


def tables_told(preview: Preview) -> list[TableTold]:
    """The tables of an import: those in which something happens first."""
    told = [
        TableTold(table.name, table.title, tuple((state, STATE_WORDS[state], table.of(state)) for state in STATES))
        for table in preview.tables
    ]
    return sorted(told, key=lambda table: table.is_quiet)
