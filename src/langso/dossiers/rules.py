"""What may be done to a dossier in a situation, with the reason. Pure: pages and actions ask the same functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from langso.accounts.door import Answer
from langso.dossiers.kinds import Move, Opinion, State
from langso.language import gettext as _
from langso.language import ngettext, whole

YES = Answer(True)


class BlockKind(StrEnum):
    """What sort of thing keeps a dossier from going on."""

    CONDITION = "condition"
    CHECK = "check"
    REPLY = "reply"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that keeps a dossier from going on: what it is about, and why in words."""

    kind: BlockKind
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """How far the tier that has a dossier in hand has come with its conditions in this round."""

    conditions: int = 0
    agreed: int = 0
    disagreed: int = 0
    asked: int = 0

    @property
    def open(self) -> int:
        """Conditions that nothing was said of yet."""
        return self.conditions - self.agreed - self.disagreed - self.asked


def ruled(conditions: int, opinions: Sequence[Opinion]) -> Ruled:
    """The count of the opinions that hold, one a condition at most."""
    said = list(opinions)
    return Ruled(conditions, said.count(Opinion.AGREE), said.count(Opinion.DISAGREE), said.count(Opinion.ASK))


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides what may be done: the state, whether the tier in hand is the last, what is in the way."""

    state: State
    is_last_tier: bool = False
    ruled: Ruled = Ruled()
    to_submit: tuple[Block, ...] = ()
    to_recognise: tuple[Block, ...] = ()
    ended: str = ""
    announced: bool = False


_FROM: dict[Move, tuple[State, ...]] = {
    Move.SUBMIT: (State.DRAFT, State.RETURNED),
    Move.TAKE_BACK: (State.DRAFT, State.SUBMITTED, State.RETURNED, State.VERIFIED, State.APPRAISED),
    Move.RETURN: (State.SUBMITTED, State.VERIFIED, State.APPRAISED),
    Move.VERIFY: (State.SUBMITTED, State.VERIFIED),
    Move.APPRAISE: (State.SUBMITTED, State.VERIFIED),
    Move.REFUSE: (State.SUBMITTED, State.VERIFIED, State.APPRAISED),
    Move.RECOGNISE: (State.APPRAISED,),
    Move.ANNOUNCE: (State.RECOGNISED,),
    Move.WITHDRAW_RECOGNITION: (State.RECOGNISED,),
}

_LEADS_TO = {
    Move.SUBMIT: State.SUBMITTED,
    Move.TAKE_BACK: State.TAKEN_BACK,
    Move.RETURN: State.RETURNED,
    Move.VERIFY: State.VERIFIED,
    Move.APPRAISE: State.APPRAISED,
    Move.REFUSE: State.REFUSED,
    Move.RECOGNISE: State.RECOGNISED,
    Move.ANNOUNCE: State.RECOGNISED,
    Move.WITHDRAW_RECOGNITION: State.RECOGNITION_WITHDRAWN,
}

NEEDS_REASON = (Move.RETURN, Move.REFUSE, Move.TAKE_BACK, Move.WITHDRAW_RECOGNITION)
"""Moves that are not made without saying why."""


def leads_to(move: Move) -> State:
    """The state after a move."""
    return _LEADS_TO[move]


def is_from(move: Move, state: State) -> bool:
    """Whether a move can be made from a state at all."""
    return state in _FROM.get(move, ())


def allows(move: Move, now: Situation) -> Answer:
    """Whether the situation lets a move be made, whoever asks. The reason names everything that is in the way."""
    if not is_from(move, now.state):
        said = _("the dossier stands at “{state}”, and from there this cannot be done")
        return Answer(False, said.format(state=now.state.words))
    if now.ended and move not in (Move.WITHDRAW_RECOGNITION, Move.TAKE_BACK):
        return Answer(False, now.ended)
    match move:
        case Move.SUBMIT:
            return _unblocked(now.to_submit)
        case Move.VERIFY if now.is_last_tier:
            return Answer(False, _("the body that has it in hand is the last; it appraises"))
        case Move.APPRAISE if not now.is_last_tier:
            return Answer(False, _("another body appraises after the one that has it in hand"))
        case Move.VERIFY | Move.APPRAISE:
            return _all_agreed(now.ruled)
        case Move.RECOGNISE:
            return _unblocked(now.to_recognise)
        case Move.ANNOUNCE if now.announced:
            return Answer(False, _("it has been announced already"))
    return YES


def _unblocked(blocks: Sequence[Block]) -> Answer:
    if not blocks:
        return YES
    n = len(blocks)
    said = ngettext("{n} thing is in the way: {first}", "{n} things are in the way; the first: {first}", n)
    return Answer(False, said.format(n=whole(n), first=blocks[0].words.rstrip(".")))


def _all_agreed(ruled: Ruled) -> Answer:
    if ruled.open:
        n = ruled.open
        said = ngettext("{n} condition has not been ruled on", "{n} conditions have not been ruled on", n)
        return Answer(False, said.format(n=whole(n)))
    if ruled.disagreed or ruled.asked:
        said = _("{n} conditions are disputed or need more; return the dossier, or refuse it")
        return Answer(False, said.format(n=whole(ruled.disagreed + ruled.asked)))
    return YES
