"""The fields that a template of the report may use, made of a report: names, plain texts and lists of them.

A province's own template stands on these names.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from langso.criteria.verdicts import Verdict
from langso.documents.report import CommuneReport, ReportAnnex, ReportRow
from langso.language import Language, day, speaking

Fields = Mapping[str, Any]

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_LEVEL = "Đạt"


def fields_of(report: CommuneReport) -> Fields:
    """The report as a template sees it."""
    with speaking(Language.VI):
        annexes = [_annex(annex, number, len(report.annexes)) for number, annex in enumerate(report.annexes, start=1)]
        return {
            "label": clean(report.label),
            "issuer": clean(f"UBND {report.kind} {report.name}").upper(),
            "commune": clean(f"{report.kind} {report.name}"),
            "place": clean(report.name),
            "addressee": clean(report.addressee),
            "criteria": clean(_joined(_lowered(annex.criterion) for annex in report.annexes)),
            "grounds": [clean(ground) for ground in report.grounds],
            "annexes": annexes,
            "not_met": _still_open(report, Verdict.NOT_MET),
            "insufficient": _still_open(report, Verdict.INSUFFICIENT),
            "as_of": day(report.as_of) if report.as_of else "",
            "law_day": day(report.law_day),
            "source": clean(report.source).rstrip("."),
        }


def _annex(annex: ReportAnnex, number: int, of: int) -> Fields:
    conditions = annex.conditions
    return {
        "heading": f"Phụ lục {roman(number)}" if of > 1 else "Phụ lục",
        "set": clean(annex.set_title),
        "criterion": clean(_lowered(annex.criterion)),
        "document": clean(annex.document),
        "verdict": annex.verdict.title,
        "met": len(annex.of(Verdict.MET)),
        "asked": len(conditions) - len(annex.of(Verdict.NOT_APPLICABLE)),
        "parts": [
            {"number": clean(part.number), "content": clean(part.content), "rows": [_row(row) for row in part.rows]}
            for part in annex.parts
        ],
        "readings": [clean(reading) for reading in annex.readings],
    }


def _row(row: ReportRow) -> Fields:
    return {
        "id": clean(row.id),
        "title": clean(row.title),
        "text": clean(row.text),
        "level": _LEVEL,
        "verdict": row.verdict.title,
        "reason": clean(row.reason),
        "basis": clean(row.basis),
    }


def _still_open(report: CommuneReport, verdict: Verdict) -> list[Fields]:
    """The sets with conditions of a verdict, and those conditions."""
    found = [(annex, annex.still_open(verdict)) for annex in report.annexes]
    return [{"set": clean(annex.set_title), "rows": [_row(row) for row in rows]} for annex, rows in found if rows]


def clean(text: str) -> str:
    """Text that a document can hold: what a page cannot show is left out, a line break stays."""
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def roman(number: int) -> str:
    """A small number as annexes are numbered: I, II, III, IV."""
    said = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))


def names_of(fields: Fields) -> tuple[str, ...]:
    """Every name that a template may use, those within lists after a dot."""
    names: list[str] = []
    for name, value in fields.items():
        names.append(name)
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            names += [f"{name}[].{inner}" for inner in names_of(value[0])]
    return tuple(names)
