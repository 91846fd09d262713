"""Declared facts as a form: grouped, each with what holds and where it comes from; and what was typed as declarations.

What a figure means is decided in `cells`, what may be declared in `registers.declaring`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from langso import clock, problems
from langso.accounts.models import Person
from langso.cells.columns import read_fact
from langso.cells.reading import Refused, read_date
from langso.criteria import Node
from langso.criteria.formula import facts_of
from langso.criteria.law import DeclaredFact, FactType, Scope
from langso.language import gettext as _
from langso.places.models import Level, Unit
from langso.problems import BadInputError, Problem, Where
from langso.registers.declaring import Latest, Said, declare, latest, shown_fact, stale_fact
from langso.registers.doubting import DOUBTS
from langso.registers.law import kept_per_law, law
from langso.registers.models import Declaration
from langso.web.mending import fact_as_typed, seen_of, sure_of, unsure

THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact: what is declared and holds, who asks it, what was typed, and what is wrong with that."""

    fact: DeclaredFact
    said: Declaration | None
    shown: str
    value: str
    confirmed: bool
    conditions: tuple[Node, ...]
    problem: Problem | None = None
    sure: str = ""

    @property
    def yes_no(self) -> bool:
        """Whether it is answered by yes or no."""
        return self.fact.type is FactType.YES_NO

    @property
    def stale(self) -> bool:
        """Whether someone else has declared it since the form was opened."""
        return bool(self.problem and self.problem.kind is problems.STALE)

    @property
    def doubted(self) -> bool:
        """Whether nothing is wrong but whoever declares it is asked whether it is right."""
        return bool(self.problem and self.problem.kind in DOUBTS)


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts that belong together: yes or no; or a whole with its parts."""

    title: str
    facts: tuple[FactShown, ...]


@dataclass(frozen=True, slots=True)
class FactForm:
    """The form: groups, the day, source and note that go with what is declared, and what is wrong with them."""

    groups: tuple[FactGroup, ...]
    as_of: str
    source: str
    note: str
    problems: Mapping[str, Problem]
    others: tuple[Problem, ...] = ()


def form_of(
    unit: Unit, only: Iterable[str] = (), typed: Mapping[str, str] | None = None, error: BadInputError | None = None
) -> FactForm:
    """The form of a unit's facts, of some or of all; with what was typed and what was wrong with it after a refusal."""
    typed = typed or {}
    found = {p.where.column: p for p in error.problems} if error else {}
    held = latest([unit.pk], clock.today())
    groups = [
        FactGroup(title, tuple(_shown(unit, fact, held, typed, found) for fact in facts))
        for title, facts in _grouped(declared_by(unit), set(only))
    ]
    return FactForm(
        groups=tuple(groups),
        as_of=typed.get("as_of", f"{clock.today():%d/%m/%Y}"),
        source=typed.get("source", ""),
        note=typed.get("note", ""),
        problems=found,
        others=tuple(p for p in error.problems if not p.where.column) if error else (),
    )


def declared_by(unit: Unit) -> list[DeclaredFact]:
    """The facts that a unit declares: a commune its own, a province those that are one answer for all of it."""
    scope = Scope.PROVINCE if unit.level == Level.PROVINCE else Scope.COMMUNE
    return [fact for fact in law().facts.values() if fact.scope is scope]


def _grouped(facts: list[DeclaredFact], only: set[str]) -> list[tuple[str, list[DeclaredFact]]]:
    """Yes or no first; then each whole with its parts; then single figures. With `only`, the groups that hold them."""
    answers = [fact for fact in facts if fact.type is FactType.YES_NO]
    figures = [fact for fact in facts if fact.type is not FactType.YES_NO]
    wholes = {fact.part_of for fact in figures if fact.part_of}
    groups = [(_("Yes or no"), answers)]
    groups += [(str(f.title), [f, *(p for p in figures if p.part_of == f.name)]) for f in figures if f.name in wholes]
    groups.append((_("Single figures"), [f for f in figures if f.name not in wholes and not f.part_of]))
    if only:
        groups = [(title, [f for f in within if f.name in only or title != groups[0][0]]) for title, within in groups]
        groups = [(title, within) for title, within in groups if only & {f.name for f in within}]
    return [(title, within) for title, within in groups if within]


def _shown(
    unit: Unit, fact: DeclaredFact, held: Latest, typed: Mapping[str, str], found: Mapping[str, Problem]
) -> FactShown:
    said = held.get((unit.pk, fact.name))
    value = said.value if said else None
    return FactShown(
        fact=fact,
        said=said,
        shown=shown_fact(fact, value),
        value=typed.get(f"fact.{fact.name}", fact_as_typed(fact, value)),
        confirmed=f"confirm.{fact.name}" in typed,
        conditions=conditions_asking(fact.name),
        problem=found.get(fact.name),
        sure=typed.get(sure_of(fact.name), ""),
    )


@kept_per_law
def conditions_asking(fact: str) -> tuple[Node, ...]:
    """The conditions that ask a fact, in the order of the law."""
    nodes = (node for criteria_set in law().sets.values() for node in criteria_set.nodes() if node.is_condition)
    return tuple(node for node in nodes if fact in facts_of(node.formula))


def declare_typed(person: Person | None, unit: Unit, typed: Mapping[str, str]) -> list[Declaration]:
    """Declare what was changed or confirmed. BadInputError, and nothing declared, when one is wrong."""
    as_of = read_date(typed.get("as_of", ""))
    faults: list[Problem] = []
    if isinstance(as_of, Refused) or as_of is None:
        kind, details = (as_of.kind, as_of.details) if isinstance(as_of, Refused) else (problems.CELL_DATE, {})
        faults.append(Problem(kind, Where(column="as_of"), typed.get("as_of", ""), details))
    values: dict[str, int | None] = {}
    known = seen_of(unit, typed)
    for fact in declared_by(unit):
        text = typed.get(f"fact.{fact.name}")
        if text is None or typed.get(f"choose.{fact.name}") == THEIRS:
            continue
        value = read_fact(fact, text)
        if isinstance(value, Refused):
            faults.append(Problem(value.kind, Where(column=fact.name), text, value.details))
        elif value != (known[fact.name].value if fact.name in known else None) or f"confirm.{fact.name}" in typed:
            values[fact.name] = value
    held = latest([unit.pk], clock.today())
    seen = {name: known[name].pk if name in known else 0 for name in values}
    for name, value in values.items():
        now = held.get((unit.pk, name))
        if now is not None and now.pk != seen[name] and now.value != value:
            faults.append(stale_fact(law().facts[name], value, now))
    faults += unsure(values, {name: held[unit.pk, name].value for name in values if (unit.pk, name) in held}, typed)
    if faults or not isinstance(as_of, date):
        raise BadInputError(faults)
    if not values:
        return []
    # A figure of an earlier day is held against what stood then, which the form did not show.
    shown = {name: n for name, n in seen.items() if not _later(unit, held, name, as_of)}
    said = Said(as_of, typed.get("source", "").strip(), typed.get("note", "").strip())
    return declare(person, unit, values, said, seen=shown)


def _later(unit: Unit, held: Latest, name: str, as_of: date) -> bool:
    now = held.get((unit.pk, name))
    return now is not None and now.as_of > as_of
