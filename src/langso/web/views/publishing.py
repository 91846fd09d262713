"""Publishing a draft: what it will do, by which decision, for what reason; and the decision's file for everybody."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from langso import clock
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.cells.reading import Refused, read_date
from langso.evidence.intake import megabytes, too_large
from langso.language import gettext as _
from langso.language import mark
from langso.problems import BadInputError, Problem, Where
from langso.registers.law import law, law_digest
from langso.web.asked import errors_in
from langso.web.law_shown import version_url
from langso.web.people import person_of
from langso.web.uploads import limited_uploads, skipped
from langso.web.views.drafts import draft_of, looked_at
from langso.web.views.effects import ends_of, where_decides
from langso.web.views.errors import status_of
from langso.web.views.evidence_files import content_handed_out
from langso.web.views.law import SHOWN, trail
from langso.workshop.effect import effect_of
from langso.workshop.models import Draft, Publication
from langso.workshop.publishing import Decision, Seen, publish
from langso.workshop.rules import Read, copied_document, predecessor

KINDS = {
    "decision": mark("Decision"), "official_letter": mark("Official letter"), "resolution": mark("Resolution"),
    "circular": mark("Circular"), "notice": mark("Notice"), "decree": mark("Decree"), "law": mark("Law"),
    "plan": mark("Plan"), "report": mark("Report"),
}  # fmt: skip
"""The kinds of document that the law may cite, as people read them."""


@never_cache
@limited_uploads
@require_http_methods(["GET", "POST"])
def draft_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What will happen, and the form that does it."""
    person, held = person_of(request), draft_of(request, pk)
    demand(person, Action.PUBLISH_LAW)
    assert held.current is not None  # noqa: S101 - a draft is begun with its first text
    found = looked_at(held.current)
    if not found.sound or not held.is_open:
        return HttpResponseRedirect(reverse("draft", args=[pk]))
    if request.method == "GET":
        return _page(request, held, found)
    try:
        published = _publish(request, person, held)
    except BadInputError as error:
        return _page(request, draft_of(request, pk), found, error)
    messages.success(request, _("Published. From its first day on it is the law, on every page."))
    return HttpResponseRedirect(_address(published))


def _publish(request: HttpRequest, person: Person | None, held: Draft) -> Publication:
    for name in skipped(request):
        raise too_large(name)
    typed = request.POST.dict()
    day = read_date(str(typed.get("decided_on", "")))
    decision = Decision(
        number=str(typed.get("number", "")),
        kind=str(typed.get("kind", "")) if typed.get("kind") in KINDS else "decision",
        decided_on=None if isinstance(day, Refused) else day,
        issuer=str(typed.get("issuer", "")),
        subject=str(typed.get("subject", "")),
        file=request.FILES.get("document"),
    )
    seen = str(typed.get("seen", ""))
    version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    try:
        return publish(person, held, decision, str(typed.get("reason", "")), Seen(version, str(typed.get("law", ""))))
    except BadInputError as error:
        if not isinstance(day, Refused):
            raise
        where = Where(column="decided_on")
        wrong = Problem(day.kind, where, str(typed.get("decided_on", "")), day.details)
        raise BadInputError([wrong if p.where == where else p for p in error.problems]) from error


def _address(published: Publication) -> str:
    every = law()
    files = set(published.files)
    version = next((version for version in every.versions if version.file in files), None)
    return version_url(version, every) if version else reverse("law_rulings")


def _page(request: HttpRequest, held: Draft, found: Read, error: BadInputError | None = None) -> HttpResponse:
    wanted = found.criteria_set
    copied, before = copied_document(found, law()), predecessor(wanted, law()) if wanted else None
    # What issued the version before does not decide this one.
    number = wanted.document if wanted and (before is None or before.document != wanted.document) else ""
    known, first = law().documents.get(number), {"number": number, "kind": "decision"}
    if known:
        issued = known.issued_on.isoformat() if known.issued_on else ""
        first |= {"kind": known.kind, "issuer": known.issuer.vi, "subject": known.subject.vi, "decided_on": issued}
    context = {
        **SHOWN, "draft": held, "set": wanted, "effect": effect_of(held, found), "ends": ends_of(found),
        "copied": copied, "stays": wanted.document if wanted and not copied and not number else "",
        "rulings": [(ruling, where_decides(found, ruling.id)) for ruling in found.rulings.values()],
        "typed": request.POST.dict() if error else first,
        "errors_in": errors_in(error.problems if error else ()), "digest": law_digest(),
        "kinds": [(name, _(words)) for name, words in KINDS.items()], "limit_said": megabytes(settings.UPLOAD_LIMIT),
        "problems": [p for p in (error.problems if error else ()) if not p.where.column],
        "trail": [*trail(), (reverse("draft", args=[held.pk]), held.name)], "notes": found.notes,
        "retroactive": bool(wanted and wanted.valid_from and wanted.valid_from < clock.today()),
    }  # fmt: skip
    return render(request, "web/draft_publish.html", context, status=status_of(error) if error else 200)


@require_safe
def law_decision(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of the document that decided a publication."""
    published = Publication.objects.select_related("document").filter(pk=pk).first()
    if published is None or published.document is None:
        raise Http404
    return content_handed_out(request, published.document, published.document_name)
