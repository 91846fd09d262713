"""What holds of every verdict: knowing more never turns it round, order does not matter, figures are exact."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria import naive, worlds
from criteria.naive import Commune
from criteria.random_sets import Block, Pair, random_sets
from langso.criteria import (
    NO_COUNT,
    CriteriaSet,
    FactTable,
    Figures,
    Law,
    Tallied,
    Verdict,
    check_file,
    decide,
    load_law,
)
from langso.criteria.formula import (
    Comparison,
    CountOverRows,
    DeclaredNumber,
    DeclaredShare,
    Formula,
    RowCount,
    RowShare,
    Tally,
    Threshold,
)
from langso.criteria.law import FactType
from langso.criteria.table import LARGEST_FIGURE, UNBOUNDED
from langso.criteria.verdicts import combine

INVENTED = Path(__file__).parent / "invented"
SEEDS = st.integers(0, 2**32)
DAY = date(2022, 12, 31)


def read(block: Block) -> CriteriaSet:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "set.yaml"
        file.write_text(yaml.safe_dump(block, allow_unicode=True), encoding="utf-8")
        return check_file(file, load_law(INVENTED))


# Knowing more


def emptiness_asked(criteria_set: CriteriaSet) -> set[str]:
    """Columns of which a test asks whether they are empty: a blank there says something, and filling it changes it."""
    texts = [str(node.formula) for node in criteria_set.nodes()]
    return {name for text in texts for name in re.findall(r"Blank\(column='(\w+)'\)", text)}


def learn(law: Law, commune: Commune, kept: set[str], chance: random.Random) -> Commune:
    """The commune later: some blanks filled, some facts answered, registers longer or closed, its group told."""
    rows: dict[str, Sequence[naive.Row]] = {}
    closed = set(commune.closed)
    for name, register in law.registers.items():
        known = [_filled(law, name, row, kept, chance) for row in commune.rows.get(name, ())]
        if name not in closed and chance.random() < 0.5:
            more = worlds.random_world(law, chance.randrange(2**32), communes=1)["00001"].rows[name]
            known += [{**row, register.key.name: f"new {n}"} for n, row in enumerate(more)]
        if chance.random() < 0.5:
            closed.add(name)
        rows[name] = known
    answers = worlds.random_world(law, chance.randrange(2**32), communes=1)["00001"].facts
    facts = {**{name: value for name, value in answers.items() if chance.random() < 0.7}, **commune.facts}
    group = commune.group or chance.choice([0, 1, 2, 3])
    return Commune(rows=rows, closed=frozenset(closed), facts=facts, group=group)


def _filled(law: Law, register: str, row: naive.Row, kept: set[str], chance: random.Random) -> dict[str, Any]:
    cells = {
        column.name: worlds.random_cell(column, chance, chance.random())
        for column in law.registers[register].columns
        if row.get(column.name) is None and column.name not in kept and chance.random() < 0.6
    }
    return {**row, **cells}


def assert_only_insufficient_verdicts_change(law: Law, criteria_set: CriteriaSet, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    before = worlds.random_world(law, seed, communes=12)
    kept = emptiness_asked(criteria_set)
    after = {code: learn(law, commune, kept, chance) for code, commune in before.items()}
    earlier, later = worlds.assessed(before, law, criteria_set), worlds.assessed(after, law, criteria_set)
    for code, verdicts in earlier.items():
        for node, verdict in verdicts.items():
            if verdict in ("met", "not_met"):
                assert later[code][node] == verdict, (code, node)


@pytest.mark.parametrize("set_id", ["NTM", "NC", "KM"])
@given(seed=SEEDS)
@settings(max_examples=settings.default.max_examples // 16)
def test_knowing_more_never_turns_a_condition_of_the_law_round(set_id: str, seed: int) -> None:
    assert_only_insufficient_verdicts_change(load_law(), load_law().sets[set_id].on(DAY), seed)


@given(made=random_sets(), seed=SEEDS)
@settings(max_examples=settings.default.max_examples // 3)
def test_knowing_more_never_turns_any_condition_round(made: Pair, seed: int) -> None:
    assert_only_insufficient_verdicts_change(load_law(INVENTED), read(made[0]), seed)


@given(made=random_sets(), seed=SEEDS)
@settings(max_examples=settings.default.max_examples // 4)
def test_when_everything_is_known_nothing_is_insufficient(made: Pair, seed: int) -> None:
    law, chance = load_law(INVENTED), random.Random(seed)  # noqa: S311
    world = {}
    for code, commune in worlds.random_world(law, seed, communes=10).items():
        complete = {
            name: [
                {c.name: row.get(c.name) or worlds.random_cell(c, chance, 1) for c in law.registers[name].columns}
                for row in rows
            ]
            for name, rows in commune.rows.items()
        }
        facts = {name: worlds.random_fact(law, name, chance, 1) for name in law.facts}
        world[code] = Commune(complete, frozenset(law.registers), {**facts, **commune.facts}, chance.choice([1, 2, 3]))
    for verdicts in worlds.assessed(world, law, read(made[0])).values():
        assert "insufficient" not in verdicts.values()


# Order


def shuffled(block: Block, chance: random.Random) -> Block:
    inner = {key: [shuffled(child, chance) for child in block[key]] for key in ("all", "any", "of") if key in block}
    for children in inner.values():
        chance.shuffle(children)
    return {**block, **inner}


@given(made=random_sets(), seed=SEEDS)
@settings(max_examples=settings.default.max_examples // 5)
def test_the_order_of_children_and_of_rows_does_not_matter(made: Pair, seed: int) -> None:
    law, chance = load_law(INVENTED), random.Random(seed)  # noqa: S311
    block, world = made[0], worlds.random_world(load_law(INVENTED), seed, communes=8)
    other = {
        code: replace(commune, rows={name: chance.sample(rows, len(rows)) for name, rows in commune.rows.items()})
        for code, commune in world.items()
    }
    turned = {**block, "criterion": shuffled(block["criterion"], chance)}
    assert worlds.assessed(world, law, read(block)) == worlds.assessed(other, law, read(turned))


CODES = st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=7)


@given(children=CODES, n=st.one_of(st.none(), st.integers(1, 8)))
def test_at_least_n_is_the_nth_largest_verdict_of_the_children_that_apply(
    children: list[Verdict], n: int | None
) -> None:
    codes = np.array(children, dtype=np.int8)[:, None]
    verdicts, asked, met = combine(codes, n)
    ranked = sorted((child for child in children if child is not Verdict.NOT_APPLICABLE), reverse=True)
    place = min(n or len(ranked), len(ranked))
    assert Verdict(int(verdicts[0])) is (ranked[place - 1] if ranked else Verdict.NOT_APPLICABLE)
    assert (int(asked[0]), int(met[0])) == (place, children.count(Verdict.MET))


# How many are short


ROADS = Tally("roads")
LIMITS = st.fractions(0, 1, max_denominator=200)


def threshold(comparison: Comparison, limit: Fraction) -> Threshold:
    return Threshold(comparison, (limit, limit, limit), percent=True)


def one(*figures: int) -> list[Any]:
    return [np.array([figure], dtype=np.int64) for figure in figures]


def table(
    true: int = 0, false: int = 0, closed: bool = True, group: int = 0, decimals: int = 0, **facts: int
) -> FactTable:
    """One commune of which everything is known."""
    return FactTable(
        communes=("1",),
        groups=np.array([group], dtype=np.int8),
        tallies={ROADS: Tallied(*one(true, 0, false, true + false))},
        closed={"roads": np.array([closed])},
        declared={name: Figures(*one(value), *one(value), decimals) for name, value in facts.items()},
    )


def decided(formula: Formula, known: FactTable) -> tuple[Verdict, int]:
    verdicts, short = decide(formula, known)
    return Verdict(int(verdicts[0])), int(short[0])


COMPARISONS = st.sampled_from(list(Comparison))


@given(comparison=COMPARISONS, limit=LIMITS, true=st.integers(0, 300), false=st.integers(0, 300))
def test_short_is_exactly_how_many_rows_would_have_to_turn(
    comparison: Comparison, limit: Fraction, true: int, false: int
) -> None:
    formula = RowShare(ROADS, threshold(comparison, limit))
    verdict, short = decided(formula, table(true, false))
    if verdict is not Verdict.NOT_MET or short > (false if comparison.upward else true):
        return
    step = 1 if comparison.upward else -1
    assert decided(formula, table(true + step * short, false - step * short)) == (Verdict.MET, 0)
    assert decided(formula, table(true + step * (short - 1), false - step * (short - 1))) == (Verdict.NOT_MET, 1)


@given(comparison=COMPARISONS, limit=st.integers(0, 40), rows=st.integers(0, 40))
def test_short_of_a_count_is_exactly_how_many_rows_are_too_few_or_too_many(
    comparison: Comparison, limit: int, rows: int
) -> None:
    formula = RowCount(ROADS, threshold(comparison, Fraction(limit)))
    verdict, short = decided(formula, table(rows))
    step = short if comparison.upward else -short
    if verdict is Verdict.MET:
        assert short == 0
    elif rows + step >= 0:
        assert decided(formula, table(rows + step)) == (Verdict.MET, 0)
        assert decided(formula, table(rows + step + (-1 if comparison.upward else 1))) == (Verdict.NOT_MET, 1)


@given(comparison=COMPARISONS, limit=LIMITS, part=st.integers(0, 10**12), whole=st.integers(1, 10**12))
def test_short_of_a_declared_share_is_exact_up_to_the_largest_figures(
    comparison: Comparison, limit: Fraction, part: int, whole: int
) -> None:
    formula = DeclaredShare("part", "whole", threshold(comparison, limit))
    verdict, short = decided(formula, table(part=part, whole=whole))
    step = short if comparison.upward else -short
    if verdict is Verdict.NOT_MET and part + step >= 0:
        assert decided(formula, table(part=part + step, whole=whole)) == (Verdict.MET, 0)
        less = part + step + (-1 if comparison.upward else 1)
        assert decided(formula, table(part=less, whole=whole)) == (Verdict.NOT_MET, 1)


@given(
    comparison=COMPARISONS,
    limit=st.fractions(0, 2, max_denominator=50),
    part=st.integers(0, 90),
    rows=st.integers(1, 90),
)
def test_short_of_a_count_over_rows_is_exact_beyond_a_hundred_percent(
    comparison: Comparison, limit: Fraction, part: int, rows: int
) -> None:
    formula = CountOverRows("part", ROADS, threshold(comparison, limit))
    verdict, short = decided(formula, table(rows, part=part))
    step = short if comparison.upward else -short
    if verdict is Verdict.NOT_MET and part + step >= 0:
        assert decided(formula, table(rows, part=part + step)) == (Verdict.MET, 0)


def test_short_is_unsaid_where_the_register_is_open_and_rows_may_still_come() -> None:
    formula = RowShare(ROADS, threshold(Comparison.AT_LEAST, Fraction(1, 2)))
    assert decided(formula, table(9, 1, closed=False)) == (Verdict.INSUFFICIENT, NO_COUNT)


# Exact figures


@given(
    comparison=COMPARISONS,
    part=st.integers(0, LARGEST_FIGURE),
    whole=st.integers(1, LARGEST_FIGURE),
    parts=st.integers(0, 10**6),
)
def test_shares_are_compared_exactly_up_to_the_largest_figures_and_the_finest_thresholds(
    comparison: Comparison, part: int, whole: int, parts: int
) -> None:
    limit = Fraction(parts, 10**6)
    formula = DeclaredShare("part", "whole", threshold(comparison, limit))
    exact = naive.Asked(comparison.value, (limit,) * 3).passes(Fraction(part, whole), 1)
    assert decided(formula, table(part=part, whole=whole))[0] is (Verdict.MET if exact else Verdict.NOT_MET)


@given(comparison=COMPARISONS, figure=st.integers(0, 10**16), limit=st.decimals(0, 10**12, places=6))
def test_figures_with_decimals_are_compared_exactly(comparison: Comparison, figure: int, limit: Decimal) -> None:
    exact = Fraction(limit)
    formula = DeclaredNumber("income", threshold(comparison, exact))
    passes = naive.Asked(comparison.value, (exact,) * 3).passes(Fraction(figure, 10**4), 1)
    assert decided(formula, table(income=figure, decimals=4))[0] is (Verdict.MET if passes else Verdict.NOT_MET)


def test_a_whole_of_which_nothing_is_known_is_no_whole_of_nothing() -> None:
    formula = DeclaredShare("part", "whole", threshold(Comparison.AT_LEAST, Fraction(0)))
    known = table(part=1)
    unknown = Figures(*one(0), *one(UNBOUNDED))
    assert decided(formula, known.with_declared({"whole": unknown}))[0] is Verdict.INSUFFICIENT
    assert (
        decided(formula, known.with_declared({"part": unknown, "whole": known.declared["part"]}))[0]
        is Verdict.INSUFFICIENT
    )


# Groups


@pytest.mark.parametrize(
    ("surfaced", "verdict", "short"),
    [
        (100, "MET", 0),
        (95, "MET", 0),
        (94, "INSUFFICIENT", NO_COUNT),
        (80, "INSUFFICIENT", NO_COUNT),
        (79, "NOT_MET", NO_COUNT),
    ],
)
def test_a_commune_of_unknown_group_is_decided_where_all_groups_agree(surfaced: int, verdict: str, short: int) -> None:
    limits = (Fraction(95, 100), Fraction(90, 100), Fraction(80, 100))
    formula = RowShare(ROADS, Threshold(Comparison.AT_LEAST, limits, percent=True))
    assert decided(formula, table(surfaced, 100 - surfaced)) == (Verdict[verdict], short)


@pytest.mark.parametrize(("group", "verdict", "short"), [(1, "NOT_MET", 4), (2, "MET", 0), (3, "MET", 0)])
def test_a_commune_is_held_against_the_threshold_of_its_group(group: int, verdict: str, short: int) -> None:
    limits = (Fraction(95, 100), Fraction(90, 100), Fraction(80, 100))
    formula = RowShare(ROADS, Threshold(Comparison.AT_LEAST, limits, percent=True))
    assert decided(formula, table(91, 9, group=group)) == (Verdict[verdict], short)


# What-if


def test_a_changed_fact_changes_the_verdict_and_leaves_the_table_as_it_was() -> None:
    formula = DeclaredShare("part", "whole", threshold(Comparison.MORE_THAN, Fraction(80, 100)))
    known: FactTable = table(part=800, whole=1000)
    changes: Mapping[str, Figures] = {"part": Figures(*one(801), *one(801))}
    assert decided(formula, known.with_declared(changes)) == (Verdict.MET, 0)
    assert decided(formula, known) == (Verdict.NOT_MET, 1)


def test_some_communes_of_a_table_keep_what_is_known_of_them() -> None:
    law = load_law(INVENTED)
    world = worlds.random_world(law, 3, communes=6)
    whole = worlds.fact_table(world, law, [law.sets["Q26"]])
    taken = whole.take(np.array([4, 1]))
    assert taken.communes == ("00005", "00002")
    assert taken.groups.tolist() == whole.groups[[4, 1]].tolist()
    for name, figures in taken.declared.items():
        assert figures.hi.tolist() == whole.declared[name].hi[[4, 1]].tolist()
        assert law.facts[name].type is not FactType.NUMBER or figures.decimals > 0
