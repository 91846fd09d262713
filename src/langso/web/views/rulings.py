"""Settling how something is read: a ruling filled in, a draft of its own or with a version of the set that reads so."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from langso import clock, problems
from langso.accounts.door import Action, demand
from langso.cells.reading import Refused, read_date
from langso.criteria import CriteriaSet
from langso.language import gettext as _
from langso.language import mark
from langso.problems import BadInputError, Problem, Where
from langso.registers.law import law, law_files
from langso.web.asked import errors_in
from langso.web.people import person_of
from langso.web.views.errors import status_of
from langso.web.views.law import SHOWN, law_set_page, trail
from langso.workshop.actions import begin, watch
from langso.workshop.models import Draft
from langso.workshop.rules import as_draft, next_ruling, version_on
from langso.workshop.writing import Settled, beginning_on, ending_before, ruling_text, with_changes

_WORDS = ("question", "ruling", "source")
_LABELS = {
    "id": mark("Number of the ruling"), "question": mark("What is unclear"), "ruling": mark("How it is read"),
    "source": mark("Source"), "date": mark("Applied from"),
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def law_ruling_new(request: HttpRequest) -> HttpResponse:
    """The form of a ruling; sent, it becomes a draft that is looked at and published like any other."""
    person = person_of(request)
    demand(person, Action.DRAFT_LAW)
    if request.method == "GET":
        return _page(request, _first(request))
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        draft = _begun(request, typed)
    except BadInputError as error:
        return _page(request, typed, error)
    messages.success(request, _("The ruling stands as a draft. Look at its effect, then have it published."))
    return HttpResponseRedirect(reverse("draft", args=[draft.pk]))


def _first(request: HttpRequest) -> dict[str, str]:
    """What the form begins with: nothing, a node, or the ruling that is to be settled anew."""
    every, node = law(), request.GET.get("node", "")
    known = every.rulings.get(request.GET.get("ruling", ""))
    first = {"id": next_ruling(every), "status": "confirmed", "date": clock.today().isoformat(), "scope": node}
    if known is None:
        return first
    told = {"question": known.question, "ruling": known.ruling}  # its source is what is new
    vi = {f"{name}_vi": said.vi for name, said in told.items()}
    en = {f"{name}_en": said.en for name, said in told.items() if said.en != said.vi}
    return {**first, **vi, **en, "id": known.id, "anew": known.id, "scope": ", ".join(known.scope)}


def _begun(request: HttpRequest, typed: dict[str, str]) -> Draft:
    day, every, name = read_date(typed.get("date", "")), law(), typed.get("id", "").strip()
    faults = [_missing(each) for each in ("id", *(f"{word}_vi" for word in _WORDS)) if not typed.get(each, "").strip()]
    if name in every.rulings and name != typed.get("anew"):
        taken = {"question": str(every.rulings[name].question), "next": next_ruling(every)}
        faults.append(Problem(problems.RULING_TAKEN, Where(column="id"), name, taken))
    if day is None:
        faults.append(_missing("date"))
    elif isinstance(day, Refused):
        faults.append(Problem(day.kind, Where(column="date"), typed["date"], day.details))
    scope = tuple(typed.get("scope", "").replace(",", " ").split())
    changed = _set_of(scope, day) if "changes" in typed else None
    if "changes" in typed and changed is None:
        faults.append(Problem(problems.RULING_CHANGES_NOTHING, Where(column="scope")))
    if faults or not isinstance(day, date):
        raise BadInputError(faults)
    words = {name: (typed[f"{name}_vi"], typed.get(f"{name}_en", "")) for name in _WORDS}
    settled = Settled(
        id=name, status="confirmed" if typed.get("status") == "confirmed" else "provisional", day=day,
        scope=scope, on_nothing="on_nothing" in typed, question=words["question"], ruling=words["ruling"],
        source=words["source"],
    )  # fmt: skip
    text = _version(changed, settled) if changed else ""
    return begin(person_of(request), text, ruling_text(settled), based_on=changed.file if changed else "")


def _missing(field: str) -> Problem:
    """That a field was left empty, by its label."""
    return Problem(problems.GIVEN_MISSING, Where(column=field), details={"name": _(_LABELS[field.removesuffix("_vi")])})


def _set_of(scope: tuple[str, ...], day: date | Refused | None) -> CriteriaSet | None:
    """The set whose nodes a ruling names, as it will hold on the ruling's day; for a day that has passed, as now."""
    found = [v for v in law().sets.values() if v.criterion and {n.id for n in v.nodes()} & set(scope)]
    if not found:
        return None
    later = version_on(law(), found[0].id, day) if isinstance(day, date) and day > clock.today() else None
    return later or found[0]


def _version(before: CriteriaSet, settled: Settled) -> str:
    """The next version of a set, reading by a ruling from its day on."""
    since = max(settled.day, clock.today()) if settled.day <= (before.valid_from or date.min) else settled.day
    nodes = [name for name in settled.scope if name in {node.id for node in before.nodes()}]
    text = ending_before(beginning_on(as_draft(law_files()[before.file]), since), _next_begins(before.id, since))
    return with_changes(text, nodes, settled.day, settled.id)


def _next_begins(set_id: str, since: date) -> date | None:
    """The first day of the next version of a set that is published already, which a ruling on this one leaves alone."""
    days = [v.valid_from for v in law().versions if v.id == set_id and v.valid_from and not v.never_held]
    return min((day for day in days if day > since), default=None)


def _page(request: HttpRequest, typed: dict[str, str], error: BadInputError | None = None) -> HttpResponse:
    known = law().rulings.get(typed.get("anew", ""))
    context: dict[str, Any] = {
        **SHOWN, "typed": typed, "labels": {name: _(label) for name, label in _LABELS.items()},
        "errors_in": errors_in(error.problems if error else ()),
        "trail": [*trail(), (reverse("law_rulings"), _("Rulings on the text"))],
        "known": known, "problems": [p for p in (error.problems if error else ()) if not p.where.column],
        "statuses": [("confirmed", _("Confirmed")), ("provisional", _("Provisional"))],
    }  # fmt: skip
    return render(request, "web/law_ruling_new.html", context, status=status_of(error) if error else 200)


@never_cache
@require_POST
def law_watch(request: HttpRequest, set_id: str) -> HttpResponse:
    """Note what was heard of a set that is awaited."""
    person = person_of(request)
    demand(person, Action.DRAFT_LAW)
    if set_id not in law().sets:
        raise Http404
    try:
        day = date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        day = clock.today()
    try:
        watch(person, set_id, day, request.POST.get("heard", ""))
    except BadInputError as error:
        return law_set_page(request, law().sets[set_id], error)
    messages.success(request, _("Noted."))
    return HttpResponseRedirect(reverse("law_set", args=[set_id]))
