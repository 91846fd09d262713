"""Making the documents of a dossier: which there are for whom, and writing one; who takes it away is in the journal."""

from dataclasses import dataclass

from django.conf import settings

from langso import clock
from langso.accounts.door import demand, may
from langso.accounts.models import Person
from langso.documents.actions import content_of, version_of
from langso.documents.catalogue import DOCUMENTS, Document
from langso.documents.fields import Letter
from langso.documents.filling import fill
from langso.documents.of_dossier import FIELDS, office_of
from langso.documents.office import Signing
from langso.documents.sealed import Sealed
from langso.dossiers.drafting import ahead, draft
from langso.dossiers.kinds import Move
from langso.dossiers.models import Dossier, Stage
from langso.dossiers.procedure import tiers
from langso.journal.changes import change
from langso.language import Language, speaking
from langso.language import gettext as _
from langso.places.models import OrganisationKind
from langso.problems import DOCUMENT_NOT_YET, refuse


@dataclass(frozen=True, slots=True)
class Offered:
    """A document of a dossier: the stage that it is written from, or why it cannot be had.

    `has_draft`: whether it can be read as the next stage would make it.
    """

    document: Document
    stage: Stage | None
    reason: str = ""
    has_draft: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it can be had."""
        return not self.reason


DOCX, PDF = ".docx", ".pdf"


@dataclass(frozen=True, slots=True)
class Made:
    """A document as .docx, and the name of the file that leaves."""

    content: bytes
    name: str


def documents_of(dossier: Dossier, person: Person | None) -> list[Offered]:
    """The documents that there are or will be, in the order of the procedure, each with why a person cannot have it."""
    stages = list(dossier.stages.all())
    chain = tiers(clock.today())
    coming = ahead(person, dossier)
    return [
        _offered(dossier, person, document, stages, coming[0] if coming else None)
        for document in DOCUMENTS.values()
        if document.moves and _is_of(document, stages, chain)
    ]


def _is_of(document: Document, stages: list[Stage], chain: list[OrganisationKind]) -> bool:
    """Whether the procedure has it: none is verified where the first body to review is the last."""
    return Move.VERIFY not in document.moves or len(chain) > 1 or any(s.made is Move.VERIFY for s in stages)


def _offered(
    dossier: Dossier, person: Person | None, document: Document, stages: list[Stage], coming: Move | None
) -> Offered:
    stage = _latest(document, stages)
    answer = may(person, document.action, dossier.commune)
    reason = answer.reason if not answer else _not_yet(document) if stage is None else ""
    return Offered(document, stage, reason, bool(answer) and coming in document.moves)


def _latest(document: Document, stages: list[Stage]) -> Stage | None:
    """The stage that a document is written from."""
    return max((s for s in stages if s.made in document.moves), key=lambda s: s.number, default=None)


def _not_yet(document: Document) -> str:
    return _("it is written from what is sealed at “{step}”").format(step=document.moves[0].words)


def make(
    person: Person | None,
    dossier: Dossier,
    document: Document,
    *,
    signing: Signing = Signing.HEAD,
    number: int = 0,
    suffix: str = DOCX,
) -> Made:
    """A document as .docx, in Vietnamese, from what a stage sealed: the latest, or the one of a number.

    By `suffix` it is named as what it leaves as, if it is to be printed afterwards. Its making is in the journal.
    BadInputError where it cannot be had, and where the seal is broken.
    """
    demand(person, document.action, dossier.commune)
    stages = dossier.stages.filter(move__in=document.moves).select_related("snapshot").order_by("-number")
    stage = stages.filter(number=number).first() if number else stages.first()
    if stage is None:
        raise refuse(DOCUMENT_NOT_YET, value=document.words, reason=_not_yet(document))
    sealed = Sealed.of(dossier, stage)
    name = f"{document.name}-{dossier.commune.code}-{dossier.criteria_set.lower()}-{stage.number}{suffix}"
    return _made(person, document, sealed, signing, name)


def make_draft(
    person: Person | None, dossier: Dossier, document: Document, *, signing: Signing = Signing.HEAD, suffix: str = DOCX
) -> Made:
    """A document as the next stage would make it, marked as a draft on every page. Its making is in the journal.

    BadInputError where the body of the person does not have the dossier in hand, or the document is of another stage.
    """
    demand(person, document.action, dossier.commune)
    coming = ahead(person, dossier)
    if coming is None or coming[0] not in document.moves:
        raise refuse(DOCUMENT_NOT_YET, value=document.words, reason=_not_yet(document))
    stage, content = draft(person, dossier, *coming)
    name = f"{document.name}-{dossier.commune.code}-{dossier.criteria_set.lower()}-nhap{suffix}"
    return _made(person, document, Sealed(dossier, stage, content), signing, name)


def _made(person: Person | None, document: Document, sealed: Sealed, signing: Signing, name: str) -> Made:
    version, dossier, stage = version_of(document), sealed.dossier, sealed.stage
    content = fill(content_of(document, version), fields_of(document, sealed, signing))
    with change("export.made", person, commune=dossier.commune_id, subject=str(dossier.pk)) as made:
        made.details = {
            "file": name, "dossier": dossier.pk, "stage": stage.number, "seal": stage.seal,
            "template": version.number if version else 0,
        }  # fmt: skip
    return Made(content, name)


def written(dossier: Dossier) -> dict[str, bytes]:
    """Every document that there is, from its latest stage, by the name of its file: for the archive of the dossier."""
    stages = list(dossier.stages.select_related("snapshot"))
    found = {}
    for document in DOCUMENTS.values():
        if (stage := _latest(document, stages)) is not None:
            content = fill(content_of(document, version_of(document)), fields_of(document, Sealed.of(dossier, stage)))
            found[f"{document.name}-{stage.number:02}{DOCX}"] = content
    return found


def fields_of(document: Document, sealed: Sealed, signing: Signing = Signing.HEAD) -> Letter:
    """What a document says, out of a sealed stage."""
    with speaking(Language.VI):
        marks = (label(), "" if sealed.seal else _("DRAFT, not sealed"))
        return FIELDS[document.name](sealed, office_of(sealed, signing, " · ".join(filter(None, marks))))


def label() -> str:
    """What must be seen on every page."""
    return _("Demonstration data: invented, no commune's figures") if settings.DEMONSTRATION_DAY else ""
