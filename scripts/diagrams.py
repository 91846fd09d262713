"""Draws the diagrams of docs/explanation/verdicts.md. What each verdict is comes from the algebra, not from here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

import numpy as np

from langso.criteria.algebra import decide
from langso.criteria.formula import Comparison, RowShare, Tally, Threshold
from langso.criteria.rowtest import Holds, RowTest
from langso.criteria.table import FactTable, Tallied
from langso.criteria.verdicts import Verdict, combine
from langso.language import Language, speaking

WIDTH = 720
ROW = 44
AXIS_FROM, AXIS_TO = 230, 510
BADGE = 166
STYLE = """
text{font:14px system-ui,sans-serif;fill:var(--ink)} .quiet{fill:var(--quiet)} .small{font-size:12px}
.v{font-weight:600} svg{--ink:#17212b;--quiet:#5b6b7b;--paper:#fffefb;--line:#e3e0d8;--met:#0f766e;--met-soft:#d5efe9;
--not_met:#b42318;--not_met-soft:#fbe0dc;--insufficient:#8a5a00;--insufficient-soft:#fdeec8;
--not_applicable:#667085;--not_applicable-soft:#eceff3}
@media (prefers-color-scheme:dark){svg{--ink:#e8ecef;--quiet:#9fb0bf;--paper:#182027;--line:#2a343d;--met:#4fd1b8;
--met-soft:#123b36;--not_met:#ff9b8a;--not_met-soft:#4a1b16;--insufficient:#f3c04b;--insufficient-soft:#43320a;
--not_applicable:#98a2b3;--not_applicable-soft:#2a3138}}
"""
HATCHED = (
    '<pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="var(--insufficient-soft)"/>'
    '<rect width="3" height="6" fill="var(--insufficient)"/>'
    "</pattern>"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A register of one commune: rows that hold, are blank and fail, and whether it is closed."""

    words: str
    true: int
    blank: int
    false: int
    closed: bool = True


CASES = (
    Case("84 yes, 16 no", 84, 0, 16),
    Case("74 yes, 26 no", 74, 0, 26),
    Case("82 yes, 12 blank, 6 no", 82, 12, 6),
    Case("74 yes, 16 blank, 10 no", 74, 16, 10),
    Case("62 yes, 12 blank, 26 no", 62, 12, 26),
    Case("84 yes, 16 no, still open", 84, 0, 16, closed=False),
    Case("closed without a row", 0, 0, 0),
)
COMBINATIONS = (
    (Verdict.MET, Verdict.MET, Verdict.INSUFFICIENT, Verdict.NOT_MET, Verdict.NOT_MET),
    (Verdict.MET, Verdict.INSUFFICIENT, Verdict.INSUFFICIENT, Verdict.NOT_MET, Verdict.NOT_APPLICABLE),
)


def verdict_of(case: Case) -> Verdict:
    """The verdict on a share of at least 80%."""
    tally = Tally("rows", RowTest(Holds("yes"), ("yes",)))
    figures = (case.true, case.blank, case.false, case.true + case.blank + case.false)
    counted = Tallied(*(np.array([n], dtype=np.int64) for n in figures))
    table = FactTable(("one",), np.zeros(1, dtype=np.int8), {tally: counted}, {"rows": np.array([case.closed])})
    verdicts, _ = decide(RowShare(tally, Threshold(Comparison.AT_LEAST, (Fraction(4, 5),) * 3)), table)
    return Verdict(int(verdicts[0]))


def diagrams() -> dict[str, str]:
    """The diagrams by file name."""
    with speaking(Language.EN):
        return {"intervals.svg": _intervals(), "at-least.svg": _at_least()}


def _intervals() -> str:
    parts = [
        _text(24, 30, "What is known of 100 rows", "quiet small"),
        _text(_x(0.8) - 34, 30, "80% or more", "quiet small"),
    ]
    for row, case in enumerate(CASES):
        parts += _interval(case, 62 + row * ROW)
    x, bottom = _x(0.8), 50 + len(CASES) * ROW
    parts.append(f'<line x1="{x}" x2="{x}" y1="40" y2="{bottom}" stroke="var(--ink)" stroke-width="2"/>')
    parts += [_text(_x(share) - 12, bottom + 18, f"{share:.0%}", "quiet small") for share in (0, 0.5, 0.8, 1)]
    return _svg(bottom + 34, "Intervals against a threshold of 80%", parts)


def _interval(case: Case, y: int) -> Iterable[str]:
    verdict = verdict_of(case)
    yield _text(24, y + 5, case.words)
    yield f'<rect x="{AXIS_FROM}" y="{y - 3}" width="{AXIS_TO - AXIS_FROM}" height="6" rx="3" fill="var(--line)"/>'
    rows = case.true + case.blank + case.false
    if rows:
        lo = case.true / rows if case.closed else 0.0
        hi = (case.true + case.blank) / rows if case.closed else 1.0
        width = max(_x(hi) - _x(lo), 6)
        yield f'<rect x="{_x(lo) - 3}" y="{y - 7}" width="{width}" height="14" rx="4" fill="{_ink(verdict)}"/>'
    yield from _badge(536, y, verdict)


def _at_least() -> str:
    parts = []
    asked = (("any", 1), ("at least 2", 2), ("at least 3", 3), ("at least 4", 4), ("all", None))
    for x, children in zip((24, 384), COMBINATIONS, strict=True):
        parts += [part for place, child in enumerate(children) for part in _square(x + place * 38, 40, child)]
        for row, (words, n) in enumerate(asked):
            y = 90 + row * 36
            parts += [_text(x, y + 5, words), *_badge(x + 96, y, _combined(children, n))]
    return _svg(90 + len(asked) * 36, "At least n of five verdicts", parts)


def _combined(children: Sequence[Verdict], n: int | None) -> Verdict:
    verdicts, _, _ = combine(np.array([[child] for child in children], dtype=np.int8), n)
    return Verdict(int(verdicts[0]))


def _square(x: int, y: int, verdict: Verdict) -> Iterable[str]:
    yield f'<rect x="{x}" y="{y - 15}" width="30" height="30" rx="6" fill="var(--{verdict.word}-soft)"/>'
    style = f'text-anchor="middle" class="v" style="fill:var(--{verdict.word})"'
    yield f'<text x="{x + 15}" y="{y + 5}" {style}>{verdict.glyph}</text>'


def _badge(x: int, y: int, verdict: Verdict) -> Iterable[str]:
    words = f"{verdict.glyph} {verdict.title}"
    yield f'<rect x="{x}" y="{y - 13}" width="{BADGE}" height="26" rx="6" fill="var(--{verdict.word}-soft)"/>'
    yield f'<text x="{x + 12}" y="{y + 5}" class="v" style="fill:var(--{verdict.word})">{escape(words)}</text>'


def _ink(verdict: Verdict) -> str:
    return "url(#unknown)" if verdict is Verdict.INSUFFICIENT else f"var(--{verdict.word})"


def _x(share: float) -> int:
    return round(AXIS_FROM + share * (AXIS_TO - AXIS_FROM))


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    return f'<text x="{x}" y="{y}" class="{kind}">{escape(words)}</text>'


def _svg(height: int, title: str, parts: Iterable[str]) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" width="{WIDTH}">',
            f"<title>{escape(title)}</title>",
            f"<style>{STYLE}</style>",
            HATCHED,
            f'<rect width="{WIDTH}" height="{height}" rx="10" fill="var(--paper)"/>',
            *parts,
            "</svg>\n",
        ]
    )
