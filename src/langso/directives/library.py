"""The library of legal documents as it is read: those that the law cites, out of its files, and those that were added.

The law's own are read only here; what they hold is said in `law/documents.yaml` and by the conditions that cite them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from langso.accounts.models import Person
from langso.criteria.law import Document
from langso.directives import rules
from langso.directives.kinds import DocumentKind, Force, Link
from langso.directives.models import LegalDocument, Relation
from langso.directives.searching import excerpt, has_all, slug_of, words_of
from langso.registers.law import law
from langso.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the library on a day: one of the law (`cited`, its id) or one that was added (`document`)."""

    notation: str
    kind: DocumentKind
    issuer: str
    subject: str
    issued_on: date | None
    force: Force
    text: str = ""
    cited: str = ""
    document: LegalDocument | None = None
    found: tuple[tuple[str, bool], ...] = ()

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return self.document.name if self.document else self.cited

    @property
    def slug(self) -> str:
        """What stands in the address of one of the law."""
        return slug_of(self.cited)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents: with words, of a kind, of a year, speaking of a condition, valid or not."""

    words: str = ""
    kind: str = ""
    year: int | None = None
    node: str = ""
    force: str = ""


def cited_by_slug() -> Mapping[str, Document]:
    """The law's documents by what stands in their addresses."""
    return {slug_of(name): document for name, document in law().documents.items()}


def readable(person: Person | None) -> Any:
    """The added documents that a person may read, those taken out among them."""
    found = LegalDocument.objects.all()
    return found if person is not None and person.is_authenticated else found.filter(for_public=True)


def entries(person: Person | None, wanted: Wanted, day: date) -> list[Entry]:
    """The documents that are wanted: those whose number or subject has the words first, then the latest first."""
    words = words_of(wanted.words)
    found = [entry for entry in _of_law(day) if has_all(_folded(entry), words)]
    kept = readable(person).standing()
    for word in words:
        kept = kept.filter(folded__contains=word)
    if wanted.kind:
        kept = kept.filter(kind=wanted.kind)
    if wanted.year is not None:
        kept = kept.filter(issued_on__year=wanted.year)
    found += told(kept.told(), day)
    about = about_nodes(found) if wanted.node else {}
    chosen = [entry for entry in found if _is_wanted(entry, wanted, about)]
    return sorted((_with_place(entry, words) for entry in chosen), key=lambda entry: _order(entry, words))


def years(person: Person | None, day: date) -> list[int]:
    """The years in which the documents of the library were issued, the latest first."""
    kept = readable(person).standing().dates("issued_on", "year")
    return sorted({each.year for each in (*kept, *(e.issued_on for e in _of_law(day) if e.issued_on))}, reverse=True)


def told(documents: Iterable[LegalDocument], day: date) -> list[Entry]:
    """Added documents as entries."""
    listed = list(documents)
    replaced = _replaced_on([each.pk for each in listed])
    return [entry_of(each, day, replaced.get(each.pk)) for each in listed]


def entry_of(document: LegalDocument, day: date, replaced_on: date | None = None) -> Entry:
    """An added document on a day."""
    held = rules.force(
        document.effective_from, document.effective_until, day, replaced_on=replaced_on,
        withdrawn=document.withdrawn_at is not None,
    )  # fmt: skip
    return Entry(
        document.notation, DocumentKind(document.kind), document.issuer, document.subject, document.issued_on, held,
        document.text, document=document,
    )  # fmt: skip


def cited_entry(document: Document, day: date, replaced_on: date | None = None) -> Entry:
    """A document of the law on a day: what its file says of it, unless an added one has replaced it by then."""
    held = {"in_force": Force.IN_FORCE, "replaced": Force.REPLACED, "expired": Force.ENDED}.get(document.status)
    if replaced_on and replaced_on <= day:
        held = Force.REPLACED
    digits = re.search(r"\d.*", document.id, re.ASCII)
    return Entry(
        digits[0] if digits else "", DocumentKind(document.kind), str(document.issuer), str(document.subject),
        document.issued_on, held or Force.UNKNOWN, str(document.note or ""), cited=document.id,
    )  # fmt: skip


def cited(document: Document, day: date) -> Entry:
    """A document of the law on a day, replaced where an added one has replaced it by then."""
    return cited_entry(document, day, _cited_replaced_on().get(document.id))


def find(entry_key: str, person: Person | None, day: date) -> Entry | None:
    """An entry by what a form calls it: the number of an added document, or the id of one of the law."""
    if entry_key in law().documents:
        return cited(law().documents[entry_key], day)
    if entry_key.isascii() and entry_key.isdigit() and len(entry_key) < 18:
        found = readable(person).standing().filter(pk=int(entry_key)).first()
        return entry_of(found, day) if found else None
    return None


def same_number(notation: str, issuer: str, year: int, but: int | None = None) -> list[Entry]:
    """The documents of the library that bear a number and sign in a year, of the same issuer."""
    number, sign = rules.notation_of(notation)
    if number is None:
        return []
    kept = LegalDocument.objects.standing().filter(number=number, sign=sign, issued_on__year=year).exclude(pk=but)
    day = date(year, 12, 31)
    cited = [
        cited_entry(each, day)
        for each in law().documents.values()
        if each.issued_on
        and each.issued_on.year == year
        and rules.is_same_notation(each.id, notation)
        and fold(issuer) in (fold(each.issuer.vi), fold(each.issuer.en))
    ]
    return [*cited, *(entry_of(each, day) for each in kept if fold(each.issuer) == fold(issuer))]


# Links to other documents and to conditions


@dataclass(frozen=True, slots=True)
class Linked:
    """Another document, and what the two are to each other in words."""

    words: str
    entry: Entry


def linked(entry: Entry, person: Person | None, day: date) -> list[Linked]:
    """The documents that an entry is linked with, either way round."""
    away = Relation.objects.filter(document=entry.document) if entry.document else Relation.objects.none()
    towards = (
        Relation.objects.filter(target=entry.document) if entry.document else Relation.objects.filter(cited=entry.cited)
    )
    found = []
    for relation in away.select_related("target"):
        other = find(relation.cited or str(relation.target_id), person, day)
        if other:
            found.append(Linked(Link(relation.link).words, other))
    shown = {each.pk: each for each in readable(person).filter(pk__in=towards.values("document"))}
    for relation in towards:
        if relation.document_id in shown and shown[relation.document_id].withdrawn_at is None:
            found.append(Linked(Link(relation.link).passive, entry_of(shown[relation.document_id], day)))
    return found


def about_nodes(listed: Sequence[Entry]) -> dict[str, set[str]]:
    """By what entries are called, the ids of the nodes and sets that they speak of."""
    cited = _cited_nodes()
    return {
        key_of(entry): set(cited.get(entry.cited, ()))
        if entry.cited
        else {each.node for each in entry.document.nodes.all()}
        if entry.document
        else set()
        for entry in listed
    }


def key_of(entry: Entry) -> str:
    """What a form calls an entry; `find` finds it by that."""
    return entry.cited or str(entry.document.pk if entry.document else "")


def documents_of(nodes: Iterable[str], person: Person | None, day: date) -> dict[str, list[Entry]]:
    """By condition, the documents that speak of it, of a group above it or of its set: the law's, then those added."""
    lineages = rules.lineages(law().sets.values())
    wanted = {node: lineages.get(node, (node,)) for node in nodes}
    every = {name for chain in wanted.values() for name in chain}
    kept = list(readable(person).standing().filter(nodes__node__in=every).distinct().told())
    added = [(entry, {each.node for each in entry.document.nodes.all()}) for entry in told(kept, day) if entry.document]
    cited, replaced = _cited_nodes(), _cited_replaced_on()
    of_law = [
        (cited_entry(law().documents[name], day, replaced.get(name)), set(about)) for name, about in cited.items()
    ]
    return {node: [entry for entry, about in (*of_law, *added) if about & set(chain)] for node, chain in wanted.items()}


def _cited_nodes() -> Mapping[str, tuple[str, ...]]:
    """By id of a document of the law, the nodes that rest on it and the sets that it issues or guides."""
    found: dict[str, list[str]] = {}
    for criteria_set in law().sets.values():
        for name in (criteria_set.document, criteria_set.guidance):
            if name in law().documents:
                found.setdefault(name, []).append(criteria_set.id)
        for node in criteria_set.nodes():
            for name in node.basis:
                if name in law().documents:
                    found.setdefault(name, []).append(node.id)
    return {name: tuple(nodes) for name, nodes in found.items()}


def nodes_of(entry: Entry) -> list[tuple[str, str]]:
    """The nodes and sets that an entry speaks of, each with where in it."""
    if entry.document:
        return [(each.node, each.place) for each in entry.document.nodes.all()]
    return [(node, "") for node in _cited_nodes().get(entry.cited, ())]


# Within


def _of_law(day: date) -> list[Entry]:
    replaced = _cited_replaced_on()
    issued = [each for each in law().documents.values() if _is_issued(each, day)]
    return [cited_entry(each, day, replaced.get(each.id)) for each in issued]


def _is_issued(document: Document, day: date) -> bool:
    """Whether a document of the law was there on a day; where its day is not known, the year in its sign decides."""
    if document.issued_on:
        return document.issued_on <= day
    year = re.search(r"/(20\d\d)/", document.id)
    return year is None or int(year[1]) <= day.year


def _folded(entry: Entry) -> str:
    return fold(" ".join((entry.cited, entry.issuer, entry.subject, entry.text)))


def _replacing() -> Any:
    standing = {"link": Link.REPLACES, "document__withdrawn_at__isnull": True}
    return Relation.objects.filter(**standing).select_related("document")


def _replaced_on(documents: Sequence[int]) -> dict[int, date]:
    """By added document, the first day from which another replaces it."""
    found: dict[int, date] = {}
    for relation in _replacing().filter(target__in=documents):
        day = relation.document.effective_from or relation.document.issued_on
        found[relation.target_id] = min(day, found.get(relation.target_id, day))
    return found


def _cited_replaced_on() -> dict[str, date]:
    """The same by id of a document of the law."""
    found: dict[str, date] = {}
    for relation in _replacing().exclude(cited=""):
        day = relation.document.effective_from or relation.document.issued_on
        found[relation.cited] = min(day, found.get(relation.cited, day))
    return found


def _is_wanted(entry: Entry, wanted: Wanted, about: Mapping[str, set[str]]) -> bool:
    if wanted.kind and entry.kind.value != wanted.kind:
        return False
    if wanted.year is not None and (entry.issued_on is None or entry.issued_on.year != wanted.year):
        return False
    if wanted.force and entry.force.value != wanted.force:
        return False
    if not wanted.node:
        return True
    chain = rules.lineages(law().sets.values()).get(wanted.node, (wanted.node,))
    return bool(about[key_of(entry)] & set(chain))


def _with_place(entry: Entry, words: Sequence[str]) -> Entry:
    return replace(entry, found=tuple(excerpt(entry.text, words))) if words else entry


def _order(entry: Entry, words: Sequence[str]) -> tuple[bool, int]:
    named = has_all(fold(f"{entry.name} {entry.notation} {entry.subject}"), words)
    return not named, -(entry.issued_on or date.min).toordinal()
