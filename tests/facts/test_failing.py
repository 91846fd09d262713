"""Which rows fail and which are blank, by key, alike in every engine."""

from datetime import date
from pathlib import Path

import pytest

from criteria import worlds
from criteria.naive import Commune
from facts.databases import Load, into_duckdb
from langso.criteria import load_law
from langso.criteria.formula import Tally
from langso.criteria.rowtest import holds
from langso.facts import FailingRows, asked_of, failing_rows
from langso.facts.failing import Row

LAW = load_law(Path(__file__).parents[1] / "criteria" / "invented")
ROADS = LAW.registers["roads"]


def share(node: str) -> Tally:
    tally = next(n.formula for n in LAW.sets["Q26"].nodes() if n.id == node).tally  # type: ignore[union-attr]
    assert isinstance(tally, Tally)
    return tally


def by_hand(tally: Tally, commune: Commune, limit: int) -> FailingRows | None:
    failing: list[Row] = []
    blank: list[Row] = []
    for row in sorted(commune.rows[tally.register], key=lambda row: str(row[LAW.registers[tally.register].key.name])):
        belongs, passes = holds(tally.among, row), holds(tally.where, row)
        if belongs is False or (belongs, passes) == (True, True):
            continue
        key = row[LAW.registers[tally.register].key.name]
        label = row.get(LAW.registers[tally.register].label) or key
        (failing if (belongs, passes) == (True, False) else blank).append(Row(key, label))
    return FailingRows(tuple(failing[:limit]), tuple(blank[:limit])) if failing or blank else None


def test_every_engine_lists_the_rows_in_question_as_a_reading_by_hand_does(load: Load) -> None:
    world = worlds.random_world(LAW, seed=5, communes=80)
    engine = load(world, LAW.registers.values())
    codes = tuple(world)[:60]
    for name, tallies in asked_of([LAW.sets["Q26"].on(date(2026, 6, 1))]).tallies.items():
        for tally in tallies:
            if tally.where is None:
                continue
            expected = {code: found for code in codes if (found := by_hand(tally, world[code], 2))}
            assert failing_rows(engine, LAW.registers[name], tally, codes, 2) == expected


def test_rows_are_listed_in_the_order_of_their_keys_byte_by_byte(load: Load) -> None:
    keys = ["Đầm", "b", "Z", "a", "10", "2", "é", "B"]
    world = {"00001": Commune(rows={"roads": [{"code": key, "surfaced": False} for key in keys]})}
    found = failing_rows(load(world, [ROADS]), ROADS, share("Q26-1.1"), ["00001"], 100)
    assert [row.key for row in found["00001"].failing] == sorted(keys, key=lambda key: key.encode())


def test_a_row_is_called_by_its_label_and_by_its_key_when_it_has_none() -> None:
    rows = [{"code": "01", "name": "Đường Láng", "surfaced": False}, {"code": "02", "surfaced": None}]
    engine = into_duckdb({"00001": Commune(rows={"roads": rows})}, [ROADS])
    found = failing_rows(engine, ROADS, share("Q26-1.1"), ["00001"], 5)
    assert found == {"00001": FailingRows((Row("01", "Đường Láng"),), (Row("02", "02"),))}


@pytest.mark.parametrize(
    ("ours", "lit", "listed"),
    [
        (True, True, None),
        (True, False, "failing"),
        (True, None, "blank"),
        (None, True, "blank"),
        (None, False, "blank"),
        (None, None, "blank"),
        (False, False, None),
        (False, None, None),
    ],
)
def test_a_row_that_may_not_belong_is_blank_whatever_else_it_says(
    ours: bool | None, lit: bool | None, listed: str | None
) -> None:
    rows = [{"code": "01", "ours": ours, "lit": lit}]
    engine = into_duckdb({"00001": Commune(rows={"roads": rows})}, [ROADS])
    found = failing_rows(engine, ROADS, share("Q26-1.2"), ["00001"], 5).get("00001", FailingRows())
    assert (bool(found.failing), bool(found.blank)) == (listed == "failing", listed == "blank")


def test_only_the_communes_asked_for_are_listed_and_no_code_can_end_its_literal(load: Load) -> None:
    rows = {"roads": [{"code": "01", "surfaced": False}]}
    world = {code: Commune(rows=rows) for code in ("00001", "it's", "a\\b")}
    engine = load(world, [ROADS])
    assert set(failing_rows(engine, ROADS, share("Q26-1.1"), ["it's", "a\\b"], 5)) == {"it's", "a\\b"}
    assert failing_rows(engine, ROADS, share("Q26-1.1"), [], 5) == {}


def test_a_count_of_all_rows_has_none_in_question() -> None:
    engine = into_duckdb({"00001": Commune(rows={"markets": [{"name": "A"}]})}, [LAW.registers["markets"]])
    assert failing_rows(engine, LAW.registers["markets"], share("Q26-1.10"), ["00001"], 5) == {}
