"""What a stage seals of a commune: figures, verdicts with their reasons in both languages, evidence, as plain values.

Gathered when a dossier is submitted; later stages carry on what they decided about.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from langso.assessments.live import assess
from langso.assessments.outline import Condition, Outline, outlines
from langso.criteria import CriteriaSet, Law
from langso.criteria.formula import facts_of, tally_of
from langso.criteria.law import Scope
from langso.dossiers.lines import digest_of_rows
from langso.evidence.models import Evidence
from langso.evidence.rules import standing
from langso.facts import FailingRows
from langso.language import Language, Words, speaking
from langso.places.models import Unit
from langso.registers.declaring import latest
from langso.registers.models import PAST, ROWS, Ledger

Plain = dict[str, Any]

_ROWS_NAMED = 1_000
"""So many failing and blank rows of a condition are sealed by name; their count is sealed in any case."""


def outline_of(unit: Unit, criteria_set: CriteriaSet, law: Law, day: date) -> Outline:
    """The commune against the set of a bound law, live."""
    (found,) = outlines(assess([unit], day, [criteria_set], law))
    return found


def gathered(unit: Unit, criteria_set: CriteriaSet, law: Law, day: date, event: int) -> Plain:
    """Everything that the verdicts of a commune rest on, as of the event `event`, and the verdicts."""
    outline = outline_of(unit, criteria_set, law, day)
    return {
        "day": day.isoformat(),
        "verdict": outline.verdict.word,
        "verdicts": _verdicts(outline),
        "facts": _facts(unit, criteria_set, law, day),
        "registers": [_register(unit, name, law, event) for name in _registers_of(criteria_set)],
        "evidence": _evidence(unit, criteria_set, day),
    }


def _verdicts(outline: Outline) -> list[Plain]:
    with speaking(Language.VI):
        told = list(_walk(outline.root, 0))
    english = Outline(outline.assessed, outline.assessment, outline.commune, outline.named)
    with speaking(Language.EN):
        sentences = [condition.sentence for condition, _depth in _walk(english.root, 0)]
    return [
        _verdict(outline, condition, depth, sentence)
        for (condition, depth), sentence in zip(told, sentences, strict=True)
    ]


def _walk(condition: Condition, depth: int) -> Iterator[tuple[Condition, int]]:
    yield condition, depth
    for child in condition.children:
        yield from _walk(child, depth + 1)


def _verdict(outline: Outline, condition: Condition, depth: int, english: str) -> Plain:
    rows = condition.rows
    if rows.failing or rows.blank:
        row = outline.assessment.nodes.index(condition.node)
        rows = outline.assessed.rows_in_question(outline.assessment, row, outline.commune, _ROWS_NAMED)
    return {
        "id": condition.node.id,
        "depth": depth,
        "condition": condition.node.is_condition,
        "title": _words(condition.node.title),
        "text": condition.node.text,
        "verdict": condition.verdict.word,
        "sentence": {"vi": condition.sentence, "en": english},
        "short": condition.short,
        "rulings": [ruling.id for ruling in condition.rulings],
        "failing": condition.failing,
        "blank": condition.blank,
        "rows": _labels(rows),
    }


def _labels(rows: FailingRows) -> Plain:
    return {"failing": [row.label for row in rows.failing], "blank": [row.label for row in rows.blank]}


def _words(words: Words) -> Plain:
    return {"vi": words.vi, "en": words.en}


def _facts(unit: Unit, criteria_set: CriteriaSet, law: Law, day: date) -> list[Plain]:
    asked = dict.fromkeys(name for node in criteria_set.nodes() for name in facts_of(node.formula))
    names = list(asked)
    for name in asked:
        whole = law.facts[name].part_of
        if whole and whole not in names:
            names.append(whole)
    province = unit.top
    said = latest([unit.pk, province.pk], day)
    found = []
    for name in names:
        fact = law.facts[name]
        held = said.get(((province if fact.scope is Scope.PROVINCE else unit).pk, name))
        found.append(
            {
                "name": name,
                "title": _words(fact.title),
                "value": held.value if held else None,
                "decimals": fact.decimals,
                "type": fact.type.value,
                "as_of": held.as_of.isoformat() if held else None,
                "source": held.source if held else "",
                "note": held.note if held else "",
                "event": held.event if held else None,
            }
        )
    return found


def _registers_of(criteria_set: CriteriaSet) -> list[str]:
    asked = [tally.register for node in criteria_set.nodes() if (tally := tally_of(node.formula))]
    return list(dict.fromkeys(asked))


def _register(unit: Unit, name: str, law: Law, event: int) -> Plain:
    rows = rows_then(unit, name, event)
    closed = Ledger.objects.filter(commune=unit, register=name, closed=True).exists()
    return {
        "name": name,
        "title": _words(law.registers[name].title),
        "closed": closed,
        "rows": len(rows),
        "sha256": digest_of_rows(rows),
    }


def rows_then(unit: Unit, register: str, event: int) -> list[Plain]:
    """The rows of a ledger as they were when the event `event` had happened, in the order of their keys."""
    now = ROWS[register].objects.filter(commune=unit, event__lte=event)
    then = PAST[register].objects.filter(commune=unit, event__lte=event, ended_by__gt=event)
    key = ROWS[register].register.key.name
    held = [_plain(row.values()) for rows in (now, then) for row in rows]
    return sorted(held, key=lambda values: (str(values[key]), str(values)))


def _plain(values: Plain) -> Plain:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _evidence(unit: Unit, criteria_set: CriteriaSet, day: date) -> list[Plain]:
    nodes = {node.id for node in criteria_set.nodes()}
    linked = Q(links__node__in=nodes, links__ended_at__isnull=True)
    items = Evidence.objects.standing().filter(linked, commune=unit).distinct().order_by("pk")
    found = []
    for item in items.select_related("current__blob").prefetch_related("links"):
        revision = item.current
        found.append(
            {
                "id": item.pk,
                "title": item.title,
                "nodes": sorted(link.node for link in item.linked if link.node in nodes),
                "revision": revision.number,
                "file": revision.file_name,
                "sha256": revision.blob.sha256,
                "size": revision.blob.size,
                "media_type": revision.blob.media_type,
                "valid_from": item.valid_from.isoformat() if item.valid_from else None,
                "valid_until": item.valid_until.isoformat() if item.valid_until else None,
                "standing": standing(item.valid_from, item.valid_until, day).value,
            }
        )
    return found
