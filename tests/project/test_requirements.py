"""The locks name no place to load from, pin every file by its hash and agree with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, GROUPS = PYPROJECT["project"], PYPROJECT["dependency-groups"]
EXTRAS = PROJECT["optional-dependencies"]
ASKED = {
    "langso": PROJECT["dependencies"],
    "setup": GROUPS["setup"],
    "node": GROUPS["node"],
    "dev": PROJECT["dependencies"] + EXTRAS["postgresql"] + GROUPS["dev"],
    "spark": PROJECT["dependencies"] + EXTRAS["spark"],
    "bench": PROJECT["dependencies"] + GROUPS["bench"],
}


def pins(lock: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def test_there_is_a_lock_for_each_use():
    assert [lock.stem for lock in LOCKS] == sorted(ASKED)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_place_to_load_from(lock):
    text = lock.read_text(encoding="utf-8")
    assert not re.findall(r"^-.*|.*://.*|.*@ .*", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_every_file_by_its_hash(lock):
    for entry in re.split(r"^(?=[\w.-]+==)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_agrees_with_pyproject(lock):
    pinned = pins(lock)
    for text in ASKED[lock.stem]:
        asked = Requirement(text)
        versions = pinned[asked.name.lower().replace("_", "-")]
        assert all(asked.specifier.contains(version) for version in versions), text


def test_the_same_package_has_the_same_version_in_every_lock():
    runtime = pins(ROOT / "requirements/langso.txt")
    for lock in LOCKS:
        for name, versions in pins(lock).items():
            assert versions == runtime.get(name, versions), f"{lock.name}: {name}"
