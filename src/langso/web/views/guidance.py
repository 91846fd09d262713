"""Guidance: sent to chosen recipients, what came to one's organisations, and who has received and read it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso import clock
from langso.accounts.door import Action, demand, may
from langso.directives import sending
from langso.directives.actions.guidance import confirm, publish
from langso.directives.kinds import Purpose
from langso.directives.library import Entry, cited_by_slug, find
from langso.directives.models import Dispatch, Recipient
from langso.language import gettext as _
from langso.places.models import Organisation, OrganisationKind
from langso.problems import BadInputError
from langso.web.directives_forms import addressed
from langso.web.directives_shown import options, with_tabs
from langso.web.people import person_of
from langso.web.views.errors import status_of

A_PAGE = 30

USUAL = {
    OrganisationKind.PROVINCE_COMMITTEE: Purpose.REPORT,
    OrganisationKind.COORDINATION_OFFICE: Purpose.SYNTHESISE,
    OrganisationKind.DEPARTMENT: Purpose.KNOW,
    OrganisationKind.POSTAL_COMPANY: Purpose.COORDINATE,
    OrganisationKind.FATHERLAND_FRONT: Purpose.COORDINATE,
}
"""The purpose that is chosen beforehand, as letters of departments have it; for all others: to carry out."""


@login_required
@require_GET
def guidance(request: HttpRequest) -> HttpResponse:
    """What came to one's organisations, and for who sends and who reads all, what was sent."""
    person = person_of(request)
    came = Paginator(sending.received(person), A_PAGE).get_page(request.GET.get("page"))
    sent = Paginator(sending.sent(person), A_PAGE).get_page(request.GET.get("sent"))
    context = with_tabs(
        person, "guidance", came=came, sent=sent, may_keep=may(person, Action.KEEP_DIRECTIVES),
        may_answer=may(person, Action.ANSWER_DIRECTIVES),
    )  # fmt: skip
    return render(request, "web/directives/guidance.html", context)


@login_required
@require_GET
def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has received and read what was sent, and when."""
    person = person_of(request)
    found = sending.sent(person).filter(pk=pk).first()
    if found is None:
        demand(person, Action.READ_PLANS)
        raise Http404
    recipients = list(
        found.recipients.select_related("organisation__unit").order_by(
            "organisation__kind", "organisation__unit__order", "organisation__name"
        )
    )
    show = request.GET.get("show", "")
    if show == "waiting":
        recipients = [each for each in recipients if each.received_at is None or each.read_at is None]
    context = with_tabs(
        person, "guidance", dispatch=found, recipients=recipients, show=show,
        trail=[(reverse("guidance"), _("Guidance"))],
    )  # fmt: skip
    return render(request, "web/directives/dispatch.html", context)


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that one's organisation has received what was sent."""
    person = person_of(request)
    demand(person, Action.ANSWER_DIRECTIVES)
    found: Recipient | None = Recipient.objects.filter(pk=pk).told().first()
    if found is None:
        raise Http404
    confirm(person, found)
    messages.success(request, _("Receipt confirmed."))
    return HttpResponseRedirect(_address(found.dispatch))


def _address(dispatch: Dispatch) -> str:
    """The page of the document that was sent."""
    if dispatch.document_id is None:
        return reverse("cited_document", args=[dispatch.slug])
    return reverse("document", args=[dispatch.document_id])


@require_http_methods(["GET", "POST"])
def document_send(request: HttpRequest, key: str) -> HttpResponse:
    """Send a document to chosen organisations: an added one by its number, one of the law by its slug."""
    person, day = person_of(request), clock.today()
    demand(person, Action.KEEP_DIRECTIVES)
    cited = cited_by_slug().get(key)
    found = find(cited.id if cited else key, person, day)
    if found is None:
        raise Http404
    groups = sending.can_receive(person, clock.today())
    if request.method == "GET":
        return _form(request, found, groups)
    try:
        made = publish(person, found, addressed(request, groups), request.POST.get("note", ""))
    except BadInputError as error:
        return _form(request, found, groups, error)
    messages.success(request, _("Sent. This page shows who has received and read it."))
    return HttpResponseRedirect(reverse("dispatch", args=[made.pk]))


def _form(request: HttpRequest, found: Entry, groups: Any, error: BadInputError | None = None) -> HttpResponse:
    context = with_tabs(
        person_of(request), "directives", entry=found, groups=groups, purposes=options(Purpose),
        by_district=_by_district(groups),
        usual={kind: USUAL.get(kind, Purpose.IMPLEMENT).value for kind, _bodies in groups},
        ticked=set(request.POST.getlist("to")) if error else set(), typed=request.POST.dict() if error else {},
        every={kind: request.POST.getlist(f"all-{kind}") for kind, _bodies in groups} if error else {},
        had=sending.had_already(found),
        problems=error.problems if error else [],
        trail=[(reverse("directives"), _("Documents"))],
    )  # fmt: skip
    return render(request, "web/directives/send.html", context, status=status_of(error) if error else 200)


def _by_district(groups: Any) -> list[tuple[str, list[Any]]]:
    """The communes' committees under the names of what lies above them."""
    communes = [each for kind, bodies in groups if kind == OrganisationKind.COMMUNE_COMMITTEE for each in bodies]
    found: dict[str, list[Any]] = {}
    for body in sorted(communes, key=lambda each: (_above(each), each.unit.order)):
        found.setdefault(body.unit.parent.full_name if body.unit.parent else "", []).append(body)
    return list(found.items())


def _above(body: Organisation) -> str:
    return body.unit.parent.order if body.unit.parent else ""
