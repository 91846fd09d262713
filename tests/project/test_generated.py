"""The generated pages: one that was changed by hand, is missing or is left over is named; the schema fits the law."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import generated
from langso.criteria.loader import LAW_FOLDER
from langso.criteria.source import parse_source, read_source
from reference_law import decided_by


@pytest.fixture(scope="module")
def pages():
    return generated.generated()


@pytest.fixture
def folder(tmp_path, pages):
    generated.write(tmp_path, pages)
    return tmp_path


def test_pages_just_written_are_up_to_date(folder, pages):
    assert generated.out_of_date(folder, pages) == []


def test_a_page_changed_by_hand_is_out_of_date(folder, pages):
    page = folder / "reference/registers.md"
    page.write_text(page.read_text().replace("villages", "hamlets", 1))
    assert generated.out_of_date(folder, pages) == ["reference/registers.md"]


def test_a_page_that_is_missing_and_one_left_over_are_out_of_date(folder, pages):
    (folder / "reference/facts.md").rename(folder / "reference/figures.md")
    assert generated.out_of_date(folder, pages) == ["reference/facts.md", "reference/figures.md"]


def test_the_check_names_the_page_and_how_to_write_it_anew(folder, pages, capsys, monkeypatch):
    monkeypatch.setattr(generated, "generated", lambda: pages)
    (folder / "reference/set-TM.md").write_text("")
    assert generated.main(["check", "--docs", str(folder)]) == 1
    assert "set-TM.md: out of date; make docs writes it anew" in capsys.readouterr().err


def test_writing_removes_a_page_left_over(folder, pages):
    (folder / "images/old.svg").write_text("")
    generated.write(folder, pages)
    assert not (folder / "images/old.svg").exists()


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("{share: {of: villages, where: tv_cable}, at_least: 100%}", "share of `villages` where `tv_cable`, 100%"),
        ("{share: {part: a, whole: b}, more_than: 80%}", "`a` of `b`, more than 80%"),
        ("{some: post_points, where: signboard}", "at least one row of `post_points` where `signboard`"),
        (
            "{share: {of: farm_products, among: eligible, where: on_ecommerce}, at_least: 100%}",
            "share of `farm_products`, among those with `eligible`, where `on_ecommerce`, 100%",
        ),
        ("{number: income, at_least: {group 1: 95, group 2: 90}}", "`income`, at least group 1: 95, group 2: 90"),
        ("{at_least: 2, of: [{id: A}, {id: B}, {id: C}]}", "at least 2 of the 3 below"),
    ],
)
def test_a_formula_is_shown_in_the_words_of_the_law(block, words):
    assert decided_by(parse_source(block, "a block").data) == words


LAW_FILES = [(path, "criteria-set") for path in sorted((LAW_FOLDER / "sets").glob("*.yaml"))]
LAW_FILES += [(LAW_FOLDER / f"{name}.yaml", name) for name in ("registers", "facts", "documents", "rulings")]


def as_an_editor_sees_it(path: Path) -> object:
    return json.loads(json.dumps(read_source(path).data, default=str))


@pytest.mark.parametrize(("path", "name"), LAW_FILES, ids=[path.name for path, _ in LAW_FILES])
def test_an_editor_finds_no_fault_in_the_law(path, name, pages):
    schema = json.loads(pages[f"reference/{name}.schema.json"])
    assert [error.message for error in Draft202012Validator(schema).iter_errors(as_an_editor_sees_it(path))] == []


def test_an_editor_points_at_a_word_that_is_not_in_the_grammar(pages):
    law_file = as_an_editor_sees_it(LAW_FOLDER / "sets" / "ntm.yaml")
    law_file["criterion"]["all"][0]["treshold"] = "80%"
    errors = Draft202012Validator(json.loads(pages["reference/criteria-set.schema.json"])).iter_errors(law_file)
    assert any("'treshold' was unexpected" in error.message for error in errors)
