"""The effect of a draft before it is published: node by node, commune by commune, on the page or taken away."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from langso import clock
from langso.assessments.matrix import district_of
from langso.criteria import CriteriaSet, Verdict
from langso.criteria.versions import ended
from langso.exchange.effect_files import effect_csv, effect_workbook
from langso.language import gettext as _
from langso.registers.law import law
from langso.web.answers import attached, source
from langso.web.heavy import one_at_a_time
from langso.web.law_shown import days_said
from langso.web.people import person_of
from langso.web.views.drafts import draft_of, looked_at, publishing_of
from langso.web.views.law import SHOWN, trail
from langso.workshop.effect import Effect, NodeEffect, effect_of
from langso.workshop.models import Draft
from langso.workshop.rules import Read, endings, nodes_of

A_PAGE = 100


@never_cache
@require_GET
def draft_effect(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gains and who loses what, before anything is published."""
    held, found, effect = _looked_at(request, pk)
    if found is None:
        return HttpResponseRedirect(reverse("draft", args=[pk]))
    context: dict[str, Any] = {
        **SHOWN, "draft": held, "trail": [*trail(), (reverse("draft", args=[pk]), held.name)], "effect": effect,
        "rulings": [(ruling, where_decides(found, ruling.id)) for ruling in found.rulings.values()],
        "ends": ends_of(found),
        **publishing_of(person_of(request), held),
    }  # fmt: skip
    if effect is not None:
        context |= _listed(request, effect)
    return render(request, "web/draft_effect.html", context)


def _looked_at(request: HttpRequest, pk: int) -> tuple[Draft, Read | None, Effect | None]:
    held = draft_of(request, pk)
    assert held.current is not None  # noqa: S101 - a draft is begun with its first text
    found = looked_at(held.current)
    # What was published is a part of the law, against which it would be held.
    return (held, found, effect_of(held, found)) if found.sound and held.is_open else (held, None, None)


def where_decides(found: Read, ruling: str) -> list[str]:
    """The nodes at which a ruling of a draft will be shown."""
    versions = [*law().versions, *([found.criteria_set] if found.criteria_set else [])]
    cited = [node.id for _version, node in nodes_of(versions, ruling)]
    return list(dict.fromkeys([*found.rulings[ruling].scope, *cited]))


def ends_of(found: Read) -> list[tuple[str, CriteriaSet]]:
    """What a publication would end: what each version is called now, and the version as it then reads."""
    if found.criteria_set is None:
        return []
    ends = []
    for ending in endings(found.criteria_set, law(), clock.today()):
        version = next(version for version in law().versions if ending.ends(version))
        name = f"{version.id} · {version.title} ({version.document}, {days_said(version)})"
        ends.append((name, ended(version, [ending])))
    return ends


def _listed(request: HttpRequest, effect: Effect) -> dict[str, Any]:
    """The communes that the address asks for: of a node and what becomes of it, or all for whom something turns."""
    node = effect.find(request.GET.get("node", ""))
    only = request.GET.get("only", "")
    places = effect.listed(node, only) if node else effect.touched
    page = Paginator(places, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {"turned": turned, "district": district_of(turned.unit), **_why(effect, node, turned.place)}
        for turned in effect.turned(list(page.object_list))
    ]
    words = {"gain": _("Gain"), "lose": _("Lose"), **{verdict.word: verdict.title for verdict in Verdict}}
    given = {"node": node.id, "only": only} if node else {}
    return {
        "rows": rows, "page": page, "node": node, "only": words.get(only, ""), "given": given,
        "verdicts": Verdict,
    }  # fmt: skip


def _why(effect: Effect, node: NodeEffect | None, place: int) -> dict[str, Any]:
    if node is None:
        return {}
    before, after = effect.verdicts(node, place)
    return {"before": before, "after": after, "why": effect.sentences(node, place)}


@never_cache
@require_GET
@one_at_a_time
def draft_effect_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The effect as a workbook or as CSV."""
    held, _found, effect = _looked_at(request, pk)
    if effect is None or form not in ("xlsx", "csv"):
        raise Http404
    name = f"tac-dong-{held.pk}.{form}"
    return attached(effect_workbook(effect, source()) if form == "xlsx" else effect_csv(effect), name)
