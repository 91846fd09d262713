"""What a person needs, and in which kind of organisation each role can be held.

The unit of the organisation is the territory, so the latter bounds what a role reaches.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from langso.accounts.models import Role
from langso.places.models import Organisation, OrganisationKind
from langso.problems import PERSON_EMAIL, PERSON_NAME, PERSON_NAME_UNFIT, ROLE_ELSEWHERE, BadInputError, Where, refuse

_K = OrganisationKind

HELD_IN: dict[Role, frozenset[OrganisationKind]] = {
    Role.COMMUNE_OFFICER: frozenset({_K.COMMUNE_COMMITTEE}),
    Role.COMMUNE_LEADER: frozenset({_K.COMMUNE_COMMITTEE}),
    Role.VILLAGE_TEAM: frozenset({_K.COMMUNE_COMMITTEE}),
    Role.DISTRICT_REVIEWER: frozenset({_K.DISTRICT_COMMITTEE}),
    Role.DEPARTMENT_SPECIALIST: frozenset({_K.DEPARTMENT}),
    Role.DEPARTMENT_LEADER: frozenset({_K.DEPARTMENT}),
    Role.COORDINATION_OFFICER: frozenset({_K.COORDINATION_OFFICE}),
    Role.POSTAL_OFFICER: frozenset({_K.POSTAL_COMPANY}),
    Role.FRONT_OFFICER: frozenset({_K.FATHERLAND_FRONT}),
    Role.READER: frozenset(_K),
    Role.OPERATOR: frozenset({_K.OPERATOR}),
}


LONGEST_NAME = 100
"""Letters of a person's name; the journal and every list show it whole."""


def not_held_in(role: Role, organisation: Organisation) -> BadInputError | None:
    """Why a role is not held in an organisation; None when it can be."""
    kinds = HELD_IN[role]
    if OrganisationKind(organisation.kind) in kinds:
        return None
    listed = ", ".join(sorted(kind.words for kind in kinds))
    return refuse(ROLE_ELSEWHERE, role=role.words, organisation=organisation.name, kinds=listed)


def valid_name(name: str) -> str:
    """A name with single spaces. BadInputError for none, and for one that would not be read as what it is."""
    name = " ".join(name.split())
    if not name:
        raise refuse(PERSON_NAME, Where(column="name"))
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise refuse(PERSON_NAME_UNFIT, Where(column="name"), most=str(LONGEST_NAME))
    return name


def valid_email(email: str) -> str:
    """An address in the form in which it is kept. BadInputError for what is none."""
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise refuse(PERSON_EMAIL, Where(column="email"), email) from error
    return email.strip().lower()
