"""A commune: its criteria as a tree, each condition with its verdict and reason."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from langso.assessments.live import assess
from langso.places.models import Level, Unit
from langso.web.days import day_of


def commune_of(code: str, day: date) -> Unit:
    """The commune that bears a code on a day, or the last that did before; Http404 when none ever did."""
    found = Unit.objects.filter(level=Level.COMMUNE, code=code).select_related("parent__parent")
    unit: Unit | None = found.on(day).first() or found.order_by("-since").first()
    if unit is None:
        raise Http404
    return unit


def commune(request: HttpRequest, code: str) -> HttpResponse:
    """The commune's page."""
    day = day_of(request)
    unit = commune_of(code, day)
    assessed = assess([unit], day)
    return render(request, "web/commune.html", {"unit": unit, "assessed": assessed, "day": day})
