"""Recognitions decided outside the product: recorded one by one or from a list with a preview, and withdrawn."""

import secrets
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso import clock, problems
from langso.accounts.bulk import Outcome
from langso.accounts.door import Action, demand, territory
from langso.cells.reading import Refused, read_date
from langso.dossiers.recognising import Decision, record, withdraw_recorded
from langso.dossiers.recording import preview, record_all, unit_of
from langso.exchange.recognitions_file import COLUMNS, Read, read_recognitions_file, write_empty_form
from langso.language import day as shown_day
from langso.language import gettext as _
from langso.language import ngettext, whole
from langso.places.models import Unit
from langso.problems import PREVIEW_OVER, RECOGNITIONS_FILE, BadInputError, Problem, Where, refuse
from langso.registers.law import law
from langso.web.answers import attached
from langso.web.asked import votes_typed
from langso.web.people import person_of
from langso.web.views.errors import status_of
from langso.web.views.recognitions import recognition_of

MOST_SHOWN = 500
_KEPT_FOR = 3600


@never_cache
@require_http_methods(["GET", "POST"])
def recognition_record(request: HttpRequest) -> HttpResponse:
    """The form for one recognition, and for a list; what was typed into the first is recorded."""
    person = person_of(request)
    demand(person, Action.DECIDE_RECOGNITION)
    if request.method == "GET":
        return _form(request)
    typed = request.POST.dict()
    try:
        decision = Decision(
            typed.get("number", ""), _day(typed, "decided_on"), typed.get("issuer", ""), *votes_typed(typed),
        )  # fmt: skip
        unit = unit_of(typed.get("commune", ""), decision)
        held = record(person, unit, typed.get("set", ""), decision, typed.get("source", ""))
    except BadInputError as error:
        return _form(request, error.problems, status_of(error))
    messages.success(request, _("Recorded."))
    return HttpResponseRedirect(reverse("recognition", args=[held.code]))


def _day(typed: dict[str, str], name: str) -> date:
    day = read_date(typed.get(name, ""))
    if day is None or isinstance(day, Refused):
        raise refuse(problems.CELL_DATE, Where(column=name), typed.get(name, ""))
    return day


def _form(request: HttpRequest, found: Sequence[Problem] = (), status: int = 200) -> HttpResponse:
    person = person_of(request)
    units = Unit.objects.filter(territory(person, Action.DECIDE_RECOGNITION)).assessed().select_related("parent")
    context = {
        "problems": [_titled(problem) for problem in found],
        "typed": request.POST.dict(),
        "communes": [(unit.code, _named(unit)) for unit in units.order_by("order", "code", "since")],
        "sets": [(each.id, str(each.title)) for each in law().sets.values() if each.criterion],
        "columns": [str(title) for title in COLUMNS.titles.values()],
    }
    return render(request, "web/recognition_record.html", context, status=status)


def _named(unit: Unit) -> str:
    above = f", {unit.parent.full_name}" if unit.parent else ""
    ended = "" if unit.until is None else " " + _("(until {day})").format(day=shown_day(unit.until))
    return f"{unit.full_name}{above} · {unit.code}{ended}"


def _titled(problem: Problem) -> Problem:
    """A problem with its column as the form calls it."""
    title = COLUMNS.titles.get(problem.where.column)
    where = Where(problem.where.file, problem.where.row, str(title)) if title else problem.where
    return Problem(problem.kind, where, problem.value, problem.details)


@never_cache
@require_POST
def recognition_import(request: HttpRequest) -> HttpResponse:
    """What each row of a list would do. Nothing is written here."""
    person = person_of(request)
    demand(person, Action.DECIDE_RECOGNITION)
    try:
        read = _read(request.FILES.get("file"))
        lines = preview(person, read.rows)
    except BadInputError as error:
        return _form(request, error.problems, status_of(error))
    counts = {outcome: sum(line.outcome is outcome for line in lines) for outcome in Outcome}
    counts[Outcome.REFUSED] += len({(p.where.file, p.where.row) for p in read.refused})
    token = secrets.token_urlsafe(16)
    if not counts[Outcome.REFUSED]:
        cache.set(_key(request, token), read.rows, _KEPT_FOR)
    context = {
        "lines": sorted(lines, key=lambda line: line.outcome is not Outcome.REFUSED)[:MOST_SHOWN],
        "more": max(0, len(lines) - MOST_SHOWN),
        "unread": [_titled(problem) for problem in read.refused[:MOST_SHOWN]],
        "titled": _titled,
        "counts": [(o.words, o.value, n) for o, n in counts.items() if o is not Outcome.CHANGED],
        "refused": counts[Outcome.REFUSED],
        "nothing": not counts[Outcome.ADDED],
        "token": token,
    }
    return render(request, "web/recognition_preview.html", context)


@never_cache
@require_POST
def recognition_import_confirm(request: HttpRequest) -> HttpResponse:
    """Do what the preview said."""
    person = person_of(request)
    demand(person, Action.DECIDE_RECOGNITION)
    key = _key(request, request.POST.get("token", ""))
    kept = cache.get(key)
    try:
        if kept is None:
            raise refuse(PREVIEW_OVER)
        made = record_all(person, kept)
    except BadInputError as error:
        return _form(request, error.problems, status_of(error))
    cache.delete(key)
    said = ngettext("{n} recognition has been recorded.", "{n} recognitions have been recorded.", len(made))
    messages.success(request, said.format(n=whole(len(made))))
    return HttpResponseRedirect(reverse("recognitions"))


@never_cache
@require_GET
def recognition_form(request: HttpRequest) -> HttpResponse:
    """The empty workbook to fill in."""
    demand(person_of(request), Action.DECIDE_RECOGNITION)
    with tempfile.TemporaryDirectory(prefix="langso-") as folder:
        path = Path(folder) / "form.xlsx"
        write_empty_form(path)
        return attached(path.read_bytes(), "cong-nhan.xlsx")


def _read(upload: "UploadedFile[bytes] | None") -> Read:
    if upload is None:
        raise refuse(RECOGNITIONS_FILE, Where(column="file"), value=_("The form"))
    name = Path(upload.name or "").name[-100:] or "file"
    with tempfile.TemporaryDirectory(prefix="langso-") as folder:
        path = Path(folder) / name
        with path.open("wb") as file:
            for piece in upload.chunks():
                file.write(piece)
        return read_recognitions_file(path)


def _key(request: HttpRequest, token: str) -> str:
    """What was previewed belongs to who previewed it."""
    return f"recognitions:{request.user.pk}:{token[:40]}"


@never_cache
@require_http_methods(["GET", "POST"])
def recognition_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Withdraw a recognition that was decided outside the product, by a decision and with its cause."""
    held, person = recognition_of(code), person_of(request)
    demand(person, Action.DECIDE_RECOGNITION, held.commune)
    if held.dossier_id:
        return HttpResponseRedirect(reverse("dossier", args=[held.dossier_id]))
    found: Sequence[Problem] = ()
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            day = _day(typed, "withdrawn_on")
            withdraw_recorded(person, held, typed.get("number", ""), day, typed.get("cause", ""))
        except BadInputError as error:
            found, status = error.problems, status_of(error)
        else:
            return HttpResponseRedirect(reverse("recognition", args=[code]))
    context = {"it": held, "problems": found, "typed": request.POST.dict(), "today": clock.today()}
    return render(request, "web/recognition_withdraw.html", context, status=status if found else 200)
