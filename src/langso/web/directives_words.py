"""Events of directives in words, for the journal: what was done to which document, difficulty, plan or task."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from langso.directives.kinds import DocumentKind, PartState, Source, TaskState
from langso.journal.models import Event
from langso.language import decimal, gettext, whole
from langso.language import mark as _
from langso.places.models import Worded

STARTS = ("document.", "guidance.", "difficulty.", "recommendation.", "plan.", "task.", "target.")

Changed = tuple[str, str, str]
"""What it is called, what stood before, what stands after."""

_WORDS = {
    "document.added": _("“{name}” added to the library"),
    "document.corrected": _("“{name}” corrected in the library"),
    "document.attached": _("“{name}”: file {file} attached"),
    "document.withdrawn": _("“{name}” taken out of the library"),
    "guidance.published": _("“{name}” sent to {n} organisations"),
    "guidance.received": _("{organisation} confirmed that it received “{name}”"),
    "guidance.read": _("{organisation} opened “{name}”"),
    "difficulty.raised": _("Difficulty raised: {name}"),
    "difficulty.corrected": _("Difficulty corrected: {name}"),
    "difficulty.taken_up": _("Difficulty taken up: {name}"),
    "difficulty.answered": _("Difficulty answered: {name}. {text}"),
    "difficulty.settled": _("Difficulty settled: {name}. {outcome}"),
    "recommendation.written": _("Recommendation written: {name}"),
    "recommendation.sent": _("Recommendation sent: {name}"),
    "recommendation.moved": _("{part}: {before} → {after}. {words}"),
    "plan.registered": _("Plan registered: {name}"),
    "plan.corrected": _("Plan corrected: {name}"),
    "plan.budgeted": _("{name}: money planned for {purpose}, {amount} đồng"),
    "plan.spent": _("{name}: money for {purpose} corrected"),
    "task.given": _("Task given to {owner}: {name}"),
    "task.moved": _("Task “{name}”: {before} → {after}. {words}"),
    "target.set": _("Target of {year} for {node}, {unit}: {percent}%"),
    "target.removed": _("Target of {year} for {node}, {unit} taken away"),
}

_SEVERAL = _("{n} tasks given to {owner}")

_NAMES = {
    "notation": _("Number and sign"), "kind": _("Kind"), "issuer": _("Issuer"), "subject": _("Subject"),
    "text": _("Text"), "issued_on": _("Issued on"), "effective_from": _("In force from"),
    "effective_until": _("In force until"), "for_public": _("Read by everyone"), "nodes": _("Conditions"),
    "related": _("Other documents"), "name": _("Title"), "awaits": _("What is awaited"), "source": _("Source"),
    "places": _("Where"), "document": _("Document"), "since": _("From"), "until": _("Until"), "note": _("Note"),
    "purpose": _("What for"), "amount": _("Amount"), "spent": _("Spent"),
}  # fmt: skip


def said(event: Event) -> tuple[str, list[Changed]]:
    """An event as a sentence, and what changed where it keeps both; "" for a kind that is none of directives'."""
    if event.kind not in _WORDS:
        return "", []
    words: str = _WORDS[event.kind]
    details: Mapping[str, Any] = event.details
    told: dict[str, Any] = {
        **dict.fromkeys(("name", "file", "organisation", "text", "outcome", "part", "words", "purpose", "owner"), ""),
        **{name: value for name, value in details.items() if isinstance(value, str)},
        "n": whole(len(details.get("recipients", ()))), "node": event.subject, "year": details.get("year", ""),
        "percent": decimal(Fraction(details["after"]), 2) if event.kind == "target.set" else "",
        "unit": details.get("unit", ""),
        "amount": whole(details["amount"]) if isinstance(details.get("amount"), int) else "",
    }  # fmt: skip
    if event.kind in ("task.moved", "recommendation.moved"):
        kind: type[Worded] = TaskState if event.kind == "task.moved" else PartState
        told |= {name: kind(details[name]).words for name in ("before", "after")}
    if event.kind == "task.given" and details.get("n", 1) > 1:
        words, told["n"] = _SEVERAL, whole(details["n"])
    return gettext(words).format(**told).strip(" ."), _changed(details)


def _changed(details: Mapping[str, Any]) -> list[Changed]:
    before, after = details.get("before"), details.get("after")
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return []
    return [
        (gettext(_NAMES.get(str(name), str(name))), _shown(name, before.get(name)), _shown(name, after.get(name)))
        for name in after
        if before.get(name) != after.get(name)
    ]


def _shown(name: str, value: Any) -> str:
    """A value as people read it, never more than a few lines of it."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return whole(value)
    if name == "kind" and value in set(DocumentKind):
        return DocumentKind(value).words
    if name == "source" and value in set(Source):
        return Source(value).words
    text = ", ".join(map(str, value)) if isinstance(value, list | dict) else str(value)
    return text if len(text) <= 300 else f"{text[:300]}…"
