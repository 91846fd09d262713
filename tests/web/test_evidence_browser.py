"""Evidence is dropped, chosen and photographed onto a condition, in a browser against the real server."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evidence.files import pdf, saved, scene

pytestmark = pytest.mark.browser

AT = "/communes/10630/evidence/NTM-8.1.1b/"
PHONE = {"width": 360, "height": 740}
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


def fresh(n: int = 0) -> int:
    """A number that no file of an earlier run was made from."""
    return time.time_ns() % 10_000 + 7 + n


def photo(name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": saved(scene(400, 300, fresh()), "JPEG")}


def sheet(name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf(b"8 0 obj << /N %d >> endobj" % time.time_ns())}


CARRIED = """([bytes, name]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
  const said = { bubbles: true, cancelable: true };
  %s
}"""
DROP = (
    CARRIED
    % """const form = document.querySelector("[data-evidence-form]");
  for (const kind of ["dragover", "drop"])
    form.dispatchEvent(new DragEvent(kind, { ...said, dataTransfer: carried }));"""
)
PASTE = CARRIED % 'document.dispatchEvent(new ClipboardEvent("paste", { ...said, clipboardData: carried }));'


def choose(page, *files) -> None:
    page.locator("input[name=files]").first.set_input_files(list(files))
    page.get_by_role("button", name="Đính kèm", exact=True).click()


def test_of_several_files_each_is_attached_or_refused_for_itself(visit):
    page = visit(AT, "commune_officer")
    choose(page, sheet("Biên bản.pdf"), {**sheet("virus.pdf"), "buffer": b"MZ" + bytes(500)}, photo("biển tên.jpg"))
    expect(page.locator(".sent.done")).to_have_count(2)
    expect(page.locator(".sent.failed")).to_contain_text("“virus.pdf” là một chương trình")
    expect(page.locator(".piece").filter(has_text="Biên bản")).to_be_visible()
    expect(page.locator(".piece").filter(has_text="biển tên").locator("img")).to_be_visible()


def test_pressing_attach_without_a_file_says_so_at_the_field_until_one_is_chosen(visit):
    page = visit(AT, "commune_officer")
    page.get_by_role("button", name="Đính kèm", exact=True).click()
    said = page.locator("[data-no-file]")
    expect(said).to_contain_text("Chưa chọn tệp")
    expect(page.locator("input[name=files]").first).to_be_focused()
    page.locator("input[name=files]").first.set_input_files([photo("loa.jpg")])
    expect(said).to_be_hidden()


def test_a_picture_is_dropped_and_pasted(visit):
    page = visit(AT, "commune_officer")
    for script, name in ((DROP, "kéo thả.jpg"), (PASTE, "dán.jpg")):
        page.evaluate(script, [list(photo(name)["buffer"]), name])
        expect(page.locator(".sent.done").filter(has_text=name)).to_be_visible()
        expect(page.locator(".piece").filter(has_text=name.removesuffix(".jpg"))).to_be_visible()


def test_what_is_too_large_is_not_even_sent(visit):
    page = visit(AT, "commune_officer")
    page.locator("[data-evidence]").evaluate("(section) => { section.dataset.limit = '100'; }")
    choose(page, sheet("to.pdf"))
    expect(page.locator(".sent.failed")).to_contain_text("chưa gửi")


def test_a_connection_that_drops_is_said_and_the_file_is_sent_again(visit):
    page = visit(AT, "commune_officer")
    page.context.set_offline(True)
    choose(page, sheet("mất mạng.pdf"))
    expect(page.locator(".sent.failed")).to_contain_text("chưa gửi được: mất kết nối")
    page.context.set_offline(False)
    page.locator(".sent").get_by_role("button", name="Thử lại").click()
    expect(page.locator(".sent.done")).to_contain_text("mất mạng.pdf")


def test_without_script_the_form_does_the_same(visit):
    page = visit(AT, "commune_officer", java_script_enabled=False)
    choose(page, sheet("không mã lệnh.pdf"))
    expect(page.locator("#messages")).to_contain_text("Đã đính kèm: không mã lệnh.pdf")
    expect(page.locator(".piece").filter(has_text="không mã lệnh")).to_be_visible()


def test_a_phone_offers_its_camera_and_fits(visit):
    page = visit(AT, "commune_officer", PHONE, has_touch=True)
    expect(page.get_by_label("Chụp ảnh")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


PAGES = [
    AT,
    "/communes/10630/evidence/",
    "/communes/10630/evidence/?show=missing",
    "/communes/10630/journal/",
    "/communes/10630/history/NTM-8.3.2/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [PHONE, {"width": 1200, "height": 900}], ids=["phone", "desk"])
def test_the_pages_are_accessible(visit, screen, scheme):
    page = visit(AT, "commune_officer", screen, color_scheme=scheme, bypass_csp=True)
    choose(page, photo(f"ảnh {fresh()}.jpg"))
    expect(page.locator(".sent.done")).to_be_visible()
    one = page.locator(".piece h3 a").first.get_attribute("href")
    for address in [*PAGES, one]:
        page.goto(address)
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })")
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
