"""Evidence: at a condition, in the commune's library, piece by piece, and side by side where communes gave the same."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso import clock, problems
from langso.accounts.door import Action, demand, may
from langso.accounts.models import Person
from langso.assessments.live import sets_on
from langso.criteria.law import Node
from langso.evidence.actions import Outcome, attach_all, describe, link, revise, set_validity, unlink, withdraw
from langso.evidence.intake import megabytes, too_large
from langso.evidence.models import Evidence
from langso.evidence.overview import counts, duplicates, elsewhere, expiring, missing, reusable
from langso.evidence.rules import find_node, lacking
from langso.language import gettext as _
from langso.places.models import Unit
from langso.problems import BadInputError, Problem, Where, refuse
from langso.registers.law import law
from langso.web.asked import whole_of
from langso.web.evidence_shown import (
    at_fields,
    choices,
    days_of,
    file_said,
    file_url,
    given_of,
    map_url,
    missing_said,
    shown,
    suggested,
    title_of,
    version_of,
)
from langso.web.people import person_of
from langso.web.telling import short_id
from langso.web.uploads import limited_uploads, skipped, told, wants_json
from langso.web.views.communes import commune_of
from langso.web.views.errors import status_of

A_PAGE = 50


@limited_uploads
@require_http_methods(["GET", "POST"])
def evidence_of(request: HttpRequest, code: str, node: str) -> HttpResponse:
    """The evidence of a condition; files that are sent are attached, each for itself."""
    unit, found = commune_of(code, clock.today()), _node(node)
    person = person_of(request)
    demand(person, Action.READ_EVIDENCE, unit)
    if request.method == "GET":
        return _at_condition(request, unit, found)
    outcomes, error = _attached(request, person, unit, node)
    if wants_json(request):
        return _as_json(outcomes, error)
    failed = [outcome for outcome in outcomes if outcome.problems]
    if not failed and error is None:
        if not request.htmx:  # type: ignore[attr-defined]
            _say_attached(request, outcomes)
            return HttpResponseRedirect(request.path)
        return _at_condition(request, unit, found, outcomes=outcomes)
    status = status_of(error) if error else 422
    faults = list(error.problems) if error else []
    return _at_condition(request, unit, found, outcomes=outcomes, status=status, problems=faults)


def _attached(
    request: HttpRequest, person: Person | None, unit: Unit, node: str
) -> tuple[list[Outcome], BadInputError | None]:
    """What became of the files that were sent or of the evidence that is used again; what was wrong with all of it."""
    typed = request.POST.dict()
    files = request.FILES.getlist("files")
    large = [Outcome(name, problems=too_large(name).problems) for name in skipped(request)]
    try:
        demand(person, Action.ATTACH_EVIDENCE, unit)
        if again := [pk for text in request.POST.getlist("again") if (pk := whole_of(text)) is not None]:
            for item in Evidence.objects.filter(commune=unit, pk__in=again):
                link(person, item, [node], typed.get("suggestion", ""))
        elif not files and not large:
            raise refuse(problems.FILE_MISSING, Where(column="files"))
        return [*attach_all(person, unit, node, files, given_of(typed)), *large], None
    except BadInputError as error:
        return large, error


def _say_attached(request: HttpRequest, outcomes: list[Outcome]) -> None:
    names = ", ".join(outcome.file_name for outcome in outcomes)
    messages.success(request, _("Attached: {names}").format(names=names) if names else _("Linked."))


def _as_json(outcomes: list[Outcome], error: BadInputError | None) -> HttpResponse:
    faults = [] if error is None else told(error)
    files = [
        {
            "name": outcome.file_name,
            "url": reverse("evidence", args=[outcome.evidence.pk]) if outcome.evidence else "",
            "problems": told(BadInputError(outcome.problems)),
        }
        for outcome in outcomes
    ]
    failed = bool(faults) or any(outcome.problems for outcome in outcomes)
    return JsonResponse({"files": files, "problems": faults}, status=422 if failed else 200)


def _at_condition(
    request: HttpRequest,
    unit: Unit,
    node: Node,
    *,
    outcomes: list[Outcome] | None = None,
    status: int = 200,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    person, day = person_of(request), clock.today()
    items = list(Evidence.objects.standing().filter(commune=unit).for_node(node.id).told())
    told_items = shown(items, day, node.id)
    there = [item.link.suggestion for item in told_items if item.link and item.standing.counts]
    may_attach = may(person, Action.ATTACH_EVIDENCE, unit)
    context = {
        "unit": unit, "node": node, "items": told_items, "may_attach": may_attach, "lacking": lacking(node, there),
        "again": shown(reusable(unit, node.id, items), day) if may_attach else [], "outcomes": outcomes or [],
        "typed": request.POST.dict() if status != 200 else {}, "limit": settings.UPLOAD_LIMIT,
        "limit_said": megabytes(settings.UPLOAD_LIMIT), "trail": _trail(unit, node), "short_id": short_id,
        **at_fields(problems),
    }  # fmt: skip
    template = "web/evidence_panel.html" if request.htmx else "web/evidence_of_page.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


@require_GET
def library(request: HttpRequest, code: str) -> HttpResponse:
    """All evidence of a commune: by condition, what ends soon, what is missing, what was withdrawn."""
    day = clock.today()
    unit, person = commune_of(code, day), person_of(request)
    demand(person, Action.READ_EVIDENCE, unit)
    show, node = request.GET.get("show", ""), request.GET.get("node", "")
    found = Evidence.objects.filter(commune=unit)
    found = found.filter(withdrawn_at__isnull=False) if show == "withdrawn" else found.standing()
    if show == "expiring":
        found = found.filter(pk__in=[item.pk for item in expiring([unit], day)])
    if node:
        found = found.for_node(node)
    page = Paginator(found.told(), A_PAGE).get_page(request.GET.get("page"))
    lacks = missing(unit, sets_on(day), day)
    context = {
        "unit": unit, "page": page, "items": shown(page.object_list, day), "show": show, "node": node,
        "missing": [each for each in lacks if not node or each.node.id == node], "choices": choices(),
        "missing_said": missing_said(lacks),
        "given": {name: value for name, value in (("show", show), ("node", node)) if value},
        "numbers": {"": Evidence.objects.standing().filter(commune=unit).count(), "missing": len(lacks),
                    "expiring": len(expiring([unit], day)),
                    "withdrawn": Evidence.objects.filter(commune=unit, withdrawn_at__isnull=False).count()},
        "there": counts(unit), "trail": _trail(unit), "short_id": short_id,
        "may_attach": may(person, Action.ATTACH_EVIDENCE, unit),
    }  # fmt: skip
    return render(request, "web/evidence_library.html", context)


@require_GET
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of evidence with its revisions."""
    return _page(request, _evidence(request, pk))


def _page(request: HttpRequest, item: Evidence, error: BadInputError | None = None) -> HttpResponse:
    person, unit = person_of(request), item.commune
    there = [each.node for each in item.linked]
    context = {
        "it": shown([item], clock.today())[0], "unit": unit, "trail": _trail(unit, library=True), "file_url": file_url,
        "revisions": item.revisions.select_related("blob").order_by("-number"), "file_said": file_said,
        "ended": [(each, title_of(each.node)) for each in item.links.all() if each.ended_at and each.node not in there],
        "map_url": map_url(item), "elsewhere": elsewhere(item) if may(person, Action.COMPARE_EVIDENCE, unit) else 0,
        "may_attach": may(person, Action.ATTACH_EVIDENCE, unit) if item.withdrawn_at is None else False,
        "may_journal": may(person, Action.READ_JOURNAL, unit), "choices": choices(), "there": there,
        "suggested": {node: suggested(node) for node in there},
        **at_fields(error.problems if error else ()), "typed": request.POST.dict() if error else {},
        "limit_said": megabytes(settings.UPLOAD_LIMIT),
    }  # fmt: skip
    return render(request, "web/evidence.html", context, status=status_of(error) if error else 200)


@limited_uploads
@require_POST
def evidence_change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A change of one piece of evidence: its file, its days, what it speaks for, or its end."""
    item, person, typed = _evidence(request, pk), person_of(request), request.POST.dict()
    try:
        demand(person, Action.ATTACH_EVIDENCE, item.commune)
        said = _changed(request, item, person, what, typed)
    except BadInputError as error:
        return _page(request, item, error)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("evidence", args=[pk]))


def _changed(request: HttpRequest, item: Evidence, person: Person | None, what: str, typed: dict[str, str]) -> str:
    seen = version_of(typed)
    if what == "revise":
        for name in skipped(request):
            raise too_large(name)
        files = request.FILES.getlist("file")
        if not files:
            raise refuse(problems.FILE_MISSING, Where(column="file"))
        revise(person, item, files[0], typed.get("note", ""), seen=seen)
        return _("The new file is there; the ones before stay.")
    if what == "dates":
        since, until = days_of(typed)
        set_validity(person, item, since, until, title=typed.get("title"), seen=seen)
        return _("Saved.")
    if what == "link":
        link(person, item, request.POST.getlist("node"), seen=seen)
        return _("Linked.")
    if what == "describe":
        describe(person, item, typed.get("node", ""), typed.get("suggestion", ""), seen=seen)
        return _("Saved.")
    if what == "unlink":
        unlink(person, item, typed.get("node", ""))
        return _("It no longer speaks for that condition; it stays in the library.")
    if what == "withdraw":
        withdraw(person, item, typed.get("reason", ""))
        return _("Withdrawn. Its files and what it spoke for can still be read here.")
    raise Http404


@require_GET
def duplicates_page(request: HttpRequest) -> HttpResponse:
    """What several communes gave as evidence, pointed out to who reviews them."""
    person, day = person_of(request), clock.today()
    demand(person, Action.COMPARE_EVIDENCE)
    groups = [(group, shown(group.evidence, day)) for group in duplicates(person)]
    page = Paginator(groups, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/evidence_duplicates.html", {"page": page})


def _evidence(request: HttpRequest, pk: int) -> Evidence:
    """A piece of evidence, if whoever asks may read it."""
    found: Evidence | None = (
        Evidence.objects.filter(pk=pk).select_related("commune__parent__parent", "current__blob").first()
    )
    person = person_of(request)
    if found is None:
        demand(person, Action.READ_EVIDENCE)
        raise Http404
    demand(person, Action.READ_EVIDENCE, found.commune)
    return found


def _node(name: str) -> Node:
    found = find_node(law().versions, name)
    if found is None:
        raise Http404
    return found[1]


def _trail(unit: Unit, node: Node | None = None, *, library: bool = False) -> list[tuple[str, str]]:
    trail = [(reverse("commune", args=[unit.code]), unit.full_name)]
    if node is not None or library:
        trail.append((reverse("evidence_library", args=[unit.code]), _("Evidence")))
    return trail
