"""What the workshop's pages say while law is written: a ruling filled in, the days a draft takes, what was wrong."""

import re
from datetime import date, datetime
from html import unescape

import pytest

from langso import clock
from langso.accounts.models import Role
from langso.registers.law import law, renew
from langso.web import kept
from langso.workshop.actions import begin
from langso.workshop.models import Draft
from web.accounts import signed_in
from workshop.conftest import published
from workshop.texts import INVENTED, RULING, second_version

pytestmark = pytest.mark.django_db

SETTLED = {
    "id": "AMB-32", "question_vi": "Bao nhiêu?", "ruling_vi": "Một nửa", "source_vi": "CV 99", "changes": "yes",
    "date": "01/01/2023", "status": "confirmed", "scope": "NTM-8.3.2",
}  # fmt: skip


@pytest.fixture(autouse=True)
def as_published():
    renew()
    kept.forget()
    yield
    renew()


@pytest.fixture
def specialist(workplace):
    return workplace.people[Role.DEPARTMENT_SPECIALIST]


@pytest.fixture
def leader(workplace):
    return workplace.people[Role.DEPARTMENT_LEADER]


@pytest.fixture
def desk(specialist):
    return signed_in(specialist)


def told(answer) -> str:
    """What a page says, without its marks."""
    text = re.sub(r"<script.*?</script>|<svg.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(text))


def error_at(answer, field: str) -> str:
    """What is said to be wrong with a field."""
    found = re.search(rf'id="id_{field}-error">(.*?)</div>', answer.content.decode(), re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", found[1]))).strip() if found else ""


# A ruling that is filled in


def test_a_number_that_another_ruling_has_is_refused_at_its_field_with_the_next_one(desk):
    answer = desk.post("/law/rulings/new/", {**SETTLED, "id": "AMB-8"})
    assert answer.status_code == 422
    assert "AMB-8 là số của một cách hiểu khác" in error_at(answer, "id")
    assert str(law().rulings["AMB-8"].question) in error_at(answer, "id")
    assert "Dùng số AMB-32" in error_at(answer, "id")
    assert not Draft.objects.exists()


def test_a_ruling_that_there_is_can_be_settled_anew_but_none_in_its_stead(desk):
    form = desk.get("/law/rulings/new/?ruling=AMB-8")
    assert '<input type="hidden" name="anew" value="AMB-8">' in form.content.decode()
    again = {**SETTLED, "id": "AMB-8", "anew": "AMB-8", "changes": ""}
    refused = desk.post("/law/rulings/new/", {**again, "id": "AMB-9"})
    assert "AMB-9 là số của một cách hiểu khác" in error_at(refused, "id")
    assert '<input type="hidden" name="anew" value="AMB-8">' in refused.content.decode()
    del again["changes"]
    page = desk.get(desk.post("/law/rulings/new/", again)["Location"])
    assert Draft.objects.get().name == "AMB-8"
    assert "Cách hiểu AMB-8 thay cách hiểu cùng số đã công bố" in told(page)


def test_what_was_left_empty_is_named_as_its_field_is(desk):
    answer = desk.post("/law/rulings/new/", {"changes": "yes"})
    said = {field: error_at(answer, field) for field in ("id", "question_vi", "ruling_vi", "source_vi", "date")}
    names = ("Số của cách hiểu", "Chỗ chưa rõ", "Hiểu thế nào", "Nguồn", "Áp dụng từ")
    for words, name in zip(said.values(), names, strict=True):
        assert words.startswith(f"Chưa điền “{name}”."), said
        assert f">{name}" in answer.content.decode()


def test_a_ruling_leaves_a_version_that_follows_its_days(desk, specialist, leader):
    published(leader, begin(specialist, second_version(date(2023, 2, 1))))
    address = desk.post("/law/rulings/new/", SETTLED)["Location"]
    draft = Draft.objects.latest("pk")
    assert "valid: {from: 2023-01-01, until: 2023-01-31}" in draft.current.set_text
    for page in (f"{address}effect/", f"{address}publish/"):
        assert "không bao giờ có hiệu lực" not in told(signed_in(leader).get(page)), page
    published(leader, draft)
    for day, since, share in (
        (date(2023, 1, 15), date(2023, 1, 1), "3/10"),
        (date(2023, 2, 1), date(2023, 2, 1), "1/2"),
    ):
        with clock.at(datetime(day.year, day.month, day.day, 9, tzinfo=clock.VIET_NAM)):
            version = law().sets["NTM"]
            [asked] = [node.formula.threshold.single for node in version.nodes() if node.id == "NTM-8.4c"]
            assert (version.valid_from, str(asked)) == (since, share)


def test_a_ruling_from_a_later_version_s_days_on_changes_that_version(desk, specialist, leader):
    published(leader, begin(specialist, second_version(date(2023, 2, 1), "60%")))
    desk.post("/law/rulings/new/", {**SETTLED, "date": "01/03/2023"})
    text = Draft.objects.latest("pk").current.set_text
    assert "valid: {from: 2023-03-01, until: 2026-02-14}" in text
    assert "at_least: 60%" in text


# What a publication would do


def test_a_draft_that_would_take_a_later_version_s_days_warns_of_it(desk, specialist, leader):
    published(leader, begin(specialist, second_version(date(2023, 2, 1))))
    draft = begin(specialist, second_version(date(2023, 1, 1)))
    for page in ("effect", "publish"):
        said = told(signed_in(leader).get(f"/law/drafts/{draft.pk}/{page}/"))
        assert "01/02/2023 đến 14/02/2026) sẽ không bao giờ có hiệu lực" in said, page
        assert "26/09/2022 đến 31/01/2023) sẽ không bao giờ có hiệu lực" not in said, page
        assert "ngày cuối cùng là 31/12/2022" in said, page


def test_what_issued_a_set_stays_where_a_ruling_changes_it(specialist, leader):
    ruled = begin(specialist, second_version(date(2022, 12, 15)), RULING)
    copied = begin(specialist, second_version(date(2022, 12, 15)))
    client = signed_in(leader)
    said = told(client.get(f"/law/drafts/{ruled.pk}/publish/"))
    assert "QĐ 2580/QĐ-UBND vẫn là văn bản ban hành bộ tiêu chí" in said
    assert "khi công bố sẽ ghi văn bản quyết định" not in said
    assert "khi công bố sẽ ghi văn bản quyết định" in told(client.get(f"/law/drafts/{copied.pk}/publish/"))
    published(leader, ruled)
    assert "Ban hành theo QĐ 2580/QĐ-UBND" in told(client.get("/law/NTM/"))


def test_a_draft_that_was_published_says_so_and_has_no_effect_to_look_at(desk, specialist, leader):
    draft = begin(specialist, INVENTED)
    assert f"Bản nháp, lần lưu thứ 1: {specialist.name}" in told(desk.get(f"/law/drafts/{draft.pk}/"))
    assert desk.get(f"/law/drafts/{draft.pk}/effect/").status_code == 200
    published(leader, draft)
    assert desk.get(f"/law/drafts/{draft.pk}/effect/")["Location"] == f"/law/drafts/{draft.pk}/"
    assert f"Đã công bố, lần lưu thứ 1: {specialist.name}" in told(desk.get(f"/law/drafts/{draft.pk}/"))
