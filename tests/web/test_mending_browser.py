"""A condition mended in a browser: what is said above the form follows what became of it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def mend(page):
    page.locator("[hx-get$='/mend/NTM-8.4a/']").click()
    form = page.locator("form.mend")
    form.wait_for()
    return form


def test_a_change_that_is_refused_takes_away_the_word_that_the_last_one_was_saved(visit):
    page = visit("/communes/10630/", "commune_officer")
    mend(page).get_by_role("button", name="Lưu").click()
    expect(page.locator(".saved-notice")).to_be_visible()
    form = mend(page)
    form.locator("input[name^='fact.']").first.fill("nhiều")
    form.get_by_role("button", name="Lưu").click()
    expect(page.locator("form.mend .error").first).to_be_visible()
    expect(page.locator(".saved-notice")).to_have_count(0)


def test_a_form_that_is_refused_twice_asks_for_no_inline_style(visit):
    # An extension, a filled-in form or a picture being taken leaves styles on fields; the page is not to copy them.
    page = visit("/communes/10630/", "commune_officer")
    form = mend(page)
    for _attempt in range(2):
        page.evaluate("for (const each of document.querySelectorAll('input')) each.style.caretColor = 'auto'")
        form.locator("input[name^='fact.']").first.fill("nhiều")
        with page.expect_response("**/mend/**") as answer:
            form.get_by_role("button", name="Lưu").click()
        assert answer.value.status == 422
        expect(page.locator("form.mend .error").first).to_be_visible()
    assert page.faults == []


def opened(page, node):
    page.locator(f"[hx-get$='/mend/{node}/']").click()
    form = page.locator(f"#mend-form-{node.replace('.', '-')}")
    form.wait_for()
    return form


def test_saving_one_form_leaves_what_was_typed_in_another(visit):
    page = visit("/communes/10630/", "commune_officer")
    typed = opened(page, "NTM-8.4a").locator("input[name='fact.computers_in_use']")
    typed.fill("17")
    other = opened(page, "NTM-8.3.1")
    expect(typed).to_have_value("17")
    other.get_by_role("button", name="Lưu").click()
    expect(page.locator(".saved-notice")).to_be_visible()
    expect(page.locator("form.mend")).to_have_count(1)
    expect(typed).to_have_value("17")
    with page.expect_response("**/mend/NTM-8.4a/") as answer:
        typed.fill("nhiều")
        typed.press("Enter")
    assert answer.value.status == 422
    expect(page.locator("form.mend .error").first).to_be_visible()


def test_escape_closes_a_form_and_asks_only_when_something_was_typed(visit):
    page = visit("/communes/10630/", "commune_officer")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    field = opened(page, "NTM-8.4a").locator("input[name='fact.computers_in_use']")
    field.press("Escape")
    expect(page.locator("form.mend")).to_have_count(0)
    expect(page.locator("[hx-get$='/mend/NTM-8.4a/']")).to_be_focused()
    assert asked == []
    field = opened(page, "NTM-8.4a").locator("input[name='fact.computers_in_use']")
    field.fill("17")
    field.press("Escape")
    expect(field).to_have_value("17")
    assert len(asked) == 1
    assert "chưa được lưu" in asked[0]


@pytest.mark.parametrize("gone_by", ["[data-saved-close]", ".outline a", "[hx-get$='/mend/NTM-8.4a/']"])
def test_the_word_that_a_change_was_saved_goes_when_it_is_closed_or_one_goes_on(visit, gone_by):
    page = visit("/communes/10630/", "commune_officer")
    mend(page).get_by_role("button", name="Lưu").click()
    expect(page.locator(".saved-notice")).to_be_visible()
    page.locator(gone_by).first.click()
    expect(page.locator(".saved-notice")).to_have_count(0)
