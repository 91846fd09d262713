"""What a package says of itself: closed and open registers, the whole province, who is assessed and when."""

from datetime import date
from pathlib import Path

import pytest

from cli.given import Given, side_by_side
from cli.shell import ON, across, assess, figures, run, verdicts

SETS_OF = {"NTM": 23, "NC": 17, "KM": 33}


def test_a_file_with_rows_counts_as_closed_for_the_communes_that_have_rows_in_it(tmp_path: Path) -> None:
    given = Given("C1", "C2").rows("public_places", {"free_wifi": 1}).rows("public_places", commune="C2")
    lines = across(given.written(tmp_path), "NC-8.5")
    assert lines["C1"]["verdict"] == "met"
    assert lines["C2"]["verdict"] == "insufficient"


def test_the_ledger_closes_an_empty_register_and_opens_a_filled_one(tmp_path: Path) -> None:
    variants = {
        "filled": Given(),
        "filled, open": Given().ledger("public_places", "open"),
        "filled, closed": Given().ledger("public_places", "closed"),
        "empty": Given().rows("public_places"),
        "empty, open": Given().rows("public_places").ledger("public_places", "open"),
        "empty, closed": Given().rows("public_places").ledger("public_places", "closed"),
    }
    lines = across(side_by_side(variants).written(tmp_path), "NC-8.5")
    assert {name: line["verdict"] for name, line in lines.items()} == {
        "filled": "met",
        "filled, open": "insufficient",
        "filled, closed": "met",
        "empty": "insufficient",
        "empty, open": "insufficient",
        "empty, closed": "not_applicable",
    }


def test_a_missing_file_is_open_for_everybody_whatever_the_ledger_says(tmp_path: Path) -> None:
    answer = assess(Given().ledger("public_places", "closed").without("public_places").written(tmp_path))
    (line,) = [line for line in answer.lines if line["node"] == "NC-8.5"]
    assert line["verdict"] == "insufficient"
    assert "public_places is said to be closed, but its file or sheet is missing" in answer.err


def test_a_closed_register_without_rows_counts_nothing(tmp_path: Path) -> None:
    given = Given().rows("digital_models").ledger("digital_models", "closed")
    line = across(given.written(tmp_path), "KM-XH.1")["C1"]
    assert figures(line) == ("not_met", "0", "0", "1", "1")


def test_an_open_register_has_no_upper_bound(tmp_path: Path) -> None:
    given = Given("C1", "C2").ledger("digital_models", "open").rows("digital_models", {}, {})
    lines = across(given.rows("digital_models", commune="C2").written(tmp_path), "KM-XH.1")
    assert figures(lines["C1"]) == ("met", "2", "", "1", "0")
    assert figures(lines["C2"]) == ("insufficient", "0", "", "1", "1")


def test_a_fact_without_a_commune_holds_for_the_whole_province(tmp_path: Path) -> None:
    given = Given("C1", "C2")
    for commune in ("C1", "C2"):
        given.fact("report_system_connected", None, commune)
    given.fact("report_system_connected", "không", "")
    lines = across(given.written(tmp_path), "KM-CQ.6b")
    assert {line["verdict"] for line in lines.values()} == {"not_met"}


def test_only_units_of_kind_xa_are_assessed(tmp_path: Path) -> None:
    given = Given("C1").add("P1", "phường").add("T1", "thị trấn").add("D1", "đặc khu")
    package = given.written(tmp_path)
    assert {line["commune"] for line in assess(package).lines} == {"C1"}
    assert "Not assessed, being no communes: 1 phường, 1 thị trấn, 1 đặc khu." in run("assess", package, "--on", ON).out


def test_a_package_without_a_single_xa_says_that_there_is_nothing_to_assess(tmp_path: Path) -> None:
    given = Given()
    given.tables["communes"][0]["kind"] = "phường"
    answer = assess(given.written(tmp_path))
    assert answer.lines == []
    assert "no commune of kind xã" in answer.err
    assert "0 communes" not in run("assess", given.written(tmp_path), "--on", ON).out


@pytest.mark.parametrize("group", ["", "1", "2", "3"])
def test_the_group_of_a_commune_changes_nothing_in_these_sets(tmp_path: Path, group: str) -> None:
    given = Given()
    given.tables["communes"][0]["group"] = group
    assert set(verdicts(given.written(tmp_path)).values()) == {"met"}


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    assert {line["commune"] for line in assess(Given("00123").written(tmp_path)).lines} == {"00123"}


def test_every_set_valid_on_the_day_is_assessed_unless_some_are_named(tmp_path: Path) -> None:
    package = Given().written(tmp_path)

    def counted(*arguments: str) -> dict[str, int]:
        sets = [line["set"] for line in assess(package, *arguments).lines]
        return {name: sets.count(name) for name in dict.fromkeys(sets)}

    assert counted() == SETS_OF
    assert counted("--set", "NC") == {"NC": 17}
    assert set(counted("--set", "KM", "--set", "NTM")) == {"NTM", "KM"}
    assert counted("--set", "NC", "--set", "NC") == {"NC": 17}


@pytest.mark.parametrize("day", ["2022-09-26", "2026-02-14"])
def test_the_sets_hold_from_their_first_day_to_their_last(tmp_path: Path, day: str) -> None:
    assert len(assess(Given().written(tmp_path), on=day).lines) == sum(SETS_OF.values())


def test_without_a_day_the_package_says_which(tmp_path: Path) -> None:
    given = Given().fact("conference_with_district", 0)
    for written, verdict in (("2025-06-30", "not_met"), ("01/07/2025", "met")):
        path = given.about(as_of=written).written(tmp_path / verdict)
        lines = run("assess", path, "--format", "csv").lines
        assert {line["node"]: line["verdict"] for line in lines}["KM-CQ.8"] == verdict
    overruled = verdicts(tmp_path / "met", on="2025-06-30")
    assert overruled["KM-CQ.8"] == "not_met"


def test_without_any_day_it_is_today(tmp_path: Path) -> None:
    answer = run("assess", Given().written(tmp_path), "--format", "csv")
    today = date.today()  # noqa: DTZ011
    if date(2022, 9, 26) <= today <= date(2026, 2, 14):
        assert answer.status == 0
    else:
        assert answer.status == 2
        assert str(today.year) in answer.err


def test_the_set_that_waits_for_guidance_counts_nowhere(tmp_path: Path) -> None:
    assert "TM" not in {line["set"] for line in assess(Given().written(tmp_path)).lines}
    listed = run("law", "list").out
    assert "TM" in listed
    assert "waits for guidance" in listed


def test_what_the_package_says_of_itself_heads_the_answer(tmp_path: Path) -> None:
    given = Given().about(title="Số liệu quý I", as_of="2024-03-31", province="Hải Dương", source="Các xã")
    shown = run("assess", given.written(tmp_path)).out
    assert shown.startswith("Số liệu quý I\nHải Dương · as of 31 March 2024 · Các xã\n")
