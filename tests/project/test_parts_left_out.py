"""Tests for what a machine lacks are left out by name, and fail where nothing may be left out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPING = """
import pytest

@pytest.mark.postgresql
def test_a_server_answers():
    raise AssertionError("never reached")

def test_a_sum():
    assert 1 + 1 == 2
"""


@pytest.fixture
def run_tests(tmp_path):
    def run(text: str, **settings: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "tests").mkdir(exist_ok=True)
        (tmp_path / "tests/test_here.py").write_text(text)
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        for name in ("conftest.py", "django_settings.py"):
            shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LANGSO_TEST_")}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
            cwd=tmp_path,
            env={**kept, **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_test_without_its_server_is_left_out_by_name_with_the_reason(run_tests):
    done = run_tests(SKIPPING)
    assert done.returncode == 0
    assert "postgresql: LANGSO_TEST_POSTGRESQL does not name a server" in done.stdout
    assert "  tests/test_here.py::test_a_server_answers" in done.stdout
    assert "1 passed, 1 skipped" in done.stdout


def test_a_test_without_its_server_fails_where_everything_is_required(run_tests):
    done = run_tests(SKIPPING, LANGSO_TEST_REQUIRE_ALL="1")
    assert done.returncode == 1
    assert "nothing may be left out" in done.stdout
    assert "1 passed, 1 error" in done.stdout


def test_a_file_that_leaves_itself_out_fails_where_everything_is_required(run_tests):
    done = run_tests("import pytest\npytest.importorskip('no_such_module')\n", LANGSO_TEST_REQUIRE_ALL="1")
    assert done.returncode != 0
    assert "nothing may be left out" in done.stdout


def test_a_marker_that_nobody_declared_is_refused(run_tests):
    done = run_tests("import pytest\n@pytest.mark.postgres\ndef test_a_sum():\n    assert True\n")
    assert done.returncode != 0
    assert "'postgres' not found in `markers`" in done.stdout
