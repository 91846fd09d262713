"""The overviews in a browser: what a head of the matrix tells, the matrix on paper, a day that has passed, what-if."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def test_the_head_of_a_column_tells_its_condition_to_the_mouse_and_to_the_keyboard(visit):
    page = visit("/matrix/?set=NTM", viewport=DESKTOP)
    told, head = page.locator("#head-told"), page.get_by_role("link", name="8.3.2", exact=False).first
    expect(told).to_be_hidden()
    head.hover()
    expect(told).to_have_text("8.3.2 100% số thôn có loa hoạt động")
    page.mouse.move(5, 5)
    expect(told).to_be_hidden()
    head.focus()
    expect(told).to_have_text("8.3.2 100% số thôn có loa hoạt động")
    page.keyboard.press("Tab")
    expect(told).to_have_text("8.4a Máy vi tính trên cán bộ, công chức")


def test_the_matrix_is_printed_across_on_several_pages_with_its_heads_on_each(visit, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("browser: no pdftotext (sudo apt install poppler-utils)")
    page = visit("/matrix/?set=NTM", viewport=DESKTOP)
    file = tmp_path / "matrix.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    about = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert "841.92 x 594.96" in about
    laid = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    sheets = [sheet for sheet in laid.split("\f") if "✓" in sheet or "?" in sheet]
    assert len(sheets) > 3
    assert all("Cả bộ" in sheet.replace("\n", " ") for sheet in sheets[:-1])


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_front_page_one_looks_at_a_past_day_and_goes_back(visit, viewport):
    page = visit("/", viewport=viewport)
    page.get_by_label("Tại ngày").fill("2022-11-01")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text("Anh/chị đang xem lại một ngày đã qua.")).to_be_visible()
    page.get_by_role("link", name="An Bình", exact=True).click()
    expect(page).to_have_url(re.compile("on=2022-11-01"))
    page.go_back()
    page.get_by_role("link", name="Về hôm nay").click()
    expect(page.get_by_text("Anh/chị đang xem lại một ngày đã qua.")).to_have_count(0)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_if_marks_what_was_changed_and_what_turned_where_it_stands_and_goes_back(visit, viewport):
    page = visit("/communes/10630/what-if/?set=NTM", viewport=viewport)
    field = page.locator("#w-passing-NTM-8-3-2")
    field.fill("9")
    expect(page.locator("#was-w-passing-NTM-8-3-2")).to_have_text("số liệu thật: 7")
    expect(page.locator("#stands-NTM-8-3-2")).to_contain_text("Đạt")
    answer = page.locator("#answer")
    expect(answer).to_contain_text("8.3.2 Số đáp ứng")
    expect(field).to_be_focused()
    answer.get_by_role("link", name="Về số liệu thật").click()
    expect(page.locator("#w-passing-NTM-8-3-2")).to_have_value("7")
    expect(page.locator("#answer")).to_contain_text("Chưa sửa con số nào.")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("width", [1280, 1800])
@pytest.mark.parametrize("address", ["/matrix/?set=NTM", "/map/", "/places/"])
def test_the_bar_begins_where_the_page_below_it_begins(visit, address, width):
    page = visit(address, viewport={"width": width, "height": 900})
    assert _box(page, ".brand")["x"] == _box(page, "h1")["x"] == _box(page, ".foot p")["x"]


def _box(page, selector):
    return page.locator(selector).bounding_box()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_answer_of_what_if_takes_little_room_and_never_covers_the_field_that_is_changed(visit, viewport):
    page = visit("/communes/10630/what-if/?set=NTM", viewport=viewport)
    fields = page.locator(".question-field input:not([type=hidden])")
    for each in (0, 3, 5, 6):
        field = fields.nth(each)
        field.focus()
        field.press("End")
        with page.expect_response("**/what-if/**"):
            field.type("9")
        expect(page.locator("#answer")).to_contain_text(re.compile("Số liệu đã sửa|Số không hợp lệ"))
        page.wait_for_timeout(100)  # htmx settles
        seen = page.evaluate(
            """() => { const field = document.activeElement, { left, top, bottom } = field.getBoundingClientRect();
            return [top + 3, bottom - 3].map((y) => document.elementFromPoint(left + 9, y) === field) }"""
        )
        assert seen == [True, True]
    answer = _box(page, "#answer")
    assert answer["height"] <= (viewport["height"] if viewport is DESKTOP else viewport["height"] * 0.3)
    if viewport is DESKTOP:
        asked = _box(page, ".questions >> nth=0")
        assert answer["x"] > asked["x"] + asked["width"]
    expect(page.locator("[aria-invalid=true]").first).to_be_attached()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found["violations"]] == []


def test_all_rows_of_the_matrix_come_though_its_script_does_not(browser, server):
    page = browser.new_page()
    page.route("**/web/js/matrix*", lambda route: route.abort())
    page.goto(f"{server.base}/matrix/?set=NTM")
    late = page.locator("#matrix tbody").nth(4)
    expect(late).to_have_css("content-visibility", "hidden")
    expect(late).to_have_css("content-visibility", "auto", timeout=15_000)
    page.close()
