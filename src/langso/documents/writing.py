"""Puts a report of a commune in its place as a .docx file, filled into the template that ships or into another."""

from pathlib import Path

from langso.documents.checking import check
from langso.documents.fields import SelfAssessment, shape_of
from langso.documents.filling import fill
from langso.documents.report import CommuneReport
from langso.documents.shipped import shipped
from langso.files import put_in_place
from langso.problems import TEMPLATE_NOT_READABLE, Where, refuse


def write_report(report: CommuneReport, target: Path, *, template: Path | None = None, overwrite: bool = False) -> None:
    """The report as a .docx file, whole or not at all.

    BadInputError with everything that is wrong in the template, each with its place; and where `target` is there
    already (unless `overwrite`) or cannot be written.
    """
    chosen = _read(template) if template else shipped("tu-danh-gia")
    if template:
        check(chosen, template.name, shape_of(SelfAssessment))
    with put_in_place(target, overwrite=overwrite) as unfinished:
        unfinished.write_bytes(fill(chosen, report.fields()))


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as error:
        raise refuse(TEMPLATE_NOT_READABLE, Where(template.name), reason=type(error).__name__) from error
