"""`langso assess --format docx`: a report of each commune out of its assessments.

What the report holds is gathered here; how it looks is a template's matter in `documents`.
"""

from pathlib import Path

from langso.criteria import Assessment, Node, Verdict
from langso.criteria.formula import AtLeastOf
from langso.documents.law_words import grounds_of, readings_of, text_of
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
            annexes=tuple(_annex(assessed, assessment, commune) for assessment in assessed.assessments),
            as_of=info.as_of,
            source=info.source,
            grounds=tuple(grounds_of(assessed.law, (each.criteria_set for each in assessed.assessments))),
        )


def _province(name: str) -> str:
    """A province with its kind: "tỉnh Hải Dương", "thành phố Hải Phòng"."""
    if name.lower().startswith(("tỉnh ", "thành phố ")):
        return name
    return f"thành phố {name}" if name in _CITIES else f"tỉnh {name}".strip()


def _annex(assessed: AssessedPackage, assessment: Assessment, commune: int) -> ReportAnnex:
    top = assessment.nodes[0]
    return ReportAnnex(
        set_title=str(assessment.criteria_set.title),
        criterion=str(top.title),
        document=assessment.criteria_set.document,
        verdict=Verdict(int(assessment.verdicts[0, commune])),
        parts=tuple(_part(assessed, assessment, part, commune) for part in top.children or (top,)),
        readings=tuple(readings_of(assessed.law, (name for node in assessment.nodes for name in node.rulings))),
    )


def _part(assessed: AssessedPackage, assessment: Assessment, part: Node, commune: int) -> ReportPart:
    number = part.id.removeprefix(f"{assessment.criteria_set.id}-")
    rows = tuple(_row(assessed, assessment, node, commune) for node in part.walk())
    return ReportPart(number, part.text or str(part.title), rows)


def _row(assessed: AssessedPackage, assessment: Assessment, node: Node, commune: int) -> ReportRow:
    row = assessment.row(node.id)
    place = str(node.place or "")
    return ReportRow(
        id=node.id,
        title=str(node.title),
        text=text_of(node),
        verdict=Verdict(int(assessment.verdicts[row, commune])),
        reason=assessed.sentence(assessment, row, commune),
        basis="; ".join(part for part in (place, ", ".join(node.rulings)) if part),
        is_condition=node.is_condition,
        is_group=isinstance(node.formula, AtLeastOf),
    )
