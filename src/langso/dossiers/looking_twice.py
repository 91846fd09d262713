"""The points of a dossier to look at twice. They are pointed out to whoever reviews; nothing is decided on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from langso.criteria import CriteriaSet, Verdict
from langso.criteria.formula import DeclaredShare, facts_of
from langso.dossiers.checking import live_outline, set_of
from langso.dossiers.content import Plain, rows_then
from langso.dossiers.models import Dossier
from langso.dossiers.procedure import said_twice
from langso.evidence.models import Evidence
from langso.evidence.overview import elsewhere
from langso.language import current_language, ngettext, whole
from langso.language import day as shown_day
from langso.language import gettext as _
from langso.registers.models import Declaration

_JUMP, _FROM = 0.3, 20
"""A figure that changed by this part of what it was, where it was at least so much, is said to jump. Our habit."""

_ROUND = 100
"""A part of a hundred or more that ends in two zeros looks rounded."""

_EVERYWHERE = 3
"""So many shares that all are full look filled in rather than counted."""


class Doubt(StrEnum):
    """Why a point is to be looked at twice."""

    DIFFERS = "differs"
    JUMP = "jump"
    ROUND = "round"
    ALL_FULL = "all_full"
    REUSED = "reused"
    EXPIRED = "expired"
    BARE = "bare"
    FALLEN = "fallen"


@dataclass(frozen=True, slots=True)
class Point:
    """A point: why, the conditions that it touches, and what is to be looked at, in words."""

    doubt: Doubt
    nodes: tuple[str, ...]
    words: str


def points(dossier: Dossier, sealed: Plain, day: date) -> list[Point]:
    """All points of what was submitted, in the order of the law."""
    criteria_set = set_of(dossier, day)
    found = [
        *_differing(dossier, criteria_set, sealed),
        *_jumping(dossier, criteria_set, sealed),
        *_rounded(criteria_set, sealed),
        *_full(criteria_set, sealed),
        *_of_evidence(criteria_set, sealed),
        *_fallen(dossier, sealed, day),
    ]
    order = {node.id: place for place, node in enumerate(criteria_set.nodes())}
    return sorted(found, key=lambda point: min((order.get(node, 0) for node in point.nodes), default=0))


def _asking(criteria_set: CriteriaSet, facts: Iterable[str]) -> tuple[str, ...]:
    wanted = set(facts)
    return tuple(n.id for n in criteria_set.nodes() if n.is_condition and wanted & set(facts_of(n.formula)))


def _figures(sealed: Plain) -> dict[str, Plain]:
    return {fact["name"]: fact for fact in sealed["facts"] if fact["value"] is not None and fact["type"] == "count"}


def _title(fact: Plain) -> str:
    return str(fact["title"][current_language().value])


def _differing(dossier: Dossier, criteria_set: CriteriaSet, sealed: Plain) -> Iterator[Point]:
    figures = _figures(sealed)
    for name, register, column in said_twice():
        if name not in figures:
            continue
        held = [row[column] for row in rows_then(dossier.commune, register, sealed["stage"]["event"])]
        declared, counted = figures[name]["value"], sum(value or 0 for value in held)
        if held and None not in held and declared != counted:
            words = _("{title}: {declared} declared, {counted} by the register").format(
                title=_title(figures[name]), declared=whole(declared), counted=whole(counted)
            )
            yield Point(Doubt.DIFFERS, _asking(criteria_set, [name]), words)


def _jumping(dossier: Dossier, criteria_set: CriteriaSet, sealed: Plain) -> Iterator[Point]:
    for name, fact in _figures(sealed).items():
        earlier = Declaration.objects.filter(unit=dossier.commune_id, fact=name, event__lt=fact["event"] or 0)
        before = earlier.exclude(value=None).exclude(value=fact["value"]).order_by("-as_of", "-id").first()
        if before is None or before.value is None or max(before.value, fact["value"]) < _FROM:
            continue
        if abs(fact["value"] - before.value) >= _JUMP * before.value:
            words = _("{title}: {now}, after {before} on {day}").format(
                title=_title(fact), now=whole(fact["value"]), before=whole(before.value), day=shown_day(before.as_of)
            )
            yield Point(Doubt.JUMP, _asking(criteria_set, [name]), words)


def _shares(criteria_set: CriteriaSet) -> Iterator[tuple[str, str, str]]:
    for node in criteria_set.nodes():
        if node.is_condition and isinstance(node.formula, DeclaredShare):
            yield node.id, node.formula.part, node.formula.whole


def _rounded(criteria_set: CriteriaSet, sealed: Plain) -> Iterator[Point]:
    figures = _figures(sealed)
    for node, part, full in _shares(criteria_set):
        value = figures[part]["value"] if part in figures else 0
        if value >= _ROUND and value % _ROUND == 0 and (full not in figures or figures[full]["value"] != value):
            words = _("{title}: {value} looks rounded").format(title=_title(figures[part]), value=whole(value))
            yield Point(Doubt.ROUND, (node,), words)


def _full(criteria_set: CriteriaSet, sealed: Plain) -> Iterator[Point]:
    figures = _figures(sealed)
    known = [(node, part, full) for node, part, full in _shares(criteria_set) if part in figures and full in figures]
    if len(known) >= _EVERYWHERE and all(figures[part]["value"] == figures[full]["value"] for _n, part, full in known):
        words = _("every one of the {n} shares is full").format(n=whole(len(known)))
        yield Point(Doubt.ALL_FULL, tuple(node for node, _part, _full in known), words)


def _of_evidence(criteria_set: CriteriaSet, sealed: Plain) -> Iterator[Point]:
    there = Evidence.objects.in_bulk([item["id"] for item in sealed["evidence"]])
    for item in sealed["evidence"]:
        others = elsewhere(there[item["id"]]) if item["id"] in there else 0
        if others:
            words = _("“{title}” is evidence of other communes too: {n}").format(title=item["title"], n=whole(others))
            yield Point(Doubt.REUSED, tuple(item["nodes"]), words)
        if item["standing"] == "expired":
            words = _("“{title}” had expired when it was submitted").format(title=item["title"])
            yield Point(Doubt.EXPIRED, tuple(item["nodes"]), words)
    shown = {node for item in sealed["evidence"] for node in item["nodes"]}
    bare = [node.id for node in criteria_set.nodes() if node.evidence and node.id not in shown]
    if bare:
        said = ngettext("{n} condition has no evidence", "{n} conditions have no evidence", len(bare))
        yield Point(Doubt.BARE, tuple(bare), said.format(n=whole(len(bare))))


def _fallen(dossier: Dossier, sealed: Plain, day: date) -> Iterator[Point]:
    if not dossier.commune.holds_on(day):
        return
    then = {node["id"]: node["verdict"] for node in sealed["verdicts"]}
    for condition in live_outline(dossier, day).conditions:
        before = then.get(condition.node.id)
        if before == Verdict.MET.word and condition.open:
            words = _("{node} no longer stands as it was submitted: {sentence}").format(
                node=condition.node.id, sentence=condition.sentence
            )
            yield Point(Doubt.FALLEN, (condition.node.id,), words)
