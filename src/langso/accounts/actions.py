"""The changes of people and their roles. Each is one event; who may is decided at the door."""

from collections.abc import Iterable
from datetime import date

from langso import clock
from langso.accounts.door import Action, demand
from langso.accounts.models import Membership, Person, Role
from langso.journal.changes import change
from langso.places.models import Organisation


def invite(
    by: Person | None, email: str, name: str, roles: Iterable[tuple[Role, Organisation]], since: date | None = None
) -> Person:
    """A new person with roles, who cannot sign in before setting a password by the link of the invitation."""
    demand(by, Action.MANAGE_PEOPLE)
    with change("people.invited", by) as made:
        person = Person.objects.create_user(email, name)
        held = [
            Membership(person=person, role=role, organisation=organisation, since=since or clock.today())
            for role, organisation in roles
        ]
        Membership.objects.bulk_create(held)
        made.subject = str(person.pk)
        made.details = {"roles": [{"role": m.role, "organisation": m.organisation_id} for m in held]}
    return person
