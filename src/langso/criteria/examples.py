"""Runs the law's worked examples: a made-up commune per example, decided by the same algebra as every other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from langso.criteria.algebra import NO_COUNT, evaluate
from langso.criteria.law import CriteriaSet, Example, FactType, Law, Node, Register, Tally, facts_of, tally_of
from langso.criteria.rowtest import holds
from langso.criteria.shapes import nearest
from langso.criteria.table import UNBOUNDED, FactTable, Figures, Tallied
from langso.criteria.verdicts import Verdict
from langso.language import gettext as _
from langso.problems import LAW_EXAMPLE_FAILS, LAW_EXAMPLE_SHAPE, Problem, Where

_FIGURES_ONLY = {"rows", "blank", "open"}
_MOST_ROWS = 1_000_000


class ExampleError(ValueError):
    """An example that gives something the law does not know."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def check_examples(criteria_set: CriteriaSet, law: Law, file: str = "") -> list[Problem]:
    """The worked examples of a set that do not hold, or cannot be run."""
    problems: list[Problem] = []
    for node in criteria_set.nodes():
        for example in node.examples:
            where = Where(file, example.line)
            try:
                verdict, short = run_example(criteria_set, node, example, law)
            except ExampleError as error:
                details = {"reason": error.reason, "nearest": error.remedy}
                problems.append(Problem(LAW_EXAMPLE_SHAPE, where, node.id, details))
                continue
            wanted, got = (
                _told(example.expect, example.short),
                _told(verdict, short if example.short is not None else None),
            )
            if wanted != got:
                problems.append(Problem(LAW_EXAMPLE_FAILS, where, f"{node.id}: {got}", {"wanted": wanted}))
    return problems


def run_example(criteria_set: CriteriaSet, node: Node, example: Example, law: Law) -> tuple[str, int | None]:
    """What comes out at `node` for what an example gives: the verdict's word, and how many are short."""
    asked = node.on(example.on or criteria_set.valid_from or date.today())  # noqa: DTZ011
    if asked is None:
        return Verdict.NOT_APPLICABLE.word, None
    table = _table(asked, example, law)
    assessment = evaluate(replace(criteria_set, criterion=asked), table)
    short = int(assessment.short[0, 0])
    return Verdict(int(assessment.verdicts[0, 0])).word, None if short == NO_COUNT else short


def _told(verdict: str, short: int | None) -> str:
    return verdict if short is None else _("{verdict}, short {n}").format(verdict=verdict, n=short)


def _table(node: Node, example: Example, law: Law) -> FactTable:
    for name in example.given:
        if name not in law.registers and name not in law.facts:
            names = [*law.registers, *law.facts]
            raise ExampleError(
                _("there is no register or declared fact “{name}”").format(name=name), nearest(name, names)
            )
    formulas = [inner.formula for inner in node.walk()]
    tallies = {tally for formula in formulas if (tally := tally_of(formula))}
    facts = {name for formula in formulas for name in facts_of(formula)}
    return FactTable(
        communes=("example",),
        groups=np.array([example.group], dtype=np.int8),
        tallies={tally: _tallied(tally, law.registers[tally.register], example) for tally in tallies},
        closed={t.register: np.array([_closed(example.given.get(t.register))]) for t in tallies},
        declared={name: _declared(name, example.given.get(name), law) for name in facts},
    )


def _closed(given: object) -> bool:
    if isinstance(given, Mapping):
        return not given.get("open", False)
    return given is not None


def _tallied(tally: Tally, register: Register, example: Example) -> Tallied:
    rows = _rows(register, example.given.get(register.name))
    true = blank = false = asked = 0
    for row in rows:
        belongs = holds(tally.among, row)
        passes = holds(tally.where, row)
        asked += belongs is not False
        together = False if False in (belongs, passes) else None if None in (belongs, passes) else True
        true += together is True
        blank += together is None
        false += belongs is True and passes is False
    return Tallied(*(np.array([n], dtype=np.int64) for n in (true, blank, false, asked)))


def _rows(register: Register, given: Any) -> list[dict[str, Any]]:
    if given is None:
        return []
    if isinstance(given, list):
        return [_row(register, row) for row in given]
    if not isinstance(given, Mapping):
        raise ExampleError(_("“{name}” needs rows, or figures such as rows: 10").format(name=register.name))
    figures = {key: value for key, value in given.items() if key != "open"}
    for key, value in figures.items():
        if key not in _FIGURES_ONLY:
            _known(register, key)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_ROWS:
            raise ExampleError(_("“{name}” must be a whole number").format(name=f"{register.name}.{key}"))
    return _rows_by_figures(register, figures)


def _rows_by_figures(register: Register, figures: Mapping[str, int]) -> list[dict[str, Any]]:
    n, blank = figures.get("rows", 0), figures.get("blank", 0)
    yes = {key: value for key, value in figures.items() if key not in _FIGURES_ONLY}
    if any(value + blank > n for value in yes.values()) or blank > n:
        raise ExampleError(_("“{name}” has more cells than rows").format(name=register.name))
    answers = {column.name: False for column in register.columns if column.type.value == "yes_no"}
    rows: list[dict[str, Any]] = []
    for index in range(n):
        if index >= n - blank:
            rows.append({})
        else:
            rows.append({**answers, **{key: index < value for key, value in yes.items()}})
    return rows


def _row(register: Register, given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise ExampleError(_("“{name}” needs rows of columns and values").format(name=register.name))
    for key in given:
        _known(register, key)
    return {key: _cell(value) for key, value in given.items()}


def _known(register: Register, column: str) -> None:
    names = [c.name for c in register.columns]
    if column not in names:
        text = _("there is no column “{name}” in {register}").format(name=column, register=register.name)
        raise ExampleError(text, nearest(column, names))


def _cell(value: Any) -> Any:
    return {"yes": True, "no": False, "": None}.get(value, value) if isinstance(value, str) else value


def _declared(name: str, given: Any, law: Law) -> Figures:
    fact = law.facts[name]
    value = _cell(given)
    if fact.type is FactType.YES_NO:
        lo, hi = (0, 1) if value is None else (int(bool(value)),) * 2
    elif value is None:
        lo, hi = 0, UNBOUNDED
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ExampleError(_("“{name}” must be a number").format(name=name))
    else:
        lo = hi = round(value * 10**fact.decimals)
    return Figures(np.array([lo], dtype=np.int64), np.array([hi], dtype=np.int64), fact.decimals)
