"""What holds of directives: numbers and signs, validity on a day, which step may follow. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from langso.accounts.door import Answer
from langso.criteria import CriteriaSet, Node
from langso.criteria.reasons import Figure, RatioFigures, RowFigures
from langso.directives.kinds import Force, PartState, TaskState
from langso.language import gettext as _
from langso.vietnamese import fold

YES = Answer(True)

# Documents

_NOTATION = re.compile(r"(\d{1,9})\s*[/-]?\s*(.*)", re.ASCII)


def notation_of(text: str) -> tuple[int | None, str]:
    """Number and sign as they are compared: "1414 /STTTT-BCVTCNTT" is 1414 and "sttt-bcvtcntt", "05/QĐ-UBND" is 5.

    What stands before the first digit, such as "QĐ ", is none of them. (None, "") for what has no number.
    """
    digits = re.search(r"\d", text, re.ASCII)
    match = _NOTATION.fullmatch(text[digits.start() :].strip()) if digits else None
    return (int(match[1]), fold(match[2]).replace(" ", "")) if match else (None, "")


def is_same_notation(one: str, other: str) -> bool:
    """Whether two documents bear the same number and sign."""
    number, sign = notation_of(one)
    return number is not None and (number, sign) == notation_of(other)


def force(
    since: date | None, until: date | None, day: date, *, replaced_on: date | None = None, withdrawn: bool = False
) -> Force:
    """Whether a document holds on a day. Without a first day nobody can say, unless it has been replaced by then."""
    if withdrawn:
        return Force.WITHDRAWN
    if replaced_on and replaced_on <= day:
        return Force.REPLACED
    if until and until < day:
        return Force.ENDED
    if since is None:
        return Force.UNKNOWN
    return Force.IN_FORCE if since <= day else Force.NOT_YET


# Nodes of the law


def lineages(sets: Iterable[CriteriaSet]) -> dict[str, tuple[str, ...]]:
    """By id of each node: itself, the groups above it, and its set. What is said of one of them is said of it."""
    found: dict[str, tuple[str, ...]] = {}
    for criteria_set in sets:
        found.setdefault(criteria_set.id, (criteria_set.id,))
        if criteria_set.criterion is None:
            continue
        waiting: list[tuple[Node, tuple[str, ...]]] = [(criteria_set.criterion, (criteria_set.id,))]
        while waiting:
            node, above = waiting.pop()
            chain = (node.id, *above)
            found.setdefault(node.id, chain)
            waiting += [(child, chain) for child in node.children]
    return found


# Recommendations and tasks

_PART: Mapping[PartState, tuple[PartState, ...]] = {
    PartState.DRAFT: (PartState.SENT,),
    PartState.SENT: (PartState.CONSIDERED, PartState.ACCEPTED, PartState.REFUSED),
    PartState.CONSIDERED: (PartState.ACCEPTED, PartState.REFUSED),
    PartState.ACCEPTED: (PartState.PLANNED,),
    PartState.PLANNED: (PartState.UNDERWAY,),
    PartState.UNDERWAY: (PartState.DONE,),
}


def next_of_part(state: PartState) -> tuple[PartState, ...]:
    """The states that can follow."""
    return _PART.get(state, ())


def may_move_part(state: PartState, to: PartState, *, has_plan: bool, words: str) -> Answer:
    """Whether what was recommended can go from one state to another."""
    if to not in next_of_part(state):
        said = _("it stands at “{state}”, and “{to}” does not follow")
        return Answer(False, said.format(state=state.words, to=to.words))
    if to is PartState.PLANNED and not has_plan:
        return Answer(False, _("choose the plan that answers it"))
    if to is PartState.REFUSED and not words:
        return Answer(False, _("write down why it was not accepted"))
    return YES


_BY_OWNER: Mapping[TaskState, tuple[TaskState, ...]] = {
    TaskState.ASSIGNED: (TaskState.UNDERWAY, TaskState.REPORTED),
    TaskState.UNDERWAY: (TaskState.REPORTED,),
}
_BY_KEEPER: Mapping[TaskState, tuple[TaskState, ...]] = {
    TaskState.ASSIGNED: (TaskState.DROPPED,),
    TaskState.UNDERWAY: (TaskState.DROPPED,),
    TaskState.REPORTED: (TaskState.DONE, TaskState.UNDERWAY, TaskState.DROPPED),
}


def next_of_task(state: TaskState, *, owns: bool, keeps: bool) -> tuple[TaskState, ...]:
    """The states that can follow, for whoever does the task and for whoever gave it."""
    return (*(_BY_OWNER.get(state, ()) if owns else ()), *(_BY_KEEPER.get(state, ()) if keeps else ()))


def may_move_task(state: TaskState, to: TaskState, *, owns: bool, keeps: bool, words: str) -> Answer:
    """Whether a task can go from one state to another."""
    if to not in next_of_task(state, owns=owns, keeps=keeps):
        said = _("the task stands at “{state}”, and you cannot set it to “{to}”")
        return Answer(False, said.format(state=state.words, to=to.words))
    if needs_words(state, to) and not words:
        return Answer(False, _("write down what was done, or why"))
    return YES


def needs_words(state: TaskState, to: TaskState) -> bool:
    """Whether a step is not taken without saying something: what was done, why it is given back or dropped."""
    return to in (TaskState.REPORTED, TaskState.DROPPED) or (state, to) == (TaskState.REPORTED, TaskState.UNDERWAY)


def is_late(due: date | None, state: TaskState, day: date) -> bool:
    """Whether the day that a plan gave has passed and the task is not even reported."""
    return due is not None and due < day and state in (TaskState.ASSIGNED, TaskState.UNDERWAY)


# Targets


@dataclass(frozen=True, slots=True)
class Share:
    """What share a condition's figures come to, at least and at most; at most None where nobody can say."""

    lo: Fraction
    hi: Fraction | None


def share_of(figures: Figure) -> Share | None:
    """The share that a condition's figures come to; None for what is no share, or a share of nothing.

    While a register is open, rows may be added: nothing is known of the share then.
    """
    match figures:
        case RowFigures(_register, true, blank, _false, rows, closed):
            if not closed:
                return Share(Fraction(0), None)
            return Share(Fraction(true, rows), Fraction(true + blank, rows)) if rows else None
        case RatioFigures(_part, _whole, (lo, hi), (least, most)):
            if most == 0:
                return None
            return Share(
                Fraction(lo, most) if most else Fraction(0), Fraction(hi, least) if hi is not None and least else None
            )
    return None


def reached(percent: Decimal, share: Share | None) -> bool | None:
    """Whether a target is reached; None where the figures do not say yet."""
    if share is None:
        return None
    wanted = Fraction(percent) / 100
    if share.lo >= wanted:
        return True
    return False if share.hi is not None and share.hi < wanted else None
