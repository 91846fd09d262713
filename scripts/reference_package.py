"""The reference page of the package: its tables and columns from law and code, its limits, the spellings it reads.

The prose is in pages/package.md. Spellings stand here as data, so that a test can read each as the program does.
"""

from collections.abc import Iterable

from langso.cells.reading import LARGEST_NUMBER, LONGEST_TEXT
from langso.criteria import load_law
from langso.criteria.table import LARGEST_FIGURE
from langso.exchange.names import COMMUNE_KINDS, FIXED_TABLES, NamedTable
from langso.exchange.reading.archive import LARGEST_UNPACKED, MOST_CELLS, MOST_PARTS
from langso.exchange.reading.findings import FLOOD
from langso.exchange.reading.sources import SAMPLE
from reference_words import both, code, filled, heading, table

YES = ("có", "co", "yes", "true", "1", "1.0", "x", "✓", "✔")
NO = ("không", "khong", "no", "false", "0", "0.0", "chưa", "chua")
NOT_ANSWERS = ("y", "n", "-", "?")
WHOLE = ("1040", "1.040", "1,040", "1 040", "1'040", "1040.0", "1.040,00")
"""All of them 1040."""
NUMBERS = {"4,5": 4.5, "4.5": 4.5, "1.234,5": 1234.5, "1.234.567": 1234567.0, "1.040": 1.04}
DAYS = ("2022-12-31", "31/12/2022", "31-12-2022", "31.12.2022", "2022-12-31T08:00:00", "31/12/2022 08:00")
"""All of them the last day of 2022."""
NOT_DAYS = ("12/31/2022", "31/12/22", "2022")
CLOSED = ("closed", "đã chốt", "chốt")
OPEN = ("open", "đang mở", "mở")


def package_page() -> str:
    """The page."""
    registers = [
        [f"[`{register.name}`](registers.md#{register.name})", register.sheet]
        for register in load_law().registers.values()
    ]
    values = {fixed.name: _columns(fixed) for fixed in FIXED_TABLES} | {
        "registers": "\n".join(table(["File", "Sheet"], registers)),
        "kinds": ", ".join(COMMUNE_KINDS),
        "yes": _listed(YES),
        "no": _listed(NO),
        "not_answers": _listed(NOT_ANSWERS),
        "whole": _listed(WHOLE),
        "numbers": ", ".join(f"{code(text)} is {value:.10g}" for text, value in NUMBERS.items()),
        "days": _listed(DAYS),
        "not_days": _listed(NOT_DAYS),
        "closed": _listed(CLOSED),
        "open": _listed(OPEN),
        "sample": str(SAMPLE),
        "flood": f"{FLOOD:,}",
        "largest_figure": f"{LARGEST_FIGURE:,}",
        "largest_number": f"{LARGEST_NUMBER:,}",
        "largest_unpacked": str(LARGEST_UNPACKED >> 20),
        "longest_text": f"{LONGEST_TEXT:,}",
        "most_cells": f"{MOST_CELLS:,}",
        "most_parts": f"{MOST_PARTS:,}",
    }
    source = "scripts/pages/package.md, src/langso/exchange/ and src/langso/law/registers.yaml"
    return "\n".join([*heading("The package", source), filled("package.md", values)])


def _columns(fixed: NamedTable) -> str:
    rows = [[code(column.name), column.title.vi, column.title.en] for column in fixed.columns]
    return "\n".join([f"Sheet: {both(fixed.sheet)}", "", *table(["Column", "Cột", "Name"], rows)])


def _listed(spellings: Iterable[str]) -> str:
    return ", ".join(map(code, spellings))
