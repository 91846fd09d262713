"""Every move from every state by every role: the table says who may; everybody else is refused and nothing changes."""

from collections.abc import Callable
from typing import Any

import pytest

from dossiers.test_on_its_way import DECISION, agree_to_all, attest_everything
from langso.accounts.models import Role
from langso.dossiers.actions import pass_on, refuse_dossier, return_for_more, submit, take_back
from langso.dossiers.kinds import Move, State
from langso.dossiers.models import Dossier, Stage
from langso.dossiers.recognising import announce, recognise, withdraw
from langso.journal.models import Event
from langso.problems import BadInputError
from workplace import DAY, Workplace

pytestmark = pytest.mark.django_db

LEADER, DISTRICT, HEAD = Role.COMMUNE_LEADER, Role.DISTRICT_REVIEWER, Role.DEPARTMENT_LEADER
COORDINATION = Role.COORDINATION_OFFICER

MAY: dict[State, dict[Move, set[Role]]] = {
    State.DRAFT: {Move.SUBMIT: {LEADER}, Move.TAKE_BACK: {LEADER}},
    State.SUBMITTED: {
        Move.TAKE_BACK: {LEADER}, Move.RETURN: {DISTRICT}, Move.VERIFY: {DISTRICT}, Move.REFUSE: {DISTRICT},
    },
    State.RETURNED: {Move.SUBMIT: {LEADER}, Move.TAKE_BACK: {LEADER}},
    State.VERIFIED: {
        Move.TAKE_BACK: {LEADER}, Move.RETURN: {HEAD}, Move.APPRAISE: {HEAD}, Move.REFUSE: {HEAD},
    },
    State.APPRAISED: {
        Move.TAKE_BACK: {LEADER}, Move.RETURN: {HEAD}, Move.REFUSE: {HEAD}, Move.RECOGNISE: {HEAD, COORDINATION},
    },
    State.RECOGNISED: {
        Move.ANNOUNCE: {HEAD, COORDINATION}, Move.WITHDRAW_RECOGNITION: {HEAD, COORDINATION},
    },
    State.REFUSED: {},
    State.TAKEN_BACK: {},
    State.RECOGNITION_WITHDRAWN: {},
}  # fmt: skip

MAKE: dict[Move, Callable[[Any, Dossier], Any]] = {
    Move.SUBMIT: lambda who, d: submit(who, d, seen=d.version),
    Move.TAKE_BACK: lambda who, d: take_back(who, d, seen=d.version, reason="Lý do"),
    Move.RETURN: lambda who, d: return_for_more(who, d, seen=d.version, reason="Lý do"),
    Move.VERIFY: lambda who, d: pass_on(who, d, seen=d.version),
    Move.APPRAISE: lambda who, d: pass_on(who, d, seen=d.version),
    Move.REFUSE: lambda who, d: refuse_dossier(who, d, seen=d.version, reason="Lý do"),
    Move.RECOGNISE: lambda who, d: recognise(who, d, DECISION, seen=d.version),
    Move.ANNOUNCE: lambda who, d: announce(who, d, DAY, seen=d.version),
    Move.WITHDRAW_RECOGNITION: lambda who, d: withdraw(who, d, "15/QĐ", DAY, "Lý do", seen=d.version),
}


def bring_to(state: State, people: Any, dossier: Dossier) -> None:
    """The dossier in a state from which, as far as it goes, nothing is in the way."""
    if state is State.DRAFT:
        return
    if state is State.TAKEN_BACK:
        MAKE[Move.TAKE_BACK](people.leader, dossier)
        return
    MAKE[Move.SUBMIT](people.leader, dossier)
    agree_to_all(people.district, dossier)
    if state in (State.SUBMITTED, State.RETURNED, State.REFUSED):
        move = {State.RETURNED: Move.RETURN, State.REFUSED: Move.REFUSE}.get(state)
        if move:
            MAKE[move](people.district, dossier)
        return
    MAKE[Move.VERIFY](people.district, dossier)
    agree_to_all(people.specialist, dossier)
    if state is State.VERIFIED:
        return
    MAKE[Move.APPRAISE](people.department, dossier)
    attest_everything(people, dossier)
    if state is not State.APPRAISED:
        MAKE[Move.RECOGNISE](people.department, dossier)
    if state is State.RECOGNITION_WITHDRAWN:
        MAKE[Move.WITHDRAW_RECOGNITION](people.department, dossier)


@pytest.mark.parametrize("state", list(State))
def test_whoever_is_not_in_the_table_is_refused_and_nothing_changes(
    state: State, people: Any, dossier: Dossier, workplace: Workplace
) -> None:
    bring_to(state, people, dossier)
    assert dossier.held is state
    before = Stage.objects.count(), Event.objects.count()
    for move, make in MAKE.items():
        for role, person in [*workplace.people.items(), (None, None)]:
            if role in MAY[state].get(move, ()):
                continue
            if move in (Move.VERIFY, Move.APPRAISE) and role in MAY[state].get(_other(move), ()):
                continue
            assert refused(make, person, dossier), f"{role} may {move} from {state}"
    assert (Stage.objects.count(), Event.objects.count()) == before
    assert Dossier.objects.get(pk=dossier.pk).version == dossier.version


def refused(make: Callable[[Any, Dossier], Any], person: Any, dossier: Dossier) -> bool:
    try:
        make(person, Dossier.objects.get(pk=dossier.pk))
    except BadInputError:
        return True
    return False


def _other(move: Move) -> Move:
    """Passing on is verifying or appraising, as the body that has it in hand is the last or not."""
    return Move.APPRAISE if move is Move.VERIFY else Move.VERIFY


@pytest.mark.parametrize(
    "case",
    [(state, move, role) for state, moves in MAY.items() for move, roles in moves.items() for role in sorted(roles)],
    ids="-".join,
)
def test_whoever_is_in_the_table_may(
    case: tuple[State, Move, Role], people: Any, dossier: Dossier, workplace: Workplace
) -> None:
    state, move, role = case
    bring_to(state, people, dossier)
    MAKE[move](workplace.people[role], Dossier.objects.get(pk=dossier.pk))
    assert dossier.stages.last().made is move
