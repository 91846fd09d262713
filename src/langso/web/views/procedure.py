"""The procedure as the province keeps it: cycles, the steps and checks with their basis, thresholds."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from langso import clock
from langso.accounts.door import Action, demand, may
from langso.dossiers.actions import end_cycle, open_cycle
from langso.dossiers.models import Cycle
from langso.dossiers.procedure import checks, steps
from langso.dossiers.ruling import set_procedure, share_of
from langso.language import gettext as _
from langso.places.models import ReviewTier
from langso.problems import BadInputError
from langso.web.days import day_typed
from langso.web.people import person_of
from langso.web.views.errors import status_of


@require_GET
def procedure(request: HttpRequest) -> HttpResponse:
    """Everyone can read it; whoever keeps it changes it here."""
    return _page(request)


def _page(request: HttpRequest, *, problems: Any = (), status: int = 200) -> HttpResponse:
    day = clock.today()
    listed, checked = steps(), checks()
    context = {
        "steps": listed,
        "checks": checked,
        "lacking": "" in {*(step.basis for step in listed), *(check.basis for check in checked)},
        "chain": ReviewTier.objects.order_by("since", "position"),
        "cycles": Cycle.objects.all(),
        "may_keep": may(person_of(request), Action.KEEP_PROCEDURE),
        "may_read": may(person_of(request), Action.READ_DOSSIERS),
        "day": day,
        "problems": problems,
        "typed": request.POST.dict() if problems else {},
    }
    return render(request, "web/procedure.html", context, status=status)


@require_POST
def procedure_set(request: HttpRequest) -> HttpResponse:
    """Set the basis, and the threshold, of a step or a check."""
    typed = request.POST
    try:
        share = typed.get("threshold", "").strip()
        threshold = share_of(share) if share else None
        set_procedure(person_of(request), typed.get("subject", ""), typed.get("basis", ""), threshold)
    except BadInputError as error:
        return _page(request, problems=error.problems, status=status_of(error))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("procedure"))


@require_POST
def cycle_open(request: HttpRequest) -> HttpResponse:
    """A new cycle."""
    demand(person_of(request), Action.KEEP_PROCEDURE)
    typed = request.POST
    try:
        until = typed.get("until", "")
        open_cycle(
            person_of(request), typed.get("title", ""), day_typed(typed.get("since", ""), "since", _("First day")),
            day_typed(until, "until") if until else None, typed.get("note", ""),
        )  # fmt: skip
    except BadInputError as error:
        return _page(request, problems=error.problems, status=status_of(error))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("procedure") + "#cycles")


@require_POST
def cycle_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say the last day of a cycle."""
    demand(person_of(request), Action.KEEP_PROCEDURE)
    cycle = get_object_or_404(Cycle, pk=pk)
    try:
        end_cycle(person_of(request), cycle, day_typed(request.POST.get("until", ""), "until", _("Last day")))
    except BadInputError as error:
        return _page(request, problems=error.problems, status=status_of(error))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("procedure") + "#cycles")
