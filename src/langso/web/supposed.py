"""What is supposed on the what-if page: its fields, what was typed in them, and what of that cannot be.

What would come of it is reckoned in `assessments.supposing`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from langso import problems
from langso.assessments.outline import Condition, MendBy, Outline
from langso.assessments.supposing import Rows, Supposed
from langso.cells.columns import read_fact
from langso.cells.reading import Refused, read_integer
from langso.criteria import Verdict
from langso.criteria.law import DeclaredFact, FactType, Register
from langso.criteria.reasons import RowFigures
from langso.language import gettext as _
from langso.language import whole
from langso.problems import Problem, Where
from langso.registers.declaring import parts_above_wholes
from langso.web.mending import fact_as_typed
from langso.web.telling import short_id

Held = Mapping[str, int | None]

CLOSED = "1"
"""What a register's box holds when it is ticked."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that can be supposed: what it is, what holds, what was typed in its place, and why that cannot be."""

    name: str
    title: str
    now: str
    value: str
    words: Mapping[str, str] = field(default_factory=dict)
    """What is said for what is typed, where that is chosen and not a number."""
    problem: Problem | None = None

    @property
    def changed(self) -> bool:
        """Whether something else was typed than what holds."""
        return self.value.strip() != self.now

    @property
    def id(self) -> str:
        """Its field's id."""
        return f"w-{self.name.replace('.', '-')}"

    @property
    def now_said(self) -> str:
        """What holds, in words."""
        return self._said(self.now)

    @property
    def value_said(self) -> str:
        """What was typed, in words."""
        return self._said(self.value.strip())

    def _said(self, typed: str) -> str:
        return self.words.get(typed, typed) or _("not declared")


@dataclass(frozen=True, slots=True)
class Question:
    """A condition, the figures of it that can be supposed, and how it would stand.

    `elsewhere`: asked further up. `closing`: that the register is closed, where it is open.
    """

    condition: Condition
    figures: tuple[Figure, ...]
    elsewhere: tuple[str, ...]
    closing: Figure | None
    after: Verdict

    @property
    def changed(self) -> list[Figure]:
        """The figures of it that were changed and can be, and the register where it is supposed closed."""
        return [each for each in (*self.figures, self.closing) if each and each.changed and not each.problem]


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, read: what is supposed, and by the name of a field why what stands there is left aside."""

    supposed: Supposed
    faults: Mapping[str, Problem]


def read(outline: Outline, held: Held, typed: Mapping[str, str]) -> Read:
    """What was typed and differs from what holds, without what cannot be."""
    facts, faults = _facts_read(outline, held, typed)
    for part, problem in parts_above_wholes(held, facts):
        for name in facts:
            if name in (part.name, part.part_of):
                faults.setdefault(_field_of(name), problem)
    rows, more = _rows_read(outline, typed)
    possible = {name: value for name, value in facts.items() if _field_of(name) not in faults}
    registers = {condition.register.name for condition in outline.root.walk() if condition.register}
    closed = frozenset(name for name in registers if typed.get(_closing_name(name)) == CLOSED)
    return Read(Supposed(possible, rows, closed), {**faults, **more})


def _facts_read(
    outline: Outline, held: Held, typed: Mapping[str, str]
) -> tuple[dict[str, int | None], dict[str, Problem]]:
    facts: dict[str, int | None] = {}
    faults: dict[str, Problem] = {}
    for fact in (fact for condition in outline.root.walk() for fact in _facts(condition)):
        if (text := typed.get(_field_of(fact.name))) is None:
            continue
        value = read_fact(fact, text)
        if isinstance(value, Refused):
            faults[_field_of(fact.name)] = Problem(value.kind, Where(column=fact.name), text, value.details)
        elif value != held.get(fact.name):
            facts[fact.name] = value
    return facts, faults


def _rows_read(outline: Outline, typed: Mapping[str, str]) -> tuple[dict[str, Rows], dict[str, Problem]]:
    rows: dict[str, Rows] = {}
    faults: dict[str, Problem] = {}
    for condition in outline.root.walk():
        figures, node = condition.figures, condition.node.id
        names = (f"passing.{node}", f"rows.{node}")
        if not isinstance(figures, RowFigures) or not set(names) <= set(typed):
            continue
        passing, total = (_number(typed[name]) for name in names)
        if isinstance(passing, Problem) or isinstance(total, Problem):
            numbers = zip(names, (passing, total), strict=True)
            faults |= {name: number for name, number in numbers if isinstance(number, Problem)}
        elif passing > total:
            problem = Problem(problems.SUPPOSED_ABOVE_ROWS, Where(), whole(passing), {"most": whole(total)})
            was = zip(names, (passing, total), (figures.true, figures.rows), strict=True)
            faults |= {name: problem for name, number, now in was if number != now}
        elif (passing, total) != (figures.true, figures.rows):
            rows[node] = Rows(passing, total)
    return rows, faults


def _number(text: str) -> int | Problem:
    """How many rows there are, as typed."""
    number = read_integer(text)
    if isinstance(number, Refused):
        return Problem(number.kind, Where(), text, number.details)
    if number is None:
        return Problem(problems.SUPPOSED_BLANK)
    return number if number >= 0 else Problem(problems.CELL_TOO_SMALL, Where(), text, {"bound": "0"})


def questions(
    outline: Outline, after: Outline, held: Held, typed: Mapping[str, str], faults: Mapping[str, Problem]
) -> Iterator[Question]:
    """Every condition that has figures to suppose. What several ask has one field, at the first of them."""
    where: dict[str, str] = {}
    verdicts = {node.id: verdict for node, verdict in zip(after.assessment.nodes, after.verdicts, strict=True)}
    for condition in outline.root.walk():
        facts = _facts(condition)
        elsewhere = tuple(f"{fact.title}: {short_id(where[fact.name])}" for fact in facts if fact.name in where)
        own = [_fact_figure(fact, held, typed, faults) for fact in facts if fact.name not in where]
        where |= {fact.name: condition.node.id for fact in facts if fact.name not in where}
        closing = _closing(outline, condition.register, typed) if condition.register else None
        if closing and closing.name in where:
            closing = None
        elif closing:
            where[closing.name] = condition.node.id
        figures = (*own, *_row_figures(condition, typed, faults))
        if figures or elsewhere or closing:
            yield Question(condition, figures, elsewhere, closing, verdicts[condition.node.id])


def _facts(condition: Condition) -> tuple[DeclaredFact, ...]:
    return condition.facts if condition.mend in (MendBy.FACTS, MendBy.PROVINCE) else ()


def _fact_figure(fact: DeclaredFact, held: Held, typed: Mapping[str, str], faults: Mapping[str, Problem]) -> Figure:
    name, now = _field_of(fact.name), fact_as_typed(fact, held.get(fact.name))
    words = {"1": _("yes"), "0": _("no")} if fact.type is FactType.YES_NO else {}
    return Figure(name, str(fact.title), now, typed.get(name, now), words, faults.get(name))


def _field_of(fact: str) -> str:
    return f"fact.{fact}"


def _row_figures(condition: Condition, typed: Mapping[str, str], faults: Mapping[str, Problem]) -> tuple[Figure, ...]:
    figures, node = condition.figures, condition.node.id
    if _facts(condition) or not isinstance(figures, RowFigures):
        return ()
    told = (("passing", _("That satisfy it"), figures.true), ("rows", _("In all"), figures.rows))
    named = ((f"{name}.{node}", title, str(now)) for name, title, now in told)
    return tuple(Figure(name, title, now, typed.get(name, now), problem=faults.get(name)) for name, title, now in named)


def _closing(outline: Outline, register: Register, typed: Mapping[str, str]) -> Figure | None:
    if outline.assessment.table.closed[register.name][outline.commune]:
        return None
    name, words = _closing_name(register.name), {"": _("open"), CLOSED: _("closed")}
    return Figure(name, str(register.title), "", typed.get(name, ""), words)


def _closing_name(register: str) -> str:
    return f"closed.{register}"
