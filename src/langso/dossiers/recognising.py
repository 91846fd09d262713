"""Recognition: decided, announced, withdrawn with its cause; and recognitions decided outside the product, recorded."""

import re
from dataclasses import dataclass
from datetime import date

from langso import clock, problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.dossiers.actions import check_votes, moving, reviewed
from langso.dossiers.content import Plain
from langso.dossiers.kinds import Move
from langso.dossiers.models import Dossier, Recognition
from langso.journal.changes import change
from langso.language import day as day_words
from langso.places.models import Unit
from langso.problems import Where, refuse
from langso.registers.law import law

_NUMBER = re.compile(r"\d+\w{0,3}(/\d{4})?/[^\W\d_][\w–-]*")
"""Number and sign of a decision: 3021/QĐ-UBND, 12a/2022/QĐ-UBND."""

CODE = 12
"""The length of the code by which anyone finds a recognition: so much of its seal, or the number of its event."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it stands on paper, and the votes of the council before it where they are known."""

    number: str
    decided_on: date
    issuer: str
    votes_for: int | None = None
    votes_cast: int | None = None


def recognise(person: Person | None, dossier: Dossier, decision: Decision, *, seen: int) -> Recognition:
    """Record that the commune is recognised, by a decision. What it was decided on is sealed."""
    with moving(person, dossier, Move.RECOGNISE, seen=seen) as m:
        _check_decision(decision, _submitted_on(m.dossier))
        _check_new(m.dossier.commune, m.dossier.criteria_set)
        stage = m.seal({**reviewed(m.dossier), "decision": _plain(decision)})
        recognition = Recognition.objects.create(
            commune=m.dossier.commune, criteria_set=m.dossier.criteria_set, dossier=m.dossier,
            code=stage.seal[:CODE], decision_number=decision.number.strip(), decided_on=decision.decided_on,
            issuer=decision.issuer.strip(), votes_for=decision.votes_for, votes_cast=decision.votes_cast,
            at=m.made.at, event=m.made.number,
        )  # fmt: skip
        m.dossier.tier = ""
        m.made.details |= {"number": recognition.decision_number, "code": recognition.code}
    return recognition


def _plain(decision: Decision) -> Plain:
    return {
        "number": decision.number.strip(),
        "decided_on": decision.decided_on.isoformat(),
        "issuer": decision.issuer.strip(),
        "votes_for": decision.votes_for,
        "votes_cast": decision.votes_cast,
    }


def _submitted_on(dossier: Dossier) -> date:
    """The day before which nothing can have been decided on the dossier: that of its latest submission."""
    return clock.day_of(dossier.stages.filter(move=Move.SUBMIT).latest("number").at)


def _check_decision(decision: Decision, since: date = date.min) -> None:
    number, day = decision.number.strip(), decision.decided_on
    if not number:
        raise refuse(problems.DECISION_NUMBER, Where(column="number"))
    if not _NUMBER.fullmatch(number):
        raise refuse(problems.DECISION_NUMBER_ODD, Where(column="number"), number)
    if day > clock.today():
        raise refuse(problems.DECISION_IN_FUTURE, Where(column="decided_on"), day_words(day))
    if day < since:
        raise refuse(problems.DECISION_DAY, Where(column="decided_on"), day_words(day), since=day_words(since))
    same = Recognition.objects.filter(decision_number=number, issuer=decision.issuer.strip(), decided_on__year=day.year)
    if (other := same.exclude(decided_on=day).first()) is not None:
        held = day_words(other.decided_on)
        raise refuse(problems.DECISION_OF_ANOTHER_DAY, Where(column="number"), number, day=held)
    check_votes(decision.votes_for, decision.votes_cast)


def _check_new(unit: Unit, criteria_set: str) -> None:
    held = Recognition.objects.in_force().filter(commune=unit, criteria_set=criteria_set).first()
    if held:
        raise refuse(problems.RECOGNISED_ALREADY, value=criteria_set, unit=unit.full_name, number=held.decision_number)


def announce(person: Person | None, dossier: Dossier, announced_on: date, *, seen: int) -> None:
    """Record the day on which the recognition was announced."""
    if announced_on > clock.today():
        raise refuse(problems.DECISION_IN_FUTURE, Where(column="announced_on"), day_words(announced_on))
    with moving(person, dossier, Move.ANNOUNCE, seen=seen) as m:
        Recognition.objects.filter(dossier=m.dossier).update(announced_on=announced_on)
        m.seal({**reviewed(m.dossier), "announced_on": announced_on.isoformat()})


def withdraw(
    person: Person | None, dossier: Dossier, number: str, withdrawn_on: date, cause: str, *, seen: int
) -> None:
    """Record that the recognition was withdrawn, by which decision and why. The commune may apply again."""
    _check_decision(Decision(number, withdrawn_on, ""))
    with moving(person, dossier, Move.WITHDRAW_RECOGNITION, seen=seen, reason=cause) as m:
        Recognition.objects.filter(dossier=m.dossier).update(
            withdrawn_on=withdrawn_on, withdrawn_number=number.strip(), withdrawn_cause=cause.strip(),
            withdrawn_event=m.made.number,
        )  # fmt: skip
        withdrawal = {"number": number.strip(), "withdrawn_on": withdrawn_on.isoformat(), "cause": cause.strip()}
        m.seal({**reviewed(m.dossier), "withdrawal": withdrawal})


def check_recordable(unit: Unit, criteria_set: str, decision: Decision, source: str) -> None:
    """Refuse to record what cannot be, or is there already."""
    _check_decision(decision)
    if not source.strip():
        raise refuse(problems.SOURCE_MISSING, Where(column="source"))
    if criteria_set not in law().sets:
        raise refuse(problems.SET_NOT_KNOWN, Where(column="set"), criteria_set, names=", ".join(law().sets))
    _check_new(unit, criteria_set)


def record(person: Person | None, unit: Unit, criteria_set: str, decision: Decision, source: str) -> Recognition:
    """Record a recognition that was decided outside the product, with where that stands."""
    demand(person, Action.DECIDE_RECOGNITION, unit)
    check_recordable(unit, criteria_set, decision, source)
    with change("recognition.recorded", person, commune=unit.pk) as made:
        _check_new(unit, criteria_set)
        recognition = Recognition.objects.create(
            commune=unit, criteria_set=criteria_set, code=f"{made.number:0{CODE}d}",
            decision_number=decision.number.strip(), decided_on=decision.decided_on, issuer=decision.issuer.strip(),
            votes_for=decision.votes_for, votes_cast=decision.votes_cast, source=source.strip(), at=made.at,
            event=made.number,
        )  # fmt: skip
        made.subject = criteria_set
        made.details = {**_plain(decision), "source": source.strip()}
    return recognition


def withdraw_recorded(
    person: Person | None, recognition: Recognition, number: str, withdrawn_on: date, cause: str
) -> None:
    """Record that a recognition decided outside the product was withdrawn. One with a dossier goes its way there."""
    demand(person, Action.DECIDE_RECOGNITION, recognition.commune)
    _check_decision(Decision(number, withdrawn_on, ""))
    if not cause.strip():
        raise refuse(problems.REASON_MISSING, Where(column="cause"))
    with change(
        "recognition.withdrawn", person, commune=recognition.commune_id, subject=recognition.code, reason=cause.strip()
    ) as made:
        held = Recognition.objects.filter(pk=recognition.pk, dossier=None, withdrawn_on=None)
        made.details = {
            "set": recognition.criteria_set, "number": number.strip(), "withdrawn_on": withdrawn_on.isoformat(),
        }  # fmt: skip
        if not held.update(
            withdrawn_on=withdrawn_on, withdrawn_number=number.strip(), withdrawn_cause=cause.strip(),
            withdrawn_event=made.number,
        ):  # fmt: skip
            raise refuse(problems.WITHDRAWN_ALREADY, value=recognition.decision_number)
    recognition.refresh_from_db()
