"""Declared facts of a commune, and of the province: what holds, declaring several at once, and what was said before."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from langso import clock
from langso.accounts.door import Action, demand, may, territory
from langso.language import gettext as _
from langso.language import ngettext, whole
from langso.places.models import Level, Unit
from langso.problems import BadInputError
from langso.registers.declaring import history, latest, shown_fact
from langso.registers.law import law
from langso.registers.models import Declaration
from langso.web.fact_sheet import conditions_asking, declare_typed, declared_by, form_of
from langso.web.kept import kept_of_commune
from langso.web.mending import emptied_figures, newer_figures
from langso.web.people import person_of
from langso.web.views.communes import commune_of
from langso.web.views.errors import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@kept_of_commune
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """The facts that a commune declares; `?fact=` shows some of them."""
    return _facts(request, commune_of(code, clock.today()))


@require_http_methods(["GET", "HEAD", "POST"])
def province_facts(request: HttpRequest) -> HttpResponse:
    """The facts that are one answer for the whole province."""
    return _facts(request, _province(request))


@require_safe
def fact(request: HttpRequest, code: str, fact: str) -> HttpResponse:
    """All that was ever said of a commune's fact."""
    return _fact(request, commune_of(code, clock.today()), fact)


@require_safe
def province_fact(request: HttpRequest, fact: str) -> HttpResponse:
    """All that was ever said of a province's fact."""
    return _fact(request, _province(request), fact)


def _province(request: HttpRequest) -> Unit:
    """The province of whoever asks, else the first there is."""
    there = Unit.objects.filter(level=Level.PROVINCE).on(clock.today())
    unit: Unit | None = there.filter(territory(person_of(request), Action.READ_REGISTERS)).first() or there.first()
    if unit is None:
        raise Http404
    return unit


def address(unit: Unit, fact: str = "") -> str:
    """Where a unit's facts are kept, or the history of one."""
    of_province = unit.level == Level.PROVINCE
    name = ("province_" if of_province else "") + ("fact" if fact else "facts")
    return reverse(name, args=[part for part in ("" if of_province else unit.code, fact) if part])


def _declaring(unit: Unit) -> Action:
    return Action.DECLARE_FOR_PROVINCE if unit.level == Level.PROVINCE else Action.DECLARE


def _facts(request: HttpRequest, unit: Unit) -> HttpResponse:
    person = person_of(request)
    demand(person, Action.READ_REGISTERS, unit)
    only = request.GET.getlist("fact")
    if request.method != "POST":
        return render(request, "web/facts.html", _context(request, unit, form_of(unit, only), only))
    demand(person, _declaring(unit), unit)
    typed = {name: str(text) for name, text in request.POST.items()}
    held = latest([unit.pk], date.max)
    try:
        declared = declare_typed(person, unit, typed)
    except BadInputError as error:
        context = _context(request, unit, form_of(unit, only, typed, error), only)
        return render(request, "web/facts.html", context, status=status_of(error))
    for sentence in emptied_figures(unit, held, [each.fact for each in declared]):
        messages.info(request, sentence)
    for each in declared:
        for sentence in newer_figures(unit, [each.fact], each.as_of):
            messages.info(request, sentence)
    return HttpResponseRedirect(f"{address(unit)}?{urlencode([*_named(only), ('declared', len(declared))])}")


def _context(request: HttpRequest, unit: Unit, form: Any, only: list[str]) -> dict[str, Any]:
    person = person_of(request)
    of_province = unit.level == Level.PROVINCE
    declared = request.GET.get("declared", "")
    return {
        "unit": unit,
        "form": form,
        "only": only,
        "address": address(unit),
        "here": f"{address(unit)}?{urlencode(_named(only))}",
        "history_of": lambda name: address(unit, name),
        "may_declare": may(person, _declaring(unit), unit),
        "of_province": of_province,
        "province": [] if of_province else [f for f in law().facts.values() if f not in declared_by(unit)],
        "may_province": may(person, Action.READ_REGISTERS, _province(request)),
        "done": _done(int(declared)) if declared.isascii() and declared.isdigit() and len(declared) < 5 else "",
        "trail": [] if of_province else [(reverse("commune", args=[unit.code]), unit.full_name)],
    }


def _named(only: list[str]) -> list[tuple[str, str]]:
    return [("fact", name) for name in only]


def _done(declared: int) -> str:
    if declared == 0:
        return _("Nothing was changed. To say that a figure still holds, tick “Still so”.")
    return ngettext("{n} fact declared.", "{n} facts declared.", declared).format(n=whole(declared))


def _fact(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    demand(person_of(request), Action.READ_REGISTERS, unit)
    found = next((fact for fact in declared_by(unit) if fact.name == name), None)
    if found is None:
        raise Http404
    said: list[Declaration] = list(history(unit, name))
    context = {
        "unit": unit,
        "fact": found,
        "said": [(each, shown_fact(found, each.value)) for each in said],
        "conditions": conditions_asking(name),
        "trail": [
            *([] if unit.level == Level.PROVINCE else [(reverse("commune", args=[unit.code]), unit.full_name)]),
            (address(unit), _("Declared facts")),
        ],
        "change": f"{address(unit)}?{urlencode({'fact': name})}",
        "may_declare": may(person_of(request), _declaring(unit), unit),
    }
    return render(request, "web/fact.html", context)
