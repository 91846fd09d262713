"""Inviting in a browser: the link is copied at a press, the list of organisations narrowed by typing."""

import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_organisations_are_narrowed_by_typing_without_marks_and_the_only_one_is_chosen(visit):
    page = visit("/people/invite/", "operator")
    search, chosen = page.get_by_label("Tìm cơ quan"), page.locator("#id_organisation")
    whole = chosen.locator("option").count()
    search.fill("xa an binh")
    expect(chosen.locator("option:checked")).to_have_text("UBND xã An Bình")
    search.fill("")
    expect(chosen.locator("option")).to_have_count(whole)
    expect(chosen.locator("option:checked")).to_have_text("UBND xã An Bình")
    search.fill("không có cơ quan nào như vậy")
    expect(chosen.locator("option:checked")).to_have_text("UBND xã An Bình")
    search.press("Enter")
    assert page.url.endswith("/people/invite/")


@pytest.fixture
def somebody_new(server):
    """An address that nobody has; whoever was invited by it is gone afterwards."""
    email = f"moi{time.time_ns()}@xa.example"
    yield email
    server.run(
        "from langso.accounts.models import Membership, Person\n"
        f"Membership.objects.filter(person__email='{email}').delete(); Person.objects.filter(email='{email}').delete()"
    )


def test_the_link_to_hand_over_is_copied_at_a_press_and_said_so(visit, somebody_new):
    page = visit("/people/invite/", "operator")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Họ và tên").fill("Lê Thị Mới")
    page.get_by_label("Địa chỉ thư điện tử").fill(somebody_new)
    page.get_by_label("Vai trò", exact=True).select_option("commune_officer")
    page.get_by_label("Tìm cơ quan").fill("xa an binh")
    page.get_by_role("button", name="Mời", exact=True).click()
    page.get_by_role("button", name="Chép liên kết").click()
    expect(page.get_by_role("status").filter(has_text="Đã chép.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#link").inner_text()
