"""The map: communes by their verdict of a set or a condition, as points and areas, and the same as a list."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from langso.assessments.matrix import Line, Matrix, matrix
from langso.assessments.open_nodes import WORKED
from langso.criteria import Verdict
from langso.places.positions import drawn_at
from langso.web.boundaries import boundaries
from langso.web.reviewing import Asked, asked_of, asked_on_page, filters_of
from langso.web.telling import short_id


@require_GET
def map_page(request: HttpRequest) -> HttpResponse:
    """The map, and beside it the communes by verdict."""
    asked = _asked(request, asked_on_page)
    context: dict[str, Any] = filters_of(asked)
    context["options"]["set"] = [(s.id, str(s.title)) for s in asked.valid]
    if asked.faults:
        return render(request, "web/map.html", context, status=422)
    found = _verdicts(asked, all_verdicts=True)
    wanted = [(v, [line for line, verdict in found if verdict is v]) for v in WORKED]
    only = asked.wanted.only
    context |= {
        "set": asked.sets[0],
        "node": asked.node,
        "short_id": short_id,
        "counted": [(v, len(those)) for v, those in wanted if those],
        "total": len(found),
        "listed": [(v, those) for v, those in wanted if those and only in (None, v)],
        "geojson": f"{reverse('map_geojson')}?{urlencode(asked.given)}",
        "tiles": settings.TILES,
        "credit": settings.TILES_CREDIT,
        "on": "" if asked.is_now else f"&on={asked.day}",
        "anchor": f"#{asked.node.id}" if asked.node else "",
    }
    return render(request, "web/map.html", context)


@require_GET
def map_geojson(request: HttpRequest) -> JsonResponse:
    """The communes as GeoJSON: a point each, and its area where the province has loaded boundaries."""
    asked = _asked(request)
    found = _verdicts(asked) if asked.sets else []
    places, areas = drawn_at([line.unit for line, _verdict in found]), boundaries()
    features = []
    for line, verdict in found:
        about = _about(line, verdict, asked)
        if line.unit.code in areas:
            features.append(_feature(areas[line.unit.code], about))
        if line.unit.pk in places:
            lon, lat, aside = places[line.unit.pk]
            features.append(_feature({"type": "Point", "coordinates": [lon, lat]}, {**about, "moved_aside": aside}))
    return JsonResponse(
        {"type": "FeatureCollection", "features": features}, content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )  # fmt: skip


def _asked(request: HttpRequest, asked_in: Callable[[HttpRequest], Asked] = asked_of) -> Asked:
    """One set at a time."""
    asked = asked_in(request)
    return replace(asked, sets=asked.sets[:1])


def _verdicts(asked: Asked, *, all_verdicts: bool = False) -> list[tuple[Line, Verdict]]:
    """The communes and their verdicts of the node that was asked for, or of the set.

    `all_verdicts` leaves out none for its verdict: for the legend, which counts also what is not shown.
    """
    wanted = replace(asked.wanted, only=None) if all_verdicts else asked.wanted
    made: Matrix = matrix(asked.units, asked.assessed, wanted)
    assessment = asked.assessed.assessments[0]
    row = assessment.row(asked.node.id) if asked.node else 0
    verdicts = assessment.verdicts[row].tolist()
    return [(line, Verdict(verdicts[place])) for line, place in zip(made.lines, made.places, strict=True)]


def _about(line: Line, verdict: Verdict, asked: Asked) -> dict[str, Any]:
    query = urlencode({"set": asked.sets[0].id} | ({} if asked.is_now else {"on": str(asked.day)}))
    anchor = f"#{asked.node.id}" if asked.node else ""
    return {
        "code": line.unit.code,
        "name": line.name,
        "district": line.unit.parent.full_name if line.unit.parent else "",
        "verdict": verdict.word,
        "title": verdict.title,
        "short": line.short,
        "url": f"{reverse('commune', args=[line.unit.code])}?{query}{anchor}",
    }


def _feature(geometry: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": about}
