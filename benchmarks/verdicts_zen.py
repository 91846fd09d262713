"""P2, a peer: the same three sets as one decision of the ZEN engine, which decides a commune at a time.

Every node is two expressions (verdict and short) in one expression node; a later one sees the earlier ones as `$`.
"""

import json
from collections.abc import Iterator, Sequence

import numpy as np
import zen

from benchmarks.peers import Decided, Known, identifier
from langso.criteria.formula import (
    AtLeastOf,
    Comparison,
    CountOverRows,
    Declared,
    DeclaredShare,
    RowCount,
    RowShare,
)
from langso.criteria.law import CriteriaSet, Node


class ZenModel:
    """The sets as a ZEN decision; built once, evaluated commune by commune."""

    def __init__(self, sets: Sequence[CriteriaSet], known: Known, sample: int) -> None:
        self._known = known
        self._nodes = [node for criteria_set in sets for node in criteria_set.nodes()]
        arrays = known.inputs()
        self.sample = np.linspace(0, known.communes - 1, min(sample, known.communes)).astype(int)
        self._given = [{name: int(values[at]) for name, values in arrays.items()} for at in self.sample]
        self._decision = zen.ZenEngine().create_decision(json.dumps(self._graph()))

    def verdicts(self) -> dict[str, Decided]:
        """Verdict and short of every node for the communes of `sample`, by id."""
        answers = [self._decision.evaluate(given)["result"] for given in self._given]
        return {
            node.id: (
                np.array([answer[f"v_{identifier(node.id)}"] for answer in answers]),
                np.array([answer[f"s_{identifier(node.id)}"] for answer in answers]),
            )
            for node in self._nodes
        }

    def _graph(self) -> dict[str, object]:
        expressions = [
            {"id": key, "key": key, "value": value}
            for node in reversed(self._nodes)
            for key, value in self._expressions(node)
        ]
        place = {"x": 0, "y": 0}
        return {
            "nodes": [
                {"id": "in", "name": "Request", "type": "inputNode", "position": place},
                {
                    "id": "law",
                    "name": "Law",
                    "type": "expressionNode",
                    "position": place,
                    "content": {"expressions": expressions},
                },
                {"id": "out", "name": "Response", "type": "outputNode", "position": place},
            ],
            "edges": [
                {"id": "1", "type": "edge", "sourceId": "in", "targetId": "law"},
                {"id": "2", "type": "edge", "sourceId": "law", "targetId": "out"},
            ],
        }

    def _expressions(self, node: Node) -> Iterator[tuple[str, str]]:
        name, formula = identifier(node.id), node.formula
        verdict, short = self._formulas(node, name)
        yield f"v_{name}", verdict
        applies = f"$.v_{name} == 3 ? -1 : "
        yield f"s_{name}", short if isinstance(formula, Declared | RowCount) else applies + short

    def _formulas(self, node: Node, name: str) -> tuple[str, str]:
        formula = node.formula
        match formula:
            case Declared(test):
                lo, hi = (f"min([{', '.join(f'{fact}_{end}' for fact in test.columns)}])" for end in ("lo", "hi"))
                return f"{lo} + {hi}", f"1 - {lo}"
            case RowCount(tally, _):
                k = self._known.number(tally)
                failed = f"closed_{tally.register} == 1 and true_{k} + blank_{k} == 0"
                return f"true_{k} > 0 ? 2 : ({failed} ? 0 : 1)", f"max([1 - true_{k}, 0])"
            case RowShare(tally, threshold):
                return _row_share(self._known.number(tally), tally.register, int(threshold.single * 100), name)
            case DeclaredShare(part, whole, threshold):
                strict = threshold.comparison is Comparison.MORE_THAN
                return _ratio(part, whole, int(threshold.single * 100), strict, name)
            case CountOverRows(part, tally, threshold):
                return _ratio(part, f"rows_of_{tally.register}", int(threshold.single * 100), False, name)
            case AtLeastOf():
                below = [f"$.v_{identifier(child.id)}" for child in node.children]
                return f"min([{', '.join(below)}])", " + ".join(f"({child} < 2 ? 1 : 0)" for child in below)
        raise TypeError(formula)


def _row_share(k: int, register: str, percent: int, name: str) -> tuple[str, str]:
    possible = f"(true_{k} + blank_{k})"
    closed = f"closed_{register} == 1"
    failed = f"100 * {possible} < {percent} * ({possible} + false_{k})"
    met = f"100 * true_{k} >= {percent} * rows_{k}"
    while_open = f"false_{k} > 0 ? 0 : 1" if percent == 100 else "1"
    verdict = f"{closed} ? (rows_{k} == 0 ? 3 : ({met} ? 2 : ({failed} ? 0 : 1))) : ({while_open})"
    lacking = f"max([ceil(({percent} * rows_{k} - 100 * true_{k}) / 100), 0])"
    return verdict, f"({closed} or $.v_{name} == 0 ? {lacking} : -1)"


def _ratio(part: str, whole: str, percent: int, strict: bool, name: str) -> tuple[str, str]:
    extra = int(strict)
    met = f"{whole}_hi >= 0 and 100 * {part}_lo >= {percent} * {whole}_hi + {extra}"
    failed = f"{part}_hi >= 0 and {whole}_lo > 0 and 100 * {part}_hi < {percent} * {whole}_lo + {extra}"
    verdict = f"{whole}_hi == 0 ? 3 : ({met} ? 2 : ({failed} ? 0 : 1))"
    larger = f"({whole}_hi >= 0 ? {whole}_hi : {whole}_lo)"
    lacking = f"max([ceil(({percent} * {larger} - 100 * {part}_lo + {extra}) / 100), 0])"
    return verdict, f"({part}_hi >= 0 and ({whole}_hi >= 0 or $.v_{name} == 0) ? {lacking} : -1)"
