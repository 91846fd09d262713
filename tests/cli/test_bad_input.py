"""Bad input: every error with its place and what to do, status 2, nothing written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.given import Given
from cli.shell import ON, refused, run

Change = Callable[[Given], object]
Expected = tuple[str, int | None, str, str]


def first(table: str, **cells: object) -> Change:
    """The first row of a file, changed."""
    return lambda given: given.tables[table][0].update(cells)


def added(table: str, **cells: object) -> Change:
    """One more row at the end of a file."""
    return lambda given: given.tables.setdefault(table, []).append(cells)


def last_fact(name: str, value: object) -> Change:
    return lambda given: given.fact(name, value)


WRONG: dict[str, tuple[Change, Expected]] = {
    "unknown commune": (added("villages", commune="C9", code="1"), ("villages.csv", 4, "commune", "C9")),
    "unknown fact": (last_fact("computer_in_use", 3), ("facts.csv", 45, "fact", "computer_in_use")),
    "unknown column": (first("villages", fixed_fone=1), ("villages.csv", 1, "fixed_fone", "fixed_fone")),
    "neither yes nor no": (first("villages", fixed_phone="maybe"), ("villages.csv", 2, "fixed_phone", "maybe")),
    "a number for a yes": (first("villages", fixed_phone="2"), ("villages.csv", 2, "fixed_phone", "2")),
    "an answer that is none": (last_fact("survey_uses_it", "3"), ("facts.csv", 44, "value", "3")),
    "words for a number": (last_fact("residents", "many"), ("facts.csv", 44, "value", "many")),
    "a negative count": (last_fact("residents", "-5"), ("facts.csv", 44, "value", "-5")),
    "half a person": (last_fact("computers_in_use", "1.5"), ("facts.csv", 44, "value", "1.5")),
    "an infinite count": (last_fact("residents", "inf"), ("facts.csv", 44, "value", "inf")),
    "no number at all": (last_fact("residents", "NaN"), ("facts.csv", 44, "value", "NaN")),
    "a huge count": (last_fact("residents", "9" * 40), ("facts.csv", 44, "value", "9" * 40)),
    "a negative number": (first("post_points", hours_per_day="-4"), ("post_points.csv", 2, "hours_per_day", "-4")),
    "more hours than a day": (first("post_points", hours_per_day="25"), ("post_points.csv", 2, "hours_per_day", "25")),
    "a part of a household": (first("villages", households="3.5"), ("villages.csv", 2, "households", "3.5")),
    "repeated key": (added("villages", commune="C1", code="1"), ("villages.csv", 4, "code", "1")),
    "key with spaces": (added("villages", commune="C1", code=" 1 "), ("villages.csv", 4, "code", "1")),
    "blank key": (added("villages", commune="C1", code=""), ("villages.csv", 4, "code", "")),
    "repeated commune": (added("communes", code="C1", name="Xã", kind="xã"), ("communes.csv", 3, "code", "C1")),
    "repeated fact": (added("facts", commune="C1", fact="residents", value=1), ("facts.csv", 45, "fact", "residents")),
    "part above whole": (last_fact("households_fibre_covered", 105), ("facts.csv", 44, "value", "105")),
    "kind of commune": (first("communes", kind="làng"), ("communes.csv", 2, "kind", "làng")),
    "group of communes": (first("communes", group="4"), ("communes.csv", 2, "group", "4")),
    "state of a ledger": (
        added("ledgers", commune="C1", register="villages", state="shut"),
        ("ledgers.csv", 2, "state", "shut"),
    ),
    "register of a ledger": (
        added("ledgers", commune="C1", register="village", state="open"),
        ("ledgers.csv", 2, "register", "village"),
    ),
    "commune of a ledger": (
        added("ledgers", commune="C8", register="villages", state="open"),
        ("ledgers.csv", 2, "commune", "C8"),
    ),
    "no such day": (first("case_files", settled_on="31/02/2022"), ("case_files.csv", 2, "settled_on", "31/02/2022")),
    "no day": (first("case_files", settled_on="soon"), ("case_files.csv", 2, "settled_on", "soon")),
    "kind of address point": (first("address_points", kind="house"), ("address_points.csv", 2, "kind", "house")),
    "outside the world": (first("address_points", lat="91"), ("address_points.csv", 2, "lat", "91")),
    "as of": (lambda given: given.about(as_of="yesterday"), ("package.csv", 2, "as_of", "yesterday")),
    "unknown file": (added("vilages", commune="C1", code="1"), ("vilages.csv", None, "", "vilages.csv")),
    "no list of communes": (lambda given: given.tables["communes"].clear(), ("communes.csv", None, "", "")),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_error_says_where_what_and_how_to_mend_it(tmp_path: Path, what: str) -> None:
    change, expected = WRONG[what]
    given = Given()
    change(given)
    problems = refused(given.written(tmp_path))
    assert [_place(problem) for problem in problems] == [expected]
    assert all(problems[0][words] for words in ("what", "expected", "remedy"))


def _place(problem: dict[str, Any]) -> Expected:
    return problem["file"], problem["row"], problem["column"], problem["value"]


def full_of_errors() -> Given:
    """A package with seven errors in five files."""
    given = Given()
    for change in (
        first("communes", group="4"),
        first("villages", fixed_phone="maybe", mobile_phone="perhaps"),
        added("villages", commune="C9", code="7"),
        last_fact("residents", "many"),
        first("case_files", settled_on="soon"),
        added("ledgers", commune="C1", register="villages", state="shut"),
    ):
        change(given)
    return given


def test_every_error_is_listed_at_once(tmp_path: Path) -> None:
    places = {_place(problem)[:3] for problem in refused(full_of_errors().written(tmp_path))}
    assert places == {
        ("communes.csv", 2, "group"),
        ("villages.csv", 2, "fixed_phone"),
        ("villages.csv", 2, "mobile_phone"),
        ("villages.csv", 4, "commune"),
        ("facts.csv", 44, "value"),
        ("case_files.csv", 2, "settled_on"),
        ("ledgers.csv", 2, "state"),
    }


def test_a_person_reads_the_same_errors_as_text(tmp_path: Path) -> None:
    package = full_of_errors().written(tmp_path)
    answer = run("assess", package, "--on", ON)
    assert (answer.status, answer.out) == (2, "")
    assert "villages.csv, row 2, column fixed_phone: “maybe” is neither yes nor no" in answer.err
    assert "7 problems in all." in answer.err
    vietnamese = run("assess", package, "--on", ON, lang="vi")
    assert "villages.csv, dòng 2, cột fixed_phone" in vietnamese.err
    assert "Cách sửa" in vietnamese.err


@pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx", "docx"])
def test_nothing_is_written_where_the_input_is_bad(tmp_path: Path, form: str) -> None:
    package, target = full_of_errors().written(tmp_path / "in"), tmp_path / "out" / f"answer.{form}"
    assert run("assess", package, "--on", ON, "--format", form, "-o", target).status == 2
    assert not target.parent.exists()
    target.parent.mkdir()
    target.write_text("yesterday's answer")
    assert run("assess", package, "--on", ON, "--format", form, "-o", target).status == 2
    assert target.read_text() == "yesterday's answer"
    assert list(target.parent.iterdir()) == [target]


def test_a_missing_list_of_communes_is_asked_for(tmp_path: Path) -> None:
    problems = refused(Given().without("communes").written(tmp_path))
    assert [problem["what"] for problem in problems] == ["The package has no list of communes"]


NOT_PACKAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing there": (lambda path: None, "There is no folder or file"),
    "an empty folder": (lambda path: path.mkdir(), "holds no CSV or Parquet file"),
    "a note.txt": (lambda path: path.write_text("hello"), "is no package"),
    "no book.xlsx": (lambda path: path.write_text("hello"), "is no workbook"),
    "empty.xlsx": (lambda path: path.write_bytes(b""), "is no workbook"),
}


@pytest.mark.parametrize("name", NOT_PACKAGES)
def test_what_is_no_package_is_named(tmp_path: Path, name: str) -> None:
    make, words = NOT_PACKAGES[name]
    make(tmp_path / name)
    (problem,) = refused(tmp_path / name)
    assert words in problem["what"]
    assert problem["remedy"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"commune,code\r\nC1,2,3,4\r\nC1\r\n", "cells, the header has 2"),
        (b"commune,code,code\r\nC1,2,3\r\n", "is there twice"),
        (b"commune,name\r\nC1,A\r\n", "code"),
        (b"commune,code\r\nC1,a\0b\r\n", "NUL"),
        ("commune,code,name\r\nC1,1,Cẩm\r\n".encode("utf-16"), "UTF-16"),
        (b"commune,code,name\r\nC1,1,C\xcc\xe5m \xd0o\xe0i Th\xf4n\r\n", "UTF-8"),
    ],
    ids=["empty", "ragged", "column twice", "no key", "NUL", "UTF-16", "legacy"],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    package = Given().without("villages").written(tmp_path)
    (package / "villages.csv").write_bytes(content)
    problems = refused(package)
    assert {problem["file"] for problem in problems} == {"villages.csv"}
    assert any(words in problem["what"] + problem["expected"] for problem in problems), problems


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--set", "NTN"), "There is no criteria set “NTN”"),
        (("--set", "ntn"), "There is no criteria set “NTN”"),
        (("--set", "TM"), "awaits specific guidance"),
        (("--on", "2022-02-30"), "“2022-02-30” is not a day"),
        (("--on", "2022-09-25"), "No criteria set is valid on 25 September 2022"),
        (("--on", "2026-02-15"), "NTM 26 September 2022 – 14 February 2026; NC"),
        (("--commune", "C2"), "The package has no commune C2"),
    ],
)
def test_what_was_asked_wrongly_is_named(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (problem,) = run("assess", Given().written(tmp_path), "--on", ON, "--format", "json", *arguments).problems
    assert words in problem["what"]
    assert problem["expected"]
    assert problem["remedy"]


def test_a_commune_asked_for_in_error_is_answered_with_the_nearest(tmp_path: Path) -> None:
    (problem,) = run("assess", Given().written(tmp_path), "--on", ON, "--format", "json", "--commune", "C2").problems
    assert problem["remedy"] == "Did you mean “C1”?"


def test_a_set_written_in_small_letters_is_recognised(tmp_path: Path) -> None:
    given = Given().written(tmp_path)
    small, capital = (run("assess", given, "--on", ON, "--format", "csv", "--set", name) for name in ("ntm", "NTM"))
    assert (small.status, small.out) == (0, capital.out)
    (problem,) = run("assess", given, "--on", ON, "--format", "json", "--set", "ntn").problems
    assert problem["remedy"] == "Did you mean “NTM”?"


def test_json_problems_are_not_mixed_with_words(tmp_path: Path) -> None:
    """A program that reads the error stream must be able to read every line of it."""
    given = Given().ledger("villages", "closed").without("villages")
    answer = run("assess", given.written(tmp_path), "--on", ON, "--format", "json", "--commune", "C2")
    found = [json.loads(line) for line in answer.err.splitlines()]
    assert [problem["severity"] for problem in found] == ["warning", "error"]
