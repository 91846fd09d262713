"""The browser tests' real server: the product as `langso serve` runs it, on a furnished database of its own.

SQLite, or PostgreSQL where LANGSO_DATABASE names a server. One server a test process; tests put back what they change,
or work in a commune of their own.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent
# For every new window Chromium loads two pages of its own beneath the address bar, a second of processor time each. Who
# names a feature replaces Playwright's list, so that those of it that matter here are named again.
_WITHOUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader",
    f"--disable-features={','.join(_WITHOUT)}",
]  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def database_of_its_own(environment: dict[str, str]) -> Iterator[None]:
    """On PostgreSQL a new database, dropped afterwards; on SQLite there is nothing to do."""
    url = os.environ.get("LANGSO_DATABASE", "")
    if not url:
        yield
        return
    import psycopg

    name = f"browser_{os.getpid()}_{free_port()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    environment["LANGSO_DATABASE"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    try:
        yield
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@dataclass
class Server:
    """The running product: its address, and a way to run Python beside it on the same database.

    `boundaries` is the file of the setting BOUNDARIES, which a test may write.
    """

    base: str
    environment: dict[str, str] = field(repr=False)
    boundaries: Path

    def run(self, code: str) -> str:
        """What some Python prints, run with the product's settings."""
        code = f"import django; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", code], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product, served; one for all tests that put back what they change."""
    with served(tmp_path_factory.mktemp("served")) as product:
        yield product


@contextmanager
def served(data: Path, workers: int = 1, day: str = "2022-12-31") -> Iterator[Server]:
    """The product on a furnished database of its own, for as long as it is used."""
    boundaries = data / "boundaries.geojson"
    boundaries.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    environment = {
        **os.environ,
        "LANGSO_DATA": str(data), "LANGSO_DAY": day, "LANGSO_SECOND_FACTOR": "no",
        "LANGSO_FRONTEND": str(ROOT / "node_modules"), "DJANGO_SETTINGS_MODULE": "langso.settings.django",
        "LANGSO_BOUNDARIES": str(boundaries), "PYTHONPATH": str(TESTS),
    }  # fmt: skip
    port = free_port()
    with database_of_its_own(environment):
        if "LANGSO_DATABASE" in environment:
            _furnish(environment)
        else:
            shutil.copytree(_furnished(data, environment), data, dirs_exist_ok=True)
        command = [
            sys.executable,
            "-m",
            "langso",
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--workers",
            str(workers),
        ]
        with (data / "server.log").open("w") as log:
            process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
            try:
                base = f"http://127.0.0.1:{port}"
                wait_for(base, process, data / "server.log")
                yield Server(base, environment, boundaries)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(60)


def _furnish(environment: dict[str, str]) -> None:
    for command in (["-m", "langso", "migrate"], [str(TESTS / "web" / "furnish.py")]):
        subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)


def _furnished(data: Path, environment: dict[str, str]) -> Path:
    """A furnished folder for SQLite, made once by whichever process of the run comes first, for all to copy."""
    run = data.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else data.parent
    made = run / "furnished"
    with (run / "furnished.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "whole").exists():
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            _furnish({**environment, "LANGSO_DATA": str(made)})
            (made / "whole").touch()
    return made


def wait_for(base: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(720):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{base}/health/") as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
    raise RuntimeError(f"the server did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(server, browser):
    """Opens pages of the server: `visit("/path", role, viewport)`, signed in by the form where a role is given."""
    with visiting(server, browser) as open_page:
        yield open_page


@contextmanager
def visiting(server, browser):
    """As `visit`, for a server of one's own."""
    from workplace import PASSWORD

    contexts = []

    def open_page(path, role=None, viewport=None, **more):
        context = browser.new_context(viewport=viewport or DESKTOP, base_url=server.base, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda m: page.faults.append(m.text) if "Content Security Policy" in m.text else None)
        if role:
            page.goto("/account/login/")
            page.fill("input[name=login]", f"{role}@langso.example")
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url("**/home/")
        if path:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        faults = [fault for page in context.pages for fault in getattr(page, "faults", [])]
        context.close()
        assert not faults
