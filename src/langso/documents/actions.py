"""Templates replaced by the province: checked first, then kept as a further version. The last one holds."""

import hashlib
from collections.abc import Mapping

from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.documents.catalogue import Document
from langso.documents.checking import check
from langso.documents.fields import shape_of
from langso.documents.models import TemplateVersion
from langso.documents.shipped import shipped
from langso.journal.changes import change
from langso.problems import STALE, refuse


def version_of(document: Document) -> TemplateVersion | None:
    """The version that holds; None while nothing was ever replaced."""
    return TemplateVersion.objects.filter(document=document.name).order_by("-number").first()


def versions() -> Mapping[str, TemplateVersion]:
    """The version that holds, by document."""
    kept = TemplateVersion.objects.order_by("number").defer("content")
    return {version.document: version for version in kept}


def content_of(document: Document, version: TemplateVersion | None) -> bytes:
    """The template of a version; the one that ships where there is none, or where it holds again."""
    kept = version.content if version else None
    return bytes(kept) if kept is not None else shipped(document.name)


def replace_template(
    person: Person | None, document: Document, file_name: str, content: bytes, *, seen: int = 0, reason: str = ""
) -> TemplateVersion:
    """Put a template in the place of the one that holds. BadInputError with every fault of it, each with its place."""
    demand(person, Action.KEEP_PROCEDURE)
    check(content, file_name, shape_of(document.fields))
    return _append(person, document, content, seen=seen, file_name=file_name, reason=reason)


def bring_back(person: Person | None, document: Document, *, seen: int, reason: str = "") -> TemplateVersion:
    """Have the template that ships hold again."""
    demand(person, Action.KEEP_PROCEDURE)
    return _append(person, document, None, seen=seen, reason=reason)


def _append(
    person: Person | None, document: Document, content: bytes | None, *, seen: int, file_name: str = "", reason: str
) -> TemplateVersion:
    with change("template.replaced", person, subject=document.name, reason=reason.strip()) as made:
        before = version_of(document)
        number = before.number if before else 0
        if number != seen:
            raise refuse(STALE, value=str(seen), now=str(number), version=str(number))
        sha256 = hashlib.sha256(content).hexdigest() if content is not None else ""
        made.details = {"version": number + 1, "file": file_name, "sha256": sha256}
        return TemplateVersion.objects.create(
            document=document.name, number=number + 1, file_name=file_name, content=content, sha256=sha256,
            person=person.pk if person else 0, person_name=person.name if person else "", reason=made.reason,
            at=made.at, event=made.number,
        )  # fmt: skip
