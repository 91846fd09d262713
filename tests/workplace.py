"""A small workplace for tests: the shipped units, one commune to work in, and people of every role."""

from dataclasses import dataclass
from datetime import date, datetime

from langso import clock
from langso.accounts.models import Membership, Person, Role
from langso.places.models import Level, Organisation, OrganisationKind, Unit
from langso.places.starting import start

DAY = date(2022, 12, 31)
PASSWORD = "a password for tests"

BODIES = {
    Role.COMMUNE_OFFICER: (OrganisationKind.COMMUNE_COMMITTEE, Level.COMMUNE),
    Role.COMMUNE_LEADER: (OrganisationKind.COMMUNE_COMMITTEE, Level.COMMUNE),
    Role.VILLAGE_TEAM: (OrganisationKind.COMMUNE_COMMITTEE, Level.COMMUNE),
    Role.DISTRICT_REVIEWER: (OrganisationKind.DISTRICT_COMMITTEE, Level.DISTRICT),
    Role.DEPARTMENT_SPECIALIST: (OrganisationKind.DEPARTMENT, Level.PROVINCE),
    Role.DEPARTMENT_LEADER: (OrganisationKind.DEPARTMENT, Level.PROVINCE),
    Role.COORDINATION_OFFICER: (OrganisationKind.COORDINATION_OFFICE, Level.PROVINCE),
    Role.POSTAL_OFFICER: (OrganisationKind.POSTAL_COMPANY, Level.PROVINCE),
    Role.FRONT_OFFICER: (OrganisationKind.FATHERLAND_FRONT, Level.PROVINCE),
    Role.READER: (OrganisationKind.PROVINCE_COMMITTEE, Level.PROVINCE),
    Role.OPERATOR: (OrganisationKind.OPERATOR, Level.PROVINCE),
}


@dataclass(frozen=True)
class Workplace:
    """The commune to work in, another outside its district, and a person of every role over the first."""

    commune: Unit
    elsewhere: Unit
    people: dict[Role, Person]

    @property
    def officer(self) -> Person:
        """The commune's officer."""
        return self.people[Role.COMMUNE_OFFICER]


def set_up() -> Workplace:
    """The workplace, in an empty database."""
    with clock.at(datetime(2022, 1, 4, 9, tzinfo=clock.VIET_NAM)):
        start(None)
    commune = Unit.objects.assessed().on(DAY).select_related("parent__parent").get(code="10630")
    elsewhere = Unit.objects.assessed().on(DAY).exclude(parent=commune.parent).select_related("parent__parent").first()
    units = {Level.COMMUNE: commune, Level.DISTRICT: commune.parent, Level.PROVINCE: commune.parent.parent}
    people = {}
    for role, (kind, level) in BODIES.items():
        unit = units[level]
        body, _ = Organisation.objects.get_or_create(
            kind=kind, unit=unit, defaults={"name": f"{kind} {unit.name}", "since": unit.since}
        )
        person = Person.objects.create_user(f"{role}@langso.example", f"Người {role}", PASSWORD)
        Membership.objects.create(person=person, role=role, organisation=body, since=unit.since)
        people[role] = person
    return Workplace(commune, elsewhere, people)
