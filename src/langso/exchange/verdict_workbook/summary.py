"""The first sheet of the verdicts: how many communes meet each set and each condition, who is closest to passing."""

from collections.abc import Sequence

import numpy as np
from xlsxwriter.worksheet import Worksheet

from langso.assessments.open_nodes import OPEN, closest, open_conditions
from langso.criteria import Assessment, Verdict
from langso.criteria.law import SetStatus
from langso.exchange.look import ACCENT, QUIET, lines_of
from langso.exchange.verdict_workbook import wording
from langso.exchange.verdict_workbook.frame import HEAD_ROWS, Book, link_to, shown
from langso.language import Words

CLOSEST = 20
_ORDER = (Verdict.MET, Verdict.NOT_MET, Verdict.INSUFFICIENT, Verdict.NOT_APPLICABLE)
_ID, _TITLE, _COUNTS = range(3)
_NOTE = _COUNTS + len(_ORDER)
_WIDTHS = (13, 44, 12, 12, 14, 14, 30, 22)


def write_summary(book: Book) -> Worksheet:
    """Add the sheet; the links to the sheets of conditions need those to be named already."""
    title = str(wording.RESULT_OF)
    sheet = book.add(book.sheets["summary"], title, _WIDTHS, back=False)
    row = _write_sets(book, sheet, HEAD_ROWS + 1)
    for assessment in book.assessed.assessments:
        row = _write_closest(book, sheet, assessment, row + 1)
    row = _write_conditions(book, sheet, row + 1)
    sheet.activate()
    sheet.set_first_sheet()
    book.print_from(sheet, 0, 1)
    return sheet


def _counts(assessment: Assessment, row: int) -> list[int]:
    found = np.bincount(assessment.verdicts[row], minlength=len(_ORDER))
    return [int(found[verdict]) for verdict in _ORDER]


def _write_head(book: Book, sheet: Worksheet, row: int, titles: Sequence[Words]) -> None:
    """The titles of the first two columns, the verdicts, and the title of what may follow them."""
    first, second, *further = titles
    sheet.write_string(row, _ID, str(first), book.look.heading())
    sheet.write_string(row, _TITLE, str(second), book.look.heading())
    for at, verdict in enumerate(_ORDER, start=_COUNTS):
        sheet.write_string(row, at, shown(verdict), book.badge(verdict, text_wrap=True, valign="vcenter"))
    for title in further:
        sheet.merge_range(row, _NOTE, row, _NOTE + 1, str(title), book.look.heading())
    sheet.set_row(row, 30)


def _write_counts(book: Book, sheet: Worksheet, row: int, counts: list[int]) -> None:
    for at, (verdict, count) in enumerate(zip(_ORDER, counts, strict=True), start=_COUNTS):
        if count:
            sheet.write_number(row, at, count, book.badge(verdict, valign="vcenter"))
        else:
            sheet.write_blank(row, at, None, book.look.boxed())


def _write_sets(book: Book, sheet: Worksheet, row: int) -> int:
    look, law = book.look, book.assessed.law
    book.section(sheet, row, _NOTE + 1, str(wording.SETS_TITLE))
    _write_head(book, sheet, row + 1, (wording.SET, wording.DOCUMENT, wording.NOTE))
    row += 2
    link = look.boxed(font_color=ACCENT, underline=1, bold=True, valign="vcenter")
    for assessment in book.assessed.assessments:
        criteria_set = assessment.criteria_set
        sheet.write_url(row, _ID, link_to(book.sheets[criteria_set.id]), link, criteria_set.id)
        named = f"{criteria_set.title}\n{criteria_set.document}"
        sheet.write_string(row, _TITLE, named, look.boxed(text_wrap=True))
        _write_counts(book, sheet, row, _counts(assessment, 0))
        note = " ".join(str(law.rulings[name].ruling) for name in assessment.nodes[0].rulings if name in law.rulings)
        sheet.merge_range(row, _NOTE, row, _NOTE + 1, note, look.boxed(text_wrap=True, font_size=9))
        sheet.set_row(row, max(30, 12.5 * lines_of(note, 54) + 4))
        row += 1
    for criteria_set in law.sets.values():
        if criteria_set.status is SetStatus.AWAITING_GUIDANCE:
            sheet.write_string(row, _ID, criteria_set.id, look.boxed(bold=True))
            said = f"{criteria_set.title}: {wording.AWAITS}"
            sheet.merge_range(row, _TITLE, row, _NOTE + 1, said, look.boxed(text_wrap=True))
            row += 1
    return row


def _write_closest(book: Book, sheet: Worksheet, assessment: Assessment, row: int) -> int:
    """The communes that do not pass yet, those with the fewest open conditions first."""
    look, criteria_set = book.look, assessment.criteria_set
    named = f"{criteria_set.id} · {criteria_set.title}"
    book.section(sheet, row, _NOTE + 1, str(wording.CLOSEST_TITLE).format(set=named))
    order = closest(assessment)[:CLOSEST].tolist()
    if not order:
        sheet.write_string(row + 1, 0, str(wording.ALL_PASS), look.format())
        return row + 2
    note = str(wording.CLOSEST_NOTE).format(n=CLOSEST)
    sheet.write_string(row + 1, 0, note, look.format(font_color=QUIET, font_size=9))
    _write_closest_heads(book, sheet, row + 2)
    for at, commune in enumerate(order, start=row + 3):
        _write_close(book, sheet, at, assessment, commune)
    return row + 3 + len(order)


def _write_closest_heads(book: Book, sheet: Worksheet, row: int) -> None:
    heading = book.look.heading()
    titles = (wording.COMMUNE_CODE, wording.COMMUNE, wording.NOT_MET_COUNT, wording.INSUFFICIENT_COUNT)
    for at, title in enumerate(titles):
        sheet.write_string(row, at, str(title), heading)
    sheet.merge_range(row, _COUNTS + 2, row, _COUNTS + 3, str(wording.DISTRICT), heading)
    sheet.merge_range(row, _NOTE, row, _NOTE + 1, str(wording.STILL_OPEN), heading)
    sheet.set_row(row, 44)


def _write_close(book: Book, sheet: Worksheet, row: int, assessment: Assessment, commune: int) -> None:
    look, communes = book.look, book.communes
    centred, left = look.boxed(align="center"), look.boxed(text_wrap=True)
    still_open = open_conditions(assessment, commune)
    sheet.write_string(row, _ID, communes.codes[commune], centred)
    sheet.write_string(row, _TITLE, communes.names[commune], left)
    for at, nodes in enumerate(still_open, start=_COUNTS):
        sheet.write_number(row, at, len(nodes), centred)
    sheet.merge_range(row, _COUNTS + 2, row, _COUNTS + 3, communes.districts[commune], left)
    prefix = f"{assessment.criteria_set.id}-"
    marked = zip(OPEN, still_open, strict=True)
    said = ", ".join(f"{verdict.glyph} {node.id.removeprefix(prefix)}" for verdict, nodes in marked for node in nodes)
    sheet.merge_range(row, _NOTE, row, _NOTE + 1, said, look.boxed(text_wrap=True, font_size=9))
    sheet.set_row(row, max(15, 12.5 * lines_of(said, 54) + 3))


def _write_conditions(book: Book, sheet: Worksheet, row: int) -> int:
    look = book.look
    book.section(sheet, row, _NOTE + 1, str(wording.CONDITIONS_TITLE))
    _write_head(book, sheet, row + 1, (wording.CONDITION, wording.CONTENT))
    row += 2
    link = look.boxed(font_color=ACCENT, underline=1)
    for assessment in book.assessed.assessments:
        for at, node in enumerate(assessment.nodes):
            group = {"bold": True} if node.children else {}
            if node.id in book.sheets:
                sheet.write_url(row, _ID, link_to(book.sheets[node.id]), link, node.id)
            else:
                sheet.write_string(row, _ID, node.id, look.boxed(**group))
            sheet.write_string(row, _TITLE, str(node.title), look.boxed(text_wrap=True, **group))
            _write_counts(book, sheet, row, _counts(assessment, at))
            sheet.set_row(row, 27 if len(str(node.title)) > 46 else 15)
            row += 1
    return row
