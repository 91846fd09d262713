"""Undoing in a ledger in a browser: step by step, what was refused first, what someone else has written over since."""

import pytest
from playwright.sync_api import expect

from web.grid import cell, keys, paste, refused, saved, sheet, title
from web.ocop import REGISTER, in_stars, products, stars

__all__ = ["products"]
pytestmark = [pytest.mark.browser, pytest.mark.journey]


def test_undo_first_takes_back_what_was_refused_then_what_was_saved(visit, server, products):
    page = sheet(visit, REGISTER)
    in_stars(page, 0).focus()
    keys(page, ":5", "Enter")
    saved(page)
    in_stars(page, 1).focus()
    keys(page, ":9", "Enter")
    refused(page, 1)
    expect(page.locator("#sheet-status a")).to_contain_text("9")
    keys(page, "Control+z")
    refused(page, 0)
    expect(in_stars(page, 1)).to_have_text("4")
    expect(page.locator("#sheet-status")).to_contain_text("Đã bỏ 1 ô vừa gõ mà chưa lưu.")
    assert stars(server)["Bánh đậu xanh"] == 5
    keys(page, "Control+z")
    expect(page.locator("#sheet-status")).to_contain_text("Đã hoàn tác.")
    expect(in_stars(page, 0)).to_have_text("3")
    assert stars(server) == {"Bánh đậu xanh": 3, "Vải thiều": 4, "Chè lam": None}
    expect(page.locator("#sheet-undo")).to_be_disabled()


def test_undo_goes_back_step_by_step_through_ones_own_changes_of_a_row(visit, server, products):
    page = sheet(visit, REGISTER)
    for row, column, text in ((0, 1, "4"), (0, 1, "5"), (0, 0, "Bánh cáy")):
        cell(page, row, title(page, column)).focus()
        keys(page, f":{text}", "Enter")
        expect(cell(page, row, title(page, column))).to_have_text(text)
        expect(page.locator("td.unsaved")).to_have_count(0)
    for name, n in (("Bánh đậu xanh", 5), ("Bánh đậu xanh", 4), ("Bánh đậu xanh", 3)):
        keys(page, "Control+z")
        expect(in_stars(page, 0)).to_have_text(str(n))
        expect(cell(page, 0, title(page, 0))).to_have_text(name)
    refused(page, 0)
    expect(page.locator("#sheet-undo")).to_be_disabled()
    assert stars(server) == {"Bánh đậu xanh": 3, "Vải thiều": 4, "Chè lam": None}


def test_undo_of_what_someone_else_has_written_over_lays_both_before_whoever_undoes(visit, server, products):
    page, other = sheet(visit, REGISTER), sheet(visit, REGISTER, "commune_leader")
    in_stars(page, 0).focus()
    paste(page, "5\n5\n5")
    saved(page)
    other.reload()
    other.locator("table[role=grid]").wait_for()
    in_stars(other, 0).focus()
    paste(other, "1\n2")
    saved(other)
    keys(page, "Control+z")
    refused(page, 2)
    expect(page.locator("#sheet-trouble li").first).to_contain_text("người khác đã ghi “1”. Hoàn tác sẽ ghi lại “3”.")
    assert stars(server) == {"Bánh đậu xanh": 1, "Vải thiều": 2, "Chè lam": None}
    page.get_by_role("button", name="Ghi của tôi").first.click()
    refused(page, 1)
    page.get_by_role("button", name="Giữ của người kia").click()
    refused(page, 0)
    expect(in_stars(page, 1)).to_have_text("2")
    saved(page)
    assert stars(server) == {"Bánh đậu xanh": 3, "Vải thiều": 2, "Chè lam": None}


def test_undo_of_a_row_that_someone_else_has_filled_in_since_asks_first(visit, server, products):
    page, other = sheet(visit, REGISTER), sheet(visit, REGISTER, "commune_leader")
    page.locator("#sheet-add").click()
    keys(page, ":Rươi", "Enter")
    saved(page)
    other.reload()
    other.locator("table[role=grid]").wait_for()
    in_stars(other, 3).focus()
    keys(other, ":4", "Enter")
    saved(other)
    keys(page, "Control+z")
    refused(page, 1)
    assert stars(server)["Rươi"] == 4
    page.get_by_role("button", name="Ghi của tôi").click()
    refused(page, 0)
    expect(page.locator("#sheet tbody tr:not(.is-new)")).to_have_count(3)
    assert "Rươi" not in stars(server)


def test_one_undo_takes_back_a_block_that_was_saved_in_part(visit, server, products):
    page = sheet(visit, REGISTER)
    in_stars(page, 0).focus()
    paste(page, "5\nbốn\n9")
    refused(page, 2)
    assert stars(server) == {"Bánh đậu xanh": 5, "Vải thiều": 4, "Chè lam": None}
    keys(page, "Control+z")
    refused(page, 0)
    expect(in_stars(page, 0)).to_have_text("3")
    assert stars(server) == {"Bánh đậu xanh": 3, "Vải thiều": 4, "Chè lam": None}


def test_undo_without_a_line_says_so_and_can_be_tried_again(visit, server, products):
    page = sheet(visit, REGISTER)
    in_stars(page, 0).focus()
    keys(page, ":5", "Enter")
    saved(page)
    page.context.set_offline(True)
    page.locator("#sheet-undo").click()
    expect(page.locator("#sheet-status")).to_contain_text("Chưa hoàn tác được")
    page.context.set_offline(False)
    page.locator("#sheet-undo").click()
    expect(in_stars(page, 0)).to_have_text("3")
    assert stars(server)["Bánh đậu xanh"] == 3


def test_steps_are_undone_in_the_order_in_which_they_were_done(visit):
    page = sheet(visit, REGISTER)
    undone = page.evaluate(
        """async () => { const { Steps } = await import("/static/web/js/register-steps.js");
        const steps = new Steps(), unsaved = new Set(["2 a", "3 a"]);
        const is = (ref, column) => unsaved.has(`${ref} ${column}`);
        steps.typed([["1", "a"]]); steps.typed([["2", "a"]]); steps.sent("first");
        steps.typed([["3", "a"], ["1", "a"]]);
        steps.settled((ref) => ref === "1", 7);
        const taken = []; for (let step = steps.take(is); step; step = steps.take(is)) taken.push(step);
        return taken; }"""
    )
    assert undone == [
        {"cells": [["3", "a"]], "events": []}, {"cells": [["2", "a"]], "events": []}, {"cells": [], "events": [7]},
    ]  # fmt: skip


def test_undo_brings_back_also_what_was_typed_over_before_it_was_saved(visit, server, products):
    page = sheet(visit, REGISTER)
    column = title(page, 3)
    page.context.set_offline(True)
    cell(page, 0, column).focus()
    keys(page, "c")
    expect(page.locator("#sheet-status")).to_have_attribute("data-state", "away")
    keys(page, "x", "x")
    expect(cell(page, 0, column)).to_have_text("trống")
    for said in ("không", "có", "trống"):
        keys(page, "Control+z")
        expect(cell(page, 0, column)).to_have_text(said)
    expect(page.locator("#sheet-undo")).to_be_disabled()
    page.context.set_offline(False)


def test_what_was_dropped_for_good_is_not_brought_back_by_undo(visit, server, products):
    page = sheet(visit, REGISTER)
    in_stars(page, 1).focus()
    keys(page, ":9", "Enter")
    refused(page, 1)
    keys(page, "ArrowUp", ":8", "Enter")
    expect(page.locator("#sheet-trouble li")).to_contain_text("8")
    page.get_by_role("button", name="Bỏ phần vừa gõ").click()
    refused(page, 0)
    expect(page.locator("#sheet-undo")).to_be_disabled()


def test_very_many_rows_go_in_several_requests_and_are_undone_as_one_step(visit):
    page = sheet(visit, REGISTER)
    sent, undone = page.evaluate(
        """async () => { const { Drafts } = await import("/static/web/js/register-drafts.js");
        const { Steps } = await import("/static/web/js/register-steps.js");
        const drafts = new Drafts("name"), steps = new Steps(), sent = [];
        for (let n = 1; n <= 1200; n += 1) drafts.set(String(n), 1, "stars", "4", "3");
        steps.typed(drafts.cells.map(({ ref, column }) => [ref, column]));
        for (let asked = drafts.take(); asked; asked = drafts.take()) {
          const refs = new Set(asked.edits.map((edit) => edit.ref));
          sent.push(refs.size); steps.sent(asked.request);
          steps.settled((ref) => refs.has(ref), sent.length);
          drafts.settle({ rows: [], problems: [] });
        }
        return [sent, steps.take(() => false)]; }"""
    )
    assert sent == [1000, 200]
    assert undone == {"cells": [], "events": [1, 2]}
