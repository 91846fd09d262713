"""The people of a dossier's walk in a browser; called beside the server, on its database."""

from datetime import date

from langso.accounts.models import Membership, Person, Role
from langso.dossiers.actions import open_cycle
from langso.dossiers.models import Cycle
from langso.places.models import Level, Organisation, OrganisationKind, Unit
from workplace import DAY, PASSWORD

LATER = date(2026, 1, 20)
REVIEWERS = {
    Role.DEPARTMENT_SPECIALIST: OrganisationKind.DEPARTMENT,
    Role.DEPARTMENT_LEADER: OrganisationKind.DEPARTMENT,
    Role.FRONT_OFFICER: OrganisationKind.FATHERLAND_FRONT,
}


def in_2022(number: int) -> str:
    """The code of a commune of its own for each walk, in the district of the workplace; its people, and a cycle."""
    place = Unit.objects.assessed().on(DAY).get(code="10630")
    beside = Unit.objects.assessed().on(DAY).filter(parent=place.parent).exclude(pk=place.pk)
    return _with_people(beside.order_by("code")[number], number, "department_leader", date(2022, 1, 1))


def in_2026(number: int) -> str:
    """The same once the districts have ended, in the city that the province went to, with reviewers of its own."""
    communes = Unit.objects.assessed().on(LATER).filter(parent__level=Level.PROVINCE).select_related("parent")
    unit = communes.order_by("code")[number]
    for role, kind in REVIEWERS.items():
        if not Person.objects.filter(email=f"{role}_2026@langso.example").exists():
            body, _made = Organisation.objects.get_or_create(
                kind=kind, unit=unit.parent, defaults={"name": f"{kind} 2026", "since": date(2025, 7, 1)}
            )
            _person(f"{role}_2026", role, body)
    return _with_people(unit, number, f"{Role.DEPARTMENT_LEADER}_2026", date(2026, 1, 1))


def _with_people(unit: Unit, number: int, head: str, since: date) -> str:
    body = Organisation.objects.get(unit=unit, kind=OrganisationKind.COMMUNE_COMMITTEE)
    for name, role in (("officer", Role.COMMUNE_OFFICER), ("leader", Role.COMMUNE_LEADER)):
        _person(f"{name}{number}", role, body)
    if not Cycle.objects.exists():
        open_cycle(Person.objects.get(email=f"{head}@langso.example"), f"Năm {since.year}", since)
    return str(unit.code)


def _person(name: str, role: Role, body: Organisation) -> None:
    person = Person.objects.create_user(f"{name}@langso.example", f"{name} {body.unit.name}", PASSWORD)
    Membership.objects.create(person=person, role=role, organisation=body, since=max(body.since, body.unit.since))
