"""`langso assess --format docx`: a report of each commune out of its assessments.

What the report holds is gathered here; how it looks is a template's matter in `documents`.
"""

from collections.abc import Iterator
from pathlib import Path

from langso.criteria import Assessment, Law, Node, Verdict
from langso.criteria.formula import AtLeastOf
from langso.criteria.law import Document
from langso.documents import CommuneReport, ReportAnnex, ReportPart, ReportRow, write_report
from langso.exchange.assessing import AssessedPackage
from langso.exchange.demonstration import TITLE
from langso.exchange.reading import Progress
from langso.files import put_in_place
from langso.language import Language, speaking
from langso.language import gettext as _
from langso.problems import TOO_MANY_REPORTS, Where, refuse

_KINDS = {
    "decision": "Quyết định",
    "official_letter": "Công văn",
    "resolution": "Nghị quyết",
    "decree": "Nghị định",
    "law": "Luật",
    "circular": "Thông tư",
    "plan": "Kế hoạch",
    "report": "Báo cáo",
    "notice": "Thông báo",
}
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
        return CommuneReport(
            name=communes.names[commune],
            kind=communes.kinds[commune],
            addressee=f"Ủy ban nhân dân {communes.districts[commune] or _province(info.province)}",
            law_day=assessed.day,
            annexes=tuple(_annex(assessed, assessment, commune) for assessment in assessed.assessments),
            as_of=info.as_of,
            source=info.source,
            label=TITLE if info.title == TITLE else "",
            grounds=tuple(_grounds(assessed)),
        )


def _province(name: str) -> str:
    """A province with its kind: "tỉnh Hải Dương", "thành phố Hải Phòng"."""
    if name.lower().startswith(("tỉnh ", "thành phố ")):
        return name
    return f"thành phố {name}" if name in _CITIES else f"tỉnh {name}".strip()


def _grounds(assessed: AssessedPackage) -> Iterator[str]:
    sets = [assessment.criteria_set for assessment in assessed.assessments]
    for name in dict.fromkeys([*(s.document for s in sets), *(s.guidance for s in sets if s.guidance)]):
        document = assessed.law.documents.get(name)
        yield _cited(document) if document else name


def _cited(document: Document) -> str:
    number = document.id.split(" ", 1)[-1]
    issued = document.issued_on
    dated = f" ngày {issued.day:02d} tháng {issued.month} năm {issued.year}" if issued else ""
    subject = str(document.subject)
    return f"{_KINDS[document.kind]} số {number}{dated} của {document.issuer} về việc {subject[0].lower()}{subject[1:]}"


def _annex(assessed: AssessedPackage, assessment: Assessment, commune: int) -> ReportAnnex:
    top = assessment.nodes[0]
    return ReportAnnex(
        set_title=str(assessment.criteria_set.title),
        criterion=str(top.title),
        document=assessment.criteria_set.document,
        verdict=Verdict(int(assessment.verdicts[0, commune])),
        parts=tuple(_part(assessed, assessment, part, commune) for part in top.children or (top,)),
        readings=tuple(_readings(assessed.law, assessment)),
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
        text=_text(node),
        verdict=Verdict(int(assessment.verdicts[row, commune])),
        reason=assessed.sentence(assessment, row, commune),
        basis="; ".join(part for part in (place, ", ".join(node.rulings)) if part),
        is_condition=node.is_condition,
        is_group=isinstance(node.formula, AtLeastOf),
    )


def _text(node: Node) -> str:
    """The text as it was published, and beside it how it reads where a letter slipped."""
    if node.reads:
        return f"{node.text} (đọc là: {node.reads})"
    return node.text or str(node.title)


def _readings(law: Law, assessment: Assessment) -> Iterator[str]:
    for name in dict.fromkeys(ruling for node in assessment.nodes for ruling in node.rulings):
        ruling = law.rulings[name]
        state = _("provisional") if ruling.provisional else _("confirmed")
        yield f"{name} ({state}): {ruling.question} {ruling.ruling}"
