"""Which conditions of the law use a register, a column or a declared fact, and how a note says so."""

from collections.abc import Iterable
from dataclasses import dataclass

from langso.criteria.formula import Formula, facts_of, tally_of
from langso.criteria.law import (
    Column,
    CriteriaSet,
    DeclaredFact,
    Law,
    Node,
    Register,
)
from langso.criteria.rowtest import All, Any, Blank, Not, Term
from langso.exchange.workbook import wording
from langso.language import Language, current_language


@dataclass(frozen=True, slots=True)
class Use:
    """A condition that uses something, its set, and the part of the criterion under which it stands."""

    criteria_set: CriteriaSet
    part: Node
    node: Node


def conditions(law: Law) -> tuple[Use, ...]:
    """Every condition of the law, in its order."""
    return tuple(
        Use(criteria_set, part, node)
        for criteria_set in law.sets.values()
        if criteria_set.criterion
        for part in criteria_set.criterion.children
        for node in part.walk()
        if node.is_condition
    )


def using_register(law: Law, register: Register) -> tuple[Use, ...]:
    """The conditions that count rows of a register."""
    return tuple(
        use for use in conditions(law) if (tally := tally_of(use.node.formula)) and tally.register == register.name
    )


def counting_rows(law: Law, register: Register) -> tuple[Node, ...]:
    """The conditions that count the rows of a register whatever their columns say."""
    return tuple(
        use.node
        for use in using_register(law, register)
        if (tally := tally_of(use.node.formula)) and tally.where is None
    )


def using_fact(law: Law, fact: DeclaredFact) -> tuple[Use, ...]:
    """The conditions that ask a declared fact, now or from some day on."""
    return tuple(use for use in conditions(law) if any(fact.name in facts_of(f) for f in _formulas(use.node)))


def blank_is_unknown(law: Law, register: Register, column: Column) -> bool:
    """Whether some condition does not know what to make of a blank cell of a column.

    A condition that only asks whether the cell is blank does know.
    """
    tallies = (tally_of(node.formula) for node in law.conditions_asking(register.name, column.name))
    tests = (test for tally in tallies if tally for test in (tally.where, tally.among) if test)
    return any(_reads(test.term, column.name) for test in tests)


def _reads(term: Term, column: str) -> bool:
    match term:
        case Blank():
            return False
        case Not(inner):
            return _reads(inner, column)
        case All(terms) | Any(terms):
            return any(_reads(inner, column) for inner in terms)
        case _:
            return term.column == column


def _formulas(node: Node) -> Iterable[Formula]:
    return (node.formula, *(change.formula for change in node.changes))


def ids(nodes: Iterable[Node]) -> str:
    """The conditions' names in a row."""
    return ", ".join(node.id for node in nodes)


def quoted(nodes: Iterable[Node]) -> str:
    """The conditions with their legal text and its place, one a line."""
    in_english = current_language() is Language.EN
    return "\n".join(
        str(wording.CONDITION_LINE).format(
            id=node.id,
            title=node.title,
            text=(node.en if in_english else node.reads or node.text).strip(),
            place=node.place or "",
        )
        for node in nodes
    )
