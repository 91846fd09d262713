"""The province for everyone: its communes and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from langso import clock
from langso.assessments.assessed import Assessed
from langso.assessments.live import assess, communes_on
from langso.assessments.open_nodes import SUMMED
from langso.criteria import Assessment, Verdict
from langso.language import Words, listing
from langso.places.models import Level, Unit
from langso.vietnamese import fold
from langso.web.days import day_on_page
from langso.web.kept import kept_for_everyone
from langso.web.reviewing import day_of_law


@dataclass(frozen=True, slots=True)
class Sign:
    """One set's verdict of a commune."""

    title: str
    state: str


@dataclass(frozen=True, slots=True)
class OfSet:
    """Of a set: its verdict of each commune, the sign of each verdict, how many of `total` conditions each meets."""

    verdicts: list[int]
    signs: dict[int, Sign]
    met: list[int]
    total: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A commune in the list, with its verdict for every set and how far it is with the first that it does not meet."""

    unit: Unit
    signs: tuple[Sign, ...]
    met: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A set and how many communes meet it; `states` sorted so that the bar shows shares."""

    id: str
    title: Words
    met: int
    total: int
    states: tuple[str, ...]


@require_GET
@kept_for_everyone
def province(request: HttpRequest) -> HttpResponse:
    """All communes of a day, by district, with a search. Why a day cannot be shown stands at its field."""
    day, faults = day_on_page(request)
    q = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"day": day, "q": q, "faults": faults, "typed_day": request.GET.get("on", "")}
    if faults:
        return render(request, "web/province.html", {**context, "province": _province([], day)}, status=422)
    communes = communes_on(day)
    assessed = assess(communes, day)
    sets = [_of_set(assessment) for assessment in assessed.assessments]
    found = [place for place, unit in enumerate(communes) if fold(q) in unit.folded or q == unit.code]
    context |= {
        "province": _province(communes, day),
        "standings": [] if q else _standings(assessed),
        "districts": _by_district([_listed(communes[place], sets, place) for place in found]),
        "last_day": day_of_law(day),
        "set_names": listing([str(a.criteria_set.title) for a in assessed.assessments]),
        "given": {} if day == clock.today() else {"on": str(day)},
    }
    return render(request, "web/province.html", context)


def _province(communes: list[Unit], day: date) -> Unit | None:
    if not communes:
        return Unit.objects.filter(level=Level.PROVINCE).on(day).first()  # type: ignore[no-any-return]
    above = communes[0].parent
    return above.parent or above if above else None


def _standings(assessed: Assessed) -> list[Standing]:
    found = []
    for assessment in assessed.assessments:
        verdicts = assessment.verdicts[0].tolist()
        states = tuple(verdict.word for verdict in SUMMED for _ in range(verdicts.count(verdict)))
        criteria_set = assessment.criteria_set
        met = verdicts.count(Verdict.MET)
        found.append(Standing(criteria_set.id, criteria_set.title, met, len(verdicts), states))
    return found


def _of_set(assessment: Assessment) -> OfSet:
    title = assessment.criteria_set.title
    signs = {verdict.value: Sign(f"{title}: {verdict.title}", verdict.word) for verdict in Verdict}
    leaves = [row for row, node in enumerate(assessment.nodes) if node.is_condition]
    met = (assessment.verdicts[leaves] >= Verdict.MET).sum(axis=0)
    return OfSet(assessment.verdicts[0].tolist(), signs, met.tolist(), len(leaves))


def _listed(unit: Unit, sets: Sequence[OfSet], place: int) -> Listed:
    """A commune, with how many conditions it meets of the first set that it does not."""
    signs = tuple(each.signs[each.verdicts[place]] for each in sets)
    ahead = next((each for each in sets if each.verdicts[place] != Verdict.MET), None)
    return Listed(unit, signs, ahead.met[place] if ahead else None, ahead.total if ahead else 0)


def _by_district(listed: list[Listed]) -> list[tuple[Unit, list[Listed]]]:
    """The communes under the unit above each, both in Vietnamese order."""
    above = sorted(listed, key=lambda each: (each.unit.parent.order, each.unit.order))  # type: ignore[union-attr]
    return [(parent, list(group)) for parent, group in groupby(above, key=lambda each: each.unit.parent) if parent]
