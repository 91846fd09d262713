"""Mending a condition from where it is shown: the cells and facts it asks, as fields, and what was typed as changes.

What a cell means is decided in `cells`, whether it may be written at the door, and written it is by `registers`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from langso import problems
from langso.accounts.models import Person
from langso.assessments.outline import Condition, MendBy
from langso.cells.columns import read_fact, reader_of
from langso.cells.reading import Refused, read_date
from langso.criteria.formula import tally_of
from langso.criteria.law import Column, ColumnType, DeclaredFact, FactType
from langso.language import day as day_words
from langso.language import gettext as _
from langso.places.models import Unit
from langso.problems import BadInputError, Problem, Where, refuse
from langso.registers.actions import Edit, write_rows
from langso.registers.declaring import Latest, Said, declare, latest, newer, shown_fact, stale_fact
from langso.registers.doubting import DOUBTS, doubts
from langso.registers.law import law
from langso.registers.models import ROWS, Declaration, Ledger, Row
from langso.vietnamese import sort_key
from langso.web.asked import whole_of

YES, NO = "1", "0"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its name, what it is, what it holds as text, and what is wrong with what was typed."""

    name: str
    title: str
    note: str
    value: str
    yes_no: bool = False
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    problem: Problem | None = None
    sure_name: str = ""
    sure: str = ""
    seen: int | None = None
    """Of a figure: the declaration that was seen, 0 for none."""

    @property
    def doubted(self) -> bool:
        """Whether nothing is wrong but whoever typed it is asked whether it is right."""
        return bool(self.problem and self.problem.kind in DOUBTS)


@dataclass(frozen=True, slots=True)
class RowFields:
    """A row in question: its number, the version that was seen, what it is called, and the cells that are asked."""

    row: int
    version: int
    label: str
    cells: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class MendForm:
    """What mends a condition: rows of its ledger, or facts with their day and source; and what stands in the way."""

    condition: Condition
    rows: tuple[RowFields, ...] = ()
    facts: tuple[Field, ...] = ()
    as_of: str = ""
    source: str = ""
    sources: tuple[str, ...] = ()
    """Of the commune's figures that hold, to choose from."""
    closed: bool = False
    reason: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """What saving came to: whether anything was written, and what is to be told of it, as sentences.

    That is the figures that are now blank, and the newer ones that are in use instead of what was saved.
    """

    is_changed: bool = False
    told: tuple[str, ...] = ()


def form_of(
    unit: Unit,
    condition: Condition,
    day: date,
    typed: Mapping[str, str] | None = None,
    error: BadInputError | None = None,
) -> MendForm:
    """The form for a condition; with what was typed and what was wrong with it after a refusal."""
    typed = typed or {}
    found = {(p.where.row, p.where.column): p for p in error.problems} if error else {}
    held = latest([unit.pk], day) if condition.mend is MendBy.FACTS else {}
    facts = _fact_fields(unit, condition, held, typed, found)
    ledger = (
        Ledger.objects.filter(commune=unit, register=condition.register.name).first() if condition.register else None
    )
    return MendForm(
        condition=condition,
        rows=_row_fields(unit, condition, typed, found),
        facts=facts,
        as_of=typed.get("as_of", f"{day:%d/%m/%Y}"),
        source=typed.get("source", ""),
        sources=tuple(sorted({said.source for said in held.values() if said.source}, key=sort_key)),
        closed=bool(ledger and ledger.closed and condition.mend is MendBy.ROWS),
        reason=typed.get("reason", ""),
        problems=error.problems if error else (),
    )


def asked_columns(condition: Condition) -> list[Column]:
    """The columns of the ledger that the condition's row test names."""
    tally = tally_of(condition.node.formula)
    if tally is None or condition.register is None:
        return []
    names = {name for test in (tally.where, tally.among) if test for name in test.columns}
    return [column for column in condition.register.columns if column.name in names]


Found = Mapping[tuple[int | None, str], Problem]


def _row_fields(unit: Unit, condition: Condition, typed: Mapping[str, str], found: Found) -> tuple[RowFields, ...]:
    """The rows in question, and those that were typed in but are so no longer: somebody else has changed them."""
    if condition.register is None or condition.mend is not MendBy.ROWS:
        return ()
    name = condition.register.key.name
    keys = [row.key for row in (*condition.rows.failing, *condition.rows.blank)]
    places = {row: place for place, row in enumerate(_rows_typed(typed))}
    asked = ROWS[condition.register.name].objects.filter(Q(**{f"{name}__in": keys}) | Q(pk__in=places), commune=unit)
    order = {str(key): place for place, key in enumerate(keys)}
    rows = sorted(asked, key=lambda row: (order.get(str(row.key), len(order)), row.pk))
    columns = asked_columns(condition)
    return tuple(
        RowFields(
            row=row.pk,
            version=_version_seen(row, typed, [found.get((places.get(row.pk), c.name)) for c in columns]),
            label=row.label,
            cells=tuple(_cell(row, column, typed, found.get((places.get(row.pk), column.name))) for column in columns),
        )
        for row in rows
    )


def _rows_typed(typed: Mapping[str, str]) -> list[int]:
    """The numbers of the rows that a form sent cells of, in its order."""
    rows = (name.split(".")[1] for name in typed if name.startswith("cell."))
    return list(dict.fromkeys(number for row in rows if (number := whole_of(row)) is not None))


def _version_seen(row: Row, typed: Mapping[str, str], told: Sequence[Problem | None]) -> int:
    """The version that whoever reads the form has seen: that of a refusal as stale, which tells what holds now."""
    for problem in told:
        if problem and problem.kind is problems.STALE:
            return int(problem.details["version"])
    return _version(typed, row.pk) or row.version


def _cell(row: Row, column: Column, typed: Mapping[str, str], problem: Problem | None) -> Field:
    name = f"cell.{row.pk}.{column.name}"
    return Field(
        name=name,
        title=str(column.title),
        note=str(column.note or ""),
        value=typed.get(name, as_typed(getattr(row, column.name))),
        yes_no=column.type is ColumnType.YES_NO,
        kind="number" if column.type in (ColumnType.NUMBER, ColumnType.INTEGER) else "text",
        choices=tuple((choice.value, str(choice.title)) for choice in column.choices),
        problem=problem,
    )


def _fact_fields(
    unit: Unit, condition: Condition, held: Latest, typed: Mapping[str, str], found: Found
) -> tuple[Field, ...]:
    if condition.mend is not MendBy.FACTS:
        return ()

    def field(fact: DeclaredFact) -> Field:
        said, problem = held.get((unit.pk, fact.name)), found.get((None, fact.name))
        told = problem.details["version"] if problem and problem.kind is problems.STALE else typed.get(seen_name(fact))
        return Field(
            name=f"fact.{fact.name}",
            title=str(fact.title),
            note=str(fact.note or ""),
            value=typed.get(f"fact.{fact.name}", fact_as_typed(fact, said.value if said else None)),
            yes_no=fact.type is FactType.YES_NO,
            kind="number",
            problem=problem,
            sure_name=sure_of(fact.name),
            sure=typed.get(sure_of(fact.name), ""),
            seen=(said.pk if said else 0) if told is None else whole_of(told) or 0,
        )

    return tuple(field(fact) for fact in condition.facts)


def as_typed(value: Any) -> str:
    """A cell as a field holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def fact_as_typed(fact: DeclaredFact, value: int | None) -> str:
    """A fact as a field holds it."""
    if value is None:
        return ""
    return f"{value / 10**fact.decimals:.15g}" if fact.decimals else str(value)


def mend(person: Person | None, unit: Unit, condition: Condition, typed: Mapping[str, str]) -> Mended:
    """Write what was typed: cells of rows, or facts. BadInputError, and nothing written, when something is wrong."""
    if condition.mend is MendBy.FACTS:
        return _declare(person, unit, condition, typed)
    if condition.register is not None:
        return Mended(_write(person, unit, condition, typed))
    return Mended()


def _write(person: Person | None, unit: Unit, condition: Condition, typed: Mapping[str, str]) -> bool:
    columns = {column.name: column for column in asked_columns(condition)}
    wanted: dict[int, dict[str, Any]] = {}
    faults: list[Problem] = []
    for place, row in enumerate(_rows_typed(typed)):
        wanted[row] = {}
        for name, column in columns.items():
            text = typed.get(f"cell.{row}.{name}")
            value = None if text is None else reader_of(column)(text)
            if isinstance(value, Refused):
                faults.append(Problem(value.kind, Where(row=place, column=name), text or "", value.details))
            elif text is not None:
                wanted[row][name] = value
    if faults:
        raise BadInputError(faults)
    edits = [Edit(row, _version(typed, row), values) for row, values in wanted.items()]
    if "reason" in typed and not typed["reason"].strip():
        raise refuse(problems.REASON_MISSING, Where(column="reason"))
    assert condition.register is not None  # noqa: S101 - `mend` has seen to it
    written = write_rows(person, unit, condition.register.name, edits, correcting=typed.get("reason", ""))
    return bool(written.event)


def _version(typed: Mapping[str, str], row: int) -> int:
    return whole_of(typed.get(f"version.{row}", "")) or 0


def _declare(person: Person | None, unit: Unit, condition: Condition, typed: Mapping[str, str]) -> Mended:
    faults: list[Problem] = []
    values: dict[str, int | None] = {}
    held, known = latest([unit.pk], date.max), seen_of(unit, typed)
    for fact in condition.facts:
        text = typed.get(f"fact.{fact.name}")
        value = None if text is None else read_fact(fact, text)
        now = held.get((unit.pk, fact.name))
        before = known.get(fact.name) if seen_name(fact) in typed else now
        if isinstance(value, Refused):
            faults.append(Problem(value.kind, Where(column=fact.name), text or "", value.details))
        elif text is not None and value not in {each.value if each else None for each in (before, now)}:
            values[fact.name] = value
            if now != before:
                faults.append(stale_fact(fact, value, now))
    as_of = read_date(typed.get("as_of", ""))
    if isinstance(as_of, Refused) or as_of is None:
        kind = as_of.kind if isinstance(as_of, Refused) else problems.CELL_DATE
        faults.append(Problem(kind, Where(column="as_of"), typed.get("as_of", "")))
    faults += unsure(values, {name: held[unit.pk, name].value for name in values if (unit.pk, name) in held}, typed)
    if faults:
        raise BadInputError(faults)
    if not values:
        return Mended()
    assert isinstance(as_of, date)  # noqa: S101 - anything else is a fault
    declare(person, unit, values, Said(as_of, typed.get("source", "").strip()))
    return Mended(is_changed=True, told=(*emptied_figures(unit, held, values), *newer_figures(unit, values, as_of)))


def seen_name(fact: DeclaredFact) -> str:
    """The field that says which declaration of a fact a form showed."""
    return f"seen.{fact.name}"


def seen_of(unit: Unit, typed: Mapping[str, str]) -> dict[str, Declaration]:
    """The declarations that a form showed, by fact."""
    numbers = {number for name, text in typed.items() if name.startswith("seen.") and (number := whole_of(text))}
    return {d.fact: d for d in Declaration.objects.filter(unit=unit, pk__in=numbers)}


def emptied_figures(unit: Unit, held: Latest, facts: Collection[str]) -> tuple[str, ...]:
    """For figures that were saved and are blank now: what they were (`held` before), as sentences."""
    words = _("{fact} is now blank; it was {value}.")
    now = latest([unit.pk], date.max)
    return tuple(
        words.format(fact=fact.title, value=shown_fact(fact, before.value))
        for name in facts
        for fact, before in [(law().facts[name], held.get((unit.pk, name)))]
        if before and before.value is not None and now[unit.pk, name].value is None
    )


def newer_figures(unit: Unit, facts: Collection[str], day: date) -> tuple[str, ...]:
    """For figures saved as of a day while newer ones are in use: which those are, as sentences."""
    words = _("{fact}: the newer figure of {day} is in use ({value}). What was saved is kept in its history.")
    return tuple(
        words.format(fact=fact.title, day=day_words(said.as_of), value=shown_fact(fact, said.value))
        for said in newer(unit, facts, day)
        for fact in [law().facts[said.fact]]
    )


def unsure(
    values: Mapping[str, int | None], before: Mapping[str, int | None], typed: Mapping[str, str]
) -> list[Problem]:
    """What to ask back about figures that hardly can be, but for those of which whoever typed them said so already.

    What is ticked is the figure itself: another one that is typed afterwards is asked about anew.
    """
    return [p for p in doubts(values, before) if typed.get(sure_of(p.where.column)) != p.value]


def sure_of(fact: str) -> str:
    """The field by which a figure is said to be right."""
    return f"sure.{fact}"


def errors_of(form: MendForm, column: str) -> list[str]:
    """What is wrong with a field that belongs to no cell and no fact, as sentences."""
    return [f"{p.what}. {p.remedy}" for p in form.problems if p.where.column == column and p.where.row is None]
