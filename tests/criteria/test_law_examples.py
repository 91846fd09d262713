"""The worked examples of the law that ships: they come out as written, and none is missing."""

import pytest

from criteria.shipped import CONDITIONS, LAW, SETS
from langso.criteria import Node, check_examples
from langso.criteria.examples import run_example
from langso.criteria.formula import (
    AtLeastOf,
    CountOverRows,
    DeclaredNumber,
    DeclaredShare,
    Formula,
    RowShare,
)
from langso.criteria.law import Example

EXAMPLES = [
    pytest.param(criteria_set.id, node, example, id=f"{node.id}:{example.line}")
    for criteria_set in SETS.values()
    for node in criteria_set.nodes()
    for example in node.examples
]


@pytest.mark.parametrize(("set_id", "node", "example"), EXAMPLES)
def test_a_worked_example_comes_out_as_the_law_says(set_id: str, node: Node, example: Example) -> None:
    verdict, short = run_example(SETS[set_id], node, example, LAW)
    assert verdict == example.expect
    assert example.short is None or short == example.short


def test_the_check_of_examples_finds_nothing_in_the_law_that_ships() -> None:
    assert [problem for criteria_set in LAW.sets.values() for problem in check_examples(criteria_set, LAW)] == []


def possible_verdicts(formula: Formula) -> set[str]:
    shares = (RowShare, DeclaredShare, CountOverRows)
    rest = {"not_applicable"} if isinstance(formula, shares) else set()
    assert not isinstance(formula, DeclaredNumber | AtLeastOf)
    return {"met", "not_met", "insufficient"} | rest


@pytest.mark.parametrize("node_id", CONDITIONS)
def test_a_condition_has_a_worked_example_of_every_verdict_that_it_can_have(node_id: str) -> None:
    node = CONDITIONS[node_id]
    assert {example.expect for example in node.examples} == possible_verdicts(node.formula)


def test_every_example_that_is_short_says_by_how_much() -> None:
    for node in CONDITIONS.values():
        assert any(example.short for example in node.examples if example.expect == "not_met"), node.id
