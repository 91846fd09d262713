"""The one door: whether a person may do something to something, with the reason; and what a person may see.

`None` is the public, who have not signed in. Rules are the table at the top; there are no exceptions elsewhere.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from langso import clock
from langso.accounts.models import Membership, Person, Role
from langso.language import gettext
from langso.places.models import Organisation, Unit
from langso.problems import NOT_ALLOWED, refuse


class Action(StrEnum):
    """What can be asked of the door."""

    READ_REGISTERS = "read_registers"
    EDIT_REGISTERS = "edit_registers"
    CLOSE_LEDGER = "close_ledger"
    REOPEN_LEDGER = "reopen_ledger"
    DECLARE = "declare"
    DECLARE_FOR_PROVINCE = "declare_for_province"
    READ_EVIDENCE = "read_evidence"
    ATTACH_EVIDENCE = "attach_evidence"
    COMPARE_EVIDENCE = "compare_evidence"
    READ_JOURNAL = "read_journal"
    EXPORT = "export"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_PLACES = "manage_places"
    READ_PARTS = "read_parts"
    READ_DOSSIERS = "read_dossiers"
    PREPARE_DOSSIER = "prepare_dossier"
    SUBMIT_DOSSIER = "submit_dossier"
    ATTEST = "attest"
    RULE = "rule"
    PASS_DOSSIER = "pass_dossier"  # noqa: S105 - no secret
    DECIDE_RECOGNITION = "decide_recognition"
    KEEP_PROCEDURE = "keep_procedure"
    KEEP_DIRECTIVES = "keep_directives"
    RAISE_DIFFICULTY = "raise_difficulty"
    ANSWER_DIRECTIVES = "answer_directives"
    READ_PLANS = "read_plans"
    KEEP_PLANS = "keep_plans"
    READ_DRAFTS = "read_drafts"
    DRAFT_LAW = "draft_law"
    PUBLISH_LAW = "publish_law"


_R = Role
_COMMUNE = {_R.COMMUNE_OFFICER, _R.COMMUNE_LEADER}
_REVIEWERS = {_R.DISTRICT_REVIEWER, _R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER, _R.COORDINATION_OFFICER}

RULES: dict[Action, set[Role]] = {
    Action.READ_REGISTERS: _COMMUNE | _REVIEWERS | {_R.VILLAGE_TEAM, _R.READER, _R.FRONT_OFFICER},
    Action.EDIT_REGISTERS: _COMMUNE,
    Action.CLOSE_LEDGER: _COMMUNE,
    Action.REOPEN_LEDGER: {_R.COMMUNE_LEADER, _R.COMMUNE_OFFICER},
    Action.DECLARE: _COMMUNE,
    Action.DECLARE_FOR_PROVINCE: {_R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER},
    Action.READ_EVIDENCE: _COMMUNE | _REVIEWERS | {_R.VILLAGE_TEAM, _R.READER},
    Action.ATTACH_EVIDENCE: _COMMUNE | {_R.VILLAGE_TEAM},
    Action.COMPARE_EVIDENCE: _REVIEWERS,
    Action.READ_JOURNAL: _COMMUNE | _REVIEWERS | {_R.READER},
    Action.EXPORT: _COMMUNE | _REVIEWERS,
    Action.MANAGE_PEOPLE: {_R.OPERATOR},
    Action.MANAGE_PLACES: {_R.OPERATOR},
    Action.READ_PARTS: set(Role),
    Action.READ_DOSSIERS: _COMMUNE | _REVIEWERS | {_R.READER, _R.FRONT_OFFICER},
    Action.PREPARE_DOSSIER: _COMMUNE,
    Action.SUBMIT_DOSSIER: {_R.COMMUNE_LEADER},
    Action.ATTEST: _COMMUNE | _REVIEWERS | {_R.FRONT_OFFICER},
    Action.RULE: {_R.DISTRICT_REVIEWER, _R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER},
    Action.PASS_DOSSIER: {_R.DISTRICT_REVIEWER, _R.DEPARTMENT_LEADER},
    Action.DECIDE_RECOGNITION: {_R.DEPARTMENT_LEADER, _R.COORDINATION_OFFICER},
    Action.KEEP_PROCEDURE: {_R.DEPARTMENT_LEADER, _R.COORDINATION_OFFICER},
    Action.KEEP_DIRECTIVES: {_R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER},
    Action.RAISE_DIFFICULTY: _COMMUNE | {_R.DISTRICT_REVIEWER, _R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER},
    Action.ANSWER_DIRECTIVES: _COMMUNE | _REVIEWERS | {_R.POSTAL_OFFICER, _R.FRONT_OFFICER},
    Action.READ_PLANS: {_R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER, _R.COORDINATION_OFFICER, _R.READER},
    Action.KEEP_PLANS: {_R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER, _R.COORDINATION_OFFICER},
    Action.READ_DRAFTS: {_R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER, _R.COORDINATION_OFFICER},
    Action.DRAFT_LAW: {_R.DEPARTMENT_SPECIALIST, _R.DEPARTMENT_LEADER},
    Action.PUBLISH_LAW: {_R.DEPARTMENT_LEADER},
}
"""Who may, within their territory. What is not named here nobody may."""

DECIDING = {_R.COMMUNE_LEADER, *_REVIEWERS, _R.OPERATOR}
"""Roles that submit or decide: they need a second factor before they may change anything."""

READING = {
    Action.READ_REGISTERS,
    Action.READ_EVIDENCE,
    Action.COMPARE_EVIDENCE,
    Action.READ_JOURNAL,
    Action.READ_PARTS,
    Action.READ_DOSSIERS,
    Action.READ_PLANS,
    Action.READ_DRAFTS,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is allowed, and why not."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


_YES = Answer(True)


def may(person: Person | None, action: Action, unit: Unit | None = None, on: date | None = None) -> Answer:
    """Whether a person may do something, to a unit where it is one unit's matter."""
    if person is None or not person.is_authenticated:
        return Answer(False, gettext("you are not signed in"))
    if not person.is_active:
        return Answer(False, gettext("your account has been switched off"))
    held = [m for m in memberships(person, on) if m.role in RULES[action]]
    if not held:
        roles = ", ".join(sorted(role.words for role in RULES[action]))
        return Answer(False, gettext("this is for: {roles}").format(roles=roles))
    if unit is not None:
        held = [m for m in held if _covers(m.organisation.unit_id, unit)]
        if not held:
            return Answer(False, gettext("{unit} is outside your territory").format(unit=unit.full_name))
    if action not in READING and all(m.role in DECIDING for m in held) and not has_second_factor(person):
        return Answer(False, gettext("your role needs a second factor; set one up on your account page first"))
    return _YES


def demand(person: Person | None, action: Action, unit: Unit | None = None) -> None:
    """Refuse with BadInputError unless the person may."""
    answer = may(person, action, unit)
    if not answer:
        raise refuse(NOT_ALLOWED, reason=answer.reason)


def memberships(person: Person, on: date | None = None) -> list[Membership]:
    """The roles that a person holds on a day, today without one; asked once for each person object and day."""
    day = on or clock.today()
    known: dict[date, list[Membership]] = person.__dict__.setdefault("_memberships", {})
    if day not in known:
        held = Membership.objects.on(day).filter(person=person)
        known[day] = list(held.select_related("organisation__unit__parent"))
    return known[day]


def holders(action: Action, on: date | None = None) -> QuerySet[Membership]:
    """The roles that let people do something on a day, today without one; of those whose accounts are on."""
    held = Membership.objects.on(on or clock.today()).filter(role__in=RULES[action], person__is_active=True)
    return held.select_related("person", "organisation")  # type: ignore[no-any-return]


def acting_for(person: Person, action: Action, unit: Unit) -> list[Organisation]:
    """The bodies for which a person may do something to a unit today, by their kind."""
    held = [m.organisation for m in memberships(person) if m.role in RULES[action]]
    return sorted((body for body in held if _covers(body.unit_id, unit)), key=lambda body: body.kind)


def territory(person: Person | None, action: Action, on: date | None = None) -> Q:
    """The units for which a person may do something, as a condition on `Unit`."""
    condition = Q(pk__in=[])
    if person is None or not person.is_authenticated or not person.is_active:
        return condition
    for unit in {m.organisation.unit_id for m in memberships(person, on) if m.role in RULES[action]}:
        condition |= Q(pk=unit) | Q(parent=unit) | Q(parent__parent=unit)
    return condition


def visible_to(person: Person | None, action: Action = Action.READ_REGISTERS, on: date | None = None) -> Any:
    """The communes for which a person may do something."""
    return Unit.objects.filter(territory(person, action, on))


def roles_of(person: Person | None) -> set[Role]:
    """The roles that a person holds today."""
    if person is None or not person.is_authenticated:
        return set()
    return {Role(m.role) for m in memberships(person)}


def lacks_second_factor(person: Person | None) -> bool:
    """Whether a person submits or decides and has no second factor yet: then the door refuses such changes."""
    return person is not None and bool(roles_of(person) & DECIDING) and not has_second_factor(person)


def has_second_factor(person: Person) -> bool:
    """Whether the person has set up a second factor, or none is required here."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return True
    if "_second_factor" not in person.__dict__:
        from allauth.mfa.models import Authenticator  # noqa: PLC0415 - models are ready only once the apps are

        factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        person.__dict__["_second_factor"] = Authenticator.objects.filter(user=person, type__in=factors).exists()
    return bool(person.__dict__["_second_factor"])


def _covers(territory_id: int, unit: Unit) -> bool:
    return unit.pk == territory_id or any(step.pk == territory_id for step in unit.line)
