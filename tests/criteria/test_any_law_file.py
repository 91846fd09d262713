"""Any law file at all ends in a set or in problems at their places, never in a traceback."""

import copy
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria import worlds
from langso.criteria import check_examples, check_file, compare, load_law
from langso.language import Language, speaking
from langso.problems import BadInputError

INVENTED = Path(__file__).parent / "invented"
LAW = load_law(INVENTED)
JUNK: list[Any] = [
    None,
    True,
    0,
    -1,
    3.5,
    10**30,
    "",
    "{x}",
    "%",
    "100%",
    "0%",
    "{group 1}",
    "roads",
    "surfaced",
    "surfaced and",
    "income",
    "irrigated",
    "X-1",
    "not a date",
    date(2027, 1, 1),
    [],
    {},
    [1, [2, [3]]],
    {"group 1": "1%", "group 2": "2%", "group 3": "3%"},
    {"vi": "có", "en": "yes"},
    {"of": "roads", "where": "lit"},
    [{"id": "Q26-9", "some": "roads"}],
]
WORDS = """id yes some where is count share number all any of for_which_all at_least more_than at_most less_than changes
examples asked ruling title text from given expect short on group part whole among may_exceed criterion valid status
rows blank open"""
KEYS = [*WORDS.split(), "group 1", 5, None]


def places(block: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = block.items() if isinstance(block, dict) else enumerate(block) if isinstance(block, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def spoil(block: Any, chance: random.Random) -> Any:
    """The block with one thing in it replaced, left out, moved or added."""
    path = chance.choice(list(places(block)))
    if not path:
        return chance.choice([block, *JUNK])
    around = block
    for key in path[:-1]:
        around = around[key]
    match chance.choice(["replace", "drop", "add", "copy"]):
        case "replace":
            around[path[-1]] = copy.deepcopy(chance.choice(JUNK))
        case "drop":
            del around[path[-1]]
        case "add" if isinstance(around, dict):
            around[chance.choice(KEYS)] = copy.deepcopy(chance.choice(JUNK))
        case _:
            around[path[-1]] = copy.deepcopy(_at(block, chance.choice(list(places(block)))))
    return block


def _at(block: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        block = block[key]
    return block


Q26: Any = yaml.safe_load((INVENTED / "sets" / "q26.yaml").read_text(encoding="utf-8"))


@given(seed=st.integers(0, 2**32), times=st.integers(1, 8))
@settings(max_examples=settings.default.max_examples)
def test_a_spoilt_set_is_read_or_its_problems_are_told(seed: int, times: int) -> None:
    chance, block = random.Random(seed), copy.deepcopy(Q26)  # noqa: S311
    for _ in range(times):
        block = spoil(block, chance)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "spoilt.yaml"
        file.write_text(yaml.safe_dump(block, allow_unicode=True, sort_keys=False), encoding="utf-8")
        try:
            criteria_set = check_file(file, LAW)
        except BadInputError as error:
            for language in Language:
                with speaking(language):
                    for problem in error.problems:
                        assert problem.what
                        assert problem.expected
                        assert problem.remedy
                        assert problem.where.row
            return
    problems = check_examples(criteria_set, LAW, "spoilt.yaml")
    assert all(problem.where.row for problem in problems)
    world = worlds.random_world(LAW, seed, communes=3)
    for day in (date(2026, 6, 1), date(2031, 1, 1)):
        read = criteria_set.on(day)
        assert set(worlds.assessed(world, LAW, read)) == set(world)
    assert isinstance(compare(LAW.sets["Q25"], criteria_set), tuple)


@given(text=st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "any.yaml"
        file.write_text(text, encoding="utf-8", newline="")
        with speaking(Language.EN), pytest.raises(BadInputError) as refused:
            check_file(file, LAW)
        assert all(problem.what for problem in refused.value.problems)


@given(text=st.text(alphabet="ab()'\"=<>.,;%-+* nulisdortAND0123456789\n\\{}", max_size=60))
def test_any_row_test_is_read_or_refused(text: str) -> None:
    block = {**Q26, "criterion": {"id": "Q26-1", "share": {"of": "roads", "where": text}, "at_least": "50%"}}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "any.yaml"
        file.write_text(yaml.safe_dump(block, allow_unicode=True), encoding="utf-8")
        with pytest.raises(BadInputError) as refused:
            check_file(file, LAW)
        assert [problem.kind.code for problem in refused.value.problems] == ["law.row_test"]
