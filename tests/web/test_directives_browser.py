"""The walk of directives in a browser: guidance is sent and read, a difficulty shows on its condition until settled."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
CODE = "10630"


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"


def test_guidance_is_sent_read_confirmed_and_found_at_its_condition(visit):
    so = visit("/directives/documents/new/", "department_specialist", DESKTOP)
    so.get_by_label("Số, ký hiệu").fill("88/STTTT-BCVTCNTT")
    so.get_by_label("Cơ quan ban hành").fill("Sở Thông tin và Truyền thông tỉnh Hải Dương")
    so.get_by_label("Ngày ban hành").fill("2022-12-20")
    so.get_by_label("Trích yếu").fill("Hướng dẫn bảo trì loa truyền thanh")
    so.get_by_label("Tìm nội dung").fill("8.3.2")
    expect(so.get_by_label(re.compile(r"^NC-8\.4a "))).not_to_be_visible()
    so.get_by_label(re.compile(r"^NTM-8\.3\.2")).check()
    so.get_by_role("button", name="Lưu").click()
    so.get_by_role("link", name="Gửi nơi nhận").click()
    commune = so.locator(".recipient").last
    commune.get_by_text("Chọn từng cơ quan").click()
    commune.get_by_text(re.compile("^Huyện Nam Sách")).click()
    commune.get_by_label("UBND xã An Bình").check()
    so.get_by_role("button", name="Gửi").click()
    expect(so.locator("#recipients")).to_contain_text("chưa")
    fits(so)

    xa = visit("/home/", "commune_officer", PHONE)
    expect(xa.get_by_role("heading", name=re.compile("Văn bản mới"))).to_be_visible()
    fits(xa)
    xa.get_by_role("link", name=re.compile("Hướng dẫn bảo trì loa")).click()
    xa.get_by_role("button", name="Xác nhận đã nhận").focus()
    xa.keyboard.press("Enter")
    expect(xa.locator("#messages")).to_contain_text("Đã xác nhận nhận được")
    fits(xa)
    so.reload()
    expect(so.locator("#recipients")).to_contain_text("Người commune_officer")
    expect(so.locator("#recipients")).not_to_contain_text("chưa")

    xa.goto(f"/communes/{CODE}/?set=NTM")
    row = xa.locator("[id='NTM-8.3.2']")
    row.get_by_text("Nguyên văn quy định").click()
    expect(row.get_by_role("link", name="Công văn 88/STTTT-BCVTCNTT")).to_be_visible()


def test_a_difficulty_shows_on_its_condition_from_when_it_is_taken_up_until_it_is_settled(visit):
    xa = visit(f"/communes/{CODE}/?set=NTM", "commune_officer", PHONE)
    xa.locator("[id='NTM-8.3.2']").get_by_role("link", name="Nêu vướng mắc").click()
    xa.get_by_label("Tên", exact=True).fill("Chưa có linh kiện thay thế")
    xa.get_by_label("Vướng ở đâu").fill("Nhà cung cấp ngừng sản xuất loại loa của hai thôn.")
    expect(xa.get_by_label(re.compile(r"^NTM-8\.3\.2"))).to_be_checked()
    xa.get_by_role("button", name="Nêu").click()
    expect(xa.locator("main")).to_contain_text("Mới nêu, chưa tiếp nhận")
    fits(xa)

    so = visit("/home/", "department_specialist", DESKTOP)
    so.get_by_role("link", name=re.compile("Chưa có linh kiện")).click()
    so.get_by_role("button", name="Tiếp nhận").click()
    public = visit(f"/communes/{CODE}/?set=NTM", None, PHONE)
    row = public.locator("[id='NTM-8.3.2']")
    expect(row).to_contain_text("Chưa đạt")
    expect(row.get_by_role("link", name="Vướng mắc")).to_be_visible()
    row.get_by_role("link", name="Chưa có linh kiện thay thế").click()
    expect(public.get_by_role("heading", name="Chưa có linh kiện thay thế")).to_be_visible()
    expect(public.locator("main")).not_to_contain_text("Người commune_officer")
    fits(public)

    so.get_by_label("Cách giải quyết").fill("Đã thay loa mới.")
    so.get_by_role("button", name="Ghi là đã giải quyết").click()
    public.goto(f"/communes/{CODE}/?set=NTM")
    expect(public.locator("[id='NTM-8.3.2']")).not_to_contain_text("Vướng mắc")


def test_going_back_to_a_form_that_was_refused_shows_the_form(visit):
    page = visit("/directives/plans/new/", "department_specialist", DESKTOP)
    page.get_by_label("Tên", exact=True).fill("Kế hoạch thử")
    page.get_by_label("Cơ quan ban hành").fill("UBND tỉnh")
    page.get_by_label("Từ ngày").fill("2023-01-02")
    page.get_by_label("Đến ngày").fill("2022-01-01")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".has-error")).to_be_visible()
    page.get_by_label("Đến ngày").fill("2024-01-01")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("h1")).to_have_text("Kế hoạch thử")
    page.go_back()
    expect(page.get_by_role("button", name="Lưu")).to_be_visible()
    assert page.url.endswith("/directives/plans/new/")


@pytest.mark.parametrize("address", ["/directives/", "/directives/difficulties/"])
def test_the_public_pages_are_read_without_script_on_a_phone(browser, server, address):
    context = browser.new_context(java_script_enabled=False, base_url=server.base, viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("QĐ 2581/QĐ-UBND" if address == "/directives/" else "vướng mắc")
    context.close()
