"""Recognised communes for everyone: the list, one with what it was decided on and its proof, and those fallen since."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET
from markupsafe import Markup

from langso import clock
from langso.accounts.door import Action, demand, may, territory
from langso.dossiers.desk import fallen
from langso.dossiers.models import Recognition
from langso.dossiers.procedure import withdrawal_rule
from langso.dossiers.recognised import SORTS, STANDINGS, listed, proof_of, title_of
from langso.language import gettext as _
from langso.places.models import Level, Unit
from langso.web.answers import attached
from langso.web.kept import kept_for_visitors
from langso.web.people import person_of
from langso.web.telling import short_id

A_PAGE = 100
FILTERS = ("q", "set", "standing", "district", "gone", "sort")


@require_GET
@kept_for_visitors
def recognitions(request: HttpRequest) -> HttpResponse:
    """The list."""
    day, given = clock.today(), _given(request)
    page = Paginator(listed(given, day), A_PAGE).get_page(request.GET.get("page"))
    held = Recognition.objects.in_force().filter(commune__in=Unit.objects.on(day))
    counts = {name: held.filter(criteria_set=name).count() for name in _sets()}
    context = {
        "page": page, "given": given, "day": day, "title_of": title_of,
        "counts": [(title_of(name), n) for name, n in counts.items()],
        "options": _options(), "sort": given.get("sort") or "-decided", "sort_url": _sort_url(given),
        "may_record": may(person_of(request), Action.DECIDE_RECOGNITION),
        "may_watch": may(person_of(request), Action.READ_DOSSIERS),
    }  # fmt: skip
    return render(request, "web/recognitions.html", context)


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: text for name in FILTERS if (text := request.GET.get(name, "").strip())}


def _sets() -> list[str]:
    return list(Recognition.objects.order_by("criteria_set").values_list("criteria_set", flat=True).distinct())


def _options() -> dict[str, list[tuple[str, str]]]:
    districts = Unit.objects.filter(level=Level.DISTRICT, children__recognitions__isnull=False).distinct()
    words = {"in_force": _("In force"), "withdrawn": _("Withdrawn")}
    return {
        "set": [("", _("All sets")), *((name, title_of(name)) for name in _sets())],
        "standing": [("", _("All")), *((name, words[name]) for name in STANDINGS)],
        "district": [("", _("All")), *((unit.code, unit.full_name) for unit in districts)],
    }


def _sort_url(given: dict[str, str]) -> dict[str, tuple[str, str | None]]:
    """For each column that sorts: the sort that its head leads to, and how it is sorted now."""
    now = given.get("sort") if given.get("sort") in SORTS else "-decided"
    found: dict[str, tuple[str, str | None]] = {}
    for name in ("commune", "decided", "set"):
        standing = {name: "ascending", f"-{name}": "descending"}.get(str(now))
        found[name] = (f"-{name}" if standing == "ascending" else name, standing)
    return found


@require_GET
def recognitions_csv(request: HttpRequest) -> HttpResponse:
    """The same as open data: every recognition that fits, one a line."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(_lines(request))
    return attached(stream.getvalue().encode(), f"langso-recognitions-{clock.today()}.csv")


def _lines(request: HttpRequest) -> Iterator[Sequence[object]]:
    yield (
        "code", "commune", "name", "district", "province", "commune_until", "set", "decision", "decided_on", "issuer",
        "votes_for", "votes_cast", "announced_on", "withdrawn_on", "withdrawn_by", "withdrawn_cause", "source",
        "address",
    )  # fmt: skip
    for each in listed(_given(request), clock.today()):
        unit = each.commune
        above = [step.full_name for step in (unit.parent, unit.parent.parent if unit.parent else None) if step]
        district, province = (above[0], above[1]) if len(above) == 2 else ("", *above[:1])
        yield (
            each.code, unit.code, unit.full_name, district, province, unit.until or "", each.criteria_set,
            each.decision_number, each.decided_on, each.issuer, _known(each.votes_for), _known(each.votes_cast),
            each.announced_on or "", each.withdrawn_on or "", each.withdrawn_number, each.withdrawn_cause,
            each.source, _address(request, each),
        )  # fmt: skip


def _known(number: int | None) -> object:
    return "" if number is None else number


def _address(request: HttpRequest, recognition: Recognition) -> str:
    """The address that proves a recognition, as people outside type it."""
    path = reverse("recognition", args=[recognition.code])
    return f"{settings.ADDRESS}{path}" if settings.ADDRESS else request.build_absolute_uri(path)


@require_GET
@kept_for_visitors
def recognition(request: HttpRequest, code: str) -> HttpResponse:
    """One recognition: who, by which decision, and the verdicts that it was decided on, under their seal."""
    held = recognition_of(code)
    person = person_of(request)
    address = _address(request, held)
    context = {
        "it": held, "unit": held.commune, "title": title_of(held.criteria_set), "proof": proof_of(held),
        "address": address, "qr": _qr(address), "short_id": short_id, "trail": _trail(held.commune),
        "may_read": may(person, Action.READ_DOSSIERS, held.commune) if held.dossier_id else None,
        "may_withdraw": may(person, Action.DECIDE_RECOGNITION, held.commune),
    }  # fmt: skip
    return render(request, "web/recognition.html", context)


def recognition_of(code: str) -> Recognition:
    """The recognition that a code leads to; Http404 for none."""
    found = Recognition.objects.select_related("commune__parent__parent", "dossier")
    held: Recognition = get_object_or_404(found, code=code)
    return held


def _trail(unit: Unit) -> list[tuple[str, str]]:
    on = f"?on={unit.until}" if unit.until and unit.until < clock.today() else ""
    return [
        (reverse("recognitions"), _("Recognised communes")),
        (reverse("commune", args=[unit.code]) + on, unit.full_name),
    ]


def _qr(address: str) -> Markup:
    """A QR code that leads to an address, dark on light in every colour scheme: cameras ask for that."""
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(border=2, light="#fff", omitsize=True, svgclass="qr", title=_("QR code of this page"))
    return Markup(svg)  # noqa: S704 - drawn by segno from an address of ours


@require_GET
def recognitions_fallen(request: HttpRequest) -> HttpResponse:
    """Recognised communes of one's territory that live no longer meet their set. Told, never decided."""
    person, day = person_of(request), clock.today()
    demand(person, Action.READ_DOSSIERS)
    seen = set(Unit.objects.filter(territory(person, Action.READ_DOSSIERS)).values_list("pk", flat=True))
    found = [each for each in fallen(day) if each.recognition.commune_id in seen]
    rule, basis = withdrawal_rule()
    context: dict[str, Any] = {
        "fallen": sorted(found, key=lambda each: (-each.open, each.recognition.commune.order)),
        "day": day, "rule": rule, "basis": basis, "title_of": title_of,
        "trail": [(reverse("recognitions"), _("Recognised communes"))],
    }  # fmt: skip
    return render(request, "web/recognitions_fallen.html", context)
