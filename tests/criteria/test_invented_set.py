"""An invented law with registers, facts and a set of its own is loaded, assessed, explained and compared as data."""

from datetime import date
from pathlib import Path

import pytest

from criteria import worlds
from criteria.naive import Commune
from langso.criteria import Node, check_examples, compare, evaluate, load_law, reason, sentence
from langso.criteria.diff import Change
from langso.criteria.examples import run_example
from langso.criteria.formula import Comparison
from langso.criteria.law import Example
from langso.facts import DuckDBEngine, failing_rows
from langso.language import Language, speaking

LAW = load_law(Path(__file__).parent / "invented")
Q26 = LAW.sets["Q26"]
EXAMPLES = [
    pytest.param(node, example, id=f"{node.id}:{example.line}") for node in Q26.nodes() for example in node.examples
]

ROADS = [
    {"code": "1", "name": "Đường Láng", "kind": "main", "ours": True, "surfaced": True, "lit": True, "length_km": 4.0},
    {"code": "2", "name": "Ngõ Cẩm", "kind": "lane", "ours": True, "surfaced": False, "lit": False, "length_km": 0.5},
    {"code": "3", "name": "Ngõ Đầm", "kind": "lane", "ours": None, "surfaced": True, "lit": False, "length_km": 1.0},
]
COMMUNE = Commune(
    rows={"roads": [{**road, "built_on": date(2024, 8, 1)} for road in ROADS], "markets": [{"name": "Chợ Láng"}]},
    closed=frozenset({"roads", "markets"}),
    facts={
        "poor_households": 30,
        "all_households": 1000,
        "income": "70.5",
        "irrigated": False,
        "collectors": 2,
        "growth": "1.6",
    },
    group=2,
)


def test_an_invented_law_is_loaded_from_its_folder() -> None:
    assert list(LAW.sets) == ["Q25", "Q26"]
    assert set(LAW.registers) == {"roads", "markets"}
    assert (LAW.registers["roads"].label, LAW.registers["markets"].label) == ("name", "name")
    assert LAW.facts["income"].decimals == 2
    assert Q26.replaces == "Q25"


def test_it_uses_every_comparison_there_is() -> None:
    thresholds = [getattr(node.formula, "threshold", None) for node in Q26.nodes()]
    assert {threshold.comparison for threshold in thresholds if threshold} == set(Comparison)


@pytest.mark.parametrize(("node", "example"), EXAMPLES)
def test_its_worked_examples_come_out_as_written(node: Node, example: Example) -> None:
    verdict, short = run_example(Q26, node, example, LAW)
    assert verdict == example.expect
    assert example.short in (None, short)


def test_the_check_of_its_examples_finds_nothing() -> None:
    assert check_examples(Q26, LAW) == []


def test_a_commune_is_assessed_node_by_node() -> None:
    verdicts = worlds.assessed({"1": COMMUNE}, LAW, Q26.on(date(2026, 6, 1)))["1"]
    assert verdicts == {
        "Q26-1": "not_met",
        "Q26-1.1": "not_met",  # 2 of 3, group 2 asks 90%
        "Q26-1.2": "not_met",  # 1 of 2 of its own; the one of which it is not known whose it is has no light either
        "Q26-1.3": "not_met",  # 3% poor, group 2 allows 2,5%
        "Q26-1.4": "met",  # 70,5, just enough in group 2
        "Q26-1.5": "not_met",
        "Q26-1.5a": "not_met",
        "Q26-1.5b": "not_met",
        "Q26-1.6": "met",
        "Q26-1.6a": "insufficient",
        "Q26-1.6b": "met",
        "Q26-1.6c": "met",
        "Q26-1.6d": "met",
        "Q26-1.7": "met",
        "Q26-1.7a": "met",
        "Q26-1.7b": "met",
        "Q26-1.7c": "met",
        "Q26-1.8": "not_met",
        "Q26-1.9": "insufficient",
        "Q26-1.10": "not_met",
    }


def test_the_thresholds_rise_by_date_and_a_node_lapses_without_code() -> None:
    good = Commune(
        rows={"roads": [{"code": str(n), "surfaced": n < 93} for n in range(100)]}, closed=frozenset({"roads"}), group=2
    )
    days = (date(2027, 12, 31), date(2028, 1, 1), date(2030, 1, 1))
    answers = [worlds.assessed({"1": good}, LAW, Q26.on(day))["1"] for day in days]
    assert [verdicts["Q26-1.1"] for verdicts in answers] == ["met", "not_met", "not_met"]
    assert ["Q26-1.9" in verdicts for verdicts in answers] == [True, False, False]


def test_a_verdict_is_explained_in_both_languages_with_its_rows() -> None:
    criteria_set = Q26.on(date(2026, 6, 1))
    world = {"1": COMMUNE}
    assessment = evaluate(criteria_set, worlds.fact_table(world, LAW, [criteria_set]))
    row = assessment.row("Q26-1.1")
    with worlds.in_duckdb(world, LAW.registers.values()) as database:
        tally = assessment.nodes[row].formula.tally  # type: ignore[union-attr]
        found = failing_rows(DuckDBEngine(database), LAW.registers["roads"], tally, ["1"], 5)["1"]
    names = [place.label for place in found.failing]
    why = reason(assessment, LAW, row, 0)
    with speaking(Language.EN):
        assert (
            sentence(why, LAW, names) == "2 of 3 roads are surfaced (66.7%); needs 90% or more. 1 road short: Ngõ Cẩm."
        )
    with speaking(Language.VI):
        words = "2/3 tuyến đường đã cứng hóa (66,7%); cần từ 90% trở lên. Còn thiếu 1 tuyến đường: Ngõ Cẩm."
        assert sentence(why, LAW, names) == words


def test_the_set_is_compared_with_the_one_it_replaces() -> None:
    found = {(difference.id, difference.change) for difference in compare(LAW.sets["Q25"], Q26)}
    assert found >= {
        ("Q26-1.1", Change.STRICTER),
        ("Q26-1.3", Change.STRICTER),
        ("Q26-1.4", Change.STRICTER),
        ("Q26-1.5", Change.OTHER),
        ("Q26-1.9", Change.ADDED),
        ("Q26-1.6", Change.REWORDED),
    }
    assert not any(node == "Q26-1.2" for node, _ in found)
