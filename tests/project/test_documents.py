"""The documents hang together: links lead somewhere, both languages point at each other, rules of the house hold."""

import re
from pathlib import Path

import pytest

import doc_examples

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks/README.md"])
LINK = re.compile(r"\]\(([^)\s]+)\)")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base"}


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", doc_examples.BLOCK.sub("", text))


def anchors_of(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", doc_examples.BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken_links(document: Path) -> list[str]:
    broken = []
    for link in LINK.findall(without_code(document.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = document.parent / name if name else document
        if not target.exists() or (anchor and anchor not in anchors_of(target.read_text(encoding="utf-8"))):
            broken.append(link)
    return broken


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document):
    assert broken_links(document) == []


def test_a_link_to_a_page_or_a_heading_that_is_not_there_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One thing\n[a](#one-thing) [b](#two) [c](page.md#one-thing) [d](gone.md)\n")
    assert broken_links(page) == ["#two", "gone.md"]


NAMED = re.compile(r"`((?:src|tests|scripts|benchmarks|docs)/[\w./-]+)`")
MEASURED = "docs/performance.md"
"""Written by `make bench`; what leads to it is a matter of links."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_a_document_names_is_there(document):
    named = set(NAMED.findall(document.read_text(encoding="utf-8"))) - {MEASURED}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_document_is_reached_from_the_first_page():
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        document = waiting.pop().resolve()
        if document in reached or document.suffix != ".md" or not document.exists():
            continue
        reached.add(document)
        for link in LINK.findall(without_code(document.read_text(encoding="utf-8"))):
            target = document.parent / link.partition("#")[0]
            if "://" not in link:
                waiting += sorted(target.glob("*.md")) if target.is_dir() else [target]
    assert [document for document in DOCUMENTS if document.resolve() not in reached] == []


def test_the_two_first_pages_point_at_each_other():
    assert "README.vi.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "README.md" in (ROOT / "README.vi.md").read_text(encoding="utf-8")


def test_the_decisions_are_numbered_without_a_gap_and_say_context_and_decision():
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    for number, page in enumerate(pages, start=1):
        text = page.read_text(encoding="utf-8")
        assert page.name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number}. ")
        assert "## Context" in text
        assert "## Decision" in text


def test_no_module_is_a_drawer():
    modules = [path for folder in ("src", "scripts", "tests", "benchmarks") for path in (ROOT / folder).rglob("*")]
    assert [path for path in modules if path.stem in DRAWERS] == []


@pytest.mark.parametrize(
    ("shown", "actual"),
    [
        ("one\n", "one\n"),
        ("…\n", ""),
        ("one\n…\n", "one\ntwo\nthree\n"),
        ("…\nthree\n", "one\ntwo\nthree\n"),
        ("a (b) [c]\n", "a (b) [c]\n"),
    ],
)
def test_an_output_is_as_shown(shown, actual):
    assert doc_examples.matches(shown, actual)


@pytest.mark.parametrize(
    ("shown", "actual"),
    [("one\n", "two\n"), ("one\n", "one\ntwo\n"), ("one\n…\nfour\n", "one\ntwo\n"), ("", "one\n"), ("a.c\n", "abc\n")],
)
def test_an_output_is_not_as_shown(shown, actual):
    assert not doc_examples.matches(shown, actual)


def test_what_really_comes_out_can_be_written_into_a_document(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "<!-- file: a.txt -->\n```text\nchào\n```\n\n```console\n$ cat a.txt\n$ true\n$ echo one\ntwo\n```\n"
    )
    assert doc_examples.main(["write", str(page)]) == 0
    assert "$ cat a.txt\nchào\n$ true\n$ echo one\none\n```\n" in page.read_text()
    assert doc_examples.main(["check", str(page)]) == 0


def test_a_command_that_fails_without_a_word_is_a_fault(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("```console\n$ false\n```\n")
    assert doc_examples.main(["check", str(page)]) == 1
    assert "$ false  (exit status 1)" in capsys.readouterr().err
