"""Random sets over the invented law: each as the YAML an author would write and as a naive evaluator has it."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from criteria.naive import (
    Asked,
    Item,
    Test,
    always,
    at_least_of,
    both,
    count,
    declared,
    either,
    filled,
    no,
    number,
    of,
    one_row,
    over_rows,
    ratio,
    share,
    some,
    yes,
)

Block = dict[str, Any]
Pair = tuple[Block, Item]

ROADS: list[tuple[str, Test]] = [
    ("surfaced", yes("surfaced")),
    ("not lit", no(yes("lit"))),
    ("surfaced or lit", either(yes("surfaced"), yes("lit"))),
    ("surfaced and not lit", both(yes("surfaced"), no(yes("lit")))),
    ("not (surfaced and lit) or ours", either(no(both(yes("surfaced"), yes("lit"))), yes("ours"))),
    ("length_km >= 3.5", of("length_km", lambda km: km >= 3.5)),
    ("kind <> 'lane' or surfaced", either(of("kind", lambda kind: kind != "lane"), yes("surfaced"))),
    ("lanes not in (1, 3)", of("lanes", lambda n: n not in (1, 3))),
    ("built_on is null", no(filled("built_on"))),
    (
        "built_on < DATE '2024-06-30' and lit is not null",
        both(of("built_on", lambda day: day < date(2024, 6, 30)), filled("lit")),
    ),
]
FACTS: list[tuple[str, Test]] = [
    ("irrigated", yes("irrigated")),
    ("irrigated or not plan_approved", either(yes("irrigated"), no(yes("plan_approved")))),
    (
        "plan_public and (irrigated or plan_approved)",
        both(yes("plan_public"), either(yes("irrigated"), yes("plan_approved"))),
    ),
]
COUNTS = ["all_households", "poor_households", "collectors", "complaints"]
UPWARD = {"at_least": ["1%", "33.33%", "50%", "62.5%", "80%", "100%"], "more_than": ["0%", "50%", "79.99%", "99%"]}
DOWNWARD = {"at_most": ["0%", "5%", "50%", "66.6%"], "less_than": ["0.01%", "20%", "50%", "100%"]}


@st.composite
def thresholds(draw: st.DrawFn, by_comparison: dict[str, list[Any]]) -> tuple[Block, Asked]:
    """A comparison with one limit, or one for each group."""
    comparison = draw(st.sampled_from(sorted(by_comparison)))
    figures = st.sampled_from(by_comparison[comparison])
    if draw(st.booleans()):
        first = second = third = draw(figures)
        written: Any = first
    else:
        first, second, third = draw(figures), draw(figures), draw(figures)
        written = {"group 1": first, "group 2": second, "group 3": third}
    exact = tuple(Fraction(f[:-1]) / 100 if isinstance(f, str) else Fraction(f) for f in (first, second, third))
    return {comparison: written}, Asked(comparison, (exact[0], exact[1], exact[2]))


PERCENT = thresholds({**UPWARD, **DOWNWARD})
ABOVE_ZERO = thresholds({name: [f for f in figures if f != "0%"] for name, figures in {**UPWARD, **DOWNWARD}.items()})
WHOLE = thresholds({"at_least": [0, 1, 2, 4], "more_than": [0, 1, 3], "at_most": [0, 1, 3], "less_than": [1, 2, 5]})


def _share(draw: st.DrawFn, name: str) -> Pair:
    (text, test), (written, threshold) = draw(st.sampled_from(ROADS)), draw(PERCENT)
    among = draw(st.sampled_from([None, *ROADS]))
    asked = {"of": "roads", "where": text} | ({"among": among[0]} if among else {})
    return {"share": asked, **written}, share(name, "roads", test, threshold, among[1] if among else always)


def _count(draw: st.DrawFn, name: str) -> Pair:
    (written, threshold), tested = draw(WHOLE), draw(st.sampled_from([None, *ROADS]))
    asked = {"of": "roads"} | ({"where": tested[0]} if tested else {})
    return {"count": asked, **written}, count(name, "roads", threshold, tested[1] if tested else always)


def _some(draw: st.DrawFn, name: str) -> Pair:
    tested = draw(st.sampled_from([None, *ROADS]))
    return {"some": "roads", **({"where": tested[0]} if tested else {})}, some(
        name, "roads", tested[1] if tested else always
    )


def _one_row(draw: st.DrawFn, name: str) -> Pair:
    tested = draw(st.lists(st.sampled_from(ROADS), min_size=1, max_size=3))
    parts = [{"id": f"{name}{letter}", "is": text} for letter, (text, _) in zip("xyz", tested, strict=False)]
    tests = {part["id"]: test for part, (_, test) in zip(parts, tested, strict=True)}
    return {"some": "roads", "for_which_all": parts}, one_row(name, "roads", tests)


def _ratio(draw: st.DrawFn, name: str) -> Pair:
    part, whole, (written, threshold) = draw(st.sampled_from(COUNTS)), draw(st.sampled_from(COUNTS)), draw(PERCENT)
    return {"share": {"part": part, "whole": whole}, **written}, ratio(name, part, whole, threshold)


def _over_rows(draw: st.DrawFn, name: str) -> Pair:
    fact, (written, threshold) = draw(st.sampled_from(COUNTS)), draw(ABOVE_ZERO)
    return {"share": {"of": "markets", "count": fact, "may_exceed": True}, **written}, over_rows(
        name, fact, "markets", threshold
    )


def _number(draw: st.DrawFn, name: str) -> Pair:
    fact, (written, threshold) = draw(st.sampled_from([*COUNTS, "income", "growth"])), draw(WHOLE)
    return {"number": fact, **written}, number(name, fact, threshold)


def _declared(draw: st.DrawFn, name: str) -> Pair:
    text, test = draw(st.sampled_from(FACTS))
    return {"yes": text}, declared(name, test)


WAYS: list[Callable[[st.DrawFn, str], Pair]] = [
    _share, _share, _count, _some, _one_row, _ratio, _over_rows, _number, _declared,
]  # fmt: skip


@st.composite
def nodes(draw: st.DrawFn, name: str, depth: int) -> Pair:
    """A node of any kind; groups go `depth` deep."""
    if not depth or draw(st.integers(0, 2)) == 0:
        block, item = draw(st.sampled_from(WAYS))(draw, name)
        return {"id": name, **block}, item
    below = [draw(nodes(f"{name}.{n}", depth - 1)) for n in range(1, draw(st.integers(1, 4)) + 1)]
    blocks, items = [block for block, _ in below], [item for _, item in below]
    n = draw(st.integers(1, len(items)))
    way: Block = draw(st.sampled_from([{"all": blocks}, {"any": blocks}, {"at_least": n, "of": blocks}]))
    asks = None if "all" in way else 1 if "any" in way else n
    return {"id": name, **way}, at_least_of(name, asks, *items)


@st.composite
def random_sets(draw: st.DrawFn) -> Pair:
    """A whole criteria set as it stands in a file, and its root as the naive evaluator has it."""
    block, item = draw(nodes("R-1", 2))
    head = {
        "set": "R",
        "title": {"vi": "Bộ ngẫu nhiên", "en": "Random set"},
        "issued": {"document": "QĐ 2/QĐ-X"},
        "valid": {"from": date(2026, 1, 1)},
        "status": "published",
    }
    return {**head, "criterion": block}, item
