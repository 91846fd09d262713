"""A dossier's whole way in a browser, from an empty register to the decision, with a return in between.

Through three tiers in 2022 and through two in 2026; on a desk and on a phone. Registers are filled at a desk.
"""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from langso.criteria.loader import load_law
from meeting import FACTS, ROWS
from web.conftest import served, visiting
from web.grid import paste, saved

pytestmark = pytest.mark.browser
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
DISTRICT = ("district_reviewer", "district_reviewer", "Thẩm tra xong, chuyển cấp sau")
DEPARTMENT = ("department_specialist", "department_leader", "Thẩm định xong")


@dataclass(frozen=True)
class Walk:
    """A commune of its own, who rules on it and moves it on each tier, and how pages are opened on the screen."""

    code: str
    number: int
    tiers: tuple[tuple[str, str, str], ...]
    visit: Any
    suffix: str = ""

    def by(self, path, role):
        """The page as a reviewer sees it."""
        return self.visit(path, f"{role}{self.suffix}")

    def from_commune(self, path, who, **more):
        """The page as one of the commune's two people sees it."""
        return self.visit(path, f"{who}{self.number}", **more)


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """The product in January 2026."""
    with served(tmp_path_factory.mktemp("later"), day="2026-01-20") as product:
        yield product


ON_BOTH_DATABASES = [pytest.param(f"{year}-desk", marks=pytest.mark.journey) for year in (2022, 2026)]


@pytest.fixture(params=[*ON_BOTH_DATABASES, "2022-phone", "2026-phone"])
def walk(request, browser):
    year, screen = request.param.split("-")
    number, viewport = (0, DESKTOP) if screen == "desk" else (1, PHONE)
    server = request.getfixturevalue("server" if year == "2022" else "later")
    code = server.run(f"from web.walkers import in_{year}; print(in_{year}({number}))").split()[-1]
    with ExitStack() as stack:
        visit = stack.enter_context(visiting(server, browser))

        def on_screen(path, role, wanted=viewport):
            return visit(path, role, wanted)

        if year == "2022":
            yield Walk(code, number, (DISTRICT, DEPARTMENT), on_screen)
        else:
            yield Walk(code, number, (DEPARTMENT,), on_screen, suffix="_2026")


def fits(page):
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"


def press(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()
    fits(page)


def send(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".notice-done").first).to_be_visible()


def typed(value):
    """A value as an official writes it in a cell."""
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)


def registers_kept(walk):
    """Every ledger pasted as a block and closed, every fact declared, by the officer at a desk."""
    page = walk.from_commune(None, "officer", wanted=DESKTOP)
    for register, rows in ROWS.items():
        page.goto(f"/communes/{walk.code}/registers/{register}/")
        page.locator("table[role=grid]").wait_for()
        page.locator("#sheet-add").click()
        columns = [column.name for column in load_law().registers[register].columns]
        paste(page, "\n".join("\t".join(typed(row.get(name, "")) for name in columns) for row in rows))
        saved(page)
        page.locator("a[data-dialog=close]").click()
        page.locator("dialog#close").get_by_role("button", name="Chốt sổ").click()
        expect(page.locator("#sheet-done")).to_contain_text("Sổ đã chốt.")
    page.goto(f"/communes/{walk.code}/facts/")
    for name, value in FACTS.items():
        field = page.locator(f"#fact-{name}")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    page.get_by_label("Nguồn").fill("Báo cáo của UBND xã")
    send(page, "Khai")


def agreed_by_every_tier(walk, dossier):
    for role, mover, move in walk.tiers:
        page = walk.by(dossier, role)
        for box in page.locator("input[name=node]").all():
            box.check()
        page.get_by_role("button", name=re.compile("Nhất trí với")).click()
        expect(page.get_by_text("Đã cho ý kiến về mọi điều kiện.")).to_be_visible()
        page = page if mover == role else walk.by(dossier, mover)
        press(page, move)
        send(page, move)


def attested_by_the_commune(officer, dossier):
    for check in ("no_arrears", "security"):
        officer.goto(dossier)
        row = officer.locator(f"form[action$='/checks/{check}/']")
        officer.locator("details", has=row).locator("summary").click()
        row.get_by_label("Trả lời").select_option("yes")
        row.get_by_label("Nguồn").fill("Xác nhận của cơ quan có thẩm quyền")
        row.get_by_role("button", name="Ghi nhận").click()
        expect(officer.locator(".notice-done").first).to_be_visible()


def attested_by_the_front(walk, dossier):
    front = walk.by(dossier, "front_officer")
    front.locator("details", has=front.locator("form[action$='/satisfaction/']")).locator("summary").click()
    front.get_by_label("Tỷ lệ phần trăm").fill("92,5")
    front.locator("form[action$='/satisfaction/']").get_by_label("Nguồn").fill("Báo cáo 12/BC-MTTQ")
    front.locator("form[action$='/satisfaction/'] button").click()
    expect(front.locator(".notice-done").first).to_be_visible()


def test_from_an_empty_register_to_recognition(walk):
    officer = walk.from_commune(f"/communes/{walk.code}/dossiers/", "officer")
    officer.get_by_label("Bộ tiêu chí").select_option("NTM")
    officer.get_by_role("button", name="Lập hồ sơ").click()
    expect(officer.locator("#in-the-way")).to_contain_text("NTM-8.3.2")
    dossier = re.search(r"/dossiers/(\d+)/", officer.url)[0]
    registers_kept(walk)
    attested_by_the_commune(officer, dossier)

    leader = walk.from_commune(dossier, "leader")
    press(leader, "Gửi hồ sơ")
    send(leader, "Gửi hồ sơ")

    rules, returns, _move = walk.tiers[0]
    reviewer = walk.by("/dossiers/", rules)
    reviewer.locator(f"#queue a[href='{dossier}']").click()
    reviewer.get_by_role("link", name=re.compile("100% số thôn có loa hoạt động")).click()
    fits(reviewer)
    reviewer.get_by_label("Yêu cầu bổ sung").check()
    reviewer.get_by_label("Lý do, hoặc điều cần bổ sung").fill("Gửi ảnh loa thôn Cẩm")
    reviewer.get_by_role("button", name=re.compile("Lưu")).click()
    reviewer = walk.by(dossier, returns)
    press(reviewer, "Trả lại để bổ sung")
    reviewer.get_by_label("Lý do").fill("Thiếu ảnh loa")
    send(reviewer, "Trả lại để bổ sung")

    officer.goto(dossier)
    expect(officer.locator("#in-the-way")).to_contain_text("chưa được trả lời")
    officer.locator("#in-the-way a").first.click()
    officer.get_by_label("Trả lời của xã").fill("Ảnh loa thôn Cẩm đã có trong minh chứng")
    send(officer, "Trả lời")
    leader.goto(dossier)
    press(leader, "Gửi hồ sơ")
    send(leader, "Gửi hồ sơ")

    agreed_by_every_tier(walk, dossier)
    attested_by_the_front(walk, dossier)

    head = walk.by(dossier, "department_leader")
    press(head, "Công nhận")
    head.get_by_label("Số, ký hiệu quyết định").fill("3021/QĐ-UBND")
    send(head, "Công nhận")
    expect(head.locator("main")).to_contain_text("Quyết định số 3021/QĐ-UBND")
    head.goto(f"{dossier}stages/4/?against=2")
    fits(head)
    expect(head.locator("main")).to_contain_text("Niêm phong còn nguyên.")
