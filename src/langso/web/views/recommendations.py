"""Recommendations: what was asked of whom because of which difficulties, and how far each part has come."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso import clock
from langso.accounts.door import Action, demand, may, territory
from langso.accounts.models import Person
from langso.directives.actions import recommendations as actions
from langso.directives.bodies import bodies_of
from langso.directives.kinds import DifficultyState, PartState
from langso.directives.models import Difficulty, LegalDocument, Plan, Recommendation
from langso.directives.rules import next_of_part
from langso.journal.models import Event
from langso.language import gettext as _
from langso.places.models import Level, Organisation, Unit
from langso.problems import BadInputError
from langso.web.asked import whole_of
from langso.web.directives_forms import Typed, recommendation_given
from langso.web.directives_shown import documents_to_choose, with_tabs
from langso.web.journal_words import Reader, entry
from langso.web.people import person_of
from langso.web.views.errors import status_of

A_PAGE = 30


@require_GET
def recommendations(request: HttpRequest) -> HttpResponse:
    """The recommendations that one may read."""
    person = person_of(request)
    demand(person, Action.READ_PLANS)
    found = readable(person).order_by("-event").prefetch_related("parts").select_related("organisation", "addressee")
    context = with_tabs(
        person, "recommendations", page=Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        may_keep=may(person, Action.KEEP_PLANS),
    )  # fmt: skip
    return render(request, "web/directives/recommendations.html", context)


def readable(person: Person | None) -> Any:
    """Those of one's territory, and those addressed to one's organisations."""
    units = Unit.objects.filter(territory(person, Action.READ_PLANS))
    own = Q(organisation__unit__in=units) | Q(addressee__in=bodies_of(person))
    return Recommendation.objects.filter(own).distinct()


@require_GET
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation with its parts."""
    return _page(request, _recommendation(request, pk))


def _page(request: HttpRequest, found: Recommendation, error: BadInputError | None = None) -> HttpResponse:
    person = person_of(request)
    keeps = bool(may(person, Action.KEEP_PLANS))
    asked = [
        (part, [(step.value, step.words) for step in next_of_part(part.held)])
        for part in found.parts.select_related("plan")
    ]
    events = Event.objects.filter(kind__startswith="recommendation.", subject=str(found.pk)).order_by("-number")
    context = with_tabs(
        person, "recommendations", it=found, asked=asked, difficulties=list(found.difficulties.all()), keeps=keeps,
        is_draft=any(part.held is PartState.DRAFT for part, _steps in asked),
        plans=[("", _("choose a plan")), *((plan.pk, plan.title) for plan in Plan.objects.order_by("-event"))],
        documents=documents_to_choose(person) if keeps else [], history=[entry(event, Reader()) for event in events],
        problems=error.problems if error else [], typed=request.POST.dict() if error else {},
        trail=[(reverse("recommendations"), _("Recommendations"))],
    )  # fmt: skip
    return render(request, "web/directives/recommendation.html", context, status=status_of(error) if error else 200)


@require_http_methods(["GET", "POST"])
def recommendation_new(request: HttpRequest) -> HttpResponse:
    """Write a recommendation down."""
    person = person_of(request)
    demand(person, Action.KEEP_PLANS)
    if request.method == "GET":
        return _form(request)
    try:
        made = actions.recommend(person, recommendation_given(request))
    except BadInputError as error:
        return _form(request, error)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("recommendation", args=[made.pk]))


def _form(request: HttpRequest, error: BadInputError | None = None) -> HttpResponse:
    province = Organisation.objects.on(clock.today()).filter(unit__level=Level.PROVINCE).order_by("kind", "name")
    asked = whole_of(request.GET.get("difficulty", ""))
    ticked = set(request.POST.getlist("difficulties")) if error else {str(asked)} if asked else set()
    context = with_tabs(
        person_of(request), "recommendations", typed=request.POST.dict() if error else {}, ticked=ticked,
        bodies=[(body.pk, body.name) for body in province],
        difficulties=list(Difficulty.objects.filter(state=DifficultyState.OPEN).order_by("-event")),
        problems=error.problems if error else [], trail=[(reverse("recommendations"), _("Recommendations"))],
    )  # fmt: skip
    return render(
        request, "web/directives/recommendation_form.html", context, status=status_of(error) if error else 200
    )


@require_POST
def recommendation_change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Send a recommendation, or move one of its parts on."""
    person = person_of(request)
    demand(person, Action.KEEP_PLANS)
    found = _recommendation(request, pk)
    try:
        _change(request, found, person, what)
    except BadInputError as error:
        if status_of(error) == 403:
            raise
        return _page(request, found, error)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("recommendation", args=[pk]))


def _change(request: HttpRequest, found: Recommendation, person: Person | None, what: str) -> None:
    typed = Typed(request.POST)
    if what == "send":
        number = typed.document(person, "letter")
        typed.check()
        actions.send(person, found, LegalDocument.objects.filter(pk=number or 0).first())
        return
    if what != "move":
        raise Http404
    part = found.parts.filter(pk=typed.chosen("part")).first()
    to = typed.choice("to", PartState, _("State"))
    typed.check()
    if part is None or to is None:
        raise Http404
    plan = Plan.objects.filter(pk=typed.chosen("plan")).first()
    actions.move_part(person, part, to, typed.text("words"), plan)


def _recommendation(request: HttpRequest, pk: int) -> Recommendation:
    person = person_of(request)
    found: Recommendation | None = readable(person).filter(pk=pk).select_related("organisation", "addressee").first()
    if found is None:
        demand(person, Action.READ_PLANS)
        raise Http404
    return found
