"""The changes of the library: a document added, corrected, given a file, taken out."""

from collections.abc import Iterable
from typing import Any

from langso import problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.directives import library, rules
from langso.directives.given import DocumentGiven, Texts
from langso.directives.models import Attachment, DocumentNode, LegalDocument, Relation
from langso.evidence.intake import Ready, Sent, keep, take_in
from langso.journal.changes import Change, change
from langso.language import day as day_words
from langso.language import gettext as _
from langso.problems import Problem, Where, refuse
from langso.registers.law import law


def add(person: Person | None, given: DocumentGiven, file: Sent | None = None) -> LegalDocument:
    """Add a document, with its file where there is one."""
    demand(person, Action.KEEP_DIRECTIVES)
    taken = _checked(given)
    _not_there(given)
    ready = take_in(file) if file is not None else None
    with change("document.added", person) as made:
        number, sign = rules.notation_of(given.notation)
        document = LegalDocument.objects.create(**taken, number=number, sign=sign, at=made.at, event=made.number)
        _link(document, given)
        if ready is not None:
            _append(made, document, ready)
        made.subject = str(document.pk)
        made.details = {"name": str(document), "subject": document.subject, **_said(document)}
    return document


def correct(person: Person | None, document: LegalDocument, given: DocumentGiven, *, seen: int | None = None) -> None:
    """Correct what is said of a document. `seen` is the version that was seen."""
    demand(person, Action.KEEP_DIRECTIVES)
    taken = _checked(given)
    _not_there(given, document.pk)
    with change("document.corrected", person, subject=str(document.pk)) as made:
        held = _standing(document, seen)
        before = _said(held)
        for name, value in taken.items():
            setattr(held, name, value)
        held.number, held.sign = rules.notation_of(given.notation)
        held.version += 1
        held.save()
        held.nodes.all().delete()
        held.relations.all().delete()
        _link(held, given)
        after = _said(LegalDocument.objects.get(pk=held.pk))
        made.details = {"name": str(held), "before": before, "after": after}
        made.cancelled = before == after


def attach(person: Person | None, document: LegalDocument, file: Sent) -> Attachment:
    """Give a document its file, or a better one; the ones before stay."""
    demand(person, Action.KEEP_DIRECTIVES)
    ready = take_in(file)
    with change("document.attached", person, subject=str(document.pk)) as made:
        held = _standing(document, None)
        attachment = _append(made, held, ready)
        made.details = {"name": str(held), "file": attachment.file_name, "sha256": attachment.blob.sha256}
    return attachment


def take_out(person: Person | None, document: LegalDocument, reason: str) -> None:
    """Take a document out of the library, with a reason; who has its address can still read it."""
    demand(person, Action.KEEP_DIRECTIVES)
    if not reason.strip():
        raise refuse(problems.REASON_MISSING, Where(column="reason"))
    with change("document.withdrawn", person, subject=str(document.pk), reason=reason.strip()) as made:
        held = _standing(document, None)
        held.withdrawn_at, held.withdrawn_reason = made.at, made.reason
        held.version += 1
        held.save()
        made.details = {"name": str(held)}


def check_nodes(nodes: Iterable[str], column: str = "nodes", *, sets: bool = False) -> list[Problem]:
    """What is wrong with ids of conditions; `sets` are ids too where a whole set may be meant."""
    known = {node.id for each in law().sets.values() for node in each.nodes()} | (set(law().sets) if sets else set())
    return [Problem(problems.NODE_UNKNOWN, Where(column=column), node[:60]) for node in nodes if node not in known]


def _checked(given: DocumentGiven) -> dict[str, Any]:
    """The document's own fields as they are kept. BadInputError with all that is wrong."""
    texts = Texts()
    taken: dict[str, Any] = {
        "notation": texts.line("notation", _("Number and sign"), given.notation, required=False),
        "issuer": texts.line("issuer", _("Issuer"), given.issuer),
        "subject": texts.text("subject", _("Subject"), given.subject),
        "text": texts.text("text", _("Text or excerpt"), given.text, required=False),
        "kind": given.kind, "issued_on": given.issued_on, "effective_from": given.effective_from,
        "effective_until": given.effective_until, "for_public": given.for_public,
    }  # fmt: skip
    since, until = given.effective_from, given.effective_until
    if since and until and until < since:
        where, details = Where(column="effective_until"), {"since": day_words(since)}
        texts.add([Problem(problems.DOCUMENT_SPAN, where, day_words(until), details)])
    texts.add(check_nodes(given.nodes, sets=True))
    texts.add(
        Problem(problems.DOCUMENT_UNKNOWN, Where(column="related"), each.cited)
        for each in given.related
        if each.document is None and each.cited not in law().documents
    )
    texts.check()
    return taken


def _not_there(given: DocumentGiven, but: int | None = None) -> None:
    """Point out a document that bears the same number and sign in that year; going on is for who says so."""
    if given.anyway:
        return
    there = library.same_number(given.notation, given.issuer, given.issued_on.year, but)
    if there:
        where, year = Where(column="notation"), str(given.issued_on.year)
        raise refuse(problems.DOCUMENT_DUPLICATE, where, there[0].name, year=year, issuer=there[0].issuer)


def _link(document: LegalDocument, given: DocumentGiven) -> None:
    DocumentNode.objects.bulk_create(
        DocumentNode(document=document, node=node, place=" ".join(place.split())[:200])
        for node, place in given.nodes.items()
    )
    for each in given.related:
        if each.document == document.pk:
            raise refuse(problems.DOCUMENT_ITSELF, Where(column="related"), str(document))
        if each.document and not LegalDocument.objects.standing().filter(pk=each.document).exists():
            raise refuse(problems.DOCUMENT_UNKNOWN, Where(column="related"), str(each.document))
    Relation.objects.bulk_create(
        Relation(document=document, link=each.link, target_id=each.document, cited=each.cited)
        for each in dict.fromkeys(given.related)
    )


def _append(made: Change, document: LegalDocument, ready: Ready) -> Attachment:
    return Attachment.objects.create(
        document=document, number=document.attachments.count() + 1, blob=keep(ready, made), file_name=ready.file_name,
        person_name=made.actor.name if made.actor else "", at=made.at, event=made.number,
    )  # fmt: skip


def _standing(document: LegalDocument, seen: int | None) -> LegalDocument:
    """The document as it is now, within the change. Refused when taken out, or changed since version `seen`."""
    held: LegalDocument = LegalDocument.objects.get(pk=document.pk)
    if held.withdrawn_at is not None:
        raise refuse(problems.DOCUMENT_WITHDRAWN, value=str(held))
    if seen is not None and seen != held.version:
        raise refuse(problems.STALE, value=str(held), now=held.subject[:200], version=str(held.version))
    return held


def _said(document: LegalDocument) -> dict[str, Any]:
    """What the journal keeps of a document, so that before and after can be told apart."""
    days = ("issued_on", "effective_from", "effective_until")
    plain = ("notation", "kind", "issuer", "subject", "text", "for_public")
    return {
        **{name: getattr(document, name) for name in plain},
        **{name: getattr(document, name).isoformat() if getattr(document, name) else None for name in days},
        "nodes": {each.node: each.place for each in document.nodes.order_by("node")},
        "related": sorted(
            f"{each.link} {each.cited or each.target}" for each in document.relations.select_related("target")
        ),
    }
