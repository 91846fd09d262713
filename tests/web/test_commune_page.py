"""A commune's page: what stands, why, and mending it from there."""

import re

import pytest

from langso.accounts.models import Role
from langso.journal.models import Event
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare
from langso.registers.models import ROWS, Declaration
from workplace import DAY

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def villages(workplace):
    rows = [
        Edit(values={"code": "01", "name": "An Lãng", "loudspeaker_working": True}),
        Edit(values={"code": "02", "name": "Cẩm", "loudspeaker_working": False}),
        Edit(values={"code": "03", "name": "Đầm", "loudspeaker_working": None}),
    ]
    return write_rows(workplace.officer, workplace.commune, "villages", rows).rows


@pytest.fixture
def officer(client, workplace):
    client.force_login(workplace.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client, workplace, **query):
    return client.get(f"/communes/{workplace.commune.code}/", query)


def test_anyone_sees_where_a_commune_stands_and_which_villages_fail(client, workplace, villages):
    answer = page(client, workplace)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Xã An Bình" in text
    assert "<b>1/3</b> thôn có loa hoạt động" in text
    assert '<span class="chip">Cẩm</span>' in text
    assert '<span class="chip">Đầm</span>' in text
    assert "/mend/" not in text


def test_the_public_reads_no_key_of_an_official(client, workplace):
    code = "Mật-007"
    write_rows(workplace.officer, workplace.commune, "officials", [Edit(values={"code": code})])
    assert code not in page(client, workplace, set="NC").content.decode()


def test_who_may_edit_mends_a_village_from_the_condition_and_sees_it_turn(officer, workplace, villages):
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(villages[2].id, 1, remove=True)])
    close_ledger(workplace.officer, workplace.commune, "villages")
    address = f"/communes/{workplace.commune.code}/mend/NTM-8.3.2/"
    form = officer.get(address, **HTMX).content.decode()
    assert f'name="cell.{villages[1].id}.loudspeaker_working"' in form
    typed = {
        f"cell.{villages[1].id}.loudspeaker_working": "1",
        f"version.{villages[1].id}": "1",
        "reason": "đã sửa loa",
    }
    answer = officer.post(address, typed, **HTMX)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "NTM-8.3.2" in text
    assert "Chưa đạt" in text
    assert "→" in text
    assert ROWS["villages"].objects.get(pk=villages[1].id).loudspeaker_working is True
    event = Event.objects.get(kind="rows.corrected")
    assert (event.actor, event.reason) == (workplace.officer.pk, "đã sửa loa")


def test_a_closed_register_is_not_corrected_without_a_reason(officer, workplace, villages):
    close_ledger(workplace.officer, workplace.commune, "villages")
    typed = {f"cell.{villages[1].id}.loudspeaker_working": "1", f"version.{villages[1].id}": "1", "reason": " "}
    answer = officer.post(f"/communes/{workplace.commune.code}/mend/NTM-8.3.2/", typed, **HTMX)
    assert answer.status_code == 422
    assert "Cần ghi lý do" in answer.content.decode()
    assert ROWS["villages"].objects.get(pk=villages[1].id).loudspeaker_working is False


@pytest.mark.parametrize("rest", ["mend/NC-8.2/", "what-if/?set=NC"])
def test_a_total_is_asked_before_the_part_that_speaks_of_it(officer, workplace, rest):
    text = officer.get(f"/communes/{workplace.commune.code}/{rest}").content.decode()
    whole, part = (text.index(f'name="fact.working_age_{name}"') for name in ("residents", "smartphone_subscribers"))
    assert whole < part


def test_what_was_typed_wrongly_stays_in_the_form_with_what_is_wrong(officer, workplace):
    typed = {"fact.computers_in_use": "mười", "as_of": "31/12/2022", "source": "Sổ tài sản"}
    answer = officer.post(f"/communes/{workplace.commune.code}/mend/NTM-8.4a/", typed, **HTMX)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#mend-form-NTM-8-4a"
    assert 'value="mười"' in text
    assert "không phải số nguyên" in text
    assert 'value="Sổ tài sản"' in text


def test_a_figure_of_a_day_to_come_is_refused(officer, workplace):
    typed = {"fact.computers_in_use": "10", "as_of": "01/01/2023", "source": ""}
    answer = officer.post(f"/communes/{workplace.commune.code}/mend/NTM-8.4a/", typed, **HTMX)
    assert answer.status_code == 422
    assert "01/01/2023 chưa đến" in answer.content.decode()


def test_a_figure_that_is_hardly_right_is_asked_back_about_in_place_and_saved_once_it_is_ticked(officer, workplace):
    address = f"/communes/{workplace.commune.code}/mend/NTM-8.4a/"
    typed = {"fact.computers_in_use": "5000", "as_of": "31/12/2022", "source": ""}
    answer = officer.post(address, typed, **HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#mend-form-NTM-8-4a")
    text = answer.content.decode()
    assert '<input type="checkbox" name="sure.computers_in_use" value="5.000">' in text
    assert "5.000 là đúng" in text
    assert not Event.objects.filter(kind="facts.declared").exists()
    answer = officer.post(address, typed | {"sure.computers_in_use": "5.000"}, **HTMX)
    assert answer.status_code == 200
    assert Event.objects.get(kind="facts.declared").details["facts"]["computers_in_use"]["after"] == 5000


def test_a_figure_of_an_earlier_day_than_the_one_in_use_says_which_is_in_use(officer, workplace):
    declare(workplace.officer, workplace.commune, {"computers_in_use": 9}, Said(DAY))
    address = f"/communes/{workplace.commune.code}/mend/NTM-8.4a/"
    typed = {"fact.computers_in_use": "7", "as_of": "01/12/2022", "source": ""}
    words = "đang dùng số liệu mới hơn, của ngày 31/12/2022 (9)"
    assert words in officer.post(address, typed, **HTMX).content.decode()
    assert words in officer.post(address, typed | {"fact.computers_in_use": "8"}, follow=True).content.decode()
    seen = Declaration.objects.get(fact="computers_in_use", holds=True).pk
    typed = {"fact.computers_in_use": "6", "seen.computers_in_use": seen, "as_of": "01/12/2022"}
    answer = officer.post(f"/communes/{workplace.commune.code}/facts/", typed, follow=True)
    assert words in answer.content.decode()


def test_a_form_saved_as_it_was_opened_says_that_nothing_was_changed(officer, workplace):
    declare(workplace.officer, workplace.commune, {"computers_in_use": 9}, Said(DAY))
    typed = {"fact.computers_in_use": "9", "as_of": "31/12/2022", "source": ""}
    text = officer.post(f"/communes/{workplace.commune.code}/mend/NTM-8.4a/", typed, **HTMX).content.decode()
    assert "Không có gì thay đổi." in text
    assert "Đã lưu." not in text


def test_a_figure_that_was_emptied_is_told_with_what_it_was(officer, workplace):
    declare(workplace.officer, workplace.commune, {"computers_in_use": 1009}, Said(DAY))
    address = f"/communes/{workplace.commune.code}/mend/NTM-8.4a/"
    typed = {"fact.computers_in_use": "", "as_of": "01/12/2022"}
    assert "nay để trống" not in officer.post(address, typed, **HTMX).content.decode()
    typed["as_of"] = "31/12/2022"
    words = "Máy vi tính đang sử dụng nay để trống; trước đó là 1.009."
    assert words in officer.post(address, typed, **HTMX).content.decode()
    declare(workplace.officer, workplace.commune, {"computers_in_use": 1009}, Said(DAY))
    assert words in officer.post(address, typed, follow=True).content.decode()


def test_what_turned_is_told_in_the_row_by_number_and_title_and_leads_to_it_in_its_own_set(officer, workplace):
    rows = [Edit(values={"code": str(n)}) for n in range(2)]
    write_rows(workplace.officer, workplace.commune, "officials", rows)
    close_ledger(workplace.officer, workplace.commune, "officials")
    typed = {"fact.computers_in_use": "2", "as_of": "31/12/2022"}
    text = officer.post(f"/communes/{workplace.commune.code}/mend/NTM-8.4a/", typed, **HTMX).content.decode()
    row = text.split('id="NTM-8.4a"')[1].split("</article>")[0]
    assert "<b>Đã lưu.</b>" in row
    said = re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", row.split("saved-turned")[1].split("</ul>")[0]))
    assert "8.4a Máy vi tính trên cán bộ, công chức : Chưa đủ dữ liệu →" in said
    assert "NTM-" not in said


def test_two_officials_at_the_same_cell_see_both_values_and_the_second_chooses(officer, workplace, villages):
    address, row = f"/communes/{workplace.commune.code}/mend/NTM-8.3.2/", villages[1].id
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(row, 1, {"loudspeaker_working": None})])
    typed = {f"version.{villages[0].id}": "1", f"cell.{row}.loudspeaker_working": "1", f"version.{row}": "1"}
    answer = officer.post(address, typed, **HTMX)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "giá trị hiện tại là “(để trống)”" in text
    assert f'name="version.{row}" value="2"' in text
    assert officer.post(address, typed | {f"version.{row}": "2"}, **HTMX).status_code == 200
    assert ROWS["villages"].objects.get(pk=row).loudspeaker_working is True


def test_two_officials_at_the_same_figure_see_both_values_and_the_second_chooses(officer, workplace):
    address, name = f"/communes/{workplace.commune.code}/mend/NTM-8.4a/", "computers_in_use"
    declare(workplace.officer, workplace.commune, {name: 9}, Said(DAY))
    first, second = (
        re.search(rf'name="seen.{name}" value="(\d+)"', officer.get(address, **HTMX).content.decode())[1] for _ in "ab"
    )
    typed = {"as_of": "31/12/2022", "source": ""}
    assert officer.post(address, typed | {f"fact.{name}": "11", f"seen.{name}": first}, **HTMX).status_code == 200
    late = officer.post(address, typed | {f"fact.{name}": "14", f"seen.{name}": second}, **HTMX)
    text = late.content.decode()
    assert late.status_code == 409
    assert f"giá trị hiện tại là “11 ({workplace.officer.name}, " in text
    assert 'value="14"' in text
    latest = Declaration.objects.filter(unit=workplace.commune, fact=name).latest("pk")
    assert latest.value == 11
    assert f'name="seen.{name}" value="{latest.pk}"' in text
    again = officer.post(address, typed | {f"fact.{name}": "14", f"seen.{name}": str(latest.pk)}, **HTMX)
    assert again.status_code == 200
    assert Declaration.objects.filter(unit=workplace.commune, fact=name).latest("pk").value == 14


def test_a_figure_that_was_left_as_it_was_seen_does_not_undo_another_official_s(officer, workplace):
    address, name = f"/communes/{workplace.commune.code}/mend/NTM-8.4a/", "computers_in_use"
    (seen,) = declare(workplace.officer, workplace.commune, {name: 9}, Said(DAY))
    declare(workplace.officer, workplace.commune, {name: 11}, Said(DAY))
    typed = {"as_of": "31/12/2022", "source": "", f"fact.{name}": "9", f"seen.{name}": str(seen.pk)}
    assert officer.post(address, typed, **HTMX).status_code == 200
    assert Declaration.objects.filter(unit=workplace.commune, fact=name).latest("pk").value == 11


def test_a_row_that_somebody_mended_meanwhile_is_still_there_with_both_values(officer, workplace, villages):
    address, row = f"/communes/{workplace.commune.code}/mend/NTM-8.3.2/", villages[2].id
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(row, 1, {"loudspeaker_working": True})])
    typed = {f"cell.{row}.loudspeaker_working": "0", f"version.{row}": "1"}
    answer = officer.post(address, typed, **HTMX)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "<legend>Đầm</legend>" in text
    assert "giá trị hiện tại là “có”" in text


def test_without_script_the_form_is_a_page_and_saving_leads_back(officer, workplace):
    address = f"/communes/{workplace.commune.code}/mend/NTM-8.3.1/"
    assert "<!doctype html>" in officer.get(address).content.decode()
    answer = officer.post(address, {"fact.radio_station_per_guidance": "1", "as_of": "31/12/2022"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("?set=NTM&saved=NTM-8.3.1#NTM-8.3.1")


@pytest.mark.parametrize("role", ["village_team", "district_reviewer", "department_specialist", "reader", "operator"])
def test_who_may_not_edit_may_not_mend(client, workplace, role):
    from langso.accounts.models import Role

    client.force_login(workplace.people[Role(role)], backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/communes/{workplace.commune.code}/mend/NTM-8.3.1/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"fact.radio_station_per_guidance": "1", "as_of": "31/12/2022"}).status_code == 403


def test_an_officer_mends_no_other_commune(officer, workplace):
    answer = officer.get(f"/communes/{workplace.elsewhere.code}/mend/NTM-8.3.1/")
    assert answer.status_code == 403
    assert "không thuộc địa bàn" in answer.content.decode()


def test_what_if_says_what_would_turn_and_saves_nothing(client, workplace):
    declare(workplace.officer, workplace.commune, {"radio_station_per_guidance": 0}, Said(DAY))
    events = Event.objects.count()
    typed = {"set": "NTM", "fact.radio_station_per_guidance": "1"}
    answer = client.post(f"/communes/{workplace.commune.code}/what-if/", typed, **HTMX)
    text = answer.content.decode()
    turned = text.split("Kết quả thay đổi")[1].split("<b>8.3.1</b>")[1].split("</li>")[0]
    assert turned.index("Chưa đạt") < turned.index("→") < turned.index("Đạt</span>")
    assert Event.objects.count() == events


def test_what_if_says_which_figures_were_changed_and_leads_back_to_the_true_ones(client, workplace, villages):
    typed = {"set": "NTM", "passing.NTM-8.3.2": "3", "rows.NTM-8.3.2": "3"}
    page = client.post(f"/communes/{workplace.commune.code}/what-if/", typed).content.decode()
    changed = page.split("Số liệu đã sửa")[1].split("</section>")[0]
    assert '<a href="#w-passing-NTM-8-3-2"><b>8.3.2</b> Số đáp ứng</a>: <del>1</del>' in changed
    assert "<ins>3</ins>" in changed
    assert "Tổng số" not in changed
    assert '<p class="was is-changed" id="was-w-passing-NTM-8-3-2">số liệu thật: 1</p>' in page
    assert 'href="?set=NTM"' in page.split("Kết quả thay đổi")[1]


def test_a_figure_that_two_conditions_ask_is_supposed_once_for_both(client, workplace):
    address = f"/communes/{workplace.commune.code}/what-if/"
    page = client.get(address, {"set": "NC"}).content.decode()
    assert page.count('name="fact.working_age_residents"') == 1
    assert "Dùng chung số liệu với" in page
    typed = {"set": "NC", "fact.working_age_residents": "100", "fact.working_age_smartphone_subscribers": "90"}
    turned = client.post(address, typed, **HTMX).content.decode().split("Kết quả thay đổi")[1]
    assert "<b>8.2</b>" in turned


def test_a_past_day_shows_what_was_known_then(client, workplace):
    from datetime import datetime

    from langso import clock

    with clock.at(datetime(2022, 10, 3, 9, tzinfo=clock.VIET_NAM)):
        declare(
            workplace.officer, workplace.commune, {"radio_station_per_guidance": 0}, Said(DAY.replace(month=10, day=1))
        )
    declare(workplace.officer, workplace.commune, {"radio_station_per_guidance": 1}, Said(DAY))
    then = page(client, workplace, on="2022-11-01").content.decode()
    now = page(client, workplace).content.decode()
    assert "Đây là số liệu có đến hết ngày 01/11/2022" in then
    assert "Xã khai “không”: Có đài truyền thanh" in then
    assert "Xã khai “có”: Có đài truyền thanh" in now


def test_a_day_that_is_none_is_refused_with_what_to_do(client, workplace):
    answer = page(client, workplace, on="31-12")
    assert answer.status_code == 422


def test_an_unknown_code_leads_to_the_page_that_says_so(client, workplace):
    answer = client.get("/communes/99999/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_the_page_speaks_english_too(client, workplace, villages):
    client.cookies["lang"] = "en"
    text = page(client, workplace).content.decode()
    assert '<html lang="en"' in text
    assert "1/3</b> of villages" in text or "<b>1</b> of 3 villages" in text


@pytest.mark.parametrize(
    ("name", "value"), [("cell.².loudspeaker_working", "1"), ("version.1", "²"), ("cell." + "9" * 400 + ".name", "1")]
)
def test_odd_numbers_in_a_form_are_left_aside(officer, workplace, villages, name, value):
    answer = officer.post(f"/communes/{workplace.commune.code}/mend/NTM-8.3.2/", {name: value}, **HTMX)
    assert answer.status_code == 200
    assert not Event.objects.filter(kind="rows.corrected").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fact.computers_in_use": "abc"}, "“abc” không phải số nguyên"),
        ({"passing.NTM-8.3.2": "9", "rows.NTM-8.3.2": "8"}, "Số đáp ứng là 9, nhiều hơn tổng số là 8"),
        ({"passing.NTM-8.3.2": "-1", "rows.NTM-8.3.2": "3"}, "-1 nhỏ hơn 0"),
        ({"passing.NTM-8.3.2": "1", "rows.NTM-8.3.2": ""}, "Chưa có số"),
    ],
)
def test_what_if_says_what_is_wrong_with_a_figure_that_cannot_be(client, workplace, villages, typed, said):
    answer = client.post(f"/communes/{workplace.commune.code}/what-if/", {"set": "NTM", **typed}, **HTMX)
    panel, fields = answer.content.decode().split("Số không hợp lệ nên được bỏ qua")[1].split("</ul>", 1)
    assert said in panel
    assert said in fields.split('class="was is-wrong"')[1].split("</p>")[0]
    assert "Kết quả thay đổi" not in fields


def test_what_if_leaves_a_part_above_its_whole_aside_whichever_of_the_two_was_typed(client, workplace):
    known = {"working_age_residents": 6482, "working_age_smartphone_subscribers": 4480}
    declare(workplace.officer, workplace.commune, known, Said(DAY))
    for name, value, said in (
        ("working_age_residents", "8", "là 4.480, nhiều hơn Người trong độ tuổi lao động là 8."),
        ("working_age_smartphone_subscribers", "7000", "là 7.000, nhiều hơn Người trong độ tuổi lao động là 6.482."),
    ):
        typed = {"set": "NC", f"fact.{name}": value}
        text = client.post(f"/communes/{workplace.commune.code}/what-if/", typed, **HTMX).content.decode()
        panel = text.split("Số không hợp lệ nên được bỏ qua")[1]
        assert f'href="#w-fact-{name}"' in panel
        assert said in panel
        assert "Kết quả thay đổi" not in panel
    both = {"set": "NC", "fact.working_age_residents": "8", "fact.working_age_smartphone_subscribers": "9"}
    text = client.post(f"/communes/{workplace.commune.code}/what-if/", both, **HTMX).content.decode()
    assert text.count('class="was is-wrong"') == 2
    assert text.split("bỏ qua:")[1].split("</ul>")[0].count("<li>") == 1


def test_what_if_of_an_open_register_says_that_it_has_to_be_closed_first(client, workplace):
    rows = [Edit(values={"code": str(n), "loudspeaker_working": n > 0}) for n in range(3)]
    write_rows(workplace.officer, workplace.commune, "villages", rows)
    address = f"/communes/{workplace.commune.code}/what-if/"
    typed = {"set": "NTM", "passing.NTM-8.3.2": "3", "rows.NTM-8.3.2": "3"}
    text = client.post(address, typed, **HTMX).content.decode()
    assert "Đạt</span>" not in text.split("<b>8.3.2</b>")[1].split("</li>")[0].replace("Chưa đạt</span>", "")
    assert "Chưa chốt sổ thôn. Nếu chốt sổ với các số này, kết quả sẽ thay đổi." in text
    assert '<a href="#w-closed-villages">Giả sử đã chốt sổ</a>' in text
    text = client.post(address, {**typed, "closed.villages": "1"}, **HTMX).content.decode()
    assert "<b>8.3.2</b> 100% số thôn" in text.split("Kết quả thay đổi")[1].split("Số liệu đã sửa")[0]
    assert "Phải chốt sổ thôn thì mới có kết quả này." in text
    assert "<del>chưa chốt</del>" in text
    assert "Nếu chốt sổ" not in text


def test_what_if_offers_to_close_only_registers_that_are_open(client, workplace, villages):
    close_ledger(workplace.officer, workplace.commune, "villages")
    text = client.get(f"/communes/{workplace.commune.code}/what-if/", {"set": "NTM"}).content.decode()
    assert "Giả sử đã chốt sổ cán bộ, công chức" in text
    assert 'name="closed.officials"' in text
    assert 'name="closed.villages"' not in text


def test_what_if_shows_what_the_province_has_declared(client, workplace):
    province = workplace.commune.top
    declare(workplace.people[Role.DEPARTMENT_SPECIALIST], province, {"report_system_connected": 1}, Said(DAY))
    text = client.get(f"/communes/{workplace.commune.code}/what-if/", {"set": "KM"}).content.decode()
    field = text.split('name="fact.report_system_connected"')[1].split("</select>")[0]
    assert '<option value="1" selected>có</option>' in field
