"""The library of legal documents: searched, read, added to, corrected; files are handed out as those of evidence."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from langso import clock, problems
from langso.accounts.door import Action, demand, may
from langso.accounts.models import Person
from langso.directives import library
from langso.directives.actions.guidance import note_reading
from langso.directives.actions.library import add, attach, correct, take_out
from langso.directives.bodies import bodies_of
from langso.directives.kinds import DocumentKind, Force, Link
from langso.directives.library import Entry, Wanted
from langso.directives.models import Attachment, LegalDocument
from langso.directives.sending import received_as, sendings_of
from langso.directives.standing import awaited
from langso.evidence.intake import megabytes, too_large
from langso.language import gettext as _
from langso.problems import BadInputError, refuse
from langso.web.asked import whole_of
from langso.web.directives_forms import ROWS, document_given
from langso.web.directives_shown import documents_to_choose, nodes_by_set, options, with_tabs
from langso.web.evidence_shown import file_said
from langso.web.kept import kept_for_visitors
from langso.web.people import person_of
from langso.web.uploads import limited_uploads, skipped
from langso.web.views.errors import status_of
from langso.web.views.evidence_files import content_handed_out

A_PAGE = 30
YEARS = range(1900, 2200)
_FILTERS = ("q", "kind", "year", "node", "force")


@require_GET
@kept_for_visitors
def directives(request: HttpRequest) -> HttpResponse:
    """The library, searched and narrowed by what stands in the address."""
    person, day = person_of(request), clock.today()
    given = {name: text for name in _FILTERS if (text := request.GET.get(name, "").strip())}
    year = whole_of(given.get("year", ""))
    wanted = Wanted(
        given.get("q", ""), given.get("kind", ""), year if year in YEARS else None, given.get("node", ""),
        given.get("force", ""),
    )  # fmt: skip
    page = Paginator(library.entries(person, wanted, day), A_PAGE).get_page(request.GET.get("page"))
    context = with_tabs(
        person, "directives", page=page, given=given, awaited=awaited(person, day),
        kinds=options(DocumentKind, _("All")), forces=options(Force, _("All")),
        years=[("", _("All")), *((str(year), str(year)) for year in library.years(person, day))], nodes=nodes_by_set(),
        may_keep=may(person, Action.KEEP_DIRECTIVES),
    )  # fmt: skip
    return render(request, "web/directives/library.html", context)


@require_GET
@kept_for_visitors
def cited_document(request: HttpRequest, slug: str) -> HttpResponse:
    """A document that the law cites."""
    found = library.cited_by_slug().get(slug)
    if found is None:
        raise Http404
    return _opened(request, library.cited(found, clock.today()))


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document that was added. Whoever it was sent to has read it by opening it."""
    return _opened(request, _entry(_document(request, pk)))


def _opened(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The page of a document, and that whoever it was sent to has read it."""
    if (person := person_of(request)) is not None:
        for recipient in received_as(person, entry):
            note_reading(person, recipient)
    return _page(request, entry)


def _entry(found: LegalDocument) -> Entry:
    return library.told([found], clock.today())[0]


def _page(request: HttpRequest, entry: Entry, error: BadInputError | None = None) -> HttpResponse:
    person, day = person_of(request), clock.today()
    kept = entry.document
    may_keep = may(person, Action.KEEP_DIRECTIVES)
    files = list(kept.attachments.select_related("blob").order_by("-number")) if kept else []
    context = with_tabs(
        person, "directives", entry=entry, linked=library.linked(entry, person, day), nodes=library.nodes_of(entry),
        same=_same(entry), attachments=files,
        letters=received_as(person, entry), bodies=bodies_of(person, Action.ANSWER_DIRECTIVES),
        may_send=bool(may_keep) and (kept is None or kept.withdrawn_at is None), file_said=file_said,
        may_keep=bool(may_keep) and kept is not None and kept.withdrawn_at is None,
        dispatches=sendings_of(entry) if may(person, Action.READ_PLANS) else [],
        limit_said=megabytes(settings.UPLOAD_LIMIT), problems=error.problems if error else [],
        typed=request.POST.dict() if error else {}, trail=[(reverse("directives"), _("Documents"))],
    )  # fmt: skip
    return render(request, "web/directives/document.html", context, status=status_of(error) if error else 200)


def _same(entry: Entry) -> list[Entry]:
    """Others of the same number and sign, pointed out."""
    if entry.document is None or entry.issued_on is None:
        return []
    return library.same_number(entry.notation, entry.issuer, entry.issued_on.year, entry.document.pk)


@limited_uploads
@require_http_methods(["GET", "POST"])
def document_new(request: HttpRequest) -> HttpResponse:
    """Add a document, with its file where it is at hand."""
    person = person_of(request)
    demand(person, Action.KEEP_DIRECTIVES)
    if request.method == "GET":
        return _form(request, None)
    try:
        made = add(person, document_given(request, person), _file(request))
    except BadInputError as error:
        return _form(request, None, error)
    messages.success(request, _("Added to the library."))
    return HttpResponseRedirect(reverse("document", args=[made.pk]))


@require_http_methods(["GET", "POST"])
def document_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of a document."""
    found, person = _document(request, pk), person_of(request)
    demand(person, Action.KEEP_DIRECTIVES)
    if request.method == "GET":
        return _form(request, found)
    try:
        correct(person, found, document_given(request, person), seen=whole_of(request.POST.get("version", "")))
    except BadInputError as error:
        return _form(request, found, error)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("document", args=[pk]))


def _form(request: HttpRequest, found: LegalDocument | None, error: BadInputError | None = None) -> HttpResponse:
    person = person_of(request)
    kept = {each.node: each.place for each in found.nodes.all()} if found else {}
    related = [(each.link, each.cited or str(each.target_id)) for each in found.relations.all()] if found else []
    ticked = set(request.POST.getlist("nodes")) if error else set(kept)
    faults = {problem.kind for problem in error.problems} if error else set()
    context = with_tabs(
        person, "directives", kept=found, typed=_typed(request, found, error), kinds=options(DocumentKind),
        links=options(Link), nodes=nodes_by_set(), awaiting=awaited(person, clock.today()), ticked=ticked, places=kept,
        rows=ROWS,
        related=[(link, key, library.find(key, person, clock.today())) for link, key in related],
        documents=documents_to_choose(person), duplicate=problems.DOCUMENT_DUPLICATE in faults,
        limit_said=megabytes(settings.UPLOAD_LIMIT), problems=error.problems if error else [],
        trail=[(reverse("directives"), _("Documents"))],
    )  # fmt: skip
    return render(request, "web/directives/document_form.html", context, status=status_of(error) if error else 200)


def _typed(request: HttpRequest, found: LegalDocument | None, error: BadInputError | None) -> dict[str, Any]:
    """What stands in the fields: what was typed, else what is kept."""
    if error:
        return request.POST.dict()
    if found is None:
        return {"for_public": "yes", "kind": DocumentKind.OFFICIAL_LETTER.value}
    days = {name: getattr(found, name) or "" for name in ("issued_on", "effective_from", "effective_until")}
    plain = {name: getattr(found, name) for name in ("notation", "kind", "issuer", "subject", "text", "version")}
    return {**plain, **days, "for_public": "yes" if found.for_public else ""}


@limited_uploads
@require_POST
def document_change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A change of a document: its file, its end."""
    found, person = _document(request, pk), person_of(request)
    try:
        said = _changed(request, found, person, what)
    except BadInputError as error:
        if status_of(error) == 403:
            raise
        return _page(request, _entry(found), error)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("document", args=[pk]))


def _changed(request: HttpRequest, found: LegalDocument, person: Person | None, what: str) -> str:
    demand(person, Action.KEEP_DIRECTIVES)
    if what == "attach":
        file = _file(request)
        if file is None:
            raise refuse(problems.FILE_MISSING)
        attach(person, found, file)
        return _("The new file is there; the ones before stay.")
    if what == "take-out":
        take_out(person, found, request.POST.get("reason", ""))
        return _("Taken out of the library. Whoever has the address can still read it.")
    raise Http404


@require_safe
def document_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A file of a document."""
    found = _document(request, pk)
    kept = Attachment.objects.filter(document=found, number=number).select_related("blob").first()
    if kept is None:
        raise Http404
    return content_handed_out(request, kept.blob, kept.file_name)


def _document(request: HttpRequest, pk: int) -> LegalDocument:
    """A document, if whoever asks may read it: those that are not for the public ask to sign in."""
    found: LegalDocument | None = LegalDocument.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    if not found.for_public and person_of(request) is None:
        raise refuse(problems.NOT_ALLOWED, reason=_("you are not signed in"))
    return found


def _file(request: HttpRequest) -> Any:
    for name in skipped(request):
        raise too_large(name)
    return request.FILES.get("file")
