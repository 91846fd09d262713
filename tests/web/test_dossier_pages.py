"""The pages of dossiers, walked: the commune submits, the tiers rule, the province decides."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from langso import clock
from langso.accounts.models import Membership, Person, Role
from langso.directives.actions.plans import register
from langso.directives.actions.tasks import give
from langso.directives.given import PlanGiven, TaskGiven
from langso.dossiers.actions import open_cycle
from langso.dossiers.kinds import State
from langso.dossiers.models import Cycle, Dossier, Recognition
from langso.dossiers.situation import conditions_of
from langso.places.models import Organisation, OrganisationKind
from meeting import bring_to_meet_ntm
from workplace import DAY, PASSWORD, Workplace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.at(datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=clock.VIET_NAM)):
        yield


@pytest.fixture
def meeting(workplace: Workplace) -> Workplace:
    bring_to_meet_ntm(workplace.officer, workplace.commune, DAY)
    open_cycle(workplace.people[Role.DEPARTMENT_LEADER], "Năm 2022", date(2022, 1, 1))
    return workplace


def as_(workplace: Workplace, role: Role) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(Person.objects.get(pk=workplace.people[role].pk))
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def move(client: Client, dossier: Dossier, name: str, **typed: str) -> Any:
    dossier.refresh_from_db()
    page = client.get(f"/dossiers/{dossier.pk}/moves/{name}/")
    assert page.status_code == 200
    return client.post(f"/dossiers/{dossier.pk}/moves/{name}/", {"version": dossier.version, **typed})


def opened(meeting: Workplace) -> Dossier:
    officer = as_(meeting, Role.COMMUNE_OFFICER)
    address = f"/communes/{meeting.commune.code}/dossiers/"
    assert "Chưa có hồ sơ nào" in text(officer.get(address))
    assert officer.post(address, {"set": "NTM", "cycle": Cycle.objects.get().pk}).status_code == 302
    return Dossier.objects.get()


def test_a_commune_goes_to_recognition_through_the_pages(meeting: Workplace) -> None:
    dossier = opened(meeting)
    leader, district = as_(meeting, Role.COMMUNE_LEADER), as_(meeting, Role.DISTRICT_REVIEWER)
    specialist, head = as_(meeting, Role.DEPARTMENT_SPECIALIST), as_(meeting, Role.DEPARTMENT_LEADER)
    officer = as_(meeting, Role.COMMUNE_OFFICER)

    assert move(leader, dossier, "submitted").status_code == 302
    assert meeting.commune.full_name in text(district.get("/dossiers/"))
    page = text(district.get(f"/dossiers/{dossier.pk}/"))
    assert "điều kiện chưa cho ý kiến" in page

    asked = district.post(
        f"/dossiers/{dossier.pk}/conditions/NTM-8.3.2/", {"opinion": "ask", "reason": "Gửi ảnh loa thôn Cẩm"}
    )
    assert asked.status_code == 302
    assert move(district, dossier, "returned", reason="Thiếu ảnh loa").status_code == 302

    page = text(officer.get(f"/dossiers/{dossier.pk}/"))
    assert "Gửi ảnh loa thôn Cẩm" in page
    assert "chưa được trả lời" in page
    officer.post(f"/dossiers/{dossier.pk}/conditions/NTM-8.3.2/", {"reply": "Đã gửi ảnh"})
    assert move(leader, dossier, "submitted").status_code == 302

    for client, mover, name in ((district, district, "verified"), (specialist, head, "appraised")):
        agree_to_all(client, dossier)
        assert move(mover, dossier, name).status_code == 302

    late = {"value": "yes", "as_of": "2022-12-30", "source": "Xác nhận"}
    assert officer.post(f"/dossiers/{dossier.pk}/checks/security/", late).status_code == 422, "it was handed in"
    for check in ("no_arrears", "security"):
        assert specialist.post(f"/dossiers/{dossier.pk}/checks/{check}/", late).status_code == 302
    as_(meeting, Role.FRONT_OFFICER).post(
        f"/dossiers/{dossier.pk}/checks/satisfaction/", {"share": "92,5", "as_of": "2022-12-30", "source": "BC 12"}
    )
    decided = move(head, dossier, "recognised", number="3021/QĐ-UBND", decided_on="2022-12-31", issuer="UBND tỉnh")
    assert decided.status_code == 302
    assert move(head, dossier, "announced", announced_on="2022-12-31").status_code == 302
    dossier.refresh_from_db()
    assert dossier.held is State.RECOGNISED
    assert Recognition.objects.get().announced_on == DAY

    for number in range(1, dossier.stages.count() + 1):
        assert head.get(f"/dossiers/{dossier.pk}/stages/{number}/").status_code == 200
    compared = text(head.get(f"/dossiers/{dossier.pk}/stages/4/?against=2"))
    assert "khác" in compared


def agree_to_all(client: Client, dossier: Dossier) -> None:
    seen = max(dossier.rulings.values_list("pk", flat=True), default=0)
    client.post(f"/dossiers/{dossier.pk}/rule/", {"node": conditions_of(dossier, DAY), "seen": seen})


def test_what_was_disputed_is_never_ticked_and_what_was_agreed_to_before_is(meeting: Workplace) -> None:
    dossier = opened(meeting)
    leader, district = as_(meeting, Role.COMMUNE_LEADER), as_(meeting, Role.DISTRICT_REVIEWER)
    officer, address = as_(meeting, Role.COMMUNE_OFFICER), f"/dossiers/{dossier.pk}/"
    assert "Chờ lãnh đạo xã gửi" in text(officer.get(address)), "nothing is in the way, and who goes on is said"
    assert "Chờ lãnh đạo xã gửi" not in text(leader.get(address))
    move(leader, dossier, "submitted")
    assert not ticked(district, dossier), "there is no evidence"
    district.post(f"{address}rule/", {"node": ["NTM-8.1.1a", "NTM-8.3.2"], "seen": 0})
    district.post(
        f"{address}conditions/NTM-8.3.2/",
        {"opinion": "ask", "reason": "Gửi ảnh loa", "seen": dossier.rulings.latest("pk").pk},
    )
    move(district, dossier, "returned", reason="Thiếu ảnh loa")
    assert "Thiếu ảnh loa" in text(officer.get("/notices/")), "why it came back stands in the notice"
    officer.post(f"{address}conditions/NTM-8.3.2/", {"reply": "Đã gửi ảnh"})
    move(leader, dossier, "submitted")
    assert ticked(district, dossier) == ["NTM-8.1.1a"]
    page = text(district.get(address))
    assert "trước đây chưa nhất trí" in page
    assert "Lần gửi 1:" in page, "what was held of the submission before stands beside"
    said = text(district.get(f"{address}conditions/NTM-8.3.2/"))
    assert said.index("Gửi ảnh loa") < said.index("Đã gửi ảnh"), "in the order in which it was said"
    assert f"/communes/{meeting.commune.code}/registers/villages/" in said
    assert f"/communes/{meeting.commune.code}/history/NTM-8.3.2/" in said


def test_what_a_body_disputed_is_not_forgotten_when_others_return_the_dossier_meanwhile(meeting: Workplace) -> None:
    dossier = opened(meeting)
    leader, district = as_(meeting, Role.COMMUNE_LEADER), as_(meeting, Role.DISTRICT_REVIEWER)
    specialist, head = as_(meeting, Role.DEPARTMENT_SPECIALIST), as_(meeting, Role.DEPARTMENT_LEADER)
    officer, address = as_(meeting, Role.COMMUNE_OFFICER), f"/dossiers/{dossier.pk}/"
    ask = {"opinion": "ask", "reason": "Gửi biên bản"}
    move(leader, dossier, "submitted")
    agree_to_all(district, dossier)
    move(district, dossier, "verified")
    specialist.post(f"{address}conditions/NTM-8.3.2/", ask)
    for returning, node in ((head, "NTM-8.3.2"), (district, "NTM-8.2.1")):
        if returning is district:
            district.post(f"{address}conditions/{node}/", ask)
        assert move(returning, dossier, "returned", reason="Bổ sung").status_code == 302
        officer.post(f"{address}conditions/{node}/", {"reply": "Đã gửi"})
        assert move(leader, dossier, "submitted").status_code == 302
    agree_to_all(district, dossier)
    assert move(district, dossier, "verified").status_code == 302
    page = text(specialist.get(address))
    assert page.count("trước đây chưa nhất trí") == 1
    assert "Lần gửi 1:" in page


def ticked(reviewer: Client, dossier: Dossier) -> list[str]:
    page = text(reviewer.get(f"/dossiers/{dossier.pk}/"))
    return re.findall(r'name="node" value="([^"]+)" checked', page)


def test_what_is_in_the_way_stands_on_the_page_before_one_tries(workplace: Workplace) -> None:
    open_cycle(workplace.people[Role.DEPARTMENT_LEADER], "Năm 2022", date(2022, 1, 1))
    dossier = opened(workplace)
    leader = as_(workplace, Role.COMMUNE_LEADER)
    page = text(leader.get(f"/dossiers/{dossier.pk}/"))
    assert "NTM-8.3.2" in page
    assert "Còn phải làm trước khi gửi" in page
    refused = move(leader, dossier, "submitted")
    assert refused.status_code == 422
    dossier.refresh_from_db()
    assert dossier.held is State.DRAFT


def test_a_reviewer_of_another_body_is_told_whose_hands_it_is_in(meeting: Workplace) -> None:
    dossier = opened(meeting)
    move(as_(meeting, Role.COMMUNE_LEADER), dossier, "submitted")
    refused = as_(meeting, Role.DEPARTMENT_SPECIALIST).post(
        f"/dossiers/{dossier.pk}/conditions/NTM-8.3.2/", {"opinion": "agree"}
    )
    assert refused.status_code == 422
    assert "Chờ hồ sơ được chuyển đến" in text(refused)


def test_who_may_not_read_dossiers_sees_none(meeting: Workplace) -> None:
    dossier = opened(meeting)
    for role in (Role.VILLAGE_TEAM, Role.POSTAL_OFFICER, Role.OPERATOR):
        assert as_(meeting, role).get(f"/dossiers/{dossier.pk}/").status_code == 403
    assert Client().get(f"/dossiers/{dossier.pk}/").status_code == 302


def test_the_procedure_says_what_has_no_basis_and_the_leader_sets_it(meeting: Workplace) -> None:
    assert "chưa có căn cứ" in text(Client().get("/procedure/"))
    head = as_(meeting, Role.DEPARTMENT_LEADER)
    saved = head.post("/procedure/set/", {"subject": "satisfaction", "basis": "HD 12/HD-MTTQ", "threshold": "90"})
    assert saved.status_code == 302
    page = text(head.get("/procedure/"))
    assert "HD 12/HD-MTTQ" in page
    assert "90%" in page
    assert as_(meeting, Role.COMMUNE_LEADER).post("/procedure/set/", {"subject": "satisfaction"}).status_code == 403


def test_a_deadline_is_shown_where_a_plan_gives_one(meeting: Workplace) -> None:
    dossier = opened(meeting)
    assert move(as_(meeting, Role.COMMUNE_LEADER), dossier, "submitted").status_code == 302
    district, coordinator = as_(meeting, Role.DISTRICT_REVIEWER), meeting.people[Role.COORDINATION_OFFICER]
    body = Organisation.objects.get(kind=OrganisationKind.DISTRICT_COMMITTEE, unit=meeting.commune.parent)

    plan = register(coordinator, PlanGiven("Kế hoạch xét công nhận", "UBND tỉnh"))
    of_another_set = TaskGiven(body, "Thẩm tra hồ sơ NC", due=date(2023, 1, 15), node="NC-8")
    give(coordinator, [of_another_set, TaskGiven(body, "Bồi dưỡng")], plan)
    for address in ("/dossiers/", "/home/"):
        assert "Kế hoạch" not in _queue(district, address)

    give(coordinator, [TaskGiven(body, "Thẩm tra hồ sơ NTM", due=date(2023, 1, 31), node="NTM-8")], plan)
    for address in ("/dossiers/", "/home/"):
        shown = _queue(district, address)
        assert "31/01/2023" in shown
        assert "Kế hoạch xét công nhận" in shown


def test_a_reviewer_chooses_an_opinion_and_an_old_reason_does_not_stay(meeting: Workplace) -> None:
    dossier = opened(meeting)
    assert move(as_(meeting, Role.COMMUNE_LEADER), dossier, "submitted").status_code == 302
    district, address = as_(meeting, Role.DISTRICT_REVIEWER), f"/dossiers/{dossier.pk}/conditions/NTM-8.3.2/"
    assert "checked" not in text(district.get(address)).partition('id="ruling"')[2]
    nothing = district.post(address, {"reason": ""})
    assert nothing.status_code == 422
    assert "Chưa chọn ý kiến" in text(nothing)
    district.post(address, {"opinion": "ask", "reason": "Gửi ảnh loa"})
    kept = {"reason_before": "Gửi ảnh loa", "reason": "Gửi ảnh loa", "seen": str(dossier.rulings.latest("pk").pk)}
    assert 'name="reason_before" value="Gửi ảnh loa"' in text(district.get(address))
    district.post(address, {"opinion": "agree", **kept})
    assert (dossier.rulings.latest("pk").opinion, dossier.rulings.latest("pk").reason) == ("agree", "")


def test_a_dossier_is_given_to_a_colleague_and_to_nobody_else(meeting: Workplace) -> None:
    dossier = opened(meeting)
    assert move(as_(meeting, Role.COMMUNE_LEADER), dossier, "submitted").status_code == 302
    reviewer = meeting.people[Role.DISTRICT_REVIEWER]
    colleague = Person.objects.create_user("colleague@langso.example", "Lê Thị Bình", PASSWORD)
    place = reviewer.memberships.get()
    Membership.objects.create(person=colleague, role=place.role, organisation=place.organisation, since=place.since)
    district, address = as_(meeting, Role.DISTRICT_REVIEWER), f"/dossiers/{dossier.pk}/assign/"
    assert "Lê Thị Bình" in text(district.get(f"/dossiers/{dossier.pk}/"))
    assert district.post(address, {"to": colleague.pk}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.assignee == colleague
    assert district.post(address, {"to": meeting.officer.pk}).status_code == 404
    assert district.post(address, {"to": ""}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.assignee is None


def test_a_commune_sees_first_why_its_dossier_came_back(meeting: Workplace) -> None:
    dossier = opened(meeting)
    assert move(as_(meeting, Role.COMMUNE_LEADER), dossier, "submitted").status_code == 302
    assert move(as_(meeting, Role.DISTRICT_REVIEWER), dossier, "returned", reason="Thiếu ảnh loa").status_code == 302
    page = text(as_(meeting, Role.COMMUNE_OFFICER).get(f"/dossiers/{dossier.pk}/"))
    assert "trả lại ngày 31/12/2022" in page
    assert page.index("Thiếu ảnh loa") < page.index('id="conditions"')


def _queue(client: Client, address: str) -> str:
    """What waits, up to the end of its list."""
    page = text(client.get(address))
    start = page.index("Chờ xét", page.index("<main"))
    rows = page.index("<tbody" if "<tbody" in page[start:] else "<ul", start)
    return page[rows : page.index("</section>", rows)]


def test_before_submitting_one_reads_what_goes_with_it_and_afterwards_where_it_is(meeting: Workplace) -> None:
    dossier, leader = opened(meeting), as_(meeting, Role.COMMUNE_LEADER)
    page = text(leader.get(f"/dossiers/{dossier.pk}/moves/submitted/"))
    assert "17 điều kiện chưa có minh chứng." in page
    assert "Báo cáo tự đánh giá" in page
    assert "Biên bản của hội đồng" not in page
    assert move(leader, dossier, "submitted").status_code == 302
    home = text(leader.get("/home/"))
    assert "Hồ sơ đang được xét" in home
    assert "đang ở: UBND huyện Nam Sách" in home


def test_agreeing_to_many_says_when_nothing_was_ticked_and_leaves_other_opinions_alone(meeting: Workplace) -> None:
    dossier = opened(meeting)
    move(as_(meeting, Role.COMMUNE_LEADER), dossier, "submitted")
    district = as_(meeting, Role.DISTRICT_REVIEWER)
    first, second, *_rest = conditions_of(dossier, DAY)
    said = {"opinion": "disagree", "reason": "Điểm phục vụ số 2 chưa có biển"}
    district.post(f"/dossiers/{dossier.pk}/conditions/{first}/", said)
    page = text(district.get(f"/dossiers/{dossier.pk}/"))
    assert f'name="node" value="{first}" disabled' in page
    seen = {"seen": "999999"}
    for ticked in ({}, {"node": [first]}):
        told = text(district.post(f"/dossiers/{dossier.pk}/rule/", ticked | seen, follow=True))
        assert "Chưa ghi ý kiến nào" in told
        assert "Đã ghi ý kiến." not in told
    told = text(district.post(f"/dossiers/{dossier.pk}/rule/", {"node": [first, second]} | seen, follow=True))
    assert "Đã nhất trí với" in told
    opinions = dict(dossier.rulings.values_list("node", "opinion"))
    assert opinions == {first: "disagree", second: "agree"}


def test_saving_a_ruling_goes_on_to_conditions_without_evidence_too(meeting: Workplace) -> None:
    dossier = opened(meeting)
    move(as_(meeting, Role.COMMUNE_LEADER), dossier, "submitted")
    district = as_(meeting, Role.DISTRICT_REVIEWER)
    nodes = conditions_of(dossier, DAY)
    visited = [nodes[0]]
    for _step in nodes:
        there = district.post(f"/dossiers/{dossier.pk}/conditions/{visited[-1]}/", {"opinion": "agree"})["Location"]
        if "/conditions/" not in there:
            break
        visited.append(there.split("/")[-2])
    assert sorted(visited) == sorted(nodes)


def test_the_line_of_stages_has_viet_nam_s_days(meeting: Workplace) -> None:
    dossier = opened(meeting)
    with clock.at(datetime(DAY.year, DAY.month, DAY.day, 2, tzinfo=clock.VIET_NAM)):
        move(as_(meeting, Role.COMMUNE_LEADER), dossier, "submitted")
    page = text(as_(meeting, Role.COMMUNE_LEADER).get(f"/dossiers/{dossier.pk}/"))
    assert "UBND xã An Bình · 31/12/2022" in page
    assert "30/12/2022" not in page


def test_votes_that_cannot_be_are_refused_beside_their_field(meeting: Workplace) -> None:
    dossier, leader = opened(meeting), as_(meeting, Role.COMMUNE_LEADER)
    refused = move(leader, dossier, "submitted", votes_for="9", votes_cast="7")
    assert refused.status_code == 422
    assert 'aria-describedby="id_votes_for-help id_votes_for-error" aria-invalid="true"' in text(refused)
    assert 'value="9"' in text(refused)


def test_a_set_whose_level_before_is_not_held_says_so_before_a_dossier_is_opened(meeting: Workplace) -> None:
    page = text(as_(meeting, Role.COMMUNE_OFFICER).get(f"/communes/{meeting.commune.code}/dossiers/"))
    assert "Xã nông thôn mới nâng cao: xã chưa được công nhận “Xã nông thôn mới”." in page
    assert "Xã nông thôn mới kiểu mẫu: xã chưa được công nhận “Xã nông thôn mới nâng cao”." in page
    assert "Xã nông thôn mới: " not in page


def test_what_is_checked_only_before_recognition_stands_beside_what_is_in_the_way_now(workplace: Workplace) -> None:
    open_cycle(workplace.people[Role.DEPARTMENT_LEADER], "Năm 2022", date(2022, 1, 1))
    page = text(as_(workplace, Role.COMMUNE_OFFICER).get(f"/dossiers/{opened(workplace).pk}/"))
    later = page.partition("Chưa cản việc gửi, nhưng cần có trước khi công nhận:")[2].partition("</footer>")[0]
    assert later.count('href="#checks"') == 3
    assert "tỷ lệ người dân hài lòng" in later
