"""Pages of documents: those of a dossier, the round as a whole, and the templates that the province keeps."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from documents.reading import cells, opened, texts
from dossiers.conftest import cycle, dossier, meeting, people
from langso import clock
from langso.accounts.models import Person
from langso.documents import printing
from langso.documents.models import TemplateVersion
from langso.documents.shipped import shipped
from langso.dossiers.actions import submit
from langso.dossiers.kinds import Opinion
from langso.dossiers.models import Dossier
from langso.dossiers.ruling import Said, rule
from langso.journal.models import Event
from langso.web.views import dossier_documents
from workplace import DAY, Workplace

__all__ = ["cycle", "dossier", "meeting", "people"]
pytestmark = pytest.mark.django_db
TEMPLATE = "/dossiers/templates/to-trinh/"


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with clock.at(datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=clock.VIET_NAM)):
        yield


def as_(person: Any) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def submitted(people: Any, dossier: Dossier) -> Dossier:
    submit(people.leader, dossier, seen=dossier.version)
    return dossier


def test_the_page_of_a_dossier_offers_what_there_is_and_says_when_the_rest_comes(
    people: Any, submitted: Dossier
) -> None:
    page = text(as_(people.officer).get(f"/dossiers/{submitted.pk}/"))
    assert f'formaction="/dossiers/{submitted.pk}/documents/to-trinh.docx"' in page
    assert "tham-tra.docx" not in page
    assert "việc này dành cho" in page
    assert '<option value="kt">cấp phó ký thay (KT.)</option>' in page


def test_a_document_is_downloaded_signed_as_chosen(people: Any, submitted: Dossier) -> None:
    response = as_(people.officer).get(f"/dossiers/{submitted.pk}/documents/to-trinh.docx?signing=kt")
    assert response.headers["Content-Disposition"] == 'attachment; filename="to-trinh-10630-ntm-2.docx"'
    assert "KT. CHỦ TỊCH" in texts(opened(response.content))


def test_drafts_are_offered_before_the_step_to_who_has_the_dossier_in_hand(people: Any, dossier: Dossier) -> None:
    address = f"/dossiers/{dossier.pk}/documents/to-trinh.docx"
    page = text(as_(people.officer).get(f"/dossiers/{dossier.pk}/"))
    assert f'formaction="{address}" name="draft" value="1"' in page
    assert "Bản nháp, theo số liệu lúc này:" in page
    page = text(as_(people.leader).get(f"/dossiers/{dossier.pk}/moves/submitted/"))
    assert f'<a href="{address}?draft=1">Tờ trình của UBND xã</a>' in page
    response = as_(people.officer).get(f"{address}?draft=1")
    assert response.headers["Content-Disposition"] == 'attachment; filename="to-trinh-10630-ntm-nhap.docx"'
    submit(people.leader, dossier, seen=dossier.version)
    assert "Bản nháp" not in text(as_(people.officer).get(f"/dossiers/{dossier.pk}/"))
    assert as_(people.officer).get(f"{address}?draft=1").status_code == 422


def test_votes_are_typed_with_the_submission_and_read_in_its_stage(people: Any, dossier: Dossier) -> None:
    client, address = as_(people.leader), f"/dossiers/{dossier.pk}/moves/submitted/"
    typed = {"version": dossier.version, "votes_for": "mười", "votes_cast": "25"}
    response = client.post(address, typed)
    assert response.status_code == 422
    assert "Số phiếu “mười” trên “25” là không thể" in text(response)
    assert 'value="mười"' in text(response)
    assert client.post(address, typed | {"votes_for": "24"}).status_code == 302
    stage = Dossier.objects.get(pk=dossier.pk).stages.latest("number")
    page = text(client.get(f"/dossiers/{dossier.pk}/stages/{stage.number}/"))
    assert "Kết quả biểu quyết của cuộc họp ở xã</dt><dd>24/25</dd>" in page


@pytest.mark.parametrize("name", ["tong-hop.docx", "to-trinh.exe", "x.docx", "to-trinh"])
def test_what_is_no_document_of_a_dossier_is_not_there(people: Any, submitted: Dossier, name: str) -> None:
    assert as_(people.officer).get(f"/dossiers/{submitted.pk}/documents/{name}").status_code == 404


def test_a_document_that_is_not_there_yet_is_refused_in_words(people: Any, submitted: Dossier) -> None:
    response = as_(people.district).get(f"/dossiers/{submitted.pk}/documents/tham-tra.docx")
    assert response.status_code == 422
    assert "Chưa lập được “Báo cáo thẩm tra”" in text(response)


def test_without_libreoffice_no_pdf_is_offered(people: Any, submitted: Dossier, monkeypatch: Any) -> None:
    monkeypatch.setattr(printing, "PROGRAM", "no-such-office")
    client = as_(people.officer)
    assert "to-trinh.pdf" not in text(client.get(f"/dossiers/{submitted.pk}/"))
    response = client.get(f"/dossiers/{submitted.pk}/documents/to-trinh.pdf")
    assert response.status_code == 422
    assert "máy này không có LibreOffice" in text(response)


@pytest.mark.office
def test_a_document_is_printed_where_libreoffice_is(people: Any, submitted: Dossier) -> None:
    client = as_(people.officer)
    assert "to-trinh.pdf" in text(client.get(f"/dossiers/{submitted.pk}/"))
    response = client.get(f"/dossiers/{submitted.pk}/documents/to-trinh.pdf")
    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Type"] == "application/pdf"


def test_the_journal_names_the_file_that_left_as_it_left(people: Any, submitted: Dossier, monkeypatch: Any) -> None:
    monkeypatch.setattr(dossier_documents, "pdf_of", lambda _content: b"%PDF-")
    client, department = as_(people.officer), as_(people.department)
    answers = [
        client.get(f"/dossiers/{submitted.pk}/documents/to-trinh.pdf"),
        client.get(f"/dossiers/{submitted.pk}/documents/to-trinh.docx"),
        department.get(f"/dossiers/cycles/{submitted.cycle_id}/synthesis.pdf"),
    ]
    events = Event.objects.filter(kind="export.made").order_by("number")
    files = [event.details["file"] for event in events]
    assert [file[-4:] for file in files] == [".pdf", "docx", ".pdf"]
    for answer, file in zip(answers, files, strict=True):
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'


def test_a_round_shows_every_dossier_and_what_it_lacks(people: Any, submitted: Dossier) -> None:
    rule(people.district, submitted, {"NTM-8.3.2": Said(Opinion.ASK, "Gửi ảnh")})
    page = text(as_(people.district).get(f"/dossiers/cycles/{submitted.cycle_id}/"))
    assert "Năm 2022: Huyện Nam Sách" in page
    assert "1 điều kiện chưa nhất trí hoặc cần bổ sung (8.3)" in page
    assert "16 điều kiện chưa" in page


def test_of_a_dossier_that_is_being_prepared_the_conditions_that_stand_in_the_way_are_named(
    workplace: Workplace, people: Any, cycle: Any
) -> None:
    from langso.dossiers.actions import open_dossier

    open_dossier(people.officer, workplace.commune, "NTM", cycle)
    page = text(as_(people.coordination).get(f"/dossiers/cycles/{cycle.pk}/"))
    assert "điều kiện chưa đạt hoặc chưa đủ dữ liệu (8.1" in page
    assert "Năm 2022: Tỉnh Hải Dương" in page


def test_the_synthesis_is_a_letter_with_the_list_as_its_annex(people: Any, submitted: Dossier) -> None:
    response = as_(people.department).get(f"/dossiers/cycles/{submitted.cycle_id}/synthesis.docx")
    document = opened(response.content)
    said = texts(document)
    assert said[:2] == ["UBND TỈNH HẢI DƯƠNG", "DEPARTMENT"]
    assert any(line.startswith("Đến ngày 31/12/2022, tỉnh Hải Dương có 178 xã") for line in said)
    assert cells(document.tables[1])[1] == ["1", "Xã nông thôn mới", "1", "Đã gửi: 1", "177"]
    assert cells(document.tables[-1])[1][1:5] == ["xã An Bình", "huyện Nam Sách", "Xã nông thôn mới", "Đã gửi"]
    assert Event.objects.order_by("-number").first().details["unit"] == "Tỉnh Hải Dương"


def test_the_list_of_a_round_is_a_workbook(people: Any, submitted: Dossier) -> None:
    response = as_(people.district).get(f"/dossiers/cycles/{submitted.cycle_id}/synthesis.xlsx")
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Hồ sơ", "Theo tình trạng", "Chưa lập hồ sơ"]
    row = [cell.value for cell in book["Hồ sơ"][5]]
    assert row[:5] == ["10630", "Xã An Bình", "Huyện Nam Sách", "Xã nông thôn mới", "Đã gửi"]
    assert Event.objects.order_by("-number").first().kind == "export.made"


def test_a_district_does_not_see_another_district_s_round(people: Any, submitted: Dossier) -> None:
    client = as_(people.district)
    assert client.get(f"/dossiers/cycles/{submitted.cycle_id}/?unit=30").status_code == 404


def own(*paragraphs: str) -> SimpleUploadedFile:
    document, written = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(written)
    return SimpleUploadedFile("mau-cua-tinh.docx", written.getvalue())


def test_a_template_is_replaced_and_documents_are_written_with_it(people: Any, submitted: Dossier) -> None:
    client = as_(people.department)
    assert "mẫu đi kèm phần mềm" in text(client.get(TEMPLATE))
    sent = client.post(TEMPLATE, {"file": own("Mẫu của tỉnh cho {{ commune }}"), "seen": "0", "reason": "Thêm dòng"})
    assert sent.status_code == 302
    page = text(client.get(TEMPLATE))
    assert "mau-cua-tinh.docx" in page
    assert "Thêm dòng" in page
    address = f"/dossiers/{submitted.pk}/documents/to-trinh.docx"
    assert texts(opened(as_(people.officer).get(address).content)) == ["Mẫu của tỉnh cho xã An Bình"]
    event = Event.objects.get(kind="template.replaced")
    assert (event.subject, event.details["version"], event.reason) == ("to-trinh", 1, "Thêm dòng")
    assert client.get(f"{TEMPLATE}template.docx").content == bytes(TemplateVersion.objects.get().content)
    assert client.get(f"{TEMPLATE}template.docx?version=0").content == shipped("to-trinh")


def test_a_wrong_template_is_refused_with_its_places_and_nothing_changes(people: Any, submitted: Dossier) -> None:
    client = as_(people.department)
    response = client.post(TEMPLATE, {"file": own("{{ comune }}", "{%p for g in grounds %}"), "seen": "0"})
    assert response.status_code == 422
    page = text(response)
    assert "Mẫu chưa được nhận" in page
    assert "đoạn 1: {{ comune }}" in page
    assert "Có phải là “commune” không?" in page
    assert "đoạn 2: {%p for g in grounds %}" in page
    assert not TemplateVersion.objects.exists()
    assert not Event.objects.filter(kind="template.replaced").exists()


def test_the_template_that_ships_can_hold_again(people: Any, submitted: Dossier) -> None:
    client = as_(people.department)
    client.post(TEMPLATE, {"file": own("{{ commune }}"), "seen": "0"})
    assert client.post(f"{TEMPLATE}shipped/", {"seen": "1"}).status_code == 302
    assert client.get(f"{TEMPLATE}template.docx").content == shipped("to-trinh")
    assert [version.is_shipped for version in TemplateVersion.objects.all()] == [False, True]


def test_two_who_replace_a_template_at_once_do_not_overwrite_each_other(people: Any, submitted: Dossier) -> None:
    client = as_(people.department)
    client.post(TEMPLATE, {"file": own("{{ commune }}"), "seen": "0"})
    response = client.post(TEMPLATE, {"file": own("{{ body }}"), "seen": "0"})
    assert response.status_code == 409
    assert TemplateVersion.objects.count() == 1


def test_no_file_is_told(people: Any) -> None:
    response = as_(people.department).post(TEMPLATE, {"seen": "0"})
    assert response.status_code == 422
    assert "chưa chọn tệp" in text(response)


def test_templates_are_for_who_keeps_the_procedure(people: Any) -> None:
    for who in (people.officer, people.district, people.specialist):
        client = as_(who)
        assert client.get("/dossiers/templates/").status_code == 403
        assert client.get(f"{TEMPLATE}template.docx").status_code == 403
        assert client.post(TEMPLATE, {"file": own("{{ commune }}"), "seen": "0"}).status_code == 403
    assert not TemplateVersion.objects.exists()


def test_every_template_s_page_lists_the_fields_that_it_may_use(people: Any) -> None:
    client = as_(people.coordination)
    assert text(client.get("/dossiers/templates/")).count('class="row-link"') == 7
    page = text(client.get("/dossiers/templates/tu-danh-gia/"))
    assert "annexes[].parts[].rows[].reason" in page
    assert "lý do, kèm số liệu" in page
