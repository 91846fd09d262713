"""Charts drawn on the server, without a library: lines over months, bars of shares. A table stands behind each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup, escape

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 800, 280, 44, 290, 12, 28
_MARKS = (0, 25, 50, 75, 100)
_NEAR = 16
_LONGEST = 46
"""Letters of a name that fit beside the end of its line."""


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name, and a share between 0 and 1 at each day. `main` is drawn thicker."""

    name: str
    shares: Sequence[float]
    main: bool = False


def lines(days: Sequence[date], series: Sequence[Series], title: str) -> Markup:
    """Shares over days, each line named at its end."""
    inside = [_mark(percent) for percent in _MARKS]
    every = max(1, -(-len(days) // 8))
    inside += [
        f'<text class="chart-tick" x="{_x(at, len(days)):.0f}" y="{_HEIGHT - 8}" text-anchor="middle">'
        f"{day:%m/%Y}</text>"
        for at, day in enumerate(days)
        if at % every == 0 or at == len(days) - 1
    ]
    ends = _apart([_y(each.shares[-1]) for each in series])
    for number, (each, end) in enumerate(zip(series, ends, strict=True)):
        inside.append(_line(each, number, end))
    frame = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}"'
    return Markup(f'<svg class="chart" {frame}>{"".join(inside)}</svg>')  # noqa: S704 - names were escaped


def _x(at: int, count: int) -> float:
    room = _WIDTH - _LEFT - _RIGHT
    return _LEFT + (room * at / (count - 1) if count > 1 else room)


def _y(share: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - share)


def _mark(percent: int) -> str:
    y = _y(percent / 100)
    return (
        f'<line class="chart-mark" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="chart-tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{percent}%</text>'
    )


def _line(each: Series, number: int, end: float) -> str:
    points = [(_x(at, len(each.shares)), _y(share)) for at, share in enumerate(each.shares)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    kind = "chart-main" if each.main else f"chart-{number % 4}"
    name = each.name if len(each.name) <= _LONGEST else each.name[: _LONGEST - 1].rstrip() + "…"
    return (
        f'<g class="{kind}"><title>{escape(each.name)}</title><polyline points="{path}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
        f'<text x="{x + 10:.0f}" y="{end + 4:.1f}">{escape(name)}</text></g>'
    )


def _apart(heights: Sequence[float]) -> list[float]:
    """The same heights, moved as little as it takes that words at them do not lie over each other."""
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    moved = list(heights)
    for before, at in pairwise(order):
        moved[at] = max(moved[at], moved[before] + _NEAR)
    over = max(0.0, max(moved, default=0) - (_HEIGHT - _BOTTOM))
    for after, at in pairwise(reversed(order)):
        moved[after] = min(moved[after], _HEIGHT - _BOTTOM) if over else moved[after]
        if over:
            moved[at] = min(moved[at], moved[after] - _NEAR)
    return moved


def shares(parts: Sequence[tuple[str, int]], total: int) -> Markup:
    """A bar of the parts of a total, by verdict; decoration for the figures beside it."""
    at, inside = 0.0, []
    for state, count in parts:
        width = 100 * count / total if total else 0
        if count:
            inside.append(f'<rect class="is-{state}" x="{at:.2f}%" width="{width:.2f}%" height="10"/>')
        at += width
    return Markup(f'<svg class="share" height="10" aria-hidden="true">{"".join(inside)}</svg>')  # noqa: S704 - figures
