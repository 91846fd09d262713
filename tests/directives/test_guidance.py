"""Guidance: who gets it and what for, who confirmed it, who has read it."""

import pytest

from directives.conftest import letter
from langso.accounts.models import Membership, Role
from langso.directives import library
from langso.directives.actions.guidance import confirm, note_reading, publish
from langso.directives.actions.library import add, take_out
from langso.directives.kinds import Purpose
from langso.directives.models import Recipient
from langso.directives.sending import can_receive, received, received_as, sent
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind
from langso.problems import BadInputError
from workplace import DAY

pytestmark = pytest.mark.django_db


def told(document):
    return library.entry_of(document, DAY)


@pytest.fixture
def commune_body(workplace):
    return Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune)


def test_each_recipient_has_its_purpose_and_is_followed_by_itself(workplace, document, specialist, commune_body):
    province = Organisation.objects.get(kind=OrganisationKind.PROVINCE_COMMITTEE, unit=workplace.commune.parent.parent)
    dispatch = publish(specialist, told(document), {commune_body: Purpose.IMPLEMENT, province: Purpose.REPORT}, "Khẩn")
    assert {r.organisation: r.why for r in dispatch.recipients.all()} == {
        commune_body: Purpose.IMPLEMENT, province: Purpose.REPORT,
    }  # fmt: skip
    mine = received(workplace.officer).get()
    confirm(workplace.officer, mine)
    counted = sent(specialist).get()
    assert (counted.n, counted.received, counted.read) == (2, 1, 0)
    note_reading(workplace.officer, mine)
    mine.refresh_from_db()
    assert (mine.received_by, mine.read_by) == (workplace.officer.name, workplace.officer.name)
    assert list(received(workplace.officer).waiting()) == []


def test_a_document_that_the_law_cites_is_sent_as_well(workplace, specialist, commune_body):
    publish(specialist, library.find("CV 1414/STTTT-BCVTCNTT", specialist, DAY), {commune_body: Purpose.IMPLEMENT})
    mine = received(workplace.officer).get()
    assert (mine.dispatch.name, mine.dispatch.slug) == ("CV 1414/STTTT-BCVTCNTT", "cv-1414-stttt-bcvtcntt")
    assert received_as(workplace.officer, library.find("CV 1414/STTTT-BCVTCNTT", None, DAY)) == [mine]


def test_the_first_time_counts(workplace, document, specialist, commune_body):
    publish(specialist, told(document), {commune_body: Purpose.KNOW})
    mine = received(workplace.officer).get()
    confirm(workplace.officer, mine)
    leader = workplace.people[Role.COMMUNE_LEADER]
    confirm(leader, mine)
    mine.refresh_from_db()
    assert mine.received_by == workplace.officer.name
    assert Event.objects.filter(kind="guidance.received").count() == 1


def test_nobody_confirms_for_another_organisation(workplace, document, specialist, commune_body):
    publish(specialist, told(document), {commune_body: Purpose.KNOW})
    mine = Recipient.objects.get()
    for role in (Role.DISTRICT_REVIEWER, Role.DEPARTMENT_SPECIALIST):
        with pytest.raises(BadInputError, match="không gửi đến cơ quan"):
            confirm(workplace.people[role], mine)
    note_reading(specialist, mine)
    mine.refresh_from_db()
    assert (mine.received_at, mine.read_at) == (None, None)


def test_who_has_left_the_organisation_sees_its_letters_no_longer(workplace, document, specialist, commune_body):
    publish(specialist, told(document), {commune_body: Purpose.KNOW})
    Membership.objects.filter(person=workplace.officer).update(until=DAY.replace(day=30))
    workplace.officer.__dict__.pop("_memberships", None)
    assert not received(workplace.officer).exists()


def test_nothing_is_sent_to_nobody_elsewhere_or_by_who_may_not(workplace, document, specialist, commune_body):
    with pytest.raises(BadInputError, match="Chưa chọn nơi nhận"):
        publish(specialist, told(document), {})
    far = Organisation.objects.filter(unit__name="Hải Phòng", kind=OrganisationKind.PROVINCE_COMMITTEE).get()
    with pytest.raises(BadInputError, match="ngoài địa bàn"):
        publish(specialist, told(document), {far: Purpose.KNOW})
    with pytest.raises(BadInputError, match="Chuyên viên Sở"):
        publish(workplace.officer, told(document), {commune_body: Purpose.KNOW})
    withdrawn = add(specialist, letter(notation="77/STTTT"))
    take_out(specialist, withdrawn, "Nhầm")
    with pytest.raises(BadInputError, match="đưa ra khỏi thư viện"):
        publish(specialist, told(withdrawn), {commune_body: Purpose.KNOW})
    assert not Recipient.objects.exists()


def test_the_bodies_of_the_province_can_be_chosen_and_no_others(specialist):
    kinds = dict(can_receive(specialist, DAY))
    assert len(kinds[OrganisationKind.DISTRICT_COMMITTEE]) == 12
    assert OrganisationKind.OPERATOR not in kinds
    assert all(body.unit.name != "Hải Phòng" for bodies in kinds.values() for body in bodies)
