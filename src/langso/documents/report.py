"""A commune's report on itself as plain values: the head of the letter, and an annex for each criteria set.

Every text is Vietnamese, whatever language the program speaks: the report goes to an office of Viet Nam.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from langso.criteria.verdicts import Verdict
from langso.documents.fields import (
    AnnexFields,
    AnswerFields,
    CheckFields,
    EvidenceFields,
    FigureFields,
    OpenFields,
    PartFields,
    RegisterFields,
    RowFields,
    SelfAssessment,
)
from langso.documents.law_words import lowered
from langso.documents.office import Office, roman
from langso.language import Language, day, speaking

_LEVEL = "Đạt"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A condition, or a group of conditions, and how the commune stands.

    `number`: that of its part in the law: "8.3". `basis`: where it stands there, and the numbers of the readings that
    decide. `is_condition`: the law counts it. `is_group`: it is decided by the rows below it and by no figures of its
    own. A row may be neither, such as the one point that must satisfy six conditions by itself.
    """

    id: str
    number: str
    title: str
    text: str
    verdict: Verdict
    reason: str
    basis: str
    is_condition: bool = True
    is_group: bool = False

    @property
    def cited(self) -> str:
        """The title, with the number by which the law knows it."""
        return f"{self.title} ({self.number})"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of a criterion: its number in the law, what it is about, its own row first and then those below it."""

    number: str
    content: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class ReportAnnex:
    """A criteria set: "Xã nông thôn mới", its criterion, the document that issued it, the verdict, the parts.

    `readings`: the rulings whose numbers stand in the rows, each with its words.
    """

    set_title: str
    criterion: str
    document: str
    verdict: Verdict
    parts: tuple[ReportPart, ...]
    readings: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterator[ReportRow]:
        """The rows of all parts."""
        return (row for part in self.parts for row in part.rows)

    @property
    def conditions(self) -> tuple[ReportRow, ...]:
        """The conditions, groups left out."""
        return tuple(row for row in self.rows if row.is_condition)

    def of(self, verdict: Verdict) -> tuple[ReportRow, ...]:
        """The conditions with a verdict."""
        return tuple(row for row in self.conditions if row.verdict is verdict)

    @property
    def met(self) -> int:
        """How many conditions are met."""
        return len(self.of(Verdict.MET))

    @property
    def asked(self) -> int:
        """How many conditions are asked; those that do not apply are not."""
        return len(self.conditions) - len(self.of(Verdict.NOT_APPLICABLE))

    def still_open(self, verdict: Verdict) -> tuple[ReportRow, ...]:
        """What must be done something about: every row with a verdict that has figures of its own."""
        return tuple(row for row in self.rows if row.verdict is verdict and not row.is_group)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a dossier adds to the report: checks beside the criteria, answers, figures, registers, evidence, a seal."""

    checks: tuple[CheckFields, ...] = ()
    answers: tuple[AnswerFields, ...] = ()
    figures: tuple[FigureFields, ...] = ()
    registers: tuple[RegisterFields, ...] = ()
    evidence: tuple[EvidenceFields, ...] = ()
    seal: str = ""


@dataclass(frozen=True, slots=True)
class CommuneReport:
    """The report of one commune.

    `grounds`: the documents that it stands on, each as a sentence begins with it after "Căn cứ".
    `law_day`: the day on which the law was read. `source`: where the figures come from.
    """

    office: Office
    commune: str
    law_day: date
    annexes: tuple[ReportAnnex, ...]
    as_of: date | None = None
    source: str = ""
    grounds: tuple[str, ...] = ()
    beside: Beside = Beside()

    def fields(self) -> SelfAssessment:
        """The report as a template sees it."""
        with speaking(Language.VI):
            return self._fields()

    def _fields(self) -> SelfAssessment:
        beside, many = self.beside, len(self.annexes)
        more = [bool(beside.figures or beside.registers), bool(beside.evidence)]
        total = many + sum(more)
        headings = [_heading(number, total) for number in range(1, total + 1)]
        return SelfAssessment(
            **self.office.head(),
            commune=self.commune,
            criteria=", ".join(dict.fromkeys(lowered(annex.criterion) for annex in self.annexes)),
            grounds=self.grounds,
            annexes=tuple(_annex(annex, heading) for annex, heading in zip(self.annexes, headings[:many], strict=True)),
            not_met=self._still_open(Verdict.NOT_MET),
            insufficient=self._still_open(Verdict.INSUFFICIENT),
            as_of=day(self.as_of) if self.as_of else "",
            law_day=day(self.law_day),
            source=self.source.rstrip("."),
            checks=beside.checks,
            answers=beside.answers,
            figures_heading=headings[many] if more[0] else "",
            figures=beside.figures,
            registers=beside.registers,
            evidence_heading=headings[-1] if more[1] else "",
            evidence=beside.evidence,
            seal=beside.seal,
        )

    def _still_open(self, verdict: Verdict) -> tuple[OpenFields, ...]:
        """The sets with conditions of a verdict, and those conditions."""
        found = [(annex, annex.still_open(verdict)) for annex in self.annexes]
        return tuple(OpenFields(set=a.set_title, rows=tuple(map(_row, rows))) for a, rows in found if rows)


def _heading(number: int, of: int) -> str:
    return f"Phụ lục {roman(number)}" if of > 1 else "Phụ lục"


def _annex(annex: ReportAnnex, heading: str) -> AnnexFields:
    return AnnexFields(
        heading=heading,
        set=annex.set_title,
        criterion=lowered(annex.criterion),
        document=annex.document,
        verdict=annex.verdict.title,
        met=annex.met,
        asked=annex.asked,
        parts=tuple(
            PartFields(number=part.number, content=part.content, rows=tuple(map(_row, part.rows)))
            for part in annex.parts
        ),
        readings=annex.readings,
    )


def _row(row: ReportRow) -> RowFields:
    return RowFields(
        number=row.number, title=row.title, text=row.text, level=_LEVEL, verdict=row.verdict.title, reason=row.reason,
        basis=row.basis,
    )  # fmt: skip
