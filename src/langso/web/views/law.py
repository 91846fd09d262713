"""The law to read: every set and its versions, a version beside its reading, two versions node by node, the rulings."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from langso import clock
from langso.accounts.door import Action, may
from langso.criteria import CriteriaSet, Law, check_rulings
from langso.criteria.law import Ruling, SetStatus
from langso.criteria.versions import newest_first
from langso.directives.standing import awaited
from langso.language import gettext as _
from langso.problems import BadInputError
from langso.registers.law import kept_per_law, law, law_files
from langso.vietnamese import fold
from langso.web.answers import attached
from langso.web.asked import errors_in
from langso.web.kept import kept_for_visitors
from langso.web.law_compared import Told, of_the_set
from langso.web.law_compared import nodes_of as nodes_compared
from langso.web.law_shown import (
    conditions_in,
    days_said,
    key_of,
    node_shown,
    node_url,
    numbered,
    standing_said,
    version_called,
    version_url,
)
from langso.web.people import person_of
from langso.web.telling import short_id
from langso.web.views.errors import status_of
from langso.workshop.models import Draft, DraftState, Publication, Watch
from langso.workshop.rules import find, nodes_of, read

SHOWN = {"short_id": short_id, "days_said": days_said, "key_of": key_of, "conditions_in": conditions_in}


@require_GET
@kept_for_visitors
def law_index(request: HttpRequest) -> HttpResponse:
    """Every set with its versions, those that await guidance, and, for whoever may, what is being drafted."""
    person, today = person_of(request), clock.today()
    may_read = may(person, Action.READ_DRAFTS)
    every = law()
    sets = [
        (shown, [(v, standing_said(v, today), version_url(v, every)) for v in versions_of(every, shown.id)])
        for shown in every.sets.values()
        if shown.status is not SetStatus.AWAITING_GUIDANCE
    ]
    awaited = [shown for shown in every.sets.values() if shown.status is SetStatus.AWAITING_GUIDANCE]
    heard = {watch.set_id: watch for watch in reversed(Watch.objects.filter(set_id__in=[s.id for s in awaited]))}
    context = {
        **SHOWN, "sets": sets, "awaited": [(each, heard.get(each.id)) for each in awaited], "may_read": may_read,
        "may_draft": may(person, Action.DRAFT_LAW), "rulings": every.rulings.values(),
        "drafts": Draft.objects.filter(state=DraftState.OPEN).select_related("current") if may_read else [],
        "publications": Publication.objects.select_related("draft", "document")[:10], "law": every,
    }  # fmt: skip
    return render(request, "web/law_index.html", context)


def versions_of(every: Law, set_id: str) -> list[CriteriaSet]:
    """The versions of a set, newest first."""
    return newest_first(version for version in every.versions if version.id == set_id)


@require_GET
@kept_for_visitors
def law_set(request: HttpRequest, set_id: str) -> HttpResponse:
    """A version of a set beside its source: the published words, and how they are read."""
    return law_set_page(request, _version(request, set_id))


def law_set_page(request: HttpRequest, version: CriteriaSet, error: BadInputError | None = None) -> HttpResponse:
    """The page of a version; with what was wrong in what was noted of one that is awaited."""
    person, every = person_of(request), law()
    context = {
        **SHOWN, **reading_of(version, every), "publication": _published_with(version),
        "standing": standing_said(version, clock.today()), "versions": versions_of(every, version.id),
        "text_url": version_url(version, every, "law_text"), "watches": _watches(version),
        "guiding": [e for each in awaited(person, clock.today()) if each.set_id == version.id for e in each.documents],
        "may_draft": may(person, Action.DRAFT_LAW), "version_url": lambda each: version_url(each, every),
        "before": _before(version, every), "typed": request.POST.dict() if error else {},
        "errors_in": errors_in(error.problems if error else ()),
    }  # fmt: skip
    return render(request, "web/law_set.html", context, status=status_of(error) if error else 200)


def reading_of(version: CriteriaSet, every: Law) -> dict[str, Any]:
    """What the page of a version needs to show its tree."""
    return {
        "set": version,
        "law": every,
        "tree": node_shown(version.criterion, every) if version.criterion else None,
        "document": every.documents.get(version.document),
        "guidance": every.documents.get(version.guidance) if version.guidance else None,
    }


def _published_with(version: CriteriaSet) -> Publication | None:
    """How a version was published; None for one that ships."""
    found = Publication.objects.filter(set_id=version.id).select_related("draft", "document")
    return next((each for each in found if version.file in each.files), None)


def _before(version: CriteriaSet, every: Law) -> str:
    """The key of the version before it, "" where there is none."""
    since = version.valid_from or date.min
    earlier = [v for v in versions_of(every, version.id) if v.valid_from and v.valid_from < since]
    return key_of(earlier[0]) if earlier else ""


def _watches(version: CriteriaSet) -> list[Watch]:
    awaited = version.status is SetStatus.AWAITING_GUIDANCE
    return list(Watch.objects.filter(set_id=version.id)[:20]) if awaited else []


def _version(request: HttpRequest, set_id: str) -> CriteriaSet:
    """The version that an address names; Http404 for none."""
    text = request.GET.get("from", "")
    try:
        since = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Http404 from error
    version = find(law(), set_id, since)
    if version is None:
        raise Http404
    return version


@require_GET
@kept_for_visitors
def law_text(request: HttpRequest, set_id: str) -> HttpResponse:
    """The text of a version as it stands in the law, line by line."""
    version = _version(request, set_id)
    text = law_files()[version.file]
    if "download" in request.GET:
        return attached(text.encode(), f"{version.id.lower()}-{version.valid_from or 'cho'}.yaml")
    every = law()
    context = {
        **SHOWN, "set": version, "lines": numbered(text), "back": version_url(version, every),
        "download": _with(version_url(version, every, "law_text"), "download"),
    }  # fmt: skip
    return render(request, "web/law_text.html", context)


def _with(address: str, more: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{more}"


@require_GET
def law_compare(request: HttpRequest) -> HttpResponse:
    """Two versions, or two sets, node by node. Whoever may read drafts can hold them against others too."""
    person, every = person_of(request), law()
    drafts = Draft.objects.filter(state=DraftState.OPEN).select_related("current")
    known = {key_of(v): (v, every) for v in every.versions if v.criterion and not v.never_held}
    for draft in drafts if may(person, Action.READ_DRAFTS) else ():
        assert draft.current is not None  # noqa: S101 - a draft is begun with its first text
        found = read(draft.current.set_text, draft.current.rulings_text, every)
        if found.criteria_set and found.criteria_set.criterion:
            known[f"draft:{draft.pk}"] = (found.criteria_set, found.law)
    old, new = (_chosen(request.GET.get(name, ""), known, every) for name in ("old", "new"))
    options = [(key, _option(key, version)) for key, (version, _law) in known.items()]
    given = {name: _key(request.GET.get(name, ""), each, known) for name, each in (("old", old), ("new", new))}
    context: dict[str, Any] = {**SHOWN, "options": [("", _("choose a version")), *options], "given": given}
    if old and new:
        context |= {
            "old": old[0],
            "new": new[0],
            "rows": nodes_compared(old, new),
            "whole_set": of_the_set(old[0], new[0]),
        }
    return render(request, "web/law_compare.html", context)


def _chosen(key: str, known: dict[str, Told], every: Law) -> Told | None:
    if key in known:
        return known[key]
    version = version_called(every, key)
    return (version, every) if version and version.criterion else None


def _key(asked: str, chosen: Told | None, known: dict[str, Told]) -> str:
    return asked if asked in known or chosen is None else key_of(chosen[0])


def _option(key: str, version: CriteriaSet) -> str:
    said = f"{version.id} · {version.title} · {days_said(version)}"
    return _("Draft: {version}").format(version=said) if key.startswith("draft:") else said


@require_GET
@kept_for_visitors
def law_rulings(request: HttpRequest) -> HttpResponse:
    """Every ruling: the question, how it is read, from when on, by what source, which conditions it decides."""
    person, every = person_of(request), law()
    words, status = request.GET.get("q", "").strip(), request.GET.get("status", "")
    shown = [ruling for ruling in every.rulings.values() if _is_wanted(ruling, words, status)]
    earlier = replaced("rulings")
    rulings = [(ruling, _nodes(ruling, every), earlier.get(ruling.id, ())) for ruling in shown]
    given = {name: value for name, value in (("q", words), ("status", status)) if value}
    context = {
        **SHOWN, "rulings": rulings, "given": given, "total": len(every.rulings),
        "may_draft": may(person, Action.DRAFT_LAW),
        "statuses": [("", _("All")), ("provisional", _("Provisional")), ("confirmed", _("Confirmed"))],
    }  # fmt: skip
    return render(request, "web/law_rulings.html", context)


def _is_wanted(ruling: Ruling, words: str, status: str) -> bool:
    if status and ruling.provisional is not (status == "provisional"):
        return False
    told = f"{ruling.id} {ruling.question} {ruling.ruling} {ruling.source} {' '.join(ruling.scope)}"
    return all(word in fold(told) for word in fold(words).split())


def _nodes(ruling: Ruling, every: Law) -> list[tuple[str, str]]:
    """The nodes that it decides, each once with its address; those of the versions that are shown first."""
    found: dict[str, str] = {}
    for version, node in nodes_of(every.versions, ruling.id):
        found.setdefault(node.id, node_url(version, every, node.id))
    return list(found.items())


@kept_per_law
def replaced(catalogue: str) -> dict[str, tuple[Ruling, ...]]:
    """Of the rulings, by name: what each said before another of its name took its place, the latest first."""
    files = law_files()
    names = [f"{catalogue}.yaml", *sorted(name for name in files if name.startswith(f"{catalogue}/"))]
    found: dict[str, list[Ruling]] = {}
    for name in names:
        for ruling in check_rulings(files[name], name).values():
            found.setdefault(ruling.id, []).insert(0, ruling)
    return {name: tuple(said[1:]) for name, said in found.items() if len(said) > 1}


def trail() -> list[tuple[str, str]]:
    """What the pages of the law lie within."""
    return [(reverse("law_index"), _("Criteria sets"))]
