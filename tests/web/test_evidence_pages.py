"""Evidence in the page: attached by a plain form or file by file, read through the door alone."""

import io
import re

import pytest
from django.conf import settings as configured

from evidence.files import jpeg, pdf, saved, scene, upload
from langso.accounts.models import Role
from langso.evidence.actions import Given, attach, withdraw
from langso.evidence.models import Blob, Evidence
from langso.evidence.rules import find_node
from langso.journal.models import Event
from langso.registers.law import law
from workplace import DAY

pytestmark = pytest.mark.django_db

NODE = "NTM-8.3.2"
AT = f"/communes/10630/evidence/{NODE}/"
MAY_READ = {
    Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.VILLAGE_TEAM, Role.DISTRICT_REVIEWER, Role.DEPARTMENT_SPECIALIST,
    Role.DEPARTMENT_LEADER, Role.COORDINATION_OFFICER, Role.READER,
}  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def officer(workplace, client):
    client.force_login(workplace.officer)
    return client


def attached(workplace, content=None, name="loa.jpg") -> Evidence:
    return attach(workplace.officer, workplace.commune, NODE, upload(name, content or jpeg()))


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_says_what_the_law_suggests_and_takes_files_without_script(officer):
    page = text(officer.get(AT))
    assert 'enctype="multipart/form-data"' in page
    assert "capture=" in page
    assert "Văn bản gợi ý" in page
    sent = {"files": [upload("a.jpg", jpeg()), upload("b.pdf", pdf())], "valid_until": "31/12/2023"}
    answer = officer.post(AT, sent, follow=True)
    assert answer.redirect_chain == [(AT, 302)]
    assert "a.jpg, b.pdf" in text(answer)
    assert "còn hiệu lực đến 31/12/2023" in text(answer)
    assert Evidence.objects.count() == 2


def test_one_that_is_refused_is_named_and_keeps_the_other(officer):
    sent = {"files": [upload("tot.jpg", jpeg()), upload("virus.pdf", b"MZ" + bytes(99))]}
    answer = officer.post(AT, sent)
    assert answer.status_code == 422
    page = text(answer)
    assert "“virus.pdf” là một chương trình" in page
    assert "tot.jpg" in page
    assert Evidence.objects.get().title == "tot"


def test_file_by_file_the_script_is_told_what_became_of_each(officer):
    good = officer.post(AT, {"files": upload("a.jpg", jpeg())}, headers={"accept": "application/json"})
    assert (good.status_code, good.json()["files"][0]["url"]) == (200, f"/evidence/{Evidence.objects.get().pk}/")
    bad = officer.post(AT, {"files": upload("x.svg", b"<svg onload=x()>")}, headers={"accept": "application/json"})
    assert bad.status_code == 422
    assert "SVG" in bad.json()["files"][0]["problems"][0]["what"]


def test_without_a_file_or_with_a_day_that_is_none_nothing_is_attached(officer):
    assert "Chưa chọn tệp" in text(officer.post(AT, {}))
    answer = officer.post(AT, {"files": upload("a.jpg", jpeg()), "valid_until": "31/02/2023"})
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("number", ["²", str(10**30), "-1", "x"])
def test_what_is_no_number_of_evidence_is_nothing_to_use_again(officer, number):
    answer = officer.post(AT, {"again": number})
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_a_piece_alone_is_answered_to_htmx(officer):
    page = text(officer.get(AT, headers={"hx-request": "true"}))
    assert "<html" not in page
    assert 'id="evidence-NTM-8-3-2"' in page


class Stream(io.RawIOBase):
    """A request's body that is never held: a head, then zeros; counts what was read."""

    def __init__(self, head: bytes, length: int, tail: bytes) -> None:
        self.parts, self.left, self.tail, self.taken = head, length, tail, 0

    def readable(self) -> bool:
        return True

    def read(self, size=-1):
        size = size if size >= 0 else 1 << 16
        if self.parts:
            out, self.parts = self.parts[:size], self.parts[size:]
        elif self.left:
            out = bytes(min(size, self.left))
            self.left -= len(out)
        else:
            out, self.tail = self.tail[:size], self.tail[size:]
        self.taken += len(out)
        return out


def streamed(client, length: int, before: bytes = b""):
    head = (
        before
        + b'--x\r\nContent-Disposition: form-data; name="files"; filename="phim.pdf"\r\n'
        + b"Content-Type: application/pdf\r\n\r\n%PDF-1.7"
    )
    body = Stream(head, length, b"\r\n--x--\r\n")
    total = len(head) + length + 9
    sent = {"wsgi.input": body, "CONTENT_LENGTH": str(total), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = client.generic("POST", AT, **sent)
    return answer, body


def test_2_gb_are_refused_before_they_are_read(officer):
    answer, body = streamed(officer, 2 * 1024**3)
    assert answer.status_code == 413
    assert body.taken == 0
    assert "lớn hơn 250 MB" in text(answer)
    assert not Evidence.objects.exists()


def test_a_file_above_the_limit_is_thrown_away_while_it_streams_in_and_the_other_stays(officer, settings, tmp_path):
    settings.UPLOAD_LIMIT = 3 * 1024 * 1024
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    good = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n' + jpeg() + b"\r\n"
    answer, _body = streamed(officer, 20 * 1024 * 1024, good)
    assert answer.status_code == 422
    assert "“phim.pdf” lớn hơn 3 MB" in text(answer)
    assert Evidence.objects.get().title == "a"
    assert not list(tmp_path.glob("*.upload*"))


def test_a_forged_request_is_refused(workplace):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(workplace.officer)
    assert client.post(AT, {"files": upload("a.jpg", jpeg())}).status_code == 403
    assert not Evidence.objects.exists()


# Who may see what


def addresses(item: Evidence) -> list[str]:
    return [
        AT, "/communes/10630/evidence/", f"/evidence/{item.pk}/", f"/evidence/{item.pk}/file/1/",
        f"/evidence/{item.pk}/thumbnail/1/",
    ]  # fmt: skip


def test_the_public_sees_no_evidence(workplace, client):
    for address in [*addresses(attached(workplace)), "/evidence/duplicates/", "/evidence/999/"]:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/account/login/")
    assert client.post(AT, {"files": upload("a.jpg", jpeg(seed=2))}).status_code == 403
    assert Blob.objects.count() == 1


@pytest.mark.parametrize("role", sorted(Role))
def test_each_role_sees_what_it_may(workplace, client, role):
    item = attached(workplace)
    client.force_login(workplace.people[role])
    for address in addresses(item):
        assert client.get(address).status_code == (200 if role in MAY_READ else 403), address


def test_an_officer_of_one_commune_sees_nothing_of_another(workplace, officer):
    item = attached(workplace)
    Evidence.objects.update(commune=workplace.elsewhere)
    for address in (f"/evidence/{item.pk}/", f"/evidence/{item.pk}/file/1/", f"/evidence/{item.pk}/thumbnail/1/"):
        assert officer.get(address).status_code == 403
    code = workplace.elsewhere.code
    assert officer.get(f"/communes/{code}/evidence/").status_code == 403
    answer = officer.post(f"/communes/{code}/evidence/{NODE}/", {"files": upload("a.jpg", jpeg(seed=2))})
    assert answer.status_code == 403
    assert Blob.objects.count() == 1


@pytest.mark.parametrize("what", ["revise", "dates", "link", "describe", "unlink", "withdraw"])
@pytest.mark.parametrize("role", [Role.READER, Role.DEPARTMENT_SPECIALIST])
def test_who_only_reads_changes_nothing(workplace, client, what, role):
    item = attached(workplace)
    client.force_login(workplace.people[role])
    sent = {"reason": "x", "node": "NTM-8.2.3", "title": "y", "file": upload("b.jpg", jpeg(seed=3))}
    assert client.post(f"/evidence/{item.pk}/{what}/", sent).status_code == 403
    item.refresh_from_db()
    assert (item.version, item.withdrawn_at) == (1, None)


# Files


def test_a_picture_is_handed_out_so_that_nothing_can_run_in_it(workplace, officer):
    item = attached(workplace)
    answer = officer.get(f"/evidence/{item.pk}/file/1/")
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'inline; filename="loa.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    again = officer.get(f"/evidence/{item.pk}/file/1/", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    officer.logout()
    assert officer.get(f"/evidence/{item.pk}/file/1/", headers={"if-none-match": answer["ETag"]}).status_code == 302


def test_a_document_is_downloaded_under_its_name_with_the_ending_that_it_is(workplace, officer):
    item = attached(workplace, pdf(), "Quyết định.exe")
    answer = officer.get(f"/evidence/{item.pk}/file/1/")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf"
    assert officer.get(f"/evidence/{item.pk}/thumbnail/1/").status_code == 404


def test_no_public_folder_holds_evidence():
    assert not getattr(configured, "MEDIA_URL", "").strip("/")
    assert not str(configured.STATIC_ROOT).startswith(str(configured.MEDIA_ROOT))


# One piece, the library, duplicates


def test_one_piece_is_revised_dated_linked_and_withdrawn_from_its_page(workplace, officer):
    item = attached(workplace)
    at = f"/evidence/{item.pk}/"

    def post(what, **sent):
        item.refresh_from_db()
        return officer.post(f"{at}{what}/", {"version": item.version, **sent}, follow=True)

    assert "Tệp mới đã có" in text(post("revise", file=upload("b.jpg", jpeg(seed=3)), note="rõ hơn"))
    assert "hết hiệu lực ngày 01/12/2022" in text(post("dates", title="Loa", valid_until="2022-12-01"))
    assert "NTM-8.2.3" in text(post("link", node="NTM-8.2.3"))
    post("unlink", node="NTM-8.2.3")
    page = text(post("withdraw", reason="nhầm"))
    assert "Đã rút" in page
    assert "nhầm" in page
    assert "rõ hơn" in page
    assert "Thêm bản mới" not in page


def test_what_a_piece_is_can_be_changed_afterwards_and_the_journal_says_so(workplace, officer):
    kinds = [words.vi for words in find_node(law().versions, NODE)[1].evidence]
    item = attached(workplace)
    address = f"/evidence/{item.pk}/"
    assert "Đổi loại minh chứng" in text(officer.get(address))
    typed = {"node": NODE, "suggestion": kinds[0], "version": item.version}
    answer = officer.post(f"{address}describe/", typed, follow=True)
    assert f'<span class="quiet">{kinds[0]}</span>' in text(answer)
    assert officer.post(f"{address}describe/", typed | {"suggestion": ""}).status_code == 409
    assert [link.suggestion for link in Evidence.objects.get().linked] == [kinds[0]]
    event = Event.objects.get(kind="evidence.described")
    assert (event.details["before"], event.details["after"]) == ("", kinds[0])
    journal = text(officer.get("/communes/10630/journal/"))
    assert "đổi loại minh chứng" in journal
    assert "loại khác" in journal


def test_what_is_wrong_with_a_form_is_said_at_its_field(workplace, officer):
    item = attached(workplace)
    days = {"title": "Loa", "valid_from": "2022-12-31", "valid_until": "2022-01-01", "version": item.version}
    page = text(officer.post(f"/evidence/{item.pk}/dates/", days))
    field = page.split('id="days-until"')[1].split("</div>")[0]
    assert "Ngày hết hiệu lực 01/01/2022 trước" in field
    assert page.count("Ngày hết hiệu lực 01/01/2022 trước") == 1
    page = text(officer.post(AT, {"title": ""}))
    assert re.search(r'role="alert" data-no-file><p.*Chưa chọn tệp', page)
    assert "data-no-file hidden" in text(officer.get(AT))


def test_the_page_of_a_piece_names_each_thing_once(workplace, officer):
    item = attach(
        workplace.officer, workplace.commune, NODE, upload("loa.jpg", jpeg()), Given(valid_from=DAY, valid_until=DAY)
    )
    page = text(officer.get(f"/evidence/{item.pk}/"))
    assert page.count("<dt>Hiệu lực</dt>") == 1
    assert "<dt>Tình trạng</dt>" in page


def test_the_condition_is_quoted_in_english_to_who_reads_english(officer):
    node = find_node(law().versions, NODE)[1]
    assert node.text in text(officer.get(AT))
    officer.cookies["lang"] = "en"
    page = text(officer.get(AT))
    assert f'<blockquote class="condition-words">{node.en}</blockquote>' in page
    assert node.text not in page


def test_a_stale_form_is_refused_and_says_so(workplace, officer):
    item = attached(workplace)
    officer.post(f"/evidence/{item.pk}/dates/", {"version": 1, "title": "Một"})
    answer = officer.post(f"/evidence/{item.pk}/dates/", {"version": 1, "title": "Hai"})
    assert answer.status_code == 409
    assert "Một" in text(answer)
    item.refresh_from_db()
    assert item.title == "Một"


def test_the_library_filters_by_condition_and_by_what_is_to_be_done(workplace, officer):
    attached(workplace, name="con.jpg")
    gone = attached(workplace, jpeg(seed=4), "rut.jpg")
    withdraw(workplace.officer, gone, "sai")
    late = attached(workplace, jpeg(seed=5), "het.jpg")
    Evidence.objects.filter(pk=late.pk).update(valid_until=DAY)
    library = "/communes/10630/evidence/"

    def names(query):
        page = text(officer.get(library + query))
        return {name for name in ("con", "rut", "het") if f">{name}</a>" in page}

    assert names("") == {"con", "het"}
    assert names(f"?node={NODE}") == {"con", "het"}
    assert names("?node=NTM-8.2.3") == set()
    assert names("?show=expiring") == {"het"}
    assert names("?show=withdrawn") == {"rut"}
    assert "NTM-8.2.3" in text(officer.get(library + "?show=missing"))


def test_conditions_of_several_sets_are_named_with_their_set(workplace, officer):
    page = text(officer.get("/communes/10630/evidence/"))
    offered = re.findall(r'<option value="([^"]+)"[^>]*>(\S+)', page)
    assert {"NTM-8.3.2", "NC-8.2"} <= {value for value, _said in offered}
    assert all(value == said for value, said in offered if value)


def test_who_reviews_both_communes_is_shown_what_both_gave(workplace, client):
    attached(workplace)
    Evidence.objects.update(commune=workplace.elsewhere)
    mine = attached(workplace)
    attached(workplace, saved(scene(seed=9), "PNG"), "rieng.png")
    client.force_login(workplace.people[Role.DEPARTMENT_SPECIALIST])
    page = text(client.get("/evidence/duplicates/"))
    assert "Cùng một tệp" in page
    assert workplace.elsewhere.full_name in page
    assert "rieng" not in page
    assert "1 xã khác cũng dùng tệp này" in text(client.get(f"/evidence/{mine.pk}/"))
    client.force_login(workplace.officer)
    assert client.get("/evidence/duplicates/").status_code == 403
    assert "xã khác" not in text(client.get(f"/evidence/{mine.pk}/"))
