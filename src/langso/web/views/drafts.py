"""Drafts of the law: begun from a version, a file or nothing, written on with every error at its line, given up."""

from dataclasses import replace
from difflib import unified_diff
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso import clock, problems
from langso.accounts.door import Action, demand, holders, may
from langso.accounts.models import Person
from langso.language import gettext as _
from langso.language import ngettext, whole
from langso.problems import BadInputError, Problem, Where, refuse
from langso.registers.law import law, law_files
from langso.web.asked import errors_in
from langso.web.days import day_typed
from langso.web.law_shown import key_of, numbered, version_called
from langso.web.people import person_of
from langso.web.telling import short_id
from langso.web.views.errors import status_of
from langso.web.views.law import SHOWN, reading_of, trail
from langso.workshop.actions import begin, discard, save
from langso.workshop.models import Draft, Text
from langso.workshop.rules import LARGEST, RULINGS, SET, Read, as_draft, fit, predecessor, read
from langso.workshop.writing import beginning_on

ROWS_LEFT = 6
"""So many lines more than a text has stand open for what is written next."""


@never_cache
@require_http_methods(["GET", "POST"])
def draft_new(request: HttpRequest) -> HttpResponse:
    """A new draft: from a version, from a file, or from nothing."""
    person = person_of(request)
    demand(person, Action.DRAFT_LAW)
    if request.method == "GET":
        return _new(request)
    try:
        text, based_on = _begun(request)
        draft = begin(person, text, based_on=based_on)
    except BadInputError as error:
        return _new(request, error)
    return HttpResponseRedirect(reverse("draft", args=[draft.pk]))


def _begun(request: HttpRequest) -> tuple[str, str]:
    """The text that a draft begins with, and the file of the law that it was taken from."""
    file = request.FILES.get("file")
    if file is not None:
        return text_of(file), ""
    version = version_called(law(), request.POST.get("from", ""))
    if version is not None:
        since = day_typed(request.POST.get("since", ""), "since", _("First day of the new version"))
        return beginning_on(as_draft(law_files()[version.file]), since), version.file
    return request.POST.get("text", ""), ""


def text_of(file: Any) -> str:
    """An uploaded file as text. BadInputError for one that is too large or is no text."""
    if not isinstance(file, UploadedFile) or (file.size or 0) > LARGEST:
        raise refuse(problems.DRAFT_TOO_LARGE, Where(SET), most=f"{LARGEST // 2**20} MB")
    try:
        return b"".join(file.chunks()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(problems.DRAFT_NO_TEXT, Where(SET), file.name or "") from error


def _new(request: HttpRequest, error: BadInputError | None = None) -> HttpResponse:
    every = law()
    listed = [v for v in every.versions if not v.never_held]
    options = [(key_of(each), f"{key_of(each)} · {each.title}") for each in listed]
    context = {
        **SHOWN, "options": options, "problems": error.problems if error else (), "typed": request.POST.dict(),
        "chosen": request.GET.get("from", ""), "trail": trail(),
        "errors_in": errors_in(error.problems if error else ()),
    }  # fmt: skip
    return render(request, "web/draft_new.html", context, status=status_of(error) if error else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, with its errors at their lines; what is typed is kept, right or wrong."""
    person, held = person_of(request), draft_of(request, pk)
    if request.method == "GET":
        return _page(request, held)
    typed = request.POST.get("set_text", ""), request.POST.get("rulings_text", "")
    try:
        seen = request.POST.get("seen", "")
        saved = save(person, held, *typed, seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0)
    except BadInputError as error:
        return _page(request, draft_of(request, pk), typed, error)
    now = _current(saved)
    found = looked_at(now)
    n = len(found.problems)
    if n:
        said = ngettext("Saved. One thing is wrong.", "Saved. {n} things are wrong.", n)
        messages.warning(request, said.format(n=whole(n)))
    else:
        messages.success(request, _("Saved. The text is in order."))
    return HttpResponseRedirect(reverse("draft", args=[pk]))


def draft_of(request: HttpRequest, pk: int) -> Draft:
    """A draft, for whoever may read drafts."""
    demand(person_of(request), Action.READ_DRAFTS)
    found: Draft | None = Draft.objects.select_related("current").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _current(held: Draft) -> Text:
    assert held.current is not None  # noqa: S101 - a draft is begun with its first text
    return held.current


def looked_at(text: Text) -> Read:
    """A text of a draft as it reads, with what would keep it from being published."""
    found = read(text.set_text, text.rulings_text, law())
    return found if found.problems else _with(found, fit(found, law(), clock.today()))


def _with(found: Read, more: tuple[Problem, ...]) -> Read:
    return replace(found, problems=(*found.problems, *more))


def _page(
    request: HttpRequest, held: Draft, typed: tuple[str, str] | None = None, error: BadInputError | None = None
) -> HttpResponse:
    person, now = person_of(request), _current(held)
    texts = typed or (now.set_text, now.rulings_text)
    texts = texts[0].replace("\r\n", "\n"), texts[1].replace("\r\n", "\n")
    found = read(*texts, law()) if typed else looked_at(now)
    wanted = found.criteria_set
    publication = getattr(held, "publication", None)
    context = {
        **SHOWN, "draft": held, "now": now, "found": found, "trail": trail(), "publication": publication,
        "editors": [
            _editor("set_text", _("Criteria set"), SET, texts[0], found),
            _editor("rulings_text", _("New rulings"), RULINGS, texts[1], found),
        ],
        "general": [problem for problem in found.problems if problem.where.row is None],
        "error": error.problems if error else (), "stale": _stale(error, now, texts),
        "may_draft": may(person, Action.DRAFT_LAW) if held.is_open else False,
        **publishing_of(person, held),
        "before": predecessor(wanted, law()) if wanted else None, "texts": list(held.texts.order_by("-number")),
        "key": f"draft:{held.pk}",
    }  # fmt: skip
    return render(request, "web/draft.html", context, status=status_of(error) if error else 200)


def publishing_of(person: Person | None, held: Draft) -> dict[str, Any]:
    """Whether a person may publish a draft; and for whoever may not, who does."""
    may_publish = held.is_open and bool(may(person, Action.PUBLISH_LAW))
    return {"may_publish": may_publish, "publishers": [] if may_publish or not held.is_open else _publishers(person)}


def _publishers(person: Person | None) -> list[tuple[str, str]]:
    """The people who hold a role that publishes, with their organisations; nobody is told of themselves."""
    others = holders(Action.PUBLISH_LAW).exclude(person=person).order_by("pk")
    return [(held.person.name, held.organisation.name) for held in others]


def _editor(name: str, label: str, prefix: str, text: str, found: Read) -> dict[str, Any]:
    faults = found.of(prefix)
    lines = numbered(text)
    return {
        "name": name, "label": label, "prefix": prefix, "text": text, "rows": max(12, len(lines) + ROWS_LEFT),
        "problems": [problem for problem in faults if problem.where.row],
        "wrong": {problem.where.row for problem in faults}, "lines": lines,
    }  # fmt: skip


def _stale(error: BadInputError | None, now: Text, typed: tuple[str, str]) -> list[str]:
    """The lines in which what was saved meanwhile differs from what was typed."""
    if error is None or problems.DRAFT_SAVED not in {problem.kind for problem in error.problems}:
        return []
    theirs = now.set_text + now.rulings_text
    lines = unified_diff("".join(typed).splitlines(), theirs.splitlines(), lineterm="", n=1)
    return [line for line in lines if not line.startswith(("---", "+++"))]


@never_cache
@require_GET
def draft_read(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as the set that it would be, beside its reading."""
    held = draft_of(request, pk)
    found = looked_at(_current(held))
    if found.criteria_set is None:
        return HttpResponseRedirect(reverse("draft", args=[pk]))
    context = {
        **SHOWN, **reading_of(found.criteria_set, found.law), "draft": held, "standing": "draft", "may_draft": False,
        "trail": [*trail(), (reverse("draft", args=[pk]), held.name)], "watches": [], "short_id": short_id,
    }  # fmt: skip
    return render(request, "web/law_set.html", context)


@never_cache
@require_GET
def draft_text(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What a draft said once, and what was changed then."""
    held = draft_of(request, pk)
    said: Text | None = held.texts.filter(number=number).first()
    if said is None:
        raise Http404
    before = held.texts.filter(number=number - 1).first()
    texts = [("set", _("Criteria set"), said.set_text), ("rulings", _("New rulings"), said.rulings_text)]
    context = {
        "draft": held, "text": said, "texts": [(p, label, numbered(text)) for p, label, text in texts if text],
        "changed": list(_diff(before, said)), "trail": [*trail(), (reverse("draft", args=[pk]), held.name)],
    }  # fmt: skip
    return render(request, "web/draft_text.html", context)


def _diff(before: Text | None, after: Text) -> list[str]:
    if before is None:
        return []
    old, new = ((text.set_text + text.rulings_text).splitlines() for text in (before, after))
    return [line for line in unified_diff(old, new, lineterm="", n=2) if not line.startswith(("---", "+++"))]


@never_cache
@require_POST
def draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    person, held = person_of(request), draft_of(request, pk)
    try:
        discard(person, held, request.POST.get("reason", ""))
    except BadInputError as error:
        return _page(request, held, None, error)
    messages.success(request, _("The draft was given up. Its texts can still be read here."))
    return HttpResponseRedirect(reverse("draft", args=[pk]))
