"""The worker's second work on an import: write what was confirmed, all of it or nothing.

One transaction around one change for each ledger: the journal of a commune then tells its own change, which can be
undone by itself, and yet nothing of an import is kept unless all of it is. The verdicts are compared once, at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from django.db import transaction

from langso import clock, problems
from langso.assessments import history
from langso.exchange.intake.comparing import KEEPS, RowState, parquet_of
from langso.exchange.intake.keeping import Progress, forget, preview_of, saved
from langso.exchange.intake.reading import changed_since
from langso.exchange.intake.scope import Scope
from langso.exchange.models import Import, State
from langso.exchange.names import FACTS, LEDGERS
from langso.exchange.reading.package import open_database
from langso.journal.changes import change, in_turn
from langso.places.models import Unit
from langso.problems import BadInputError, Problem
from langso.registers.actions import Edit, close_ledger, reopen_ledger, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.law import law

MOST_ROWS = 20_000
"""Rows in one event: more of a ledger are several events, so that memory stays bounded."""

_FETCHED = 5_000
_log = structlog.get_logger("langso.exchange")


def apply(number: int) -> None:
    """Write an import that was confirmed. What goes wrong becomes its state; nothing is raised."""
    if not Import.objects.filter(pk=number, state__in=[State.CONFIRMED, State.APPLYING]).update(state=State.APPLYING):
        return
    with Progress(number).beating() as progress:
        try:
            with transaction.atomic(), history.suspended():
                made = Import.objects.select_for_update(of=("self",)).select_related("person").get(pk=number)
                if made.status is not State.APPLYING:
                    return
                _Applying(made, progress).apply()
        except BadInputError as error:
            _back(number, error.problems)
        except Exception:  # noqa: BLE001 - whatever it was, the page must say so
            _log.exception("import could not be written", number=number)
            Import.objects.filter(pk=number, state=State.APPLYING).update(
                state=State.FAILED, problems=saved([Problem(problems.IMPORT_FAULT)])
            )
        else:
            forget(made, file=False)


def _back(number: int, found: tuple[Problem, ...]) -> None:
    """Not written: to be confirmed again, or previewed anew where others changed something."""
    made = Import.objects.get(pk=number)
    made.state = State.READY
    made.stale = changed_since(made)
    made.problems = saved(p for p in found if p.kind is not problems.IMPORT_CHANGED)
    made.save(update_fields=["state", "stale", "problems"])


@dataclass
class _Applying:
    """One writing, within its transaction."""

    made: Import
    progress: Progress
    causes: dict[tuple[int, str], int] = field(default_factory=dict)
    written: dict[str, dict[str, int]] = field(default_factory=dict)
    done: int = 0

    def __post_init__(self) -> None:
        self._scope = Scope.of(self.made)
        self._folder = preview_of(self.made)
        self._total = sum(self._wanted(table) for table in self.made.counts)
        self._source = f"#{self.made.pk}: {self.made.file_name}"
        self._states = dict(self._ledger_states())

    def apply(self) -> None:
        """Write everything, and conclude with the import's own event."""
        self._first = in_turn()
        if changed_since(self.made):
            raise BadInputError([Problem(problems.IMPORT_CHANGED)])
        for (code, register), closed in self._states.items():
            if not closed:
                unit = self._scope.units[code]
                self._state_set(unit, register, reopen_ledger(self.made.person, unit, register, self.made.reason))
        for name in law().registers:
            if name in self.made.counts:
                self._register(name)
        self._facts()
        for (code, register), closed in self._states.items():
            if closed:
                unit = self._scope.units[code]
                self._state_set(unit, register, close_ledger(self.made.person, unit, register))
        self._conclude()

    def _state_set(self, unit: Unit, register: str, event: int) -> None:
        """A state turns verdicts as rows do; where rows were written too, it is they that are said to have."""
        if event:
            self.causes.setdefault((unit.pk, register), event)

    def _wanted(self, table: str) -> int:
        counts = self.made.counts[table]
        states = [RowState.ADDED, RowState.CHANGED, *([RowState.MISSING] if self.made.remove_missing else [])]
        return sum(counts.get(state, 0) for state in states)

    def _register(self, name: str) -> None:
        refused = self._refused(name) if self.made.remove_missing else set()
        columns = [column.name for column in law().registers[name].columns]
        for code, edits in self._edits(name, columns, refused):
            unit = self._scope.units[code]
            made = write_rows(self.made.person, unit, name, edits, kind="rows.imported", reason=self._source)
            if made.event:
                self.causes[unit.pk, name] = made.event
            told = self.written.setdefault(name, {"added": 0, "changed": 0, "removed": 0})
            for what in told:
                told[what] += getattr(made, what)
            self.done += len(edits)
            self.progress(str(law().registers[name].title), self.done, self._total)

    def _edits(self, name: str, columns: list[str], refused: set[str]) -> Iterator[tuple[str, list[Edit]]]:
        """By commune, those that leave first, not more at once than an event takes."""
        states = [RowState.ADDED, RowState.CHANGED, *([RowState.MISSING] if self.made.remove_missing else [])]
        listed = ", ".join(f"'{state}'" for state in states)
        cells = ", ".join(f"c{n}" for n in range(len(columns)))
        commune, edits = "", list[Edit]()
        for code, state, number, version, *row in _rows(
            self._folder,
            name,
            f"commune, state, id, version, {cells}",
            f"WHERE state IN ({listed}) ORDER BY commune, state <> '{RowState.MISSING}', \"row\", id",
        ):
            if edits and (code != commune or len(edits) >= MOST_ROWS):
                yield commune, edits
                edits = []
            commune = code
            if state == RowState.MISSING:
                if code not in refused:
                    edits.append(Edit(number, version, remove=True))
            elif state == RowState.ADDED:
                edits.append(Edit(values=dict(zip(columns, row, strict=True))))
            else:
                edits.append(Edit(number, version, dict(zip(columns, row, strict=True))))
        if edits:
            yield commune, edits

    def _refused(self, name: str) -> set[str]:
        """Communes of which a row was refused or whose ledger is closed: nothing of theirs is removed."""
        rows = list(_rows(self._folder, name, "DISTINCT commune", f"WHERE {KEEPS}"))
        codes = {code for (code,) in rows}
        return set(self._scope.units) if None in codes else codes

    def _facts(self) -> None:
        if FACTS.name not in self.made.counts:
            return
        states = f"('{RowState.ADDED}', '{RowState.CHANGED}')"
        values: dict[str, dict[str, int | None]] = {}
        for code, fact, value in _rows(self._folder, FACTS.name, 'commune, "key", c0', f"WHERE state IN {states}"):
            values.setdefault(code, {})[fact] = value
        said = Said(self.made.as_of or clock.today(), source=self.made.file_name, note=f"#{self.made.pk}")
        for code, facts in values.items():
            unit = self._scope.units[code]
            made = declare(self.made.person, unit, facts, said)
            self.causes |= {(unit.pk, fact): made[0].event for fact in facts}
            self.written.setdefault(FACTS.name, {"changed": 0})["changed"] += len(facts)
            self.done += len(facts)
            self.progress(str(FACTS.sheet), self.done, self._total)

    def _ledger_states(self) -> Iterator[tuple[tuple[str, str], bool]]:
        if LEDGERS.name in self.made.counts:
            where = f"WHERE state = '{RowState.CHANGED}' ORDER BY commune"
            for code, register, closed in _rows(self._folder, LEDGERS.name, 'commune, "key", c0', where):
                yield (code, register), closed

    def _conclude(self) -> None:
        made, unit = self.made, self.made.unit_id
        communes = {pk for pk, _ in self.causes}
        with change("import.applied", made.person, commune=unit, subject=made.register, reason=self._source) as event:
            event.details = {
                "import": made.pk, "first": self._first, "file": made.file_name, "sha256": made.sha256,
                "counts": made.counts, "written": self.written, "communes": len(communes),
                "blanks_clear": made.blanks_clear, "rows_removed": made.remove_missing,
            }  # fmt: skip
            units = Unit.objects.select_related("parent__parent").filter(pk__in=communes).assessed()
            history.record(list(units), event, self.causes)
        made.state, made.event, made.ended_at, made.problems, made.stale = State.APPLIED, event.number, event.at, [], []
        made.save(update_fields=["state", "event", "ended_at", "problems", "stale"])


def _rows(folder: Path, table: str, columns: str, rest: str) -> Iterator[tuple[Any, ...]]:
    """What a table of the file came to, a part of it at a time."""
    with open_database() as database:
        found = database.execute(f"SELECT {columns} FROM {parquet_of(folder, table)} {rest}")
        while rows := found.fetchmany(_FETCHED):
            yield from rows
