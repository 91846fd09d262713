"""What pages show of an import that was read: its tables, their rows a page at a time, what becomes of each and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from langso import problems
from langso.exchange.intake.comparing import RowState, parquet_of, removable
from langso.exchange.intake.keeping import preview_of, told
from langso.exchange.intake.lines import Line, line_of
from langso.exchange.intake.reading import ROW_PROBLEMS
from langso.exchange.models import Import
from langso.exchange.names import FACTS, LEDGERS
from langso.exchange.reading.contents import Names
from langso.exchange.reading.package import open_database
from langso.places.models import Unit
from langso.problems import Problem
from langso.registers.doubting import doubt_of
from langso.registers.law import law

PAGE = 50
STATES = (RowState.REFUSED, RowState.CHANGED, RowState.ADDED, RowState.MISSING, RowState.UNCHANGED)
"""In the order in which people want to see them."""

_ORDER = "CASE state " + " ".join(f"WHEN '{state}' THEN {n}" for n, state in enumerate(STATES)) + " END"


@dataclass(frozen=True)
class Tally:
    """A table of the import and how many rows of it are in which state."""

    name: str
    title: str
    counts: Mapping[str, int]

    def of(self, state: str) -> int:
        """Rows in a state."""
        return self.counts.get(state, 0)


@dataclass(frozen=True)
class Lines:
    """A page of lines, and how many there are of the kind that was asked for."""

    lines: tuple[Line, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """Pages in all."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True)
class Preview:
    """See the module."""

    made: Import

    @cached_property
    def tables(self) -> tuple[Tally, ...]:
        """The tables that the file has, registers in the law's order, then facts and states."""
        order = [*law().registers, FACTS.name, LEDGERS.name]
        return tuple(Tally(name, _title(name), self.made.counts[name]) for name in order if name in self.made.counts)

    def total(self, *states: str) -> int:
        """Rows of all tables in some states."""
        return sum(table.of(state) for table in self.tables for state in states)

    @cached_property
    def removable(self) -> int:
        """Rows that the file lacks and that are removed if that is asked for."""
        tables = [each.name for each in self.tables if each.name in law().registers and each.of(RowState.MISSING)]
        return removable(preview_of(self.made), tables)

    def lines(
        self, table: str, state: str = "", commune: str = "", number: int = 1, *, all_states: bool = True
    ) -> Lines:
        """A page of a table's rows; by state and commune where they are given. Not `all_states`: those that change."""
        conditions, values = [], []
        for column, value in (("state", state), ("commune", commune)):
            if value:
                conditions.append(f"{column} = ?")
                values.append(value)
        if not all_states and not state:
            conditions.append(f"state <> '{RowState.UNCHANGED}'")
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        source = parquet_of(preview_of(self.made), table)
        with open_database() as database:
            ((total,),) = database.execute(f"SELECT count(*) FROM {source} {where}", values).fetchall()
            number = min(max(1, number), max(1, -(-total // PAGE)))
            found = database.execute(
                f'SELECT * FROM {source} {where} ORDER BY {_ORDER}, "row" NULLS LAST, commune, "key" LIMIT ? OFFSET ?',
                [*values, PAGE, (number - 1) * PAGE],
            )
            names = [column[0] for column in found.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return Lines(tuple(self._line(table, row) for row in rows), total, number)

    def communes(self, table: str) -> list[tuple[str, str, Mapping[str, int]]]:
        """Of each commune in a table: its code, its name and its rows by state; by name."""
        source = parquet_of(preview_of(self.made), table)
        with open_database() as database:
            found = database.execute(
                f"SELECT commune, state, count(*) FROM {source} WHERE commune IS NOT NULL GROUP BY ALL"
            ).fetchall()
        counts: dict[str, dict[str, int]] = {}
        for code, state, count in found:
            counts.setdefault(code, {})[state] = count
        units = Unit.objects.filter(code__in=counts, level="commune").order_by("since")
        names = {unit.code: unit for unit in units}
        known = sorted(counts, key=lambda code: names[code].order if code in names else code)
        return [(code, names[code].full_name if code in names else code, counts[code]) for code in known]

    @cached_property
    def doubts(self) -> tuple[tuple[str, Problem], ...]:
        """What to ask back about declared figures that would be written: the commune's code and the question."""
        if FACTS.name not in self.made.counts:
            return ()
        source = parquet_of(preview_of(self.made), FACTS.name)
        with open_database() as database:
            rows = database.execute(
                f"""SELECT commune, "key", b0, c0 FROM {source}
                WHERE state IN ('{RowState.ADDED}', '{RowState.CHANGED}') ORDER BY "row", "key" """
            ).fetchall()
        facts = law().facts
        asked = ((code, doubt_of(facts[fact], before, after)) for code, fact, before, after in rows if fact in facts)
        return tuple((code, problem) for code, problem in asked if problem)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with rows, the first of them."""
        try:
            kept = json.loads((preview_of(self.made) / ROW_PROBLEMS).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ()
        return tuple(told(kept))

    @cached_property
    def _reasons(self) -> Mapping[tuple[str, int], list[Problem]]:
        found: dict[tuple[str, int], list[Problem]] = {}
        for problem in self.problems:
            if problem.where.row is not None:
                found.setdefault((_table_of(problem.where.file, self.made), problem.where.row), []).append(problem)
        return found

    def _line(self, table: str, row: Mapping[str, Any]) -> Line:
        return line_of(table, row, self._reasons.get((table, row["row"] or 0), ()))


def _table_of(place: str, made: Import) -> str:
    """The table that a sheet or a file named in a problem is."""
    if made.register:
        return made.register
    return Names.of(law()).table(place.removesuffix(made.suffix)) or place


def _title(table: str) -> str:
    if table in law().registers:
        return str(law().registers[table].title)
    return str(FACTS.sheet if table == FACTS.name else LEDGERS.sheet)


def flood_of(found: Sequence[Problem]) -> Problem | None:
    """The problem that says how many more there are, if there are."""
    return next((problem for problem in found if problem.kind is problems.PACKAGE_FLOOD), None)
