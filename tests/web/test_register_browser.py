"""Ledgers kept in a browser: by keyboard, by pasting, without a line, against someone else, on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from web.grid import CODE, cell, copied, emptied, events, held, keys, paste, saved, sheet, title

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


def test_rows_are_written_and_changed_by_keyboard_alone(visit, server):
    page = sheet(visit, "ocop_products")
    page.locator("#sheet-add").focus()
    keys(page, "Enter", ":Bánh đậu xanh", "Tab", ":4", "Tab", ":31/12/2024", "Tab", "x")
    saved(page)
    assert held(server, "ocop_products", "name", "stars", "certificate_until", "on_ecommerce") == [
        ["Bánh đậu xanh", 4, "2024-12-31", True]
    ]
    expect(cell(page, 0, "Tên sản phẩm")).to_have_text("Bánh đậu xanh")
    cell(page, 0, "Tên sản phẩm").focus()
    keys(page, "F2", "End", ": Hải Dương", "Enter", "ArrowUp", "ArrowRight", ":5", "Enter")
    saved(page)
    keys(page, "ArrowUp", "F2", ":9", "Escape")
    expect(cell(page, 0, title(page, 1))).to_have_text("5")
    keys(page, "ArrowRight", "Delete", "ArrowRight", "Space")
    expect(page.locator("td.unsaved")).to_have_count(0)
    assert held(server, "ocop_products", "name", "stars", "certificate_until", "on_ecommerce") == [
        ["Bánh đậu xanh Hải Dương", 5, None, False]
    ]
    keys(page, "Space")
    expect(page.locator(":focus")).to_have_text("trống")
    expect(page.locator(":focus")).to_have_class(re.compile(r"\bblank\b"))
    keys(page, "c")
    expect(page.locator(":focus")).to_have_text("có")


def test_a_wrong_value_stays_marked_with_its_reason_until_it_is_mended(visit, server):
    page = sheet(visit, "public_offices")
    page.locator("#sheet-add").click()
    keys(page, ":Trụ sở UBND xã", "Tab", ":trụ sở", "Tab", "x")
    saved(page)
    keys(page, "End", "ArrowLeft", "ArrowLeft", "Delete")
    expect(page.locator("#sheet-trouble li")).to_have_count(1)
    expect(page.locator("td[aria-invalid=true]")).to_have_count(1)
    page.get_by_role("button", name="Bỏ phần vừa gõ").click()
    expect(page.locator("#sheet-trouble")).to_be_hidden()
    assert held(server, "public_offices", "name") == [["Trụ sở UBND xã"]]


def test_a_block_from_excel_is_pasted_over_rows_and_new_ones_as_one_event(visit, server):
    page = sheet(visit, "public_places")
    titles = [title(page, n) for n in range(3)]
    cell(page, 0, titles[0]).focus()
    head = "\t".join(titles)
    paste(page, head + '\r\nNhà văn hóa\tnhà văn hóa\tcó\r\nChợ\tchợ\tkhông\r\n"Công viên"\tcông viên\t\r\n')
    saved(page)
    names = ("name", "kind", "free_wifi")
    assert held(server, "public_places", *names) == [
        ["Nhà văn hóa", "nhà văn hóa", True], ["Chợ", "chợ", False], ["Công viên", "công viên", None],
    ]  # fmt: skip
    assert events(server, "public_places") == 1
    cell(page, 1, titles[1]).focus()
    paste(page, "chợ quê\tx\nsân\tkhông\nsân bóng\tcó")
    expect(page.locator("#sheet-status")).to_contain_text("Dòng mới được lưu khi")
    cell(page, 3, titles[0]).focus()
    keys(page, ":Sân vận động", "Enter")
    saved(page)
    assert held(server, "public_places", *names)[1:] == [
        ["Chợ", "chợ quê", True], ["Công viên", "sân", False], ["Sân vận động", "sân bóng", True],
    ]  # fmt: skip
    cell(page, 1, titles[0]).focus()
    keys(page, "Shift+ArrowDown", "Shift+End")
    assert copied(page) == "Chợ\tchợ quê\tcó\r\nCông viên\tsân\tkhông"
    keys(page, "Delete")
    expect(page.locator("td.refused")).to_have_count(2)


def test_without_a_line_what_was_typed_is_kept_and_saved_when_it_is_back(visit, server):
    page = sheet(visit, "farm_products")
    page.context.set_offline(True)
    page.locator("#sheet-add").click()
    keys(page, ":Vải thiều", "Enter")
    expect(page.locator("#sheet-status")).to_have_attribute("data-state", "away")
    expect(page.locator("#connection")).to_contain_text("tự lưu khi có mạng lại")
    expect(page.locator("td.unsaved")).to_have_count(1)
    assert held(server, "farm_products", "name") == []
    page.context.set_offline(False)
    saved(page)
    expect(page.locator("#connection")).to_be_hidden()
    assert held(server, "farm_products", "name") == [["Vải thiều"]]


def test_an_answer_that_is_lost_on_the_way_writes_nothing_twice(visit, server):
    page = sheet(visit, "business_households")
    lost = []

    def lose_the_first(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/save/**", lose_the_first)
    page.locator("#sheet-add").click()
    keys(page, ":H01", "Tab", "x")
    saved(page)
    assert lost == [200]
    assert held(server, "business_households", "code", "trained_selling") == [["H01", True]]
    assert events(server, "business_households") == 1
    expect(page.locator("#sheet-trouble")).to_be_hidden()


def test_a_reload_loses_nothing_that_was_typed(visit, server):
    page = sheet(visit, "publication_outlets")
    page.route("**/save/**", lambda route: route.abort())
    page.locator("#sheet-add").click()
    keys(page, ":Hiệu sách", "Tab", ":sách", "Enter")
    expect(page.locator("#sheet-status")).to_have_attribute("data-state", "away")
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/save/**")
    page.reload()
    saved(page)
    assert held(server, "publication_outlets", "name", "kind") == [["Hiệu sách", "sách"]]


def test_two_officials_in_one_cell_see_both_values_and_the_second_chooses(visit, server):
    first = sheet(visit, "digital_models")
    first.locator("#sheet-add").click()
    keys(first, ":Chợ số", "Tab", ":thương mại", "Enter")
    saved(first)
    second = sheet(visit, "digital_models", "commune_leader")
    field = title(first, 1)
    for page, text in ((first, "chợ"), (second, "thanh toán")):
        cell(page, 0, field).focus()
        keys(page, f":{text}", "Enter")
        expect(page.locator("#sheet-status")).not_to_have_text("Đang lưu…")
    trouble = second.locator("#sheet-trouble li")
    expect(trouble).to_contain_text("Người khác vừa ghi “chợ”. Anh/chị gõ “thanh toán”.")
    trouble.get_by_role("button", name="Giữ của người kia").click()
    expect(cell(second, 0, field)).to_have_text("chợ")
    expect(second.locator("#sheet-trouble")).to_be_hidden()
    cell(first, 0, field).focus()
    keys(first, ":du lịch", "Enter")
    saved(first)
    expect(first.locator("td.unsaved")).to_have_count(0)
    cell(second, 0, field).focus()
    keys(second, ":giáo dục", "Enter")
    second.get_by_role("button", name="Ghi của tôi").click()
    saved(second)
    assert held(server, "digital_models", "field") == [["giáo dục"]]


def test_removed_rows_come_back_by_undo(visit, server):
    page = sheet(visit, "public_services")
    page.locator("#sheet-add").click()
    paste(page, "1.01\tKhai sinh\tcó\n1.02\tKết hôn\tkhông\n1.03\tKhai tử\tcó")
    saved(page)
    keys(page, "Control+Home", "Shift+ArrowDown")
    page.locator("#sheet-remove").click()
    expect(page.locator("#sheet tbody tr:not(.is-new)")).to_have_count(1)
    assert held(server, "public_services", "code") == [["1.03"]]
    page.locator("#sheet-undo").click()
    expect(page.locator("#sheet tbody tr:not(.is-new)")).to_have_count(3)
    expect(page.locator("#sheet-status")).to_contain_text("Đã hoàn tác.")
    assert [code for (code,) in held(server, "public_services", "code")] == ["1.01", "1.02", "1.03"]


def test_on_a_phone_a_row_is_a_card_and_a_finger_changes_a_cell(visit, server):
    page = sheet(visit, "address_points", viewport=PHONE, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    code, kind = title(page, 0), title(page, 2)
    cell(page, 0, code).tap()
    keys(page, ":ĐC01", "Enter")
    cell(page, 0, kind).tap()
    page.locator("td.is-edited select").select_option(index=1)
    saved(page)
    assert held(server, "address_points", "code", "kind") == [["ĐC01", "household"]]
    box = cell(page, 0, kind).bounding_box()
    assert box["height"] >= 40
    assert box["width"] <= 360


def test_the_frame_of_the_sheet_can_be_left_by_keyboard(visit):
    page = sheet(visit, "ocop_products")
    page.locator("#sheet tbody td").first.focus()
    keys(page, "Tab")
    assert page.evaluate("document.activeElement.cellIndex") == 2
    keys(page, "Escape", "Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('tbody td'))")


def test_who_may_only_read_gets_no_editor(visit):
    page = visit(f"/communes/{CODE}/registers/villages/", "district_reviewer")
    page.locator("table[role=grid]").wait_for()
    page.locator("#sheet tbody td").nth(2).focus()
    keys(page, ":99", "Enter")
    expect(page.locator("#sheet input")).to_have_count(0)


def test_clipboard_blocks_are_read_as_spreadsheets_write_them(visit):
    page = sheet(visit, "ocop_products")
    pasted = ['a\t"b ""c"""\r\n"d\ne"\tf\r\n', "x", "a\t\n\tb"]
    copied_rows = [["a", 'b "c"'], ["d\te", ""]]
    read, written = page.evaluate(
        """async ([pasted, rows]) => { const tsv = await import("/static/web/js/register-tsv.js");
        return [pasted.map(tsv.parse), tsv.format(rows)]; }""",
        [pasted, copied_rows],
    )
    assert read == [[["a", 'b "c"'], ["d e", "f"]], [["x"]], [["a", ""], ["", "b"]]]
    assert written == 'a\t"b ""c"""\r\n"d\te"\t'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "registers/",
        "registers/villages/?node=NTM-8.3.2",
        "registers/ocop_products/",
        "registers/ocop_products/rows/new/",
        "registers/villages/history/",
        "facts/",
    ],
)
def test_nothing_stands_in_the_way_of_whoever_sees_or_hears_differently(visit, path, scheme):
    page = visit(f"/communes/{CODE}/{path}", "commune_officer", color_scheme=scheme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations)"
    )
    assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found] == []


def test_what_was_done_is_said_at_some_distance_from_how_the_register_stands(visit):
    page = visit(f"/communes/{CODE}/registers/villages/?done=reopened", "commune_officer")
    said, standing = (page.locator(each).bounding_box() for each in ("#sheet-done .notice", "#sheet-standing"))
    assert standing["y"] - said["y"] - said["height"] >= 8


@pytest.mark.parametrize("page", ["registers/farm_products/history/", "journal/"])
def test_a_word_without_an_end_is_broken_where_it_is_told(visit, server, page):
    emptied(server, "farm_products", [{"name": "x" * 400}])
    told = visit(f"/communes/{CODE}/{page}", "commune_officer", PHONE)
    expect(told.locator("main")).to_contain_text("x" * 400)
    assert told.evaluate("document.documentElement.scrollWidth <= innerWidth")
