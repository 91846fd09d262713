"""The map in a browser: what is really drawn, and the list beside it that needs no script."""

import json
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}

AREA = [[[106.2, 20.7], [106.6, 20.7], [106.6, 21.2], [106.2, 21.2], [106.2, 20.7]]]
"""Most of what the map shows."""


@pytest.fixture
def areas(server):
    """Boundaries as a province loads them: one wide area for the commune with two loudspeakers short."""
    shapes = [
        {"type": "Feature", "properties": {"code": "10630"}, "geometry": {"type": "Polygon", "coordinates": AREA}}
    ]
    before = server.boundaries.read_text(encoding="utf-8")
    server.boundaries.write_text(json.dumps({"type": "FeatureCollection", "features": shapes}), encoding="utf-8")
    yield
    server.boundaries.write_text(before, encoding="utf-8")


def drawn(page):
    """The map once it is drawn, as a picture."""
    page.locator("#map[data-drawn=yes]").wait_for()
    page.wait_for_timeout(300)
    return Image.open(BytesIO(page.locator("#map").screenshot())).convert("RGB")


def share_of(picture, colour):
    """How much of a picture has a colour, but for rounding."""
    counted = picture.getcolors(1 << 24)
    near = (n for n, pixel in counted if all(abs(a - b) < 4 for a, b in zip(pixel, colour, strict=True)))
    return sum(near) / (picture.width * picture.height)


def soft(page, state):
    """The colour that an area of a verdict has in the page's theme."""
    found = page.evaluate(
        """state => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.className = `is-${state}`;
          probe.style.color = "var(--state-soft)";
          const colour = getComputedStyle(probe).color;
          probe.remove();
          return colour.match(/\\d+/g).map(Number);
        }""",
        state,
    )
    return found[:3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_area_has_the_colour_of_its_commune_s_verdict(visit, areas, scheme):
    page = visit("/map/?node=NTM-8.3.2", viewport=DESKTOP, color_scheme=scheme)
    picture = drawn(page)
    assert share_of(picture, soft(page, "not_met")) > 0.3
    assert share_of(picture, soft(page, "met")) < 0.05


def test_without_boundaries_communes_are_points_on_a_plain_ground(visit):
    page = visit("/map/?node=NTM-8.3.2", viewport=DESKTOP)
    picture = drawn(page)
    assert share_of(picture, soft(page, "not_met")) < 0.01
    assert 0.005 < share_of(picture, soft(page, "insufficient")) < 0.2


def test_names_are_drawn_when_they_are_asked_for(visit):
    page = visit("/map/", viewport=DESKTOP)
    bare = drawn(page)
    page.get_by_role("button", name="Tên các xã").click()
    expect(page.locator("#map-names")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(1000)
    named = drawn(page)
    ink = [23, 33, 43]
    assert share_of(named, ink) > share_of(bare, ink) + 0.002


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_typing_narrows_the_list_and_its_counts(visit, viewport):
    page = visit("/map/", viewport=viewport)
    page.locator("#map[data-drawn=yes]").wait_for()
    page.get_by_role("searchbox", name="Tìm xã theo tên").press_sequentially("an binh")
    expect(page.locator(".map-list li:visible")).to_have_count(1)
    expect(page.locator(".map-list h2:visible .quiet")).to_have_text("1")


def test_without_script_the_list_is_searched_and_filtered_by_addresses(browser, server):
    context = browser.new_context(java_script_enabled=False, base_url=server.base)
    page = context.new_page()
    page.goto("/map/?node=NTM-8.3.2")
    page.locator(".map-legend").get_by_role("link", name="Chưa đạt").click()
    expect(page.locator(".map-list li")).to_have_count(1)
    expect(page.locator(".map-legend a[aria-current]")).to_contain_text("Chưa đạt")
    page.get_by_role("searchbox", name="Tìm xã theo tên").fill("binh")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator(".map-list li")).to_have_text("An Bình Nam Sách")
    context.close()
