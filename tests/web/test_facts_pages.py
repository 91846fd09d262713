"""Declared facts as a form: what holds and where it comes from, several at once, stale ones chosen between, history."""

from datetime import date

import pytest

from langso.accounts.models import Role
from langso.journal.models import Event
from langso.registers.declaring import Said, declare, latest
from langso.registers.models import Declaration

pytestmark = pytest.mark.django_db
DAY = date(2022, 12, 31)


def sign_in(client, person):
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def officer(client, workplace):
    return sign_in(client, workplace.officer)


@pytest.fixture
def said(workplace):
    values = {"computers_in_use": 20, "working_age_residents": 1000, "uses_official_email": 0}
    made = declare(workplace.officer, workplace.commune, values, Said(date(2022, 11, 30), "Sổ tài sản", "đếm lại"))
    return {each.fact: each.pk for each in made}


def address(workplace, rest=""):
    return f"/communes/{workplace.commune.code}/facts/{rest}"


def send(client, workplace, seen=None, as_of="31/12/2022", source="Báo cáo 12", **given):
    typed = {"as_of": as_of, "source": source, "note": ""}
    typed |= {f"seen.{name}": number for name, number in (seen or {}).items()}
    typed |= {name.replace("__", "."): value for name, value in given.items()}
    return client.post(address(workplace), typed, follow=True)


def holds(workplace, fact):
    found = latest([workplace.commune.pk], DAY).get((workplace.commune.pk, fact))
    return found and found.value


def test_each_fact_says_what_holds_as_of_when_from_where_by_whom_and_who_asks(officer, workplace, said):
    text = officer.get(address(workplace)).content.decode()
    assert "tính đến 30/11/2022 · Sổ tài sản · " + workplace.officer.name in text
    assert "đếm lại" in text
    assert "#NTM-8.4a" in text
    assert 'name="fact.computers_in_use"' in text


def test_parts_stand_under_their_whole(officer, workplace):
    text = officer.get(address(workplace)).content.decode()
    places = [text.index(f'id="{name}"') for name in ("working_age_residents", "working_age_smartphone_subscribers")]
    assert places == sorted(places)
    between = text[places[0] : places[1]]
    assert "</section>" not in between


def test_a_link_with_a_fact_shows_it_and_what_belongs_to_it(officer, workplace):
    text = officer.get(address(workplace), {"fact": "computers_in_use"}).content.decode()
    assert 'name="fact.computers_in_use"' in text
    assert 'name="fact.uses_official_email"' not in text
    assert "Tất cả số liệu" in text


def test_what_was_changed_is_declared_together_and_the_rest_is_not(officer, workplace, said):
    text = send(
        officer, workplace, said, fact__computers_in_use="1.040", sure__computers_in_use="1.040",
        fact__working_age_residents="1000", fact__uses_official_email="1",
    ).content.decode()  # fmt: skip
    assert "Đã khai 2 mục." in text
    event = Event.objects.order_by("-number").first()
    assert event.details["facts"] == {
        "uses_official_email": {"before": 0, "after": 1}, "computers_in_use": {"before": 20, "after": 1040},
    }  # fmt: skip
    assert event.details["source"] == "Báo cáo 12"
    assert holds(workplace, "working_age_residents") == 1000


def test_a_figure_that_still_holds_is_declared_anew_for_its_day(officer, workplace, said):
    send(officer, workplace, said, fact__computers_in_use="20", confirm__computers_in_use="yes")
    newest = Declaration.objects.get(fact="computers_in_use", holds=True)
    assert (newest.value, newest.as_of) == (20, DAY)


def test_a_figure_that_was_emptied_is_told_with_what_it_was(officer, workplace, said):
    words = "Máy vi tính đang sử dụng nay để trống; trước đó là 20."
    assert words in send(officer, workplace, said, fact__computers_in_use="").content.decode()
    assert holds(workplace, "computers_in_use") is None


def test_nothing_changed_declares_nothing_and_says_how_to_confirm(officer, workplace, said):
    text = send(officer, workplace, said, fact__computers_in_use="20").content.decode()
    assert "Vẫn đúng" in text
    assert "Không có gì thay đổi" in text
    assert Declaration.objects.count() == len(said)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"fact__computers_in_use": "nhiều"}, "nhiều"),
        ({"fact__computers_in_use": "5", "as_of": "31/02/2022"}, "31/02/2022"),
        ({"fact__computers_in_use": "5", "as_of": "01/01/2023"}, "01/01/2023"),
        ({"fact__computers_in_use": "5", "as_of": ""}, "id_as_of-error"),
        ({"fact__working_age_smartphone_subscribers": "1001"}, "1.001"),
    ],
)
def test_what_cannot_be_is_told_at_its_place_and_nothing_is_declared(officer, workplace, said, given, words):
    answer = send(officer, workplace, said, **given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert 'aria-invalid="true"' in text
    assert Declaration.objects.count() == len(said)


def test_a_figure_that_is_hardly_right_is_asked_back_about_and_declared_once_it_is_ticked(officer, workplace, said):
    answer = send(officer, workplace, said, fact__working_age_residents="10000000")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Người trong độ tuổi lao động: 10.000.000; hiếm xã nào có hơn 100.000" in text
    assert '<input type="checkbox" name="sure.working_age_residents" value="10.000.000">' in text
    assert "10.000.000 là đúng" in text
    assert holds(workplace, "working_age_residents") == 1000
    ticked = {"sure__working_age_residents": "10.000.000"}
    assert "Đã khai 1 mục." in send(
        officer, workplace, said, fact__working_age_residents="10000000", **ticked
    ).content.decode()  # fmt: skip
    assert holds(workplace, "working_age_residents") == 10_000_000


def test_what_was_ticked_for_one_figure_does_not_count_for_another(officer, workplace, said):
    ticked = {"sure__working_age_residents": "10.000.000"}
    answer = send(officer, workplace, said, fact__working_age_residents="20000000", **ticked)
    assert answer.status_code == 422
    assert holds(workplace, "working_age_residents") == 1000


def test_a_tick_is_kept_while_something_else_is_wrong(officer, workplace, said):
    ticked = {"sure__working_age_residents": "10.000.000"}
    answer = send(
        officer, workplace, said, fact__working_age_residents="10000000", fact__computers_in_use="nhiều", **ticked
    )
    text = answer.content.decode()
    assert '<input type="hidden" name="sure.working_age_residents" value="10.000.000">' in text
    assert "hiếm xã nào" not in text


def test_what_someone_else_declared_meanwhile_is_shown_beside_mine_and_one_is_chosen(officer, workplace, said):
    declare(workplace.officer, workplace.commune, {"computers_in_use": 25}, Said(DAY))
    answer = send(officer, workplace, said, fact__computers_in_use="30")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Của tôi: 30" in text
    assert "Của người kia: 25" in text
    now = Declaration.objects.get(fact="computers_in_use", holds=True).pk
    assert f'name="seen.computers_in_use" value="{now}"' in text
    seen = {**said, "computers_in_use": now}
    send(officer, workplace, seen, fact__computers_in_use="30", choose__computers_in_use="theirs")
    assert holds(workplace, "computers_in_use") == 25
    send(officer, workplace, seen, fact__computers_in_use="30", choose__computers_in_use="mine")
    assert holds(workplace, "computers_in_use") == 30


def test_a_fact_i_did_not_touch_is_not_put_back_when_someone_else_changed_it(officer, workplace, said):
    declare(workplace.officer, workplace.commune, {"computers_in_use": 25}, Said(DAY))
    send(officer, workplace, said, fact__computers_in_use="20", fact__uses_official_email="1")
    assert (holds(workplace, "computers_in_use"), holds(workplace, "uses_official_email")) == (25, 1)


def test_a_figure_of_an_earlier_day_goes_into_the_past_and_leaves_what_holds(officer, workplace, said):
    declare(workplace.officer, workplace.commune, {"computers_in_use": 25}, Said(DAY))
    now = {"computers_in_use": Declaration.objects.get(fact="computers_in_use", holds=True).pk}
    answer = send(officer, workplace, now, fact__computers_in_use="18", as_of="30/06/2022")
    assert "Đã khai 1 mục." in answer.content.decode()
    assert holds(workplace, "computers_in_use") == 25


def test_the_history_of_a_fact_lists_all_that_was_said_and_marks_what_holds(officer, workplace, said):
    declare(workplace.officer, workplace.commune, {"computers_in_use": 25}, Said(DAY, "Biên bản"))
    text = officer.get(address(workplace, "computers_in_use/")).content.decode()
    assert text.index("Biên bản") < text.index("Sổ tài sản")
    assert text.count("đang dùng") == 1
    assert officer.get(address(workplace, "no_such_fact/")).status_code == 404


def test_a_reviewer_reads_and_cannot_declare(client, workplace, said):
    sign_in(client, workplace.people[Role.DISTRICT_REVIEWER])
    text = client.get(address(workplace)).content.decode()
    assert "Sổ tài sản" in text
    assert 'name="fact.computers_in_use"' not in text
    assert send(client, workplace, said, fact__computers_in_use="30").status_code == 403
    assert holds(workplace, "computers_in_use") == 20


def test_the_public_reads_none_of_it(client, workplace, said):
    answer = client.get(address(workplace))
    assert answer.status_code in (302, 403)
    assert "Sổ tài sản" not in answer.content.decode()


def test_the_province_declares_what_is_one_answer_for_all(client, workplace):
    sign_in(client, workplace.people[Role.DEPARTMENT_SPECIALIST])
    text = client.get("/province/facts/").content.decode()
    assert 'name="fact.report_system_connected"' in text
    assert "computers_in_use" not in text
    typed = {"fact.report_system_connected": "1", "seen.report_system_connected": "0", "as_of": "31/12/2022"}
    answer = client.post("/province/facts/", typed, follow=True)
    assert "Đã khai 1 mục." in answer.content.decode()
    assert Declaration.objects.get(fact="report_system_connected").unit == workplace.commune.parent.parent
    assert client.get("/province/facts/report_system_connected/").status_code == 200


def test_a_commune_does_not_answer_for_the_province(officer, workplace):
    assert officer.get("/province/facts/").status_code == 403
    assert officer.get(address(workplace, "report_system_connected/")).status_code == 404
    send(officer, workplace, fact__report_system_connected="1")
    assert not Declaration.objects.filter(fact="report_system_connected").exists()
