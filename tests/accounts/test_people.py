"""Changes of people and roles: each is one event, is refused to whoever may not, and loses nothing of the past."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

from langso.accounts import actions
from langso.accounts.models import Membership, Person, Role
from langso.accounts.own import change_own
from langso.journal.chain import verify
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind
from langso.problems import BadInputError
from workplace import DAY, PASSWORD, Workplace

pytestmark = pytest.mark.django_db


def committee(workplace: Workplace) -> Organisation:
    return Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune)


def held(person: Person) -> list[tuple[str, date, date | None]]:
    return [(m.role, m.since, m.until) for m in Membership.objects.filter(person=person).order_by("since")]


CHANGES: dict[str, Callable[[Person | None, Workplace], object]] = {
    "invite": lambda by, w: actions.invite(by, "moi@xa.example", "Người Mới", [(Role.COMMUNE_OFFICER, committee(w))]),
    "invite again": lambda by, w: actions.invite_again(by, w.officer),
    "correct": lambda by, w: actions.correct(by, w.officer, "khac@xa.example", "Tên Khác"),
    "give a role": lambda by, w: actions.give_role(by, w.officer, Role.COMMUNE_LEADER, committee(w), DAY),
    "end a role": lambda by, w: actions.end_role(by, Membership.objects.get(person=w.officer), DAY),
    "change a role": lambda by, w: actions.change_role(
        by, Membership.objects.get(person=w.officer), Role.COMMUNE_LEADER, committee(w), DAY
    ),
    "switch off": lambda by, w: actions.switch_off(by, w.officer, "Chuyển công tác"),
    "switch on": lambda by, w: actions.switch_on(by, w.officer, "Trở lại"),
    "take the second factor away": lambda by, w: actions.take_second_factor_away(by, w.officer, "Mất máy"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nobody_but_the_operator_changes_people(workplace: Workplace, name: str) -> None:
    before = [held(workplace.officer), Person.objects.count(), Event.objects.count()]
    others = [None, *(person for role, person in workplace.people.items() if role is not Role.OPERATOR)]
    for person in others:
        with pytest.raises(BadInputError, match="Anh/chị chưa được làm việc này"):
            CHANGES[name](person, workplace)
    assert [held(workplace.officer), Person.objects.count(), Event.objects.count()] == before


def test_the_journal_tells_who_was_invited_to_what_by_numbers_and_not_by_name(workplace: Workplace) -> None:
    operator = workplace.people[Role.OPERATOR]
    person = actions.invite(operator, " Moi@Xa.example ", "Người  Mới", [(Role.COMMUNE_OFFICER, committee(workplace))])
    event = Event.objects.latest("number")
    assert (event.kind, event.actor, event.subject) == ("people.invited", operator.pk, str(person.pk))
    assert event.details["roles"] == [
        {"role": "commune_officer", "organisation": committee(workplace).pk, "since": "2022-12-31", "until": None}
    ]
    assert "moi@xa.example" not in str(event.details) + event.subject
    assert (person.email, person.name) == ("moi@xa.example", "Người Mới")
    assert person.is_waiting
    assert not person.has_usable_password()
    assert verify().broken is None


@pytest.mark.parametrize(
    ("email", "name", "told"),
    [
        ("khong-phai-thu", "Tên", "“khong-phai-thu” không phải địa chỉ thư điện tử"),
        ("moi@xa.example", "  ", "Thiếu họ tên"),
        ("COMMUNE_OFFICER@langso.example", "Tên", "là địa chỉ của người đã có trong hệ thống"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(workplace: Workplace, email: str, name: str, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        actions.invite(workplace.people[Role.OPERATOR], email, name, [(Role.COMMUNE_OFFICER, committee(workplace))])


def test_nobody_is_invited_into_nothing(workplace: Workplace) -> None:
    with pytest.raises(BadInputError, match="Thiếu vai trò và cơ quan"):
        actions.invite(workplace.people[Role.OPERATOR], "moi@xa.example", "Người Mới", [])
    assert not Person.objects.filter(email="moi@xa.example").exists()


def test_a_commune_officer_cannot_be_set_over_a_province(workplace: Workplace) -> None:
    department = Organisation.objects.get(kind=OrganisationKind.DEPARTMENT)
    with pytest.raises(BadInputError, match="Không giao vai trò “Cán bộ xã” tại"):
        actions.invite(
            workplace.people[Role.OPERATOR], "moi@xa.example", "Người Mới", [(Role.COMMUNE_OFFICER, department)]
        )
    assert not Person.objects.filter(email="moi@xa.example").exists()


def test_a_changed_role_ends_the_day_before_the_new_one_begins(workplace: Workplace) -> None:
    operator, officer = workplace.people[Role.OPERATOR], workplace.officer
    old = Membership.objects.get(person=officer)
    actions.change_role(operator, old, Role.COMMUNE_LEADER, committee(workplace), DAY)
    assert held(officer) == [
        ("commune_officer", old.since, DAY - timedelta(days=1)),
        ("commune_leader", DAY, None),
    ]


def test_a_role_is_not_held_twice_at_once_but_again_later(workplace: Workplace) -> None:
    operator, officer = workplace.people[Role.OPERATOR], workplace.officer
    again = (operator, officer, Role.COMMUNE_OFFICER, committee(workplace))
    with pytest.raises(BadInputError, match="đã có vai trò “Cán bộ xã”"):
        actions.give_role(*again, DAY)
    actions.end_role(operator, Membership.objects.get(person=officer), DAY)
    actions.give_role(*again, DAY + timedelta(days=30))
    assert len(held(officer)) == 2


def test_a_role_does_not_end_before_it_began(workplace: Workplace) -> None:
    membership = Membership.objects.get(person=workplace.officer)
    day = membership.since - timedelta(days=1)
    with pytest.raises(BadInputError, match=f"Ngày cuối {day:%d/%m/%Y} trước ngày đầu {membership.since:%d/%m/%Y}"):
        actions.end_role(workplace.people[Role.OPERATOR], membership, day)


def test_an_operator_does_not_lock_himself_out(workplace: Workplace) -> None:
    operator = workplace.people[Role.OPERATOR]
    membership = Membership.objects.get(person=operator)
    with pytest.raises(BadInputError, match="không thể tự bỏ quyền"):
        actions.switch_off(operator, operator, "thử")
    with pytest.raises(BadInputError, match="không thể tự bỏ quyền"):
        actions.end_role(operator, membership, DAY)
    with pytest.raises(BadInputError, match="không thể tự bỏ quyền"):
        actions.change_role(operator, membership, Role.READER, membership.organisation, DAY)


def test_switching_off_and_on_needs_a_reason_and_keeps_the_roles(workplace: Workplace) -> None:
    operator, officer = workplace.people[Role.OPERATOR], workplace.officer
    with pytest.raises(BadInputError, match="ý do"):
        actions.switch_off(operator, officer, " ")
    actions.switch_off(operator, officer, "Chuyển công tác")
    assert not Person.objects.get(pk=officer.pk).is_active
    assert Event.objects.latest("number").reason == "Chuyển công tác"
    with pytest.raises(BadInputError, match="đã bị ngừng"):
        actions.give_role(operator, officer, Role.COMMUNE_LEADER, committee(workplace), DAY)
    actions.switch_on(operator, officer, "Trở lại")
    assert Person.objects.get(pk=officer.pk).is_active
    assert len(held(officer)) == 1


def test_what_changes_nothing_leaves_no_event(workplace: Workplace) -> None:
    operator, officer = workplace.people[Role.OPERATOR], workplace.officer
    before = Event.objects.count()
    actions.correct(operator, officer, officer.email, officer.name)
    actions.switch_on(operator, officer, "đã mở")
    actions.take_second_factor_away(operator, officer, "không có gì")
    change_own(officer, "vi")
    assert Event.objects.count() == before


def test_whoever_lost_the_telephone_gets_a_clean_start(workplace: Workplace) -> None:
    officer = workplace.officer
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    actions.take_second_factor_away(workplace.people[Role.OPERATOR], officer, "Mất điện thoại, đã gọi về UBND xã")
    assert not Authenticator.objects.filter(user=officer).exists()
    assert Event.objects.latest("number").details == {"factors": 1, "sessions_ended": 0}


def test_people_change_their_own_language(workplace: Workplace) -> None:
    change_own(workplace.officer, "en")
    assert Person.objects.get(pk=workplace.officer.pk).language == "en"
    assert Event.objects.latest("number").details == {"fields": ["language"]}
    with pytest.raises(BadInputError, match="chưa đăng nhập"):
        change_own(None, "vi")


def test_the_operator_changes_a_name_and_the_journal_tells_both(workplace: Workplace) -> None:
    officer, before = workplace.officer, workplace.officer.name
    actions.correct(workplace.people[Role.OPERATOR], officer, officer.email, " Nguyễn  Thị Hạnh ")
    event = Event.objects.latest("number")
    assert event.details == {"fields": ["name"], "name": {"before": before, "after": "Nguyễn Thị Hạnh"}}
    assert event.subject == str(officer.pk)


@pytest.mark.parametrize("name", ["Ạ" * 101, "Hạnh\u202eAnh", "Hạnh\u200b", "Hạnh\x00"])
def test_a_name_that_would_not_be_read_as_what_it_is_is_refused(workplace: Workplace, name: str) -> None:
    officer = workplace.officer
    with pytest.raises(BadInputError, match="Họ tên dài hơn 100 ký tự hoặc có ký tự không nhìn thấy được"):
        actions.correct(workplace.people[Role.OPERATOR], officer, officer.email, name)
    actions.correct(workplace.people[Role.OPERATOR], officer, officer.email, "Ạ" * 100)


def test_a_corrected_address_is_nobody_elses(workplace: Workplace) -> None:
    operator, officer = workplace.people[Role.OPERATOR], workplace.officer
    with pytest.raises(BadInputError, match="là địa chỉ của người đã có"):
        actions.correct(operator, officer, operator.email, officer.name)
    actions.correct(operator, officer, "dung@xa.example", officer.name)
    assert Person.objects.get(pk=officer.pk).check_password(PASSWORD)
    assert Event.objects.latest("number").details == {"fields": ["email"]}
