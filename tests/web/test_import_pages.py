"""Handing a file in by the pages: the form, the preview, confirming, and what stands in the way."""

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from exchange.intake.files import HEADER, csv_of, workbook_of
from langso import clock
from langso.accounts.models import Membership, Role
from langso.exchange.intake import keeping
from langso.exchange.models import Import, State
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind, Unit
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.models import ROWS
from workplace import Workplace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def signed_in(workplace: Workplace, client: Client) -> Client:
    values = [{"code": f"0{n}", "name": f"Thôn {n}", "households": 100 + n, "fixed_phone": True} for n in (1, 2, 3)]
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values=v) for v in values])
    client.force_login(workplace.officer)
    return client


VILLAGES = "/communes/10630/registers/villages/import/"


def hand_in(client: Client, content: bytes, name: str = "thon.csv", address: str = VILLAGES, **form: str) -> Any:
    return client.post(address, {"file": SimpleUploadedFile(name, content), **form})


def page_of(client: Client, *rows: Any, query: str = "") -> str:
    address = hand_in(client, csv_of(*rows))["Location"]
    return text(client.get(address + query))


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_form_says_the_limit_and_what_a_blank_cell_means(signed_in: Client) -> None:
    said = text(signed_in.get(VILLAGES))
    assert "Không quá 25 MB" in said
    assert "chưa biết: xóa giá trị đang ghi trong sổ" in said


def test_the_preview_shows_cells_before_and_after_and_writes_nothing(signed_in: Client) -> None:
    said = page_of(
        signed_in, ["10630", "01", "Thôn 1", 150, "có"], ["10630", "09", "Thôn 9", 5, ""], ["10630", "x", "", "a", ""]
    )
    assert "Số hộ: 101 → 150" in said
    assert "Số hộ: Cần" not in said
    assert re.search(r"1 dòng bị từ chối và sẽ bỏ qua", said)
    assert "Ghi 2 dòng vào sổ" in said
    assert "Xóa khỏi sổ 2 dòng không có trong tệp" in said
    assert "Các dòng này được giữ nguyên" in said
    assert ROWS["villages"].objects.get(code="01").households == 101


def test_what_waits_to_be_confirmed_stands_among_what_there_is_to_do(signed_in: Client) -> None:
    assert "chờ xác nhận" not in text(signed_in.get("/home/"))
    page_of(signed_in, ["10630", "01", "Thôn 1", 150, "có"])
    said = text(signed_in.get("/home/"))
    assert "Lần nhập chờ xác nhận" in said
    assert "thon.csv" in said


def tick(page: str) -> str:
    found = re.search(r'<label class="check"><input type="checkbox" name="remove_missing".*?</label>', page)
    return found[0] if found else ""


def test_rows_are_not_offered_for_removal_where_a_row_was_refused(signed_in: Client) -> None:
    refused = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"], ["10630", "x", "", "a", ""]))["Location"]
    shown = tick(signed_in.get(refused).content.decode())
    assert " disabled" in shown
    assert "Chưa thể chọn: sổ có dòng bị từ chối hoặc đã chốt" in shown
    whole = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    assert " disabled" not in tick(signed_in.get(whole).content.decode())


def test_a_file_of_which_the_only_new_row_is_refused_has_nothing_to_write(signed_in: Client) -> None:
    said = page_of(signed_in, ["10630", "01", "Thôn 1", 101, "có"], ["10630", "x", "", "a", ""])
    assert "Ngoài các dòng bị từ chối, sổ đã có đúng những gì tệp ghi." in said
    assert "Ghi 0 dòng" not in said


def test_confirming_writes_and_says_which_event(signed_in: Client) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    answer = signed_in.post(f"{address}confirm/", {"remove_missing": "yes"}, follow=True)
    made = Import.objects.get()
    assert f"mục {made.event} trong nhật ký" in text(answer)
    page = answer.content.decode()
    assert f'href="/communes/10630/journal/?entry={made.event}"' in page
    assert '<a href="/communes/10630/registers/villages/history/">Sổ thôn</a>' in page
    assert list(ROWS["villages"].objects.values_list("code", "households")) == [("01", 150)]


def test_the_history_of_the_register_says_in_words_what_came_from_the_file(signed_in: Client) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    signed_in.post(f"{address}confirm/")
    signed_in.get("/communes/10630/registers/villages/export.csv")
    written = Event.objects.get(kind="rows.imported").number
    signed_in.post("/communes/10630/registers/villages/undo/", {"event": written})
    history = "/communes/10630/registers/villages/history/"
    said = text(signed_in.get(history))
    assert "import.applied" not in said
    assert "export.made" not in said
    assert "Nhập tệp: thon.csv" in said
    assert f"Từ tệp thon.csv (lần nhập {Import.objects.get().pk})" in said
    assert f"Hoàn tác mục {written} của nhật ký" in said
    assert "Lý do: #" not in said
    row = ROWS["villages"].objects.get(code="01").pk
    assert "Lý do: #" not in text(signed_in.get(f"/communes/10630/registers/villages/rows/{row}/"))


def test_refused_rows_are_counted_as_a_whole_with_a_way_to_each_table(signed_in: Client) -> None:
    book = workbook_of({
        "Thôn": [HEADER, ["10630", "01", "Thôn 1", "nhiều", "có"], ["10630", "02", "Thôn 2", "-1", "có"]],
        "Số liệu khai": [["Mã xã", "Chỉ số", "Giá trị"], ["10630", "households", "x"]],
    })  # fmt: skip
    address = hand_in(signed_in, book, "xa.xlsx", "/communes/10630/import/", register="workbook")["Location"]
    page = signed_in.get(address).content.decode()
    assert "3 dòng bị từ chối và sẽ bỏ qua" in page
    assert re.search(r'<a href="\?table=villages&amp;state=refused#lines">Sổ thôn: 2</a>', page)
    assert re.search(r'<a href="\?table=facts&amp;state=refused#lines">Số liệu khai: 1</a>', page)
    said = text(signed_in.get(f"{address}?table=villages&state=refused"))
    assert "Số hộ : 101 → nhiều" in said or "Số hộ: 101 → nhiều" in said
    assert "Tên thôn: Thôn 1" not in said


def test_rows_that_stay_as_they_are_are_shown_only_when_asked_for(signed_in: Client) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"], ["10630", "02", "Thôn 2", 102, "có"]))
    address = address["Location"]
    said = text(signed_in.get(address))
    assert "01 · Thôn 1" in said
    assert "03 · Thôn 3" in said
    assert "02 · Thôn 2" not in said
    assert "Dòng có thay đổi (2)" in said
    assert "02 · Thôn 2" in text(signed_in.get(address + "?state=all"))
    assert "02 · Thôn 2" in text(signed_in.get(address + "?state=unchanged"))


def test_the_result_counts_what_was_removed_and_not_what_was_left(signed_in: Client) -> None:
    for options, removed in (({}, 0), ({"remove_missing": "yes"}, 2)):
        address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150 + removed, "có"]))["Location"]
        answer = signed_in.post(f"{address}confirm/", options, follow=True)
        assert f"Sổ thôn 1 0 {removed} 0" in text(answer)


def test_a_figure_that_is_hardly_right_is_warned_about_before_it_is_written(signed_in: Client) -> None:
    rows = [["Mã xã", "Chỉ số", "Giá trị"], ["10630", "residents", 10_000_000]]
    book = workbook_of({"Số liệu khai": rows})
    address = hand_in(signed_in, book, "xa.xlsx", "/communes/10630/import/", register="workbook")["Location"]
    said = text(signed_in.get(address))
    assert "1 con số có lẽ chưa đúng." in said
    assert said.count("Người dân: 10.000.000; hiếm xã nào có hơn 100.000") == 2
    assert "Đã ghi." in text(signed_in.post(f"{address}confirm/", follow=True))


def test_the_result_says_which_verdicts_turned_with_a_way_to_each(signed_in: Client) -> None:
    header = [*HEADER, "Loa hoạt động"]
    rows = [["10630", f"0{n}", f"Thôn {n}", 9, "có", "có"] for n in (1, 2, 3)]
    address = hand_in(signed_in, csv_of(*rows, header=header))["Location"]
    signed_in.post(f"{address}confirm/")
    sheets = {"Tình trạng sổ": [["Mã xã", "Sổ", "Tình trạng"], ["10630", "Thôn", "đã chốt"]]}
    form = {"register": "workbook"}
    address = hand_in(signed_in, workbook_of(sheets), "xa.xlsx", "/communes/10630/import/", **form)["Location"]
    answer = signed_in.post(f"{address}confirm/", follow=True)
    assert 'href="/communes/10630/?set=NTM#NTM-8.3.2"' in answer.content.decode()
    assert "NTM-8.3.2 100% số thôn có loa hoạt động Chưa đủ dữ liệu → nay là Đạt" in text(answer)


def test_an_import_that_turns_nothing_says_so(signed_in: Client) -> None:
    for households in (150, 151):
        address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", households, "có"]))["Location"]
        said = text(signed_in.post(f"{address}confirm/", follow=True))
    assert "Không kết quả nào thay đổi" in said


def test_a_workbook_of_something_else_leads_to_the_right_one(signed_in: Client) -> None:
    book = workbook_of({"Bảng lương": [["a"], [1]]})
    address = hand_in(signed_in, book, "luong.xlsx", "/communes/10630/import/", register="workbook")["Location"]
    answer = signed_in.get(address)
    assert "tệp có các trang: “Bảng lương”" in text(answer)
    assert 'href="/communes/10630/export.xlsx"' in answer.content.decode()
    address = hand_in(signed_in, book, "luong.xlsx")["Location"]
    assert 'href="/communes/10630/registers/villages/export.xlsx"' in signed_in.get(address).content.decode()


def test_rows_are_filtered_by_state_and_paged(signed_in: Client) -> None:
    rows = [["10630", f"A{n:03d}", f"Thôn {n}", n, ""] for n in range(120)]
    address = hand_in(signed_in, csv_of(*rows))["Location"]
    second = text(signed_in.get(address + "?state=added&page=2"))
    assert "A050" in second
    assert "A049" not in second
    assert "A119" in text(signed_in.get(address + "?state=added&page=99"))
    assert "Bảng này không có dòng nào như vậy" in text(signed_in.get(address + "?state=refused"))
    assert "A000" in text(signed_in.get(address + "?state=nonsense&page=x&table=nonsense&commune="))


def test_an_exe_named_xlsx_is_refused_on_the_form(signed_in: Client, media: Path) -> None:
    answer = hand_in(signed_in, b"MZ\x90\0", "bảng.xlsx")
    assert answer.status_code == 422
    assert "mang đuôi .xlsx nhưng" in answer.content.decode() or ".xlsx" in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_above_the_limit_is_refused_on_the_form(signed_in: Client, settings: Any, media: Path) -> None:
    settings.UPLOAD_LIMIT = 1 << 20
    answer = hand_in(signed_in, b"x" * (3 << 20), "lớn.csv")
    assert answer.status_code == 422
    assert "Tệp lớn hơn 1 MB" in answer.content.decode()
    assert not Import.objects.exists()


def test_a_commune_hands_in_its_workbook_or_one_register_by_choice(signed_in: Client) -> None:
    form = signed_in.get("/communes/10630/import/").content.decode()
    assert '<option value="workbook">Cả bảng tính: các sổ, số liệu khai, tình trạng sổ</option>' in form
    for choice, register in (("workbook", ""), ("villages", "villages")):
        book = workbook_of({"Thôn": [HEADER, ["10630", "01", "Thôn 1", 150, "có"]]})
        hand_in(signed_in, book, "xa.xlsx", "/communes/10630/import/", register=choice, as_of="2022-06-30")
        made = Import.objects.latest("pk")
        assert (made.register, made.state, str(made.as_of)) == (register, State.READY, "2022-06-30")


def test_without_a_file_the_form_says_so(signed_in: Client) -> None:
    answer = signed_in.post(VILLAGES, {})
    assert answer.status_code == 422
    assert "Chưa chọn tệp" in answer.content.decode()


def test_a_file_that_cannot_be_read_says_where_and_offers_to_hand_in_another(signed_in: Client) -> None:
    said = page_of(signed_in, ["10630", "01"], query="")
    assert "Tệp này chưa nhập được" not in said
    address = hand_in(signed_in, b"code,nonsense\n01,A\n")["Location"]
    said = text(signed_in.get(address))
    assert "Tệp này chưa nhập được" in said
    assert "nonsense" in said
    assert "Gửi tệp đã sửa" in said


def test_what_others_changed_meanwhile_is_named_and_previewed_anew(signed_in: Client, workplace: Workplace) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values={"code": "08"})])
    said = text(signed_in.post(f"{address}confirm/", follow=True))
    assert "Đã thay đổi: 10630: Sổ thôn" in said
    assert "Ghi 1 dòng" not in said
    assert "Ghi 1 dòng" in text(signed_in.post(f"{address}again/", follow=True))


def test_a_closed_register_is_reopened_only_with_a_reason(signed_in: Client, workplace: Workplace) -> None:
    close_ledger(workplace.officer, workplace.commune, "villages")
    sheets = {
        "Thôn": [HEADER, ["10630", "01", "Thôn 1", 150, "có"]],
        "Tình trạng sổ": [["Mã xã", "Sổ", "Tình trạng"], ["10630", "Thôn", "đang mở"]],
    }
    address = hand_in(signed_in, workbook_of(sheets), "xa.xlsx", "/communes/10630/import/")["Location"]
    assert "Lý do mở lại sổ đã chốt" in text(signed_in.get(address))
    assert signed_in.post(f"{address}confirm/").status_code == 422
    assert "Đã ghi." in text(signed_in.post(f"{address}confirm/", {"reason": "Kiểm tra lại"}, follow=True))


def test_the_page_asks_again_while_the_worker_is_at_it(signed_in: Client) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    made = Import.objects.get()
    Import.objects.update(state=State.READING)
    with keeping.Progress(made.pk).beating() as progress:
        progress("Sổ thôn", 3_000, 9_000)
        answer = signed_in.get(address, headers={"HX-Request": "true"})
        body = answer.content.decode()
        assert '<progress aria-labelledby="import-progress-label" value="3000" max="9000">' in body
        assert "3.000/9.000" in body
        assert 'hx-trigger="every 1s"' in body
        assert "<!doctype" not in body
    said = text(signed_in.get(address))
    assert "Công việc bị ngắt giữa chừng" in said
    assert "Ghi 1 dòng" in text(signed_in.post(f"{address}again/", follow=True))


def test_a_preview_that_was_lost_is_made_anew(signed_in: Client, media: Path) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    shutil.rmtree(media / "imports" / "previews")
    assert "Có thể làm lại từ đầu" in text(signed_in.get(address))
    assert "Ghi 1 dòng" in text(signed_in.post(f"{address}again/", follow=True))


def test_a_cancelled_import_says_that_nothing_was_written(signed_in: Client) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    assert "Đã hủy." in text(signed_in.post(f"{address}cancel/", follow=True))
    assert signed_in.post(f"{address}confirm/").status_code == 422
    assert ROWS["villages"].objects.get(code="01").households == 101


def test_others_of_the_commune_see_what_was_handed_in_and_leave_it_to_who_did(
    signed_in: Client, workplace: Workplace
) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    leader = Client()
    leader.force_login(workplace.people[Role.COMMUNE_LEADER])
    for client, page in ((signed_in, "/imports/"), (leader, "/imports/"), (leader, "/communes/10630/import/")):
        assert "thon.csv" in text(client.get(page)), page
    assert f"· {workplace.officer.name}" in text(leader.get("/imports/"))
    said = text(leader.get(address))
    assert "Số hộ: 101 → 150" in said
    assert f"{workplace.officer.name} đã gửi tệp này" in said
    assert "Ghi 1 dòng" not in said
    assert "Hủy" not in said
    for what in ("confirm", "again", "cancel"):
        assert leader.post(f"{address}{what}/").status_code == 403
    assert Import.objects.get().state == State.READY


def test_imports_of_another_commune_are_not_found(signed_in: Client, workplace: Workplace) -> None:
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    membership = Membership.objects.get(person=workplace.people[Role.COMMUNE_LEADER])
    body = Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.elsewhere)
    Membership.objects.filter(pk=membership.pk).update(organisation=body)
    other = Client()
    other.force_login(workplace.people[Role.COMMUNE_LEADER])
    assert "thon.csv" not in text(other.get("/imports/"))
    assert other.get(address).status_code == 404
    assert other.post(f"{address}confirm/").status_code == 404


def test_the_registers_lead_to_the_imports(signed_in: Client) -> None:
    assert 'href="/imports/"' in signed_in.get("/communes/10630/registers/").content.decode()


def _join(workplace: Workplace, unit: Unit) -> Membership:
    body = Organisation.objects.create(
        kind=OrganisationKind.COMMUNE_COMMITTEE, unit=unit, name="UBND xã khác", since=unit.since
    )
    return Membership.objects.create(
        person=workplace.officer, role=Role.COMMUNE_OFFICER, organisation=body, since=unit.since
    )


def _leave(membership: Membership) -> None:
    Membership.objects.filter(pk=membership.pk).update(until=clock.today() - timedelta(days=1))


def _shut_out(client: Client, address: str) -> None:
    for answer in (client.get(address), *(client.post(f"{address}{what}/") for what in ("confirm", "again", "cancel"))):
        assert answer.status_code == 403
        assert "Thôn 1" not in answer.content.decode()


def test_whoever_left_the_commune_reads_its_rows_no_longer_in_an_old_preview(
    signed_in: Client, workplace: Workplace
) -> None:
    _join(workplace, workplace.elsewhere)
    address = hand_in(signed_in, csv_of(["10630", "01", "Thôn 1", 150, "có"]))["Location"]
    assert "Thôn 1" in text(signed_in.get(address))
    _leave(workplace.officer.memberships.get(organisation__unit=workplace.commune))
    _shut_out(signed_in, address)


def test_an_import_of_many_communes_is_shut_to_whoever_left_one_of_them(
    signed_in: Client, workplace: Workplace
) -> None:
    _join(workplace, workplace.elsewhere)
    rows = (["10630", "01", "Thôn 1", 150, "có"], [workplace.elsewhere.code, "01", "Thôn lạ", 90, "có"])
    address = hand_in(signed_in, csv_of(*rows), address="/imports/", register="villages")["Location"]
    assert "Thôn 1" in text(signed_in.get(address))
    _leave(workplace.officer.memberships.get(organisation__unit=workplace.commune))
    _shut_out(signed_in, address)


def test_a_register_and_the_workbook_are_taken_away_by_name(signed_in: Client) -> None:
    answer = signed_in.get("/communes/10630/registers/villages/export.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="villages-10630-2022-12-31.csv"'
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 4
    assert signed_in.get("/communes/10630/export.xlsx").content.startswith(b"PK")
    assert signed_in.get("/communes/10630/registers/villages/export.pdf").status_code == 404
