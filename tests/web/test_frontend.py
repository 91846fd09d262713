"""What comes from npm: locked by hash, from anywhere, and only the files that pages load."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files import File

from langso.web.frontend import NPM_FILES, NpmFinder, StaticStorage
from langso.web.sheets import ON_PAPER, SHEETS, SITE, TABLER, TABLER_CLASSES, SheetsFinder, used_of

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


def site():
    ((name, storage),) = SheetsFinder().list([])
    assert name == SITE
    with storage.open(name) as file:
        return file.read().decode()


def test_the_sheets_of_every_page_are_one_file_in_their_order():
    text = site()
    starts = [
        text.index((STATIC / f"web/css/{sheet}.css").read_text(encoding="utf-8")) for sheet in (*SHEETS, ON_PAPER)
    ]
    assert starts == sorted(starts)
    assert text.index(".form-select") < starts[0]
    assert text[: starts[-1]].endswith("@media print {\n")
    assert f"static('{SITE}')" in BASE


def test_of_a_sheet_only_rules_for_what_pages_use_are_kept():
    sheet = """@charset "UTF-8";.a,.b:hover,p > .c{color:red}.b{color:blue}.a:not(.b){top:0}[data-x=".b"]{left:0}
    @media print{.b{x:y}.a.b{x:y}}@media (min-width:1px){.a{x:y}.b{x:y}}@keyframes k{to{top:0}}:is(.b,p){x:y}"""
    assert used_of(sheet, frozenset("ac")) == (
        '.a,p > .c{color:red}.a:not(.b){top:0}[data-x=".b"]{left:0}'
        "@media (min-width:1px){.a{x:y}}@keyframes k{to{top:0}}:is(.b,p){x:y}"
    )


def test_pages_ask_for_no_class_of_tabler_s_that_is_left_out():
    known = set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", (settings.FRONTEND / TABLER).read_text(encoding="utf-8")))
    asked = set()
    for path in (ROOT / "src/langso/web/jinja2").rglob("*.html"):
        for names in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            asked |= set(re.sub(r"\{[{%].*?[%}]\}", " ", names).split())
    assert asked & known <= TABLER_CLASSES
    assert {"form-select", "visually-hidden"} <= asked


def test_the_files_get_hashed_names_and_point_at_each_other_by_them(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    found = {}
    for finder in (*finders.get_finders(),):
        for name, source in finder.list([]):
            if name.startswith(("web/css/fonts", "npm/be-vietnam-pro", SITE)):
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


def weight(content, name):
    """Bytes on the line: fonts are compressed already."""
    return len(content) if name.endswith(".woff2") else len(brotli.compress(content))


def test_a_first_visit_loads_less_than_160_kB_before_its_own_words():
    """So that page and pictures have 40 kB left of the 200 that a first visit may have."""
    own = [path for path in (STATIC / "web/css").glob("*.css") if path.stem not in {*SHEETS, ON_PAPER}]
    modules = [path for path in (STATIC / "web/js").glob("*.js") if path.stem in BASE]
    fonts = [name for name in NPM_FILES if name.endswith(".woff2") and "latin-ext" not in name]
    others = [Path(finders.find(name)) for name in (*fonts, "npm/htmx/htmx.min.js", "web/img/mark.svg")]
    weights = {path.name: weight(path.read_bytes(), path.name) for path in (*own, *modules, *others)}
    of_pages = sorted(weights.pop(path.name) for path in own)
    assert sum(weights.values()) + sum(of_pages[-2:]) + weight(site().encode(), SITE) < 160_000, weights
