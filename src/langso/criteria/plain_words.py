"""What a node asks, in plain words of the current language: of which register or figures, of which rows, how much."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from langso.criteria.formula import (
    AtLeastOf,
    Comparison,
    CountOverRows,
    Declared,
    DeclaredNumber,
    DeclaredShare,
    Formula,
    RowCount,
    RowShare,
    Tally,
)
from langso.criteria.law import Column, ColumnType, Law, Node
from langso.criteria.rowtest import All, Blank, Compare, Holds, Literal, Not, OneOf, RowTest, Term
from langso.criteria.sentences import asks
from langso.language import Words, decimal
from langso.language import day as day_words
from langso.language import gettext as _

Titles = Mapping[str, Words]

_SIGNS = {"=": "=", "<>": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def asked_in_words(node: Node, law: Law, formula: Formula | None = None) -> str:
    """What decides a node; `formula` where it is asked what it says after a change."""
    formula = formula or node.formula
    said = _said(node, formula, law)
    needed = "" if isinstance(formula, AtLeastOf) or _is_one(formula) else asks(formula)
    return f"{said}; {needed}." if needed else said


def _is_one(formula: Formula) -> bool:
    """Whether a single row is asked for."""
    if not isinstance(formula, RowCount):
        return False
    return formula.threshold.comparison is Comparison.AT_LEAST and formula.threshold.single == 1


def _said(node: Node, formula: Formula, law: Law) -> str:
    match formula:
        case AtLeastOf(n):
            if n is None or n == len(node.children):
                return _("All of its {n} parts are met.").format(n=len(node.children))
            return _("At least {n} of its {of} parts are met.").format(n=n, of=len(node.children))
        case Declared(test):
            titles = {name: law.facts[name].title for name in test.columns}
            return _("The commune answers yes: {test}.").format(test=_term(test.term, titles, {}))
        case DeclaredShare():
            part, whole = law.facts[formula.part].title, law.facts[formula.whole].title
            return _("{part}, of {whole}").format(part=part, whole=whole)
        case DeclaredNumber():
            return str(law.facts[formula.fact].title)
        case CountOverRows():
            part, register = law.facts[formula.part].title, law.registers[formula.tally.register].title
            return _("{part}, of the number of rows in: {register}").format(part=part, register=register)
        case RowShare(tally):
            register = law.registers[tally.register].title
            said = _("{register}: the share of rows{where}").format(register=register, where=_where(tally, law))
            if tally.among is None:
                return said
            among = _test(tally.among, tally, law)
            return _("{said} (only rows are counted for which: {among})").format(said=said, among=among)
        case RowCount(tally):
            register = law.registers[tally.register].title
            if _is_one(formula):
                return _("{register}: at least one row{where}.").format(register=register, where=_where(tally, law))
            return _("{register}: the number of rows{where}").format(register=register, where=_where(tally, law))


def _where(tally: Tally, law: Law) -> str:
    return _(" for which: {test}").format(test=_test(tally.where, tally, law)) if tally.where else ""


def _test(test: RowTest, tally: Tally, law: Law) -> str:
    columns = {column.name: column for column in law.registers[tally.register].columns}
    return _term(test.term, {name: column.title for name, column in columns.items()}, columns)


def _term(term: Term, titles: Titles, columns: Mapping[str, Column], *, inner: bool = False) -> str:
    match term:
        case Holds(name):
            return _quoted(titles[name])
        case Compare(name, operator, literal):
            return f"{_quoted(titles[name])} {_SIGNS[operator.value]} {_literal(literal, columns.get(name))}"
        case OneOf(name, literals):
            listed = ", ".join(_literal(literal, columns.get(name)) for literal in literals)
            return _("{name} is one of {listed}").format(name=_quoted(titles[name]), listed=listed)
        case Blank(name):
            return _("{name} is left blank").format(name=_quoted(titles[name]))
        case Not(Blank(name)):
            return _("{name} is filled in").format(name=_quoted(titles[name]))
        case Not(negated):
            return _("not {test}").format(test=_term(negated, titles, columns, inner=True))
    joined = _("and") if isinstance(term, All) else _("or")
    said = f" {joined} ".join(_term(each, titles, columns, inner=True) for each in term.terms)
    return f"({said})" if inner else said


def _quoted(title: Words) -> str:
    return _("“{title}”").format(title=title)


def _literal(literal: Literal, column: Column | None) -> str:
    match literal:
        case date():
            return day_words(literal)
        case str():
            choices = column.choices if column and column.type is ColumnType.CHOICE else ()
            return next((str(choice.title) for choice in choices if choice.value == literal), literal)
        case _:
            return decimal(Fraction(str(literal)))
