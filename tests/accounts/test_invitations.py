"""The link of an invitation: once, for seven days, and only the latest."""

import time

import pytest
from django.core import signing

from langso.accounts import actions
from langso.accounts.invitations import VALID_FOR, invited, token_of
from langso.accounts.models import Person, Role
from langso.accounts.own import take_up_invitation
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind
from langso.problems import BadInputError
from workplace import PASSWORD, Workplace

pytestmark = pytest.mark.django_db
OVER = "Lời mời này không còn hiệu lực"


@pytest.fixture
def person(workplace: Workplace) -> Person:
    committee = Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune)
    return actions.invite(
        workplace.people[Role.OPERATOR], "moi@xa.example", "Người Mới", [(Role.COMMUNE_OFFICER, committee)]
    )


def test_a_link_leads_to_its_person_and_works_once(person: Person) -> None:
    token = token_of(person)
    assert invited(token) == person
    assert take_up_invitation(token, PASSWORD).check_password(PASSWORD)
    assert Event.objects.latest("number").kind == "people.joined"
    with pytest.raises(BadInputError, match=OVER):
        take_up_invitation(token, "another password")
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


def test_a_link_holds_for_seven_days(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    token, now = token_of(person), time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + VALID_FOR.total_seconds() - 60)
    assert invited(token) == person
    monkeypatch.setattr(signing.time, "time", lambda: now + VALID_FOR.total_seconds() + 60)
    with pytest.raises(BadInputError, match=OVER):
        invited(token)


def test_a_fresh_invitation_ends_the_one_before(workplace: Workplace, person: Person) -> None:
    token = token_of(person)
    actions.invite_again(workplace.people[Role.OPERATOR], person)
    with pytest.raises(BadInputError, match=OVER):
        invited(token)
    assert invited(token_of(person)) == person


def test_whoever_was_switched_off_cannot_take_up_an_invitation(workplace: Workplace, person: Person) -> None:
    token = token_of(person)
    actions.switch_off(workplace.people[Role.OPERATOR], person, "Mời nhầm")
    with pytest.raises(BadInputError, match=OVER):
        invited(token)


@pytest.mark.parametrize("token", ["", "x", "WzEsICJ4Il0:1abc:def", "a" * 5000])
def test_a_made_up_link_leads_nowhere(person: Person, token: str) -> None:
    with pytest.raises(BadInputError, match=OVER):
        invited(token)


def test_a_link_made_for_something_else_leads_nowhere(person: Person) -> None:
    with pytest.raises(BadInputError, match=OVER):
        invited(signing.dumps([person.pk, "x"], salt="something.else"))
    with pytest.raises(BadInputError, match=OVER):
        invited(signing.dumps("no list", salt="langso.accounts.invitations"))


@pytest.mark.parametrize("password", ["ngắn", "password123", "moi@xa.example"])
def test_a_weak_password_is_refused_and_the_link_stays_good(person: Person, password: str) -> None:
    token = token_of(person)
    with pytest.raises(BadInputError):
        take_up_invitation(token, password)
    assert invited(token) == person


def test_who_has_joined_is_not_invited_again(workplace: Workplace, person: Person) -> None:
    take_up_invitation(token_of(person), PASSWORD)
    person.refresh_from_db()
    with pytest.raises(BadInputError, match="đã nhận lời mời"):
        actions.invite_again(workplace.people[Role.OPERATOR], person)
