"""What holds for every template and every file that pages load: nothing inline, no other host, all words translated."""

import re
from pathlib import Path

import pytest

from messages import faults

PACKAGE = Path(__file__).parents[2] / "src/langso"
TEMPLATES = sorted(PACKAGE.glob("*/jinja2/**/*.html"))
LOADED = sorted(path for path in PACKAGE.glob("*/static/**/*") if path.suffix in {".css", ".js", ".svg"})


def named(path):
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_has_no_inline_style_script_or_handler(template):
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["{]|\bhx-on|javascript:""", text) == []
    assert re.findall(r"<script(?![^>]*\b(?:src=|type=.application/json))[^>]*>", text) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *LOADED], ids=named)
def test_nothing_comes_from_another_host(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
    assert re.findall(r"""(?:src|href|url|import)\W{1,3}(?:https?:)?//[\w.-]+""", text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_the_words_of_a_template_are_all_marked_for_translation(template):
    tags = r"\{#.*?#\}|\{\{.*?\}\}|\{% block main_class %\}[\w -]*|\{%.*?%\}"
    text = re.sub(tags, "|", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    written = re.findall(r">([^<>]*[A-Za-z]{2,}[^<>]*)<", text)
    samples = template.name == "parts_page.html"
    own_names = {"English", "Tiếng Việt", "Làng Số"}
    unmarked = [words.strip(" |\n·") for words in written]
    assert [words for words in unmarked if words and words not in own_names and not samples] == []


def test_every_word_of_frame_and_parts_is_in_vietnamese():
    frame = ("frame.html", "top.html", "parts.html", "parts_page.html", "parts/")
    ours = [fault for fault in faults(PACKAGE) if fault.startswith(tuple(f"web/jinja2/web/{name}" for name in frame))]
    assert ours == []


@pytest.mark.parametrize("path", LOADED, ids=named)
def test_a_file_that_pages_load_stays_small_enough_to_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300
