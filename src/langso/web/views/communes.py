"""A commune: its criteria as a tree, a condition mended from there, and what would turn if a figure were another."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from langso import clock
from langso.accounts.door import Action, demand, may
from langso.accounts.models import Person
from langso.assessments.live import assess
from langso.assessments.outline import Condition, MendBy, Outline, outlines, turned
from langso.evidence.overview import counts
from langso.language import gettext as _
from langso.places.models import Level, Unit
from langso.problems import BadInputError
from langso.registers.law import law
from langso.web.days import day_asked, day_of
from langso.web.directives_beside import beside
from langso.web.kept import kept_of_commune
from langso.web.mending import errors_of, form_of, mend
from langso.web.people import person_of
from langso.web.telling import Told, address_of, short_id
from langso.web.views.errors import status_of


def commune_of(code: str, day: date) -> Unit:
    """The commune that bears a code on a day, or the last that did before; Http404 when none ever did."""
    found = Unit.objects.filter(level=Level.COMMUNE, code=code).select_related("parent__parent")
    unit: Unit | None = found.on(day).first() or found.order_by("-since").first()
    if unit is None:
        raise Http404
    return unit


@require_GET
@kept_of_commune
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """The commune's page, of one set. Of a unit that is still to begin it says so, by a day that is to come."""
    unit = _to_begin(code, day_asked(request))
    day = clock.today() if unit else day_of(request)
    unit = unit or commune_of(code, day)
    return render(request, "web/commune.html", criteria_of(request, unit, day, request.GET.get("set", "")))


def _to_begin(code: str, day: date) -> Unit | None:
    """The commune that will bear a code on a day to come and is not there yet."""
    ahead = Unit.objects.filter(level=Level.COMMUNE, code=code, since__gt=clock.today()).select_related(
        "parent__parent"
    )
    found: Unit | None = ahead.on(day).first()
    return found


def criteria_of(request: HttpRequest, unit: Unit, day: date, set_id: str) -> dict[str, Any]:
    """What the commune's page and its parts show."""
    person = person_of(request)
    told = outlines(assess([unit], day)) if unit.is_assessed and unit.since <= day else ()
    outline = next((o for o in told if o.criteria_set.id == set_id), told[0] if told else None)
    may_read = may(person, Action.READ_REGISTERS, unit)
    may_evidence = may(person, Action.READ_EVIDENCE, unit)
    words = Told(unit, bool(may_read), outline)
    return {
        "unit": unit,
        "day": day,
        "is_now": day == clock.today(),
        "outlines": told,
        "outline": outline,
        "awaiting": [s for s in law().sets.values() if s.criterion is None],
        "may_edit": may(person, Action.EDIT_REGISTERS, unit),
        "may_read": may_read,
        "may_evidence": may_evidence,
        "evidence_counts": counts(unit) if may_evidence else {},
        "mend_form": None,
        "saved": request.GET.get("saved", ""),
        "turned": [],
        "mended": None,
        "given": {"on": day.isoformat()} if day != clock.today() else {},
        "trail": _trail(unit, day),
        "more": _more(unit, person),
        "short_id": short_id,
        "register_url": words.register_url,
        "chips_of": words.chips_of,
        "meter_shown": words.meter_shown,
        "basis_of": words.basis_of,
        "criteria_links": words.criteria_links,
        "errors_of": errors_of,
        **(beside(unit, day, person, list(outline.root.walk())) if outline else {}),
    }


def _trail(unit: Unit, day: date) -> list[tuple[str, str]]:
    """The units above, from the province down."""
    on = "" if day == clock.today() else f"?on={day}"
    trail: list[tuple[str, str]] = []
    step = unit.parent
    while step is not None:
        trail.insert(0, (reverse("province") + on, step.full_name))
        step = step.parent
    return trail


def _more(unit: Unit, person: Person | None) -> list[tuple[str, str, str]]:
    """What else there is of a commune, for whoever asks: address, words, icon."""
    places = [
        ("facts", _("Declared facts"), "forms", Action.READ_REGISTERS),
        ("evidence_library", _("Evidence"), "paperclip", Action.READ_EVIDENCE),
        ("commune_dossiers", _("Dossiers"), "folder", Action.READ_DOSSIERS),
        ("journal", _("Journal"), "history", Action.READ_JOURNAL),
        ("tasks_of_short", _("Tasks out of what is short"), "list-check", Action.KEEP_PLANS),
        ("import_commune", _("Import from Excel"), "file-import", Action.EDIT_REGISTERS),
        ("export_commune", _("Export to Excel"), "file-export", Action.EXPORT),
    ]
    allowed = [
        (address, words, sign)
        for name, words, sign, action in places
        if (address := address_of(name, unit.code)) and may(person, action, unit)
    ]
    open_address = f"{reverse('open_verdicts', args=['csv'])}?{urlencode({'commune': unit.code})}"
    return [*allowed, (open_address, _("Open data"), "database-export")]


def _condition(told: tuple[Outline, ...], node: str) -> tuple[Outline, Condition]:
    for outline in told:
        if found := outline.find(node):
            return outline, found
    raise Http404


@require_http_methods(["GET", "POST"])
def mend_condition(request: HttpRequest, code: str, node: str) -> HttpResponse:
    """The form that mends a condition, and what was typed in it. The verdicts come back with the answer."""
    day = clock.today()
    unit = commune_of(code, day)
    person = person_of(request)
    demand(person, Action.EDIT_REGISTERS, unit)
    context = criteria_of(request, unit, day, "")
    context["outline"], condition = _condition(context["outlines"], node)
    if condition.mend in (MendBy.PROVINCE, MendBy.CHILDREN):
        raise Http404
    if request.method == "GET":
        context["mend_form"] = form_of(unit, condition, day)
        return render(request, _template(request, "mend"), context)
    try:
        done = mend(person, unit, condition, request.POST.dict())
    except BadInputError as error:
        context["mend_form"] = form_of(unit, condition, day, request.POST.dict(), error)
        answer = render(request, _template(request, "mend"), context, status=status_of(error))
        answer["HX-Retarget"] = f"#mend-form-{node.replace('.', '-')}"
        answer["HX-Reswap"] = "outerHTML"
        return answer
    set_id = context["outline"].criteria_set.id
    if not request.htmx:  # type: ignore[attr-defined]
        for sentence in done.told:
            messages.info(request, sentence)
        where = reverse("commune", args=[code])
        return HttpResponseRedirect(f"{where}?{urlencode({'set': set_id, 'saved': node})}#{node}")
    before = context["outlines"]
    context = criteria_of(request, unit, day, set_id)
    context["saved"] = node
    context["turned"] = turned(before, context["outlines"])
    context["mended"] = done
    return render(request, "web/commune_criteria.html", context)


def _template(request: HttpRequest, name: str) -> str:
    return f"web/commune_{name}.html" if request.htmx else f"web/commune_{name}_page.html"  # type: ignore[attr-defined]
