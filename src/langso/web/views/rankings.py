"""Progress: who is closest to passing, what stands in the way, the districts, the trend, and who has fallen behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from langso.accounts.door import Action, visible_to
from langso.assessments.assessed import Assessed
from langso.assessments.lateness import Late, lateness
from langso.assessments.live import assess
from langso.assessments.matrix import matrix
from langso.assessments.ranking import Obstacle, Rank, Standing, obstacles, ranks, standings
from langso.assessments.remembered import remembered
from langso.assessments.trend import Trend, trend
from langso.criteria import Node
from langso.exchange.ranking_workbook import Progress, ranking_workbook
from langso.language import gettext as _
from langso.places.models import Unit
from langso.web import charts
from langso.web.answers import attached, source
from langso.web.asked import whole_of
from langso.web.heavy import one_at_a_time
from langso.web.kept import kept_for_everyone
from langso.web.people import person_of
from langso.web.reviewing import Asked, asked_of, asked_on_page, filters_of
from langso.web.telling import short_id

FIRST = 30
"""So many communes are listed at first; the rest on demand."""


@dataclass(frozen=True)
class Told:
    """Everything that the page and its workbook tell of one set."""

    asked: Asked
    units: list[Unit]
    assessed: Assessed
    ranks: list[Rank]
    obstacles: list[Obstacle]
    standings: list[Standing]
    trend: Trend
    nodes: list[Node]
    late: list[Late]


def _told(request: HttpRequest, asked: Asked) -> Told:
    told = remembered(("ranking", asked.about), lambda: _told_to_all(asked))
    return replace(told, asked=asked, late=_late(request, asked, told.units))


def _told_to_all(asked: Asked) -> Told:
    places = matrix(asked.units, asked.assessed, replace(asked.wanted, only=None)).places
    units, assessed = [asked.units[place] for place in places], asked.assessed.take(places)
    assessment = assessed.assessments[0]
    root = assessment.nodes[0]
    nodes = [root, *root.children, *([asked.node] if asked.node and asked.node not in root.children else [])]
    nodes = list({node.id: node for node in nodes}.values())
    over_time = trend(units, assessment.criteria_set.id, [node.id for node in nodes], asked.day)
    listed = (ranks(units, assessment), obstacles(assessment), standings(units, assessment))
    return Told(asked, units, assessed, *listed, over_time, nodes, [])


def _late(request: HttpRequest, asked: Asked, units: Sequence[Unit]) -> list[Late]:
    """Those communes whose journal the person may read."""
    person = person_of(request)
    if person is None:
        return []
    seen = set(visible_to(person, Action.READ_JOURNAL).values_list("pk", flat=True))
    theirs = [unit for unit in units if unit.pk in seen]
    return lateness(theirs, assess(theirs, asked.day)) if theirs else []


def _asked(request: HttpRequest, asked_in: Callable[[HttpRequest], Asked] = asked_of) -> Asked:
    """One set at a time is told here."""
    asked = asked_in(request)
    return replace(asked, sets=asked.sets[:1])


@require_GET
@kept_for_everyone
def ranking(request: HttpRequest) -> HttpResponse:
    """The page."""
    asked = _asked(request, asked_on_page)
    context: dict[str, Any] = filters_of(asked)
    context["options"]["set"] = [(s.id, str(s.title)) for s in asked.valid]
    after = whole_of(request.GET.get("late", ""))
    context |= {"late_days": settings.LATE_DAYS, "late_after": settings.LATE_DAYS if after is None else after}
    if asked.faults:
        return render(request, "web/ranking.html", context, status=422)
    told = _told(request, asked)
    waiting = [rank for rank in told.ranks if rank.place]
    everyone = bool(request.GET.get("all"))
    context |= {
        "told": told,
        "set": asked.sets[0],
        "waiting": waiting,
        "first": len(waiting) if everyone else FIRST,
        "chart": _chart(told),
        "shares": charts.shares,
        "on": "" if asked.is_now else f"&on={asked.day}",
        "short_id": short_id,
    }
    return render(request, "web/ranking.html", context)


def _chart(told: Told) -> str:
    over_time = told.trend
    if not over_time.days or not over_time.communes:
        return ""
    series = [
        charts.Series(
            _("The whole set") if at == 0 else f"{short_id(node.id)} {node.title}",
            [met / over_time.communes for met in over_time.met[node.id]],
            main=at == 0,
        )
        for at, node in enumerate(told.nodes)
    ]
    return charts.lines(over_time.days, series, _("Share of communes that meet the set and each criterion, by month"))


@login_required
@require_GET
@one_at_a_time
def ranking_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    asked = _asked(request)
    if not asked.sets or not asked.units:
        raise Http404
    told = _told(request, asked)
    chosen = ", ".join(f"{label}: {words}" for label, words in asked.shown())
    progress = Progress(
        asked.sets[0], asked.day, source(), chosen, told.ranks, told.obstacles, told.standings, told.trend, told.nodes,
        told.late,
    )  # fmt: skip
    return attached(ranking_workbook(progress), f"tien-do-{asked.sets[0].id.lower()}-{asked.day}.xlsx")
