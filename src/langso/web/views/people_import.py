"""Importing people and organisations: send a file, look at what each row would do, confirm; all of it or nothing."""

import secrets
import tempfile
from pathlib import Path

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso.accounts.bulk import Outcome, import_all, preview
from langso.accounts.door import Action, demand
from langso.exchange.people_file import Read, read_people_file, titled, write_empty_form
from langso.problems import PEOPLE_FILE, PREVIEW_OVER, BadInputError, Problem, Where, refuse
from langso.web.inviting import send_invitations
from langso.web.people import person_of
from langso.web.views.errors import status_of

MOST_SHOWN = 500
_KEPT_FOR = 3600
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_http_methods(["GET", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """The form, and after a file was sent the preview. Nothing is written here."""
    by = person_of(request)
    demand(by, Action.MANAGE_PEOPLE)
    if request.method == "GET":
        return _form(request)
    try:
        read = _read(request.FILES.get("file"))
        lines = preview(by, read.organisations, read.people)
    except BadInputError as error:
        return _form(request, error)
    counts = {outcome: sum(line.outcome is outcome for line in lines) for outcome in Outcome}
    counts[Outcome.REFUSED] += len({(p.where.file, p.where.row) for p in read.refused})
    token = secrets.token_urlsafe(16)
    if not counts[Outcome.REFUSED]:
        cache.set(_key(request, token), (read.organisations, read.people), _KEPT_FOR)
    context = {
        "lines": sorted(lines, key=lambda line: line.outcome is not Outcome.REFUSED)[:MOST_SHOWN],
        "more": max(0, len(lines) - MOST_SHOWN),
        "unread": _by_row(read)[:MOST_SHOWN],
        "titled": titled,
        "counts": [(outcome.words, outcome.value, n) for outcome, n in counts.items()],
        "refused": counts[Outcome.REFUSED],
        "nothing": not (counts[Outcome.ADDED] or counts[Outcome.CHANGED]),
        "token": token,
    }
    return render(request, "web/people_import_preview.html", context)


@never_cache
@require_POST
def people_import_confirm(request: HttpRequest) -> HttpResponse:
    """Do what the preview said, and invite the new people."""
    by = person_of(request)
    demand(by, Action.MANAGE_PEOPLE)
    key = _key(request, request.POST.get("token", ""))
    kept = cache.get(key)
    try:
        if kept is None:
            raise refuse(PREVIEW_OVER)
        people = import_all(by, *kept)
    except BadInputError as error:
        return _form(request, error)
    cache.delete(key)
    sent = send_invitations(request, people)
    context = {"sent": sent, "to_hand_over": [each for each in sent if not each.by_mail]}
    return render(request, "web/people_import_done.html", context)


@never_cache
@require_GET
def people_form(request: HttpRequest) -> HttpResponse:
    """The empty workbook to fill in."""
    demand(person_of(request), Action.MANAGE_PEOPLE)
    with tempfile.TemporaryDirectory(prefix="langso-") as folder:
        path = Path(folder) / "form.xlsx"
        write_empty_form(path)
        data = path.read_bytes()
    response = HttpResponse(data, content_type=_WORKBOOK)
    response["Content-Disposition"] = 'attachment; filename="nguoi-dung.xlsx"'
    return response


def _form(request: HttpRequest, error: BadInputError | None = None) -> HttpResponse:
    found = [titled(problem) for problem in error.problems] if error else []
    return render(request, "web/people_import.html", {"problems": found}, status=status_of(error) if error else 200)


def _by_row(read: Read) -> list[tuple[Where, str, list[Problem]]]:
    """The rows that could not be read: where, about whom, and all that is wrong with each."""
    rows: dict[tuple[str, int], list[Problem]] = {}
    for problem in read.refused:
        rows.setdefault((problem.where.file, problem.where.row or 0), []).append(problem)
    return [(Where(*place), read.said.get(place, ""), found) for place, found in rows.items()]


def _read(upload: "UploadedFile[bytes] | None") -> Read:
    if upload is None:
        raise refuse(PEOPLE_FILE, Where(column="file"))
    name = Path(upload.name or "").name[-100:] or "file"
    with tempfile.TemporaryDirectory(prefix="langso-") as folder:
        path = Path(folder) / name
        with path.open("wb") as file:
            for piece in upload.chunks():
                file.write(piece)
        return read_people_file(path)


def _key(request: HttpRequest, token: str) -> str:
    """What was previewed belongs to who previewed it."""
    return f"people-import:{request.user.pk}:{token[:40]}"
