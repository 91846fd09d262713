"""A dossier's way after the districts ended: the commune, then the department of the city that the province went to."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from langso import clock
from langso.accounts.models import Membership, Person, Role
from langso.dossiers.actions import open_cycle
from langso.dossiers.kinds import Move, State
from langso.dossiers.models import Cycle, Dossier
from langso.dossiers.situation import conditions_of
from langso.places.models import Level, Organisation, OrganisationKind, Unit
from langso.registers.actions import Edit, write_rows
from langso.registers.models import ROWS
from meeting import bring_to_meet_ntm
from workplace import PASSWORD, Workplace

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 20)


def at(day: date) -> Any:
    return clock.at(datetime(day.year, day.month, day.day, 9, tzinfo=clock.VIET_NAM))


@pytest.fixture(autouse=True)
def in_2026() -> Iterator[None]:
    with at(DAY):
        yield


@pytest.fixture
def signed_in(workplace: Workplace) -> Any:
    """Clients of the people of a commune of 2026 and of its department; and the commune."""
    commune = Unit.objects.assessed().on(DAY).filter(parent__level=Level.PROVINCE).select_related("parent").first()
    body = Organisation.objects.get(unit=commune, kind=OrganisationKind.COMMUNE_COMMITTEE)
    department = Organisation.objects.create(
        name="Sở Khoa học và Công nghệ", kind=OrganisationKind.DEPARTMENT, unit=commune.parent, since=date(2025, 7, 1)
    )
    clients = {}
    for role, where in (
        (Role.COMMUNE_OFFICER, body), (Role.COMMUNE_LEADER, body), (Role.DEPARTMENT_SPECIALIST, department),
        (Role.DEPARTMENT_LEADER, department),
    ):  # fmt: skip
        person = Person.objects.create_user(f"{role}.2026@langso.example", f"Người {role}", PASSWORD)
        Membership.objects.create(person=person, role=role, organisation=where, since=date(2025, 7, 1))
        client = Client(headers={"accept-language": "vi"})
        client.force_login(person)
        clients[role] = client, person
    return commune, clients


def move(client: Client, dossier: Dossier, name: str, **typed: str) -> None:
    dossier.refresh_from_db()
    answer = client.post(f"/dossiers/{dossier.pk}/moves/{name}/", {"version": dossier.version, **typed})
    assert answer.status_code == 302, answer.content.decode()


def agree_to_all(client: Client, dossier: Dossier) -> None:
    seen = max(dossier.rulings.values_list("pk", flat=True), default=0)
    client.post(f"/dossiers/{dossier.pk}/rule/", {"node": conditions_of(dossier, DAY), "seen": seen})


def test_two_tiers_with_a_return_in_between_and_read_again_a_year_later(signed_in: Any) -> None:
    commune, clients = signed_in
    officer, who = clients[Role.COMMUNE_OFFICER]
    leader, head = clients[Role.COMMUNE_LEADER][0], clients[Role.DEPARTMENT_LEADER][0]
    specialist = clients[Role.DEPARTMENT_SPECIALIST][0]
    open_cycle(clients[Role.DEPARTMENT_LEADER][1], "Năm 2026", date(2026, 1, 1))
    bring_to_meet_ntm(who, commune, DAY)
    officer.post(f"/communes/{commune.code}/dossiers/", {"set": "NTM", "cycle": Cycle.objects.get().pk})
    dossier = Dossier.objects.get()

    move(leader, dossier, "submitted")
    dossier.refresh_from_db()
    assert dossier.tier == OrganisationKind.DEPARTMENT
    specialist.post(f"/dossiers/{dossier.pk}/conditions/NTM-8.2.1/", {"opinion": "ask", "reason": "Gửi xác nhận"})
    move(head, dossier, "returned", reason="Thiếu xác nhận của doanh nghiệp")
    officer.post(f"/dossiers/{dossier.pk}/conditions/NTM-8.2.1/", {"reply": "Đã gửi"})
    move(leader, dossier, "submitted")
    agree_to_all(specialist, dossier)
    move(head, dossier, "appraised")
    for check, typed in (
        ("no_arrears", {"value": "yes"}),
        ("security", {"value": "yes"}),
        ("satisfaction", {"share": "95"}),
    ):
        said = {"as_of": "2026-01-19", "source": "Xác nhận", **typed}
        specialist.post(f"/dossiers/{dossier.pk}/checks/{check}/", said)
    move(head, dossier, "recognised", number="12/QĐ-UBND", decided_on="2026-01-20", issuer="UBND thành phố Hải Phòng")
    dossier.refresh_from_db()
    assert [stage.made for stage in dossier.stages.all()] == [
        Move.OPEN, Move.SUBMIT, Move.RETURN, Move.SUBMIT, Move.APPRAISE, Move.RECOGNISE,
    ]  # fmt: skip
    assert dossier.held is State.RECOGNISED

    sealed = stage_page(head, dossier, 6)
    with at(date(2027, 1, 20)):
        village = ROWS["villages"].objects.filter(commune=commune).first()
        write_rows(
            who, commune, "villages", [Edit(village.id, village.version, {"mobile_phone": False})], correcting="x"
        )
        assert stage_page(head, dossier, 6) == sealed
    assert "3/3 thôn có dịch vụ điện thoại" in sealed


def stage_page(client: Client, dossier: Dossier, number: int) -> str:
    page = client.get(f"/dossiers/{dossier.pk}/stages/{number}/").content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_the_dossier_of_a_commune_that_ended_is_read_and_goes_no_further(workplace: Workplace) -> None:
    with at(date(2025, 6, 1)):
        cycle = open_cycle(workplace.people[Role.DEPARTMENT_LEADER], "Năm 2025", date(2025, 1, 1))
        unit = Unit.objects.assessed().on(date(2025, 6, 1)).exclude(until__isnull=True).first()
        body = Organisation.objects.get(unit=unit, kind=OrganisationKind.COMMUNE_COMMITTEE)
        leader = Person.objects.create_user("leader.old@langso.example", "Chủ tịch", PASSWORD)
        Membership.objects.create(person=leader, role=Role.COMMUNE_LEADER, organisation=body, since=unit.since)
        client = Client(headers={"accept-language": "vi"})
        client.force_login(leader)
        client.post(f"/communes/{unit.code}/dossiers/", {"set": "NTM", "cycle": cycle.pk})
    dossier = Dossier.objects.get()
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "hồ sơ của xã chỉ còn để đọc" in page
    refused = client.post(f"/dossiers/{dossier.pk}/moves/submitted/", {"version": dossier.version})
    assert refused.status_code in (403, 422)
