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
from langso.criteria import CriteriaSet, Node
from langso.exchange.look import Look, workbook_options
from langso.exchange.sheets import Content, Head, Sheets
from langso.language import day as day_words
from langso.language import gettext as _


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
        said = " · ".join(part for part in (day_words(progress.day), progress.chosen) if part)
        sheets = Sheets(workbook, Look(workbook), str(progress.criteria_set.title), said, progress.source)
        sheets.add(_("Ranking"), _rank_heads(), [_rank(each) for each in progress.ranks])
        sheets.add(_("In the way"), _obstacle_heads(), [_obstacle(each) for each in progress.obstacles])
        sheets.add(_("Districts"), _standing_heads(), [_standing(each) for each in progress.standings])
        if progress.trend.days:
            sheets.add(_("Over time"), _months(progress.trend), [_over_time(progress.trend, n) for n in progress.nodes])
        if progress.late:
            sheets.add(_("Behind"), _late_heads(), [_late(each) for each in progress.late])
    return written.getvalue()


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
