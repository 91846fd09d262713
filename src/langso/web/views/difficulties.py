"""Difficulties: listed for everyone once they are taken up, raised, answered, settled."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso.accounts.door import Action, demand, may
from langso.accounts.models import Person
from langso.directives.actions import difficulties as actions
from langso.directives.kinds import DifficultyState
from langso.directives.models import Difficulty
from langso.directives.standing import visible
from langso.evidence.rules import find_node
from langso.language import gettext as _
from langso.places.models import Level, Unit
from langso.problems import BadInputError
from langso.registers.law import law
from langso.web.asked import whole_of
from langso.web.directives_forms import Typed, difficulty_given
from langso.web.directives_shown import (
    documents_to_choose,
    node_words,
    nodes_by_set,
    options,
    places_by_district,
    with_tabs,
)
from langso.web.kept import kept_for_visitors
from langso.web.people import person_of
from langso.web.views.errors import status_of

A_PAGE = 30


@require_GET
@kept_for_visitors
def difficulties(request: HttpRequest) -> HttpResponse:
    """The difficulties, open ones unless others are asked for; of one condition where one is named."""
    person = person_of(request)
    state, node = request.GET.get("state", ""), request.GET.get("node", "")
    found = visible(person).told()
    if state in set(DifficultyState):
        found = found.filter(state=state)
    elif state != "all":
        found = found.exclude(state=DifficultyState.CLOSED)
    if node:
        found = found.filter(nodes__node=node)
    given = {name: text for name, text in (("state", state), ("node", node)) if text}
    context = with_tabs(
        person, "difficulties", page=Paginator(found, A_PAGE).get_page(request.GET.get("page")), given=given,
        states=[("", _("Not yet settled")), *options(DifficultyState), ("all", _("All"))], nodes=nodes_by_set(),
        may_raise=may(person, Action.RAISE_DIFFICULTY), states_of=DifficultyState,
    )  # fmt: skip
    return render(request, "web/directives/difficulties.html", context)


@require_GET
@kept_for_visitors
def difficulty(request: HttpRequest, pk: int) -> HttpResponse:
    """One difficulty: at which conditions, where, what was answered. The public reads no names of persons."""
    return _page(request, _difficulty(request, pk))


def _page(request: HttpRequest, found: Difficulty, error: BadInputError | None = None) -> HttpResponse:
    person = person_of(request)
    is_open = found.held is not DifficultyState.CLOSED
    keeps = is_open and bool(may(person, Action.KEEP_DIRECTIVES))
    nodes = [(each.node, node_words(each.node), _set_of(each.node)) for each in found.nodes.all()]
    context = with_tabs(
        person, "difficulties", it=found, nodes=nodes,
        places=[each.unit for each in found.places.select_related("unit__parent")],
        replies=list(found.replies.select_related("organisation", "document")),
        recommendations=list(found.recommendations.prefetch_related("parts")) if may(person, Action.READ_PLANS) else [],
        keeps=keeps, may_answer=is_open and bool(actions.may_reply(person, found)), named=person is not None,
        documents=documents_to_choose(person) if keeps else [], problems=error.problems if error else [],
        typed=request.POST.dict() if error else {}, trail=[(reverse("difficulties"), _("Difficulties"))],
        may_plan=bool(may(person, Action.KEEP_PLANS)),
    )  # fmt: skip
    return render(request, "web/directives/difficulty.html", context, status=status_of(error) if error else 200)


def _set_of(node: str) -> str:
    found = find_node(law().sets.values(), node)
    return found[0].id if found else ""


@require_http_methods(["GET", "POST"])
def difficulty_new(request: HttpRequest) -> HttpResponse:
    """Raise a difficulty."""
    person = person_of(request)
    demand(person, Action.RAISE_DIFFICULTY)
    if request.method == "GET":
        return _form(request, None)
    try:
        made = actions.raise_difficulty(person, difficulty_given(request))
    except BadInputError as error:
        return _form(request, None, error)
    said = _("Raised. The department sees it on its page and takes it up.")
    messages.success(request, _("Saved.") if made.held is DifficultyState.OPEN else said)
    return HttpResponseRedirect(reverse("difficulty", args=[made.pk]))


@require_http_methods(["GET", "POST"])
def difficulty_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of a difficulty."""
    found, person = _difficulty(request, pk), person_of(request)
    demand(person, Action.KEEP_DIRECTIVES)
    if request.method == "GET":
        return _form(request, found)
    try:
        actions.correct(person, found, difficulty_given(request), seen=whole_of(request.POST.get("version", "")))
    except BadInputError as error:
        return _form(request, found, error)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("difficulty", args=[pk]))


def _form(request: HttpRequest, found: Difficulty | None, error: BadInputError | None = None) -> HttpResponse:
    person = person_of(request)
    groups = places_by_district(person, Action.RAISE_DIFFICULTY)
    units = [unit for _above, listed in groups for unit in listed]
    names = ("title", "text", "awaits", "source", "version")
    if error:
        typed, nodes, places = request.POST.dict(), request.POST.getlist("nodes"), request.POST.getlist("places")
    elif found:
        typed = {name: getattr(found, name) for name in names}
        nodes = [each.node for each in found.nodes.all()]
        places = [str(each.unit_id) for each in found.places.all()]
    else:
        typed, nodes = {}, [node for node in [request.GET.get("node", "")] if node]
        places = [str(units[0].pk)] if len(units) == 1 else _asked_place(request, units)
    context = with_tabs(
        person, "difficulties", kept=found, typed=typed, ticked=set(nodes), at=set(places), groups=groups,
        only=units[0] if len(units) == 1 else None, problems=error.problems if error else [], nodes=nodes_by_set(),
        trail=[(reverse("difficulties"), _("Difficulties"))],
    )  # fmt: skip
    return render(request, "web/directives/difficulty_form.html", context, status=status_of(error) if error else 200)


def _asked_place(request: HttpRequest, units: list[Unit]) -> list[str]:
    """The commune from whose page the form was opened."""
    code = request.GET.get("code")
    return [str(unit.pk) for unit in units if unit.level == Level.COMMUNE and unit.code == code]


@require_POST
def difficulty_change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Take a difficulty up, answer it, settle it."""
    found, person = _difficulty(request, pk), person_of(request)
    try:
        said = _changed(request, found, person, what)
    except BadInputError as error:
        if status_of(error) == 403:
            raise
        return _page(request, found, error)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("difficulty", args=[pk]))


def _changed(request: HttpRequest, found: Difficulty, person: Person | None, what: str) -> str:
    if what == "take-up":
        actions.take_up(person, found)
        return _("Taken up. From now on everyone sees it.")
    if what == "answer":
        demand(person, Action.RAISE_DIFFICULTY)
        typed = Typed(request.POST)
        number = typed.document(person, "document")
        typed.check()
        document = next(
            (e.document for e in documents_to_choose(person) if e.document and e.document.pk == number), None
        )
        actions.reply(person, found, typed.text("text"), document)
        return _("Answered.")
    if what == "settle":
        actions.settle(person, found, request.POST.get("outcome", ""))
        return _("Settled. Its conditions show it no longer.")
    raise Http404


def _difficulty(request: HttpRequest, pk: int) -> Difficulty:
    """A difficulty, if whoever asks may see it: what was only raised is for people who sign in."""
    found: Difficulty | None = Difficulty.objects.filter(pk=pk).select_related("organisation").first()
    if found is None:
        raise Http404
    if not visible(person_of(request)).filter(pk=pk).exists():
        demand(person_of(request), Action.RAISE_DIFFICULTY)
    return found
