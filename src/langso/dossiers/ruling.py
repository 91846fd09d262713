"""What is said of a dossier on its way: rulings of the tiers, the commune's answers, attestations, who works on it.

All is appended. Two who rule at once do not overwrite each other: the second is shown what the first said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from langso import clock, problems
from langso.accounts.door import Action, Answer, acting_for, demand, may
from langso.accounts.models import Person
from langso.dossiers.checking import standing_rulings
from langso.dossiers.kinds import Opinion
from langso.dossiers.models import Attestation, Dossier, ProvinceSetting, Reply, TierRuling
from langso.dossiers.procedure import Check, checks, steps
from langso.dossiers.situation import body_name, conditions_of, not_in_hand, tier_in_hand
from langso.journal.changes import Change, change
from langso.language import day as shown_day
from langso.language import gettext as _
from langso.places.models import OrganisationKind
from langso.problems import BadInputError, Problem, Where, refuse


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion on a condition, with its reason."""

    opinion: Opinion
    reason: str = ""

    def repeats(self, there: TierRuling) -> bool:
        """Whether it says what a ruling says already."""
        return (there.opinion, there.reason) == (self.opinion, self.reason.strip())


def rule(person: Person | None, dossier: Dossier, said: Mapping[str, Said], *, seen: int = 0) -> list[TierRuling]:
    """Say what the tier that has the dossier in hand holds of some conditions, all or none.

    `seen`: the number of the latest ruling that was seen. Where a colleague has ruled otherwise since, it is refused.
    """
    demand(person, Action.RULE, dossier.commune)
    _check_reasons(said)
    with change("dossier.ruled", person, commune=dossier.commune_id, subject=str(dossier.pk)) as made:
        held = Dossier.objects.select_related("commune__parent__parent", "law").get(pk=dossier.pk)
        day = clock.today()
        tier = _check_in_hand(person, held, day)
        _check_nodes(held, list(said), day)
        standing = {node: r for (of, node), r in standing_rulings(held, held.round).items() if of == tier}
        for node, new in said.items():
            there = standing.get(node)
            if there and there.pk > seen and there.opinion != new.opinion:
                now = f"{there.held.words} ({there.person_name})"
                raise refuse(problems.STALE, Where(column=node), new.opinion.words, now=now, version=str(there.pk))
        fresh = {node: new for node, new in said.items() if node not in standing or not new.repeats(standing[node])}
        if not fresh:
            made.cancelled = True
            return []
        opinions = {node: new.opinion.value for node, new in fresh.items()}
        reasons = {node: new.reason.strip() for node, new in fresh.items() if new.reason.strip()}
        made.details = {"set": held.criteria_set, "tier": tier, "rulings": opinions, "reasons": reasons}
        return [
            TierRuling.objects.create(
                dossier=held, tier=tier, round=held.round, node=node, opinion=new.opinion, reason=new.reason.strip(),
                **_signed(made),
            )
            for node, new in fresh.items()
        ]  # fmt: skip


def _check_reasons(said: Mapping[str, Said]) -> None:
    faults = [
        Problem(problems.OPINION_REASON, Where(column=node), details={"opinion": new.opinion.words, "node": node})
        for node, new in said.items()
        if new.opinion is not Opinion.AGREE and not new.reason.strip()
    ]
    if faults:
        raise BadInputError(faults)


def _check_in_hand(person: Person | None, dossier: Dossier, day: date) -> OrganisationKind:
    tier = tier_in_hand(dossier, day)
    if not dossier.held.is_under_review or tier is None:
        raise refuse(problems.MOVE_REFUSED, reason=dossier.held.words)
    if not_in_hand(person, dossier, Action.RULE, day):
        bodies = acting_for(person, Action.RULE, dossier.commune) if person else []
        name = bodies[0].name if bodies else ""
        raise refuse(problems.NOT_IN_HAND, body=name, holder=body_name(dossier.commune, tier, day))
    return tier


def _check_nodes(dossier: Dossier, nodes: list[str], day: date) -> None:
    asked = set(conditions_of(dossier, day))
    for node in nodes:
        if node not in asked:
            raise refuse(problems.NODE_NOT_ASKED, Where(column="node"), node, criteria_set=dossier.criteria_set)


def reply(person: Person | None, dossier: Dossier, node: str, text: str) -> Reply:
    """Answer the rulings on a condition, while the dossier is with the commune."""
    demand(person, Action.PREPARE_DOSSIER, dossier.commune)
    if not text.strip():
        raise refuse(problems.REPLY_MISSING, Where(column="text"))
    with change("dossier.replied", person, commune=dossier.commune_id, subject=str(dossier.pk)) as made:
        held = Dossier.objects.select_related("law").get(pk=dossier.pk)
        if not held.held.is_with_commune:
            raise refuse(problems.MOVE_REFUSED, reason=held.held.words)
        _check_nodes(held, [node], clock.today())
        made.details = {"set": held.criteria_set, "node": node, "text": text.strip()}
        return Reply.objects.create(dossier=held, round=held.round, node=node, text=text.strip(), **_signed(made))


@dataclass(frozen=True, slots=True)
class Attested:
    """How a check stands: see `Attestation.value`; the day it is of, and where that comes from."""

    value: int | None
    as_of: date
    source: str


def may_attest(person: Person | None, dossier: Dossier) -> Answer:
    """Whether a person may say how the checks of a dossier stand now.

    What the commune says of itself is handed in with the dossier: from then on it is for those who review it, and for
    bodies beside the procedure.
    """
    answer = may(person, Action.ATTEST, dossier.commune)
    if not answer or person is None:
        return answer
    if not dossier.held.is_open:
        return Answer(False, dossier.held.words)
    bodies = {body.kind for body in acting_for(person, Action.ATTEST, dossier.commune)}
    if not dossier.held.is_with_commune and bodies == {OrganisationKind.COMMUNE_COMMITTEE}:
        return Answer(False, _("the commune has handed it in: those who review it attest from now on"))
    return answer


def attest(person: Person | None, dossier: Dossier, check_id: str, said: Attested) -> Attestation:
    """Say how a check beside the criteria stands."""
    demand(person, Action.ATTEST, dossier.commune)
    check = _check(dossier, check_id)
    _check_source(said)
    with change("dossier.attested", person, commune=dossier.commune_id, subject=str(dossier.pk)) as made:
        held = Dossier.objects.select_related("commune__parent__parent").get(pk=dossier.pk)
        answer = may_attest(person, held)
        if not answer:
            raise refuse(problems.MOVE_REFUSED, reason=answer.reason)
        made.details = {
            "set": held.criteria_set, "check": check.id, "value": said.value, "as_of": said.as_of.isoformat(),
            "source": said.source.strip(),
        }  # fmt: skip
        return Attestation.objects.create(
            dossier=held, check_id=check.id, value=said.value, as_of=said.as_of, source=said.source.strip(),
            **_signed(made),
        )  # fmt: skip


def _check(dossier: Dossier, check_id: str) -> Check:
    asked = [check for check in checks(dossier.criteria_set) if check.kind != "recognised"]
    for check in asked:
        if check.id == check_id:
            return check
    names = ", ".join(check.id for check in asked)
    raise refuse(problems.CHECK_UNKNOWN, Where(column="check"), check_id, names=names)


def _check_source(said: Attested) -> None:
    if said.value is not None and not said.source.strip():
        raise refuse(problems.SOURCE_MISSING, Where(column="source"))
    if said.as_of > clock.today():
        raise refuse(problems.DATE_IN_FUTURE, Where(column="as_of"), shown_day(said.as_of))


def share_of(text: str) -> int:
    """A percentage as people write it, 92,5, in hundredths of a percent. BadInputError for anything else."""
    try:
        number = Decimal(text.strip().rstrip("%").strip().replace(",", ".")) * 100
    except InvalidOperation:
        raise refuse(problems.SHARE_WRONG, Where(column="value"), text) from None
    if not number.is_finite() or number != int(number) or not 0 <= number <= 10_000:
        raise refuse(problems.SHARE_WRONG, Where(column="value"), text)
    return int(number)


def assign(person: Person | None, dossier: Dossier, to: Person | None) -> None:
    """Say who of the body that has it in hand works on the dossier."""
    demand(person, Action.RULE, dossier.commune)
    with change("dossier.assigned", person, commune=dossier.commune_id, subject=str(dossier.pk)) as made:
        held = Dossier.objects.select_related("commune__parent__parent").get(pk=dossier.pk)
        day = clock.today()
        _check_in_hand(person, held, day)
        if to is not None:
            demand(to, Action.RULE, held.commune)
            _check_in_hand(to, held, day)
        made.details = {"set": held.criteria_set, "to": to.pk if to else None}
        Dossier.objects.filter(pk=held.pk).update(assignee=to)
    dossier.assignee = to


def set_procedure(person: Person | None, subject: str, basis: str, threshold: int | None = None) -> None:
    """Set the basis of a step or a check of the procedure, and the threshold of a check that is a share."""
    demand(person, Action.KEEP_PROCEDURE)
    shares = {check.id for check in checks() if check.kind == "share"}
    known = [step.move.value for step in steps()] + [check.id for check in checks()]
    if subject not in known or (threshold is not None and subject not in shares):
        raise refuse(problems.CHECK_UNKNOWN, Where(column="subject"), subject, names=", ".join(known))
    with change("procedure.set", person, subject=subject) as made:
        made.details = {"basis": basis.strip(), "threshold": threshold}
        ProvinceSetting.objects.create(
            subject=subject, basis=basis.strip(), threshold=threshold, at=made.at, event=made.number
        )


def _signed(made: Change) -> dict[str, Any]:
    actor = made.actor
    return {
        "person": actor.pk if actor else 0, "person_name": actor.name if actor else "", "at": made.at,
        "event": made.number,
    }  # fmt: skip
