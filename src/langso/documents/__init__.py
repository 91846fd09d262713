"""Official documents out of verdicts: what they hold is given to them, how they look is a template's matter."""

from langso.documents.report import CommuneReport, ReportAnnex, ReportPart, ReportRow
from langso.documents.writing import write_report

__all__ = ["CommuneReport", "ReportAnnex", "ReportPart", "ReportRow", "write_report"]
