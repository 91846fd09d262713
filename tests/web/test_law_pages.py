"""The law in pages: read beside its words, compared, drafted with errors at the line, previewed, published, watched."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from evidence.files import pdf, upload
from langso.accounts.models import Role
from langso.registers.law import law, law_digest, renew
from langso.web import kept
from langso.web.misprints import marked
from langso.workshop.actions import begin, save
from langso.workshop.models import Draft, Publication, Watch
from langso.workshop.rules import as_draft
from workshop.conftest import furnished, published  # noqa: F401 - a fixture
from workshop.texts import INVENTED, NTM, RULING, second_version

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
def as_specialist(client, specialist):
    client.force_login(specialist, backend=BACKEND)
    return client


@pytest.fixture
def as_leader(client, leader):
    client.force_login(leader, backend=BACKEND)
    return client


def told(answer) -> str:
    """What a page says, without its marks."""
    text = re.sub(r"<script.*?</script>|<svg.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(text))


def node_of(answer, node: str) -> str:
    page = answer.content.decode()
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page[page.index(f'id="{node}"') :].split("</article>")[0]))
    )


def test_everyone_reads_a_set_beside_its_published_words(client, workplace):
    page = client.get("/law/NTM/")
    node = node_of(page, "NTM-8.2.2")
    assert "băng rôn (nguyên văn) cố định mặt đất" in node, "as printed, and marked that it errs"
    assert "băng rộng cố định mặt đất" in node, "as it is read"
    assert "Phụ lục 1, TT 8, dòng 8.2" in node
    assert "Sổ thôn: tỷ lệ dòng mà “Băng rộng cố định” hoặc “Băng rộng di động”; cần 100%" in node
    assert "AMB-5" in node
    assert "Sổ thôn: 9 dòng" in node_of(page, "NTM-8.3.2")
    assert "QĐ 2580/QĐ-UBND · UBND tỉnh Hải Dương, 26/09/2022" in told(page)
    assert client.get("/law/XX/").status_code == 404
    assert client.get("/law/NTM/?from=2020-01-01").status_code == 404
    assert client.get("/law/NTM/?from=x").status_code == 404


def test_words_that_err_are_marked_where_they_are_quoted():
    read = "trên mạng băng rộng cố định (đảm bảo đủ)"
    assert marked("trên mạng băng rôn cố định(đảm bảo đủ)", read) == (
        "trên mạng băng rôn (nguyên văn) cố định(đảm (nguyên văn) bảo đủ)"
    )
    assert marked(read, read) == read


def test_the_text_of_the_law_can_be_read_and_taken_away(client, workplace):
    assert "set: NTM" in told(client.get("/law/NTM/text/"))
    taken = client.get("/law/NTM/text/?download")
    assert taken.content.decode() == NTM
    assert 'filename="ntm-2022-09-26.yaml"' in taken["Content-Disposition"]


def test_the_public_is_shown_no_draft(client, workplace, specialist):
    draft = begin(specialist, INVENTED)
    assert "XS 2022-12-01" not in told(client.get("/law/"))
    assert client.get(f"/law/drafts/{draft.pk}/")["Location"].startswith("/account/login/")
    assert "XS 2022-12-01" not in told(client.get(f"/law/compare/?old=NTM&new=draft:{draft.pk}"))
    client.force_login(workplace.people[Role.COORDINATION_OFFICER], backend=BACKEND)
    assert "XS 2022-12-01" in told(client.get("/law/"))
    assert client.get(f"/law/drafts/{draft.pk}/").status_code == 200


def test_the_rulings_can_be_searched_and_say_where_they_decide(client, workplace):
    page = told(client.get("/law/rulings/?q=loa"))
    assert "AMB-8" in page
    assert "NTM-8.3.2" in page
    assert "AMB-2 (" not in page
    assert "AMB-24" not in page
    assert "Không có cách hiểu nào về việc này" in told(client.get("/law/rulings/?status=confirmed"))


def test_a_draft_is_begun_from_a_version_or_a_file_and_shows_each_error_at_its_line(as_specialist):
    answer = as_specialist.post("/law/drafts/new/", {"from": "NTM:2022-09-26", "since": "2027-01-01"})
    draft = Draft.objects.get()
    assert answer["Location"] == f"/law/drafts/{draft.pk}/"
    assert draft.based_on == "sets/ntm.yaml"
    assert draft.current.set_text == as_draft(NTM).replace("2022-09-26, until: 2026-02-14", "2027-01-01, until: null")
    assert "Nội dung hợp lệ" in told(as_specialist.get(answer["Location"]))
    wrong = INVENTED.replace("where: trained_infosec}", "where: trained_infosek}")
    sent = SimpleUploadedFile("bo.yaml", wrong.encode())
    page = as_specialist.get(as_specialist.post("/law/drafts/new/", {"file": sent})["Location"])
    line = wrong[: wrong.index("trained_infosek")].count("\n") + 1
    assert f'<a href="#set-{line}" data-line="{line}"' in page.content.decode()
    assert f'<li id="set-{line}" class="is-wrong">' in page.content.decode()
    assert "Có ý nói “trained_infosec”" in told(page) or "trained_infosec" in told(page)
    assert "/effect/" not in page.content.decode(), "what is wrong has no effect to look at"


def test_a_copy_without_a_first_day_is_refused_beside_the_field(as_specialist):
    answer = as_specialist.post("/law/drafts/new/", {"from": "NTM:2022-09-26", "since": ""})
    assert answer.status_code == 422
    assert 'aria-describedby="id_since-help id_since-error" aria-invalid="true"' in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_file_that_is_no_text_is_refused(as_specialist):
    answer = as_specialist.post("/law/drafts/new/", {"file": SimpleUploadedFile("x.yaml", b"\xff\xfe\x00")})
    assert answer.status_code == 422
    assert "“x.yaml” không phải tệp chữ UTF-8" in told(answer)


def test_what_is_wrong_is_kept_as_it_was_typed(as_specialist, specialist):
    draft = begin(specialist, INVENTED)
    answer = as_specialist.post(f"/law/drafts/{draft.pk}/", {"set_text": "set: [\r\n", "rulings_text": "", "seen": "1"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.current.set_text == "set: [\n"
    page = told(as_specialist.get(answer["Location"]))
    assert "Đã lưu. Có 1 chỗ sai." in page
    assert "Dòng 2" in page


def test_who_saves_over_another_sees_both_and_loses_nothing(as_specialist, specialist, leader):
    draft = begin(specialist, INVENTED)
    save(leader, draft, INVENTED.replace("Xã số thử nghiệm", "Xã số của lãnh đạo"), "", seen=1)
    mine = INVENTED.replace("Xã số thử nghiệm", "Xã số của chuyên viên")
    answer = as_specialist.post(f"/law/drafts/{draft.pk}/", {"set_text": mine, "rulings_text": "", "seen": "1"})
    page = told(answer)
    assert answer.status_code == 409
    assert "-title: {vi: Xã số của chuyên viên" in page
    assert "+title: {vi: Xã số của lãnh đạo" in page
    editor = unescape(answer.content.decode()).split("<textarea")[1]
    assert "Xã số của chuyên viên" in editor.split("</textarea>")[0]
    again = re.search(r'name="seen" value="(\d+)"', answer.content.decode())[1]
    assert as_specialist.post(f"/law/drafts/{draft.pk}/", {"set_text": mine, "seen": again}).status_code == 302


def test_versions_are_compared_node_by_node(as_specialist, specialist):
    draft = begin(specialist, second_version(date(2023, 2, 1), "50%"))
    page = told(as_specialist.get(f"/law/compare/?old=NTM:2022-09-26&new=draft:{draft.pk}"))
    assert "NTM-8.4c" in page
    assert "Chặt hơn" in page
    assert "cần từ 30% trở lên" in page
    assert "cần từ 50% trở lên" in page
    assert "NTM-8.3.2" not in page
    assert "Không mục nào khác" in told(as_specialist.get("/law/compare/?old=NTM&new=NTM"))


def test_the_effect_names_who_loses_and_why_and_can_be_taken_away(as_specialist, specialist, furnished):  # noqa: F811
    draft = begin(specialist, second_version(date(2023, 2, 1), "50%"))
    page = as_specialist.get(f"/law/drafts/{draft.pk}/effect/")
    text = told(page)
    assert "với số liệu ngày 31/12/2022" in text
    assert "ngày cuối cùng là 31/01/2023" in text
    assert f'<a href="/communes/{furnished.commune.code}/">' in page.content.decode()
    why = told(as_specialist.get(f"/law/drafts/{draft.pk}/effect/?node=8.4c&only=lose"))
    assert "40%" in why
    assert "cần từ 50% trở lên" in why
    rows = as_specialist.get(f"/law/drafts/{draft.pk}/effect.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0] == "commune,name,district,node,before,after"
    assert f"{furnished.commune.code},An Bình,Nam Sách,NTM-8.4c,met,not_met" in rows[1:]
    book = load_workbook(BytesIO(as_specialist.get(f"/law/drafts/{draft.pk}/effect.xlsx").content))
    assert book.sheetnames == ["Mục", "Thay đổi"]
    nodes = {row[0]: row for row in book["Mục"].iter_rows(min_row=5, values_only=True)}
    assert nodes["NTM-8.4c"][2:6] == (1, 0, 0, 1)


def test_publishing_asks_for_the_decision_and_a_reason_and_the_set_is_there_at_once(
    as_leader, specialist, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "files"
    draft = begin(specialist, INVENTED)
    form = as_leader.get(f"/law/drafts/{draft.pk}/publish/")
    assert "QĐ 9999/QĐ-UBND" in form.content.decode()
    sent = {"seen": "1", "law": law_digest(), "kind": "decision", "number": "", "decided_on": "32/12/2022"}
    refused = as_leader.post(f"/law/drafts/{draft.pk}/publish/", sent)
    assert refused.status_code == 422
    assert told(refused).count("Chưa ghi đủ về văn bản quyết định") == 3
    assert "thiếu số, ký hiệu" in told(refused)
    assert "32/12/2022" in refused.content.decode()
    assert "Cần ghi lý do" in told(refused)
    sent |= {
        "number": "QĐ 9999/QĐ-UBND", "decided_on": "20/12/2022", "issuer": "UBND tỉnh Hải Dương",
        "subject": "Ban hành Bộ tiêu chí xã số", "reason": "Thí điểm", "document": upload("qd.pdf", pdf()),
    }  # fmt: skip
    answer = as_leader.post(f"/law/drafts/{draft.pk}/publish/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/law/XS/")
    page = as_leader.get("/law/XS/")
    assert "QĐ 9999/QĐ-UBND, 20/12/2022, UBND tỉnh Hải Dương" in told(page)
    assert "Thí điểm" in told(page)
    document = as_leader.get(f"/law/decisions/{Publication.objects.get().pk}/")
    assert b"".join(document.streaming_content) == pdf()
    assert "Xã số thử nghiệm" in told(as_leader.get("/matrix/?set=XS"))
    assert as_leader.get(f"/law/drafts/{draft.pk}/publish/").status_code == 302
    assert "bản nháp" not in told(as_leader.get("/law/XS/"))


def test_a_version_is_said_to_rest_on_the_decision_that_it_was_published_by(as_leader, leader, specialist):
    draft = begin(specialist, second_version(date(2022, 12, 15), "50%"))
    form = told(as_leader.get(f"/law/drafts/{draft.pk}/publish/"))
    assert "Lời văn còn ghi QĐ 2580/QĐ-UBND là văn bản ban hành phiên bản trước" in form
    published(leader, draft)
    page = told(as_leader.get("/law/NTM/?from=2022-12-15"))
    assert "Ban hành theo QĐ 77/QĐ-UBND · UBND tỉnh Hải Dương, 20/12/2022 · Sửa đổi Bộ tiêu chí" in page
    assert "Ban hành theo QĐ 2580" not in page
    assert "QĐ 77/QĐ-UBND · CV 1414" in told(as_leader.get("/law/"))
    assert "Ban hành theo QĐ 2580/QĐ-UBND" in told(as_leader.get("/law/NTM/?from=2022-09-26"))


def test_what_is_wrong_with_the_days_of_a_draft_is_told_at_their_line(as_specialist, specialist):
    text = NTM.replace("status: published", "status: draft")
    draft = begin(specialist, text)
    page = as_specialist.get(f"/law/drafts/{draft.pk}/")
    line = text[: text.index("valid: {")].count("\n") + 1
    assert f'<a href="#set-{line}" data-line="{line}"' in page.content.decode()
    assert "Có 1 chỗ sai, ghi rõ ở từng dòng bên dưới" in told(page)
    nothing = begin(specialist, "# chưa có gì\n")
    assert told(as_specialist.get(f"/law/drafts/{nothing.pk}/")).count("chỗ sai") == 1


def test_whoever_may_not_publish_is_told_who_does(as_specialist, specialist, leader):
    draft = begin(specialist, INVENTED)
    for page in (f"/law/drafts/{draft.pk}/", f"/law/drafts/{draft.pk}/effect/"):
        assert f"Việc công bố do {leader.name} (" in told(as_specialist.get(page))
    as_specialist.force_login(leader, backend=BACKEND)
    assert "Việc công bố do" not in told(as_specialist.get(f"/law/drafts/{draft.pk}/"))


def test_a_specialist_cannot_publish(as_specialist, specialist):
    draft = begin(specialist, INVENTED)
    assert as_specialist.get(f"/law/drafts/{draft.pk}/publish/").status_code == 403
    assert "Công bố" not in told(as_specialist.get(f"/law/drafts/{draft.pk}/")).split("Nội dung trước đây")[0]


def test_the_page_of_a_visitor_is_another_once_something_is_published(client, specialist, leader, workplace):
    assert "XS" not in told(client.get("/law/"))
    published(leader, begin(specialist, INVENTED))
    assert "XS · Xã số thử nghiệm" in told(client.get("/law/"))
    assert "Xã số thử nghiệm" in told(client.get(f"/communes/{workplace.commune.code}/?set=XS"))


def test_each_version_can_be_read_and_the_one_that_ended_says_so(client, specialist, leader):
    published(leader, begin(specialist, second_version(date(2022, 12, 15), "50%")))
    now, before = told(client.get("/law/NTM/")), told(client.get("/law/NTM/?from=2022-09-26"))
    assert "cần từ 50% trở lên" in now
    assert "cần từ 30% trở lên" in before
    assert "hết hiệu lực 26/09/2022 đến 14/12/2022" in before


def test_a_ruling_is_filled_in_and_becomes_a_draft(as_specialist):
    form = as_specialist.get("/law/rulings/new/?node=NTM-8.3.2").content.decode()
    assert 'value="AMB-32"' in form
    assert 'name="date" type="date" value="2022-12-31"' in form
    sent = {
        "id": "AMB-32", "question_vi": "Loa chờ sửa có tính?", "ruling_vi": "Không", "source_vi": "CV 99",
        "date": "01/12/2022", "status": "confirmed", "scope": "NTM-8.3.2",
    }  # fmt: skip
    wrong = as_specialist.post("/law/rulings/new/", {**sent, "ruling_vi": "", "date": "hôm qua"})
    assert wrong.status_code == 422
    assert "Loa chờ sửa có tính?" in wrong.content.decode()
    page = as_specialist.get(as_specialist.post("/law/rulings/new/", sent)["Location"])
    assert "Nội dung hợp lệ" in told(page)
    assert "en:" not in Draft.objects.get().current.rulings_text, "nobody has put it into English"
    as_specialist.cookies["lang"] = "en"
    assert re.search(
        r"version 1 by .*?, \d+ December 2022 \d\d:\d\d", told(as_specialist.get(page.request["PATH_INFO"]))
    )
    as_specialist.cookies["lang"] = "vi"
    effect = told(as_specialist.get(f"/law/drafts/{Draft.objects.get().pk}/effect/"))
    assert "Sẽ hiện ở: NTM-8.3.2" in effect
    assert "Không kết quả nào thay đổi" in effect


def test_a_ruling_that_changes_what_is_asked_comes_with_the_next_version(as_specialist):
    sent = {
        "id": "AMB-32", "question_vi": "Bao nhiêu?", "ruling_vi": "Một nửa", "source_vi": "CV 99", "changes": "yes",
        "date": "01/02/2023", "status": "confirmed", "scope": "NTM-8.3.2",
    }  # fmt: skip
    as_specialist.post("/law/rulings/new/", sent)
    draft = Draft.objects.get()
    assert "changes:\n      - {from: 2023-02-01, ruling: AMB-32}" in re.sub(r" {4,}", "      ", draft.current.set_text)
    assert "valid: {from: 2023-02-01," in draft.current.set_text
    assert "Nội dung hợp lệ" in told(as_specialist.get(f"/law/drafts/{draft.pk}/"))
    nothing = as_specialist.post("/law/rulings/new/", {**sent, "scope": ""})
    assert nothing.status_code == 422


def test_a_ruling_without_english_words_says_so_in_english(client, specialist, leader):
    text = RULING.replace(", en: Does a loudspeaker that waits for repair count?", "")
    text = text.replace(", en: 'No, once it has waited for more than 7 days.'", "")
    published(leader, begin(specialist, "", text))
    client.cookies["lang"] = "en"
    page = client.get("/law/rulings/?q=AMB-90").content.decode()
    assert '<p lang="vi"><b>Không, nếu quá 7 ngày.</b></p>' in page
    assert "Not put into English yet." in page


def test_a_ruling_that_was_replaced_can_still_be_read(client, specialist, leader):
    published(leader, begin(specialist, "", RULING.replace("AMB-90", "AMB-8")))
    page = told(client.get("/law/rulings/?q=AMB-8"))
    assert "đã xác nhận" in page
    assert "Nội dung trước đây" in page
    assert law().rulings["AMB-8"].ruling.vi in page


def test_a_set_that_is_awaited_is_watched(as_specialist, client):
    assert "chờ hướng dẫn" in told(as_specialist.get("/law/TM/"))
    wrong = as_specialist.post("/law/TM/watch/", {"on": "2022-12-20", "heard": ""})
    assert wrong.status_code == 422
    as_specialist.post("/law/TM/watch/", {"on": "2022-12-20", "heard": "VPĐP Trung ương: chưa có"})
    assert Watch.objects.count() == 1
    client.logout()
    assert "Tin gần nhất ngày 20/12/2022: VPĐP Trung ương: chưa có" in told(client.get("/law/"))


def test_a_draft_that_was_given_up_says_so(as_specialist, specialist):
    draft = begin(specialist, INVENTED)
    assert as_specialist.post(f"/law/drafts/{draft.pk}/discard/", {"reason": ""}).status_code == 422
    as_specialist.post(f"/law/drafts/{draft.pk}/discard/", {"reason": "Chờ Bộ"})
    page = as_specialist.get(f"/law/drafts/{draft.pk}/")
    assert "Đã bỏ" in told(page)
    assert "readonly" in page.content.decode()
    assert f"/law/drafts/{draft.pk}/" not in as_specialist.get("/law/").content.decode()


@pytest.mark.parametrize(
    "path", ["/law/", "/law/KM/", "/law/TM/", "/law/rulings/", "/law/compare/?old=NTM&new=NC", "/law/NC/text/"]
)
def test_every_page_speaks_english_too(client, workplace, path):
    client.cookies["lang"] = "en"
    page = told(client.get(path))
    assert "Criteria sets" in page
