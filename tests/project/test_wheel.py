"""A wheel built from a clean tree has everything in it that the program reads."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_READ = {".py", ".pyc", ".po", ".mo"}
"""What is imported, or is in the wheel in another form."""


@pytest.fixture(scope="module")
def in_the_wheel(tmp_path_factory):
    tree = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    shutil.copytree(ROOT / "src", tree / "src", ignore=shutil.ignore_patterns("*.mo", "*.egg-info", "__pycache__"))
    uv = Path(sys.executable).parent / "uv"
    build = [uv, "build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--offline", "--quiet"]
    done = subprocess.run([*build, "--out-dir", tree / "dist", tree], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = (tree / "dist").glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def missing_of(paths, in_the_wheel):
    names = [path.relative_to(ROOT / "src").as_posix() for path in paths if path.is_file()]
    return [name for name in names if name not in in_the_wheel]


def test_the_law_and_every_other_file_that_is_read_are_in_the_wheel(in_the_wheel):
    files = [path for path in (ROOT / "src/langso").rglob("*") if path.suffix not in NOT_READ]
    assert missing_of(files, in_the_wheel) == []
    assert "langso/law/sets/ntm.yaml" in in_the_wheel
    assert "langso/web/jinja2/web/frame.html" in in_the_wheel


def test_every_module_and_migration_is_in_the_wheel(in_the_wheel):
    assert missing_of((ROOT / "src/langso").rglob("*.py"), in_the_wheel) == []
    assert "langso/registers/migrations/0001_initial.py" in in_the_wheel


def test_the_vietnamese_messages_are_in_the_wheel_compiled(in_the_wheel):
    assert "langso/locale/vi/LC_MESSAGES/langso.mo" in in_the_wheel


def test_the_licence_goes_with_the_wheel(in_the_wheel):
    assert any(name.endswith("licenses/LICENSE") for name in in_the_wheel)
