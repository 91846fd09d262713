"""The files of evidence, handed out through the door alone: never from a public folder, never to be run."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags, quote_etag
from django.views.decorators.http import require_safe

from langso.accounts.door import Action, demand
from langso.evidence import storage
from langso.evidence.models import Blob, Revision
from langso.evidence.types import SUFFIXES, MediaType
from langso.web.people import person_of

POLICY = "default-src 'none'; sandbox"
"""Whatever a file holds, a browser that opens it runs nothing and loads nothing."""


@require_safe
def evidence_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A revision's file: pictures are shown, documents are downloaded."""
    revision = _revision(request, pk, number)
    return content_handed_out(request, revision.blob, revision.file_name)


def content_handed_out(request: HttpRequest, blob: Blob, file_name: str) -> HttpResponseBase:
    """A content under a name, once the door has been asked: pictures are shown, documents are downloaded."""
    kind = MediaType(blob.media_type)
    inline = kind is not MediaType.PDF and request.GET.get("download") is None
    name = Path(file_name).stem + SUFFIXES[kind]
    path = storage.path_of(blob.sha256)
    return _handed_out(request, path, kind.value, blob.sha256, content_disposition_header(not inline, name))


@require_safe
def evidence_thumbnail(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The thumbnail of a picture."""
    revision = _revision(request, pk, number)
    if not revision.blob.is_picture:
        raise Http404
    path = storage.thumbnail_of(revision.blob.sha256)
    return _handed_out(request, path, MediaType.WEBP.value, f"{revision.blob.sha256}-small", "inline")


def _revision(request: HttpRequest, pk: int, number: int) -> Revision:
    person = person_of(request)
    found = (
        Revision.objects.filter(evidence=pk, number=number)
        .select_related("blob", "evidence__commune__parent__parent")
        .first()
    )
    if found is None:
        demand(person, Action.READ_EVIDENCE)
        raise Http404
    demand(person, Action.READ_EVIDENCE, found.evidence.commune)
    return found


def _handed_out(
    request: HttpRequest, path: Path, media_type: str, tag: str, disposition: str | None
) -> HttpResponseBase:
    """The file; or that the one which the browser has is it, once the door has been asked."""
    etag = quote_etag(tag)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            answer = FileResponse(path.open("rb"), content_type=media_type)
        except OSError as error:
            raise Http404 from error
        # What is compressed already is not compressed once more.
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Disposition"] = disposition or "inline"
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
