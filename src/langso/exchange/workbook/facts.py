"""The sheet of declared facts in the empty workbook: a prepared row for every question, grouped as the law asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from langso.criteria.law import DeclaredFact, FactType, Law, Scope
from langso.exchange.look import ACCENT, COUNT_FORMAT, QUIET, lines_of
from langso.exchange.names import COMMUNE, COMMUNES, FACTS
from langso.exchange.workbook import uses, validation, wording
from langso.exchange.workbook.contents import fact_said, write_cell
from langso.exchange.workbook.frame import (
    FIRST,
    LINED,
    PREPARED,
    Book,
    Head,
    HeadKind,
    allow,
    cells_below,
    lay_out,
    rule_lines,
)
from langso.exchange.workbook.registers import commune_cells
from langso.places import Unit, UnitKind

_COMMUNE, _NAME, _PART, _FACT, _VALUE, _UNIT, _QUESTION, _SERVES = range(8)
VALUE_COLUMN = _VALUE


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact as the sheet asks it: under which part of which set, for which commune (None: for the province)."""

    fact: DeclaredFact
    part: str
    commune: Unit | None


def grouped(law: Law) -> list[tuple[DeclaredFact, str]]:
    """The facts in the order of the law's parts, a part of a figure beside its whole; and what that part is called."""
    places = {id(use.node): at for at, use in enumerate(uses.conditions(law))}
    first: dict[str, tuple[int, str]] = {}
    for fact in law.facts.values():
        used = uses.using_fact(law, _whole_of(law, fact) or fact)
        if not used:
            first[fact.name] = (len(places), "")
            continue
        use = used[0]
        start = next(at for at, other in enumerate(uses.conditions(law)) if other.part is use.part)
        first[fact.name] = (start, f"{use.part.id} {use.part.title}")
    ordered = sorted(law.facts.values(), key=lambda fact: first[fact.name][0])
    return [(fact, first[fact.name][1]) for fact in ordered]


def _whole_of(law: Law, fact: DeclaredFact) -> DeclaredFact | None:
    """The figure that a fact is a part of, if it is one."""
    return law.facts.get(fact.part_of) if fact.part_of else None


def rows_of(law: Law, communes: Sequence[Unit]) -> list[Asked]:
    """The prepared rows: what the province answers once, then every question for every commune of kind xã."""
    facts = grouped(law)
    whole = [Asked(fact, part, None) for fact, part in facts if fact.scope is Scope.PROVINCE]
    assessed: list[Unit | None] = [unit for unit in communes if unit.kind is UnitKind.COMMUNE]
    rows = [
        Asked(fact, part, commune)
        for commune in assessed or [None]
        for fact, part in facts
        if fact.scope is Scope.COMMUNE
    ]
    return rows + whole


def write_facts(book: Book) -> None:
    """Add the sheet of declared facts."""
    sheet = book.add(str(FACTS.sheet))
    rows = rows_of(book.law, book.communes)
    note = str(wording.FACTS_NOTE).format(value=FACTS.columns[2].title)
    if not book.communes:
        note += f" {wording.FACTS_MANY_NOTE}"
    heads = _heads()
    lay_out(book, sheet, (str(FACTS.sheet), note), heads)
    for at, asked in enumerate(rows, start=FIRST):
        _write_row(book, sheet, at, asked, starts=at == FIRST or asked.part != rows[at - FIRST - 1].part)
    rule_lines(book, sheet, heads, FIRST + len(rows), 0 if book.communes else LINED)
    _check_values(sheet, rows)
    _check_further(book, sheet, len(rows))
    _colour(book, sheet, rows)


def _heads() -> list[Head]:
    titles = {column.name: str(column.title) for column in FACTS.columns}
    noted = str(wording.COMMUNE_NOTE).format(communes=COMMUNES.sheet)
    explains = HeadKind.EXPLAINS
    return [
        Head(str(COMMUNE.title), 10, HeadKind.KEY, noted, cells=commune_cells()),
        Head(str(wording.COMMUNE_NAME), 15, explains),
        Head(str(wording.PART), 23, explains),
        Head(titles["fact"], 34, HeadKind.KEY),
        Head(titles["value"], 13, HeadKind.ASKED, cells=(("align", "center"),)),
        Head(str(wording.UNIT), 10, explains),
        Head(str(wording.QUESTION), 62, explains),
        Head(str(wording.SERVES), 22, explains),
    ]


def _write_row(book: Book, sheet: Worksheet, row: int, asked: Asked, *, starts: bool) -> None:
    fact, commune = asked.fact, asked.commune
    line: dict[str, Any] = {"valign": "vcenter", "text_wrap": True}
    if starts:
        line |= {"top": 2, "top_color": ACCENT}
    look = book.look
    quiet = look.boxed(**line, font_color=QUIET, font_size=9)
    open_for_code = not book.communes and fact.scope is Scope.COMMUNE
    code = look.boxed(**line, **dict(commune_cells()), locked=not open_for_code)
    sheet.write(row, _COMMUNE, commune.code if commune else None, code)
    if fact.scope is Scope.PROVINCE:
        sheet.write_string(row, _NAME, str(wording.WHOLE_PROVINCE), quiet)
    else:
        sheet.write(row, _NAME, commune.name if commune else None, quiet)
    sheet.write(row, _PART, asked.part, quiet)
    sheet.write_string(row, _FACT, str(fact.title), look.boxed(**line, bold=True))
    number = COUNT_FORMAT if fact.type is FactType.COUNT else "General"
    value = look.boxed(**line, locked=False, align="center", num_format=number)
    known = book.contents.facts.get((commune.code if commune else "", fact.name))
    write_cell(sheet, row, _VALUE, fact_said(fact, known), value)
    unit = str(fact.unit or "") or (str(wording.YES_OR_NO) if fact.type is FactType.YES_NO else "")
    sheet.write(row, _UNIT, unit, quiet)
    question = _question(book.law, fact)
    sheet.write_string(row, _QUESTION, question, look.boxed(**line, font_size=9))
    lines = max(lines_of(question, 66), lines_of(str(fact.title), 31), lines_of(asked.part, 24))
    sheet.set_row(row, 13 * lines + 4)
    sheet.write_string(row, _SERVES, uses.ids(use.node for use in uses.using_fact(book.law, fact)), quiet)


def _question(law: Law, fact: DeclaredFact) -> str:
    said = str(fact.note or "")
    if whole := _whole_of(law, fact):
        said += " " + str(wording.PART_OF).format(whole=whole.title)
    return said


def _check_values(sheet: Worksheet, rows: list[Asked]) -> None:
    """One rule for all facts of a type: thousands of rules would make the sheet slow to open."""
    alike: dict[tuple[FactType, int], list[list[int]]] = {}
    for row, asked in enumerate(rows, start=FIRST):
        ranges = alike.setdefault((asked.fact.type, asked.fact.decimals), [])
        if ranges and ranges[-1][2] == row - 1:
            ranges[-1][2] = row
        else:
            ranges.append([row, _VALUE, row, _VALUE])
    examples = {(asked.fact.type, asked.fact.decimals): asked.fact for asked in rows}
    for kind, ranges in alike.items():
        first, *others = ranges
        sheet.data_validation(*first, {**validation.of_fact(examples[kind]), "other_cells": others})


def _check_further(book: Book, sheet: Worksheet, rows: int) -> None:
    """Below the prepared rows: codes from the list of communes, facts by the names that stand above."""
    communes = str(COMMUNES.sheet)
    message = str(wording.BAD_COMMUNE).format(communes=communes)
    codes = cells_below(communes, 0, len(book.communes) or PREPARED)
    allow(sheet, _COMMUNE, validation.listed_in(codes, message), FIRST + (rows if book.communes else 0))


def _colour(book: Book, sheet: Worksheet, rows: list[Asked]) -> None:
    """What is not answered is hatched; a part above its whole turns red."""
    at_of = {(asked.fact.name, asked.commune): FIRST + i for i, asked in enumerate(rows)}
    for fact in book.law.facts.values():
        pairs = [
            (at_of[fact.name, commune], at_of[fact.part_of, commune])
            for name, commune in at_of
            if name == fact.name and fact.part_of and (fact.part_of, commune) in at_of
        ]
        if pairs:
            _colour_part(book, sheet, pairs)
    last = FIRST + len(rows) - 1
    sheet.conditional_format(FIRST, _VALUE, last, _VALUE, {"type": "blanks", "format": book.look.hatched})


def _colour_part(book: Book, sheet: Worksheet, pairs: list[tuple[int, int]]) -> None:
    """One rule for a part in every commune: its whole is as many rows away everywhere."""
    part, whole = (xl_rowcol_to_cell(row, _VALUE) for row in pairs[0])
    cells = [xl_rowcol_to_cell(row, _VALUE) for row, _ in pairs]
    rule = {
        "type": "formula",
        "criteria": f"=AND(ISNUMBER({part}),ISNUMBER({whole}),{part}>{whole})",
        "format": book.look.wrong,
    }
    if len(cells) > 1:
        rule["multi_range"] = " ".join(cells)
    sheet.conditional_format(cells[0], rule)
