"""Takes the pictures of pages that the documents show: a real server with the demonstration, a real browser.

Needs Chromium. The demonstration is the same everywhere, so the same pages come out, but for the fonts of the machine.
"""

import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PORT = 8099
BASE = f"http://127.0.0.1:{PORT}"
PASSWORD = "langso-demo-2022"  # noqa: S105 - the demonstration's, which is no secret


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file's stem, the page, who looks (a login of the demonstration; empty: nobody), the screen."""

    name: str
    path: str
    who: str = ""
    width: int = 1200
    height: int = 800
    dark: bool = False
    language: str = "vi"


PICTURES_TAKEN = (
    Picture("province", "/"),
    Picture("commune", "/communes/11056/", "xa", height=1000),
    Picture("commune-en", "/communes/11056/", "xa", height=1000, language="en"),
    Picture("commune-phone", "/communes/11056/", "", 390, 844, dark=True),
    Picture("home", "/home/", "xa"),
    Picture("what-if", "/communes/11056/what-if/?set=NC", "xa"),
    Picture("register", "/communes/11056/registers/villages/", "xa"),
    Picture("matrix", "/matrix/?set=NTM", "so", 1360, 800),
    Picture("ranking", "/ranking/", "so"),
    Picture("map", "/map/", "so"),
)


@contextmanager
def _serving() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "langso", "demo", folder, "--host", "127.0.0.1", "--port", str(PORT)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait()
            yield
        finally:
            server.terminate()
            server.wait()


def _wait() -> None:
    for _attempt in range(600):
        try:
            with urllib.request.urlopen(f"{BASE}/health/"):  # noqa: S310 - our own server
                return
        except urllib.error.URLError:
            time.sleep(0.5)
    raise SystemExit("the demonstration did not start")


def _context(browser: Browser, picture: Picture) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
        device_scale_factor=1,
    )
    context.add_cookies([{"name": "lang", "value": picture.language, "url": BASE}])
    if picture.who:
        page = context.new_page()
        page.goto(f"{BASE}/account/login/")
        page.fill("input[name=login]", f"{picture.who}@langso.example")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/home/")
        page.close()
    return context


def take(names: list[str]) -> None:
    """Take the pictures of some names, or all."""
    PICTURES.mkdir(exist_ok=True)
    with _serving(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for picture in PICTURES_TAKEN:
            if names and picture.name not in names:
                continue
            context = _context(browser, picture)
            page = context.new_page()
            page.goto(BASE + picture.path)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{picture.name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1:])
