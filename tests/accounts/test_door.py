"""The door: who may do what, where, from when to when, and the reason given to whoever may not."""

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from langso.accounts.door import DECIDING, READING, RULES, Action, lacks_second_factor, may, visible_to
from langso.accounts.models import Membership, Person, Role
from langso.language import Language, speaking
from workplace import DAY, Workplace

pytestmark = pytest.mark.django_db


def with_a_second_factor(person: Person) -> Person:
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("action", list(Action))
def test_the_public_may_nothing_that_the_door_guards(workplace: Workplace, action: Action) -> None:
    with speaking(Language.EN):
        assert may(None, action, workplace.commune).reason == "you are not signed in"


@pytest.mark.parametrize("action", list(Action))
def test_who_is_not_in_the_table_is_refused_and_told_whom_it_is_for(workplace: Workplace, action: Action) -> None:
    for role, person in workplace.people.items():
        answer = may(person, action, workplace.commune)
        assert answer.allowed is (role in RULES[action]), (role, action)
        if not answer:
            assert answer.reason.startswith("việc này dành cho: ")


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.VILLAGE_TEAM, Role.DISTRICT_REVIEWER])
def test_another_district_is_outside_the_territory(workplace: Workplace, role: Role) -> None:
    for action in Action:
        if role in RULES[action]:
            answer = may(workplace.people[role], action, workplace.elsewhere)
            assert answer.reason == f"{workplace.elsewhere.full_name} không thuộc địa bàn anh/chị phụ trách"


def test_a_province_sees_all_communes_and_a_commune_itself_alone(workplace: Workplace) -> None:
    officer, specialist = workplace.officer, workplace.people[Role.DEPARTMENT_SPECIALIST]
    assert list(visible_to(officer).on(DAY)) == [workplace.commune]
    assert {workplace.commune, workplace.elsewhere} <= set(visible_to(specialist).on(DAY))
    assert not visible_to(None).exists()


def test_whoever_was_switched_off_may_nothing(workplace: Workplace) -> None:
    officer = workplace.officer
    officer.is_active = False
    assert may(officer, Action.READ_REGISTERS, workplace.commune).reason == "tài khoản của anh/chị đã bị ngừng"
    assert not visible_to(officer).exists()


def test_a_role_holds_from_its_first_day_to_its_last(workplace: Workplace) -> None:
    membership = Membership.objects.get(person=workplace.officer)
    membership.since, membership.until = DAY - timedelta(days=10), DAY - timedelta(days=1)
    membership.save()
    officer = Person.objects.get(pk=workplace.officer.pk)
    days = {day: bool(may(officer, Action.EDIT_REGISTERS, workplace.commune, day)) for day in _around(membership.since)}
    assert days == {date(2022, 12, 20): False, date(2022, 12, 21): True}
    assert may(officer, Action.EDIT_REGISTERS, workplace.commune, DAY - timedelta(days=1))
    assert not may(officer, Action.EDIT_REGISTERS, workplace.commune, DAY)


def _around(day: date) -> list[date]:
    return [day - timedelta(days=1), day]


@pytest.mark.parametrize("role", sorted(DECIDING))
def test_whoever_submits_or_decides_changes_nothing_without_a_second_factor(
    workplace: Workplace, settings: Any, role: Role
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    person = workplace.people[role]
    assert lacks_second_factor(person)
    for action in Action:
        if role in RULES[action]:
            answer = may(person, action, workplace.commune)
            assert answer.allowed is (action in READING), action
            assert answer or "lớp bảo vệ thứ hai" in answer.reason
    person = with_a_second_factor(person)
    assert not lacks_second_factor(person)
    assert all(may(person, action, workplace.commune) for action in Action if role in RULES[action])


def test_recovery_codes_alone_are_no_second_factor(workplace: Workplace, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    leader = workplace.people[Role.COMMUNE_LEADER]
    Authenticator.objects.create(user=leader, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert lacks_second_factor(leader)


def test_a_commune_officer_needs_no_second_factor(workplace: Workplace, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    assert not lacks_second_factor(workplace.officer)
    assert may(workplace.officer, Action.EDIT_REGISTERS, workplace.commune)
    assert not lacks_second_factor(None)
