"""A small workplace for tests: the shipped units, one commune to work in, and people of every role."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

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
    """The workplace, in an empty database. It is made once a process; then its rows are put back as they were."""
    if _kept:
        _put_back()
    else:
        _make()
        _keep()
    return _found()


def _make() -> None:
    with clock.at(datetime(2022, 1, 4, 9, tzinfo=clock.VIET_NAM)):
        start(None)
    commune = _commune()
    units = {Level.COMMUNE: commune, Level.DISTRICT: commune.parent, Level.PROVINCE: commune.parent.parent}
    for role, (kind, level) in BODIES.items():
        unit = units[level]
        body, _ = Organisation.objects.get_or_create(
            kind=kind, unit=unit, defaults={"name": f"{kind} {unit.name}", "since": unit.since}
        )
        person = Person.objects.create_user(_email(role), f"Người {role}", PASSWORD)
        Membership.objects.create(person=person, role=role, organisation=body, since=unit.since)


def _found() -> Workplace:
    commune = _commune()
    elsewhere = Unit.objects.assessed().on(DAY).exclude(parent=commune.parent).select_related("parent__parent").first()
    people = {person.email: person for person in Person.objects.filter(email__in=map(_email, BODIES))}
    return Workplace(commune, elsewhere, {role: people[_email(role)] for role in BODIES})


def _commune() -> Unit:
    return Unit.objects.assessed().on(DAY).select_related("parent__parent").get(code="10630")


def _email(role: Role) -> str:
    return f"{role}@langso.example"


_kept: list[tuple[type[Model], list[str], list[tuple]]] = []
"""The rows of the workplace: table by table, as the database gives them."""


def _keep() -> None:
    for app in ("journal", "places", "accounts"):
        for model in apps.get_app_config(app).get_models():
            columns = [field.column for field in model._meta.concrete_fields]
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {', '.join(map(connection.ops.quote_name, columns))} FROM {_table(model)}")
                if rows := [tuple(map(_as_parameter, row)) for row in cursor.fetchall()]:
                    _kept.append((model, columns, rows))


def _put_back() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for model, columns, rows in _kept:
            names, places = ", ".join(map(connection.ops.quote_name, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {_table(model)} ({names}) VALUES ({places})", rows)
        for sql in connection.ops.sequence_reset_sql(no_style(), [model for model, *_ in _kept]):
            cursor.execute(sql)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _as_parameter(value: object) -> object:
    """JSON comes out of PostgreSQL as what it says, and goes in as text."""
    return json.dumps(value) if isinstance(value, dict | list) else value
