"""What the documents around a review say: the commune's proposal, what a body ruled, the minutes with their votes."""

from dataclasses import dataclass
from typing import Annotated

from langso.documents.fields.letter import OfDossier
from langso.language import mark as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(OfDossier):
    """The commune's proposal to be reviewed and recognised."""

    asks: Annotated[str, _("what the first body is asked for: thẩm tra or thẩm định")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opined:
    """A condition, and what was held of it."""

    number: Annotated[str, _("the number of its part in the law: 8.3")]
    title: Annotated[str, _("its title")]
    text: Annotated[str, _("the words of the law")]
    verdict: Annotated[str, _("how the commune stands by itself")]
    reason: Annotated[str, _("why, with the figures")]
    earlier: Annotated[str, _("what the body before held; nothing where there is none")]
    opinion: Annotated[str, _("what this body holds")]
    note: Annotated[str, _("the reasons that both gave")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(OfDossier):
    """The report of a body that verified or appraised a dossier."""

    reviewer: Annotated[str, _("the body that reviewed")]
    earlier: Annotated[str, _("the body that reviewed before; nothing where there is none")]
    conditions: Annotated[tuple[Opined, ...], _("every condition, in the order of the law")]
    agreed: Annotated[int, _("with how many conditions it agrees")]
    disagreed: Annotated[int, _("with how many it does not")]
    wanting: Annotated[int, _("for how many it asks for more")]
    unsettled: Annotated[int, _("with how many it does not agree, or not yet; none once it is sealed")]
    remarks: Annotated[tuple[Opined, ...], _("the conditions to which a reason was given")]
    words: Annotated[str, _("what was said when it was passed on")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(OfDossier):
    """The minutes of a meeting that votes. Figures are dots where nobody has recorded them."""

    conditions: Annotated[tuple[Opined, ...], _("every condition, in the order of the law")]
    votes_cast: Annotated[str, _("how many votes were cast")]
    votes_for: Annotated[str, _("how many were in favour")]
    votes_against: Annotated[str, _("how many were not")]
    votes_share: Annotated[str, _("the share of those in favour")]
