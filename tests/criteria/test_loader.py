"""What the loader makes of a law file: a set as it reads on a day, dated parts, files that join the law."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from criteria.naive import Commune
from criteria.worlds import assessed
from langso.criteria import CriteriaSet, Law, check_file, extend_law, load_law
from langso.criteria.formula import AtLeastOf, RowCount, RowShare
from langso.criteria.law import SetStatus
from langso.language import Language, speaking
from langso.problems import BadInputError

INVENTED = Path(__file__).parent / "invented"
HEAD = """\
set: X
title: {vi: Bộ X, en: Set X}
issued: {document: QĐ 2/QĐ-X}
valid: {from: 2026-01-01}
status: published
"""


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(INVENTED)


def written(folder: Path, criterion: str, head: str = HEAD) -> Path:
    file = folder / "x.yaml"
    file.write_text(head + dedent(criterion), encoding="utf-8")
    return file


def road(**cells: object) -> Commune:
    return Commune(rows={"roads": [{"code": "1", **cells}]}, closed=frozenset({"roads"}))


def verdict(law: Law, criteria_set: CriteriaSet, day: date, commune: Commune, node: str) -> str:
    return assessed({"1": commune}, law, criteria_set.on(day))["1"][node]


def test_a_part_of_for_which_all_that_changes_changes_what_one_row_must_satisfy(law: Law, tmp_path: Path) -> None:
    criteria_set = check_file(
        written(
            tmp_path,
            """
            criterion:
              id: X-1
              some: roads
              where: ours
              for_which_all:
              - {id: X-1a, is: surfaced}
              - {id: X-1b, is: length_km >= 2, changes: [{from: 2027-01-01, is: length_km >= 3}]}
              - {id: X-1c, is: lit, asked: {until: 2027-12-31}}
            """,
        ),
        law,
    )
    short, dark = road(ours=True, surfaced=True, length_km=2.0, lit=True), road(ours=True, surfaced=True, length_km=3.0)
    assert verdict(law, criteria_set, date(2026, 12, 31), short, "X-1") == "met"
    assert verdict(law, criteria_set, date(2027, 1, 1), short, "X-1") == "not_met"
    assert verdict(law, criteria_set, date(2027, 12, 31), dark, "X-1") == "insufficient"
    assert verdict(law, criteria_set, date(2028, 1, 1), dark, "X-1") == "met"
    foreign = road(ours=False, surfaced=True, length_km=9.0, lit=True)
    assert verdict(law, criteria_set, date(2028, 1, 1), foreign, "X-1") == "not_met"


def test_a_change_of_the_whole_keeps_its_parts(law: Law, tmp_path: Path) -> None:
    criteria_set = check_file(
        written(
            tmp_path,
            """
            criterion:
              id: X-1
              some: roads
              where: ours
              for_which_all: [{id: X-1a, is: surfaced}]
              changes: [{from: 2027-01-01, where: ours or lit}]
            """,
        ),
        law,
    )
    lit, muddy = road(ours=False, lit=True, surfaced=True), road(ours=False, lit=True, surfaced=False)
    assert verdict(law, criteria_set, date(2026, 12, 31), lit, "X-1") == "not_met"
    assert verdict(law, criteria_set, date(2027, 1, 1), lit, "X-1") == "met"
    assert verdict(law, criteria_set, date(2027, 1, 1), muddy, "X-1") == "not_met"


def test_a_change_replaces_the_way_of_deciding_or_only_the_threshold(law: Law, tmp_path: Path) -> None:
    criteria_set = check_file(
        written(
            tmp_path,
            """
            criterion:
              id: X-1
              ruling: X-1
              share: {of: roads, where: surfaced}
              at_least: 50%
              changes:
              - {from: 2027-01-01, ruling: X-2, more_than: 60%}
              - {from: 2028-01-01, count: {of: roads}, at_least: 3}
            """,
        ),
        law,
    )
    first, second, third = (criteria_set.on(date(year, 6, 1)).nodes()[0] for year in (2026, 2027, 2028))
    assert isinstance(first.formula, RowShare)
    assert isinstance(second.formula, RowShare)
    assert (first.formula.tally, first.rulings) == (second.formula.tally, ("X-1",))
    assert (second.formula.threshold.comparison.value, second.rulings) == ("more_than", ("X-1", "X-2"))
    assert isinstance(third.formula, RowCount)
    assert third.formula.tally.where is None


def test_how_many_of_several_are_asked_can_change_too(law: Law, tmp_path: Path) -> None:
    criteria_set = check_file(
        written(
            tmp_path,
            """
            criterion:
              id: X-1
              at_least: 1
              of:
              - {id: X-1a, "yes": irrigated}
              - {id: X-1b, "yes": plan_approved}
              changes: [{from: 2027-01-01, at_least: 2}]
            """,
        ),
        law,
    )
    one = Commune(facts={"irrigated": True, "plan_approved": False})
    assert verdict(law, criteria_set, date(2026, 12, 31), one, "X-1") == "met"
    assert verdict(law, criteria_set, date(2027, 1, 1), one, "X-1") == "not_met"


def test_a_node_is_asked_only_between_its_days_both_included(law: Law, tmp_path: Path) -> None:
    criteria_set = check_file(
        written(
            tmp_path,
            """
            criterion:
              id: X-1
              all:
              - {id: X-1.1, "yes": irrigated}
              - id: X-1.2
                all:
                - {id: X-1.2a, asked: {from: 2026-03-01, until: 2026-03-31}, "yes": plan_approved}
            """,
        ),
        law,
    )
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    asked = [[node.id for node in criteria_set.on(day).nodes()] for day in days]
    everything = ["X-1", "X-1.1", "X-1.2", "X-1.2a"]
    assert asked == [["X-1", "X-1.1"], everything, everything, ["X-1", "X-1.1"]]


def test_yaml_is_read_as_written_words_days_and_exact_decimals(law: Law, tmp_path: Path) -> None:
    criteria_set = check_file(
        written(
            tmp_path,
            """
            criterion:
              id: X-1
              title: {vi: yes, en: "null"}
              number: income
              at_least: 0.1
            """,
        ),
        law,
    )
    node = criteria_set.nodes()[0]
    assert (node.title.vi, node.title.en) == ("yes", "null")
    assert str(getattr(node.formula, "threshold").single) == "1/10"  # noqa: B009


def test_a_set_that_awaits_guidance_has_nothing_to_assess() -> None:
    awaited = load_law().sets["TM"]
    assert awaited.status is SetStatus.AWAITING_GUIDANCE
    assert awaited.nodes() == ()
    assert not awaited.valid_on(date(2023, 1, 1))
    assert "chờ hướng dẫn" in str(awaited.awaits)


def test_a_draft_is_never_valid(law: Law, tmp_path: Path) -> None:
    draft = check_file(
        written(tmp_path, 'criterion: {id: X-1, "yes": irrigated}\n', HEAD.replace("published", "draft")), law
    )
    assert not draft.valid_on(date(2026, 6, 1))


def test_a_set_is_valid_from_its_first_to_its_last_day(law: Law) -> None:
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [law.sets["Q25"].valid_on(day) for day in days] == [False, True, True, False]
    assert law.sets["Q26"].replaces == "Q25"


def test_a_file_of_ones_own_joins_the_law_and_takes_the_place_of_a_set_of_its_name(law: Law, tmp_path: Path) -> None:
    file = written(tmp_path, 'criterion: {id: Q25-1, "yes": irrigated}\n', HEAD.replace("set: X", "set: Q25"))
    extended = extend_law(law, [file])
    assert list(extended.sets) == ["Q25", "Q26"]
    assert len(extended.sets["Q25"].nodes()) == 1
    assert len(law.sets["Q25"].nodes()) == 7


def test_a_deep_but_sane_tree_is_read(law: Law, tmp_path: Path) -> None:
    block: dict[str, object] = {"id": "X-0", "yes": "irrigated"}
    for depth in range(1, 12):
        block = {"id": f"X-{depth}", "all": [block]}
    criteria_set = check_file(written(tmp_path, f"criterion: {block}\n".replace("'", '"')), law)
    assert [type(node.formula) for node in criteria_set.nodes()[:-1]] == [AtLeastOf] * 11


def test_a_group_of_too_many_nodes_is_refused(law: Law, tmp_path: Path) -> None:
    children = "".join(f'  - {{id: X-1.{n}, "yes": irrigated}}\n' for n in range(1001))
    with speaking(Language.EN), pytest.raises(BadInputError) as refused:
        check_file(written(tmp_path, f"criterion:\n  id: X-1\n  all:\n{children}"), law)
    with speaking(Language.EN):
        assert [problem.expected for problem in refused.value.problems] == ["from 1 to 1000 nodes"]


def test_a_ruling_of_a_law_without_rulings_must_be_declared_first(law: Law, tmp_path: Path) -> None:
    without = replace(law, rulings={})
    with speaking(Language.EN), pytest.raises(BadInputError) as refused:
        check_file(written(tmp_path, 'criterion: {id: X-1, ruling: X-9, "yes": irrigated}\n'), without)
    assert [problem.details["nearest"] for problem in refused.value.problems] == [
        "There is none yet: declare it first."
    ]
