"""Moving an open dossier to the law as it is now: never by itself, first previewed, then recorded."""

from dataclasses import dataclass

from langso import clock, problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.assessments.outline import Turned
from langso.criteria import CriteriaSet, Node
from langso.criteria.verdicts import Verdict
from langso.dossiers.actions import check_seen
from langso.dossiers.checking import live_outline
from langso.dossiers.content import outline_of
from langso.dossiers.models import Dossier
from langso.dossiers.sealing import bound_law
from langso.journal.changes import change
from langso.language import day as shown_day
from langso.problems import Where, refuse
from langso.registers.law import law, law_digest


@dataclass(frozen=True, slots=True)
class Rebound:
    """What a dossier would be if it were moved: the verdicts that turn, conditions that are new or gone."""

    turned: tuple[Turned, ...]
    new: tuple[Node, ...]
    gone: tuple[Node, ...]
    before: Verdict
    after: Verdict


def newer_law(dossier: Dossier) -> CriteriaSet | None:
    """The set as the law of today reads, where it differs from the one that the dossier is bound to."""
    now = law().sets.get(dossier.criteria_set)
    if not dossier.held.is_with_commune or dossier.law.digest == law_digest() or now is None:
        return None
    today = clock.today()
    bound = live_outline(dossier, today).criteria_set
    return now if now.valid_on(today) and now.on(today) != bound else None


def preview(dossier: Dossier, now: CriteriaSet) -> Rebound:
    """What would turn, on the figures of today."""
    today = clock.today()
    held, then = live_outline(dossier, today), outline_of(dossier.commune, now.on(today), law(), today)
    before = {node.id: (node, verdict) for node, verdict in zip(held.assessment.nodes, held.verdicts, strict=True)}
    after = {node.id: (node, verdict) for node, verdict in zip(then.assessment.nodes, then.verdicts, strict=True)}
    return Rebound(
        turned=tuple(
            Turned(dossier.criteria_set, node, before[name][1], verdict)
            for name, (node, verdict) in after.items()
            if name in before and before[name][1] is not verdict
        ),
        new=_only(after, before),
        gone=_only(before, after),
        before=held.verdict,
        after=then.verdict,
    )


def _only(here: dict[str, tuple[Node, Verdict]], there: dict[str, tuple[Node, Verdict]]) -> tuple[Node, ...]:
    return tuple(node for name, (node, _verdict) in here.items() if name not in there)


def rebind(person: Person | None, dossier: Dossier, *, seen: int) -> None:
    """Bind the dossier to the law as it is now. Only while the commune has it in hand."""
    demand(person, Action.PREPARE_DOSSIER, dossier.commune)
    with change("dossier.rebound", person, commune=dossier.commune_id, subject=str(dossier.pk)) as made:
        held = Dossier.objects.select_related("commune__parent__parent", "law").get(pk=dossier.pk)
        check_seen(held, seen)
        if not held.held.is_with_commune:
            raise refuse(problems.MOVE_REFUSED, reason=held.held.words)
        if newer_law(held) is None:
            raise refuse(problems.SET_CLOSED, Where(column="set"), held.criteria_set, day=shown_day(clock.today()))
        version = bound_law(made)
        made.details = {"set": held.criteria_set, "from": held.law.digest, "to": version.digest}
        held.law, held.bound_on, held.changed_at = version, clock.today(), made.at
        held.version += 1
        held.save()
    dossier.law, dossier.bound_on, dossier.version = held.law, held.bound_on, held.version
