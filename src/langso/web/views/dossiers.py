"""Dossiers: what waits for whom, a commune's own, one with everything on it, and what its stages sealed."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from langso import clock
from langso.accounts.door import Action, demand, may, visible_to
from langso.accounts.models import Person
from langso.assessments.live import sets_on
from langso.criteria import CriteriaSet
from langso.dossiers.actions import open_dossier
from langso.dossiers.checking import without_level_before
from langso.dossiers.comparing import differences
from langso.dossiers.desk import fallen, queue, visible
from langso.dossiers.kinds import State
from langso.dossiers.models import Cycle, Dossier, Recognition, Stage
from langso.dossiers.rebinding import newer_law
from langso.dossiers.sealing import read
from langso.exchange.dossier_archive.exporting import may_export
from langso.language import current_language
from langso.language import gettext as _
from langso.places.models import OrganisationKind, Unit
from langso.problems import BadInputError
from langso.vietnamese import fold
from langso.web.asked import whole_of
from langso.web.directives_beside import deadlines_of
from langso.web.dossier_shown import OPINIONS, Shown
from langso.web.people import person_of
from langso.web.telling import short_id
from langso.web.views.communes import commune_of
from langso.web.views.errors import status_of

A_PAGE = 50


@require_GET
def dossiers(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's body, then all dossiers that the reader may see, filtered by the address."""
    person, day = person_of(request), clock.today()
    demand(person, Action.READ_DOSSIERS)
    asked = request.GET
    found = visible(person)
    if asked.get("state") in State.values:
        found = found.filter(state=asked["state"])
    if asked.get("set"):
        found = found.filter(criteria_set=asked["set"])
    if (cycle := whole_of(asked.get("cycle", ""))) is not None:
        found = found.filter(cycle=cycle)
    if text := fold(asked.get("q", "")):
        found = found.filter(commune__folded__contains=text)
    page = Paginator(found.order_by("-changed_at", "pk"), A_PAGE).get_page(asked.get("page"))
    sets = sorted(set(visible(person).values_list("criteria_set", flat=True)))
    every = ("", _("all"))
    waiting = queue(person, day) if person and may(person, Action.RULE) else []
    context = {
        "queue": waiting,
        "deadlines": deadlines_of(person, waiting),
        "page": page,
        "cycle_options": [every, *((cycle.pk, cycle.title) for cycle in Cycle.objects.all())],
        "set_options": [every, *((name, name) for name in sets)],
        "state_options": [every, *((state.value, state.words) for state in State)],
        "given": asked.dict(),
        "day": day,
        "own": _own(person),
        "fallen": fallen(day) if may(person, Action.DECIDE_RECOGNITION) else [],
        "may_keep": may(person, Action.KEEP_PROCEDURE),
        "reviews": may(person, Action.RULE),
    }
    return render(request, "web/dossiers.html", context)


def _own(person: Person | None) -> Unit | None:
    """The one commune whose dossiers a person prepares."""
    found = list(visible_to(person, Action.PREPARE_DOSSIER).assessed().on(clock.today())[:2])
    return found[0] if len(found) == 1 else None


@require_http_methods(["GET", "POST"])
def commune_dossiers(request: HttpRequest, code: str) -> HttpResponse:
    """A commune's dossiers and recognitions, and a new dossier."""
    day = clock.today()
    unit, person = commune_of(code, day), person_of(request)
    demand(person, Action.READ_DOSSIERS, unit)
    faults: Sequence[Any] = ()
    status = 200
    if request.method == "POST":
        demand(person, Action.PREPARE_DOSSIER, unit)
        try:
            cycle = get_object_or_404(Cycle, pk=whole_of(request.POST.get("cycle", "")))
            dossier = open_dossier(person, unit, request.POST.get("set", ""), cycle)
            return HttpResponseRedirect(reverse("dossier", args=[dossier.pk]))
        except BadInputError as error:
            faults, status = error.problems, status_of(error)
    running = [cycle for cycle in Cycle.objects.all() if cycle.since <= day and (not cycle.until or day <= cycle.until)]
    sets = [s for s in sets_on(day) if s.criterion]
    context = {
        "unit": unit,
        "held": Dossier.objects.filter(commune=unit).select_related("cycle").order_by("-changed_at"),
        "recognitions": Recognition.objects.filter(commune=unit),
        "sets": sets,
        "not_yet": [_not_yet(s, reason) for s in sets if (reason := without_level_before(unit, s.id))],
        "cycles": running,
        "may_open": may(person, Action.PREPARE_DOSSIER, unit) if unit.holds_on(day) else None,
        "problems": faults,
        "typed": request.POST.dict(),
    }
    return render(request, "web/commune_dossiers.html", context, status=status)


def _not_yet(criteria_set: CriteriaSet, reason: str) -> str:
    said = _("{criteria_set}: {reason}. A dossier can be prepared now, and submitted once that recognition is held.")
    return said.format(criteria_set=criteria_set.title, reason=reason)


def dossier_of(request: HttpRequest, pk: int) -> Dossier:
    """The dossier of that number, for whoever may read it: NOT_ALLOWED otherwise."""
    found = Dossier.objects.select_related("commune__parent__parent", "cycle", "law", "assignee").filter(pk=pk).first()
    if found is None:
        raise Http404
    demand(person_of(request), Action.READ_DOSSIERS, found.commune)
    return found


def dossier_page(
    request: HttpRequest, dossier: Dossier, *, problems: Sequence[Any] = (), status: int = 200, **more: Any
) -> HttpResponse:
    """One dossier with everything on it."""
    shown = Shown(dossier, person_of(request), clock.today())
    context = {
        "it": shown,
        "dossier": dossier,
        "unit": dossier.commune,
        "opinions": OPINIONS,
        "short_id": short_id,
        "problems": problems,
        "typed": request.POST.dict() if problems else {},
        "recognition": Recognition.objects.filter(dossier=dossier).first(),
        "may_export": may_export(shown.person, dossier),
        "may_journal": may(shown.person, Action.READ_JOURNAL, dossier.commune),
        "day": shown.day,
        "newer": newer_law(dossier) if shown.may_prepare else None,
        **more,
    }
    return render(request, "web/dossier.html", context, status=status)


@require_GET
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """See `dossier_page`."""
    return dossier_page(request, dossier_of(request, pk))


@require_GET
def dossier_stage(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What a stage sealed, read with its hash proved; beside another one where `against` names it."""
    held = dossier_of(request, pk)
    stage = _stage(held, number)
    sealed = read(stage)
    other = whole_of(request.GET.get("against", ""))
    against = _stage(held, other) if other is not None else None
    context = {
        "dossier": held,
        "unit": held.commune,
        "stage": stage,
        "sealed": sealed,
        "others": held.stages.exclude(pk=stage.pk),
        "against": against,
        "differences": differences(read(against), sealed) if against else [],
        "language": current_language().value,
        "bodies": {kind.value: kind.words for kind in OrganisationKind},
        "opinions": {opinion.value: opinion.words for opinion in OPINIONS},
        "short_id": short_id,
    }
    return render(request, "web/dossier_stage.html", context)


def _stage(held: Dossier, number: int) -> Stage:
    return get_object_or_404(held.stages.select_related("snapshot"), number=number)
