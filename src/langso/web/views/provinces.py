"""The province for everyone: its communes and where each stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from langso.places.models import Unit
from langso.web.days import day_of


def province(request: HttpRequest) -> HttpResponse:
    """All communes of a day."""
    day = day_of(request)
    units = list(Unit.objects.assessed().on(day).select_related("parent__parent"))
    return render(request, "web/province.html", {"units": units, "day": day})
