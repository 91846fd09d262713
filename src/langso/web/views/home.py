"""What to do next, by role: computed from where the communes of one's territory stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from langso import clock
from langso.accounts.door import Action, may, visible_to
from langso.accounts.models import Person
from langso.assessments.live import assess, sets_on
from langso.assessments.models import Turn
from langso.assessments.open_nodes import open_count
from langso.assessments.outline import Outline, outlines
from langso.assessments.todo import Todo, next_set, todos
from langso.criteria import CriteriaSet, Verdict
from langso.dossiers.desk import open_of, queue
from langso.dossiers.models import Dossier
from langso.dossiers.situation import holder, situation
from langso.evidence.overview import expiring
from langso.evidence.overview import missing as missing_evidence
from langso.exchange.models import Import, State
from langso.places.models import Unit
from langso.registers.law import law
from langso.web import working
from langso.web.directives_beside import deadlines_of
from langso.web.directives_home import directed
from langso.web.evidence_shown import missing_said
from langso.web.people import person_of
from langso.web.telling import short_id
from langso.workshop.models import Draft, DraftState

SHOWN = 12
"""The page lists this many things of each sort; the rest is on the pages that it leads to."""


@dataclass(frozen=True, slots=True)
class Near:
    """A commune and how far it is from the first set that it does not meet."""

    unit: Unit
    outline: Outline
    open: int


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The page that opens after signing in."""
    person = person_of(request)
    day = clock.today()
    own = list(visible_to(person, Action.EDIT_REGISTERS).assessed().on(day).select_related("parent__parent"))
    seen = list(visible_to(person).assessed().on(day).select_related("parent__parent"))
    dossiers = open_of(own[:1])
    waiting = queue(person, day) if person and may(person, Action.RULE) else []
    context: dict[str, Any] = {
        "day": day,
        "own": [_own(unit, day) for unit in own[:1]],
        "near": [] if own else _nearest(seen, day),
        "recent": _recent(seen, day) if seen else [],
        "several": len(seen) > 1,
        "operates": may(person, Action.MANAGE_PEOPLE),
        "running": _running() if may(person, Action.MANAGE_PEOPLE) else {},
        "compares": bool(seen) and may(person, Action.COMPARE_EVIDENCE),
        "short_id": short_id,
        "waiting": waiting,
        "drafts": list(Draft.objects.filter(state=DraftState.OPEN).select_related("current")[:SHOWN])
        if may(person, Action.PUBLISH_LAW)
        else [],
        "deadlines": deadlines_of(person, waiting),
        "with_commune": _with_commune(dossiers, day),
        "to_confirm": list(Import.objects.filter(person=person, state=State.READY).order_by("-created_at")),
        "on_their_way": _on_their_way(dossiers, day),
        "by_set": _by_set,
        "set_title": lambda name: str(law().sets[name].title) if name in law().sets else name,
        "words": [verdict.word for verdict in Verdict],
        "shown": SHOWN,
        **directed(person, SHOWN),
    }
    return render(request, "web/home.html", context)


def _with_commune(dossiers: Sequence[Dossier], day: date) -> list[tuple[Dossier, int]]:
    """Of the dossiers of a commune those that it has in hand, and how much is in the way of submitting each."""
    held = [dossier for dossier in dossiers if dossier.held.is_with_commune]
    return [(dossier, len(situation(dossier, day).to_submit)) for dossier in held]


def _on_their_way(dossiers: Sequence[Dossier], day: date) -> list[tuple[Dossier, str]]:
    """Those that others have in hand, and who."""
    held = [dossier for dossier in dossiers if not dossier.held.is_with_commune]
    return [(dossier, holder(dossier, day)) for dossier in held]


def _running() -> dict[str, Any]:
    """What an operator looks after: invitations that nobody took up, and the work that goes on behind the pages."""
    newcomers = Person.objects.filter(is_active=True, last_login__isnull=True)
    return {
        "invited": sum(newcomer.is_waiting for newcomer in newcomers),
        "worker": working.is_there(),
        "queue": working.queue(),
    }


def _own(unit: Unit, day: date) -> dict[str, Any]:
    told = outlines(assess([unit], day), named=False)
    found = todos(unit, told, day)
    by_task: dict[str, list[Todo]] = {}
    for todo in found:
        by_task.setdefault(todo.task.value, []).append(todo)
    sets = [outline.criteria_set for outline in told]
    return {
        "unit": unit,
        "outlines": told,
        "next": next_set(told),
        "todos": by_task,
        "count": len(found),
        "expiring": expiring([unit], day),
        "missing": missing_said(lacking) if (lacking := missing_evidence(unit, sets, day)) else "",
    }


def _by_set(those: Sequence[Todo]) -> list[tuple[CriteriaSet | None, list[Todo]]]:
    """Things to do under the set that asks them, in their order."""
    return [(each, list(group)) for each, group in groupby(those, key=lambda todo: todo.criteria_set)]


def _nearest(units: Sequence[Unit], day: date) -> list[Near]:
    """The communes nearest to the first set that each does not meet."""
    if not units:
        return []
    assessed = assess(units, day)
    count = {each.criteria_set.id: open_count(each) for each in assessed.assessments}
    found = []
    for place, unit in enumerate(units):
        told = outlines(assessed, place, named=False)
        outline = next_set(told)
        if outline and outline.verdict is not Verdict.MET:
            found.append(Near(unit, outline, int(count[outline.criteria_set.id][place])))
    return sorted(found, key=lambda near: (near.open, near.unit.order))[:SHOWN]


def _recent(units: Sequence[Unit], day: date) -> list[Turn]:
    """The latest verdicts of whole sets that turned among some communes."""
    roots = [s.criterion.id for s in sets_on(day) if s.criterion]
    turns = Turn.objects.filter(commune__in=units, node__in=roots, before__isnull=False)
    return list(turns.select_related("commune").order_by("-event", "-id")[:SHOWN])
