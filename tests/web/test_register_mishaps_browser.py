"""What goes wrong while a ledger is kept in a browser: refused cells, closing early, no script, no session."""

import re

import pytest
from playwright.sync_api import expect

from web.grid import CODE, cell, emptied, held, keys, paste, refused, saved, sheet, title
from web.ocop import REGISTER, SOLD, in_stars, products, stars

__all__ = ["products"]
pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


def test_a_list_longer_than_a_page_holds_well_is_pasted_to_its_most_and_the_rest_is_told(visit):
    page = sheet(visit, REGISTER)
    laid = page.evaluate(
        """async () => { const { layOut } = await import("/static/web/js/register-pasting.js");
        const block = { top: 0, left: 0, bottom: 0, right: 0 }, grid = { block, body: { rows: [] }, chosen: [] };
        const lines = Array.from({ length: 2005 }, (_, n) => [`Dòng ${n}`, "thừa"]);
        const addRow = () => ({ cells: [null, {}] });
        const { changes, leftOut, tooMany, tooWide } =
          layOut(lines, grid, [{ title: "Tên" }], { lastPage: true, addRow });
        return [changes.length, leftOut, tooMany, tooWide]; }"""
    )
    assert laid == [2000, 0, 5, 1]


def sold(server):
    return [each for (each,) in held(server, REGISTER, SOLD)]


def test_keys_that_say_nothing_change_nothing_and_escape_brings_back_what_an_answer_stood_over(visit, server, products):
    page = sheet(visit, REGISTER)
    column = title(page, 3)
    cell(page, 0, column).focus()
    keys(page, "k")
    saved(page)
    keys(page, "z")
    expect(page.locator("#sheet-status")).to_contain_text("Phím “z” không có nghĩa ở ô này: c là có, k là không.")
    expect(cell(page, 0, column)).to_have_text("không")
    keys(page, "Enter")
    expect(cell(page, 1, column)).to_be_focused()
    keys(page, "ArrowUp", ":xyz")
    expect(cell(page, 0, column)).to_have_text("trống")
    keys(page, "Escape")
    expect(cell(page, 0, column)).to_have_text("không")
    saved(page)
    keys(page, "c")
    expect(page.locator("td.unsaved")).to_have_count(0)
    keys(page, "Escape")
    expect(cell(page, 0, column)).to_have_text("không")
    expect(page.locator("td.unsaved")).to_have_count(0)
    assert sold(server) == [False, None, None]
    keys(page, ":xyz")
    expect(page.locator("td.unsaved")).to_have_count(0)
    assert sold(server) == [None, None, None]
    keys(page, "Control+z")
    expect(cell(page, 0, column)).to_have_text("không")
    assert sold(server) == [False, None, None]


def test_enter_goes_down_after_an_answer_and_opens_the_list_otherwise(visit, server, products):
    page = sheet(visit, REGISTER)
    column = title(page, 3)
    cell(page, 0, column).focus()
    keys(page, "c", "Enter", "k", "Enter", "Space", "Enter")
    saved(page)
    assert sold(server) == [True, False, True]
    cell(page, 1, column).focus()
    keys(page, "Enter")
    expect(page.locator("td.is-edited select")).to_have_count(1)


def test_an_answer_may_be_spelled_also_by_a_keyboard_that_puts_marks_on_letters(visit, server, products):
    page = sheet(visit, REGISTER)
    column = title(page, 3)
    cell(page, 0, column).focus()
    keys(page, "c", "o", "Backspace")
    keys(page, ":ó", "Enter", ":khô", "Backspace", ":ông", "Enter", ":chưa", "Enter")
    saved(page)
    assert sold(server) == [True, False, False]
    cell(page, 0, column).focus()
    keys(page, "k", "Backspace")
    expect(cell(page, 0, column)).to_have_text("có")
    keys(page, "Backspace")
    expect(cell(page, 0, column)).to_have_text("trống")


def test_the_figures_around_the_table_follow_adding_pasting_removing_and_undoing(visit, server, products):
    page = sheet(visit, REGISTER)

    def told(rows, blanks):
        expect(page.locator("#sheet-standing")).to_contain_text(f"Số dòng: {rows}")
        expect(page.locator("#sheet-standing")).to_contain_text(f"Ô trống mà điều kiện cần: {blanks}")
        expect(page.locator("#sheet-count")).to_have_text(f"Dòng 1 đến {rows} trong {rows}")

    blanks = int(re.search(r"cần:\s*(\d+)", page.locator("#sheet-standing").inner_text())[1])
    a_row = blanks // 3
    told(3, blanks)
    page.locator("#sheet-add").click()
    paste(page, "Rươi\nCáy")
    told(5, blanks + 2 * a_row)
    expect(page.locator("#sheet tbody tr th a")).to_have_text(["1", "2", "3", "4", "5", "+"])
    page.locator("#sheet-undo").click()
    told(3, blanks)
    cell(page, 0, title(page, 0)).focus()
    page.locator("#sheet-remove").click()
    told(2, blanks - a_row)
    expect(page.locator("#sheet-status")).to_contain_text("Đã xóa: Bánh đậu xanh. Bấm “Hoàn tác” để lấy lại.")
    page.locator("a[data-dialog=close]").click()
    expect(page.locator("#sheet-closing")).to_contain_text("Từ nay 2 dòng được tính là tất cả")


def test_the_first_row_of_an_empty_register_takes_the_place_of_the_words_that_it_is_empty(visit, server):
    emptied(server, REGISTER)
    page = sheet(visit, REGISTER)
    expect(page.locator("#sheet-empty")).to_be_visible()
    page.locator("#sheet-add").click()
    keys(page, ":Rươi", "Enter")
    saved(page)
    expect(page.locator("#sheet-empty")).to_be_hidden()
    expect(page.locator("#sheet-count")).to_have_text("Dòng 1 đến 1 trong 1")
    emptied(server, REGISTER)


def test_no_row_is_removed_that_was_not_chosen(visit, products):
    page = sheet(visit, REGISTER)
    expect(page.locator("#sheet-remove")).to_be_disabled()
    cell(page, 1, title(page, 0)).click()
    expect(page.locator("#sheet-remove")).to_be_enabled()


def test_pasted_cells_that_are_refused_are_marked_one_by_one_with_their_reason(visit, server, products):
    page = sheet(visit, REGISTER)
    page.locator("#sheet-add").click()
    paste(page, "Rươi\tsáu\t31/13/2024\tcó\nCáy\t4\t\tkhông\nVải thiều\t3\t\tcó")
    refused(page, 3)
    expect(page.locator("td.refused")).to_have_count(3)
    for row, column, text in ((3, 1, "sáu"), (3, 2, "31/13/2024"), (5, 0, "Vải thiều")):
        bad = cell(page, row, title(page, column))
        expect(bad).to_have_text(text)
        expect(bad).to_have_attribute("aria-invalid", "true")
        assert bad.get_attribute("title").endswith(".")
    assert stars(server) == {"Bánh đậu xanh": 3, "Vải thiều": 4, "Chè lam": None, "Cáy": 4}
    cell(page, 3, title(page, 1)).focus()
    keys(page, ":5", "Tab", ":31/12/2024", "Enter")
    refused(page, 1)
    assert stars(server)["Rươi"] == 5


def test_answers_without_marks_are_pasted_as_answers(visit, server, products):
    page = sheet(visit, REGISTER)
    cell(page, 0, title(page, 3)).focus()
    paste(page, "co\nKhong\nchua")
    for row, said in enumerate(("có", "không", "không")):
        expect(cell(page, row, title(page, 3))).to_have_text(said)
    saved(page)
    assert [sold for (sold,) in held(server, REGISTER, SOLD)] == [True, False, False]


def test_a_notice_that_something_was_done_goes_once_something_else_is_typed(visit, server, products):
    page = sheet(visit, REGISTER, query="?done=saved")
    expect(page.locator("#sheet-done")).to_contain_text("Đã lưu.")
    in_stars(page, 0).focus()
    keys(page, ":9", "Enter")
    refused(page, 1)
    expect(page.locator("#sheet-done")).to_have_count(0)


def test_a_refused_cell_on_a_page_that_does_not_show_its_row_is_still_named_and_found(visit, server, products):
    page = sheet(visit, REGISTER)
    in_stars(page, 1).focus()
    keys(page, ":9", "Enter")
    refused(page, 1)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/communes/{CODE}/registers/{REGISTER}/?q=lam")
    expect(page.locator("#sheet-trouble li")).to_contain_text("Vải thiều")
    page.get_by_role("button", name="Đến ô đó").click()
    page.wait_for_url("**/?key=V*")
    expect(page.locator("td.refused")).to_have_text("9")


def test_a_register_is_not_closed_while_something_on_the_page_is_unsaved(visit, server, products):
    page = sheet(visit, REGISTER)
    in_stars(page, 1).focus()
    keys(page, ":9", "Enter")
    refused(page, 1)
    page.locator("a[data-dialog=close]").click()
    dialog = page.locator("dialog#close")
    expect(dialog).to_contain_text("Chưa chốt được sổ: trên trang còn ô chưa lưu (Vải thiều · Hạng sao)")
    expect(dialog.get_by_role("button", name="Chốt sổ")).to_be_hidden()
    page.evaluate("document.querySelector('#close form').requestSubmit()")
    dialog.get_by_text("Đến ô đó").click()
    expect(in_stars(page, 1)).to_be_focused()
    keys(page, "Control+z")
    refused(page, 0)
    page.locator("a[data-dialog=close]").click()
    dialog.get_by_role("button", name="Chốt sổ").click()
    expect(page.locator("#sheet-done")).to_contain_text("Sổ đã chốt.")


@pytest.mark.journey
def test_what_was_typed_while_someone_else_closed_the_register_is_kept_and_told(visit, server, products):
    page = sheet(visit, REGISTER)
    leader = sheet(visit, REGISTER, "commune_leader")
    leader.locator("a[data-dialog=close]").click()
    leader.locator("dialog#close").get_by_role("button", name="Chốt sổ").click()
    expect(leader.locator("#sheet-done")).to_be_visible()
    in_stars(page, 0).focus()
    keys(page, ":5", "Enter")
    expect(page.locator("#sheet-status")).to_contain_text("Sổ đã chốt")
    expect(in_stars(page, 0)).to_have_text("5")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#sheet-status")).to_have_text("Còn 1 ô đã gõ mà chưa lưu. Sổ hiện không sửa được.")
    leader.locator("a[data-dialog=reopen]").click()
    leader.locator("#id_reason").fill("Sót một dòng")
    leader.locator("dialog#reopen").get_by_role("button", name="Mở lại sổ").click()
    expect(leader.locator("#sheet-done")).to_contain_text("Sổ đã mở lại.")
    page.reload()
    saved(page)
    assert stars(server)["Bánh đậu xanh"] == 5


def test_whoever_types_in_a_closed_register_is_told_why_nothing_happens_and_how_to_open_it(visit, server, products):
    page = sheet(visit, REGISTER)
    page.locator("a[data-dialog=close]").click()
    page.locator("dialog#close").get_by_role("button", name="Chốt sổ").click()
    expect(page.locator("#sheet-done")).to_contain_text("Sổ đã chốt.")
    told = "Sổ đã chốt nên không sửa được. Muốn sửa, bấm “Mở lại sổ” ở đầu trang."
    for act in (
        lambda: keys(page, "5"),
        lambda: keys(page, "Delete"),
        lambda: paste(page, "5"),
        lambda: in_stars(page, 0).dblclick(),
    ):
        page.reload()
        page.locator("table[role=grid]").wait_for()
        in_stars(page, 0).focus()
        expect(page.locator("#sheet-status")).to_be_empty()
        act()
        expect(page.locator("#sheet-status")).to_have_text(told)
        expect(page.locator("#sheet-status")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Mở lại sổ")).to_be_visible()
    assert stars(server)["Bánh đậu xanh"] == 3


@pytest.mark.journey
def test_whoever_signs_in_again_in_another_tab_saves_what_was_typed_before(visit, server, products):
    page = sheet(visit, REGISTER)
    page.context.clear_cookies(name="sessionid")
    in_stars(page, 0).focus()
    keys(page, ":5", "Enter")
    expect(page.locator("#sheet-status")).to_contain_text("Phiên đăng nhập đã hết")
    other = page.context.new_page()
    other.goto("/account/login/")
    other.fill("input[name=login]", "commune_officer@langso.example")
    from workplace import PASSWORD

    other.fill("input[name=password]", PASSWORD)
    other.press("input[name=password]", "Enter")
    other.wait_for_url("**/home/")
    page.locator("#sheet-again").click()
    saved(page)
    assert stars(server)["Bánh đậu xanh"] == 5


def test_without_script_a_row_is_changed_added_and_removed_by_forms(visit, server, products):
    page = visit(f"/communes/{CODE}/registers/{REGISTER}/", "commune_officer", java_script_enabled=False)
    page.get_by_role("link", name="Sửa Vải thiều").click()
    page.get_by_label("Hạng sao").fill("9")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".has-error")).to_contain_text("9")
    page.get_by_label("Hạng sao").fill("5")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#sheet-done")).to_contain_text("Đã lưu.")
    page.get_by_role("link", name="Thêm dòng").click()
    page.get_by_label("Tên sản phẩm").fill("Rươi")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".notice-done")).to_contain_text("Đã thêm: Rươi.")
    page.get_by_role("link", name="Về sổ").click()
    page.get_by_role("link", name="Sửa Chè lam").click()
    page.get_by_role("button", name="Xóa dòng").click()
    expect(page.get_by_role("button", name="Lấy lại")).to_be_visible()
    assert stars(server) == {"Bánh đậu xanh": 3, "Vải thiều": 5, "Rươi": None}


def test_a_finger_changes_adds_removes_and_undoes_on_a_phone(visit, server, products):
    page = sheet(visit, REGISTER, viewport=PHONE, has_touch=True)
    in_stars(page, 1).tap()
    page.keyboard.type("5")
    page.locator("h1").tap()
    saved(page)
    page.locator("#sheet-add").tap()
    expect(page.locator("#sheet tbody tr.is-new td.is-edited")).to_be_in_viewport()
    page.keyboard.type("Rươi")
    page.locator("h1").tap()
    saved(page)
    assert stars(server) == {"Bánh đậu xanh": 3, "Vải thiều": 5, "Chè lam": None, "Rươi": None}
    page.locator("#sheet-undo").tap()
    expect(page.locator("#sheet tbody tr:not(.is-new)")).to_have_count(3)
    cell(page, 0, title(page, 0)).tap()
    page.locator("#sheet-remove").tap()
    expect(page.locator("#sheet tbody tr:not(.is-new)")).to_have_count(2)
    page.locator("#sheet-undo").tap()
    expect(page.locator("#sheet tbody tr:not(.is-new)")).to_have_count(3)
    page.get_by_label("Sắp xếp theo").select_option("-stars")
    page.wait_for_url("**sort=-stars**")
    expect(cell(page, 0, title(page, 0))).to_have_text("Vải thiều")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
