"""The map and the units as pages, and changes of the units brought in by the operator."""

import json
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from langso import clock
from langso.accounts.models import Role
from langso.journal.models import Event
from langso.places.models import CommuneGroup, Succession, Unit
from langso.registers.declaring import Said, declare
from workplace import DAY

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def features(client, query=""):
    answer = client.get(f"/map/communes.geojson{query}")
    assert answer["Content-Type"] == "application/geo+json"
    return json.loads(answer.content)["features"]


def test_the_map_says_the_same_as_a_list(client, workplace):
    declare(workplace.officer, workplace.commune, {"telecom_meets_qcvn": 0}, Said(DAY))
    page = text(client.get("/map/?node=NTM-8.2.3"))
    assert 'href="/communes/10630/?set=NTM#NTM-8.2.3" data-code="10630">An Bình</a>' in page
    assert page.index("Chưa đạt") < page.index("An Bình")
    assert "maplibre-gl.mjs" in page


def test_every_commune_is_a_point_with_its_verdict(client, workplace):
    declare(workplace.officer, workplace.commune, {"telecom_meets_qcvn": 0}, Said(DAY))
    found = features(client, "?node=NTM-8.2.3")
    assert len(found) == 178
    about = {feature["properties"]["code"]: feature["properties"] for feature in found}
    assert (about["10630"]["verdict"], about["10630"]["title"]) == ("not_met", "Chưa đạt")
    assert about["10630"]["district"] == "Huyện Nam Sách"
    assert len({tuple(feature["geometry"]["coordinates"]) for feature in found}) == 178


def test_where_boundaries_are_loaded_a_commune_is_an_area_too(client, workplace, settings, tmp_path):
    area = {"type": "Polygon", "coordinates": [[[106, 21], [106.1, 21], [106.1, 21.1], [106, 21]]]}
    file = tmp_path / "xã.geojson"
    shapes = [{"type": "Feature", "properties": {"code": "10630"}, "geometry": area}]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": shapes}), encoding="utf-8")
    settings.BOUNDARIES = str(file)
    (found,) = [feature for feature in features(client) if feature["geometry"]["type"] == "Polygon"]
    assert found["properties"]["name"] == "An Bình"


@pytest.mark.parametrize("content", ["no json", "[]", '{"features": 3}', '{"features": [1]}'])
def test_boundaries_that_cannot_be_read_leave_the_points(client, workplace, settings, tmp_path, content):
    file = tmp_path / "b.geojson"
    file.write_text(content, encoding="utf-8")
    settings.BOUNDARIES = str(file)
    assert len(features(client)) == 178


def test_the_tree_of_a_day_has_its_districts_and_communes(client, workplace):
    page = text(client.get("/places/"))
    assert "Tỉnh Hải Dương" in page
    assert "Huyện Nam Sách" in page
    assert '<a href="/communes/10630/">Xã An Bình</a>' in page
    assert "Nhập thay đổi" not in page


def test_a_unit_of_another_day_is_found_without_marks(client, workplace):
    page = text(client.get("/places/?q=quoc tuan"))
    assert "Xã Quốc Tuấn" in page
    assert "từ 01/12/2024" in page or "01/12/2024 đến" in page


def test_a_communes_page_tells_what_becomes_of_it(client, workplace):
    assert "Trước và sau" in text(client.get("/communes/10621/"))


@pytest.fixture
def operator(client, workplace):
    client.force_login(workplace.people[Role.OPERATOR], backend=BACKEND)
    return client


def sent(**lists):
    return {name: SimpleUploadedFile(f"{name}.csv", content.encode()) for name, content in lists.items()}


def test_only_the_operator_brings_changes_in(client, workplace):
    for role, person in workplace.people.items():
        client.force_login(person, backend=BACKEND)
        expected = 200 if role is Role.OPERATOR else 403
        assert client.get("/places/import/").status_code == expected, role
        assert client.get("/places/import/units.csv").status_code == expected, role
        assert client.post("/places/import/confirm/", {"token": "x"}).status_code == (422 if expected == 200 else 403)


def test_changes_are_looked_at_first_then_carried_out(operator, workplace):
    before = Event.objects.count()
    unit = Unit.objects.get(level="commune", code="10507", until=None)
    lists = sent(
        units="code,name,kind,parent_code,since\n10507,Tên Mới,phường,31,01/01/2026\n",
        successions="old_code,new_code,whole_or_part\n10507,10507,toàn bộ\n",
        groups="code,group,since\n10630,3,01/01/2022\n",
    )
    page = text(operator.post("/places/import/", lists))
    assert "Phường Tên Mới" in page
    assert "31/12/2025" in page
    assert Event.objects.count() == before
    token = page.split('name="token" value="')[1].split('"')[0]
    done = text(operator.post("/places/import/confirm/", {"token": token, "reason": "NQ 2"}))
    assert "Đã thay đổi đơn vị hành chính" in done
    unit.refresh_from_db()
    assert unit.until == date(2025, 12, 31)
    assert CommuneGroup.objects.get().group == 3
    assert Event.objects.count() == before + 1
    assert operator.post("/places/import/confirm/", {"token": token}).status_code == 422


AHEAD = datetime(2025, 11, 3, 9, tzinfo=clock.VIET_NAM)


@pytest.fixture
def changed(operator):
    """On 3 November 2025: a commune that becomes another of the same code on 1 January 2026."""
    lists = sent(
        units="code,name,kind,parent_code,since\n10507,Tên Mới,xã,31,01/01/2026\n",
        successions="old_code,new_code,whole_or_part\n10507,10507,toàn bộ\n",
    )
    token = operator.post("/places/import/", lists).content.decode().split('name="token" value="')[1].split('"')[0]
    text(operator.post("/places/import/confirm/", {"token": token, "reason": "NQ 2"}))
    operator.logout()
    with clock.at(AHEAD):
        yield Unit.objects.get(level="commune", code="10507", until=date(2025, 12, 31))


def test_a_change_to_come_is_told_by_the_units_on_both_sides_of_it(client, changed):
    page = text(client.get("/communes/10507/"))
    assert f"{changed.full_name} kết thúc ngày 31/12/2025 và thành" in page
    assert '<a href="/communes/10507/?on=2026-01-01">Xã Tên Mới</a>' in page
    page = text(client.get("/communes/10507/?on=2026-01-01"))
    assert "Xã Tên Mới bắt đầu từ ngày 01/01/2026" in page
    assert "Xã Tên Mới lập ngày 01/01/2026 từ" in page.split("Trước và sau")[1]
    assert "Chưa đủ dữ liệu" not in page
    assert client.get("/communes/10621/?on=2026-01-01").status_code == 422


def test_a_unit_that_is_to_begin_is_found_and_led_to(client, changed):
    page = text(client.get("/places/?q=ten moi"))
    assert '<a href="/communes/10507/?on=2026-01-01">Xã Tên Mới</a>' in page


def test_the_tree_of_a_day_to_come_is_shown_as_far_as_changes_are_recorded(client, changed):
    page = text(client.get("/places/?on=2026-02-01"))
    assert "Như ở ngày 01/02/2026, theo các thay đổi đã ghi nhận." in page
    assert '<a href="/communes/10507/?on=2026-01-01">Xã Tên Mới</a>' in page
    assert changed.full_name not in page
    assert '<a href="/communes/10525/">' in page


def test_where_no_change_is_to_come_a_day_to_come_is_refused_at_its_field(client, workplace):
    with clock.at(AHEAD):
        answer = client.get("/places/?on=2026-02-01")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "01/02/2026 chưa đến. Hãy chọn hôm nay hoặc một ngày đã qua." in page.split('id="id_on-error"')[1]
    assert 'value="2026-02-01"' in page


def test_a_unit_that_ends_without_a_successor_says_when(client, workplace):
    Unit.objects.filter(pk=workplace.commune.pk).update(until=date(2023, 6, 30))
    Succession.objects.filter(old=workplace.commune).delete()
    assert "Xã An Bình kết thúc ngày 30/06/2023." in text(client.get("/communes/10630/"))


def test_what_is_wrong_is_told_row_by_row(operator):
    answer = operator.post(
        "/places/import/", sent(successions="old_code,new_code,whole_or_part\n10507,39999,có lẽ\n99999,39999,\n")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“có lẽ”" in page
    assert '<td class="num">2</td>' in page


def test_what_is_wrong_names_the_columns_and_the_values_that_may_be(operator):
    answer = operator.post(
        "/places/import/", sent(units="Mã,Tên,Loại,Mã đơn vị cấp trên,Từ ngày\n39999,A,làng,31,mai\n")
    )
    page = answer.content.decode()
    assert "“làng” không hợp với cột “Loại”" in page
    assert "xã, phường, thị trấn, đặc khu" in page
    assert "“mai” không hợp với cột “Từ ngày”" in page
    page = operator.post("/places/import/", sent(units="code,name\n39999,A\n")).content.decode()
    assert "Danh sách thiếu cột Loại, Mã đơn vị cấp trên và Từ ngày" in page


def test_the_preview_names_what_a_new_unit_lies_in(operator):
    page = text(
        operator.post("/places/import/", sent(units="code,name,kind,parent_code,since\n39999,A,xã,31,01/01/2026\n"))
    )
    assert 'Thành phố Hải Phòng <span class="quiet">31</span>' in page


def test_a_file_that_is_no_text_is_refused(operator):
    answer = operator.post("/places/import/", {"units": SimpleUploadedFile("u.csv", b"\xff\xfe\x00\x01")})
    assert answer.status_code == 422
    assert "CSV UTF-8" in answer.content.decode()


def test_the_empty_list_comes_with_an_example(operator):
    assert "Mã cũ,Mã mới,Toàn bộ hay một phần" in operator.get("/places/import/successions.csv").content.decode()
    for name in ("units", "groups"):
        example = SimpleUploadedFile("a.csv", operator.get(f"/places/import/{name}.csv").content)
        page = operator.post("/places/import/", {name: example}).content.decode()
        assert "Danh sách thiếu cột" not in page
        assert "Xã Xã" not in page
    assert operator.get("/places/import/other.csv").status_code == 422
