"""Where a dossier stands today: who has it in hand, and all that decides what may be done to it."""

from collections.abc import Iterable, Mapping
from datetime import date

from langso.accounts.door import Action, Answer, acting_for, may
from langso.accounts.models import Person
from langso.assessments.outline import Outline
from langso.dossiers import rules
from langso.dossiers.checking import live_outline, set_of, standing_rulings, to_recognise, to_submit
from langso.dossiers.kinds import Move, State
from langso.dossiers.models import Dossier, Recognition
from langso.dossiers.procedure import tiers
from langso.dossiers.rules import Situation
from langso.language import day as shown_day
from langso.language import gettext as _
from langso.places.models import Organisation, OrganisationKind, ReviewTier, Unit

ACTIONS: dict[Move, Action] = {
    Move.SUBMIT: Action.SUBMIT_DOSSIER,
    Move.TAKE_BACK: Action.SUBMIT_DOSSIER,
    Move.RETURN: Action.PASS_DOSSIER,
    Move.VERIFY: Action.PASS_DOSSIER,
    Move.APPRAISE: Action.PASS_DOSSIER,
    Move.REFUSE: Action.PASS_DOSSIER,
    Move.RECOGNISE: Action.DECIDE_RECOGNITION,
    Move.ANNOUNCE: Action.DECIDE_RECOGNITION,
    Move.WITHDRAW_RECOGNITION: Action.DECIDE_RECOGNITION,
}
"""What the door is asked for each move."""


def tier_in_hand(dossier: Dossier, day: date) -> OrganisationKind | None:
    """The kind of body that has the dossier in hand on a day.

    A body that has gone meanwhile (the districts, from July 2025) has left what it had in hand to the one after it.
    """
    if not dossier.tier:
        return None
    chain = tiers(day)
    if dossier.tier in chain or not chain:
        return OrganisationKind(dossier.tier)
    places = dict(ReviewTier.objects.order_by("since").values_list("body", "position"))
    return next((tier for tier in chain if places[tier] > places[dossier.tier]), chain[-1])


def body_names(communes: Iterable[Unit], day: date) -> Mapping[tuple[int, str], str]:
    """The names of the bodies of communes and of the units above them on a day, by unit and kind."""
    units = {unit.pk for commune in communes for unit in commune.line}
    found = Organisation.objects.on(day).filter(unit__in=units)
    return {(unit, kind): name for unit, kind, name in found.values_list("unit", "kind", "name")}


def body_name(
    commune: Unit, kind: OrganisationKind, day: date, names: Mapping[tuple[int, str], str] | None = None
) -> str:
    """What the body of a kind that stands nearest above a commune is called; the kind where none is kept.

    `names`: those of `body_names`, where they are at hand already.
    """
    known = body_names([commune], day) if names is None else names
    return next((known[unit.pk, kind] for unit in commune.line if (unit.pk, kind) in known), kind.words)


def holder(dossier: Dossier, day: date) -> str:
    """What the reviewing body that has the dossier in hand is called; "" where none has."""
    tier = tier_in_hand(dossier, day)
    return body_name(dossier.commune, tier, day) if tier else ""


def next_tier(dossier: Dossier, day: date) -> OrganisationKind | None:
    """The body after the one that has it in hand; None when that is the last."""
    chain, now = tiers(day), tier_in_hand(dossier, day)
    place = chain.index(now) if now in chain else len(chain) - 1
    return chain[place + 1] if place + 1 < len(chain) else None


def conditions_of(dossier: Dossier, day: date) -> list[str]:
    """The ids of the conditions that are ruled on, in the order of the law."""
    return [node.id for node in set_of(dossier, day).nodes() if node.is_condition]


def situation(dossier: Dossier, day: date, live: Outline | None = None) -> Situation:
    """The dossier's situation on a day. `live`: the commune's outline, where it is at hand already."""
    state = dossier.held
    tier = tier_in_hand(dossier, day)
    ruled = rules.Ruled()
    if state.is_under_review and tier:
        said = standing_rulings(dossier, dossier.round)
        nodes = conditions_of(dossier, day)
        ruled = rules.ruled(len(nodes), [r.held for (of, node), r in said.items() if of == tier and node in nodes])
    blocks: tuple[rules.Block, ...] = ()
    if state.is_with_commune:
        blocks = tuple(to_submit(dossier, live or live_outline(dossier, day)))
    recognition = Recognition.objects.filter(dossier=dossier).first()
    return Situation(
        state=state,
        is_last_tier=next_tier(dossier, day) is None,
        ruled=ruled,
        to_submit=blocks,
        to_recognise=tuple(to_recognise(dossier)) if state is State.APPRAISED else (),
        ended=_ended(dossier, day),
        announced=recognition is not None and recognition.announced_on is not None,
    )


def _ended(dossier: Dossier, day: date) -> str:
    unit = dossier.commune
    if unit.holds_on(day):
        return ""
    said = _("{unit} is no more since {day}; its dossiers can be read, and go no further")
    return said.format(unit=unit.full_name, day=shown_day(unit.until or day))


def may_move(person: Person | None, dossier: Dossier, move: Move, day: date, now: Situation | None = None) -> Answer:
    """Whether a person may make a move now: what the door says, whose hands it is in, and what is in the way."""
    action = ACTIONS[move]
    answer = may(person, action, dossier.commune)
    if not answer:
        return answer
    if action is Action.PASS_DOSSIER and (other := not_in_hand(person, dossier, action, day)):
        return Answer(False, other)
    return rules.allows(move, now or situation(dossier, day))


def not_in_hand(person: Person | None, dossier: Dossier, action: Action, day: date) -> str:
    """Why a person's body cannot act on the dossier now; "" when it has it in hand."""
    tier = tier_in_hand(dossier, day)
    if tier is None:
        return _("no reviewing body has it in hand")
    if body_for(person, dossier, action, tier) is None:
        return _("it is in the hands of: {body}").format(body=body_name(dossier.commune, tier, day))
    return ""


def body_for(
    person: Person | None, dossier: Dossier, action: Action, tier: OrganisationKind | None = None
) -> Organisation | None:
    """The body for which a person acts on a dossier, of a kind where one is given."""
    bodies = acting_for(person, action, dossier.commune) if person else []
    return next((body for body in bodies if tier is None or body.kind == tier), None)
