"""The desks: what waits for a reviewer, with its age and what changed; recognised communes that have fallen since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from langso import clock
from langso.accounts.door import Action, holders, memberships, territory
from langso.accounts.models import Person
from langso.assessments.live import assess
from langso.assessments.outline import outlines
from langso.criteria import Verdict
from langso.dossiers.comparing import changed_nodes, differences
from langso.dossiers.kinds import OPEN, Move, State
from langso.dossiers.models import Dossier, Recognition, Stage
from langso.dossiers.sealing import read
from langso.dossiers.situation import tier_in_hand
from langso.places.models import OrganisationKind, Unit


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dossier that waits: on which tier, for how many days, and what changed since the same body last had it in hand.

    `changed` is None when the body sees it for the first time. `replies`: what the commune answered since.
    """

    dossier: Dossier
    tier: OrganisationKind
    days: int
    changed: frozenset[str] | None
    replies: int


_TOLD = Dossier.objects.select_related("commune__parent__parent", "cycle", "law", "assignee")


def visible(person: Person | None) -> QuerySet[Dossier]:
    """The dossiers that a person may read."""
    units = Unit.objects.filter(territory(person, Action.READ_DOSSIERS))
    return Dossier.objects.filter(commune__in=units).select_related(
        "commune__parent__parent", "cycle", "law", "assignee"
    )


def queue(person: Person, day: date) -> list[Waiting]:
    """What waits for the bodies that a person reviews for, the longest first."""
    kinds = {m.organisation.kind for m in memberships(person)}
    units = Unit.objects.filter(territory(person, Action.RULE))
    held = _TOLD.filter(state__in=[State.SUBMITTED, State.VERIFIED, State.APPRAISED], commune__in=units)
    found = held.order_by("changed_at", "pk")
    mine = [(dossier, tier) for dossier in found if (tier := tier_in_hand(dossier, day)) and tier in kinds]
    return [
        Waiting(
            dossier, tier, (day - clock.day_of(dossier.changed_at)).days, changed_since(dossier),
            dossier.replies.filter(round=dossier.round - 1).count(),
        )
        for dossier, tier in mine
    ]  # fmt: skip


def colleagues(dossier: Dossier, day: date) -> list[Person]:
    """Who of the body that has a dossier in hand can be given it, by name."""
    tier = tier_in_hand(dossier, day)
    held = holders(Action.RULE, day).filter(organisation__kind=tier, organisation__unit__in=dossier.commune.line)
    return list(Person.objects.filter(memberships__in=held).distinct().order_by("name", "pk"))


def changed_since(dossier: Dossier) -> frozenset[str] | None:
    """The conditions that differ from what was last submitted before this round."""
    handed_in = list(dossier.stages.filter(move=Move.SUBMIT).order_by("-number").select_related("snapshot")[:2])
    if len(handed_in) < 2 or not _had_it(dossier, handed_in[1]):
        return None
    now, before = (read(stage) for stage in handed_in)
    return frozenset(changed_nodes(differences(before, now)))


def _had_it(dossier: Dossier, submission: Stage) -> bool:
    """Whether the body that has it in hand had it in the round of an earlier submission."""
    tiers = dossier.stages.filter(round=submission.round, number__gt=submission.number).values_list("tier", flat=True)
    ruled = dossier.rulings.filter(round=submission.round).values_list("tier", flat=True)
    return dossier.tier in {*tiers, *ruled}


def open_of(units: Sequence[Unit]) -> list[Dossier]:
    """The open dossiers of some communes, the latest first."""
    return list(_TOLD.filter(commune__in=units, state__in=OPEN).order_by("-changed_at"))


@dataclass(frozen=True, slots=True)
class Fallen:
    """A recognition in force whose set the commune no longer meets, live."""

    recognition: Recognition
    verdict: Verdict
    open: int


def fallen(day: date) -> list[Fallen]:
    """Recognised communes whose live verdict has since fallen; those that are no more are not looked at."""
    held = Recognition.objects.in_force().select_related("commune__parent__parent")
    held = [each for each in held if each.commune.holds_on(day)]
    units = list({each.commune_id: each.commune for each in held}.values())
    if not units:
        return []
    assessed = assess(units, day)
    place = {unit.pk: index for index, unit in enumerate(units)}
    found = []
    for each in held:
        stood = outlines(assessed, place[each.commune_id], named=False)
        outline = next((o for o in stood if o.criteria_set.id == each.criteria_set), None)
        if outline and outline.verdict in (Verdict.NOT_MET, Verdict.INSUFFICIENT):
            count = sum(v in (Verdict.NOT_MET, Verdict.INSUFFICIENT) for v in outline.leaves)
            found.append(Fallen(each, outline.verdict, count))
    return found
