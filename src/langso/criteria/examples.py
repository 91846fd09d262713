"""Runs the law's worked examples: a made-up commune per example, decided by the same algebra as every other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from langso.criteria.algebra import NO_COUNT, evaluate
from langso.criteria.formula import Tally, facts_of, tally_of
from langso.criteria.law import (
    Column,
    ColumnType,
    CriteriaSet,
    DeclaredFact,
    Example,
    FactType,
    Law,
    Node,
    Register,
)
from langso.criteria.rowtest import holds
from langso.criteria.shapes import nearest
from langso.criteria.table import LARGEST_FIGURE, UNBOUNDED, FactTable, Figures, Tallied
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
            where = Where(file, example.line, example.column)
            try:
                verdict, short = run_example(criteria_set, node, example, law)
            except ExampleError as error:
                details = {"reason": error.reason, "nearest": error.remedy or _("Correct what is given.")}
                problems.append(Problem(LAW_EXAMPLE_SHAPE, where, node.id, details))
                continue
            wanted, got = (
                _told(example.expect, example.short),
                _told(verdict, short if example.short is not None else None),
            )
            if wanted != got:
                problems.append(Problem(LAW_EXAMPLE_FAILS, where, node.id, {"got": got, "wanted": wanted}))
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
    said = Verdict[verdict.upper()].title
    return said if short is None else _("{verdict}, short {n}").format(verdict=said, n=short)


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
        opened = _answer(given.get("open", False))
        if opened is None:
            raise ExampleError(_("“{name}” is neither yes nor no").format(name="open"))
        return not opened
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
        if key not in _FIGURES_ONLY and _column(register, key).type is not ColumnType.YES_NO:
            text = _("“{name}” is not a yes/no column: give the rows one by one")
            raise ExampleError(text.format(name=f"{register.name}.{key}"))
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
    return {key: _cell(_column(register, key), value) for key, value in given.items()}


def _column(register: Register, name: str) -> Column:
    names = [column.name for column in register.columns]
    if name not in names:
        text = _("there is no column “{name}” in {register}").format(name=name, register=register.name)
        raise ExampleError(text, nearest(name, names))
    return register.column(name)


_CELLS: dict[ColumnType, tuple[type, ...]] = {
    ColumnType.NUMBER: (int, Decimal),
    ColumnType.INTEGER: (int,),
    ColumnType.DATE: (date,),
    ColumnType.TEXT: (str,),
    ColumnType.CHOICE: (str,),
}


def _cell(column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    if column.type is ColumnType.YES_NO:
        answer = _answer(value)
        if answer is None:
            raise ExampleError(_("“{name}” is neither yes nor no").format(name=column.name))
        return answer
    choices = [choice.value for choice in column.choices]
    if isinstance(value, bool) or not isinstance(value, _CELLS[column.type]) or (choices and value not in choices):
        text = _("“{value}” is not a value of the column “{name}”")
        raise ExampleError(text.format(value=value, name=column.name), nearest(str(value), choices) if choices else "")
    return value


def _answer(value: object) -> bool | None:
    """Yes or no as an example writes it; None for anything else."""
    if isinstance(value, bool):
        return value
    return {"yes": True, "no": False}.get(value) if isinstance(value, str) else None


def _declared(name: str, given: Any, law: Law) -> Figures:
    fact = law.facts[name]
    if fact.type is FactType.YES_NO:
        answer = _answer(given)
        if answer is None and given is not None:
            raise ExampleError(_("“{name}” is neither yes nor no").format(name=name))
        lo, hi = (0, 1) if answer is None else (int(answer),) * 2
    elif given is None:
        lo, hi = 0, UNBOUNDED
    else:
        lo = hi = _scaled(fact, given)
    return Figures(np.array([lo], dtype=np.int64), np.array([hi], dtype=np.int64), fact.decimals)


def _scaled(fact: DeclaredFact, given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise ExampleError(_("“{name}” must be a number").format(name=fact.name))
    figure = Decimal(given)
    scaled = figure.scaleb(fact.decimals)
    if scaled != scaled.to_integral_value():
        text = _("“{name}” has more decimals than {decimals}")
        raise ExampleError(text.format(name=fact.name, decimals=fact.decimals))
    if abs(figure) > LARGEST_FIGURE or figure < 0:
        raise ExampleError(_("“{name}” cannot be {value}").format(name=fact.name, value=given))
    return int(scaled)
