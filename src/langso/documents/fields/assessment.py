"""A commune's own assessment: an annex for each criteria set, what is left to do, figures, evidence, answers."""

from dataclasses import dataclass
from typing import Annotated

from langso.documents.fields.letter import CheckFields, Letter
from langso.language import mark as _


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFields:
    """A condition, or a group of them."""

    number: Annotated[str, _("the number of its part in the law: 8.3")]
    title: Annotated[str, _("its title")]
    text: Annotated[str, _("the words of the law")]
    level: Annotated[str, _("what is asked for: Đạt")]
    verdict: Annotated[str, _("how the commune stands")]
    reason: Annotated[str, _("why, with the figures")]
    basis: Annotated[str, _("where it stands in the law, and the numbers of the rulings that decide")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFields:
    """A part of a criterion, such as 8.1."""

    number: Annotated[str, _("its number in the law")]
    content: Annotated[str, _("what it is about")]
    rows: Annotated[tuple[RowFields, ...], _("its conditions")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexFields:
    """The annex of one criteria set."""

    heading: Annotated[str, _("“Phụ lục”, with its Roman number where there are several")]
    set: Annotated[str, _("the criteria set: Xã nông thôn mới")]
    criterion: Annotated[str, _("its criterion: thông tin và truyền thông")]
    document: Annotated[str, _("the document that issued the set")]
    verdict: Annotated[str, _("the verdict of the set")]
    met: Annotated[int, _("how many conditions are met")]
    asked: Annotated[int, _("how many conditions are asked, without those that do not apply")]
    parts: Annotated[tuple[PartFields, ...], _("its parts, in the order of the law")]
    readings: Annotated[tuple[str, ...], _("the rulings that were applied, numbered, with their words")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFields:
    """The conditions of a set that are not met, or of which too little is known."""

    set: Annotated[str, _("the criteria set: Xã nông thôn mới")]
    rows: Annotated[tuple[RowFields, ...], _("those conditions")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFields:
    """A declared figure."""

    title: Annotated[str, _("what it counts")]
    figure: Annotated[str, _("the figure; nothing where none was declared")]
    as_of: Annotated[str, _("of which day that is")]
    source: Annotated[str, _("where it comes from")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFields:
    """A register that conditions ask."""

    title: Annotated[str, _("its title")]
    count: Annotated[str, _("how many rows it has")]
    state: Annotated[str, _("whether it was closed")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFields:
    """A piece of evidence."""

    title: Annotated[str, _("what it shows")]
    conditions: Annotated[str, _("the conditions that it speaks for")]
    file: Annotated[str, _("the name of its file")]
    until: Annotated[str, _("the last day on which it holds; nothing where there is none")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFields:
    """What the commune answered to a ruling."""

    condition: Annotated[str, _("the condition, with the number of its part")]
    text: Annotated[str, _("the answer")]
    person: Annotated[str, _("who answered")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessment(Letter):
    """A commune's report on itself, of one set or several."""

    commune: Annotated[str, _("the commune with its kind: xã An Bình")]
    criteria: Annotated[str, _("the criteria of all sets: thông tin và truyền thông")]
    grounds: Annotated[tuple[str, ...], _("the documents it stands on, each as “Căn cứ” goes on")]
    annexes: Annotated[tuple[AnnexFields, ...], _("an annex for each criteria set")]
    not_met: Annotated[tuple[OpenFields, ...], _("what is not met, by set")]
    insufficient: Annotated[tuple[OpenFields, ...], _("of what too little is known, by set")]
    as_of: Annotated[str, _("the day that the figures are of")]
    law_day: Annotated[str, _("the day on which the law was read")]
    source: Annotated[str, _("where the figures come from")]
    checks: Annotated[tuple[CheckFields, ...], _("what is checked beside the criteria")] = ()
    answers: Annotated[tuple[AnswerFields, ...], _("the answers to the rulings of the round before")] = ()
    figures_heading: Annotated[str, _("“Phụ lục” with the number of the annex of figures")] = ""
    figures: Annotated[tuple[FigureFields, ...], _("the declared figures")] = ()
    registers: Annotated[tuple[RegisterFields, ...], _("the registers that conditions ask")] = ()
    evidence_heading: Annotated[str, _("“Phụ lục” with the number of the annex of evidence")] = ""
    evidence: Annotated[tuple[EvidenceFields, ...], _("the evidence")] = ()
    seal: Annotated[str, _("the first digits of the seal that it is written from")] = ""
