"""P2, a peer: the same three sets as OpenFisca variables and parameters, vectorised over communes as OpenFisca does.

Every figure is an input variable, every threshold a parameter, every node a variable of its verdict and one of what is
short. OpenFisca has no unknown and no tree of conditions: its formulas spell out both.
"""

from collections.abc import Callable, Sequence

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.peers import Decided, Known, identifier
from langso.criteria.formula import (
    AtLeastOf,
    Comparison,
    CountOverRows,
    Declared,
    DeclaredShare,
    RowCount,
    RowShare,
    tally_of,
)
from langso.criteria.law import CriteriaSet, Node

_NOT_SAID, _NOT_APPLICABLE = -1, 3
_WHEN = period("2022")
_COMMUNE = build_entity(key="commune", plural="communes", label="A commune", is_person=True)

Formula = Callable[..., np.ndarray]


class OpenFiscaModel:
    """The sets as OpenFisca holds them; built once, evaluated often."""

    def __init__(self, sets: Sequence[CriteriaSet], known: Known) -> None:
        self._known = known
        self._nodes = [node for criteria_set in sets for node in criteria_set.nodes()]
        self._system = TaxBenefitSystem([_COMMUNE])
        self._system.parameters = ParameterNode("", data={"percent": self._thresholds()})
        self.inputs = {name: values.astype(np.int32) for name, values in known.inputs().items()}
        for name in self.inputs:
            self._add(name, None)
        for node in self._nodes:
            verdict, short = self._formulas(node)
            self._add(f"verdict_{identifier(node.id)}", verdict)
            self._add(f"short_{identifier(node.id)}", short)

    def verdicts(self) -> dict[str, Decided]:
        """Verdict and short of every node, by id, in a new simulation."""
        simulation = SimulationBuilder().build_default_simulation(self._system, count=self._known.communes)
        for name, values in self.inputs.items():
            simulation.set_input(name, _WHEN, values)
        return {
            node.id: (
                simulation.calculate(f"verdict_{identifier(node.id)}", _WHEN),
                simulation.calculate(f"short_{identifier(node.id)}", _WHEN),
            )
            for node in self._nodes
        }

    def _add(self, name: str, formula: Formula | None) -> None:
        members = {
            "value_type": int,
            "entity": _COMMUNE,
            "definition_period": DateUnit.YEAR,
            "label": name,
        }
        if formula:
            members["formula"] = formula
        self._system.add_variable(type(name, (Variable,), members))

    def _thresholds(self) -> dict[str, object]:
        found = {}
        for node in self._nodes:
            threshold = getattr(node.formula, "threshold", None)
            if threshold is not None and threshold.percent:
                value = int(threshold.single * 100)
                found[identifier(node.id)] = {"values": {"2022-01-01": {"value": value}}}
        return found

    def _formulas(self, node: Node) -> tuple[Formula, Formula]:
        formula, name = node.formula, identifier(node.id)
        match formula:
            case Declared(test):
                return _answers(test.columns)
            case RowCount(tally, _):
                return _some(self._known.number(tally), tally.register)
            case RowShare(tally, _):
                return _row_share(name, self._known.number(tally), tally.register)
            case DeclaredShare(part, whole, threshold):
                return _ratio(name, part, whole, threshold.comparison is Comparison.MORE_THAN)
            case CountOverRows(part, _, _):
                return _ratio(name, part, f"rows_of_{tally_of(formula).register}", strict=False)
            case AtLeastOf():
                return _all([identifier(child.id) for child in node.children])
        raise TypeError(formula)


def _answers(facts: Sequence[str]) -> tuple[Formula, Formula]:
    def verdict(commune, when, parameters):  # noqa: ARG001
        lo = np.minimum.reduce([commune(f"{fact}_lo", when) for fact in facts])
        return lo + np.minimum.reduce([commune(f"{fact}_hi", when) for fact in facts])

    def short(commune, when, parameters):  # noqa: ARG001
        return 1 - np.minimum.reduce([commune(f"{fact}_lo", when) for fact in facts])

    return verdict, short


def _some(tally: int, register: str) -> tuple[Formula, Formula]:
    def verdict(commune, when, parameters):  # noqa: ARG001
        true, blank = commune(f"true_{tally}", when), commune(f"blank_{tally}", when)
        return 1 + (true > 0) - ((commune(f"closed_{register}", when) == 1) & (true + blank == 0))

    def short(commune, when, parameters):  # noqa: ARG001
        return np.maximum(1 - commune(f"true_{tally}", when), 0)

    return verdict, short


def _row_share(name: str, tally: int, register: str) -> tuple[Formula, Formula]:
    def verdict(commune, when, parameters):
        percent = parameters(when).percent[name]
        closed = commune(f"closed_{register}", when) == 1
        true, blank = commune(f"true_{tally}", when), commune(f"blank_{tally}", when)
        false, rows = commune(f"false_{tally}", when), commune(f"rows_{tally}", when)
        met = closed & (100 * true >= percent * rows)
        failed = closed & (100 * (true + blank) < percent * (true + blank + false))
        failed |= ~closed & (percent == 100) & (false > 0)
        return np.where(closed & (rows == 0), _NOT_APPLICABLE, 1 + met - failed)

    def short(commune, when, parameters):
        percent = parameters(when).percent[name]
        verdict = commune(f"verdict_{name}", when)
        rows = commune(f"rows_{tally}", when)
        lacking = np.maximum((percent * rows - 100 * commune(f"true_{tally}", when) + 99) // 100, 0)
        said = (commune(f"closed_{register}", when) == 1) | (verdict == 0)
        return np.where(said & (verdict != _NOT_APPLICABLE), lacking, _NOT_SAID)

    return verdict, short


def _ratio(name: str, part: str, whole: str, strict: bool) -> tuple[Formula, Formula]:
    def verdict(commune, when, parameters):
        percent = parameters(when).percent[name]
        part_lo, part_hi = commune(f"{part}_lo", when), commune(f"{part}_hi", when)
        whole_lo, whole_hi = commune(f"{whole}_lo", when), commune(f"{whole}_hi", when)
        met = (whole_hi >= 0) & (100 * part_lo >= percent * whole_hi + strict)
        failed = (part_hi >= 0) & (whole_lo > 0) & (100 * part_hi < percent * whole_lo + strict)
        return np.where(whole_hi == 0, _NOT_APPLICABLE, 1 + met - failed)

    def short(commune, when, parameters):
        percent = parameters(when).percent[name]
        verdict = commune(f"verdict_{name}", when)
        part_lo, part_hi = commune(f"{part}_lo", when), commune(f"{part}_hi", when)
        whole_lo, whole_hi = commune(f"{whole}_lo", when), commune(f"{whole}_hi", when)
        larger = np.where(whole_hi >= 0, whole_hi, whole_lo)
        lacking = np.maximum((percent * larger - 100 * part_lo + 99 + strict) // 100, 0)
        said = (part_hi >= 0) & ((whole_hi >= 0) | (verdict == 0))
        return np.where(said & (verdict != _NOT_APPLICABLE), lacking, _NOT_SAID)

    return verdict, short


def _all(children: Sequence[str]) -> tuple[Formula, Formula]:
    def verdict(commune, when, parameters):  # noqa: ARG001
        return np.minimum.reduce([commune(f"verdict_{child}", when) for child in children])

    def short(commune, when, parameters):  # noqa: ARG001
        below = [commune(f"verdict_{child}", when) for child in children]
        lacking = sum((child < 2).astype(np.int32) for child in below)
        return np.where(np.minimum.reduce(below) == _NOT_APPLICABLE, _NOT_SAID, lacking)

    return verdict, short
