"""`langso assess --format docx`: a report of each commune out of its assessments.

What the report holds is gathered here; how it looks is a template's matter in `documents`.
"""

from dataclasses import dataclass
from pathlib import Path

from langso.criteria import Assessment, Node, Verdict
from langso.criteria.formula import AtLeastOf
from langso.documents.law_words import Readings, grounds_of, text_of
from langso.documents.office import Issuer, Office
from langso.documents.report import CommuneReport, ReportAnnex, ReportPart, ReportRow
from langso.documents.writing import write_report
from langso.exchange.assessing import AssessedPackage
from langso.exchange.demonstration import TITLE
from langso.exchange.reading import Progress
from langso.files import put_in_place
from langso.language import Language, speaking
from langso.problems import TOO_MANY_REPORTS, Where, refuse

_CITIES = {"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh"}


def write_reports(assessed: AssessedPackage, target: Path, progress: Progress) -> None:
    """One commune's report to a file that ends in .docx, or every commune's into a folder that is new or empty."""
    codes = assessed.communes.codes
    if target.suffix.lower() == ".docx":
        if len(codes) != 1:
            raise refuse(TOO_MANY_REPORTS, Where("-o"), str(len(codes)))
        write_report(report_of(assessed, 0), target, overwrite=True)
        return
    with put_in_place(target) as folder:
        folder.mkdir()
        for commune, code in enumerate(codes):
            write_report(report_of(assessed, commune), folder / f"{code}.docx")
            progress(target.name, commune + 1, len(codes))


def report_of(assessed: AssessedPackage, commune: int) -> CommuneReport:
    """The report of the commune at an index, in Vietnamese."""
    info, communes = assessed.package.info, assessed.communes
    with speaking(Language.VI):
        kind, name = communes.kinds[commune], communes.names[commune]
        office = Office(
            kind=Issuer.COMMITTEE,
            name=f"UBND {kind} {name}",
            place=name,
            addressee=f"Ủy ban nhân dân {communes.districts[commune] or _province(info.province)}",
            label=TITLE if info.title == TITLE else "",
        )
        return CommuneReport(
            office=office,
            commune=f"{kind} {name}",
            law_day=assessed.day,
            annexes=tuple(
                _Annex(assessed, each, commune, _applied(assessed, each)).fields() for each in assessed.assessments
            ),
            as_of=info.as_of,
            source=info.source,
            grounds=tuple(grounds_of(assessed.law, (each.criteria_set for each in assessed.assessments))),
        )


def _province(name: str) -> str:
    """A province with its kind: "tỉnh Hải Dương", "thành phố Hải Phòng"."""
    if name.lower().startswith(("tỉnh ", "thành phố ")):
        return name
    return f"thành phố {name}" if name in _CITIES else f"tỉnh {name}".strip()


def _applied(assessed: AssessedPackage, assessment: Assessment) -> Readings:
    return Readings.among(assessed.law, (name for node in assessment.nodes for name in node.rulings))


@dataclass(frozen=True, slots=True)
class _Annex:
    """The annex of a set, for the commune at an index."""

    assessed: AssessedPackage
    assessment: Assessment
    commune: int
    readings: Readings

    def fields(self) -> ReportAnnex:
        criteria_set, top = self.assessment.criteria_set, self.assessment.nodes[0]
        return ReportAnnex(
            set_title=str(criteria_set.title),
            criterion=str(top.title),
            document=criteria_set.document,
            verdict=self._verdict(0),
            parts=tuple(map(self._part, criteria_set.parts)),
            readings=tuple(self.readings.words()),
        )

    def _part(self, part: Node) -> ReportPart:
        number = self.assessment.criteria_set.number(part)
        return ReportPart(number, part.text or str(part.title), tuple(self._row(node, number) for node in part.walk()))

    def _row(self, node: Node, number: str) -> ReportRow:
        row = self.assessment.row(node.id)
        return ReportRow(
            id=node.id,
            number=number,
            title=str(node.title),
            text=text_of(node),
            verdict=self._verdict(row),
            reason=self.assessed.sentence(self.assessment, row, self.commune),
            basis=self.readings.basis(node, node.rulings),
            is_condition=node.is_condition,
            is_group=isinstance(node.formula, AtLeastOf),
        )

    def _verdict(self, row: int) -> Verdict:
        return Verdict(int(self.assessment.verdicts[row, self.commune]))
