"""What the sets ask and what comes back: every engine counts as a reading row by row does."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria import worlds
from criteria.naive import Commune
from facts.databases import Load, into_duckdb
from langso.criteria import CriteriaSet, Law, load_law
from langso.criteria.formula import Tally
from langso.criteria.rowtest import holds
from langso.facts import asked_of, tally_registers

INVENTED = Path(__file__).parents[1] / "criteria" / "invented"
Counts = tuple[int, int, int, int]


def by_hand(tally: Tally, rows: Sequence[Mapping[str, object]]) -> Counts:
    """Rows that pass, may pass, surely fail, and belong or may belong."""
    read = [(holds(tally.among, row), holds(tally.where, row)) for row in rows]
    asked = [(belongs, passes) for belongs, passes in read if belongs is not False]
    true = asked.count((True, True))
    blank = sum(passes is not False and (belongs, passes) != (True, True) for belongs, passes in asked)
    return true, blank, asked.count((True, False)), len(asked)


def assert_counted(load: Load, law: Law, sets: Sequence[CriteriaSet], world: worlds.World) -> None:
    asked = asked_of(sets)
    engine = load(world, [law.registers[name] for name in asked.tallies])
    counted = tally_registers(engine, asked, tuple(world), frozenset(asked.tallies))
    for name, tallies in asked.tallies.items():
        assert counted.rows[name].tolist() == [len(commune.rows.get(name, ())) for commune in world.values()]
        for tally in tallies:
            found = counted.tallies[tally]
            columns = (found.true.tolist(), found.blank.tolist(), found.false.tolist(), found.rows.tolist())
            assert list(zip(*columns, strict=True)) == [by_hand(tally, c.rows.get(name, ())) for c in world.values()]


def test_every_engine_counts_what_the_three_sets_ask(load: Load) -> None:
    law = load_law()
    sets = [criteria_set.on(date(2022, 12, 31)) for criteria_set in law.sets.values()]
    assert_counted(load, law, sets, worlds.random_world(law, seed=7, communes=150))


def test_every_engine_counts_what_an_invented_set_asks(load: Load) -> None:
    law = load_law(INVENTED)
    assert_counted(load, law, [law.sets["Q26"].on(date(2026, 6, 1))], worlds.random_world(law, seed=8, communes=150))


@given(seed=st.integers(0, 2**32))
@settings(max_examples=settings.default.max_examples // 6)
def test_random_registers_are_counted_as_by_hand(seed: int) -> None:
    law = load_law(INVENTED)
    assert_counted(into_duckdb, law, list(law.sets.values()), worlds.random_world(law, seed, communes=15))


def test_an_empty_table_and_a_table_of_strangers_count_nothing(load: Load) -> None:
    law = load_law(INVENTED)
    asked = asked_of([law.sets["Q26"]])
    engine = load({"00001": Commune()}, law.registers.values())
    counted = tally_registers(engine, asked, ("00002", "00001"), frozenset(law.registers))
    for found in counted.tallies.values():
        assert [found.true.tolist(), found.blank.tolist(), found.false.tolist(), found.rows.tolist()] == [[0, 0]] * 4


def test_rows_without_a_commune_count_nowhere(load: Load) -> None:
    law = load_law(INVENTED)
    asked = asked_of([law.sets["Q25"]])
    world = {"00001": Commune(rows={"markets": [{"name": "A"}, {"name": "B", "commune": None}]})}
    engine = load(world, law.registers.values())
    counted = tally_registers(engine, asked, ("00001",), frozenset(law.registers))
    assert counted.rows["markets"].tolist() == [1]


def test_nothing_is_known_of_a_register_that_is_not_present() -> None:
    law = load_law(INVENTED)
    asked = asked_of([law.sets["Q26"]])
    engine = into_duckdb({"00001": Commune()}, [law.registers["roads"]])
    counted = tally_registers(engine, asked, ("00001",), frozenset({"roads"}))
    assert counted.rows["markets"].tolist() == [0]
    assert set(counted.tallies) == {tally for tallies in asked.tallies.values() for tally in tallies}
    assert counted.rows["markets"].dtype == np.int64


def test_the_counts_stand_in_the_order_of_the_communes_asked_for() -> None:
    law = load_law(INVENTED)
    world = {
        code: Commune(rows={"markets": [{"name": str(n)} for n in range(size)]}) for code, size in (("b", 3), ("a", 1))
    }
    asked = asked_of([law.sets["Q25"]])
    engine = into_duckdb(world, law.registers.values())
    for codes, rows in ((("a", "b"), [1, 3]), (("b", "a"), [3, 1]), (("c", "b"), [0, 3]), ((), [])):
        assert tally_registers(engine, asked, codes, frozenset(law.registers)).rows["markets"].tolist() == rows


def test_a_measure_that_two_conditions_share_is_asked_once() -> None:
    law = load_law()
    asked = asked_of([law.sets["NTM"], law.sets["NC"]])
    online = [
        tally for tally in asked.tallies["case_files"] if tally.where and tally.where.columns == ("settled_online",)
    ]
    assert len(online) == 1


def test_only_what_the_sets_ask_on_the_day_is_asked() -> None:
    law = load_law()
    assert "conference_with_district" in asked_of([law.sets["KM"].on(date(2025, 6, 30))]).facts
    assert "conference_with_district" not in asked_of([law.sets["KM"].on(date(2025, 7, 1))]).facts
    assert asked_of([law.sets["TM"]]).tallies == {}


@pytest.mark.parametrize("set_id", ["NTM", "NC", "KM"])
def test_every_register_asked_is_one_that_the_law_declares(set_id: str) -> None:
    law = load_law()
    asked = asked_of([law.sets[set_id]])
    assert set(asked.tallies) <= set(law.registers)
    assert asked.facts <= set(law.facts)
