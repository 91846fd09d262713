"""What is asked of ledgers to show them: a window of rows, sorted and filtered, and how each ledger stands.

Numbers, days and yes/no are sorted and filtered by the database. Vietnamese order and search without marks, which
databases do not share, are done here over the rows' texts, so that SQLite and PostgreSQL give the same rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import itemgetter, or_
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q

from langso.cells.columns import reader_of
from langso.cells.reading import Refused
from langso.criteria import Node
from langso.criteria.formula import Tally, tally_of
from langso.criteria.law import Column, ColumnType, Register
from langso.facts.sql import Dialect, concerned, passing
from langso.places.models import Unit
from langso.registers.law import kept_per_law, law
from langso.registers.models import ROWS, Ledger, Row
from langso.vietnamese import fold, sort_key

PAGE = 100
"""Rows in a window."""

_TEXTS = (ColumnType.TEXT, ColumnType.CHOICE)


class Holding(StrEnum):
    """What a cell may be asked to hold. A choice is asked for by its value."""

    YES = "yes"
    NO = "no"
    BLANK = "blank"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows, in which order. Without `sort` they come as they were entered.

    `text`: words that stand, without marks, somewhere in the row's texts. `only`: what a column holds. `tally`: rows
    that fail it or cannot be decided. `blank`: rows with a cell that conditions ask and that is unknown. `key`: the one
    row of that key.
    """

    sort: str = ""
    descending: bool = False
    text: str = ""
    only: Mapping[str, str] = field(default_factory=dict)
    tally: Tally | None = None
    blank: bool = False
    key: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Window:
    """One page of the rows found; `total` counts the whole ledger, `first` is the place of the first row, from 1."""

    rows: tuple[Row, ...]
    found: int
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """See the class."""
        return (self.page - 1) * PAGE + 1


def window(unit: Unit, register: Register, wanted: Wanted) -> Window:
    """The rows wanted. A page beyond the last gives the last."""
    every = ROWS[register.name].objects.filter(commune=unit)
    total = every.count()
    rows = _filtered(every, register, wanted)
    sort = _column(register, wanted.sort)
    if wanted.text.strip() or (sort and sort.type in _TEXTS):
        numbers = _numbers(rows, register, wanted, sort)
        found = len(numbers)
        page, pages = _paged(wanted.page, found)
        shown = numbers[(page - 1) * PAGE : page * PAGE]
    else:
        found = total if rows is every else rows.count()
        page, pages = _paged(wanted.page, found)
        ordered = _ordered(rows, sort, descending=wanted.descending)
        # Ids alone come from an index; whole rows would all be read to skip most of them.
        shown = list(ordered.values_list("id", flat=True)[(page - 1) * PAGE : page * PAGE])
    there = ROWS[register.name].objects.in_bulk(shown)
    return Window(tuple(there[n] for n in shown if n in there), found, total, page, pages)


def rows_by_key(unit: Unit, register: Register, keys: Sequence[Any]) -> dict[Any, Row]:
    """Rows of a commune by their keys."""
    found = ROWS[register.name].objects.filter(commune=unit, **{f"{register.key.name}__in": list(keys)})
    return {row.key: row for row in found}


def _paged(page: int, found: int) -> tuple[int, int]:
    pages = max(1, -(-found // PAGE))
    return min(max(1, page), pages), pages


def _column(register: Register, name: str) -> Column | None:
    return next((column for column in register.columns if column.name == name), None)


def _filtered(rows: Any, register: Register, wanted: Wanted) -> Any:
    for name, holding in wanted.only.items():
        if column := _column(register, name):
            rows = _held(rows, column, holding)
    if wanted.tally:
        rows = rows.extra(where=[in_question(wanted.tally)])  # noqa: S610 - made from the law, not from what was typed
    if wanted.blank:
        unknown = (Q(**{f"{name}__isnull": True}) for name in asked_columns(register.name))
        rows = rows.filter(reduce(or_, unknown, Q(pk__in=[])))
    if wanted.key:
        key = reader_of(register.key)(wanted.key)
        rows = rows.none() if isinstance(key, Refused) else rows.filter(**{register.key.name: key})
    return rows


def _held(rows: Any, column: Column, holding: str) -> Any:
    if holding in (Holding.BLANK, Holding.FILLED):
        return rows.filter(**{f"{column.name}__isnull": holding == Holding.BLANK})
    if column.type is ColumnType.YES_NO and holding in (Holding.YES, Holding.NO):
        return rows.filter(**{column.name: holding == Holding.YES})
    if column.type is ColumnType.CHOICE:
        return rows.filter(**{column.name: holding})
    return rows


def in_question(tally: Tally) -> str:
    """The condition in SQL that a row fails a tally, or that something blank in it decides."""
    dialect = Dialect.POSTGRESQL if connection.vendor == "postgresql" else Dialect.SQLITE
    condition = f"({passing(tally, dialect)}) IS NOT TRUE AND {concerned(tally, dialect)}"
    return condition.replace("%", "%%")


def _ordered(rows: Any, sort: Column | None, *, descending: bool) -> Any:
    if sort is None:
        return rows.order_by("-id" if descending else "id")
    by = F(sort.name).desc(nulls_last=True) if descending else F(sort.name).asc(nulls_last=True)
    return rows.order_by(by, "id")


def _numbers(rows: Any, register: Register, wanted: Wanted, sort: Column | None) -> list[int]:
    """The ids of the rows that hold the words, in order. Only ids and texts are read, and few of the rows are made."""
    by_text = sort if sort and sort.type in _TEXTS else None
    words = fold(wanted.text).split()
    found = _holding(rows, register, words) if words else None
    if found is not None and len(found) <= _FEW:
        rows = rows.filter(pk__in=found)
    ordered = _ordered(rows, None if by_text else sort, descending=wanted.descending and not by_text)
    if by_text is None:
        numbers = list(ordered.values_list("id", flat=True))
    else:
        numbers = _in_vietnamese_order(ordered, by_text, descending=wanted.descending)
    if found is not None and len(found) > _FEW:
        kept = set(found)
        numbers = [number for number in numbers if number in kept]
    return numbers


_FEW = 500
"""So many ids are asked for by themselves; SQLite knows a most for its parameters."""


def _in_vietnamese_order(rows: Any, column: Column, *, descending: bool) -> list[int]:
    """The ids of rows sorted by a column's texts; blanks last, equals as they came."""
    titles = _titles(column)
    cells = list(rows.values_list("id", column.name))
    filled = [(sort_key(titles.get(text, text)), number) for number, text in cells if text]
    filled.sort(key=itemgetter(0), reverse=descending)
    return [number for _, number in filled] + [number for number, text in cells if not text]


def _titles(column: Column) -> Mapping[str, str]:
    return {choice.value: str(choice.title) for choice in column.choices}


def _holding(rows: Any, register: Register, words: Sequence[str]) -> list[int]:
    """The ids of the rows in whose texts all of the words stand."""
    texts = [column for column in register.columns if column.type in _TEXTS]
    titles = [(at, _titles(column)) for at, column in enumerate(texts, start=1) if column.choices]
    found = []
    for row in rows.values_list("id", *[column.name for column in texts]):
        told = list(row[1:])
        for at, named in titles:
            told[at - 1] = named.get(row[at])
        text = " ".join([fold(cell) for cell in told if cell])
        if all([word in text for word in words]):  # noqa: C419 - a generator for each row costs as much as the rest
            found.append(row[0])
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ledger stands. `blanks` counts cells that are unknown and asked by conditions; None where none is asked."""

    register: Register
    rows: int
    blanks: int | None
    closed: bool
    closed_at: datetime | None
    changed_at: datetime | None
    version: int
    conditions: tuple[Node, ...]


def standings(unit: Unit) -> list[Standing]:
    """How every ledger of a commune stands, in the order of the law."""
    ledgers = {ledger.register: ledger for ledger in Ledger.objects.filter(commune=unit)}
    return [_standing(unit, register, ledgers.get(name)) for name, register in law().registers.items()]


def standing(unit: Unit, register: Register) -> Standing:
    """How one ledger stands."""
    return _standing(unit, register, Ledger.objects.filter(commune=unit, register=register.name).first())


def _standing(unit: Unit, register: Register, ledger: Ledger | None) -> Standing:
    asked = asked_columns(register.name)
    counted = {"n": Count("id"), **{f"filled_{name}": Count(name) for name in asked}}
    counts = ROWS[register.name].objects.filter(commune=unit).aggregate(**counted)
    return Standing(
        register=register,
        rows=counts["n"],
        blanks=sum(counts["n"] - counts[f"filled_{name}"] for name in asked) if asked else None,
        closed=bool(ledger and ledger.closed),
        closed_at=ledger.closed_at if ledger else None,
        changed_at=ledger.changed_at if ledger else None,
        version=ledger.version if ledger else 0,
        conditions=conditions_of(register.name),
    )


@kept_per_law
def asked_columns(register: str) -> tuple[str, ...]:
    """The columns of a register that conditions ask and whose blanks are unknown."""
    columns = [c.name for c in law().registers[register].columns if law().conditions_asking(register, c.name)]
    return tuple(name for name in columns if name not in not_yet_columns(register))


@kept_per_law
def not_yet_columns(register: str) -> frozenset[str]:
    """The columns that conditions only ask whether they are filled in: a blank there is no unknown but “not yet”."""
    tallies = [tally for node in conditions_of(register) if (tally := tally_of(node.formula))]
    tests = [test for tally in tallies for test in (tally.where, tally.among) if test]
    asked = {name for test in tests for name in test.columns}
    return frozenset(asked - {name for test in tests if not test.decided for name in test.columns})


@kept_per_law
def conditions_of(register: str) -> tuple[Node, ...]:
    """The conditions that count the rows of a register, in the order of the law."""
    nodes = (node for criteria_set in law().sets.values() for node in criteria_set.nodes() if node.is_condition)
    return tuple(node for node in nodes if (tally := tally_of(node.formula)) and tally.register == register)
