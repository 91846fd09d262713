"""Row tests: what the law asks of one row of a register, or of a commune's yes/no facts.

sqlglot parses the text; a small closed grammar of values is all that leaves this module. A blank cell is
unknown, and a test over it may be unknown too, exactly as SQL reasons. Turning a test into SQL is `facts`' work.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import Expression


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


Literal = int | float | str | date


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
    """A test that cannot be used; `name` is the word that is at fault, when one is, and `choices` what could stand there."""

    def __init__(self, reason: str, name: str = "", choices: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name
        self.choices = choices


def both(tests: list[RowTest]) -> RowTest:
    """The test that holds when all of `tests` hold."""
    if len(tests) == 1:
        return tests[0]
    columns = tuple(dict.fromkeys(column for test in tests for column in test.columns))
    terms = tuple(
        t for test in tests for t in (test.term.terms if isinstance(test.term, All) else (test.term,))
    )
    return RowTest(All(terms), columns)


def parse(text: str, columns: Mapping[str, CellKind]) -> RowTest:
    """The test that `text` writes, over `columns`. RowTestError names what does not fit; nothing but the grammar is let through."""
    from sqlglot import parse_one
    from sqlglot.errors import SqlglotError

    try:
        tree = parse_one(text)
    except SqlglotError as error:
        raise RowTestError(_first_line(error)) from error
    term = _Reader(columns).term(tree)
    return RowTest(term, tuple(dict.fromkeys(_columns(term))))


def _first_line(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0].split(" Line ")[0].rstrip(".")


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

    def term(self, tree: "Expression") -> Term:
        from sqlglot import expressions as e

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
            case e.In():
                column = self._column(tree.this)
                return OneOf(column, tuple(self._literal(column, item) for item in tree.expressions))
        operators = {
            e.EQ: Operator.EQ, e.NEQ: Operator.NE, e.LT: Operator.LT,
            e.LTE: Operator.LE, e.GT: Operator.GT, e.GTE: Operator.GE,
        }  # fmt: skip
        if type(tree) in operators:
            return self._compare(tree, operators[type(tree)])
        raise RowTestError(f"“{tree.sql()}” is outside the grammar")

    def _compare(self, tree: "Expression", operator: Operator) -> Compare:
        column = self._column(tree.this)
        kind = self._kinds[column]
        if kind is CellKind.YES_NO:
            raise RowTestError(f"“{column}” is a yes/no column: write {column}, or not {column}", column)
        if kind is CellKind.TEXT and operator not in (Operator.EQ, Operator.NE):
            raise RowTestError(f"“{column}” is text, which has no order", column)
        return Compare(column, operator, self._literal(column, tree.expression))

    def _is(self, tree: "Expression") -> Term:
        from sqlglot import expressions as e

        if not isinstance(tree.expression, e.Null):
            raise RowTestError(f"“{tree.sql()}” is outside the grammar: only “is null” and “is not null”")
        return Blank(self._column(tree.this))

    def _column(self, tree: "Expression", wanted: CellKind | None = None) -> str:
        from sqlglot import expressions as e

        if not isinstance(tree, e.Column) or len(tree.parts) != 1:
            raise RowTestError(f"“{tree.sql()}” is not a column")
        name = tree.name
        if name not in self._kinds:
            raise RowTestError(f"there is no column “{name}”", name, tuple(self._kinds))
        if wanted and self._kinds[name] is not wanted:
            raise RowTestError(f"“{name}” is not a yes/no column: compare it with a value", name)
        return name

    def _literal(self, column: str, tree: "Expression") -> Literal:
        from sqlglot import expressions as e

        kind = self._kinds[column]
        if kind is CellKind.DATE and isinstance(tree, e.Cast | e.DateStrToDate):
            tree = tree.this
        sign = -1 if isinstance(tree, e.Neg) else 1
        tree = tree.this if isinstance(tree, e.Neg) else tree
        if isinstance(tree, e.Literal):
            if kind is CellKind.NUMBER and not tree.is_string:
                number = float(tree.name)
                return sign * (int(number) if number.is_integer() else number)
            if kind is CellKind.TEXT and tree.is_string:
                return tree.name
            if kind is CellKind.DATE and tree.is_string:
                return self._date(column, tree.name)
        raise RowTestError(f"“{tree.sql()}” cannot be compared with “{column}” ({kind})", column)

    def _date(self, column: str, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise RowTestError(f"“{text}” is not a day such as 2022-12-31", column) from error
