"""Each check of `make check` fails when it should: a small clean tree passes, the same tree with one fault does not."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CLEAN = {
    "src/langso/__init__.py": "",
    "src/langso/language.py": "def mark(message: str) -> str:\n    return message\n",
    "src/langso/problems.py": ('from langso.language import mark as _\n\nWORDS = _("The file {name} is not there.")\n'),
    "src/langso/facts/__init__.py": "from langso import criteria as criteria\n",
    "src/langso/locale/vi/LC_MESSAGES/langso.po": (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "The file {name} is not there."\nmsgstr "Không có tệp {name}."\n'
    ),
    "src/langso/settings/django.py": (
        'SECRET_KEY = "x" * 50\nINSTALLED_APPS = ["langso.journal", "langso.evidence"]\n'
        'DEFAULT_AUTO_FIELD = "django.db.models.AutoField"\n'
        'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}\n'
    ),
    "src/langso/journal/models.py": (
        '"""Events."""\n\nfrom django.db import models\n\n\n'
        'class Event(models.Model):\n    """One."""\n\n    def __str__(self) -> str:\n        return "event"\n'
    ),
    "src/langso/journal/migrations/__init__.py": "",
    "src/langso/journal/migrations/0001_initial.py": (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    initial = True\n"
        '    key = models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")\n'
        '    operations = [migrations.CreateModel(name="Event", fields=[("id", key)])]\n'
    ),
    "README.md": "```console\n$ echo chào\nchào\n```\n",
    "tests/django_settings.py": "from langso.settings.django import *  # noqa: F403\n",
    "tests/test_sum.py": "def test_sum():\n    assert 1 + 1 == 2\n",
}


def check_commands() -> list[str]:
    """The commands of `make check`, as they stand in the Makefile."""
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe is not None
    return re.findall(r"^\t@\$\(bin\)/(.+)$", recipe[1], re.MULTILINE)


def rooms() -> set[str]:
    """What stands on a floor and is not a file of the clean tree."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = {room for layer in contracts[0]["layers"] for room in re.findall(r"\w+", layer)}
    return {room for room in floors if f"src/langso/{room}.py" not in CLEAN}


def command(beginning: str) -> str:
    (found,) = [line for line in check_commands() if line.startswith(beginning)]
    return found


@pytest.fixture
def tree(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    not_here = shutil.ignore_patterns("__pycache__", "generated*", "reference*", "diagrams*", "terminal*")
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=not_here)
    for room in rooms():
        (tmp_path / "src/langso" / room).mkdir(parents=True)
        (tmp_path / "src/langso" / room / "__init__.py").touch()
    for name, text in CLEAN.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(line: str, tree: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = line.split()
    return subprocess.run(
        [BIN / program, *arguments],
        cwd=tree,
        env={"PATH": f"{BIN}:/usr/bin:/bin", "PYTHONPATH": str(tree / "src"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "beginning",
    [
        "ruff format",
        "ruff check",
        "mypy",
        "lint-imports",
        "python scripts/migrations.py",
        "python scripts/messages.py",
        "python scripts/doc_examples.py",
        "pytest",
    ],
)
def test_a_clean_tree_passes(beginning, tree):
    done = run(command(beginning), tree)
    assert done.returncode == 0, done.stdout + done.stderr


FAULTS = {
    "a line that ruff would format": (
        "ruff format",
        "src/langso/facts/__init__.py",
        "from langso   import criteria\n",
        "would be reformatted",
    ),
    "a name that nobody uses": ("ruff check", "src/langso/facts/__init__.py", "import os\n", "F401"),
    "a function without types": (
        "mypy",
        "src/langso/facts/__init__.py",
        "def double(n):\n    return 2 * n\n",
        "missing a type annotation",
    ),
    "a script without types": (
        "mypy",
        "scripts/double.py",
        "def double(n):\n    return 2 * n\n",
        "missing a type annotation",
    ),
    "an import from a higher room": (
        "lint-imports",
        "src/langso/criteria/__init__.py",
        "from langso import facts as facts\n",
        "langso.criteria is not allowed to import langso.facts",
    ),
    "an import from a room on the same floor": (
        "lint-imports",
        "src/langso/exchange/__init__.py",
        "from langso import documents as documents\n",
        "langso.exchange is not allowed to import langso.documents",
    ),
    "a room that stands on no floor": ("lint-imports", "src/langso/helpers.py", "", "langso.helpers"),
    "criteria that know an engine": (
        "lint-imports",
        "src/langso/criteria/__init__.py",
        "import duckdb as duckdb\n",
        "langso.criteria is not allowed to import duckdb",
    ),
    "a table without its migration": (
        "python scripts/migrations.py",
        "src/langso/evidence/models.py",
        "from django.db import models\n\n\nclass Document(models.Model):\n    pass\n",
        "Create model Document",
    ),
    "a column without its migration": (
        "python scripts/migrations.py",
        "src/langso/journal/models.py",
        "from django.db import models\n\n\nclass Event(models.Model):\n    kind = models.TextField(default='')\n",
        "Add field kind to event",
    ),
    "a message without Vietnamese": (
        "python scripts/messages.py",
        "src/langso/facts/__init__.py",
        'from langso.language import mark as _\n\nWORDS = _("Nothing here.")\n',
        "no Vietnamese for 'Nothing here.'",
    ),
    "a translation that nobody says": (
        "python scripts/messages.py",
        "src/langso/problems.py",
        "",
        "no longer said in the code",
    ),
    "a document that shows what does not come out": (
        "python scripts/doc_examples.py",
        "README.md",
        "```console\n$ echo chào\nxin chào\n```\n",
        "-xin chào\n+chào",
    ),
    "a python example that gives something else": (
        "python scripts/doc_examples.py",
        "docs/a/b.md",
        "```python\n>>> 1 + 1\n3\n```\n",
        "Expected:\n    3\nGot:\n    2",
    ),
    "a test that fails": ("pytest", "tests/test_sum.py", "def test_sum():\n    assert 1 + 1 == 3\n", "1 failed"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught(fault, tree):
    beginning, name, text, words = FAULTS[fault]
    (tree / name).parent.mkdir(parents=True, exist_ok=True)
    (tree / name).write_text(text, encoding="utf-8")
    done = run(command(beginning), tree)
    assert done.returncode != 0
    assert words in re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('msgid "The file {name} is not there."\nmsgstr ""\n', "the translation is empty"),
        ('#, fuzzy\nmsgid "The file {name} is not there."\nmsgstr "Không có tệp."\n', "only a guess"),
        (
            'msgid "The file {name} is not there."\nmsgstr "Không có tệp {ten}."\n',
            "has {ten}, which the message has not",
        ),
    ],
)
def test_a_translation_that_cannot_be_used_is_caught(entry, words, tree):
    catalogue = tree / "src/langso/locale/vi/LC_MESSAGES/langso.po"
    catalogue.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n' + entry)
    done = run(command("python scripts/messages.py"), tree)
    assert done.returncode == 1
    assert words in done.stderr


def test_every_check_has_a_fault_that_it_catches():
    not_here = {"python scripts/generated.py check"}
    caught = {command(beginning) for beginning, *_ in FAULTS.values()}
    assert set(check_commands()) - not_here == caught
