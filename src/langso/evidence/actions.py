"""The changes of evidence: attached, revised, dated, linked, described, unlinked, withdrawn. Each is one event.

Nothing is lost. Who may is decided at the door; what a file may be, in `intake`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langso import problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.evidence.intake import Ready, Sent, file_name_of, keep, take_in
from langso.evidence.models import Blob, Evidence, Link, Revision
from langso.evidence.rules import find_node
from langso.journal.changes import Change, change
from langso.language import day as shown_day
from langso.places.models import Unit
from langso.problems import BadInputError, Problem, Where, refuse
from langso.registers.law import law

TITLE = 200


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of evidence beside its file. Without a title the file's name serves."""

    title: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file that was sent: evidence, or the problems with it."""

    file_name: str
    evidence: Evidence | None = None
    problems: tuple[Problem, ...] = ()


def attach_all(
    person: Person | None, unit: Unit, node: str, files: Sequence[Sent], given: Given | None = None
) -> list[Outcome]:
    """Attach several files to a condition, each for itself: one that is refused keeps none of the others away."""
    demand(person, Action.ATTACH_EVIDENCE, unit)
    outcomes = []
    for file in files:
        name = file_name_of(file.name)
        try:
            outcomes.append(Outcome(name, attach(person, unit, node, file, given)))
        except BadInputError as error:
            outcomes.append(Outcome(name, problems=error.problems))
    return outcomes


def attach(person: Person | None, unit: Unit, node: str, sent: Sent, given: Given | None = None) -> Evidence:
    """Attach a file to a condition of a commune. BadInputError with what is wrong with it.

    A content that stands as evidence of the commune already is linked to the condition, not attached twice.
    """
    demand(person, Action.ATTACH_EVIDENCE, unit)
    given = given or Given()
    _check_node(node)
    _check_span(given.valid_from, given.valid_until)
    ready = take_in(sent)
    with change("evidence.attached", person, commune=unit.pk) as made:
        blob = keep(ready, made)
        standing: Evidence | None = (
            Evidence.objects.standing().filter(commune=unit, current__blob=blob).order_by("pk").first()
        )
        if standing is not None:
            if Evidence.objects.for_node(node).filter(pk=standing.pk).exists():
                raise refuse(problems.EVIDENCE_THERE, Where(ready.file_name), ready.file_name)
            made.kind = "evidence.linked"
            _link(made, standing, [node], given.suggestion)
            made.details = {"title": standing.title, "nodes": [node]}
        else:
            standing = _new(made, unit, node, ready, blob, given=given)
        made.subject = str(standing.pk)
    return standing


def _new(made: Change, unit: Unit, node: str, ready: Ready, blob: Blob, *, given: Given) -> Evidence:
    lat, lon = ready.place or (None, None)
    evidence = Evidence.objects.create(
        commune=unit, title=(given.title.strip() or _stem(ready.file_name))[:TITLE], valid_from=given.valid_from,
        valid_until=given.valid_until, taken_on=ready.taken_on, lat=lat, lon=lon, at=made.at, event=made.number,
    )  # fmt: skip
    _append(made, evidence, ready, blob)
    Link.objects.create(
        evidence=evidence, node=node, suggestion=_suggestion(node, given.suggestion), at=made.at, event=made.number
    )
    made.details = {
        "title": evidence.title, "node": node, "file": ready.file_name, "sha256": blob.sha256, "size": blob.size,
        "media_type": blob.media_type, **_span(evidence),
    }  # fmt: skip
    return evidence


def _append(made: Change, evidence: Evidence, ready: Ready, blob: Blob, note: str = "") -> Revision:
    revision = Revision.objects.create(
        evidence=evidence, number=evidence.revisions.count() + 1, blob=blob, file_name=ready.file_name, note=note,
        person=made.actor.pk if made.actor else None, person_name=made.actor.name if made.actor else "",
        at=made.at, event=made.number,
    )  # fmt: skip
    evidence.current = revision
    evidence.save(update_fields=["current"])
    return revision


def revise(
    person: Person | None, evidence: Evidence, sent: Sent, note: str = "", *, seen: int | None = None
) -> Revision:
    """Append a revision: a better scan, a renewed paper. The ones before stay. `seen` is the version that was seen."""
    demand(person, Action.ATTACH_EVIDENCE, evidence.commune)
    ready = take_in(sent)
    with change("evidence.revised", person, commune=evidence.commune_id, subject=str(evidence.pk)) as made:
        held = _standing(evidence, seen)
        blob = keep(ready, made)
        before = held.current
        if before is not None and before.blob_id == blob.pk:
            raise refuse(problems.EVIDENCE_THERE, Where(ready.file_name), ready.file_name)
        revision = _append(made, held, ready, blob, note.strip())
        if ready.taken_on or ready.place:
            held.taken_on = ready.taken_on or held.taken_on
            held.lat, held.lon = ready.place or (held.lat, held.lon)
        _touch(held)
        made.details = {
            "title": held.title, "file": ready.file_name, "revision": revision.number, "sha256": blob.sha256,
            "before": before.blob.sha256 if before else None, "note": revision.note,
        }  # fmt: skip
    return revision


def set_validity(
    person: Person | None,
    evidence: Evidence,
    valid_from: date | None,
    valid_until: date | None,
    *,
    title: str | None = None,
    seen: int | None = None,
) -> None:
    """Say between which days it may be relied upon, and how it is called."""
    demand(person, Action.ATTACH_EVIDENCE, evidence.commune)
    _check_span(valid_from, valid_until)
    if title is not None and not title.strip():
        raise refuse(problems.EVIDENCE_TITLE, Where(column="title"))
    with change("evidence.dated", person, commune=evidence.commune_id, subject=str(evidence.pk)) as made:
        held = _standing(evidence, seen)
        before = {"title": held.title, **_span(held)}
        held.valid_from, held.valid_until = valid_from, valid_until
        held.title = held.title if title is None else title.strip()[:TITLE]
        after = {"title": held.title, **_span(held)}
        if before == after:
            made.cancelled = True
            return
        _touch(held)
        made.details = {"title": held.title, "before": before, "after": after}


def link(
    person: Person | None, evidence: Evidence, nodes: Sequence[str], suggestion: str = "", *, seen: int | None = None
) -> None:
    """Have it speak for other conditions too."""
    demand(person, Action.ATTACH_EVIDENCE, evidence.commune)
    for node in nodes:
        _check_node(node)
    with change("evidence.linked", person, commune=evidence.commune_id, subject=str(evidence.pk)) as made:
        held = _standing(evidence, seen)
        there = set(held.links.filter(ended_at__isnull=True).values_list("node", flat=True))
        new = [node for node in dict.fromkeys(nodes) if node not in there]
        if not new:
            made.cancelled = True
            return
        _link(made, held, new, suggestion)
        made.details = {"title": held.title, "nodes": new}


def describe(person: Person | None, evidence: Evidence, node: str, suggestion: str, *, seen: int | None = None) -> None:
    """Say what it is at a condition, of what the law suggests there; "" for something else. What was said ends."""
    demand(person, Action.ATTACH_EVIDENCE, evidence.commune)
    with change("evidence.described", person, commune=evidence.commune_id, subject=str(evidence.pk)) as made:
        held = _standing(evidence, seen)
        now = held.links.filter(node=node, ended_at__isnull=True).first()
        after = _suggestion(node, suggestion)
        if now is None or now.suggestion == after:
            made.cancelled = True
            return
        held.links.filter(pk=now.pk).update(ended_at=made.at, ended_event=made.number)
        _link(made, held, [node], after)
        made.details = {"title": held.title, "node": node, "before": now.suggestion, "after": after}


def _link(made: Change, evidence: Evidence, nodes: Sequence[str], suggestion: str) -> None:
    Link.objects.bulk_create(
        Link(evidence=evidence, node=node, suggestion=_suggestion(node, suggestion), at=made.at, event=made.number)
        for node in nodes
    )
    _touch(evidence)


def unlink(person: Person | None, evidence: Evidence, node: str) -> None:
    """Have it speak for a condition no longer. It stays in the commune's library."""
    demand(person, Action.ATTACH_EVIDENCE, evidence.commune)
    with change("evidence.unlinked", person, commune=evidence.commune_id, subject=str(evidence.pk)) as made:
        held = _standing(evidence, None)
        ended = held.links.filter(node=node, ended_at__isnull=True).update(ended_at=made.at, ended_event=made.number)
        if not ended:
            made.cancelled = True
            return
        _touch(held)
        made.details = {"title": held.title, "node": node}


def withdraw(person: Person | None, evidence: Evidence, reason: str) -> None:
    """Take evidence out of account, with a reason. Its files and what it spoke for stay to be read."""
    demand(person, Action.ATTACH_EVIDENCE, evidence.commune)
    if not reason.strip():
        raise refuse(problems.REASON_MISSING, Where(column="reason"))
    subject = str(evidence.pk)
    with change(
        "evidence.withdrawn", person, commune=evidence.commune_id, subject=subject, reason=reason.strip()
    ) as made:
        held = _standing(evidence, None)
        held.withdrawn_at, held.withdrawn_event, held.withdrawn_reason = made.at, made.number, made.reason
        _touch(held)
        made.details = {"title": held.title, "nodes": [each.node for each in held.linked]}


def _standing(evidence: Evidence, seen: int | None) -> Evidence:
    """The evidence as it is now, within the change. Refused when withdrawn, or changed since version `seen`."""
    held: Evidence = Evidence.objects.select_related("current__blob").get(pk=evidence.pk)
    if held.withdrawn_at is not None:
        raise refuse(problems.EVIDENCE_WITHDRAWN, value=held.title)
    if seen is not None and seen != held.version:
        now = f"{held.title} ({held.current.number if held.current else 0})"
        raise refuse(problems.STALE, value=held.title, now=now, version=str(held.version))
    return held


def _touch(evidence: Evidence) -> None:
    evidence.version += 1
    evidence.save()


def _span(evidence: Evidence) -> dict[str, Any]:
    days = {"valid_from": evidence.valid_from, "valid_until": evidence.valid_until}
    return {name: day.isoformat() if day else None for name, day in days.items()}


def _check_span(valid_from: date | None, valid_until: date | None) -> None:
    if valid_from and valid_until and valid_until < valid_from:
        where = Where(column="valid_until")
        raise refuse(problems.EVIDENCE_SPAN, where, shown_day(valid_until), since=shown_day(valid_from))


def _check_node(node: str) -> None:
    if find_node(law().versions, node) is None:
        raise refuse(problems.CONDITION_UNKNOWN, Where(column="node"), node)


def _suggestion(node: str, said: str) -> str:
    """What the law suggests for the condition, when it is that; else nothing."""
    found = find_node(law().versions, node)
    return said if found and said in {words.vi for words in found[1].evidence} else ""


def _stem(file_name: str) -> str:
    stem = file_name.rsplit(".", 1)[0] if "." in file_name.strip(".") else file_name
    return stem.replace("_", " ").strip() or file_name
