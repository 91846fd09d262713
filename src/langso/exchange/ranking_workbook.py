"""Progress as a workbook: the ranking, what stands in the way, the districts, the trend, and who has fallen behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook

from langso.assessments.lateness import Late
from langso.assessments.matrix import district_of
from langso.assessments.ranking import Obstacle, Rank, Standing
from langso.assessments.trend import Trend
from langso.criteria import CriteriaSet, Node, Verdict
from langso.exchange.look import ACCENT, DAY_FORMAT, QUIET, VERDICT_COLOURS, Look, set_up_printing, workbook_options
from langso.language import day as day_words
from langso.language import gettext as _

Content = str | int | float | date | Verdict | None
Head = tuple[str, float]
_HEADS = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """What there is to tell of one set; `late` is empty for whoever may not see who has fallen behind."""

    criteria_set: CriteriaSet
    day: date
    source: str
    chosen: str
    ranks: Sequence[Rank]
    obstacles: Sequence[Obstacle]
    standings: Sequence[Standing]
    trend: Trend
    nodes: Sequence[Node]
    late: Sequence[Late]


def ranking_workbook(progress: Progress) -> bytes:
    """The workbook, in the current language."""
    written = BytesIO()
    with Workbook(written, workbook_options()) as workbook:
        sheets = _Sheets(workbook, Look(workbook), progress)
        sheets.add(_("Ranking"), _rank_heads(), [_rank(each) for each in progress.ranks])
        sheets.add(_("In the way"), _obstacle_heads(), [_obstacle(each) for each in progress.obstacles])
        sheets.add(_("Districts"), _standing_heads(), [_standing(each) for each in progress.standings])
        if progress.trend.days:
            sheets.add(_("Over time"), _months(progress.trend), [_over_time(progress.trend, n) for n in progress.nodes])
        if progress.late:
            sheets.add(_("Behind"), _late_heads(), [_late(each) for each in progress.late])
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The workbook on its way."""

    workbook: Workbook
    look: Look
    progress: Progress

    def add(self, name: str, heads: Sequence[Head], rows: Sequence[Sequence[Content]]) -> None:
        sheet, look, progress = self.workbook.add_worksheet(name), self.look, self.progress
        sheet.hide_gridlines(2)
        title = f"{progress.criteria_set.title} · {name}"
        sheet.write_string(0, 0, title, look.format(bold=True, font_size=14, font_color=ACCENT))
        said = " · ".join(part for part in (day_words(progress.day), progress.chosen) if part)
        sheet.write_string(1, 0, said, look.format(bold=True))
        source = _("Source: {source}").format(source=progress.source)
        sheet.write_string(2, 0, source, look.format(font_color=QUIET, font_size=9))
        for at, (head, width) in enumerate(heads):
            sheet.set_column(at, at, width)
            sheet.write_string(_HEADS, at, head, look.heading())
        for row, contents in enumerate(rows, start=_HEADS + 1):
            for at, content in enumerate(contents):
                self._write(sheet, row, at, content)
        sheet.freeze_panes(_HEADS + 1, 2)
        sheet.autofilter(_HEADS, 0, _HEADS + len(rows), len(heads) - 1)
        set_up_printing(sheet, _HEADS, _HEADS, title)

    def _write(self, sheet: object, row: int, at: int, content: Content) -> None:
        look = self.look
        if isinstance(content, Verdict):
            ink, ground = VERDICT_COLOURS[content]
            style = look.boxed(font_color=ink, bg_color=ground, bold=True, align="center")
            content = f"{content.glyph} {content.title}"
        elif isinstance(content, float):
            style = look.boxed(num_format="0.0%")
        elif isinstance(content, date):
            style = look.boxed(num_format=DAY_FORMAT, align="center")
        else:
            style = look.boxed(text_wrap=True) if isinstance(content, str) else look.boxed(align="center")
        sheet.write(row, at, content, style)  # type: ignore[attr-defined]


def _rank_heads() -> list[Head]:
    return [
        (_("Place"), 8), (_("Code"), 9), (_("Commune"), 24), (_("District"), 22), (_("Verdict"), 20),
        (_("Not met"), 10), (_("Insufficient data"), 12), (_("What is short"), 60),
    ]  # fmt: skip


def _rank(rank: Rank) -> list[Content]:
    district = district_of(rank.unit)
    short = [f"✕ {node.id}" for node in rank.not_met] + [f"? {node.id}" for node in rank.insufficient]
    counts = (len(rank.not_met), len(rank.insufficient))
    named = (rank.unit.code, rank.name, district.full_name if district else "")
    return [rank.place or None, *named, rank.verdict, *counts, ", ".join(short)]


def _obstacle_heads() -> list[Head]:
    return [(_("Condition"), 14), (_("Content"), 60), (_("Not met"), 12), (_("Insufficient data"), 14), (_("Met"), 12)]


def _obstacle(each: Obstacle) -> list[Content]:
    return [each.node.id, str(each.node.title), each.not_met, each.insufficient, each.met]


def _standing_heads() -> list[Head]:
    return [
        (_("District"), 26), (_("Communes"), 10), (_("Met"), 10), (_("Share"), 10), (_("Not met"), 10),
        (_("Insufficient data"), 14),
    ]  # fmt: skip


def _standing(each: Standing) -> list[Content]:
    name = each.district.full_name if each.district else _("All together")
    share = each.met / each.communes if each.communes else None
    return [name, each.communes, each.met, share, each.not_met, each.insufficient]


def _months(trend: Trend) -> list[Head]:
    return [(_("Condition"), 14), (_("Content"), 44), *((f"{day:%m/%Y}", 10.0) for day in trend.days)]


def _over_time(trend: Trend, node: Node) -> list[Content]:
    shares = [met / trend.communes if trend.communes else None for met in trend.met[node.id]]
    return [node.id, str(node.title), *shares]


def _late_heads() -> list[Head]:
    return [
        (_("Code"), 9), (_("Commune"), 24), (_("Last change"), 14), (_("Days since"), 10),
        (_("Figures missing"), 12), (_("Open registers"), 60),
    ]  # fmt: skip


def _late(late: Late) -> list[Content]:
    return [late.unit.code, late.name, late.changed, late.days, late.missing, ", ".join(late.open_ledgers)]
