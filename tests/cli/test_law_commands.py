"""`langso law`: sets listed, checked with every error and its line, compared with what changes and for whom."""

from pathlib import Path

import pytest

import langso
from cli.given import Given
from cli.shell import ON, run

NTM = Path(langso.__file__).parent / "law" / "sets" / "ntm.yaml"


def changed(path: Path, **words: str) -> Path:
    """The set NTM with some words replaced."""
    text = NTM.read_text(encoding="utf-8")
    for old, new in words.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sets_are_listed_with_their_dates_and_the_one_that_waits() -> None:
    out = run("law", "list").out
    for words in ("NTM", "NC", "KM", "26 September 2022 – 14 February 2026", "waits for guidance"):
        assert words in out


@pytest.mark.parametrize("name", ["ntm", "nc", "km"])
def test_the_sets_of_the_law_are_in_order(name: str) -> None:
    answer = run("law", "check", NTM.with_name(f"{name}.yaml"))
    assert answer.status == 0
    assert "is in order" in answer.out


def test_every_error_of_a_set_is_listed_with_its_line(tmp_path: Path) -> None:
    file = changed(
        tmp_path / "set.yaml", **{"where: settled_online": "where: setled_online", "is: signboard": "is: signbord"}
    )
    text = file.read_text(encoding="utf-8").splitlines()
    answer = run("law", "check", file)
    assert (answer.status, answer.out) == (2, "")
    for wrong in ("setled_online", "signbord"):
        line = next(number for number, line in enumerate(text, start=1) if wrong in line)
        assert f"set.yaml, line {line}" in answer.err
    assert "settled_online" in answer.err


def test_a_threshold_that_contradicts_its_examples_is_found(tmp_path: Path) -> None:
    answer = run("law", "check", changed(tmp_path / "set.yaml", **{"at_least: 30%": "at_least: 40%"}))
    assert answer.status == 2
    assert "The worked example of NTM-8.4c does not hold: it comes out as “Not met”" in answer.err


@pytest.mark.parametrize("content", ["set: X\nfoo: [1\n", "", "just words", "set: X\nset: Y\n", "\t- a"])
def test_a_file_that_is_no_set_is_refused_without_a_traceback(tmp_path: Path, content: str) -> None:
    (tmp_path / "set.yaml").write_text(content)
    answer = run("law", "check", tmp_path / "set.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert "set.yaml" in answer.err
    assert "What to do" in answer.err


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    answer = run("law", "check", tmp_path / "nowhere.yaml")
    assert answer.status == 2
    assert "nowhere.yaml" in answer.err


def test_what_changes_between_two_sets_is_told(tmp_path: Path) -> None:
    new = changed(
        tmp_path / "new.yaml", **{"at_least: 30%": "at_least: 40%", "hours_per_day >= 4": "hours_per_day >= 6"}
    )
    answer = run("law", "diff", "NTM", new)
    assert answer.status == 0
    row = next(line for line in answer.out.splitlines() if line.startswith("NTM-8.4c"))
    assert "Stricter" in row
    assert "30% or more" in row
    assert "40% or more" in row
    assert "hours_per_day >= 4" in answer.out
    assert "hours_per_day >= 6" in answer.out
    assert "NTM-8.3.1" not in answer.out
    assert "No node differs." in run("law", "diff", "NTM", "NTM").out


def test_for_whom_it_changes_is_told_with_a_package(tmp_path: Path) -> None:
    files = [{"settled_online": int(number < 7)} for number in range(20)]
    package = Given("C1", "C2").rows("case_files", *files).about(as_of=ON).written(tmp_path / "package")
    new = changed(tmp_path / "new.yaml", **{"at_least: 30%": "at_least: 40%"})
    answer = run("law", "diff", "NTM", new, package)
    assert answer.status == 0
    row = next(line for line in answer.out.splitlines() if line.startswith("NTM-8.4c") and "C1" in line)
    assert row.split() == ["NTM-8.4c", "2", "1", "0", "1", "C1"]


def test_a_set_of_ones_own_is_assessed_beside_the_others(tmp_path: Path) -> None:
    text = NTM.read_text(encoding="utf-8").replace("NTM-", "Q-").replace("set: NTM", "set: Q")
    (tmp_path / "q.yaml").write_text(text, encoding="utf-8")
    package = Given().written(tmp_path / "package")
    arguments = ("assess", package, "--on", ON, "--format", "csv", "--law", tmp_path / "q.yaml")
    assert {line["set"] for line in run(*arguments).lines} == {"NTM", "NC", "KM", "Q"}
    assert {line["node"][:2] for line in run(*arguments, "--set", "Q").lines} == {"Q-"}


@pytest.mark.parametrize(("old", "new"), [("XX", "NTM"), ("NTM", "TM"), ("NTM", "nowhere.yaml")])
def test_a_set_that_cannot_be_compared_is_refused(old: str, new: str) -> None:
    answer = run("law", "diff", old, new)
    assert (answer.status, answer.out) == (2, "")
    assert "What to do" in answer.err
