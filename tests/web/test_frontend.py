"""What comes from npm: locked by hash, from anywhere, and only the files that pages load."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files import File

from langso.web.frontend import NPM_FILES, SHEETS, SITE, NpmFinder, SheetsFinder, StaticStorage

ROOT = Path(__file__).parents[2]
LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
PACKAGES = {name: entry for name, entry in LOCK["packages"].items() if name}
STATIC = ROOT / "src/langso/web/static"
BASE = (ROOT / "src/langso/web/jinja2/web/frame.html").read_text(encoding="utf-8")


def test_the_lock_names_no_place_to_load_from():
    assert [name for name, entry in PACKAGES.items() if "resolved" in entry or "link" in entry] == []
    without_sponsors = [{key: value for key, value in entry.items() if key != "funding"} for entry in PACKAGES.values()]
    assert "://" not in json.dumps(without_sponsors)


def test_the_lock_pins_every_package_by_its_hash():
    assert [name for name, entry in PACKAGES.items() if not entry.get("integrity", "").startswith("sha512-")] == []


def test_the_packages_are_asked_for_in_one_exact_version():
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = asked["dependencies"] | asked["devDependencies"]
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    assert {name: PACKAGES[f"node_modules/{name}"]["version"] for name in versions} == versions


def test_no_file_of_npm_names_a_registry():
    for name in ("package.json", ".npmrc", "scripts/frontend.sh"):
        assert re.findall(r"registry\s*=|https?://\S+", (ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", NPM_FILES)
def test_a_file_that_pages_load_is_there(name):
    assert Path(finders.find(name)) == settings.FRONTEND / NPM_FILES[name]


def test_the_finder_lists_what_pages_load_and_nothing_else():
    assert [name for name, _storage in NpmFinder().list([])] == list(NPM_FILES)
    assert NpmFinder().find("npm/tabler/tabler-flags.css") is None


def test_the_sheets_of_every_page_are_one_file_in_their_order():
    ((name, storage),) = SheetsFinder().list([])
    with storage.open(name) as file:
        text = file.read().decode()
    starts = [text.index((STATIC / f"web/css/{sheet}.css").read_text(encoding="utf-8")) for sheet in SHEETS]
    assert starts == sorted(starts)
    assert name == SITE
    assert f"static('{SITE}')" in BASE


def test_the_files_get_hashed_names_and_point_at_each_other_by_them(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    found = {}
    for finder in (*finders.get_finders(),):
        for name, source in finder.list([]):
            if name.startswith(("web/css/fonts", "npm/be-vietnam-pro", "npm/tabler")):
                with source.open(name) as file:
                    storage.save(name, file)
                found[name] = (storage, name)
    failed = [error for *_names, error in storage.post_process(found) if isinstance(error, Exception)]
    assert failed == []
    fonts = (tmp_path / storage.stored_name("web/css/fonts.css")).read_text(encoding="utf-8")
    pointed = re.findall(r'url\("([^"]+)"\)', fonts)
    assert pointed
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", name) for name in pointed)


def test_our_modules_import_each_other_by_hashed_names(tmp_path):
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    found = {}
    for path in (STATIC / "web/js").glob("*.js"):
        name = f"web/js/{path.name}"
        with path.open("rb") as file:
            storage.save(name, File(file))
        found[name] = (storage, name)
    assert [error for *_names, error in storage.post_process(found) if isinstance(error, Exception)] == []
    module = (tmp_path / storage.stored_name("web/js/register.js")).read_text(encoding="utf-8")
    imported = re.findall(r'^import .* from "([^"]+)";$', module, re.MULTILINE)
    assert imported
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imported)


def weight(name):
    """Bytes on the line: fonts are compressed already."""
    path = Path(finders.find(name))
    return path.stat().st_size if path.suffix == ".woff2" else len(brotli.compress(path.read_bytes()))


def test_a_first_visit_loads_less_than_160_kB_before_its_own_words():
    """So that page and pictures have 40 kB left of the 200 that a first visit may have."""
    of_frame = {*SHEETS, "print"}
    named = {path.stem: f"web/css/{path.name}" for path in (STATIC / "web/css").glob("*.css")}
    of_pages = sorted(named.keys() - of_frame, key=lambda stem: weight(named[stem]))
    sheets = [named[stem] for stem in (*of_frame, *of_pages[-2:])]
    modules = [f"web/js/{path.name}" for path in (STATIC / "web/js").glob("*.js") if path.stem in BASE]
    fonts = [name for name in NPM_FILES if name.endswith(".woff2") and "latin-ext" not in name]
    others = ["npm/tabler/tabler.min.css", "npm/htmx/htmx.min.js", "web/img/mark.svg"]
    weights = {name: weight(name) for name in (*sheets, *modules, *fonts, *others)}
    assert sum(weights.values()) < 160_000, weights
