"""What the workshop's pages say while law is written: a ruling filled in, the days a draft takes, what was wrong."""

import re
from datetime import date, datetime
from html import unescape

import pytest

from langso import clock
from langso.accounts.models import Role
from langso.registers.law import law, law_digest
from langso.workshop.actions import begin, save
from langso.workshop.models import Draft
from web.accounts import signed_in
from web.test_law_pages import as_published, told  # noqa: F401 - one is a fixture
from workshop.conftest import published
from workshop.texts import INVENTED, NTM, RULING, second_version

pytestmark = pytest.mark.django_db

SETTLED = {
    "id": "AMB-32", "question_vi": "Bao nhiêu?", "ruling_vi": "Một nửa", "source_vi": "CV 99", "changes": "yes",
    "date": "01/01/2023", "status": "confirmed", "scope": "NTM-8.3.2",
}  # fmt: skip


@pytest.fixture
def specialist(workplace):
    return workplace.people[Role.DEPARTMENT_SPECIALIST]


@pytest.fixture
def leader(workplace):
    return workplace.people[Role.DEPARTMENT_LEADER]


@pytest.fixture
def desk(specialist):
    return signed_in(specialist)


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


def test_a_decision_that_is_still_to_come_is_told_as_that(specialist, leader):
    draft = begin(specialist, INVENTED)
    sent = {
        "seen": "1", "law": law_digest(), "number": "QĐ 9999/QĐ-UBND", "decided_on": "2023-01-20", "issuer": "UBND",
        "subject": "Ban hành", "reason": "Thí điểm",
    }  # fmt: skip
    answer = signed_in(leader).post(f"/law/drafts/{draft.pk}/publish/", sent)
    assert answer.status_code == 422
    said = "Văn bản quyết định ghi ngày 20/01/2023, chưa đến. Ghi ngày ký văn bản. Văn bản chưa ký thì chưa công bố."
    assert error_at(answer, "decided_on") == said


# What is wrong with a text, and what was saved of it


def problems_of(answer) -> list[str]:
    listed = re.search(r'<ul class="code-problems".*?</ul>', answer.content.decode(), re.S)[0]
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", each))).strip() for each in listed.split("<li>")[1:]]


def test_a_wrong_date_is_told_with_the_form_that_it_must_have(desk, specialist):
    draft = begin(specialist, INVENTED.replace("valid: {from: 2022-12-01}", "valid: {from: 1/12/2022}"))
    [said] = problems_of(desk.get(f"/law/drafts/{draft.pk}/"))
    assert "“1/12/2022” không ghi ở đây được. Cần có: một ngày, ví dụ 2022-12-31." in said


def test_a_worked_example_that_fails_says_what_comes_out_and_what_was_expected(desk, specialist):
    draft = begin(specialist, INVENTED.replace("group: 2, expect: met}", "group: 2, expect: not_met}"))
    said = problems_of(desk.get(f"/law/drafts/{draft.pk}/"))[0]
    assert "Ví dụ của XS-1.1 không đúng: tính ra “Đạt”. Cần có: “Chưa đạt” như ví dụ ghi." in said


def test_a_draft_saved_from_two_tabs_is_told_in_its_own_words(desk, specialist):
    draft = begin(specialist, INVENTED)
    address = f"/law/drafts/{draft.pk}/"
    desk.post(address, {"set_text": INVENTED + "# một", "rulings_text": "", "seen": "1"})
    answer = desk.post(address, {"set_text": INVENTED + "# hai", "rulings_text": "", "seen": "1"})
    assert answer.status_code == 409
    assert f"Từ lúc anh/chị mở trang, bản nháp đã được lưu lại: lần lưu 2 của {specialist.name}." in told(answer)
    assert "Phần anh/chị gõ còn nguyên bên dưới" in told(answer)
    assert "chọn một" not in told(answer)
    assert "# hai" in answer.content.decode().split("<textarea")[1]


def test_the_latest_five_saves_are_listed_and_the_others_lie_in_a_fold(desk, specialist):
    draft = begin(specialist, INVENTED)
    for n in range(1, 8):
        save(specialist, draft, f"{INVENTED}# {n}", "", seen=n)
    page = desk.get(f"/law/drafts/{draft.pk}/").content.decode()
    listed, _mark, fold = page[page.index("Nội dung trước đây") :].partition("<details>")
    numbers = [re.findall(r">Lần lưu (\d+)<", part) for part in (listed, fold)]
    assert numbers == [["8", "7", "6", "5", "4"], ["3", "2", "1"]]
    assert "3 lần lưu trước" in fold


def test_a_copy_without_a_first_day_is_told_as_missing(desk):
    answer = desk.post("/law/drafts/new/", {"from": "NTM:2022-09-26", "since": ""})
    assert error_at(answer, "since").startswith("Chưa điền “Ngày bắt đầu của phiên bản mới”.")


# Two versions held against each other


def test_another_last_day_and_new_rulings_are_compared_too(desk, specialist):
    text = NTM.replace("valid: {from: 2022-09-26, until: 2026-02-14}", "valid: {from: 2023-02-01, until: 2024-12-31}")
    draft = begin(specialist, text, RULING)
    page = desk.get(f"/law/compare/?old=NTM:2022-09-26&new=draft:{draft.pk}")
    said = told(page)
    assert "Hiệu lực 26/09/2022 đến 14/02/2026 01/02/2023 đến 31/12/2024" in said
    assert "Cách hiểu: AMB-2, AMB-8 " in said
    assert "Cách hiểu: AMB-2, AMB-8, AMB-90" in said
    assert re.findall(r'<th scope="row" id="([^"]+)"', page.content.decode()) == ["NTM-8.3.2"]
    button = re.search(r'<form class="filters".*?(<button.*?</button>)', page.content.decode(), re.S)[1]
    assert "So sánh" in button
    same = told(desk.get("/law/compare/?old=NTM&new=NTM"))
    assert "Về cả bộ tiêu chí" not in same
    assert "Không mục nào khác" in same
