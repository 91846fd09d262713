"""Tasks: those of one's organisations and those that one keeps, moved on; and tasks out of what a commune lacks."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from langso import clock
from langso.accounts.door import Action, demand, may, territory
from langso.accounts.models import Person
from langso.directives.actions import tasks as actions
from langso.directives.bodies import bodies_of
from langso.directives.kinds import TaskState, step_words
from langso.directives.models import Plan, Task
from langso.directives.rules import is_late, next_of_task
from langso.directives.short import short_of
from langso.evidence.rules import find_node
from langso.language import gettext as _
from langso.language import ngettext, whole
from langso.places.models import Unit
from langso.problems import BadInputError
from langso.registers.law import law
from langso.web.asked import whole_of
from langso.web.directives_forms import Typed
from langso.web.directives_shown import options, with_tabs
from langso.web.people import person_of
from langso.web.standing import told_of
from langso.web.views.communes import commune_of
from langso.web.views.errors import status_of
from langso.web.views.plans import readable as readable_plans

A_PAGE = 50


@login_required
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks that one may read: open ones unless others are asked for."""
    person, day = person_of(request), clock.today()
    state, whose = request.GET.get("state", ""), request.GET.get("whose", "")
    found = readable(person)
    if whose == "own":
        found = found.filter(owner__in=bodies_of(person))
    found = found.filter(state=state) if state in set(TaskState) else found if state == "all" else found.open()
    page = Paginator(found.told(), A_PAGE).get_page(request.GET.get("page"))
    context = with_tabs(
        person, "tasks", page=page, given={n: v for n, v in (("state", state), ("whose", whose)) if v},
        late={task.pk for task in page.object_list if is_late(task.due, task.held, day)},
        states=[("", _("Open")), *options(TaskState), ("all", _("All"))],
        everything=bool(may(person, Action.READ_PLANS)),
    )  # fmt: skip
    return render(request, "web/directives/tasks.html", context)


def readable(person: Person | None) -> Any:
    """The tasks of one's organisations, and of one's territory for who reads plans."""
    units = Unit.objects.filter(territory(person, Action.READ_PLANS))
    return Task.objects.filter(Q(owner__in=bodies_of(person)) | Q(owner__unit__in=units)).distinct()


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task; what is sent moves it on."""
    person = person_of(request)
    if request.method == "POST":
        demand(person, Action.ANSWER_DIRECTIVES)
    found: Task | None = readable(person).filter(pk=pk).told().select_related("owner__unit__parent__parent").first()
    if found is None:
        demand(person, Action.ANSWER_DIRECTIVES)
        raise Http404
    if request.method == "GET":
        return _page(request, found)
    try:
        typed = Typed(request.POST)
        to = typed.choice("to", TaskState, _("State"))
        typed.check()
        if to is not None:
            actions.move(person, found, to, typed.text("words"))
    except BadInputError as error:
        if status_of(error) == 403:
            raise
        found.refresh_from_db()
        return _page(request, found, error)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("task", args=[pk]))


def _page(request: HttpRequest, found: Task, error: BadInputError | None = None) -> HttpResponse:
    person, day = person_of(request), clock.today()
    owns, keeps = actions.role_in(person, found)
    steps = next_of_task(found.held, owns=owns, keeps=keeps)
    node = find_node(law().sets.values(), found.node) if found.node else None
    context = with_tabs(
        person, "tasks", it=found, steps=[(step, step_words(found.held, step)) for step in steps],
        drop=TaskState.DROPPED,
        replies=[(each, TaskState(each.after)) for each in found.replies.select_related("organisation")],
        is_late=is_late(found.due, found.held, day), set_id=node[0].id if node else "",
        told_now=told_of(found.commune, node[1], day) if found.commune and node else None,
        reads_plan=found.plan is not None and readable_plans(person).filter(pk=found.plan_id).exists(),
        problems=error.problems if error else [], typed=request.POST.dict() if error else {},
        trail=[(reverse("tasks"), _("Tasks"))],
    )  # fmt: skip
    return render(request, "web/directives/task.html", context, status=status_of(error) if error else 200)


@require_http_methods(["GET", "POST"])
def tasks_of_short(request: HttpRequest, code: str) -> HttpResponse:
    """What a commune lacks as tasks, ticked beforehand; what is sent is given to its committee in one change."""
    person, day = person_of(request), clock.today()
    unit = commune_of(code, day)
    demand(person, Action.KEEP_PLANS, unit)
    short = short_of(unit, day)
    error = None
    if request.method == "POST":
        wanted = set(request.POST.getlist("node"))
        plan: Plan | None = readable_plans(person).filter(pk=whole_of(request.POST.get("plan", ""))).first()
        chosen = [replace(each.given) for each in short.tasks if each.given.node in wanted and each.there is None]
        try:
            made = actions.give(person, chosen, plan)
        except BadInputError as refused:
            error = refused
        else:
            n = len(made)
            messages.success(request, ngettext("One task given.", "{n} tasks given.", n).format(n=whole(n)))
            return HttpResponseRedirect(f"{reverse('tasks')}?{urlencode({'state': ''})}")
    context = with_tabs(
        person, "tasks", unit=unit, short=short, problems=error.problems if error else [],
        plans=[("", _("no plan")), *((each.pk, each.title) for each in readable_plans(person).order_by("-event"))],
        trail=[(reverse("commune", args=[code]), unit.full_name)],
    )  # fmt: skip
    return render(request, "web/directives/short.html", context, status=status_of(error) if error else 200)
