"""One row of a ledger as a form, for whoever has no script: changed, added, removed, and two people at once."""

import re

import pytest

from langso.accounts.models import Role
from langso.journal.models import Event
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.models import ROWS
from web.accounts import signed_in

pytestmark = pytest.mark.django_db
VILLAGES = ROWS["villages"]


@pytest.fixture
def row(workplace):
    values = {"code": "02", "name": "Cẩm", "loudspeaker_working": False, "households": 1040}
    return write_rows(workplace.officer, workplace.commune, "villages", [Edit(values=values)]).rows[0]


@pytest.fixture
def officer(workplace):
    return signed_in(workplace.officer)


def address(workplace, rest="", register="villages"):
    return f"/communes/{workplace.commune.code}/registers/{register}/{rest}"


def fields(text):
    """What a browser would send of the form: hidden and typed fields, and what is chosen."""
    form = re.search(r'<form[^>]*row-form">(.*?)</form>', text, re.DOTALL)[1]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("type") != "radio" or " checked" in tag:
            sent[re.search(r'name="([^"]*)"', tag)[1]] = told.get("value", "")
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        sent[name] = chosen[1] if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def form(client, where):
    return fields(client.get(where).content.decode())


def test_the_sheet_leads_to_the_form_of_each_row_where_there_is_no_script(officer, workplace, row):
    text = officer.get(address(workplace), {"only": "loudspeaker_working:no"}).content.decode()
    edit = address(workplace, f"rows/{row.id}/edit/") + "?only=loudspeaker_working%3Ano"
    assert f'<noscript><a class="row-edit" href="{edit}" aria-label="Sửa Cẩm">Sửa</a></noscript>' in text
    assert re.search(rf'<noscript><p class="actions"><a [^>]*href="{address(workplace, "rows/new/")}"', text)


def test_a_row_is_changed_by_its_form_and_one_is_back_where_one_was(officer, workplace, row):
    where = address(workplace, f"rows/{row.id}/edit/") + "?only=loudspeaker_working%3Ano&page=2"
    sent = form(officer, where)
    assert (sent["cell.households"], sent["cell.loudspeaker_working"]) == ("1040", "không")
    answer = officer.post(where, {**sent, "cell.households": "1.041", "cell.loudspeaker_working": "có"})
    back = address(workplace) + f"?only=loudspeaker_working%3Ano&page=2&done=saved#row-{row.id}"
    assert (answer.status_code, answer["Location"]) == (302, back)
    row.refresh_from_db()
    assert (row.households, row.loudspeaker_working, row.version) == (1041, True, 2)
    assert Event.objects.latest("number").kind == "rows.edited"
    assert "Đã lưu." in officer.get(back).content.decode()


def test_blank_is_a_choice_of_its_own_and_no_no(officer, workplace, row):
    where = address(workplace, f"rows/{row.id}/edit/")
    assert "(để trống: chưa biết)" in officer.get(where).content.decode()
    officer.post(where, {**form(officer, where), "cell.loudspeaker_working": ""})
    row.refresh_from_db()
    assert row.loudspeaker_working is None


def test_a_wrong_cell_keeps_what_was_typed_and_says_why(officer, workplace, row):
    where = address(workplace, f"rows/{row.id}/edit/")
    answer = officer.post(where, {**form(officer, where), "cell.households": "nhiều", "cell.name": "Cẩm Đông"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa lưu được gì." in text
    assert re.search(
        r'aria-invalid="true"[^>]*name="cell.households"|name="cell.households"[^>]*aria-invalid="true"', text
    )
    assert (fields(text)["cell.households"], fields(text)["cell.name"]) == ("nhiều", "Cẩm Đông")
    row.refresh_from_db()
    assert (row.name, row.version) == ("Cẩm", 1)
    officer.post(where, {**fields(text), "cell.households": "5"})
    row.refresh_from_db()
    assert (row.name, row.households) == ("Cẩm Đông", 5)


def test_the_second_of_two_sees_both_values_and_chooses(officer, workplace, row):
    leader = signed_in(workplace.people[Role.COMMUNE_LEADER])
    where = address(workplace, f"rows/{row.id}/edit/")
    first, second = form(officer, where), form(leader, where)
    officer.post(where, {**first, "cell.households": "1", "cell.name": "Cẩm Tây"})
    answer = leader.post(where, {**second, "cell.households": "2"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Của tôi: 2" in text
    assert "Của người kia: 1" in text
    sent = fields(text)
    assert (sent["cell.name"], sent["choose.households"]) == ("Cẩm Tây", "mine")
    leader.post(where, {**sent, "choose.households": "theirs", "cell.loudspeaker_working": "có"})
    row.refresh_from_db()
    assert (row.households, row.name, row.loudspeaker_working) == (1, "Cẩm Tây", True)
    leader.post(where, sent | {"version": str(row.version)})
    row.refresh_from_db()
    assert row.households == 2


def test_cells_that_were_left_alone_take_nothing_from_others(officer, workplace, row):
    where = address(workplace, f"rows/{row.id}/edit/")
    sent = form(officer, where)
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(row.id, 1, {"name": "Cẩm Tây"})])
    assert officer.post(where, {**sent, "cell.households": "7"}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.households, row.version) == ("Cẩm Tây", 7, 3)


def test_rows_are_added_one_after_the_other_and_none_twice(officer, workplace):
    where = address(workplace, "rows/new/")
    sent = form(officer, where) | {"cell.code": "07", "cell.name": "Hạ"}
    first, again = officer.post(where, sent), officer.post(where, sent)
    assert first["Location"] == again["Location"]
    text = officer.get(first["Location"]).content.decode()
    assert "Đã thêm: Hạ." in text
    assert fields(text)["cell.code"] == ""
    assert [(each.code, each.name) for each in VILLAGES.objects.all()] == [("07", "Hạ")]


def test_another_row_typed_in_a_form_one_came_back_to_is_another_row(officer, workplace):
    where = address(workplace, "rows/new/")
    sent = form(officer, where)
    officer.post(where, sent | {"cell.code": "07"})
    officer.post(where, sent | {"cell.code": "08"})
    assert [each.code for each in VILLAGES.objects.order_by("id")] == ["07", "08"]


def test_a_row_without_its_key_or_with_one_that_is_there_is_refused(officer, workplace, row):
    where = address(workplace, "rows/new/")
    sent = form(officer, where)
    for code, words in (("", "phải có Mã thôn"), ("02", "02")):
        answer = officer.post(where, sent | {"cell.code": code, "cell.name": "Hạ"})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert VILLAGES.objects.count() == 1


def test_a_row_is_removed_by_its_form_and_can_be_brought_back(officer, workplace, row):
    where = address(workplace, f"rows/{row.id}/edit/")
    answer = officer.post(where, {"version": "1", "request": "a" * 32, "remove": "yes"}, follow=True)
    assert not VILLAGES.objects.exists()
    assert "Dòng đã bị xóa" in answer.content.decode()
    assert "Lấy lại" in answer.content.decode()
    assert officer.get(where).status_code == 302


def test_a_row_that_someone_has_changed_is_not_removed_unseen(officer, workplace, row):
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(row.id, 1, {"name": "Cẩm Tây"})])
    answer = officer.post(address(workplace, f"rows/{row.id}/edit/"), {"version": "1", "remove": "yes"})
    assert answer.status_code == 409
    assert "Cẩm Tây" in answer.content.decode()
    assert VILLAGES.objects.exists()


def test_a_register_closed_meanwhile_keeps_what_was_typed_and_writes_nothing(officer, workplace, row):
    where = address(workplace, f"rows/{row.id}/edit/")
    sent = form(officer, where)
    close_ledger(workplace.officer, workplace.commune, "villages")
    answer = officer.post(where, sent | {"cell.name": "Khác"})
    assert (answer.status_code, fields(answer.content.decode())["cell.name"]) == (422, "Khác")
    assert "Sổ đã chốt" in answer.content.decode()
    row.refresh_from_db()
    assert row.name == "Cẩm"


def test_a_row_of_elsewhere_is_not_there_and_a_reader_is_told_why_not(officer, workplace, row):
    reader = signed_in(workplace.people[Role.DISTRICT_REVIEWER])
    assert reader.get(address(workplace, f"rows/{row.id}/edit/")).status_code == 403
    VILLAGES.objects.update(commune=workplace.elsewhere)
    assert officer.get(address(workplace, f"rows/{row.id}/edit/")).status_code == 404


def test_a_character_that_no_database_takes_is_left_out(officer, workplace, row):
    where = address(workplace, f"rows/{row.id}/edit/")
    officer.post(where, {**form(officer, where), "cell.name": "Cẩm\0 Đông"})
    row.refresh_from_db()
    assert row.name == "Cẩm Đông"
