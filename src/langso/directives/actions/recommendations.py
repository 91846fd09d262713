"""The changes of recommendations: written down, and each part moved on from state to state."""

from typing import Any

from langso import problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.directives.bodies import body_of, demanded
from langso.directives.given import RecommendationGiven, Texts
from langso.directives.kinds import PartState
from langso.directives.models import Difficulty, LegalDocument, Plan, Recommendation, RecommendedPart
from langso.directives.rules import may_move_part
from langso.journal.changes import change
from langso.language import gettext as _
from langso.problems import Problem, Where, refuse


def recommend(person: Person | None, given: RecommendationGiven) -> Recommendation:
    """Write a recommendation down; all its parts begin as a draft."""
    person = demanded(person, Action.KEEP_PLANS)
    taken, parts = _checked(given)
    with change("recommendation.written", person) as made:
        recommendation = Recommendation.objects.create(
            **taken, organisation=body_of(person, Action.KEEP_PLANS), at=made.at, event=made.number
        )
        RecommendedPart.objects.bulk_create(
            RecommendedPart(recommendation=recommendation, position=position, text=text)
            for position, text in enumerate(parts, start=1)
        )
        recommendation.difficulties.set(Difficulty.objects.filter(pk__in=given.difficulties))
        made.subject = str(recommendation.pk)
        made.details = {"name": recommendation.title, "addressee": given.addressee.name, "parts": parts}
    return recommendation


def send(person: Person | None, recommendation: Recommendation, letter: LegalDocument | None = None) -> None:
    """Say that a recommendation has been sent, by which letter where one is in the library: all its drafts are sent."""
    demand(person, Action.KEEP_PLANS)
    with change("recommendation.sent", person, subject=str(recommendation.pk)) as made:
        held = Recommendation.objects.get(pk=recommendation.pk)
        sent = held.parts.filter(state=PartState.DRAFT).update(state=PartState.SENT)
        if not sent:
            reason = _("none of its parts is a draft any more")
            raise refuse(problems.MOVE_REFUSED, reason=reason)
        if letter is not None:
            held.letter = letter
        held.version += 1
        held.save()
        made.details = {"name": held.title, "letter": str(letter) if letter else ""}


def move_part(
    person: Person | None, part: RecommendedPart, to: PartState, words: str = "", plan: Plan | None = None
) -> None:
    """Move a part of a recommendation on; a plan is named once there is one."""
    demand(person, Action.KEEP_PLANS)
    texts = Texts()
    said = texts.text("words", _("Note"), words, required=False)
    texts.check()
    with change("recommendation.moved", person, subject=str(part.recommendation_id)) as made:
        held = RecommendedPart.objects.select_related("recommendation").get(pk=part.pk)
        answer = may_move_part(held.held, to, has_plan=plan is not None or held.plan_id is not None, words=said)
        if not answer:
            raise refuse(problems.MOVE_REFUSED, reason=answer.reason)
        before, held.state = held.state, to
        held.plan = plan or held.plan
        held.save()
        made.details = {
            "name": held.recommendation.title, "part": held.text, "before": before, "after": to.value, "words": said,
            "plan": str(plan) if plan else "",
        }  # fmt: skip


def _checked(given: RecommendationGiven) -> tuple[dict[str, Any], list[str]]:
    texts = Texts()
    taken = {
        "title": texts.line("title", _("Title"), given.title),
        "text": texts.text("text", _("Reasons"), given.text, required=False),
        "addressee": given.addressee,
        "letter_id": given.letter,
    }
    parts = [texts.line("parts", _("What is asked for"), text) for text in given.parts if text.strip()]
    if not parts:
        texts.add([Problem(problems.PARTS_MISSING, Where(column="parts"))])
    texts.check()
    return taken, parts
