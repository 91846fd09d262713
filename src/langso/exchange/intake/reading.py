"""The worker's first work on an import: read the file, compare it with the ledgers, keep what that comes to."""

import json
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import structlog
from django.db.models import Max

from langso import clock, problems
from langso.exchange.intake import declared
from langso.exchange.intake.comparing import Comparison, Entry, Noted
from langso.exchange.intake.contents import Opened, known, tables_of
from langso.exchange.intake.keeping import Progress, file_of, preview_of, renamed, saved
from langso.exchange.intake.scope import Scope
from langso.exchange.models import Import, State
from langso.exchange.names import FACTS, LEDGERS, PACKAGE
from langso.exchange.reading.findings import Findings
from langso.exchange.reading.ledgers import read_info
from langso.exchange.reading.package import without_collector
from langso.exchange.reading.sources import Table, understand
from langso.language import day as shown_day
from langso.problems import BadInputError, Problem, Where
from langso.registers.law import law
from langso.registers.models import Declaration, Ledger

ROW_PROBLEMS = "problems.json"
_log = structlog.get_logger("langso.exchange")


def read(number: int) -> None:
    """Read an import that waits for it. What goes wrong becomes its state; nothing is raised."""
    if not Import.objects.filter(pk=number, state=State.WAITING).update(state=State.READING):
        return
    made = Import.objects.select_related("person", "unit").get(pk=number)
    with Progress(number).beating() as progress:
        try:
            with without_collector():
                _Reading(made, progress).read()
        except BadInputError as error:
            _refuse(made, error.problems)
        except Exception as error:
            _log.exception("import could not be read", number=number)
            _refuse(made, [Problem(problems.IMPORT_FAULT)], State.FAILED)
            if isinstance(error, MemoryError):
                raise
    made.read_at = clock.now()
    # Whoever cancelled meanwhile has the last word.
    Import.objects.filter(pk=number, state=State.READING).update(
        state=made.state, counts=made.counts, seen=made.seen, problems=made.problems, as_of=made.as_of, stale=[],
        read_at=made.read_at,
    )  # fmt: skip


def _refuse(made: Import, found: Any, state: State = State.REFUSED) -> None:
    made.state = state
    made.counts, made.seen = {}, []
    made.problems = saved(renamed(found, file_of(made).name, made.file_name))


@dataclass
class _Reading:
    """One reading."""

    made: Import
    progress: Progress
    structure: Findings = field(default_factory=Findings)
    noted: Noted = field(default_factory=Noted)

    def read(self) -> None:
        """Read, compare and keep; BadInputError with what stands in the way of the whole file."""
        self.progress(self.made.file_name, 0, None)
        scope = Scope.of(self.made)
        folder = preview_of(self.made)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        seen = _Seen.now(scope)
        comparison = Comparison(scope, folder, self.noted, self.progress, self.made.blanks_clear, dict(seen.closed))
        with closing(comparison), tables_of(self.made, self.structure) as sources:
            self._compare(comparison, sources, seen)
        self.structure.refuse_if_any()
        found = renamed(self._row_problems(), file_of(self.made).name, self.made.file_name)
        (folder / ROW_PROBLEMS).write_text(json.dumps(saved(found), ensure_ascii=False), encoding="utf-8")
        self.made.state = State.READY
        self.made.counts = comparison.counts
        self.made.problems = []

    def _row_problems(self) -> tuple[Problem, ...]:
        try:
            self.noted.refuse_if_any()
        except BadInputError as error:
            return error.problems
        return ()

    def _compare(self, comparison: Comparison, sources: Mapping[str, Opened], seen: "_Seen") -> None:
        """One table after the other, so that no two are in memory; a register that the file reopens may be written."""
        scope, used = comparison.scope, set[tuple[str, str]]()
        self.made.as_of = self._as_of(self._table(PACKAGE.name, sources, scope))
        if table := self._table(LEDGERS.name, sources, scope):
            entries = declared.ledgers(table, scope, seen.closed, self.noted, self.progress)
            comparison.entries(LEDGERS.name, entries, "BOOLEAN")
            for code, register in declared.reopened(entries):
                comparison.closed[register].discard(code)
            used |= {(entry.commune, entry.key) for entry in entries if entry.commune and entry.key}
        if table := self._table(FACTS.name, sources, scope):
            entries = declared.facts(table, scope, self.made.as_of, self.noted, self.progress)
            comparison.entries(FACTS.name, entries, "BIGINT")
            used |= _with_facts(entries)
        for name, each in law().registers.items():
            if table := self._table(name, sources, scope):
                comparison.load(table, each)
                del table
                used |= {(code, name) for code in comparison.register(each)}
        self.made.seen = seen.of(scope, used)

    def _table(self, name: str, sources: Mapping[str, Opened], scope: Scope) -> Table | None:
        if name not in sources:
            return None
        return understand(sources[name](), known(name, of_one_commune=scope.sole is not None), self.structure)

    def _as_of(self, package: Table | None) -> date:
        """The day of the facts: as whoever handed the file in said, as the file says, or today."""
        said = read_info(package, self.structure, None).as_of if package else None
        day = self.made.as_of or said or clock.today()
        if day > clock.today():
            self.structure.add(problems.DATE_IN_FUTURE, Where(column="as_of"), shown_day(day))
        return day


def _with_facts(entries: list[Entry]) -> set[tuple[str, str]]:
    return {(entry.commune, "") for entry in entries if entry.commune}


@dataclass(frozen=True)
class _Seen:
    """The ledgers and facts as they stood before anything was compared: a change in between is noticed later."""

    versions: dict[tuple[int, str], int]
    closed: dict[str, set[str]]
    said: dict[int, int]

    @classmethod
    def now(cls, scope: Scope) -> "_Seen":
        """Of the communes of a scope."""
        codes = {unit.pk: code for code, unit in scope.units.items()}
        ledgers = Ledger.objects.filter(commune__in=codes).values_list("commune", "register", "version", "closed")
        versions, closed = {}, {name: set[str]() for name in law().registers}
        for commune, register, version, is_closed in ledgers:
            versions[commune, register] = version
            if is_closed and register in closed:
                closed[register].add(codes[commune])
        said = Declaration.objects.filter(unit__in=codes).values_list("unit").annotate(last=Max("id"))
        return cls(versions, closed, dict(said))

    def of(self, scope: Scope, used: set[tuple[str, str]]) -> list[list[Any]]:
        """As the import keeps it: [unit, register or "" for its facts, version or last declaration]."""
        kept = []
        for code, register in sorted(used):
            unit = scope.units[code].pk
            kept.append(
                [unit, register, self.versions.get((unit, register), 0) if register else self.said.get(unit, 0)]
            )
        return kept


def changed_since(made: Import) -> list[list[str]]:
    """What others changed after an import was compared: [commune's code, register or "" for its facts]."""
    scope = Scope.of(made)
    codes = {unit.pk: code for code, unit in scope.units.items()}
    now = _Seen.now(scope)
    changed = []
    for unit, register, version in made.seen:
        current = now.versions.get((unit, register), 0) if register else now.said.get(unit, 0)
        if current != version:
            changed.append([codes.get(unit, str(unit)), register])
    return changed
