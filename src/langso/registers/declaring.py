"""Declared facts: said as of a day with their source, appended, never overwritten; what holds on a day is a query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from langso import clock, problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.criteria.law import DeclaredFact, FactType, Scope
from langso.journal.changes import MOST_LETTERS, change
from langso.language import day as shown_day
from langso.language import decimal, gettext, whole
from langso.places.models import Level, Unit
from langso.problems import BadInputError, Problem, Where
from langso.registers.law import law
from langso.registers.models import Declaration


@dataclass(frozen=True, slots=True)
class Said:
    """Where figures come from: the day they are of, their source and a note."""

    as_of: date
    source: str = ""
    note: str = ""


def declare(
    person: Person | None,
    unit: Unit,
    values: Mapping[str, int | None],
    said: Said,
    *,
    seen: Mapping[str, int] | None = None,
) -> list[Declaration]:
    """Declare facts of a commune, or of a province where `unit` is one. None takes a figure back.

    `seen` holds, by fact, the id of the declaration that was seen (0 for none); a later one is refused as stale.
    """
    of_province = unit.level == Level.PROVINCE
    demand(person, Action.DECLARE_FOR_PROVINCE if of_province else Action.DECLARE, unit)
    faults = [fault for name in values for fault in _faults(name, of_province=of_province)]
    faults += _too_long(said)
    if said.as_of > clock.today():
        where = Where(column="as_of")
        faults.append(Problem(problems.DATE_IN_FUTURE, where, shown_day(said.as_of)))
    if faults:
        raise BadInputError(faults)
    with change("facts.declared", person, commune=unit.pk, subject=", ".join(values)) as made:
        before = latest([unit.pk], said.as_of)
        _check_seen(unit, before, seen or {}, values)
        _check_parts(unit, before, values)
        made.details = {
            "as_of": said.as_of.isoformat(), "source": said.source, "note": said.note,
            "facts": {name: {"before": _value(before, unit, name), "after": value} for name, value in values.items()},
        }  # fmt: skip
        holding = Declaration.objects.filter(unit=unit, fact__in=values, holds=True)
        later = set(holding.filter(as_of__gt=said.as_of).values_list("fact", flat=True))
        holding.exclude(fact__in=later).update(holds=False)
        return Declaration.objects.bulk_create(
            Declaration(
                unit=unit, fact=name, value=value, as_of=said.as_of, source=said.source, note=said.note, at=made.at,
                event=made.number, person=person.pk if person else None, person_name=person.name if person else "",
                holds=name not in later,
            )
            for name, value in values.items()
        )  # fmt: skip


Latest = dict[tuple[int, str], Declaration]


def latest(units: Sequence[int] | None, day: date, known_by: datetime | None = None) -> Latest:
    """What holds on a day by unit and fact: the latest as-of day not after it, then the latest said.

    `known_by` leaves out what was only said later. `units` None asks of all.
    """
    said = Declaration.objects.filter(as_of__lte=day)
    if units is not None:
        said = said.filter(unit__in=units)
    if known_by is not None:
        said = said.filter(at__lte=known_by)
    order = [F("as_of").desc(), F("id").desc()]
    place = Window(RowNumber(), partition_by=[F("unit"), F("fact")], order_by=order)
    return {(d.unit_id, d.fact): d for d in said.annotate(place=place).filter(place=1)}


def holding(units: Sequence[int] | None) -> dict[tuple[int, str], int | None]:
    """The values that hold now by unit and fact. `units` None asks of all."""
    said = Declaration.objects.filter(holds=True)
    if units is not None:
        said = said.filter(unit__in=units)
    return {(unit, fact): value for unit, fact, value in said.values_list("unit", "fact", "value")}


def newer(unit: Unit, facts: Collection[str], day: date) -> list[Declaration]:
    """What is in use instead of what was said of a day: for these facts, the declarations of a later day."""
    held = latest([unit.pk], clock.today())
    found = (held.get((unit.pk, name)) for name in facts)
    return [said for said in found if said is not None and said.as_of > day]


def history(unit: Unit, fact: str) -> Any:
    """All that was ever declared of a fact, the latest first."""
    return Declaration.objects.filter(unit=unit, fact=fact).order_by("-as_of", "-id")


def _faults(name: str, *, of_province: bool) -> list[Problem]:
    fact = law().facts.get(name)
    if fact is None:
        return [Problem(problems.FACT_UNKNOWN_IN_LAW, Where(column=name), name)]
    if of_province != (fact.scope is Scope.PROVINCE):
        kind = problems.FACT_OF_PROVINCE if of_province else problems.FACT_ONLY_OF_PROVINCE
        return [Problem(kind, Where(column=name), details={"fact": str(fact.title)})]
    return []


def _too_long(said: Said) -> list[Problem]:
    details = {"most": whole(MOST_LETTERS)}
    return [
        Problem(problems.TEXT_TOO_LONG, Where(column=name), details={"n": whole(len(text)), **details})
        for name, text in (("source", said.source), ("note", said.note))
        if len(text) > MOST_LETTERS
    ]


def _value(held: Latest, unit: Unit, name: str) -> int | None:
    found = held.get((unit.pk, name))
    return found.value if found else None


def _check_seen(unit: Unit, held: Latest, seen: Mapping[str, int], values: Mapping[str, int | None]) -> None:
    stale = []
    for name, id_seen in seen.items():
        now = held.get((unit.pk, name))
        if now is not None and now.pk != id_seen and now.value != values.get(name):
            stale.append(stale_fact(law().facts[name], values[name], now))
    if stale:
        raise BadInputError(stale)


def stale_fact(fact: DeclaredFact, value: int | None, now: Declaration | None) -> Problem:
    """That somebody else has declared a fact since it was seen, otherwise than is declared now; with who and when."""
    said = shown_fact(fact, now.value if now else None)
    if now and now.person_name:
        said = f"{said} ({now.person_name}, {shown_day(clock.day_of(now.at))})"
    details = {"now": said, "version": str(now.pk if now else 0)}
    return Problem(problems.STALE, Where(column=fact.name), shown_fact(fact, value), details)


def _check_parts(unit: Unit, held: Latest, values: Mapping[str, int | None]) -> None:
    names = {name for fact in law().facts.values() if fact.part_of for name in (fact.name, fact.part_of)}
    if found := parts_above_wholes({name: _value(held, unit, name) for name in names}, values):
        raise BadInputError(problem for _part, problem in found)


def parts_above_wholes(
    held: Mapping[str, int | None], values: Mapping[str, int | None]
) -> list[tuple[DeclaredFact, Problem]]:
    """The parts that would be above their whole were `values` declared over what is `held`, each with its problem.

    The problem stands at the part, or at the whole where only that is among `values`.
    """
    found = []
    for fact in law().facts.values():
        if not fact.part_of or (fact.name not in values and fact.part_of not in values):
            continue
        part, most = (values.get(name, held.get(name)) for name in (fact.name, fact.part_of))
        if part is not None and most is not None and part > most:
            column = fact.name if fact.name in values else fact.part_of
            details = {"part": str(fact.title), "whole": str(law().facts[fact.part_of].title), "most": whole(most)}
            found.append((fact, Problem(problems.FACT_PART_ABOVE_WHOLE, Where(column=column), whole(part), details)))
    return found


def shown_fact(fact: DeclaredFact, value: int | None) -> str:
    """A fact's value as people write it."""
    if value is None:
        return gettext("not declared")
    if fact.type is FactType.YES_NO:
        return gettext("yes") if value else gettext("no")
    if fact.decimals:
        return decimal(Fraction(value, 10**fact.decimals))
    return whole(value)
