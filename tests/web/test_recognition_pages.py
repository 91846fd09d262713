"""Recognised communes as pages: for everyone the list and the proof, for who decides the recording, for who watches."""

# ruff: noqa: F811 - fixtures are taken in by their names

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dossiers.conftest import cycle, dossier, meeting, on_the_day, people  # noqa: F401 - fixtures
from dossiers.test_on_its_way import DECISION, attest_everything, bring_to_appraised
from langso import clock
from langso.dossiers.models import Dossier, Notice, Recognition
from langso.dossiers.recognising import Decision, announce, recognise, record, withdraw
from langso.exchange.recognitions_file import write_empty_form
from langso.journal.models import Event
from langso.places.models import Succession, Unit
from langso.registers.actions import Edit, write_rows
from langso.registers.models import ROWS
from workplace import DAY, Workplace

pytestmark = pytest.mark.django_db


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(type(person).objects.get(pk=person.pk))
    return client


@pytest.fixture
def recognised(people: Any, dossier: Dossier) -> Recognition:
    bring_to_appraised(people, dossier)
    attest_everything(people, dossier)
    held = recognise(people.coordination, dossier, DECISION, seen=dossier.version)
    announce(people.coordination, dossier, DAY, seen=dossier.version)
    return Recognition.objects.get(pk=held.pk)


def test_everyone_reads_which_commune_was_recognised_by_which_decision(client: Client, recognised: Recognition) -> None:
    page = text(client.get("/recognitions/"))
    assert f'href="/recognitions/{recognised.code}/">Xã An Bình</a>' in page
    assert "3021/QĐ-UBND, 31/12/2022" in page
    assert "Ghi quyết định đã có" not in page
    assert "recognitions/fallen" not in page


def test_the_page_shows_decision_votes_announcement_seal_and_what_was_decided_on(
    client: Client, recognised: Recognition
) -> None:
    page = text(client.get(f"/recognitions/{recognised.code}/"))
    stage = recognised.dossier.stages.get(move="recognised")
    assert "3021/QĐ-UBND ngày 31/12/2022" in page
    assert "15/15 phiếu đồng ý" in page
    assert page.count(stage.seal) >= 1
    assert 'id="NTM-8.3.2"' in page
    assert "<b>3/3</b>" in page


def test_the_code_on_it_leads_to_the_page_itself(client: Client, recognised: Recognition, settings: Any) -> None:
    def drawn(address: str) -> str:
        svg = segno.make(address, error="m", micro=False).svg_inline(border=2, light="#fff", omitsize=True)
        return svg.partition("<path")[2].partition('class="qrline"')[2]

    page = client.get(f"/recognitions/{recognised.code}/").content.decode()
    assert drawn(f"http://testserver/recognitions/{recognised.code}/") in page
    settings.ADDRESS = "https://langso.example"
    page = client.get(f"/recognitions/{recognised.code}/").content.decode()
    assert drawn(f"https://langso.example/recognitions/{recognised.code}/") in page
    assert "style=" not in page


def test_no_person_is_named_in_public(client: Client, recognised: Recognition, people: Any) -> None:
    for address in ("/recognitions/", f"/recognitions/{recognised.code}/", "/recognitions/recognitions.csv"):
        page = client.get(address).content.decode()
        for person in vars(people).values():
            assert person.name not in page
        assert "12/BC-MTTQ" not in page


def test_later_changes_show_nothing_new_on_it(client: Client, recognised: Recognition, people: Any) -> None:
    def shown() -> str:
        return text(client.get(f"/recognitions/{recognised.code}/")).partition("<main")[2]

    before = shown()
    village = ROWS["villages"].objects.filter(commune=recognised.commune).first()
    edit = Edit(village.id, village.version, {"loudspeaker_working": False})
    write_rows(people.officer, recognised.commune, "villages", [edit], correcting="Loa hỏng")
    assert shown() == before


def test_a_withdrawn_one_says_by_which_decision_and_why(
    client: Client,
    recognised: Recognition,
    people: Any,
) -> None:
    held = recognised.dossier
    withdraw(people.department, held, "15/QĐ-UBND", DAY, "Kiểm tra lại không đạt", seen=held.version)
    page = text(client.get(f"/recognitions/{recognised.code}/"))
    assert "Công nhận này đã bị thu hồi." in page
    assert "Quyết định 15/QĐ-UBND ngày 31/12/2022: Kiểm tra lại không đạt" in page
    assert "thu hồi 31/12/2022" in text(client.get("/recognitions/?standing=withdrawn"))
    assert recognised.code not in text(client.get("/recognitions/?standing=in_force"))


def test_the_communes_of_one_decision_stand_in_vietnamese_order(
    client: Client, meeting: Workplace, people: Any
) -> None:
    names = ("An Thượng", "An Đức", "An Bình")
    decision = Decision("7/QĐ-UBND", date(2021, 5, 4), "UBND tỉnh")
    for unit in Unit.objects.assessed().filter(name__in=names).order_by("-order"):
        record(people.department, unit, "NTM", decision, "Công báo số 3")
    for sort in ("-decided", "decided"):
        page = text(client.get(f"/recognitions/?sort={sort}"))
        assert re.findall(r">Xã (An \w+)</a>", page) == ["An Bình", "An Đức", "An Thượng"]


def test_the_list_is_filtered_and_sorted_and_can_be_taken(
    client: Client,
    meeting: Workplace,
    recognised: Recognition,
    people: Any,
) -> None:
    other = record(
        people.department,
        meeting.elsewhere,
        "NC",
        Decision("5/QĐ-UBND", date(2021, 5, 4), "UBND tỉnh"),
        "Công báo số 3",
    )
    page = text(client.get("/recognitions/?sort=decided"))
    assert page.index(other.code) < page.index(recognised.code)
    assert 'aria-sort="ascending"' in page
    assert other.code not in text(client.get("/recognitions/?set=NTM"))
    assert recognised.code in text(client.get("/recognitions/?q=an binh"))
    assert other.code not in text(client.get("/recognitions/?q=an binh"))
    assert "Không có công nhận nào đúng" in text(client.get("/recognitions/?q=khongco"))
    answer = client.get("/recognitions/recognitions.csv?set=NC")
    (line,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (line["commune"], line["decision"], line["source"]) == (meeting.elsewhere.code, "5/QĐ-UBND", "Công báo số 3")
    assert line["address"] == f"http://testserver/recognitions/{other.code}/"
    page = text(client.get(f"/recognitions/{other.code}/"))
    assert "Công báo số 3" in page
    assert "không có căn cứ được niêm phong" in page


def test_a_code_that_leads_nowhere_is_not_found(client: Client, workplace: Workplace) -> None:
    assert client.get("/recognitions/abc/").status_code == 404


def test_a_commune_that_was_merged_keeps_its_recognition_and_the_new_one_starts_without(
    client: Client, recognised: Recognition
) -> None:
    old = recognised.commune
    Unit.objects.filter(pk=old.pk).update(until=date(2025, 6, 30))
    new = Unit.objects.create(
        code=old.code, name="An Phú", kind="xã", level=old.level, parent=old.parent.parent, since=date(2025, 7, 1)
    )
    Succession.objects.create(old=old, new=new, extent="whole")
    with clock.at(datetime(2025, 9, 1, 9, tzinfo=clock.VIET_NAM)):
        page = text(client.get(f"/recognitions/{recognised.code}/"))
        assert "Xã An Bình không còn từ ngày 30/06/2025" in page
        assert f'href="/communes/{old.code}/?on=2025-06-30"' in page
        assert "3021/QĐ-UBND" not in text(client.get(f"/communes/{old.code}/"))
        assert "3021/QĐ-UBND" in text(client.get(f"/communes/{old.code}/?on=2025-06-30"))
        assert "đến 30/06/2025" in text(client.get("/recognitions/?gone=yes"))


def test_those_who_watch_see_who_has_fallen_and_the_rule_as_words(
    client: Client,
    recognised: Recognition,
    people: Any,
) -> None:
    reviewer = as_(people.district)
    assert "Các xã vẫn đạt" in text(reviewer.get("/recognitions/fallen/"))
    village = ROWS["villages"].objects.filter(commune=recognised.commune).first()
    edit = Edit(village.id, village.version, {"loudspeaker_working": False})
    write_rows(people.officer, recognised.commune, "villages", [edit], correcting="Loa hỏng")
    page = text(reviewer.get("/recognitions/fallen/"))
    assert "Xã An Bình" in page
    assert "từ 30% đến dưới 50%" in page
    assert "QĐ 18/2022/QĐ-TTg" in page
    assert "do cấp có thẩm quyền quyết định" in page
    assert Recognition.objects.in_force().count() == 1


# Recording what was decided elsewhere

TYPED = {
    "commune": "10630", "set": "NTM", "number": "7/QĐ-UBND", "decided_on": "2021-03-02", "issuer": "UBND tỉnh",
    "votes_for": "", "votes_cast": "", "source": "Công báo số 3",
}  # fmt: skip


def test_a_decision_of_before_is_recorded_with_its_source(workplace: Workplace, people: Any) -> None:
    leader = as_(people.department)
    assert "Xã An Bình, Huyện Nam Sách · 10630" in text(leader.get("/recognitions/record/"))
    answer = leader.post("/recognitions/record/", TYPED)
    held = Recognition.objects.get()
    assert answer["Location"] == f"/recognitions/{held.code}/"
    assert (held.decision_number, held.source, held.votes_cast) == ("7/QĐ-UBND", "Công báo số 3", None)
    page = text(leader.post("/recognitions/record/", TYPED), 422)
    assert "đã được công nhận NTM theo quyết định 7/QĐ-UBND" in page


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"source": " "}, "Chưa ghi"),
        ({"number": ""}, "Quyết định chưa có số"),
        ({"number": "abc"}, "“abc” không phải số, ký hiệu của quyết định"),
        ({"decided_on": "hôm qua"}, "hôm qua"),
        ({"decided_on": "2023-01-01"}, "01/01/2023"),
        ({"votes_for": "nhiều", "votes_cast": "5"}, "Số phiếu “nhiều” trên “5” là không thể"),
        ({"votes_for": "2", "votes_cast": "7"}, "2 trên 7 phiếu là không quá bán"),
        ({"commune": "99999"}, "Không có xã nào mang mã 99999 vào ngày 02/03/2021"),
        ({"set": "XX"}, "Không có bộ tiêu chí XX"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(
    workplace: Workplace,
    people: Any,
    typed: dict[str, str],
    expected: str,
) -> None:
    page = text(as_(people.department).post("/recognitions/record/", TYPED | typed), 422)
    assert expected in page
    assert not Recognition.objects.exists()


HEADER = "Mã xã,Bộ tiêu chí,Số quyết định,Ngày quyết định,Cơ quan ban hành,Số phiếu đồng ý,Số phiếu bầu,Nguồn\n"


def sent(client: Client, content: str, name: str = "ds.csv") -> Any:
    return client.post("/recognitions/import/", {"file": SimpleUploadedFile(name, content.encode())})


def token(page: str) -> str:
    return page.partition('name="token" value="')[2].partition('"')[0]


def test_a_list_is_shown_first_and_recorded_once_it_is_confirmed(workplace: Workplace, people: Any) -> None:
    client = as_(people.department)
    code = workplace.elsewhere.code
    lines = f"10630,NTM,7/QĐ-UBND,02/03/2021,UBND tỉnh,12,15,Công báo\n{code},ntm,7/QĐ-UBND,02/03/2021,,,,Công báo\n"
    page = text(sent(client, HEADER + lines))
    assert "7/QĐ-UBND, 02/03/2021" in page
    assert not Recognition.objects.exists()
    answer = client.post("/recognitions/import/confirm/", {"token": token(page)})
    assert answer["Location"] == "/recognitions/"
    assert {(held.commune.code, held.criteria_set) for held in Recognition.objects.all()} == {
        ("10630", "NTM"), (code, "NTM"),
    }  # fmt: skip
    assert Event.objects.filter(kind="recognition.recorded").count() == 2
    assert not token(text(sent(client, HEADER + lines)))


def test_a_list_with_a_wrong_row_is_refused_whole_row_by_row(workplace: Workplace, people: Any) -> None:
    lines = (
        "10630,NTM,7/QĐ-UBND,02/03/2021,,,,Công báo\n"
        "10630,NTM,8/QĐ-UBND,02/03/2021,,,,Công báo\n"
        "99999,NTM,9/QĐ-UBND,02/03/2021,,,,Công báo\n"
        "10630,NC,,02/03/2021,,,,Công báo\n"
        "10630,KM,10/QĐ-UBND,32/03/2021,,,,Công báo\n"
    )
    page = text(sent(as_(people.department), HEADER + lines))
    assert "đã được công nhận NTM theo quyết định 7/QĐ-UBND" in page
    assert "Không có xã nào mang mã 99999" in page
    assert "Cột “Số quyết định” còn trống" in page
    assert "32/03/2021" in page
    assert not token(page)


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", HEADER])
def test_a_file_without_recognitions_is_refused(workplace: Workplace, people: Any, content: str) -> None:
    assert sent(as_(people.department), content).status_code == 422


def test_the_empty_form_comes_back_as_it_is_filled_in(workplace: Workplace, people: Any, tmp_path: Path) -> None:
    import openpyxl

    file = tmp_path / "form.xlsx"
    write_empty_form(file)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    for place, value in enumerate(["10630", "NTM", "7/QĐ-UBND", datetime(2021, 3, 2), "", 12, 15, "Công báo"], 1):
        sheet.cell(2, place).value = value
    book.save(file)
    client = as_(people.department)
    page = text(client.post("/recognitions/import/", {"file": SimpleUploadedFile("cong-nhan.xlsx", file.read_bytes())}))
    client.post("/recognitions/import/confirm/", {"token": token(page)})
    held = Recognition.objects.get()
    assert (held.decided_on, held.votes_for, held.votes_cast) == (date(2021, 3, 2), 12, 15)


def test_a_recorded_one_is_withdrawn_with_its_cause(workplace: Workplace, people: Any) -> None:
    client = as_(people.department)
    client.post("/recognitions/record/", TYPED)
    held = Recognition.objects.get()
    address = f"/recognitions/{held.code}/withdraw/"
    assert "không nêu tên người" in text(client.get(address))
    assert client.post(address, {"number": "9/QĐ", "withdrawn_on": "2022-05-01", "cause": ""}).status_code == 422
    client.post(address, {"number": "9/QĐ", "withdrawn_on": "2022-05-01", "cause": "Không giữ được"})
    assert "Quyết định 9/QĐ ngày 01/05/2022: Không giữ được" in text(Client().get(f"/recognitions/{held.code}/"))


# The archive, and the notices


def test_a_dossier_is_taken_away_by_who_may_take_registers_away(
    recognised: Recognition,
    people: Any,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    address = f"/dossiers/{recognised.dossier_id}/export.zip"
    page = text(as_(people.specialist).get(f"/dossiers/{recognised.dossier_id}/"))
    assert address in page
    assert f"/recognitions/{recognised.code}/" in page
    answer = as_(people.specialist).get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="ho-so-10630-ntm-{recognised.dossier_id}.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as opened:
        assert "manifest.json" in opened.namelist()
    assert as_(people.front).get(address).status_code == 403
    assert address not in text(as_(people.front).get(f"/dossiers/{recognised.dossier_id}/"))


def test_the_bell_counts_what_is_new_until_the_list_was_opened(recognised: Recognition, people: Any) -> None:
    client = as_(people.officer)
    n = Notice.objects.filter(person=people.officer).count()
    assert n > 2
    assert f'aria-label="{n} thông báo mới"' in text(client.get("/home/"))
    page = text(client.get("/notices/"))
    assert "Xã An Bình được công nhận NTM" in page
    assert page.count("is-new") == n
    page = text(client.get("/notices/"))
    assert "is-new" not in page
    assert "thông báo mới" not in page


def test_mails_are_turned_off_and_on_by_oneself(workplace: Workplace, people: Any) -> None:
    client = as_(people.officer)
    assert "cũng được gửi đến commune_officer@langso.example" in text(client.get("/notices/"))
    page = text(client.post("/notices/mails/", {"mails": "off"}, follow=True))
    assert "Đã tắt gửi thông báo qua thư." in page
    assert "Bật gửi thư" in page
    people.officer.refresh_from_db()
    assert people.officer.wants_mails is False
    client.post("/notices/mails/", {"mails": "on"})
    people.officer.refresh_from_db()
    assert people.officer.wants_mails is True
