"""The verdicts of langso against those of a naive evaluator that shares no code with it, on random communes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria import naive
from criteria.contract import contract
from criteria.invented_contract import FOLDER, q26
from criteria.random_sets import Pair, random_sets
from criteria.worlds import assessed, random_world
from langso.criteria import check_file, load_law

SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2025, 7, 1)], ids=str)
@pytest.mark.parametrize("set_id", ["NTM", "NC", "KM"])
@given(seed=SEEDS)
@settings(max_examples=settings.default.max_examples // 12)
def test_random_communes_get_the_verdicts_of_the_naive_evaluator(set_id: str, day: date, seed: int) -> None:
    law = load_law()
    world = random_world(law, seed)
    expected = contract(day)[set_id]
    assert assessed(world, law, law.sets[set_id].on(day)) == {
        code: naive.verdicts(expected, commune) for code, commune in world.items()
    }


@pytest.mark.parametrize("day", [date(2026, 2, 15), date(2028, 1, 1), date(2030, 1, 1)], ids=str)
@given(seed=SEEDS)
@settings(max_examples=settings.default.max_examples // 12)
def test_an_invented_set_gets_the_verdicts_of_the_naive_evaluator(day: date, seed: int) -> None:
    law = load_law(FOLDER)
    world = random_world(law, seed)
    expected = q26(day)
    assert assessed(world, law, law.sets["Q26"].on(day)) == {
        code: naive.verdicts(expected, commune) for code, commune in world.items()
    }


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@given(made=random_sets(), seed=SEEDS)
@settings(max_examples=settings.default.max_examples // 2)
def test_random_sets_get_the_verdicts_of_the_naive_evaluator(folder: Path, made: Pair, seed: int) -> None:
    block, expected = made
    file = folder / "random.yaml"
    file.write_text(yaml.safe_dump(block, allow_unicode=True), encoding="utf-8")
    law = load_law(FOLDER)
    world = random_world(law, seed, communes=10)
    assert assessed(world, law, check_file(file, law)) == {
        code: naive.verdicts(expected, commune) for code, commune in world.items()
    }
