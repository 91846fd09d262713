"""The journeys of people.md, walked in a browser against the real server, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
CODE = "10630"


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desk", "phone"])
def screen(request):
    return request.param


@pytest.fixture(autouse=True)
def _as_it_was(server):
    """The villages and the computers are again as they were furnished."""
    yield
    server.run(
        "from langso.registers.models import ROWS\n"
        f"rows = ROWS['villages'].objects.filter(commune__code='{CODE}')\n"
        "rows.filter(name__in=['Cẩm', 'Đầm']).update(loudspeaker_working=False)\n"
        "from django.db.models import F\n"
        "from langso.registers.models import Ledger\n"
        "Ledger.objects.update(version=F('version') + 1)\n"
    )


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"


def test_an_official_sees_what_to_do_and_mends_it_from_the_condition(visit, screen):
    page = visit("/home/", "commune_officer", screen)
    fits(page)
    page.get_by_role("link", name=re.compile(r"8\.3\.2 100% số thôn có loa hoạt động$")).click()
    row = page.locator("[id='NTM-8.3.2']")
    expect(row).to_contain_text("7/9 thôn có loa hoạt động")
    expect(row).to_contain_text("Cẩm")
    expect(row).to_contain_text("Đầm")
    row.get_by_text("Nguyên văn quy định").click()
    expect(row.get_by_text("Có 100% số thôn trong xã có hệ thống loa hoạt động.").last).to_be_visible()
    row.get_by_role("link", name="Sửa", exact=True).click()
    row.get_by_role("button", name="Lưu").wait_for()
    for select in row.get_by_label("Loa hoạt động").all():
        select.select_option("1")
    row.get_by_label("Lý do đính chính").fill("Loa hai thôn đã sửa xong")
    row.get_by_role("button", name="Lưu").click()
    row = page.locator("[id='NTM-8.3.2']")
    expect(row).to_contain_text("9/9 thôn có loa hoạt động")
    expect(page.locator(".saved-notice")).to_contain_text("8.3.2 100% số thôn có loa hoạt động")
    expect(row).to_be_focused()
    fits(page)


def test_the_whole_of_it_goes_by_keyboard(visit):
    page = visit(f"/communes/{CODE}/", "commune_officer")
    mend = page.locator("[id='NTM-8.3.2']").get_by_role("link", name="Sửa", exact=True)
    mend.focus()
    page.keyboard.press("Enter")
    first = page.locator("[id='NTM-8.3.2'] select").first
    expect(first).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.type("Loa hai thôn đã sửa xong")
    page.keyboard.press("Enter")
    expect(page.locator("[id='NTM-8.3.2']")).to_contain_text("9/9 thôn")


def test_what_if_turns_in_place_and_saves_nothing(visit, screen):
    page = visit(f"/communes/{CODE}/what-if/?set=NTM", "commune_officer", screen)
    fits(page)
    field = page.get_by_label("Máy vi tính đang sử dụng")
    field.fill("4")
    expect(page.locator("#answer")).to_contain_text("8.4a Máy vi tính")
    page.reload()
    expect(page.get_by_label("Máy vi tính đang sử dụng")).to_have_value("9")


def test_a_resident_without_an_account_reads_how_the_commune_stands(visit, screen):
    page = visit("/", None, screen)
    fits(page)
    page.get_by_role("searchbox").first.fill("an binh")
    page.get_by_role("searchbox").first.press("Enter")
    page.get_by_role("link", name="An Bình").click()
    expect(page.get_by_role("heading", name="Xã An Bình")).to_be_visible()
    expect(page.locator("[id='NTM-8.3.2']")).to_contain_text("7/9 thôn có loa hoạt động")
    expect(page.get_by_text("Sửa", exact=True)).to_have_count(0)
    fits(page)


def test_the_page_is_read_without_script(browser, server):
    context = browser.new_context(java_script_enabled=False, base_url=server.base)
    page = context.new_page()
    page.goto(f"/communes/{CODE}/")
    expect(page.locator("[id='NTM-8.3.2']")).to_contain_text("Còn thiếu 2 thôn")
    page.locator("[id='NTM-8.3.2']").get_by_text("Nguyên văn quy định").click()
    expect(page.locator("[id='NTM-8.3.2'] blockquote")).to_be_visible()
    context.close()
