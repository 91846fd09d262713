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
