"""What every document has by decree 30/2020/NĐ-CP, and what those of one dossier have besides."""

from dataclasses import dataclass
from typing import Annotated

from langso.language import mark as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The head and the foot of a document. Its day and its number are for the registry to fill in."""

    label: Annotated[str, _("what must be seen on every page, such as that the figures are invented; else nothing")] = (
        ""
    )
    authority: Annotated[str, _("the body above the issuer, in capitals; nothing where there is none")] = ""
    issuer: Annotated[tuple[str, ...], _("the issuer's name in capitals, a line each")]
    sign: Annotated[str, _("the issuer as the sign of a document names it: UBND")]
    body: Annotated[str, _("the issuer as a sentence names it: UBND xã An Bình")]
    place: Annotated[str, _("the place of issue")]
    month: Annotated[str, _("the month of issue; nothing where that is not known yet")] = ""
    year: Annotated[str, _("the year of issue; nothing where that is not known yet")] = ""
    addressee: Annotated[str, _("to whom it goes")]
    signing: Annotated[tuple[str, ...], _("in which capacity it is signed, a line each")]
    signer: Annotated[str, _("the name of who signs, where it is known")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFields:
    """Something that is checked beside the criteria."""

    title: Annotated[str, _("what is checked")]
    answer: Annotated[str, _("how it stands")]
    source: Annotated[str, _("which paper says so")]
    as_of: Annotated[str, _("of which day that is")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDossier(Letter):
    """What the documents of a dossier say of it. Titles of sets and criteria begin with a small letter."""

    commune: Annotated[str, _("the commune with its kind: xã An Bình")]
    district: Annotated[str, _("the district with its kind; nothing where there is none")]
    province: Annotated[str, _("the province with its kind")]
    set: Annotated[str, _("the criteria set: xã nông thôn mới")]
    criterion: Annotated[str, _("its criterion: thông tin và truyền thông")]
    document: Annotated[str, _("the document that issued the set")]
    cycle: Annotated[str, _("the round of assessment")]
    number: Annotated[str, _("the dossier's number")]
    round: Annotated[int, _("how many times it has been submitted")]
    submitted_on: Annotated[str, _("the day of the last submission")]
    law_day: Annotated[str, _("the day on which the law was read")]
    verdict: Annotated[str, _("the commune's own verdict of the set")]
    met: Annotated[int, _("how many conditions are met")]
    asked: Annotated[int, _("how many conditions are asked, without those that do not apply")]
    evidence_count: Annotated[int, _("how many pieces of evidence it has")]
    bare: Annotated[int, _("how many conditions no evidence speaks for")]
    grounds: Annotated[tuple[str, ...], _("the documents it stands on, each as “Căn cứ” goes on")]
    checks: Annotated[tuple[CheckFields, ...], _("what is checked beside the criteria")]
    unattested: Annotated[tuple[str, ...], _("what of that nobody has attested to be so, by its title")]
    seal: Annotated[str, _("the first digits of the seal that it is written from")]
