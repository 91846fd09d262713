"""The templates of documents: which holds, what fields there are, replacing one, going back to the one that ships."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso.accounts.door import Action, demand
from langso.documents.actions import bring_back, content_of, replace_template, version_of, versions
from langso.documents.catalogue import DOCUMENTS, Document
from langso.documents.fields import listed, shape_of
from langso.documents.models import TemplateVersion
from langso.documents.parts import LARGEST
from langso.evidence.intake import megabytes, too_large
from langso.language import gettext as _
from langso.problems import TEMPLATE_NOT_READABLE, BadInputError, Where, refuse
from langso.web.answers import attached
from langso.web.asked import whole_of
from langso.web.people import person_of
from langso.web.uploads import limited_uploads, skipped
from langso.web.views.errors import status_of


@never_cache
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """All of them."""
    demand(person_of(request), Action.KEEP_PROCEDURE)
    held = versions()
    return render(
        request, "web/templates.html", {"lines": [(each, held.get(each.name)) for each in DOCUMENTS.values()]}
    )


@never_cache
@limited_uploads
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, name: str) -> HttpResponse:
    """One of them; a file that is sent is checked and takes its place."""
    person, document = person_of(request), _document(name)
    demand(person, Action.KEEP_PROCEDURE)
    if request.method == "GET":
        return _page(request, document)
    try:
        file_name, content = _sent(request)
        replace_template(
            person, document, file_name, content, seen=whole_of(request.POST.get("seen", "")) or 0,
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except BadInputError as error:
        return _page(request, document, error)
    messages.success(request, _("The template has been replaced; documents are written with it from now on."))
    return HttpResponseRedirect(request.path)


@never_cache
@require_POST
def template_bring_back(request: HttpRequest, name: str) -> HttpResponse:
    """Have the template that ships hold again."""
    document = _document(name)
    try:
        seen = whole_of(request.POST.get("seen", "")) or 0
        bring_back(person_of(request), document, seen=seen, reason=request.POST.get("reason", ""))
    except BadInputError as error:
        return _page(request, document, error)
    messages.success(request, _("The template that ships with the product holds again."))
    return HttpResponseRedirect(reverse("template", args=[name]))


@never_cache
@require_GET
def template_file(request: HttpRequest, name: str) -> HttpResponse:
    """The template that holds, or the one of an earlier version."""
    demand(person_of(request), Action.KEEP_PROCEDURE)
    document, number = _document(name), whole_of(request.GET.get("version", ""))
    version = version_of(document)
    if number is not None:
        version = TemplateVersion.objects.filter(document=document.name, number=number).first()
        if version is None and number != 0:
            raise Http404
    return attached(content_of(document, version), f"mau-{document.name}-{version.number if version else 0}.docx")


def _document(name: str) -> Document:
    if name not in DOCUMENTS:
        raise Http404
    return DOCUMENTS[name]


def _sent(request: HttpRequest) -> tuple[str, bytes]:
    file = request.FILES.get("file")
    if large := skipped(request):
        raise too_large(large[0])
    if file is None:
        raise refuse(TEMPLATE_NOT_READABLE, Where(column="file"), reason=_("no file was chosen"))
    return (file.name or "")[-100:] or "template.docx", file.read()


def _page(request: HttpRequest, document: Document, error: BadInputError | None = None) -> HttpResponse:
    version = version_of(document)
    context: dict[str, Any] = {
        "document": document,
        "version": version,
        "number": version.number if version else 0,
        "history": TemplateVersion.objects.filter(document=document.name).order_by("-number").defer("content"),
        "fields": list(listed(shape_of(document.fields))),
        "largest": megabytes(LARGEST),
        "problems": error.problems if error else (),
        "typed": request.POST.dict() if error else {},
    }
    return render(request, "web/template.html", context, status=status_of(error) if error else 200)
