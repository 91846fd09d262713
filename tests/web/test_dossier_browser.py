"""A dossier's whole way in a browser: three tiers, a return in between, the decision; on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}

SET_UP = """
from datetime import datetime
from langso import clock
from langso.accounts.models import Membership, Person, Role
from langso.dossiers.actions import open_cycle
from langso.dossiers.models import Cycle
from langso.places.models import Organisation, Unit
from meeting import bring_to_meet_ntm
from workplace import DAY, PASSWORD
place = Unit.objects.assessed().on(DAY).get(code="10630")
unit = [u for u in Unit.objects.assessed().on(DAY).filter(parent=place.parent).order_by("code") if u != place][{number}]
body = Organisation.objects.get(unit=unit, kind="commune_committee")
for name, role in (("officer", Role.COMMUNE_OFFICER), ("leader", Role.COMMUNE_LEADER)):
    person = Person.objects.create_user(f"{{name}}{number}@langso.example", f"{{name}} {{unit.name}}", PASSWORD)
    Membership.objects.create(person=person, role=role, organisation=body, since=unit.since)
if not Cycle.objects.exists():
    open_cycle(Person.objects.get(email="department_leader@langso.example"), "Năm 2022", datetime(2022, 1, 1).date())
print(unit.code)
"""

FILL = """
from langso.accounts.models import Person
from langso.places.models import Unit
from meeting import bring_to_meet_ntm
from workplace import DAY
unit = Unit.objects.assessed().on(DAY).get(code="{code}")
bring_to_meet_ntm(Person.objects.get(email="officer{number}@langso.example"), unit, DAY)
"""


@pytest.fixture(params=[(0, DESKTOP), (1, PHONE)], ids=["desk", "phone"])
def walk(request, server):
    """The number of the walk, its screen, and a commune of its own with empty registers."""
    number, screen = request.param
    return number, screen, server.run(SET_UP.format(number=number)).split()[-1]


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"


def press(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()
    fits(page)


def send(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".notice-done").first).to_be_visible()


def agreed_by_every_tier(visit, dossier, screen):
    for role, mover, move in (
        ("district_reviewer", "district_reviewer", "Thẩm tra xong, chuyển cấp sau"),
        ("department_specialist", "department_leader", "Thẩm định xong"),
    ):
        page = visit(dossier, role, screen)
        for box in page.locator("input[name=node]").all():
            box.check()
        page.get_by_role("button", name=re.compile("Nhất trí với")).click()
        expect(page.get_by_text("Đã cho ý kiến về mọi điều kiện.")).to_be_visible()
        page = page if mover == role else visit(dossier, mover, screen)
        press(page, move)
        send(page, move)


def attested(visit, dossier, officer, screen):
    for check in ("no_arrears", "security"):
        officer.goto(dossier)
        row = officer.locator(f"form[action$='/checks/{check}/']")
        officer.locator("details", has=row).locator("summary").click()
        row.get_by_label("Nguồn").fill("Xác nhận của cơ quan có thẩm quyền")
        row.get_by_role("button", name="Ghi nhận").click()
        expect(officer.locator(".notice-done").first).to_be_visible()
    front = visit(dossier, "front_officer", screen)
    front.locator("details", has=front.locator("form[action$='/satisfaction/']")).locator("summary").click()
    front.get_by_label("Tỷ lệ phần trăm").fill("92,5")
    front.locator("form[action$='/satisfaction/']").get_by_label("Nguồn").fill("Báo cáo 12/BC-MTTQ")
    front.locator("form[action$='/satisfaction/'] button").click()
    expect(front.locator(".notice-done").first).to_be_visible()


def test_from_an_empty_register_to_recognition_through_three_tiers(visit, server, walk):
    number, screen, code = walk
    officer = visit(f"/communes/{code}/dossiers/", f"officer{number}", screen)
    officer.get_by_label("Bộ tiêu chí").select_option("NTM")
    officer.get_by_role("button", name="Lập hồ sơ").click()
    expect(officer.locator("#in-the-way")).to_contain_text("NTM-8.3.2")
    dossier = re.search(r"/dossiers/(\d+)/", officer.url)[0]
    server.run(FILL.format(code=code, number=number))

    leader = visit(dossier, f"leader{number}", screen)
    press(leader, "Gửi hồ sơ")
    send(leader, "Gửi hồ sơ")

    district = visit("/dossiers/", "district_reviewer", screen)
    district.locator(f"#queue a[href='{dossier}']").click()
    district.get_by_role("link", name=re.compile("100% số thôn có loa hoạt động")).click()
    fits(district)
    district.get_by_label("Yêu cầu bổ sung").check()
    district.get_by_label("Lý do, hoặc điều cần bổ sung").fill("Gửi ảnh loa thôn Cẩm")
    district.get_by_role("button", name=re.compile("Lưu")).click()
    district.goto(dossier)
    press(district, "Trả lại để bổ sung")
    district.get_by_label("Lý do").fill("Thiếu ảnh loa")
    send(district, "Trả lại để bổ sung")

    officer.goto(dossier)
    expect(officer.locator("#in-the-way")).to_contain_text("chưa được trả lời")
    officer.locator("#in-the-way a").first.click()
    officer.get_by_label("Trả lời của xã").fill("Ảnh loa thôn Cẩm đã có trong minh chứng")
    send(officer, "Trả lời")
    leader.goto(dossier)
    press(leader, "Gửi hồ sơ")
    send(leader, "Gửi hồ sơ")

    agreed_by_every_tier(visit, dossier, screen)
    attested(visit, dossier, officer, screen)

    head = visit(dossier, "department_leader", screen)
    press(head, "Công nhận")
    head.get_by_label("Số, ký hiệu quyết định").fill("3021/QĐ-UBND")
    send(head, "Công nhận")
    expect(head.locator("main")).to_contain_text("Quyết định số 3021/QĐ-UBND")
    head.goto(f"{dossier}stages/4/?against=2")
    fits(head)
    expect(head.locator("main")).to_contain_text("Niêm phong còn nguyên.")
