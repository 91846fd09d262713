"""Plans with their tasks and money, and the yearly targets."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso import clock
from langso.accounts.door import Action, demand, may, territory
from langso.accounts.models import Person
from langso.directives.actions import plans as actions
from langso.directives.actions import tasks as task_actions
from langso.directives.given import BudgetGiven
from langso.directives.kinds import Source, TaskState
from langso.directives.models import BudgetLine, Plan, Target
from langso.directives.rules import is_late
from langso.language import gettext as _
from langso.language import whole
from langso.places.models import Organisation, Unit
from langso.problems import BadInputError
from langso.web.asked import errors_in, whole_of
from langso.web.directives_forms import budget_given, plan_given, target_given, task_given
from langso.web.directives_shown import documents_to_choose, nodes_by_set, options, places_by_district, with_tabs
from langso.web.people import person_of
from langso.web.views.errors import status_of

A_PAGE = 30


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """The plans that one may read, with how far their tasks and money have come."""
    person = person_of(request)
    demand(person, Action.READ_PLANS)
    page = Paginator(readable(person).order_by("-event"), A_PAGE).get_page(request.GET.get("page"))
    counted = {each.pk: _counts(each) for each in page.object_list}
    context = with_tabs(person, "plans", page=page, counted=counted, may_keep=may(person, Action.KEEP_PLANS))
    return render(request, "web/directives/plans.html", context)


def _counts(plan: Plan) -> dict[str, int]:
    tasks = plan.tasks.exclude(state=TaskState.DROPPED)
    done = Count("pk", filter=Q(state=TaskState.DONE))
    money = plan.budget.aggregate(amount=Sum("amount"), spent=Sum("spent"))
    told = {**tasks.aggregate(tasks=Count("pk"), done=done), **money}
    return {name: value or 0 for name, value in told.items()}


def readable(person: Person | None) -> Any:
    """The plans of one's territory."""
    return Plan.objects.filter(organisation__unit__in=Unit.objects.filter(territory(person, Action.READ_PLANS)))


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: its tasks, its money, what it answers."""
    return _page(request, _plan(request, pk))


def _page(request: HttpRequest, found: Plan, error: BadInputError | None = None) -> HttpResponse:
    person, day = person_of(request), clock.today()
    keeps = bool(may(person, Action.KEEP_PLANS))
    tasks = list(found.tasks.told())
    context = with_tabs(
        person, "plans", it=found, tasks=tasks, late={task.pk for task in tasks if is_late(task.due, task.held, day)},
        lines=[(line, Source(line.source).words) for line in found.budget.all()], sums=_counts(found), keeps=keeps,
        sources=options(Source), answers=list(found.answers.select_related("recommendation")),
        bodies=_bodies(person) if keeps else [], nodes=nodes_by_set() if keeps else [],
        problems=error.problems if error else [], typed=request.POST.dict() if error else {},
        errors_in=errors_in(error.problems if error else ()), no_errors=errors_in(()),
        trail=[(reverse("plans"), _("Plans"))],
    )  # fmt: skip
    return render(request, "web/directives/plan.html", context, status=status_of(error) if error else 200)


def _bodies(person: Person | None) -> list[tuple[int, str]]:
    """The organisations to which a person can give tasks."""
    # Asked for by number: within one query PostgreSQL looks through all units again for each organisation.
    units = list(Unit.objects.filter(territory(person, Action.KEEP_PLANS)).values_list("pk", flat=True))
    bodies = Organisation.objects.on(clock.today()).filter(unit__in=units)
    return [(body.pk, body.name) for body in bodies.order_by("-unit__level", "unit__order", "name")]


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """Register a plan."""
    return _registered(request, None)


@require_http_methods(["GET", "POST"])
def plan_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of a plan."""
    demand(person_of(request), Action.KEEP_PLANS)
    return _registered(request, _plan(request, pk))


def _registered(request: HttpRequest, found: Plan | None) -> HttpResponse:
    person = person_of(request)
    demand(person, Action.KEEP_PLANS)
    if request.method == "GET":
        return _form(request, found)
    try:
        given = plan_given(request, person)
        if found is None:
            found = actions.register(person, given)
        else:
            actions.correct(person, found, given, seen=whole_of(request.POST.get("version", "")))
    except BadInputError as error:
        return _form(request, found, error)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("plan", args=[found.pk]))


def _form(request: HttpRequest, found: Plan | None, error: BadInputError | None = None) -> HttpResponse:
    person = person_of(request)
    typed: dict[str, Any] = {}
    if error:
        typed = request.POST.dict()
    elif found:
        typed = {name: getattr(found, name) or "" for name in ("title", "issuer", "since", "until", "note", "version")}
        typed["document"] = str(found.document_id or "")
    context = with_tabs(
        person, "plans", kept=found, typed=typed, documents=documents_to_choose(person),
        problems=error.problems if error else [], trail=[(reverse("plans"), _("Plans"))],
    )  # fmt: skip
    return render(request, "web/directives/plan_form.html", context, status=status_of(error) if error else 200)


@require_POST
def plan_change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A task given within a plan, or a line of its money."""
    person = person_of(request)
    demand(person, Action.KEEP_PLANS)
    found = _plan(request, pk)
    try:
        if what == "task":
            task_actions.give(person, [task_given(request)], found)
        elif what == "money":
            _money(request, found, person)
        else:
            raise Http404
    except BadInputError as error:
        if status_of(error) == 403:
            raise
        return _page(request, found, error)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(f"{reverse('plan', args=[pk])}#{what}")


def _money(request: HttpRequest, found: Plan, person: Person | None) -> None:
    given = budget_given(request)
    _kept(request, found, person, given)
    if given.spent > given.amount:
        said = _("“{purpose}”: {n} đồng more was spent than the plan gives. Look whether a figure was mistyped.")
        messages.warning(request, said.format(purpose=given.purpose, n=whole(given.spent - given.amount)))


def _kept(request: HttpRequest, found: Plan, person: Person | None, given: BudgetGiven) -> None:
    number = whole_of(request.POST.get("line", ""))
    if number is None:
        actions.add_money(person, found, given)
        return
    line: BudgetLine | None = found.budget.filter(pk=number).first()
    if line is None:
        raise Http404
    actions.correct_money(person, line, given, seen=whole_of(request.POST.get("version", "")))


def _plan(request: HttpRequest, pk: int) -> Plan:
    person = person_of(request)
    found: Plan | None = readable(person).filter(pk=pk).select_related("document", "organisation").first()
    if found is None:
        demand(person, Action.READ_PLANS)
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """The targets of all years; a target that is sent is set."""
    person = person_of(request)
    error = None
    if request.method == "POST":
        demand(person, Action.KEEP_PLANS)
        try:
            actions.set_target(person, target_given(request))
        except BadInputError as refused:
            if status_of(refused) == 403:
                raise
            error = refused
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("targets"))
    demand(person, Action.READ_PLANS)
    keeps = bool(may(person, Action.KEEP_PLANS))
    units = Unit.objects.filter(territory(person, Action.READ_PLANS))
    kept = Target.objects.filter(unit__in=units).select_related("unit")
    context = with_tabs(
        person, "targets", page=Paginator(kept, A_PAGE).get_page(request.GET.get("page")), keeps=keeps,
        nodes=nodes_by_set(groups=False), groups=places_by_district(person, Action.KEEP_PLANS) if keeps else [],
        year=clock.today().year, problems=error.problems if error else [],
        typed=request.POST.dict() if error else {},
    )  # fmt: skip
    return render(request, "web/directives/targets.html", context, status=status_of(error) if error else 200)


@require_POST
def target_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a target that was set by mistake."""
    demand(person_of(request), Action.KEEP_PLANS)
    found: Target | None = Target.objects.filter(pk=pk).select_related("unit__parent__parent").first()
    if found is None:
        raise Http404
    actions.remove_target(person_of(request), found)
    messages.success(request, _("The target was taken away."))
    return HttpResponseRedirect(reverse("targets"))
