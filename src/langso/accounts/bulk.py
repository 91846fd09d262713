"""People and organisations in bulk: what each row of a list would add or change, and doing all of it or nothing.

Where the rows come from is not known here. An organisation is known by name, kind and unit; a person by the address.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial

from django.db.models import Q

from langso import clock
from langso.accounts import actions, rules
from langso.accounts.door import Action, demand
from langso.accounts.models import Membership, Person, Role
from langso.journal.changes import change
from langso.language import gettext
from langso.language import mark as _
from langso.places.models import Organisation, OrganisationKind, Unit
from langso.problems import (
    ORGANISATION_AMBIGUOUS,
    ORGANISATION_NAME,
    ORGANISATION_UNKNOWN,
    PERSON_TWICE,
    UNIT_CODE,
    BadInputError,
    Problem,
    Where,
    refuse,
)
from langso.vietnamese import fold


class Outcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """As people read it, in the current language."""
        return gettext(
            {
                Outcome.ADDED: _("Added"),
                Outcome.CHANGED: _("Changed"),
                Outcome.UNCHANGED: _("Unchanged"),
                Outcome.REFUSED: _("Refused"),
            }[self]
        )


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as a list has it. `unit` is the code of its unit today; `since` none: from today."""

    where: Where
    name: str
    kind: OrganisationKind
    unit: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in one role as a list has it; more roles are more rows. `unit` tells organisations of one name apart."""

    where: Where
    email: str
    name: str
    role: Role
    organisation: str
    unit: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row and what becomes of it, with what is said about it."""

    where: Where
    said: str
    outcome: Outcome
    told: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass
class _Known:
    """What is there, and what earlier rows of the list add to it."""

    day: date
    organisations: dict[str, list[Organisation]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    first: dict[str, PersonRow] = field(default_factory=dict)
    held: set[tuple[str, str, str, int]] = field(default_factory=set)
    new_organisations: list[Organisation] = field(default_factory=list)
    new_people: list[PersonRow] = field(default_factory=list)
    renamed: list[PersonRow] = field(default_factory=list)
    roles: list[tuple[PersonRow, Organisation]] = field(default_factory=list)


def preview(by: Person | None, organisations: Sequence[OrganisationRow], people: Sequence[PersonRow]) -> list[Line]:
    """What each row would do. Nothing is written."""
    demand(by, Action.MANAGE_PEOPLE)
    return _compare(organisations, people)[1]


def import_all(
    by: Person | None, organisations: Sequence[OrganisationRow], people: Sequence[PersonRow]
) -> list[Person]:
    """Do it, as one change, and give the new people. BadInputError with every refusal, and nothing is written."""
    demand(by, Action.MANAGE_PEOPLE)
    with change("people.imported", by) as made:
        known, lines = _compare(organisations, people)
        if refused := [problem for line in lines for problem in line.problems]:
            raise BadInputError(refused)
        for organisation in known.new_organisations:
            organisation.save()
        found = {row.email: actions.new_person(row.email, row.name) for row in known.new_people}
        for person in found.values():
            person.invited_at = made.at
            person.save(update_fields=["invited_at"])
        renamed = []
        for row in known.renamed:
            person = known.people[row.email]
            renamed.append({"person": person.pk, "name": {"before": person.name, "after": row.name}})
            person.name = row.name
            person.save(update_fields=["name"])
        for row, organisation in known.roles:
            person = found.get(row.email) or known.people[row.email]
            actions.new_membership(person, row.role, organisation, row.since or known.day)
        made.details = {
            "organisations": [o.pk for o in known.new_organisations],
            "people": [p.pk for p in found.values()],
            "renamed": renamed,
            "roles": len(known.roles),
        }
        made.cancelled = not (known.new_organisations or found or known.renamed or known.roles)
    return list(found.values())


def _compare(organisations: Iterable[OrganisationRow], people: Iterable[PersonRow]) -> tuple[_Known, list[Line]]:
    known = _known()
    lines = [_told(row.where, row.name, partial(_organisation, row, known)) for row in organisations]
    lines += [_told(row.where, f"{row.name} <{row.email}>", partial(_person, row, known)) for row in people]
    return known, lines


def _known() -> _Known:
    known = _Known(clock.today())
    for organisation in Organisation.objects.on(known.day).select_related("unit__parent"):
        known.organisations.setdefault(fold(organisation.name), []).append(organisation)
    known.people = {person.email: person for person in Person.objects.all()}
    # Roles that begin later are held too: the list may have brought them.
    held = Membership.objects.filter(Q(until=None) | Q(until__gte=known.day))
    for m in held.select_related("person", "organisation"):
        known.held.add((m.person.email, m.role, fold(m.organisation.name), m.organisation.unit_id))
    return known


def _told(where: Where, said: str, judge: Callable[[], tuple[Outcome, str]]) -> Line:
    try:
        outcome, told = judge()
    except BadInputError as error:
        placed = tuple(
            Problem(p.kind, Where(where.file, where.row, p.where.column), p.value, p.details) for p in error.problems
        )
        return Line(where, said, Outcome.REFUSED, "", placed)
    return Line(where, said, outcome, told)


def _organisation(row: OrganisationRow, known: _Known) -> tuple[Outcome, str]:
    if not row.name.strip():
        raise refuse(ORGANISATION_NAME, Where(column="name"))
    unit = _unit(row.unit, known.day)
    same = known.organisations.setdefault(fold(row.name), [])
    if any(o.unit_id == unit.pk and o.kind == row.kind for o in same):
        return Outcome.UNCHANGED, ""
    new = Organisation(name=row.name, kind=row.kind, unit=unit, since=row.since or known.day)
    same.append(new)
    known.new_organisations.append(new)
    return Outcome.ADDED, f"{row.kind.words}, {unit.full_name}"


def _person(row: PersonRow, known: _Known) -> tuple[Outcome, str]:
    email, name = rules.valid_email(row.email), rules.valid_name(row.name)
    first = known.first.setdefault(email, row)
    if rules.valid_name(first.name) != name:
        raise refuse(PERSON_TWICE, Where(column="name"), email, first=str(first.where.row))
    organisation = _held_in(row, known)
    if wrong := rules.not_held_in(row.role, organisation):
        raise wrong
    row = PersonRow(row.where, email, name, row.role, row.organisation, row.unit, row.since)
    key = (email, row.role.value, fold(organisation.name), organisation.unit_id)
    told = [] if key in known.held else [f"{row.role.words}, {organisation.name}"]
    if told:
        known.held.add(key)
        known.roles.append((row, organisation))
    there = known.people.get(email)
    if there is None and first.where == row.where:
        known.new_people.append(row)
        return Outcome.ADDED, ", ".join(told)
    if there is not None and there.name != name and first.where == row.where:
        known.renamed.append(row)
        told.insert(0, f"{there.name} → {name}")
    return (Outcome.CHANGED, "; ".join(told)) if told else (Outcome.UNCHANGED, "")


def _held_in(row: PersonRow, known: _Known) -> Organisation:
    found = known.organisations.get(fold(row.organisation), [])
    if row.unit:
        unit = _unit(row.unit, known.day)
        found = [o for o in found if o.unit_id == unit.pk]
    if not found:
        raise refuse(ORGANISATION_UNKNOWN, Where(column="organisation"), row.organisation)
    if len(found) > 1:
        units = sorted((o.unit for o in found), key=lambda unit: unit.code)
        codes = ", ".join(f"{unit.code} ({_lies_in(unit)})" for unit in units)
        about = {"n": str(len(found)), "column": "unit", "codes": codes}
        raise refuse(ORGANISATION_AMBIGUOUS, Where(column="unit"), row.organisation, **about)
    return found[0]


def _lies_in(unit: Unit) -> str:
    return (unit.parent or unit).full_name


def _unit(code: str, day: date) -> Unit:
    unit: Unit | None = Unit.objects.on(day).filter(code=code).first()
    if unit is None:
        raise refuse(UNIT_CODE, Where(column="unit"), code)
    return unit
