"""The pages of ledgers as the server makes them: who reads, what stands there, and what saving answers."""

import json
import re

import pytest

from langso.accounts.models import Role
from langso.journal.models import Event
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.models import ROWS, Ledger
from langso.registers.reading import asked_columns

pytestmark = pytest.mark.django_db
VILLAGES = ROWS["villages"]


@pytest.fixture
def rows(workplace):
    values = [
        {"code": "01", "name": "An Lãng", "loudspeaker_working": True, "households": 1040},
        {"code": "02", "name": "Cẩm", "loudspeaker_working": False},
        {"code": "03", "name": "Đầm", "loudspeaker_working": None},
    ]
    return write_rows(workplace.officer, workplace.commune, "villages", [Edit(values=each) for each in values]).rows


def sign_in(client, person):
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def officer(client, workplace):
    return sign_in(client, workplace.officer)


def address(workplace, register="villages", rest=""):
    return f"/communes/{workplace.commune.code}/registers/{register}/{rest}"


def page(client, workplace, rest="", register="villages", **query):
    return client.get(address(workplace, register, rest), query).content.decode()


def save(client, workplace, *edits, request="request-one", register="villages", **query):
    body = json.dumps({"request": request, "edits": list(edits)})
    where = address(workplace, register, "save/") + ("?node=" + query["node"] if query else "")
    answer = client.post(where, body, content_type="application/json")
    return answer.status_code, answer.json()


def edit(row, seen=1, remove=False, **cells):
    return {"ref": str(row), "row": row, "seen": seen, "cells": cells, "remove": remove}


def new(ref="n1", **cells):
    return {"ref": ref, "row": None, "seen": 0, "cells": cells}


# ---- reading


def test_the_list_says_how_every_ledger_stands(officer, workplace, rows):
    close_ledger(workplace.officer, workplace.commune, "villages")
    text = officer.get(f"/communes/{workplace.commune.code}/registers/").content.decode()
    assert text.count('class="row-link"') == len(ROWS)
    assert re.search(r"Sổ thôn</a></th>\s*<td[^>]*>3</td>", text)
    assert "Đã chốt 31/12/2022" in text
    assert "#NTM-8.3.2" in text


def test_the_number_of_blank_cells_leads_to_the_rows_that_have_them(officer, workplace, rows):
    text = officer.get(f"/communes/{workplace.commune.code}/registers/").content.decode()
    where = re.search(r'<a class="cell-link" href="([^"]*/villages/[^"]*)">(\d+)', text)
    full = dict.fromkeys(asked_columns("villages"), True)
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values={"code": "04", "name": "Đủ", **full})])
    found = officer.get(where[1]).content.decode()
    assert "Bỏ lọc “Ô trống mà điều kiện cần”" in found
    assert ">Đầm<" in found
    assert ">Đủ<" not in found
    assert '<a href="?blank=1"><b>' in found


def test_the_public_is_sent_to_sign_in_and_reads_no_row(client, workplace, rows):
    answer = client.get(address(workplace))
    assert answer.status_code in (302, 403)
    assert "Cẩm" not in answer.content.decode()


def test_who_is_from_elsewhere_is_told_why_not(client, workplace, rows):
    sign_in(client, workplace.people[Role.POSTAL_OFFICER])
    answer = client.get(address(workplace))
    assert answer.status_code == 403
    assert "Cẩm" not in answer.content.decode()


def test_a_reviewer_reads_but_gets_no_tools(client, workplace, rows):
    sign_in(client, workplace.people[Role.DISTRICT_REVIEWER])
    text = page(client, workplace)
    assert "Cẩm" in text
    assert 'id="sheet-tools"' not in text
    assert "không sửa được" in text


def test_blank_is_told_from_no(officer, workplace, rows):
    text = page(officer, workplace)
    cells = dict(re.findall(r'data-ref="(\d+)".*?data-label="Loa hoạt động">([^<]+)<', text, re.DOTALL))
    assert [cells[str(row.id)] for row in rows] == ["có", "không", "trống"]
    assert re.search(r'class=" blank"[^>]*data-label="Loa hoạt động"', text)


def test_figures_are_written_the_vietnamese_way_and_typed_plain(officer, workplace, rows):
    assert 'data-base="1040" data-shown="1.040"' in page(officer, workplace)


def test_filters_stand_in_the_address_and_can_be_taken_away_one_by_one(officer, workplace, rows):
    text = page(officer, workplace, node="NTM-8.3.2", only="loudspeaker_working:blank", q="dam", sort="-name")
    assert "Dòng 1 đến 1 trong 1 dòng tìm thấy; cả sổ 3 dòng" in text
    assert 'data-label="Tên thôn">Đầm<' in text
    assert "Cẩm" not in text
    assert 'aria-sort="descending"' in text
    gone = re.findall(r'<li><a class="button button-quiet" href="([^"]+)"', text)
    assert len(gone) == 3
    assert all("sort=-name" in each for each in gone)
    assert sum("node=" not in each for each in gone) == 1


def test_filtering_again_keeps_the_filters_in_force(officer, workplace, rows):
    address_asked = "?q=&only=loudspeaker_working%3Ablank&only="
    text = officer.get(address(workplace) + address_asked).content.decode()
    assert "Bỏ lọc “Loa hoạt động: trống”" in text
    assert '<input type="hidden" name="only" value="loudspeaker_working:blank">' in text
    assert "Cẩm" not in text


def test_of_two_filters_of_a_column_the_later_holds_and_is_the_one_shown(officer, workplace, rows):
    asked = "?only=loudspeaker_working%3Ablank&only=loudspeaker_working%3Ayes"
    text = officer.get(address(workplace) + asked).content.decode()
    assert "Bỏ lọc “Loa hoạt động: có”" in text
    assert "Bỏ lọc “Loa hoạt động: trống”" not in text
    assert "An Lãng" in text


def test_every_head_says_that_it_sorts_and_how(officer, workplace, rows):
    heads = re.findall(
        r'<th scope="col"[^>]*aria-sort="(\w+)"[^>]*><a href="([^"]+)">([^<]+)<svg',
        page(officer, workplace, sort="-name"),
    )
    told = {words.strip(): (now, then) for now, then, words in heads}
    assert told["Tên thôn"] == ("descending", "?")
    assert told["Số hộ"] == ("none", "?sort=households")
    assert len(told) == len(VILLAGES.register.columns)


def test_a_page_too_narrow_for_heads_has_a_choice_of_what_to_sort_by(officer, workplace, rows):
    text = page(officer, workplace, sort="-households")
    assert '<option value="-households" selected>Số hộ, giảm dần</option>' in text


def test_the_condition_that_is_asked_says_how_it_stands(officer, workplace, rows):
    text = page(officer, workplace, node="NTM-8.3.2")
    assert "<b>1/3</b> thôn có loa hoạt động" in text
    assert "#NTM-8.3.2" in text


def test_a_register_that_the_law_has_not_is_not_there(officer, workplace):
    assert officer.get(address(workplace, "cats")).status_code == 404


def test_an_empty_ledger_says_what_to_do_first(officer, workplace):
    assert "dán vào đây" in page(officer, workplace, register="post_points")


# ---- saving


def test_cells_of_several_rows_are_one_event_and_come_back_as_they_now_are(officer, workplace, rows):
    status, answer = save(
        officer, workplace,
        edit(rows[1].id, loudspeaker_working="x", households="1.250"),
        edit(rows[2].id, loudspeaker_working="không"),
        new(code="04", name="Hạ"),
    )  # fmt: skip
    assert status == 200
    told = {row["ref"]: row for row in answer["rows"]}
    assert told[str(rows[1].id)]["version"] == 2
    assert told[str(rows[1].id)]["cells"]["households"] == {"value": "1250", "shown": "1.250"}
    assert VILLAGES.objects.get(pk=told["n1"]["id"]).name == "Hạ"
    assert Event.objects.get(number=answer["event"]).details["changed"] == 2
    assert "Số dòng: <b>4</b>" in answer["parts"]["sheet-standing"]
    assert "4 dòng được tính là tất cả" in answer["parts"]["sheet-closing"]


def test_a_wrong_cell_is_told_in_words_and_does_not_hold_up_the_others(officer, workplace, rows):
    status, answer = save(
        officer, workplace, edit(rows[0].id, households="nhiều"), edit(rows[1].id, households="5"), new(code="02")
    )
    assert status == 422
    problems = {(p["ref"], p["column"]): p for p in answer["problems"]}
    assert set(problems) == {(str(rows[0].id), "households"), ("n1", "code")}
    assert "nhiều" in problems[str(rows[0].id), "households"]["what"]
    assert "02" in problems["n1", "code"]["what"]
    assert VILLAGES.objects.get(pk=rows[1].id).households == 5
    assert VILLAGES.objects.get(pk=rows[0].id).households == 1040


def test_a_row_without_its_key_is_refused(officer, workplace, rows):
    status, answer = save(officer, workplace, new(name="Không mã"))
    assert (status, answer["problems"][0]["column"], answer["event"]) == (422, "code", 0)


def test_two_officials_in_one_cell_the_second_sees_both_values_and_chooses(officer, workplace, rows):
    row = rows[2].id
    save(officer, workplace, edit(row, loudspeaker_working="không"))
    status, answer = save(officer, workplace, edit(row, loudspeaker_working="có"), request="request-two")
    (problem,) = answer["problems"]
    assert (status, problem["code"], problem["now"]) == (409, "change.stale", "không")
    now = answer["now"][str(row)]
    assert (now["version"], now["cells"]["loudspeaker_working"]["value"]) == (2, "không")
    status, _ = save(officer, workplace, edit(row, now["version"], loudspeaker_working="có"), request="request-3")
    assert status == 200
    assert VILLAGES.objects.get(pk=row).loudspeaker_working is True


def test_two_officials_in_two_cells_of_a_row_do_not_disturb_each_other(officer, workplace, rows):
    save(officer, workplace, edit(rows[2].id, loudspeaker_working="không"))
    status, _ = save(officer, workplace, edit(rows[2].id, households="7"), request="request-two")
    row = VILLAGES.objects.get(pk=rows[2].id)
    assert (status, row.loudspeaker_working, row.households, row.version) == (200, False, 7, 3)


def test_the_same_request_again_adds_no_row_twice_and_answers_the_same(officer, workplace):
    first = save(officer, workplace, new(code="09", name="Mới"))
    again = save(officer, workplace, new(code="09", name="Mới"))
    assert first == again
    assert VILLAGES.objects.count() == 1
    assert Ledger.objects.get().version == 1


def test_nothing_new_is_no_event_that_could_be_taken_back(officer, workplace, rows):
    _, answer = save(officer, workplace, edit(rows[0].id, name="An Lãng"))
    assert answer["event"] == 0


def test_a_closed_ledger_says_so_and_keeps_nothing(officer, workplace, rows):
    close_ledger(workplace.officer, workplace.commune, "villages")
    status, answer = save(officer, workplace, edit(rows[0].id, name="Khác"))
    assert status == 422
    assert answer["problems"][0]["what"] == "Sổ đã chốt"
    assert 'id="sheet-tools"' not in page(officer, workplace)


@pytest.mark.parametrize(
    "body", ["", "[]", '{"request": "x"}', '{"request": "request-1", "edits": [{"ref": "1", "cells": {"cat": "1"}}]}']
)
def test_what_no_page_sends_is_refused_with_words(officer, workplace, body):
    answer = officer.post(address(workplace, rest="save/"), body, content_type="application/json")
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (400, "change.unreadable")


def test_a_reader_cannot_save_and_is_told_why(client, workplace, rows):
    sign_in(client, workplace.people[Role.DISTRICT_REVIEWER])
    status, answer = save(client, workplace, edit(rows[0].id, name="Khác"))
    assert (status, answer["problems"][0]["code"]) == (403, "access.denied")
    assert VILLAGES.objects.get(pk=rows[0].id).name == "An Lãng"


def test_a_row_of_another_commune_cannot_be_reached(officer, workplace, rows):
    VILLAGES.objects.filter(pk=rows[0].id).update(commune=workplace.elsewhere)
    status, answer = save(officer, workplace, edit(rows[0].id, name="Khác"))
    assert (status, answer["problems"][0]["code"]) == (422, "change.row_gone")
    assert answer["now"] == {}


def test_saving_tells_how_the_condition_now_stands(officer, workplace, rows):
    _, answer = save(officer, workplace, edit(rows[1].id, loudspeaker_working="có"), node="NTM-8.3.2")
    assert "<b>2/3</b> thôn có loa hoạt động" in answer["parts"]["sheet-told"]


# ---- removing, undoing, history


def test_a_removal_is_undone_by_its_event(officer, workplace, rows):
    _, answer = save(officer, workplace, edit(rows[1].id, remove=True))
    assert answer["gone"] == [str(rows[1].id)]
    assert not VILLAGES.objects.filter(pk=rows[1].id).exists()
    officer.post(address(workplace, rest="undo/"), {"event": answer["event"]})
    assert VILLAGES.objects.get(pk=rows[1].id).name == "Cẩm"


def test_what_someone_has_changed_since_is_not_undone(officer, workplace, rows):
    _, answer = save(officer, workplace, edit(rows[1].id, name="Cẩm Đông"))
    save(officer, workplace, edit(rows[1].id, 2, name="Cẩm Tây"), request="request-two")
    answer = officer.post(address(workplace, rest="undo/"), {"event": answer["event"]}, headers={"X-Part": "sheet"})
    assert answer.status_code == 409
    assert VILLAGES.objects.get(pk=rows[1].id).name == "Cẩm Tây"


def test_the_history_says_who_changed_what_from_what(officer, workplace, rows):
    save(officer, workplace, edit(rows[2].id, loudspeaker_working="có"))
    save(officer, workplace, edit(rows[1].id, remove=True), request="request-two")
    text = page(officer, workplace, "history/")
    assert "Loa hoạt động: <s>trống</s> → <b>có</b>" in text
    assert workplace.officer.name in text
    assert "Lấy lại Cẩm" in text
    answer = officer.post(address(workplace, rest="bring-back/"), {"row": rows[1].id}, follow=True)
    assert "Dòng đã trở lại." in answer.content.decode()


def test_a_row_has_its_own_history(officer, workplace, rows):
    save(officer, workplace, edit(rows[0].id, households="1041"))
    text = page(officer, workplace, f"rows/{rows[0].id}/")
    assert "Số hộ: <s>1.040</s> → <b>1.041</b>" in text
    assert officer.get(address(workplace, rest="rows/999999/")).status_code == 404


def test_undoing_answers_with_how_the_register_then_stands(officer, workplace, rows):
    _, answer = save(officer, workplace, new(code="04", name="Hạ"))
    undone = officer.post(address(workplace, rest="undo/"), {"event": answer["event"]}, headers={"X-Part": "sheet"})
    assert "Số dòng: <b>3</b>" in undone.json()["parts"]["sheet-standing"]


def test_a_day_that_was_not_there_yet_is_no_blank_in_the_history(officer, workplace):
    point = {"code": "ĐC01", "kind": "household"}
    (row,) = write_rows(workplace.officer, workplace.commune, "address_points", [Edit(values=point)]).rows
    save(officer, workplace, edit(row.id, notified_on="31/12/2022"), register="address_points")
    text = page(officer, workplace, f"rows/{row.id}/", register="address_points")
    assert "<s>chưa</s> → <b>31/12/2022</b>" in text
    assert '<span class="quiet">chưa</span>' in text


# ---- closing


def closing(client, workplace, seen):
    return client.post(address(workplace, rest="close/"), {"seen": seen}, headers={"Referer": "http://testserver/sổ/"})


def test_a_register_that_someone_else_has_changed_is_not_closed_unseen(officer, workplace, rows):
    (seen,) = re.findall(r'name="seen" value="(\d+)"', page(officer, workplace))
    save(officer, workplace, new(code="04", name="Hạ"))
    refused = closing(officer, workplace, seen)
    assert refused.status_code == 409
    assert "sổ hiện có 4 dòng" in refused.content.decode()
    assert not Ledger.objects.get(register="villages").closed
    (seen,) = re.findall(r'name="seen" value="(\d+)"', page(officer, workplace))
    assert closing(officer, workplace, seen).status_code == 302


def test_what_is_typed_over_a_register_closed_meanwhile_is_refused(officer, workplace, rows):
    close_ledger(workplace.officer, workplace.commune, "villages")
    status, answer = save(officer, workplace, edit(rows[0].id, name="Khác"), new(code="09"))
    assert (status, answer["problems"][0]["code"]) == (422, "change.ledger_closed")
    assert VILLAGES.objects.count() == 3


def test_reopening_names_the_conditions_that_rest_on_the_register(officer, workplace):
    values = [{"code": f"{n:02}", "loudspeaker_working": True} for n in range(3)]
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values=each) for each in values])
    close_ledger(workplace.officer, workplace.commune, "villages")
    dialog = page(officer, workplace).partition('id="reopen"')[2]
    assert "Mở lại thì các điều kiện sau không còn kết luận như hiện nay" in dialog
    assert "NTM-8.3.2" in dialog
    assert "Đạt" in dialog


def test_reopening_a_register_on_which_nothing_rests_says_so(officer, workplace):
    register = "publication_outlets"  # one outlet is enough, whether or not there are more
    write_rows(workplace.officer, workplace.commune, register, [Edit(values={"name": "Hiệu sách", "kind": "sách"})])
    close_ledger(workplace.officer, workplace.commune, register)
    dialog = page(officer, workplace, register=register).partition('id="reopen"')[2]
    assert "Hiện không điều kiện nào đổi kết luận." in dialog


def test_closing_says_what_it_means_and_reopening_asks_why(officer, workplace, rows):
    assert "những gì ghi trong sổ là toàn bộ" in page(officer, workplace)
    answer = officer.post(address(workplace, rest="close/"), follow=True)
    assert "Sổ đã chốt." in answer.content.decode()
    refused = officer.post(address(workplace, rest="reopen/"), {"reason": " "})
    assert refused.status_code == 422
    assert Ledger.objects.get(register="villages").closed
    answer = officer.post(address(workplace, rest="reopen/"), {"reason": "Sót một thôn"}, follow=True)
    assert "Sổ đã mở lại." in answer.content.decode()
    assert "Sót một thôn" in page(officer, workplace, "history/")
