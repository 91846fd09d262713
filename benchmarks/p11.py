"""P11: the matrix of 178 communes by 54 conditions, from the real server into a real browser with a slow processor."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.data import ROOT
from benchmarks.report import Section, Target, seconds

_FIRST_BYTE, _INTERACTIVE, _SLOWER = 0.150, 1.0, 4
_PAGE, _PLAIN = "/matrix/?set=all", "/open/"
_DAY = "2022-12-31"
_CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip

_SETTLES = 3000
"""Milliseconds that a new window is left alone: the browser loads pages of its own for it, several hundred modules."""

_TOLD = "interactive "
_WATCH = """addEventListener("DOMContentLoaded", () => setTimeout(() => setTimeout(() => {
  const navigation = performance.getEntriesByType("navigation")[0];
  const told = {
    interactive: performance.now(),
    first: navigation.responseStart,
    painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    bytes: navigation.encodedBodySize,
    cells: document.querySelectorAll("#matrix tbody td").length,
  };
  console.debug("interactive " + JSON.stringify(told));
})))"""
"""A page is interactive once its scripts have their handlers in place and the main thread has taken up the next task.

The page itself says when. Asked again and again by the browser's driver, it would draw itself in pieces between the
questions, and take half as long again.
"""


def measure(rounds: int) -> Section:
    """The time to the first byte without a browser, then until a click is answered in a browser four times slower."""
    with _served(_demonstration()) as address:
        first = _first_bytes(address + _PAGE, rounds)
        visits = _visits(address + _PAGE, rounds)
        plain = _visits(address + _PLAIN, rounds)
    interactive = _middle(visits)
    painted = [visit["painted"] / 1000 for visit in visits if visit["painted"]]
    size, cells = visits[-1]["bytes"], int(visits[-1]["cells"])
    return Section(
        title="P11 The matrix",
        about="All sets side by side for the 178 communes of the demonstration: "
        f"{cells:,} cells, {size / 1000:.0f} kB compressed. Served by `granian` as `langso serve` does. The first byte "
        "is that of a client on the same machine, once the server is warm. Interactive: the page's script has its "
        f"handlers in place and the main thread is free again, in Chromium with its processor slowed {_SLOWER} ×, "
        "style sheets, fonts "
        "and scripts loaded anew each time. Beside it a page of a few lines in the same frame: what no page of the "
        "product can do without on this machine.",
        header=("", "time"),
        rows=[
            ("first byte", seconds(median(first))),
            (f"first paint, {_SLOWER} × slower", seconds(median(painted)) if painted else "with the first answer"),
            (f"interactive, {_SLOWER} × slower", seconds(interactive)),
            (f"a page of a few lines interactive, {_SLOWER} × slower", seconds(_middle(plain))),
        ],
        targets=[
            Target(f"first byte within {seconds(_FIRST_BYTE)}", seconds(median(first)), median(first) <= _FIRST_BYTE),
            Target(
                f"interactive within {seconds(_INTERACTIVE)} on a processor {_SLOWER} × slower",
                seconds(interactive),
                interactive <= _INTERACTIVE,
            ),
        ],
    )


def _middle(visits: list[dict[str, float]]) -> float:
    """The middle time until a page is interactive, in seconds."""
    return median(visit["interactive"] for visit in visits) / 1000


def _demonstration() -> Path:
    """The demonstration's database, made once."""
    folder = ROOT / "var" / "bench" / "demo"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "langso", "demo", str(folder), "--only-prepare"], check=True)
    return folder


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The product's server over a demonstration, at an address of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"LANGSO_DATA": str(folder), "LANGSO_DAY": _DAY, "DJANGO_SETTINGS_MODULE": "langso.settings.django"}
    environment = {**os.environ, **given}
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "-m", "django", *command], env=environment, check=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws",
         "--blocking-threads", "4", "--no-log", "langso.web.wsgi:application"],
        env=environment,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"No answer from {address}")


def _first_bytes(address: str, rounds: int) -> list[float]:
    """Seconds until the first byte of the answer, after visits that are not counted."""
    taken = []
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    for counted in [False] * 3 + [True] * rounds:
        start = time.perf_counter()
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            answer.read(1)
            if counted:
                taken.append(time.perf_counter() - start)
            answer.read()
    return taken


def _visits(address: str, rounds: int) -> list[dict[str, float]]:
    from playwright.sync_api import sync_playwright

    visits = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=list(_CHROMIUM))
        for counted in [False] + [True] * rounds:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            page = context.new_page()
            page.add_init_script(_WATCH)
            page.wait_for_timeout(_SETTLES)
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
            with page.expect_console_message(lambda message: message.text.startswith(_TOLD)) as told:
                page.goto(address, wait_until="commit")
            if counted:
                visits.append(json.loads(told.value.text.removeprefix(_TOLD)))
            context.close()
        browser.close()
    return visits
