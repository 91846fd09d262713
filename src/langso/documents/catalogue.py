"""The documents that there are: what each is called, from which stage it is written, who may have it, what it says."""

from collections.abc import Mapping
from dataclasses import dataclass

from langso.accounts.door import Action
from langso.documents.fields import Letter, Minutes, Proposal, Review, SelfAssessment, Synthesis
from langso.dossiers.kinds import Move
from langso.language import gettext
from langso.language import mark as _


@dataclass(frozen=True, slots=True)
class Document:
    """A document. `moves`: it is written from the latest stage that one of them made; none for a synthesis."""

    name: str
    title: str
    fields: type[Letter]
    action: Action
    moves: tuple[Move, ...] = ()
    is_signed: bool = True
    """Whether somebody signs it for the body; minutes are signed by chair and secretary."""

    @property
    def is_submitted(self) -> bool:
        """Whether it goes with the dossier when the commune submits it."""
        return Move.SUBMIT in self.moves

    @property
    def words(self) -> str:
        """What it is called, in the current language."""
        return gettext(self.title)


_REVIEWED = (Move.APPRAISE, Move.RECOGNISE)

DOCUMENTS: Mapping[str, Document] = {
    each.name: each
    for each in (
        Document("tu-danh-gia", _("Self-assessment report"), SelfAssessment, Action.EXPORT, (Move.SUBMIT,)),
        Document("to-trinh", _("Proposal of the commune"), Proposal, Action.EXPORT, (Move.SUBMIT,)),
        Document("bien-ban-hop", _("Minutes of the commune's meeting"), Minutes, Action.EXPORT, (Move.SUBMIT,), False),
        Document("tham-tra", _("Verification report"), Review, Action.RULE, (Move.VERIFY,)),
        Document("tham-dinh", _("Appraisal report"), Review, Action.RULE, (Move.APPRAISE,)),
        Document(
            "bien-ban-hoi-dong", _("Minutes of the council"), Minutes, Action.DECIDE_RECOGNITION, _REVIEWED, False
        ),
        Document("tong-hop", _("Synthesis of a round"), Synthesis, Action.EXPORT),
    )
}
"""By their names, in the order of the procedure."""
