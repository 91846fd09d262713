"""The law as values: registers, declared facts, documents, rulings, criteria sets and their nodes.

What a node asks is a `Formula`; how it is decided lives in `algebra`, how it is read from YAML in `loader`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from langso.criteria.formula import Formula, RowCount, tally_of
from langso.criteria.rowtest import RowTest, both
from langso.language import Words


class ColumnType(StrEnum):
    """What a cell of a register may hold."""

    YES_NO = "yes_no"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    TEXT = "text"
    CHOICE = "choice"


class FactType(StrEnum):
    """What a declared fact may be."""

    YES_NO = "yes_no"
    COUNT = "count"
    NUMBER = "number"


class Scope(StrEnum):
    """Whom a declared fact is said of."""

    COMMUNE = "commune"
    PROVINCE = "province"


class SetStatus(StrEnum):
    """How far a criteria set has come."""

    PUBLISHED = "published"
    DRAFT = "draft"
    AWAITING_GUIDANCE = "awaiting_guidance"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a `choice` column allows, and its name."""

    value: str
    title: Words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register. `minimum` and `maximum` bound numbers, inclusive."""

    name: str
    type: ColumnType
    title: Words
    key: bool = False
    note: Words | None = None
    unit: Words | None = None
    choices: tuple[Choice, ...] = ()
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A ledger that every commune keeps: one kind of row, a key within the commune, a column to call a row by."""

    name: str
    title: Words
    sheet: str
    row: Words
    rows: Words
    columns: tuple[Column, ...]
    label: str
    note: Words | None = None

    @property
    def key(self) -> Column:
        """The column that tells the rows of one commune apart."""
        return next(column for column in self.columns if column.key)

    @property
    def personal(self) -> bool:
        """Whether what a row is called by, its key or its name, says something of a person."""
        return self.key.personal or self.column(self.label).personal

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class DeclaredFact:
    """A fact that a commune (or the province) declares; `part_of` names the count that it cannot exceed.

    `ask_above`: a figure above it is hardly right; it is asked back about, and never refused.
    """

    name: str
    type: FactType
    title: Words
    unit: Words | None = None
    part_of: str | None = None
    ask_above: int | None = None
    scope: Scope = Scope.COMMUNE
    decimals: int = 0
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A legal document that the law cites."""

    id: str
    kind: str
    issuer: Words
    subject: Words
    issued_on: date | None = None
    status: str = "unknown"
    full_text: bool = False
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A dated reading that settles an ambiguity; `on_nothing`: it decides only where there is nothing to count."""

    id: str
    question: Words
    ruling: Words
    provisional: bool
    applied_from: date
    source: Words
    scope: tuple[str, ...] = ()
    on_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: what is given, on which day and for which group, and what must come out."""

    given: Mapping[str, object]
    expect: str
    line: int
    column: str = ""
    short: int | None = None
    on: date | None = None
    group: int = 0
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From a day on, by a ruling, a node asks something else."""

    since: date
    formula: Formula
    rulings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A condition or a group of conditions: the published text, its reading, and what decides it.

    Children of a node whose formula is not `AtLeastOf` are parts of a test of one row: they are shown with it, and its
    formula asks all of them, and its `own_test` when it has one, of the same row.
    """

    id: str
    title: Words
    formula: Formula
    children: tuple["Node", ...] = ()
    text: str = ""
    reads: str = ""
    en: str = ""
    place: Words | None = None
    basis: tuple[str, ...] = ()
    rulings: tuple[str, ...] = ()
    evidence: tuple[Words, ...] = ()
    says: Words | None = None
    asked_from: date | None = None
    asked_until: date | None = None
    own_test: RowTest | None = None
    changes: tuple[Change, ...] = ()
    examples: tuple[Example, ...] = field(default=(), compare=False)
    line: int = field(default=0, compare=False)

    @property
    def is_condition(self) -> bool:
        """Whether this is a leaf: a condition that the law counts, not a group of them."""
        return not self.children

    def walk(self) -> Iterator["Node"]:
        """This node and every one below it, parents first, in the order of the law."""
        yield self
        for child in self.children:
            yield from child.walk()

    def on(self, day: date) -> "Node | None":
        """This node as it reads on a day, or None when it is not asked then."""
        if (self.asked_from and day < self.asked_from) or (self.asked_until and day > self.asked_until):
            return None
        children = tuple(kept for child in self.children if (kept := child.on(day)))
        if self.children and not children:
            return None
        node = replace(self, children=children)
        for change in self.changes:
            if change.since <= day:
                rulings = tuple(dict.fromkeys(node.rulings + change.rulings))
                own_test = change.formula.tally.where if isinstance(change.formula, RowCount) else None
                node = replace(node, formula=change.formula, own_test=own_test, rulings=rulings)
        return replace(node, formula=on_one_row(node.formula, node.own_test, children))


def on_one_row(formula: Formula, own_test: RowTest | None, parts: Sequence[Node]) -> Formula:
    """`formula`, or when it counts rows in parts: the count of rows for which its own test and every part hold."""
    if not parts or not isinstance(formula, RowCount):
        return formula
    tests = [part.formula.tally.where for part in parts if isinstance(part.formula, RowCount)]
    together = both([test for test in (own_test, *tests) if test])
    return replace(formula, tally=replace(formula.tally, where=together))


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A criteria set: its source, where and when it holds, and its tree (None while guidance is awaited)."""

    id: str
    title: Words
    document: str
    status: SetStatus
    criterion: Node | None
    province: str = ""
    kind: str = "xã"
    guidance: str = ""
    annex: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    awaits: Words | None = None
    replaces: str = ""
    file: str = field(default="", compare=False)

    @property
    def never_held(self) -> bool:
        """Whether it was ended before it began."""
        return bool(self.valid_from and self.valid_until and self.valid_until < self.valid_from)

    def valid_on(self, day: date) -> bool:
        """Whether the set is published and holds on a day."""
        return self.status is SetStatus.PUBLISHED and self.dated_on(day)

    def dated_on(self, day: date) -> bool:
        """Whether a day lies within the set's days, published or not."""
        return (
            self.criterion is not None
            and (not self.valid_from or self.valid_from <= day)
            and (not self.valid_until or day <= self.valid_until)
        )

    def nodes(self) -> tuple[Node, ...]:
        """Every node, parents first, in the order of the law; empty while guidance is awaited."""
        return tuple(self.criterion.walk()) if self.criterion else ()

    def number(self, node: Node) -> str:
        """The number of a node within the set, 8.3.2; by it, nodes of two sets are matched."""
        return node.id.removeprefix(f"{self.id}-")

    @property
    def parts(self) -> tuple[Node, ...]:
        """The parts of the criterion, such as 8.1; a criterion without any is its own."""
        return (self.criterion.children or (self.criterion,)) if self.criterion else ()

    def on(self, day: date) -> "CriteriaSet":
        """The set as it reads on a day."""
        return replace(self, criterion=self.criterion.on(day) if self.criterion else None)


@dataclass(frozen=True, slots=True)
class Law:
    """Everything that is law here: sets, registers, declared facts, documents and rulings, each by its name.

    `others`: the versions of sets that held before those that `sets` shows, or will hold after them.
    """

    registers: Mapping[str, Register]
    facts: Mapping[str, DeclaredFact]
    documents: Mapping[str, Document]
    rulings: Mapping[str, Ruling]
    sets: Mapping[str, CriteriaSet]
    others: tuple[CriteriaSet, ...] = ()

    @property
    def versions(self) -> tuple[CriteriaSet, ...]:
        """Every version of every set: those that `sets` shows, then the others, newest first."""
        return (*self.sets.values(), *self.others)

    def conditions_asking(self, register: str, column: str) -> tuple[Node, ...]:
        """The conditions whose row test names a column of a register, in the order of the law."""
        return tuple(
            node
            for criteria_set in self.sets.values()
            for node in criteria_set.nodes()
            if node.is_condition and _asks(node.formula, register, column)
        )


def _asks(formula: Formula, register: str, column: str) -> bool:
    tally = tally_of(formula)
    if tally is None or tally.register != register:
        return False
    return any(column in test.columns for test in (tally.where, tally.among) if test)
