"""The pictures of pages in docs/images: takes them of the demonstration, with Chromium. Needs `make run` to run.

They are looked at, not compared: another version of a font or a browser draws them a little otherwise.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PASSWORD = "langso-demo-2022"  # noqa: S105 - of the demonstration; it stands on the screen of `make run`
WIDE, NARROW = (1200, 800), (360, 740)


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it."""

    name: str
    path: str
    who: str = ""
    size: tuple[int, int] = WIDE
    language: str = "vi"
    dark: bool = False


PICTURES = (
    Picture("commune", "/communes/11056/", "xa"),
    Picture("commune-en", "/communes/11056/", "xa", language="en"),
    Picture("commune-narrow", "/communes/11056/", size=NARROW),
    Picture("matrix", "/matrix/", "so", dark=True),
    Picture("province", "/"),
    Picture("home", "/home/", "xa"),
    Picture("what-if", "/communes/11056/what-if/?set=NC", "xa"),
    Picture("register", "/communes/11056/registers/villages/", "xa"),
    Picture("ranking", "/ranking/", "so"),
)


@contextmanager
def _seen(browser: object, base: str, picture: Picture) -> Iterator[Page]:
    width, height = picture.size
    context = browser.new_context(  # type: ignore[attr-defined]
        base_url=base,
        viewport={"width": width, "height": height},
        device_scale_factor=2 if picture.size == NARROW else 1.5,
        color_scheme="dark" if picture.dark else "light",
    )
    context.add_cookies([{"name": "lang", "value": picture.language, "url": base}])
    page = context.new_page()
    if picture.who:
        page.goto("/account/login/")
        page.fill("input[name=login]", f"{picture.who}@langso.example")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_load_state()
    yield page
    context.close()


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures, or those that are named."""
    parser = argparse.ArgumentParser(description="Take the pictures of pages in docs/images.")
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--into", type=Path, default=IMAGES)
    options = parser.parse_args(arguments)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for picture in PICTURES:
            if options.names and picture.name not in options.names:
                continue
            with _seen(browser, options.base, picture) as page:
                page.goto(picture.path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=options.into / f"{picture.name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
