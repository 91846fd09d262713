"""The fields of each document of a dossier, out of what a stage sealed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from langso.documents.fields import Letter, Minutes, Opined, Proposal, Review
from langso.documents.law_words import lowered
from langso.documents.office import Issuer, Office, Signing, in_full, split_unit
from langso.documents.report import CommuneReport, ReportRow
from langso.documents.sealed import Sealed, opinion_words
from langso.dossiers.content import Plain
from langso.dossiers.kinds import Move, Opinion
from langso.dossiers.procedure import tiers
from langso.dossiers.situation import body_name
from langso.language import day as shown_day
from langso.language import percentage
from langso.places.models import OrganisationKind

ISSUERS = {
    OrganisationKind.COMMUNE_COMMITTEE: Issuer.COMMITTEE,
    OrganisationKind.DISTRICT_COMMITTEE: Issuer.COMMITTEE,
    OrganisationKind.PROVINCE_COMMITTEE: Issuer.COMMITTEE,
    OrganisationKind.DEPARTMENT: Issuer.DEPARTMENT,
    OrganisationKind.COORDINATION_OFFICE: Issuer.COORDINATION_OFFICE,
}
"""What sort of issuer each kind of body is; the others are none of these."""

_DOTS = "…" * 4
_LEADERS = (Move.SUBMIT, Move.APPRAISE)
"""Moves that whoever leads the body makes, and who then signs; others are made by who works on it."""


def office_of(sealed: Sealed, signing: Signing, label: str) -> Office:
    """The body whose stage it is, as it was sealed."""
    stage = sealed.content["stage"]
    kind = OrganisationKind(stage["body"]["kind"])
    place = {
        OrganisationKind.COMMUNE_COMMITTEE: sealed.commune_name,
        OrganisationKind.DISTRICT_COMMITTEE: split_unit(sealed.district)[1],
    }.get(kind, split_unit(sealed.province)[1])
    return Office(
        kind=ISSUERS.get(kind, Issuer.OTHER),
        name=stage["body"]["name"],
        place=place,
        province=sealed.province,
        signing=signing,
        signer=stage["person"] if Move(stage["move"]) in _LEADERS else "",
        label=label,
        month=sealed.on.month,
        year=sealed.on.year,
    )


def _addressed(sealed: Sealed, office: Office, kind: OrganisationKind | None) -> Office:
    """The office, writing to the body of a kind that stood above the commune on the day of the stage."""
    if kind is None:
        return replace(office, addressee=f"Ủy ban nhân dân {sealed.province}")
    return replace(office, addressee=in_full(body_name(sealed.dossier.commune, kind, sealed.on)))


def _first_tier(sealed: Sealed) -> OrganisationKind | None:
    return next(iter(tiers(sealed.on)), None)


def _next_tier(sealed: Sealed) -> OrganisationKind | None:
    chain, now = tiers(sealed.on), sealed.content["stage"]["body"]["kind"]
    place = chain.index(now) if now in chain else len(chain) - 1
    return chain[place + 1] if place + 1 < len(chain) else None


def self_assessment(sealed: Sealed, office: Office) -> Letter:
    """Báo cáo tự đánh giá."""
    return CommuneReport(
        office=_addressed(sealed, office, _first_tier(sealed)),
        commune=sealed.commune,
        law_day=sealed.day,
        annexes=(sealed.annex,),
        as_of=sealed.day,
        grounds=sealed.grounds,
        beside=sealed.beside(),
    ).fields()


def proposal(sealed: Sealed, office: Office) -> Letter:
    """Tờ trình của UBND xã."""
    first = _first_tier(sealed)
    asks = "thẩm tra" if first is OrganisationKind.DISTRICT_COMMITTEE else "thẩm định"
    return Proposal(**_shared(sealed, _addressed(sealed, office, first)), asks=asks)


def meeting(sealed: Sealed, office: Office) -> Letter:
    """Biên bản họp của xã, with its votes where they were given when the dossier was submitted."""
    conditions = tuple(_opined(row, {}, {}, "") for row in sealed.annex.conditions)
    return Minutes(**_shared(sealed, office), conditions=conditions, **_votes(sealed.content.get("meeting")))


def review(sealed: Sealed, office: Office) -> Letter:
    """Báo cáo thẩm tra, báo cáo thẩm định."""
    own_tier = sealed.content["stage"]["body"]["kind"]
    own, others = sealed.rulings(own_tier), _others(sealed, own_tier)
    earlier = _body_before(sealed) if others else ""
    conditions = tuple(_opined(row, own, others, earlier) for row in sealed.annex.conditions)
    held = [ruling["opinion"] for ruling in own.values()]
    return Review(
        **_shared(sealed, _addressed(sealed, office, _next_tier(sealed))),
        reviewer=office.name,
        earlier=earlier,
        conditions=conditions,
        agreed=held.count(Opinion.AGREE),
        disagreed=held.count(Opinion.DISAGREE),
        wanting=held.count(Opinion.ASK),
        unsettled=len(conditions) - held.count(Opinion.AGREE),
        remarks=tuple(each for each in conditions if each.note),
        words=sealed.content["stage"]["reason"],
    )


def council(sealed: Sealed, office: Office) -> Letter:
    """Biên bản họp hội đồng thẩm định, with its votes once a decision was recorded with them."""
    own = sealed.rulings(OrganisationKind.DEPARTMENT)
    conditions = tuple(_opined(row, own, {}, "") for row in sealed.annex.conditions)
    sitting = replace(office, kind=Issuer.COUNCIL, name="Hội đồng thẩm định", signer="")
    votes = _votes(sealed.content.get("decision"))
    return Minutes(**_shared(sealed, sitting), conditions=conditions, **votes)


FIELDS: Mapping[str, Callable[[Sealed, Office], Letter]] = {
    "tu-danh-gia": self_assessment,
    "to-trinh": proposal,
    "bien-ban-hop": meeting,
    "tham-tra": review,
    "tham-dinh": review,
    "bien-ban-hoi-dong": council,
}
"""By the name of the document."""


def _shared(sealed: Sealed, office: Office) -> dict[str, Any]:
    annex, dossier = sealed.annex, sealed.content["dossier"]
    return {
        **office.head(),
        "commune": sealed.commune,
        "district": sealed.district,
        "province": sealed.province,
        "set": lowered(annex.set_title),
        "criterion": lowered(annex.criterion),
        "document": annex.document,
        "cycle": dossier["cycle"],
        "number": str(dossier["number"]),
        "round": sealed.stage.round,
        "submitted_on": shown_day(sealed.submitted_on),
        "law_day": shown_day(sealed.day),
        "verdict": annex.verdict.title,
        "met": annex.met,
        "asked": annex.asked,
        "evidence_count": len(sealed.content["evidence"]),
        "grounds": sealed.grounds,
        "bare": sealed.bare,
        "checks": sealed.checks,
        "unattested": sealed.unattested,
        "seal": sealed.seal,
    }


def _others(sealed: Sealed, own: str) -> Mapping[str, Plain]:
    """What the tier before held, by condition."""
    said = [ruling for ruling in sealed.content.get("rulings", []) if ruling["tier"] != own]
    return {ruling["node"]: ruling for ruling in said}


def _body_before(sealed: Sealed) -> str:
    """The body that passed the dossier on in this round, before the one whose stage it is."""
    passed = sealed.dossier.stages.filter(move=Move.VERIFY, round=sealed.stage.round, number__lt=sealed.stage.number)
    stage = passed.order_by("-number").first()
    return stage.body_name if stage else ""


def _opined(row: ReportRow, own: Mapping[str, Plain], others: Mapping[str, Plain], earlier: str) -> Opined:
    said, before = own.get(row.id), others.get(row.id)
    notes = [(earlier, before["reason"] if before else ""), ("", said["reason"] if said else "")]
    return Opined(
        number=row.number,
        title=row.title,
        text=row.text,
        verdict=row.verdict.title,
        reason=row.reason,
        earlier=opinion_words(before),
        opinion=opinion_words(said),
        note="; ".join(f"{who}: {reason}" if who else reason for who, reason in notes if reason),
    )


def _votes(meeting: Plain | None) -> dict[str, Any]:
    cast = meeting["votes_cast"] if meeting else None
    if cast is None or meeting is None:
        return dict.fromkeys(("votes_cast", "votes_for", "votes_against", "votes_share"), _DOTS)
    favour = meeting["votes_for"]
    return {
        "votes_cast": str(cast),
        "votes_for": str(favour),
        "votes_against": str(cast - favour),
        "votes_share": percentage(favour, cast) if cast else _DOTS,
    }
