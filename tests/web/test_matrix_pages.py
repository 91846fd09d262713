"""The matrix and the progress as pages and files: for everyone to read, names of rows only for whoever may see them."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image

from langso.accounts.models import Role
from langso.exchange.drawing import Drawing
from langso.journal.models import Event
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.web import heavy
from langso.workshop.actions import begin
from workplace import DAY
from workshop.conftest import as_published, published  # noqa: F401 - a fixture
from workshop.texts import INVENTED

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def villages(workplace):
    rows = [
        Edit(values={"code": "01", "name": "An Lãng", "loudspeaker_working": True}),
        Edit(values={"code": "02", "name": "Cẩm", "loudspeaker_working": False}),
    ]
    write_rows(workplace.officer, workplace.commune, "villages", rows)
    close_ledger(workplace.officer, workplace.commune, "villages")
    officials = [Edit(values={"code": "Mật-007", "trained_infosec": False})]
    write_rows(workplace.officer, workplace.commune, "officials", officials)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_anyone_sees_all_communes_with_signs_and_the_sums(client, workplace, villages):
    page = text(client.get("/matrix/"))
    assert "178 xã" in page
    assert page.count("<th scope=row><a") == 178
    assert '<td class=n><a href="10630/NTM-8.3.2" aria-label="Chưa đạt">✕</a>' in page
    assert "An Bình" in page


def test_the_filters_live_in_the_address(client, workplace, villages):
    page = text(client.get("/matrix/?set=NTM&node=NTM-8.3.2&only=not_met"))
    assert page.count("<th scope=row><a") == 1
    assert 'href="/communes/10630/?set=NTM"' in page
    assert "matrix.svg?set=NTM&amp;only=not_met&amp;node=NTM-8.3.2" in page


def test_all_sets_stand_side_by_side_when_asked(client, workplace):
    page = text(client.get("/matrix/?set=all"))
    assert "NTM-8.4c,NC-8,NC-8.1" in page
    assert "Xã nông thôn mới nâng cao" in page


def test_a_day_before_keeps_its_day_in_every_link(client, workplace):
    page = text(client.get("/matrix/?on=2022-10-30"))
    assert 'href="10630/NTM-8.1?on=2022-10-30"' in page


@pytest.mark.parametrize("address", ["/matrix/", "/ranking/", "/map/", "/", "/communes/10630/"])
def test_whoever_looks_at_a_past_day_is_told_so_and_led_back(client, workplace, address):
    assert "đang xem lại một ngày đã qua" not in text(client.get(address))
    page = text(client.get(address, {"on": "2022-10-30", "set": "NTM", "q": "an"}))
    notice = page.split("Đây là số liệu có đến hết ngày 30/10/2022")[1].split("</a>")[0]
    assert "Về hôm nay" in notice
    assert "2022-10-30" not in notice


@pytest.mark.parametrize("address", ["/matrix/", "/ranking/", "/map/"])
@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2023-05-01", "01/05/2023 chưa đến. Hãy chọn hôm nay hoặc một ngày đã qua."),
        ("1990-01-01", "Ngày 01/01/1990 chưa có bộ tiêu chí nào còn hiệu lực"),
        ("2022-06-30", "Ngày 30/06/2022 chưa có bộ tiêu chí nào còn hiệu lực"),
        ("hôm nay", "hôm nay"),
    ],
)
def test_a_day_of_which_nothing_can_be_shown_is_told_at_its_field(client, workplace, address, on, said):
    answer = client.get(address, {"set": "NC", "district": "290", "on": on})
    assert answer.status_code == 422
    page = answer.content.decode()
    field = page.split('<div class="field has-error"><label for="id_on">')[1].split("</div>")[0]
    assert said in field
    assert f'value="{on}"' in field
    assert '<option value="NC" selected>' in page
    assert '<option value="290" selected>' in page
    assert "set=NC" in page.split("Xem ngày")[0].rsplit("<a ", 1)[1]


def test_a_set_that_does_not_hold_on_the_day_is_told_at_the_day_too(client, workplace):
    leader = workplace.people[Role.DEPARTMENT_LEADER]
    published(leader, begin(leader, INVENTED))
    answer = client.get("/matrix/?set=XS&on=2022-10-30")
    assert answer.status_code == 422
    said = "Ngày 30/10/2022 bộ tiêu chí Xã số thử nghiệm không có hiệu lực; thời gian có hiệu lực: từ 01/12/2022"
    assert said in answer.content.decode()
    assert "set=XS&amp;on=2022-12-01" in answer.content.decode()


def test_below_the_matrix_stands_what_every_column_asks(client, workplace):
    page = text(client.get("/matrix/?set=NTM"))
    columns = page.split('id="columns-title"')[1]
    assert "<h4>8.3 Đài truyền thanh và hệ thống loa</h4>" in columns
    assert "<li><b>8.3.2</b> 100% số thôn có loa hoạt động</li>" in columns
    assert columns.count("<li><b>") == 17


def test_where_nobody_answers_to_the_filters_the_page_says_so(client, workplace):
    assert "Không có xã nào như vậy" in text(client.get("/matrix/?q=xyz"))


def test_a_day_without_a_set_leads_to_one_with(client, workplace):
    page = client.get("/matrix/?on=2020-06-30").content.decode()
    assert "Ngày 30/06/2020 chưa có bộ tiêu chí nào" in page
    assert 'href="?on=2022-09-26"' in page
    assert '<input class="form-control" id="id_on" name="on" type="date" value="2020-06-30"' in page
    front = text(client.get("/?on=2020-06-30"))
    assert "Ngày 30/06/2020 chưa có bộ tiêu chí nào" in front
    assert "Các dấu lần lượt là" not in front


@pytest.mark.parametrize(
    ("on", "why"), [("2030-01-01", "01/01/2030 chưa đến. Hãy chọn hôm nay"), ("mai", "“mai” không phải là ngày")]
)
def test_the_front_page_says_at_its_field_why_a_day_cannot_be_shown_and_leads_to_today(client, workplace, on, why):
    answer = client.get(f"/?on={on}&q=binh")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert why in page.split('id="id_on-error"')[1]
    assert f'name="on" type="date" value="{on}"' in page
    assert '<a class="button button-quiet" href="/?q=binh">Hôm nay</a>' in page
    assert "An Bình" not in page


def test_a_set_that_waits_for_guidance_is_refused_with_the_reason(client, workplace):
    answer = client.get("/matrix/?set=TM")
    assert answer.status_code == 422
    assert "TM" in answer.content.decode()


def test_without_script_a_cell_leads_to_the_condition_on_the_communes_page(client, workplace):
    answer = client.get("/matrix/10630/NTM-8.3.2")
    assert answer.status_code == 302
    assert answer["Location"] == "/communes/10630/?set=NTM#NTM-8.3.2"


def test_a_cell_opens_its_reason_and_leads_into_the_register_only_who_may_read_it(client, workplace, villages):
    panel = text(client.get("/matrix/10630/NTM-8.3.2", **HTMX))
    assert "<b>1/2</b> thôn có loa hoạt động" in panel
    assert '<span class="chip">Cẩm</span>' in panel
    client.force_login(workplace.people[Role.DISTRICT_REVIEWER], backend=BACKEND)
    panel = text(client.get("/matrix/10630/NTM-8.3.2", **HTMX))
    assert 'registers/villages/?node=NTM-8.3.2&amp;key=02">Cẩm</a>' in panel
    assert "Mở ở trang xã" in panel


def test_a_criterion_calls_its_parts_by_their_numbers(client, workplace, villages):
    panel = text(client.get("/matrix/10630/NTM-8", **HTMX))
    assert "<h2>8 Thông tin và truyền thông</h2>" in panel
    assert "Xã nông thôn mới</p>" in panel
    assert "Chưa đạt: 8.3" in panel
    assert "NTM-8.3" not in panel.split('<div class="actions">')[0]


def test_who_may_mend_is_led_to_mending(client, workplace, villages):
    client.force_login(workplace.officer, backend=BACKEND)
    assert "Sửa ở trang xã" in text(client.get("/matrix/10630/NTM-8.3.2", **HTMX))


def test_a_commune_or_condition_that_is_not_there_is_not_found(client, workplace):
    assert client.get("/matrix/99999/NTM-8.3.2", **HTMX).status_code == 404
    assert client.get("/matrix/10630/NTM-9.9", **HTMX).status_code == 404


def strings(answer):
    book = load_workbook(BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [str(c.value) for c in cells if c.value] + [c.comment.text for c in cells if c.comment]


HEAVY = ["/matrix/matrix.png", "/matrix/matrix.xlsx", "/ranking/ranking.xlsx"]
FOR_ALL = ["/matrix/matrix.svg", "/open/verdicts.csv", "/open/verdicts.json"]


@pytest.mark.parametrize("address", HEAVY)
def test_files_that_take_seconds_to_make_are_for_who_signed_in_and_not_offered_to_others(client, workplace, address):
    page = f"/{address.split('/')[1]}/"
    assert client.get(f"{address}?set=NTM")["Location"].startswith("/account/login/?next=/")
    assert f"{address}?" not in text(client.get(page))
    client.force_login(workplace.people[Role.FRONT_OFFICER], backend=BACKEND)
    assert f"{address}?" in text(client.get(page))


@pytest.mark.parametrize("address", FOR_ALL)
def test_large_files_for_everyone_are_made_one_at_a_time_too(client, workplace, address):
    with heavy.under_way() as first:
        assert first
        answer = client.get(address)
        assert client.get("/open/verdicts.csv?commune=10630").status_code == 200
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", HEAVY)
def test_one_such_file_is_made_at_a_time_and_who_comes_meanwhile_is_told_when_to_come_back(client, workplace, address):
    client.force_login(workplace.officer, backend=BACKEND)
    with heavy.under_way() as first:
        assert first
        answer = client.get(f"{address}?set=NTM&q=an binh")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "Thử lại sau mười giây" in answer.content.decode()
    assert client.get(f"{address}?set=NTM&q=an binh").status_code == 200


def test_a_large_picture_has_fewer_pixels(workplace):
    assert Image.open(BytesIO(Drawing(1000, 1000, "").png())).width == 2000
    assert Image.open(BytesIO(Drawing(4000, 4000, "").png())).width == 4000


def test_the_workbook_has_the_communes_shown_and_names_no_person_to_who_may_not_read_of_them(
    client, workplace, villages
):
    client.force_login(workplace.people[Role.FRONT_OFFICER], backend=BACKEND)
    told = strings(client.get("/matrix/matrix.xlsx?set=all&district=" + workplace.commune.parent.code))
    assert "An Bình" in told
    assert "Hoàng Hoa Thám" not in told
    assert any("1/2 thôn" in each and "Cẩm" in each for each in told)
    assert not any("Mật-007" in each for each in told)


def test_the_workbook_names_every_row_to_who_may_take_it_out(client, workplace, villages):
    client.force_login(workplace.people[Role.DISTRICT_REVIEWER], backend=BACKEND)
    told = strings(client.get("/matrix/matrix.xlsx?set=all&district=" + workplace.commune.parent.code))
    assert any("Mật-007" in each for each in told)


def test_names_that_leave_in_the_workbook_are_in_the_journal(client, workplace, villages):
    address = "/matrix/matrix.xlsx?set=NC&q=an binh"
    before = Event.objects.count()
    client.force_login(workplace.people[Role.FRONT_OFFICER], backend=BACKEND)
    assert not any("Mật-007" in each for each in strings(client.get(address)))
    assert Event.objects.count() == before
    client.force_login(workplace.officer, backend=BACKEND)
    assert any("Mật-007" in each for each in strings(client.get(address)))
    event = Event.objects.latest("number")
    assert (event.kind, event.actor, event.commune) == ("export.made", workplace.officer.pk, workplace.commune.pk)
    assert event.details == {"file": "ma-tran-nc-2022-12-31.xlsx", "communes": ["10630"], "personal": True}
    assert "ma-tran-nc-2022-12-31.xlsx" in text(client.get("/communes/10630/journal/?kind=exports"))


def test_the_picture_says_what_it_shows_and_of_which_day(client, workplace, villages):
    drawn = client.get("/matrix/matrix.svg?set=NTM&q=an binh")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "attachment" in drawn["Content-Disposition"]
    drawing = drawn.content.decode()
    for words in ("Ma trận: Xã nông thôn mới", "31/12/2022", "An Bình", "Nguồn:", "Chưa đạt"):
        assert words in drawing
    client.force_login(workplace.officer, backend=BACKEND)
    image = Image.open(BytesIO(client.get("/matrix/matrix.png?set=NTM&q=an binh").content))
    assert image.format == "PNG"
    assert image.width >= 1000


def test_progress_tells_who_is_closest_what_stands_in_the_way_and_the_districts(client, workplace, villages):
    page = text(client.get("/ranking/"))
    assert "Tiến độ · Xã nông thôn mới" in page
    assert "8.3.2 100% số thôn có loa hoạt động" in page
    assert "Huyện Nam Sách" in page
    assert '<svg class="chart"' in page


def test_who_has_fallen_behind_is_for_who_may_read_the_journal(client, workplace, villages):
    assert "Chậm" not in text(client.get("/ranking/"))
    client.force_login(workplace.people[Role.DISTRICT_REVIEWER], backend=BACKEND)
    page = text(client.get("/ranking/?all=1"))
    behind = page.split('id="behind"')[1]
    assert "An Bình" not in behind.split('id="unfinished"')[0], "it has written something today"
    assert "An Bình" in behind.split('id="unfinished"')[1]
    assert "Hoàng Hoa Thám" not in behind


def test_progress_comes_as_a_workbook(client, workplace, villages):
    client.force_login(workplace.officer, backend=BACKEND)
    told = strings(client.get("/ranking/ranking.xlsx?set=NTM"))
    assert "Xếp hạng" in load_workbook(BytesIO(client.get("/ranking/ranking.xlsx?set=NTM").content)).sheetnames
    assert "NTM-8.3.2" in told
    assert f"{DAY:%d/%m/%Y}" in told
