"""The administrative units: today's tree and any past day's, by name, and next year's changes from lists."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso import clock, problems
from langso.accounts.door import Action, demand, may
from langso.places.changing import carry_out, plan_of
from langso.places.lists import COLUMNS, GROUPS, KINDS, POSITION, SUCCESSIONS, UNITS, read_lists, titles_of
from langso.places.models import Level, Unit
from langso.problems import BadInputError, Where, refuse
from langso.vietnamese import fold
from langso.web.answers import attached
from langso.web.days import day_on_page
from langso.web.people import person_of
from langso.web.views.errors import status_of

MOST_FOUND = 100
MOST_BYTES = 5_000_000
_KEPT_FOR = 3600
_EXAMPLES = {
    UNITS: ["30901,Mẫu,xã,31,01/07/2026,20.94,106.33"],
    SUCCESSIONS: ["10630,30901,toàn bộ"],
    GROUPS: ["10630,2,01/01/2026"],
}


@dataclass(frozen=True)
class Branch:
    """A unit of the tree and what lies in it."""

    unit: Unit
    inside: "tuple[Branch, ...]"

    @property
    def communes(self) -> int:
        """How many communes lie in it, itself included."""
        return (self.unit.level == Level.COMMUNE) + sum(branch.communes for branch in self.inside)


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """The tree of a day, or the units of all days that bear a name. A day may lie ahead where changes are recorded."""
    today, words = clock.today(), request.GET.get("q", "").strip()
    to_come = Unit.objects.filter(Q(since__gt=today) | Q(until__gte=today)).exists()
    day, faults = day_on_page(request, to_come=to_come)
    context: dict[str, Any] = {
        "day": day,
        "is_now": day == today and not faults,
        "to_come": to_come,
        "faults": faults,
        "typed_day": request.GET.get("on", ""),
        "q": words,
        "found": _found(words) if words else [],
        "tree": [] if words or faults else _tree(list(Unit.objects.on(day))),
        "may_import": may(person_of(request), Action.MANAGE_PLACES),
    }
    return render(request, "web/places.html", context, status=422 if faults else 200)


def _found(words: str) -> list[Unit]:
    units = Unit.objects.select_related("parent__parent")
    matching = units.filter(code=words) | units.filter(folded__contains=fold(words))
    return list(matching.order_by("order", "-since")[:MOST_FOUND])


def _tree(units: list[Unit]) -> list[Branch]:
    inside: dict[int | None, list[Unit]] = {}
    there = {unit.pk for unit in units}
    for unit in units:
        inside.setdefault(unit.parent_id if unit.parent_id in there else None, []).append(unit)

    def grow(unit: Unit) -> Branch:
        return Branch(unit, tuple(grow(each) for each in inside.get(unit.pk, ())))

    return [grow(unit) for unit in inside.get(None, ())]


@never_cache
@require_http_methods(["GET", "POST"])
def places_import(request: HttpRequest) -> HttpResponse:
    """The form for lists of changes, and what they would do. Nothing is written here."""
    person = person_of(request)
    demand(person, Action.MANAGE_PLACES)
    if request.method == "GET":
        return _form(request)
    try:
        texts = {name: _text(request.FILES.get(name)) for name in COLUMNS}
        drawn = plan_of(read_lists(**texts))
    except BadInputError as error:
        return _form(request, error)
    token = secrets.token_urlsafe(16)
    cache.set(_key(request, token), texts, _KEPT_FOR)
    return render(request, "web/places_preview.html", {"plan": drawn, "token": token})


@never_cache
@require_POST
def places_import_confirm(request: HttpRequest) -> HttpResponse:
    """Do what the preview said, as one change."""
    person = person_of(request)
    demand(person, Action.MANAGE_PLACES)
    key = _key(request, request.POST.get("token", ""))
    try:
        texts = cache.get(key)
        if texts is None:
            raise refuse(problems.PREVIEW_OVER)
        drawn = carry_out(person, read_lists(**texts), request.POST.get("reason", "").strip())
    except BadInputError as error:
        return _form(request, error)
    cache.delete(key)
    return render(request, "web/places_done.html", {"plan": drawn})


@require_GET
def places_form(request: HttpRequest, name: str) -> HttpResponse:
    """An empty list to fill in, with one row as an example."""
    demand(person_of(request), Action.MANAGE_PLACES)
    if name not in COLUMNS:
        raise refuse(problems.PLACES_NOTHING)
    columns = [*COLUMNS[name], *(POSITION if name == UNITS else ())]
    text = "\r\n".join([",".join(titles_of(columns)), *_EXAMPLES[name], ""])
    return attached("\ufeff".encode() + text.encode(), f"{name}.csv")


def _form(request: HttpRequest, error: BadInputError | None = None) -> HttpResponse:
    context = {
        "problems": error.problems if error else (),
        "columns": {name: titles_of(columns) for name, columns in COLUMNS.items()},
        "kinds": KINDS[Level.COMMUNE],
    }
    return render(request, "web/places_import.html", context, status=status_of(error) if error else 200)


def _text(file: Any) -> str:
    """An uploaded list as text. BadInputError for a file that is too large or is no text."""
    if not isinstance(file, UploadedFile):
        return ""
    content = b"".join(_chunks(file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(problems.PLACES_NO_TEXT, Where(file.name or "")) from error


def _chunks(file: Any) -> Iterator[bytes]:
    if (file.size or 0) > MOST_BYTES:
        raise refuse(problems.PLACES_TOO_LARGE, Where(file.name or ""), most=str(MOST_BYTES // 1_000_000))
    yield from file.chunks()


def _key(request: HttpRequest, token: str) -> str:
    return f"places-import:{request.user.pk}:{token}"
