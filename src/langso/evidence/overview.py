"""Evidence looked at from above: how much there is, what ends soon, what is missing, what turns up in two communes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from langso.accounts.door import Action, visible_to
from langso.accounts.models import Person
from langso.criteria import CriteriaSet
from langso.criteria.law import Node
from langso.evidence.models import Blob, Evidence, Link, Revision
from langso.evidence.rules import SOON, alike, lacking, standing
from langso.language import Words
from langso.places.models import Unit


@dataclass(frozen=True, slots=True)
class Missing:
    """A condition for which the law suggests evidence of which some is lacking. `bare`: there is none at all."""

    criteria_set: CriteriaSet
    node: Node
    lacking: tuple[Words, ...]
    bare: bool


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A content, or contents that look the same, that several communes gave as evidence."""

    evidence: tuple[Evidence, ...]
    same: bool

    @property
    def communes(self) -> list[Unit]:
        """The communes, each once."""
        return list({item.commune_id: item.commune for item in self.evidence}.values())


def counts(unit: Unit) -> dict[str, int]:
    """How many pieces of evidence stand, by condition. Withdrawn ones are not counted; expired ones are."""
    links = Link.objects.filter(evidence__commune=unit, evidence__withdrawn_at__isnull=True, ended_at__isnull=True)
    return dict(links.values_list("node").annotate(n=Count("pk")))


def expiring(units: Iterable[Unit], day: date, within_days: int = SOON.days) -> list[Evidence]:
    """Evidence that ends within some days of a day, or ended on an earlier one, and speaks for a condition still."""
    found = Evidence.objects.standing().filter(
        commune__in=[unit.pk for unit in units],
        valid_until__lte=day + timedelta(days=within_days),
        links__ended_at__isnull=True,
        links__isnull=False,
    )
    return list(found.distinct().select_related("commune", "current__blob").order_by("valid_until", "pk"))


def missing(unit: Unit, sets: Iterable[CriteriaSet], day: date) -> list[Missing]:
    """The conditions whose suggested evidence is not all there on a day, in the order of the law."""
    there: Mapping[str, list[str]] = defaultdict(list)
    links = Link.objects.filter(evidence__commune=unit, evidence__withdrawn_at__isnull=True, ended_at__isnull=True)
    for node, suggestion, since, until in links.values_list(
        "node", "suggestion", "evidence__valid_from", "evidence__valid_until"
    ):
        if standing(since, until, day).counts:
            there[node].append(suggestion)
    return [
        Missing(criteria_set, node, lacks, node.id not in there)
        for criteria_set in sets
        for node in criteria_set.nodes()
        if node.evidence and (lacks := lacking(node, there.get(node.id, ())))
    ]


def duplicates(person: Person | None) -> list[Duplicate]:
    """What several communes of a reviewer's territory gave: the same contents first, then pictures that look the same.

    It is pointed out, never decided on: a decision of the province is rightly the evidence of many.
    """
    revisions = Revision.objects.filter(
        evidence__withdrawn_at__isnull=True, evidence__commune__in=visible_to(person, Action.COMPARE_EVIDENCE)
    )
    by_blob: dict[int, set[int]] = defaultdict(set)
    communes: dict[int, set[int]] = defaultdict(set)
    for blob, evidence, commune in revisions.values_list("blob", "evidence", "evidence__commune"):
        by_blob[blob].add(evidence)
        communes[blob].add(commune)
    same = [sorted(by_blob[blob]) for blob in sorted(by_blob) if len(communes[blob]) > 1]
    near = _near(by_blob, communes)
    wanted = {pk for group in (*same, *near) for pk in group}
    told = {e.pk: e for e in Evidence.objects.filter(pk__in=wanted).told()}
    return [
        *(Duplicate(tuple(told[pk] for pk in group), same=True) for group in same),
        *(Duplicate(tuple(told[pk] for pk in group), same=False) for group in near),
    ]


def _near(by_blob: Mapping[int, set[int]], communes: Mapping[int, set[int]]) -> list[list[int]]:
    blobs = list(Blob.objects.filter(pk__in=by_blob).exclude(likeness="").values_list("pk", "likeness").order_by("pk"))
    found = []
    for a, b in alike([likeness for _pk, likeness in blobs]):
        first, second = blobs[a][0], blobs[b][0]
        if len(communes[first] | communes[second]) > 1:
            found.append(sorted(by_blob[first] | by_blob[second]))
    return found


def elsewhere(evidence: Evidence) -> int:
    """How many other communes gave the same content, whoever asks."""
    blobs = evidence.revisions.values("blob")
    others = Evidence.objects.standing().filter(revisions__blob__in=blobs).exclude(commune=evidence.commune_id)
    return int(others.values("commune").distinct().count())


def reusable(unit: Unit, node: str, items: Sequence[Evidence]) -> list[Evidence]:
    """The commune's other evidence that stands and could speak for a condition too."""
    there = [item.pk for item in items]
    return list(Evidence.objects.standing().filter(commune=unit).exclude(pk__in=there).told()) if node else []
