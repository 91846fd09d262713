"""Whether the law that was published, and what its drafts said, are what the journal says of them.

The chain proves the journal; this shows that nobody went past it to write law.
"""

import hashlib
from collections.abc import Callable, Iterator

from langso.evidence import storage
from langso.journal.models import Event
from langso.language import gettext
from langso.language import mark as _
from langso.registers.agreeing import Agreement, Disagreement
from langso.registers.published import LawText
from langso.workshop.actions import digest_of_texts
from langso.workshop.models import Publication, Text

Progress = Callable[[str, int, int | None], None]

ALTERED = _("the published text {path} is not the one that entry {event} published")
GONE = _("the text {path}, which entry {event} published, is not there")
UNTOLD = _("no entry says that the text {path} was published")
MARK = _("the published texts up to {path} are not those that it is marked with")
DRAFT = _("text {number} of the draft “{draft}” is not what entry {event} says")
FILE = _("the file “{file}” of the decision that entry {event} rests on is missing or was altered")

_WRITING = ("law.published", "law.ended")


def agree(progress: Progress) -> Agreement:
    """Compare every published text, every text of a draft and the files of the decisions."""
    agreement = Agreement()
    for part in (_published(), _drafted(), _decided()):
        for each in part:
            progress(gettext("Comparing the published law with the journal"), agreement.compared, None)
            agreement.compared += 1
            agreement.found += [each] if each else []
    return agreement


def _published() -> Iterator[Disagreement | None]:
    told: dict[str, tuple[int, str]] = {}
    for event in Event.objects.filter(kind__in=_WRITING).order_by("number").iterator(200):
        for path, sha256 in event.details.get("files", {}).items():
            told[path] = (event.number, sha256)
    mark = ""
    for said in LawText.objects.order_by("pk").iterator(50):
        path, digest = said.path, hashlib.sha256(said.text.encode()).hexdigest()
        mark = hashlib.sha256(f"{mark}\n{path}\n{said.text}".encode()).hexdigest()
        number, sha256 = told.pop(path, (0, ""))
        words = UNTOLD if not number else ALTERED if digest != sha256 else MARK if mark != said.mark else ""
        yield Disagreement("law", number, words, {"path": path}) if words else None
        mark = said.mark
    for path, (number, _sha256) in told.items():
        yield Disagreement("law", number, GONE, {"path": path})


def _drafted() -> Iterator[Disagreement | None]:
    for text in Text.objects.select_related("draft").order_by("pk").iterator(50):
        event = Event.objects.filter(pk=text.event).first()
        agrees = event is not None and event.details.get("sha256") == digest_of_texts(text.set_text, text.rulings_text)
        told = {"number": str(text.number), "draft": text.draft.name}
        yield None if agrees else Disagreement("law", text.event, DRAFT, told)


def _decided() -> Iterator[Disagreement | None]:
    for published in Publication.objects.filter(document__isnull=False).select_related("document"):
        event = Event.objects.filter(pk=published.event).first()
        sha256 = published.document.sha256 if published.document else ""
        agrees = event is not None and event.details.get("document") == sha256 and storage.is_whole(sha256)
        yield None if agrees else Disagreement("law", published.event, FILE, {"file": published.document_name})
