"""The pages about people, as an operator uses them, and the link of an invitation as the invited person does."""

import re
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from openpyxl import Workbook, load_workbook

from langso.accounts.models import Membership, Person, Role
from langso.journal.models import Event
from langso.places.models import Organisation, OrganisationKind
from langso.vietnamese import sort_key
from web.accounts import give_second_factor, signed_in
from workplace import DAY, PASSWORD, Workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(workplace: Workplace) -> Client:
    return signed_in(workplace.people[Role.OPERATOR])


@pytest.fixture
def committee(workplace: Workplace) -> Organisation:
    return Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune)


def new(committee: Organisation, **changes: Any) -> dict[str, Any]:
    form = {"name": "Lê Thị Mới", "email": "moi@xa.example", "role": "commune_officer", "organisation": committee.pk}
    return form | changes


def test_the_list_is_searched_without_marks_and_narrowed_by_role(operator: Client, workplace: Workplace) -> None:
    Person.objects.filter(pk=workplace.officer.pk).update(name="Nguyễn Thị Hạnh")
    page = operator.get("/people/", {"q": "hanh"}).content.decode()
    assert "Nguyễn Thị Hạnh" in page
    assert "1 người" in page
    assert "Cán bộ xã" in page
    assert "Không có ai như vậy" in operator.get("/people/", {"q": "hanh", "role": "reader"}).content.decode()
    assert operator.get("/people/", {"unit": "x", "role": "?", "page": "99", "organisation": "-1"}).status_code == 200


def test_organisations_of_one_name_are_told_apart_by_their_district(
    operator: Client, workplace: Workplace, committee: Organisation
) -> None:
    page = operator.get("/people/", {"q": "nam sach", "organisation": committee.pk}).content.decode()
    assert page.count("UBND xã An Bình, huyện Nam Sách") >= 3, "above the list and in its rows"
    assert "UBND xã An Bình, huyện Nam Sách" in operator.get(f"/people/{workplace.officer.pk}/").content.decode()


def test_somebody_is_invited_by_mail_and_signs_in_by_the_link(operator: Client, committee: Organisation) -> None:
    page = operator.post("/people/invite/", new(committee)).content.decode()
    assert "Liên kết đang được gửi đến moi@xa.example" in page
    assert "/invitation/" not in page
    link = urlsplit(re.search(r"http\S+", str(mail.outbox[0].body))[0]).path  # type: ignore[index]
    invited = Client()
    assert "Lê Thị Mới, anh/chị đăng nhập bằng moi@xa.example" in invited.get(link).content.decode()
    weak = invited.post(link, {"password": "12345"})
    assert weak.status_code == 422
    assert invited.post(link, {"password": PASSWORD})["Location"] == "/home/"
    assert "Cán bộ xã" in invited.get("/account/").content.decode()
    over = Client().get(link)
    assert over.status_code == 410
    assert "Nếu đã đặt mật khẩu, anh/chị hãy đăng nhập" in over.content.decode()


def test_without_a_mail_server_the_operator_is_shown_the_link_once(
    operator: Client, committee: Organisation, settings: Any, tmp_path: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    page = operator.post("/people/invite/", new(committee)).content.decode()
    link = re.search(r"http://testserver(/invitation/[^<]+)", page)[1]  # type: ignore[index]
    assert "không hiện lại" in page
    assert '<code class="link-shown" id="link">' in page
    assert 'data-copies="link" hidden' in page
    assert "web/js/inviting" in page
    assert Client().get(link).status_code == 200
    pk = Person.objects.get(email="moi@xa.example").pk
    assert "/invitation/" not in operator.get(f"/people/{pk}/").content.decode()
    again = operator.post(f"/people/{pk}/", {"do": "invite_again"}).content.decode()
    assert Client().get(link).status_code == 410
    link = re.search(r"http://testserver(/invitation/[^<]+)", again)[1]  # type: ignore[index]
    assert Client().get(link).status_code == 200


def test_a_mail_server_that_is_away_leaves_the_link_to_hand_over(
    operator: Client, committee: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    assert "http://testserver/invitation/" in operator.post("/people/invite/", new(committee)).content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"email": "x"}, "“x” không phải địa chỉ thư điện tử"),
        ({"name": ""}, "Thiếu họ tên"),
        ({"role": ""}, "Thiếu vai trò và cơ quan"),
        ({"organisation": "0"}, "Thiếu vai trò và cơ quan"),
        ({"role": "department_leader"}, "Không giao vai trò “Lãnh đạo Sở”"),
        ({"since": "32/13/2022"}, "32/13/2022"),
    ],
)
def test_a_wrong_invitation_keeps_what_was_typed_and_says_why(
    operator: Client, committee: Organisation, changes: dict[str, Any], told: str
) -> None:
    answer = operator.post("/people/invite/", new(committee, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert changes.get("name", "Lê Thị Mới") in page
    assert not Person.objects.filter(email="moi@xa.example").exists()


def test_roles_are_given_changed_and_ended_with_their_days(
    operator: Client, workplace: Workplace, committee: Organisation
) -> None:
    officer, page = workplace.officer, f"/people/{workplace.officer.pk}/"
    membership = Membership.objects.get(person=officer)
    form = {"do": "change_role", "membership": membership.pk, "role": "commune_leader", "organisation": committee.pk}
    assert operator.post(page, form | {"since": "31/12/2022"}).status_code == 302
    shown = operator.get(page).content.decode()
    assert "Lãnh đạo xã" in shown
    assert "30/12/2022" in shown
    leader = Membership.objects.get(person=officer, role="commune_leader")
    wrong = operator.post(page, {"do": "end_role", "membership": leader.pk, "until": "01/12/2022"})
    assert wrong.status_code == 422
    assert "Ngày cuối 01/12/2022 trước ngày đầu 31/12/2022" in wrong.content.decode()
    operator.post(page, {"do": "end_role", "membership": leader.pk, "until": "31/12/2022"})
    operator.post(page, {"do": "give_role", "role": "reader", "organisation": committee.pk, "since": "2023-01-01"})
    held = [
        (m.role, m.since.isoformat(), str(m.until)) for m in Membership.objects.filter(person=officer).order_by("pk")
    ]
    assert held[1:] == [
        ("commune_leader", DAY.isoformat(), DAY.isoformat()),
        ("reader", "2023-01-01", "None"),
    ]


def test_another_persons_role_is_out_of_reach_from_here(operator: Client, workplace: Workplace) -> None:
    other = Membership.objects.get(person=workplace.people[Role.READER])
    answer = operator.post(f"/people/{workplace.officer.pk}/", {"do": "end_role", "membership": other.pk})
    assert answer.status_code == 404
    assert operator.post(f"/people/{workplace.officer.pk}/", {"do": "nothing known"}).status_code == 404
    assert operator.get("/people/999999/").status_code == 404


def test_switching_off_ends_every_session_at_once(operator: Client, workplace: Workplace) -> None:
    at_work = Client()
    at_work.post("/account/login/", {"login": workplace.officer.email, "password": PASSWORD})
    assert at_work.get("/account/").status_code == 200
    page = f"/people/{workplace.officer.pk}/"
    assert "Cần ghi lý do" in operator.post(page, {"do": "switch_off", "reason": ""}).content.decode()
    assert at_work.get("/account/").status_code == 200
    operator.post(page, {"do": "switch_off", "reason": "Chuyển công tác"})
    assert at_work.get("/account/").status_code == 302
    assert Event.objects.latest("number").details == {"sessions_ended": 1}
    assert "Tài khoản này đã bị ngừng" in operator.get(page).content.decode()
    operator.post(page, {"do": "switch_on", "reason": "Trở lại"})
    answer = at_work.post("/account/login/", {"login": workplace.officer.email, "password": PASSWORD})
    assert answer["Location"] == "/home/"


def test_another_address_and_a_lost_telephone_sign_out_everywhere(operator: Client, workplace: Workplace) -> None:
    officer, page = workplace.officer, f"/people/{workplace.officer.pk}/"
    for form in (
        {"do": "correct", "name": officer.name, "email": "dung@xa.example"},
        {"do": "second_factor", "reason": "Mất điện thoại"},
    ):
        give_second_factor(officer) if form["do"] == "second_factor" else None
        at_work = signed_in(Person.objects.get(pk=officer.pk))
        assert at_work.get("/account/").status_code == 200
        assert operator.post(page, form).status_code == 302
        assert at_work.get("/account/").status_code == 302


def test_the_own_account_shows_role_and_territory_and_changes_the_language_alone(workplace: Workplace) -> None:
    client = signed_in(workplace.officer)
    page = client.get("/account/").content.decode()
    assert "Địa bàn: Xã An Bình." in page
    client.cookies["lang"] = "vi"
    assert client.post("/account/", {"name": "Phạm Văn Khác", "language": "en"}).status_code == 302
    page = client.get("/account/").content.decode()
    assert "My account" in page
    assert workplace.officer.name in page
    assert 'name="name"' not in page
    assert "Only the operator can change the name" in page
    assert Person.objects.get(pk=workplace.officer.pk).name == workplace.officer.name


def workbook(committee: Organisation, *rows: list[Any]) -> BytesIO:
    book = Workbook()
    sheet = book.active
    sheet.append(["Thư điện tử*", "Họ và tên*", "Vai trò*", "Cơ quan*", "Mã đơn vị hành chính", "Từ ngày"])
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "nguoi-dung.xlsx"
    return file


def test_a_list_is_looked_at_first_then_imported_and_everybody_invited(
    operator: Client, committee: Organisation
) -> None:
    rows = [[f"moi{n}@xa.example", f"Người {n}", "Cán bộ xã", committee.name, None, "31/12/2022"] for n in range(3)]
    preview = operator.post("/people/import/", {"file": workbook(committee, *rows)}).content.decode()
    assert "Chưa ghi gì cả." in preview
    assert preview.count("Người 0") == 1
    assert not Person.objects.filter(email="moi0@xa.example").exists()
    token = re.search(r'name="token" value="([^"]+)"', preview)[1]  # type: ignore[index]
    done = operator.post("/people/import/confirm/", {"token": token}).content.decode()
    assert "Đã gửi thư mời 3 người." in done
    assert [sent.to[0] for sent in mail.outbox] == [f"moi{n}@xa.example" for n in range(3)]
    assert Membership.objects.filter(person__email__startswith="moi", organisation=committee).count() == 3
    again = operator.post("/people/import/confirm/", {"token": token})
    assert again.status_code == 422
    assert "Bản xem trước đã quá hạn" in again.content.decode()


def test_a_list_with_a_wrong_row_cannot_be_confirmed(operator: Client, committee: Organisation) -> None:
    rows = [
        ["moi1@xa.example", "Người Một", "Cán bộ xã", committee.name, None, None],
        ["moi2@xa.example", "Người Hai", "Chủ tịch", committee.name, None, None],
        ["moi3", "Người Ba", "Cán bộ xã", committee.name, None, None],
    ]
    page = operator.post("/people/import/", {"file": workbook(committee, *rows)}).content.decode()
    assert "“Chủ tịch” không phải vai trò" in page
    assert "“moi3” không phải địa chỉ thư điện tử" in page
    assert "Chưa nhập được." in page
    assert 'name="token"' not in page


def test_a_row_with_a_formula_is_refused_beside_the_other_wrong_ones(operator: Client, committee: Organisation) -> None:
    rows = [
        ["moi1@xa.example", "Người Một", "Cán bộ xã", committee.name, None, "=TODAY()"],
        ["moi2@xa.example", "Người Hai", "Chủ tịch", committee.name, None, None],
        ["moi3@xa.example", "Người Ba", "Cán bộ xã", committee.name, None, None],
    ]
    answer = operator.post("/people/import/", {"file": workbook(committee, *rows)})
    page = answer.content.decode()
    lines = [" ".join(re.sub(r"<[^>]+>", " ", unescape(row)).split()) for row in page.split("<tr")[2:]]
    [formula] = [line for line in lines if "Người Một" in line]
    assert "Sheet, dòng 2" in formula
    assert "F : Ô có công thức nhưng chưa được tính" in formula
    assert "“Chủ tịch” không phải vai trò" in page
    assert [line for line in lines if "Người Ba" in line]
    assert 'name="token"' not in page


def test_what_is_wrong_names_columns_in_the_form_s_words_and_lists_what_may_be(
    operator: Client, workplace: Workplace, committee: Organisation
) -> None:
    Organisation.objects.create(
        name=committee.name, kind=committee.kind, unit=workplace.elsewhere, since=workplace.elsewhere.since
    )
    rows = [
        ["moi1@xa.example", "Người Một", "Chủ tịch", "UBND xã Hai", None, None],
        ["moi2@xa.example", "Người Hai", None, "UBND xã Hai", None, "hôm qua"],
        ["moi3@xa.example", "Người Ba", "Cán bộ xã", committee.name, "99999", None],
        ["moi4@xa.example", "Người Bốn", "Cán bộ xã", committee.name, None, None],
    ]
    answer = operator.post("/people/import/", {"file": workbook(committee, *rows)})
    said = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    assert "Vai trò : “Chủ tịch” không phải vai trò. Cần có: một trong: Cán bộ xã" in said
    assert "Cột “Vai trò” còn trống. Cần có: một trong: Cán bộ xã" in said
    assert "Từ ngày : “hôm qua” không phải là ngày" in said
    assert "Cần có: ngày như 31/12/2022" in said
    assert "Mã đơn vị hành chính : Không có đơn vị hành chính mang mã “99999”" in said
    assert "Ghi mã đơn vị hành chính ở cột “Mã đơn vị hành chính”" in said
    assert f"10630 (Huyện Nam Sách), {workplace.elsewhere.code} (" in said
    assert "Người Hai <moi2@xa.example>" in unescape(said)
    assert "Sheet, dòng 2" in said
    for column in ("unit", "role", "since", "organisation", "email"):
        assert f" {column} :" not in said
        assert f"cột {column}" not in said


def test_a_form_with_another_header_is_told_in_the_forms_words(operator: Client, committee: Organisation) -> None:
    book = Workbook()
    book.active.append(["Thư điện tử", "Họ và tên", "Chức danh"])
    book.active.append(["a@xa.example", "A", "B"])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "x.xlsx"
    page = operator.post("/people/import/", {"file": file}).content.decode()
    assert "Thiếu cột “Vai trò”" in page
    assert "Thư điện tử, Họ và tên, Vai trò, Cơ quan" in page


def test_organisations_are_chosen_by_kind_in_the_vietnamese_order(
    operator: Client, workplace: Workplace, committee: Organisation
) -> None:
    page = operator.get("/people/invite/").content.decode()
    chosen = page[page.index('id="id_organisation"') :]
    chosen = chosen[: chosen.index("</select>")]
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', chosen, re.S)
    assert [label for label, _ in groups][-1] == "UBND xã"
    communes = re.findall(r">([^<]+)</option>", groups[-1][1])
    assert len(communes) > 150
    assert len(communes) == len(set(communes))
    assert communes == sorted(communes, key=sort_key)
    assert 'data-narrows="id_organisation"' in page
    answer = operator.post("/people/invite/", new(committee, role=""))
    assert f'<option value="{committee.pk}" selected>' in answer.content.decode()


def test_nobody_confirms_what_another_looked_at(
    workplace: Workplace, operator: Client, committee: Organisation
) -> None:
    rows = [["moi1@xa.example", "Người Một", "Cán bộ xã", committee.name, None, None]]
    page = operator.post("/people/import/", {"file": workbook(committee, *rows)}).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]
    other = Person.objects.create_user("vh2@langso.example", "Người vận hành hai", PASSWORD)
    held = Membership.objects.get(person=workplace.people[Role.OPERATOR])
    Membership.objects.create(person=other, role=held.role, organisation=held.organisation, since=held.since)
    assert signed_in(other).post("/people/import/confirm/", {"token": token}).status_code == 422
    assert not Person.objects.filter(email="moi1@xa.example").exists()


def test_what_is_no_list_is_refused_with_the_reason(operator: Client) -> None:
    assert operator.post("/people/import/").status_code == 422
    for name, content in (
        ("x.pdf", b"%PDF-1.4"),
        ("x.xlsx", b"MZ not a workbook"),
        ("x.csv", b"a,b\n1,2\n"),
        ("../../etc/x.csv", b""),
    ):
        file = BytesIO(content)
        file.name = name
        answer = operator.post("/people/import/", {"file": file})
        assert answer.status_code == 422, name
        assert "notice-failed" in answer.content.decode()


def test_the_empty_form_is_understood_when_it_comes_back_filled_in(operator: Client, committee: Organisation) -> None:
    book = load_workbook(BytesIO(operator.get("/people/import/form.xlsx").content))
    assert book.sheetnames[0] == "Cơ quan"
    assert book["Người dùng"]["A1"].value == "Thư điện tử*"
    book["Người dùng"].append(["moi@xa.example", "Người Mới", "Cán bộ xã", committee.name])
    book["Cơ quan"].append(["Mặt trận Tổ quốc xã An Bình", "Mặt trận Tổ quốc Việt Nam", "10630"])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "form.xlsx"
    page = operator.post("/people/import/", {"file": file}).content.decode()
    assert "Mặt trận Tổ quốc Việt Nam, Xã An Bình" in page
    assert 'name="token"' in page
