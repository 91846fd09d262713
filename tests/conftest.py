"""What every test needs: the parts that a machine may lack, and how their tests are left out by name.

With LANGSO_TEST_REQUIRE_ALL set nothing may be left out: a test that would be skipped fails instead.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings


def _no_spark() -> str:
    if find_spec("pyspark") is None:
        return "pyspark is not installed (make spark)"
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "no Java runtime (sudo apt install default-jre-headless)"
    return ""


def _no_postgresql() -> str:
    if not os.environ.get("LANGSO_TEST_POSTGRESQL"):
        return "LANGSO_TEST_POSTGRESQL does not name a server (postgresql://…)"
    return ""


@cache
def _no_office() -> str:
    if shutil.which("soffice") is None:
        return "no LibreOffice (sudo apt install libreoffice-calc-nogui libreoffice-writer-nogui)"
    matching = ["fc-match", "--format", "%{family}", "Times New Roman"]
    if subprocess.run(matching, check=True, capture_output=True, text=True).stdout not in AS_WIDE_AS_TIMES:
        return "no letters as wide as Times New Roman's, so lines break elsewhere (sudo apt install fonts-liberation)"
    return ""


# xdist tells its workers how wide the terminal is; what the product writes must not depend on that.
os.environ.pop("COLUMNS", None)

AS_WIDE_AS_TIMES = {"Times New Roman", "Liberation Serif", "Tinos"}
DATABASE_FIXTURES = {"db", "transactional_db", "workplace", "live_server"}


def _no_browser() -> str:
    if not Path("/usr/bin/chromium").exists():
        return "no Chromium (sudo apt install chromium)"
    if not (Path(__file__).parent.parent / "node_modules").is_dir():
        return "no front-end packages (make setup)"
    return ""


MISSING: dict[str, Callable[[], str]] = {
    "spark": _no_spark,
    "postgresql": _no_postgresql,
    "office": _no_office,
    "browser": _no_browser,
}


def everything_is_required() -> bool:
    return bool(os.environ.get("LANGSO_TEST_REQUIRE_ALL"))


hypothesis_settings.register_profile("quick", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, max_examples=150, print_blob=True)
hypothesis_settings.load_profile("ci" if everything_is_required() else "quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks the product's database is marked `database`, so that it can be run once more on another engine."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for part, missing in MISSING.items():
        if item.get_closest_marker(part) and (reason := missing()):
            pytest.skip(f"{part}: {reason}")


def _fail_instead(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"LANGSO_TEST_REQUIRE_ALL is set, so nothing may be left out. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if everything_is_required():
        _fail_instead(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if everything_is_required():
        _fail_instead(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        if isinstance(report.longrepr, tuple):
            left_out.setdefault(report.longrepr[2].removeprefix("Skipped: "), []).append(report.nodeid)
    if left_out:
        terminalreporter.section("left out on this machine")
    for reason, names in left_out.items():
        terminalreporter.line(reason)
        for name in names:
            terminalreporter.line(f"  {name}")


@pytest.fixture
def workplace(db: None, settings: Any) -> Any:
    """The workplace of `workplace.set_up`; no second factor is asked for unless a test turns it on."""
    from workplace import set_up

    settings.REQUIRE_SECOND_FACTOR = False
    return set_up()
