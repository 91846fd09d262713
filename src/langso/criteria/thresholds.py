"""Reads what a figure is held against: a comparison and one limit, or one for each commune group."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from langso.criteria.formula import Comparison, Threshold
from langso.criteria.shapes import Reporter, nearest
from langso.criteria.source import Path_
from langso.criteria.table import LARGEST_FIGURE
from langso.language import gettext, whole
from langso.problems import LAW_COMPARISON, LAW_MISSING_KEY, LAW_THRESHOLD, LAW_UNKNOWN_KEY

COMPARISONS = tuple(comparison.value for comparison in Comparison)
GROUPS = tuple(f"group {n}" for n in (1, 2, 3))

_FINEST = 10**6
_PERCENTAGE = re.compile(r"\d{1,9}(\.\d{1,9})?%")


class Scale(Enum):
    """What a threshold counts in."""

    PERCENT = "percent"
    WHOLE = "whole"
    NUMBER = "number"


def read_threshold(
    raw: Mapping[str, Any], path: Path_, reporter: Reporter, scale: Scale, most: int = 1
) -> Threshold | None:
    """The one threshold in a node's block, or None with the problems reported. `most` is the largest share there is."""
    given = [name for name in COMPARISONS if raw.get(name) is not None]
    if len(given) != 1:
        reporter.report(LAW_COMPARISON, path, raw.get("id", ""), given=", ".join(given) or gettext("none"))
        return None
    comparison = Comparison(given[0])
    limits = _Limits(reporter, comparison, scale, most).read(raw[given[0]], (*path, given[0]))
    first, second, third = limits
    if first is None or second is None or third is None:
        return None
    return Threshold(comparison, (first, second, third), scale is Scale.PERCENT)


@dataclass(frozen=True, slots=True)
class _Limits:
    reporter: Reporter
    comparison: Comparison
    scale: Scale
    most: int

    def read(self, figure: object, path: Path_) -> list[Fraction | None]:
        if not isinstance(figure, dict):
            return [self._limit(figure, path)] * 3
        for name in figure:
            if name not in GROUPS:
                near = nearest(name, GROUPS)
                where = (*path, name)
                self.reporter.report(LAW_UNKNOWN_KEY, where, name, key=True, names=", ".join(GROUPS), nearest=near)
        for name in GROUPS:
            if name not in figure:
                self.reporter.report(LAW_MISSING_KEY, path, name)
        return [self._limit(figure[name], (*path, name)) if name in figure else None for name in GROUPS]

    def _limit(self, figure: object, path: Path_) -> Fraction | None:
        value = _percentage(figure) if self.scale is Scale.PERCENT else _number(figure)
        if value is not None and self._fits(value):
            return value
        self.reporter.report(LAW_THRESHOLD, path, figure, wanted=self._wanted(value))
        return None

    def _fits(self, value: Fraction) -> bool:
        """Whether a threshold can be meant: coarse enough to compare with exactly, and within reach."""
        if value.denominator > _FINEST or abs(value) > LARGEST_FIGURE:
            return False
        if value < 0 or (self.comparison is Comparison.LESS_THAN and value == 0):
            return False
        if self.scale is not Scale.PERCENT:
            return self.scale is Scale.NUMBER or value.denominator == 1
        return value < self.most if self.comparison is Comparison.MORE_THAN else value <= self.most

    def _wanted(self, value: Fraction | None) -> str:
        if value is not None and value.denominator > _FINEST:
            return (
                gettext("fewer decimals, such as 33.33%")
                if self.scale is Scale.PERCENT
                else gettext("six decimals at most")
            )
        if value is not None and abs(value) > LARGEST_FIGURE:
            return gettext("a number up to {most}").format(most=whole(LARGEST_FIGURE))
        above, most = self.comparison is Comparison.LESS_THAN, 100 * self.most
        match self.scale:
            case Scale.PERCENT if self.comparison is Comparison.MORE_THAN:
                one = gettext("a percentage below {most}%, such as 80%").format(most=most)
            case Scale.PERCENT if above:
                one = gettext("a percentage above 0% and up to {most}%, such as 20%").format(most=most)
            case Scale.PERCENT:
                one = gettext("a percentage from 0% to {most}%, such as 80%").format(most=most)
            case Scale.WHOLE:
                one = gettext("a whole number from {least}, such as 4").format(least=int(above))
            case _ if above:
                one = gettext("a number above 0, such as 62.5")
            case _:
                one = gettext("a number from 0, such as 62.5")
        return gettext("{one}, or one for each of group 1, group 2, group 3").format(one=one)


def _percentage(figure: object) -> Fraction | None:
    if isinstance(figure, str) and _PERCENTAGE.fullmatch(figure):
        return Fraction(figure[:-1]) / 100
    return None


def _number(figure: object) -> Fraction | None:
    if isinstance(figure, bool) or not isinstance(figure, int | Decimal):
        return None
    return Fraction(figure)


__all__ = ["COMPARISONS", "GROUPS", "Scale", "read_threshold"]
