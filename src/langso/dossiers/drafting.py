"""The stage that comes next, as it would be sealed if it were made now: to be read before anybody decides.

Nothing is written, and nobody is bound by it.
"""

from langso import clock
from langso.accounts.door import Action, may
from langso.accounts.models import Person
from langso.dossiers.actions import reviewed, submitted_now
from langso.dossiers.content import Plain
from langso.dossiers.kinds import Move
from langso.dossiers.models import Dossier, Stage
from langso.dossiers.rules import leads_to
from langso.dossiers.sealing import staged
from langso.dossiers.situation import ACTIONS, body_for, next_tier, tier_in_hand
from langso.journal.changes import Change
from langso.journal.models import Head
from langso.places.models import Organisation


def ahead(person: Person | None, dossier: Dossier) -> tuple[Move, Organisation] | None:
    """The move that brings the dossier on, and the body of the person that has it in hand; None where none has."""
    day = clock.today()
    if dossier.held.is_with_commune:
        move, body = Move.SUBMIT, body_for(person, dossier, Action.PREPARE_DOSSIER)
    elif dossier.held.is_under_review:
        move = Move.VERIFY if next_tier(dossier, day) else Move.APPRAISE
        body = body_for(person, dossier, Action.RULE, tier_in_hand(dossier, day))
    else:
        return None
    return (move, body) if body else None


def draft(person: Person | None, dossier: Dossier, move: Move, body: Organisation) -> tuple[Stage, Plain]:
    """The stage of that move, not saved, and what it would seal. It names the person only who may make the move."""
    held = Dossier.objects.select_related("commune__parent__parent", "cycle", "law").get(pk=dossier.pk)
    if move is Move.SUBMIT:
        decided = submitted_now(held, clock.today(), Head.objects.get().number)
        held.round += 1
    else:
        decided = reviewed(held)
    held.state = leads_to(move)
    by = person if may(person, ACTIONS[move], held.commune) else None
    never_made = Change(f"dossier.{move.value}", by, held.commune_id, str(held.pk), "", clock.now())
    return staged(never_made, held, move, body, decided)
