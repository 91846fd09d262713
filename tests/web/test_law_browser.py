"""A set goes from a file to previewed, published and assessed in the browser, without code; its pages can be read."""

import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from web.conftest import PHONE, served, visiting
from workshop.texts import INVENTED, NTM

pytestmark = [pytest.mark.browser, pytest.mark.journey]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
CODE = "10630"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """A server of its own, of two processes: what is published cannot be put back."""
    with served(tmp_path_factory.mktemp("workshop"), workers=2) as product:
        product.run(
            "from datetime import date\n"
            "from langso.places.models import CommuneGroup, Unit\n"
            f"unit = Unit.objects.on(date(2022, 12, 31)).get(code='{CODE}', level='commune')\n"
            "CommuneGroup.objects.create(unit=unit, group=2, since=date(2022, 1, 1))\n"
        )
        yield product


@pytest.fixture
def visit(workshop, browser):
    with visiting(workshop, browser) as open_page:
        yield open_page


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def readable(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })"
        ".then((r) => r.violations.map((v) => [v.id, v.nodes[0].html]))"
    )
    assert found == [], page.url


def test_a_new_set_goes_from_a_file_to_the_law_and_is_assessed(visit, workshop, tmp_path):
    wrong = INVENTED.replace("where: trained_infosec}", "where: trained_infosek}")
    file = tmp_path / "bo-tieu-chi.yaml"
    file.write_text(wrong, encoding="utf-8")
    line = wrong[: wrong.index("trained_infosek")].count("\n") + 1

    page = visit("/law/", "department_specialist")
    page.get_by_role("link", name="Soạn phiên bản mới").click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Gửi tệp").click()
    error = page.get_by_role("link", name=f"Dòng {line}")
    expect(page.locator(".code-problems")).to_contain_text("không có cột “trained_infosek”")
    error.click()
    text = page.locator("#set_text")
    expect(text).to_be_focused()
    chosen = text.evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)")
    assert chosen.strip() == "share: {of: officials, where: trained_infosek}"
    page.keyboard.insert_text(chosen.replace("infosek", "infosec"))
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu. Nội dung hợp lệ.")
    readable(page)

    page.get_by_role("link", name="Xem tác động").click()
    expect(page.locator("main")).to_contain_text("cho 178 xã")
    row = page.locator("#nodes tr", has_text="XS-1.1 ")
    expect(row.locator("td").nth(1)).to_have_text("1")
    row.locator("td").nth(1).get_by_role("link").click()
    expect(page.locator("#communes")).to_contain_text("7/9 thôn")
    expect(page.locator("#communes")).to_contain_text("cần từ 75% trở lên")
    readable(page)
    address = page.url.split("effect/")[0]

    page = visit(address, "department_leader")
    page.get_by_role("link", name="Công bố").click()
    page.get_by_label("Ngày", exact=True).fill("2022-12-20")
    page.get_by_label("Cơ quan ban hành").fill("UBND tỉnh Hải Dương")
    page.get_by_label("Trích yếu").fill("Ban hành Bộ tiêu chí xã số thử nghiệm")
    readable(page)
    page.get_by_label("Lý do").fill("Thí điểm xã số")
    page.get_by_role("button", name="Công bố").click()
    page.wait_for_url("**/law/XS/")
    expect(page.locator("main")).to_contain_text("QĐ 9999/QĐ-UBND, 20/12/2022, UBND tỉnh Hải Dương")

    page = visit(f"/communes/{CODE}/?set=XS")
    node = page.locator("article[id='XS-1.1']")
    expect(node).to_contain_text("7/9 thôn")
    expect(node).to_contain_text("cần từ 75% trở lên")
    expect(page.locator(".set", has_text="Xã số thử nghiệm")).to_be_visible()
    page = visit("/matrix/?set=XS")
    expect(page.locator("main")).to_contain_text("Xã số thử nghiệm")
    for _ in range(20):  # whichever of the two processes answers
        with urllib.request.urlopen(f"{workshop.base}/law/XS/text/?download") as answer:  # noqa: S310 - our own server
            assert answer.read().decode() == INVENTED.replace("status: draft", "status: published")


def test_a_draft_is_written_without_script_and_nothing_of_it_is_lost(visit):
    page = visit("/law/drafts/new/", "department_specialist", PHONE, java_script_enabled=False)
    fits(page)
    page.get_by_label("Nội dung bộ tiêu chí").fill(NTM.replace("at_least: 30%", "at_least: 130%"))
    page.get_by_role("button", name="Lưu thành bản nháp").click()
    line = NTM[: NTM.index("at_least: 30%")].count("\n") + 1
    expect(page.locator(".code-problems")).to_contain_text(f"Dòng {line}")
    fits(page)
    page.locator("#set_text").fill(NTM.replace("from: 2022-09-26, until", "from: 2023-02-01, until"))
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(page.locator("main")).to_contain_text("Nội dung hợp lệ.")
    page.get_by_role("link", name="Xem tác động").click()
    expect(page.locator("main")).to_contain_text("Không xã nào thay đổi")
    fits(page)


def test_the_numbers_of_the_lines_follow_what_is_typed(visit):
    page = visit("/law/drafts/new/", "department_specialist")
    page.get_by_label("Nội dung bộ tiêu chí").fill("set: Z\n")
    page.get_by_role("button", name="Lưu thành bản nháp").click()
    numbers = page.locator(".code-gutter").first.locator("li")
    expect(numbers).to_have_count(12)
    page.locator("#set_text").fill("\n".join(f"# {n}" for n in range(30)))
    expect(numbers).to_have_count(36)
    text, last = page.locator("#set_text").bounding_box(), numbers.last.bounding_box()
    assert abs(text["y"] + text["height"] - last["y"] - last["height"]) < 12, "the numbers stand beside their lines"


@pytest.mark.parametrize("path", ["/law/", "/law/NTM/", "/law/TM/", "/law/rulings/", "/law/compare/?old=NTM&new=NC"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_reader_can_read_it_on_a_phone(visit, path, scheme):
    page = visit(path, viewport=PHONE, color_scheme=scheme)
    fits(page)
    readable(page)
    assert re.search("Bộ tiêu chí|bộ tiêu chí", page.locator("body").inner_text())
