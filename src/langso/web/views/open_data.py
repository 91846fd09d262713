"""Open data: verdicts, communes and conditions for anyone to take, never anything personal."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from langso.assessments.assessed import Assessed
from langso.assessments.live import assess, communes_on, sets_on
from langso.criteria import asks
from langso.exchange.verdict_lines import write_csv, write_json
from langso.language import Language, speaking
from langso.language import gettext as _
from langso.places.models import CommuneGroup, Unit
from langso.web.days import day_of
from langso.web.heavy import one_at_a_time
from langso.web.views.communes import commune_of

CSV, JSON_LINES = "text/csv; charset=utf-8", "application/x-ndjson; charset=utf-8"


@require_GET
def open_data(request: HttpRequest) -> HttpResponse:
    """What can be taken, and what is in it; of which day, of all communes or of one, in which language."""
    day = day_of(request)
    given = {name: text for name in ("on", "commune", "lang") if (text := request.GET.get(name, ""))}
    context = {
        "day": day,
        "given": given,
        "asked": {"on": str(day), **given},
        "communes": [("", _("All communes")), *((u.code, f"{u.name} ({u.code})") for u in communes_on(day))],
    }
    return render(request, "web/open_data.html", context)


@require_GET
def verdicts(request: HttpRequest, form: str) -> HttpResponse:
    """Every verdict with its reason, of all communes or of one (`commune`), as CSV or JSON lines."""
    answer = _verdicts if request.GET.get("commune") else one_at_a_time(_verdicts)
    return answer(request, form)


def _verdicts(request: HttpRequest, form: str) -> HttpResponse:
    day = day_of(request)
    code = request.GET.get("commune", "")
    units = [commune_of(code, day)] if code else list(_communes(request))
    if not units or not units[0].is_assessed:
        raise Http404
    stream = io.StringIO()
    with speaking(Language(request.GET.get("lang", "vi")) if request.GET.get("lang") in set(Language) else Language.VI):
        _write(assess(units, day), form, stream)
    name = f"langso-{code or 'verdicts'}-{day}.{form}"
    return _file(stream.getvalue(), name, CSV if form == "csv" else JSON_LINES)


def _write(assessed: Assessed, form: str, stream: io.StringIO) -> None:
    if form == "csv":
        write_csv(assessed.for_public(), stream)
    else:
        write_json(assessed.for_public(), stream)


def _communes(request: HttpRequest) -> Iterable[Unit]:
    found: Iterable[Unit] = Unit.objects.assessed().on(day_of(request)).select_related("parent__parent")
    return found


@require_GET
def communes(request: HttpRequest) -> HttpResponse:
    """The communes of a day: code, name, kind, district, province, group, position."""
    told = CommuneGroup.objects.filter(since__lte=day_of(request)).order_by("since")
    groups = dict(told.values_list("unit", "group"))
    rows = [
        (u.code, u.name, u.kind, *_above(u), groups.get(u.pk, ""), _number(u.lat), _number(u.lon))
        for u in _communes(request)
    ]
    header = ("code", "name", "kind", "district", "province", "group", "lat", "lon")
    return _file(_csv([header, *rows]), f"langso-communes-{day_of(request)}.csv", CSV)


def _above(unit: Unit) -> tuple[str, str]:
    parent = unit.parent
    if parent is None:
        return "", ""
    return (parent.full_name, parent.parent.full_name) if parent.parent else ("", parent.full_name)


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


@require_GET
def conditions(request: HttpRequest) -> HttpResponse:
    """The nodes of the sets of a day: set, id, title, what is asked, published text, English, place in the document."""
    rows = [
        (s.id, node.id, node.title.vi, asks(node.formula), node.text, node.en, str(node.place or ""), s.document)
        for s in sets_on(day_of(request))
        for node in s.nodes()
    ]
    header = ("set", "node", "title", "asks", "text", "en", "place", "document")
    return _file(_csv([header, *rows]), f"langso-conditions-{day_of(request)}.csv", CSV)


def _csv(rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _file(text: str, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
