"""The effect of a draft taken away: as a workbook with the nodes and the communes, or as CSV with a line a turn."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

import numpy as np
from xlsxwriter import Workbook

from langso.assessments.matrix import district_of
from langso.criteria import Verdict
from langso.exchange.look import ACCENT, QUIET, VERDICT_COLOURS, Look, set_up_printing, workbook_options
from langso.language import day as day_words
from langso.language import gettext as _
from langso.workshop.effect import Effect, NodeEffect

Content = str | int | Verdict | None
Head = tuple[str, float]
_HEADS = 3


def effect_workbook(effect: Effect, source: str) -> bytes:
    """The workbook, in the current language."""
    written = BytesIO()
    options = {**workbook_options(), "constant_memory": True}
    with Workbook(written, options) as workbook:
        sheets = _Sheets(workbook, Look(workbook), effect, source)
        sheets.add(_("Nodes"), _node_heads(), [_node(each) for each in effect.nodes])
        sheets.add(_("Turns"), _turn_heads(), [_turn(effect, *turn) for turn in turns(effect)])
    return written.getvalue()


def effect_csv(effect: Effect) -> bytes:
    """A line for each commune and node whose verdict is another; for a new set, every one."""
    written = StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(["commune", "name", "district", "node", "before", "after"])
    for node, place, before, after in turns(effect):
        unit = effect.units[place]
        district = district_of(unit)
        words = [verdict.word if verdict is not None else "" for verdict in (before, after)]
        rows.writerow([unit.code, unit.name, district.name if district else "", node.node.id, *words])
    return "\ufeff".encode() + written.getvalue().encode()


Turn = tuple[NodeEffect, int, Verdict | None, Verdict | None]


def turns(effect: Effect) -> Iterator[Turn]:
    """Node by node the communes whose verdict of it is another after than before."""
    for node in effect.nodes:
        before, after = effect.codes(node)
        if before is None or after is None:
            places: Sequence[int] = range(len(effect.units)) if effect.before is None else ()
        else:
            places = np.flatnonzero(before != after).tolist()
        for place in places:
            yield node, place, *effect.verdicts(node, place)


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The workbook on its way."""

    workbook: Workbook
    look: Look
    effect: Effect
    source: str

    def add(self, name: str, heads: Sequence[Head], rows: Sequence[Sequence[Content]]) -> None:
        sheet, look, effect = self.workbook.add_worksheet(name), self.look, self.effect
        sheet.hide_gridlines(2)
        title = _("Effect of {set} · {sheet}").format(set=f"{effect.after.id} {effect.after.title}", sheet=name)
        for at, (_head, width) in enumerate(heads):
            sheet.set_column(at, at, width)
        sheet.write_string(0, 0, title, look.format(bold=True, font_size=14, font_color=ACCENT))
        said = _("Read on {day}, with the figures of {figures}").format(
            day=day_words(effect.day), figures=day_words(effect.figures_of)
        )
        sheet.write_string(1, 0, said, look.format(bold=True))
        source = _("Source: {source}").format(source=self.source)
        sheet.write_string(2, 0, source, look.format(font_color=QUIET, font_size=9))
        for at, (head, _width) in enumerate(heads):
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
        else:
            style = look.boxed(text_wrap=True) if isinstance(content, str) else look.boxed(align="center")
        sheet.write(row, at, content, style)  # type: ignore[attr-defined]


def _node_heads() -> list[Head]:
    return [
        (_("Node"), 16), (_("Content"), 60), (_("Met before"), 12), (_("Met after"), 12), (_("Gain"), 10),
        (_("Lose"), 10), (_("Insufficient data after"), 16),
    ]  # fmt: skip


def _node(each: NodeEffect) -> list[Content]:
    def of(counts: tuple[int, int, int, int] | None, verdict: Verdict) -> int | None:
        return None if counts is None else counts[verdict]

    both = each.counts_before is not None and each.counts_after is not None
    moved: list[Content] = [len(each.gains), len(each.losses)] if both else [None, None]
    met = [of(each.counts_before, Verdict.MET), of(each.counts_after, Verdict.MET)]
    return [each.node.id, str(each.node.title), *met, *moved, of(each.counts_after, Verdict.INSUFFICIENT)]


def _turn_heads() -> list[Head]:
    return [
        (_("Code"), 9), (_("Commune"), 24), (_("District"), 22), (_("Node"), 16), (_("Content"), 50),
        (_("Before"), 20), (_("After"), 20),
    ]  # fmt: skip


def _turn(effect: Effect, node: NodeEffect, place: int, before: Verdict | None, after: Verdict | None) -> list[Content]:
    unit = effect.units[place]
    district = district_of(unit)
    named = [unit.code, effect.names[place], district.full_name if district else ""]
    return [*named, node.node.id, str(node.node.title), before, after]
