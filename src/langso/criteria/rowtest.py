"""Row tests: what the law asks of one row of a register, or of a commune's yes/no facts.

sqlglot parses the text; a small closed grammar of values is all that leaves this module. A blank cell is
unknown, and a test over it may be unknown too, exactly as SQL reasons. Turning a test into SQL is `facts`' work.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import eq, ge, gt, le, lt, ne
from typing import Any as _Any

from sqlglot import expressions as e
from sqlglot import parse_one
from sqlglot.errors import SqlglotError

from langso.language import gettext as _


class Operator(StrEnum):
    """How a column's value is held against a literal."""

    EQ = "="
    NE = "<>"
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class CellKind(StrEnum):
    """What a column holds, as far as a test can ask."""

    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


_OPERATORS: dict[type[e.Expr], Operator] = {
    e.EQ: Operator.EQ,
    e.NEQ: Operator.NE,
    e.LT: Operator.LT,
    e.LTE: Operator.LE,
    e.GT: Operator.GT,
    e.GTE: Operator.GE,
}

Literal = int | float | str | date

_LONGEST = 1000
_LARGEST = 10**15
"""Whole numbers up to here are exact in the engines' double precision."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes/no column that is yes."""

    column: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A column held against a literal of its own kind."""

    column: str
    operator: Operator
    literal: Literal


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column whose value is among some literals."""

    column: str
    literals: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A column that is empty; never unknown itself."""

    column: str


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary; unknown stays unknown."""

    term: "Term"


@dataclass(frozen=True, slots=True)
class All:
    """Every term holds."""

    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Some term holds."""

    terms: tuple["Term", ...]


Term = Holds | Compare | OneOf | Blank | Not | All | Any


@dataclass(frozen=True, slots=True)
class RowTest:
    """A parsed test and the columns it names, in the order of the text."""

    term: Term
    columns: tuple[str, ...]

    @property
    def decided(self) -> bool:
        """Whether the test can never be unknown: it asks only whether cells are empty."""
        return all(isinstance(term, Blank) for term in _atoms(self.term))


class RowTestError(ValueError):
    """A test that cannot be used: why, the word at fault when one is, and what could stand there instead."""

    def __init__(self, reason: str, name: str = "", choices: tuple[str, ...] = (), **details: str) -> None:
        self.reason = reason.format(name=name, **details)
        self.name = name
        self.choices = choices
        super().__init__(self.reason)


def both(tests: list[RowTest]) -> RowTest:
    """The test that holds when all of `tests` hold."""
    if len(tests) == 1:
        return tests[0]
    columns = tuple(dict.fromkeys(column for test in tests for column in test.columns))
    terms = tuple(t for test in tests for t in (test.term.terms if isinstance(test.term, All) else (test.term,)))
    return RowTest(All(terms), columns)


def parse(text: str, columns: Mapping[str, CellKind]) -> RowTest:
    """The test that `text` writes, over `columns`. RowTestError for whatever is outside the grammar."""
    if len(text) > _LONGEST:
        raise RowTestError(_("it is longer than {most} characters"), most=str(_LONGEST))
    try:
        tree = parse_one(text)
        term = _Reader(columns).term(tree)
    except SqlglotError as error:
        near = [found["highlight"] for found in getattr(error, "errors", [])]
        if not near:
            raise RowTestError(_("it is not complete")) from error
        raise RowTestError(_("it cannot be understood from “{near}” on"), near=near[0]) from error
    except RecursionError as error:
        raise RowTestError(_("it is nested too deeply")) from error
    if any(node.comments for node in tree.walk()):
        raise RowTestError(_("it holds a comment, which would not count"))
    return RowTest(term, tuple(dict.fromkeys(_columns(term))))


def _atoms(term: Term) -> Iterator[Holds | Compare | OneOf | Blank]:
    match term:
        case All(terms) | Any(terms):
            for inner in terms:
                yield from _atoms(inner)
        case Not(inner):
            yield from _atoms(inner)
        case _:
            yield term


def _columns(term: Term) -> Iterator[str]:
    return (atom.column for atom in _atoms(term))


class _Reader:
    """Turns sqlglot's tree into terms, refusing whatever is outside the grammar."""

    def __init__(self, columns: Mapping[str, CellKind]) -> None:
        self._kinds = columns

    def term(self, tree: e.Expr) -> Term:
        match tree:
            case e.Paren():
                return self.term(tree.this)
            case e.And():
                return All(tuple(map(self.term, tree.flatten())))
            case e.Or():
                return Any(tuple(map(self.term, tree.flatten())))
            case e.Not():
                return Not(self.term(tree.this))
            case e.Column():
                return Holds(self._column(tree, CellKind.YES_NO))
            case e.Is():
                return self._is(tree)
            case e.In() if tree.expressions:
                column = self._column(tree.this)
                return OneOf(column, tuple(self._literal(column, item) for item in tree.expressions))
        if type(tree) in _OPERATORS:
            return self._compare(tree, _OPERATORS[type(tree)])
        raise RowTestError(_("“{given}” is outside the grammar"), given=tree.sql())

    def _compare(self, tree: e.Expr, operator: Operator) -> Compare:
        column = self._column(tree.this)
        kind = self._kinds[column]
        if kind is CellKind.YES_NO:
            raise RowTestError(_("“{name}” is a yes/no column: write {name}, or not {name}"), column)
        if kind is CellKind.TEXT and operator not in (Operator.EQ, Operator.NE):
            raise RowTestError(_("“{name}” is text, which has no order"), column)
        return Compare(column, operator, self._literal(column, tree.expression))

    def _is(self, tree: e.Expr) -> Term:
        if not isinstance(tree.expression, e.Null):
            raise RowTestError(
                _("“{given}” is outside the grammar: only “is null” and “is not null”"), given=tree.sql()
            )
        return Blank(self._column(tree.this))

    def _column(self, tree: e.Expr, wanted: CellKind | None = None) -> str:
        if not isinstance(tree, e.Column) or len(tree.parts) != 1:
            raise RowTestError(_("“{given}” is not a column"), given=tree.sql())
        name = tree.name
        if name not in self._kinds:
            raise RowTestError(_("there is no column “{name}”"), name, tuple(self._kinds))
        if wanted and self._kinds[name] is not wanted:
            raise RowTestError(_("“{name}” is not a yes/no column: compare it with a value"), name)
        return name

    def _literal(self, column: str, tree: e.Expr) -> Literal:
        kind = self._kinds[column]
        match kind, tree:
            case CellKind.NUMBER, e.Neg(this=e.Literal(is_string=False) as number):
                return -self._number(column, number.name)
            case CellKind.NUMBER, e.Literal(is_string=False):
                return self._number(column, tree.name)
            case CellKind.TEXT, e.Literal(is_string=True):
                return unicodedata.normalize("NFC", tree.name)
            case CellKind.DATE, e.Literal(is_string=True):
                return self._date(column, tree.name)
            case CellKind.DATE, e.Cast(this=e.Literal(is_string=True) as day) if _is_day(tree):
                return self._date(column, day.name)
        raise RowTestError(
            _("“{given}” cannot be compared with “{name}” ({kind})"), column, given=tree.sql(), kind=kind
        )

    def _number(self, column: str, text: str) -> int | float:
        number = Decimal(text)
        if abs(number) > _LARGEST:
            raise RowTestError(_("“{given}” is too large a number"), column, given=text)
        return int(number) if number == int(number) else float(number)

    def _date(self, column: str, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise RowTestError(_("“{given}” is not a day such as 2022-12-31"), column, given=text) from error


def _is_day(tree: e.Expr) -> bool:
    return type(tree) is e.Cast and bool(tree.to.is_type("date"))


def holds(test: RowTest | None, row: Mapping[str, object]) -> bool | None:
    """Whether a test holds for one row given as plain values, None where it is unknown. No test always holds.

    Numbers are compared in double precision, as the engines do.
    """
    return True if test is None else _holds(test.term, row)


def _holds(term: Term, row: Mapping[str, object]) -> bool | None:
    match term:
        case Blank(column):
            return row.get(column) is None
        case Not(inner):
            inside = _holds(inner, row)
            return None if inside is None else not inside
        case All(terms):
            return _kleene([_holds(inner, row) for inner in terms], decisive=False)
        case Any(terms):
            return _kleene([_holds(inner, row) for inner in terms], decisive=True)
    value: _Any = row.get(term.column)
    if value is None:
        return None
    value = float(value) if isinstance(value, Decimal) else value
    match term:
        case Holds():
            return bool(value)
        case OneOf(_column, literals):
            return value in literals
        case Compare(_column, operator, literal):
            return bool(_COMPARE[operator](value, literal))


def _kleene(answers: list[bool | None], *, decisive: bool) -> bool | None:
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive


_COMPARE: dict[Operator, Callable[[_Any, _Any], object]] = {
    Operator.EQ: eq,
    Operator.NE: ne,
    Operator.LT: lt,
    Operator.LE: le,
    Operator.GT: gt,
    Operator.GE: ge,
}
