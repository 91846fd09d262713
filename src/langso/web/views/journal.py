"""The journal of a commune for people to read, and when a verdict turned and because of which entry."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from langso import clock, problems
from langso.accounts.door import Action, demand, may
from langso.accounts.models import Person
from langso.assessments.models import Turn
from langso.cells.reading import Refused, read_date
from langso.evidence.rules import find_node
from langso.journal.models import Event
from langso.language import gettext as _
from langso.places.models import Unit
from langso.problems import Where, refuse
from langso.registers.law import law
from langso.vietnamese import sort_key
from langso.web.asked import whole_of
from langso.web.journal_words import KINDS, Reader, entry
from langso.web.people import person_of
from langso.web.standing import told_of
from langso.web.telling import address_of, short_id
from langso.web.turns import told
from langso.web.views.communes import commune_of

A_PAGE, TURNS = 50, 20

FILTERS = ("about", "kind", "person", "since", "until", "evidence", "entry")


@require_GET
def journal(request: HttpRequest, code: str) -> HttpResponse:
    """Every change of a commune, the latest first."""
    unit, person = commune_of(code, clock.today()), person_of(request)
    demand(person, Action.READ_JOURNAL, unit)
    given = {name: text for name in FILTERS if (text := request.GET.get(name, "").strip())}
    events = Event.objects.filter(commune=unit.pk)
    page = Paginator(events.filter(_wanted(given)).order_by("-number"), A_PAGE).get_page(request.GET.get("page"))
    reader = _reader(person, unit)
    context = {
        "unit": unit, "page": page, "entries": [entry(event, reader) for event in page.object_list], "given": given,
        "typed": {name: given.get(name, "") for name in FILTERS},
        "kinds": [(name, _(words)) for name, words, _s in KINDS],
        "registers": law().registers.values(), "facts": law().facts.values(), "people": _people(events),
        "trail": [(reverse("commune", args=[unit.code]), unit.full_name)],
        "register_url": lambda register: address_of("register", unit.code, register),
    }  # fmt: skip
    return render(request, "web/journal.html", context)


def _reader(person: Person | None, unit: Unit) -> Reader:
    registers, evidence = (bool(may(person, a, unit)) for a in (Action.READ_REGISTERS, Action.READ_EVIDENCE))
    return Reader(registers, evidence)


def _people(events: Any) -> list[tuple[int, str]]:
    """Whoever changed something here, under the name that they bore last."""
    last = (
        events.filter(actor__isnull=False).values("actor").annotate(last=Max("number")).values_list("last", flat=True)
    )
    told = [(e.actor or 0, e.actor_name) for e in Event.objects.filter(number__in=list(last)).defer("details")]
    return sorted(told, key=lambda known: sort_key(known[1]))


def _wanted(given: dict[str, str]) -> Q:
    """The filter as a condition. BadInputError for a day that is none."""
    wanted = Q()
    what, _colon, name = given.get("about", "").partition(":")
    if what == "register":
        wanted &= Q(subject=name) & (Q(kind__startswith="rows.") | Q(kind__startswith="ledger."))
    elif what == "fact":
        wanted &= Q(kind="facts.declared", details__facts__has_key=name)
    for kind, _words, starts in KINDS:
        if given.get("kind") == kind:
            among = Q()
            for start in starts:
                among |= Q(kind__startswith=start)
            wanted &= among
    numbers = {name: whole_of(given.get(name, "")) for name in ("person", "evidence", "entry")}
    if numbers["person"] is not None:
        wanted &= Q(actor=numbers["person"])
    if numbers["evidence"] is not None:
        wanted &= Q(kind__startswith="evidence.", subject=str(numbers["evidence"]))
    if numbers["entry"] is not None:
        wanted &= Q(number=numbers["entry"])
    if since := _day(given, "since"):
        wanted &= Q(at__gte=datetime.combine(since, time(), clock.VIET_NAM))
    if until := _day(given, "until"):
        wanted &= Q(at__lt=datetime.combine(until + timedelta(1), time(), clock.VIET_NAM))
    return wanted


def _day(given: dict[str, str], name: str) -> date | None:
    day = read_date(given.get(name, ""))
    if isinstance(day, Refused):
        raise refuse(problems.CELL_DATE, Where(column=name), given[name])
    return day


@require_GET
def verdict_history(request: HttpRequest, code: str, node: str) -> HttpResponse:
    """When a verdict turned and why, and for who may read the journal because of which entry; the latest first."""
    unit, person = commune_of(code, clock.today()), person_of(request)
    found = find_node(law().versions, node)
    if found is None:
        raise Http404
    turns = Turn.objects.filter(commune=unit, node=node).order_by("-event", "-pk")
    page = Paginator(turns, TURNS).get_page(request.GET.get("page"))
    may_journal = may(person, Action.READ_JOURNAL, unit)
    set_id = found[0].id
    context = {
        "unit": unit, "node": found[1], "turns": told(unit, found[1], list(page.object_list), person), "page": page,
        "chips": lambda rows: [(row.label, "") for row in rows],
        "now": told_of(unit, found[1], clock.today()), "may_journal": may_journal, "short_id": short_id,
        "trail": [(f"{reverse('commune', args=[unit.code])}?set={set_id}#{node}", unit.full_name)],
    }  # fmt: skip
    return render(request, "web/verdict_history.html", context)
