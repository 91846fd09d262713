"""The changes of people and their roles. Each is one event; who may is decided at the door.

Events name people by number: the journal is kept for ever, and names and addresses are not for that.
A name is told where it changes, since what the person did before stands there under the one of then.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from langso import clock
from langso.accounts import rules
from langso.accounts.door import Action, demand
from langso.accounts.models import Membership, Person, Role
from langso.accounts.sessions import end_sessions
from langso.journal.changes import change
from langso.language import day as day_words
from langso.places.models import Level, Organisation, OrganisationKind, Unit
from langso.problems import (
    PERSON_EMAIL_TAKEN,
    PERSON_JOINED,
    PERSON_OFF,
    PERSON_OWN,
    REASON_MISSING,
    ROLE_DAYS,
    ROLE_HELD,
    ROLE_MISSING,
    Where,
    refuse,
)

Held = tuple[Role, Organisation]


def invite(by: Person | None, email: str, name: str, roles: Iterable[Held], since: date | None = None) -> Person:
    """A new person with roles, who cannot sign in before setting a password by the link of the invitation."""
    demand(by, Action.MANAGE_PEOPLE)
    given = list(roles)
    if not given:
        raise refuse(ROLE_MISSING, Where(column="role"))
    with change("people.invited", by) as made:
        person = new_person(email, name)
        held = [new_membership(person, role, organisation, since or clock.today()) for role, organisation in given]
        person.invited_at = made.at
        person.save(update_fields=["invited_at"])
        made.subject = str(person.pk)
        made.details = {"roles": [_told(m) for m in held]}
    return person


def first_operator(email: str, name: str) -> Person:
    """An operator made by whoever holds the server's shell; the operating organisation is made where there is none.

    The units must be there. The system itself is the actor, so no door is asked.
    """
    with change("people.operator", None) as made:
        person = new_person(email, name)
        body = (
            Organisation.objects.on(clock.today()).filter(kind=OrganisationKind.OPERATOR).first() or _operating_body()
        )
        membership = new_membership(person, Role.OPERATOR, body, clock.today())
        person.invited_at = made.at
        person.save(update_fields=["invited_at"])
        made.subject = str(person.pk)
        made.details = {"roles": [_told(membership)]}
    return person


def _operating_body() -> Organisation:
    province = Unit.objects.on(clock.today()).filter(level=Level.PROVINCE, children__isnull=False).distinct().get()
    return Organisation.objects.create(
        name=OrganisationKind.OPERATOR.words, kind=OrganisationKind.OPERATOR, unit=province, since=clock.today()
    )


def invite_again(by: Person | None, person: Person) -> None:
    """A fresh invitation: the link given before no longer holds."""
    demand(by, Action.MANAGE_PEOPLE)
    _active(person)
    if not person.is_waiting:
        raise refuse(PERSON_JOINED, name=person.name)
    with change("people.invited_again", by, subject=str(person.pk)) as made:
        person.invited_at = made.at
        person.save(update_fields=["invited_at"])


def correct(by: Person | None, person: Person, email: str, name: str) -> None:
    """Correct a person's name and address. Another address signs the person out everywhere."""
    demand(by, Action.MANAGE_PEOPLE)
    email, name = rules.valid_email(email), rules.valid_name(name)
    with change("people.corrected", by, subject=str(person.pk)) as made:
        fields = [f for f, value in (("email", email), ("name", name)) if getattr(person, f) != value]
        made.cancelled = not fields
        if "email" in fields:
            _free(email)
            end_sessions(person)
        made.details = {"fields": fields}
        if "name" in fields:
            made.details["name"] = {"before": person.name, "after": name}
        person.email, person.name = email, name
        person.save(update_fields=["email", "name"])


def give_role(by: Person | None, person: Person, role: Role, organisation: Organisation, since: date) -> Membership:
    """Give a person a role in an organisation from a day on."""
    demand(by, Action.MANAGE_PEOPLE)
    _active(person)
    with change("people.role_given", by, subject=str(person.pk)) as made:
        membership = new_membership(person, role, organisation, since)
        made.details = {"roles": [_told(membership)]}
    return membership


def end_role(by: Person | None, membership: Membership, last: date) -> None:
    """End a role after its last day; what it was stays known."""
    demand(by, Action.MANAGE_PEOPLE)
    _not_own_right(by, membership)
    with change("people.role_ended", by, subject=str(membership.person_id)) as made:
        _end(membership, last)
        made.details = {"ended": [_told(membership)]}


def change_role(
    by: Person | None, membership: Membership, role: Role, organisation: Organisation, since: date
) -> Membership:
    """From a day on a person has another role instead: the one ends the day before, the other begins."""
    demand(by, Action.MANAGE_PEOPLE)
    _not_own_right(by, membership)
    _active(membership.person)
    with change("people.role_changed", by, subject=str(membership.person_id)) as made:
        _end(membership, since - timedelta(days=1))
        new = new_membership(membership.person, role, organisation, since)
        made.details = {"ended": [_told(membership)], "roles": [_told(new)]}
    return new


def switch_off(by: Person | None, person: Person, reason: str) -> None:
    """The person cannot sign in any more and is signed out everywhere at once. Roles stay as they are."""
    demand(by, Action.MANAGE_PEOPLE)
    if by is not None and by.pk == person.pk:
        raise refuse(PERSON_OWN)
    with change("people.switched_off", by, subject=str(person.pk), reason=_reason(reason)) as made:
        made.cancelled = not person.is_active
        person.is_active = False
        person.save(update_fields=["is_active"])
        made.details = {"sessions_ended": end_sessions(person)}


def switch_on(by: Person | None, person: Person, reason: str) -> None:
    """The person may sign in again, with what was set up before."""
    demand(by, Action.MANAGE_PEOPLE)
    with change("people.switched_on", by, subject=str(person.pk), reason=_reason(reason)) as made:
        made.cancelled = person.is_active
        person.is_active = True
        person.save(update_fields=["is_active"])


def take_second_factor_away(by: Person | None, person: Person, reason: str) -> None:
    """For whoever has lost the telephone: all factors and recovery codes go, and the person sets up new ones."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - models are ready only once the apps are

    demand(by, Action.MANAGE_PEOPLE)
    with change("people.second_factor_taken_away", by, subject=str(person.pk), reason=_reason(reason)) as made:
        gone, _ = Authenticator.objects.filter(user=person).delete()
        made.cancelled = not gone
        made.details = {"factors": gone, "sessions_ended": end_sessions(person)}


def new_person(email: str, name: str) -> Person:
    """A person with a valid address that is nobody else's, within a change."""
    email, name = rules.valid_email(email), rules.valid_name(name)
    _free(email)
    return Person.objects.create_user(email, name)


def new_membership(
    person: Person, role: Role, organisation: Organisation, since: date, until: date | None = None
) -> Membership:
    """A role held once at a time, in an organisation where it can be held, within a change."""
    if wrong := rules.not_held_in(role, organisation):
        raise wrong
    same = Membership.objects.filter(person=person, role=role, organisation=organisation)
    if any(m.until is None or m.until >= since for m in same):
        raise refuse(ROLE_HELD, name=person.name, role=role.words, organisation=organisation.name)
    person.__dict__.pop("_memberships", None)
    return Membership.objects.create(person=person, role=role, organisation=organisation, since=since, until=until)


def _end(membership: Membership, last: date) -> None:
    if last < membership.since:
        first = day_words(membership.since)
        raise refuse(ROLE_DAYS, Where(column="until"), day_words(last), first=first)
    membership.until = last
    membership.save(update_fields=["until"])
    membership.person.__dict__.pop("_memberships", None)


def _told(membership: Membership) -> dict[str, Any]:
    return {
        "role": membership.role,
        "organisation": membership.organisation_id,
        "since": membership.since.isoformat(),
        "until": membership.until.isoformat() if membership.until else None,
    }


def _not_own_right(by: Person | None, membership: Membership) -> None:
    """Whoever manages people cannot shut the door behind oneself."""
    if by is not None and by.pk == membership.person_id and membership.role == Role.OPERATOR:
        raise refuse(PERSON_OWN)


def _active(person: Person) -> None:
    if not person.is_active:
        raise refuse(PERSON_OFF, name=person.name)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise refuse(REASON_MISSING, Where(column="reason"))
    return reason.strip()


def _free(email: str) -> None:
    if Person.objects.filter(email__iexact=email).exists():
        raise refuse(PERSON_EMAIL_TAKEN, Where(column="email"), email)
