"""Turns how a node says it is decided into a formula, checking every name, type and threshold it uses."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from langso.criteria.grammar import FormulaShape, NodeShape, ShareShape
from langso.criteria.law import (
    AtLeastOf,
    ColumnType,
    Comparison,
    CountOverRows,
    Declared,
    DeclaredFact,
    DeclaredNumber,
    DeclaredShare,
    FactType,
    Formula,
    Register,
    RowCount,
    RowShare,
    Tally,
    Threshold,
)
from langso.criteria.rowtest import CellKind, RowTest, RowTestError, parse
from langso.criteria.shapes import Reporter, nearest
from langso.criteria.source import Path_
from langso.criteria.table import LARGEST_FIGURE
from langso.language import gettext
from langso.problems import (
    LAW_COMPARISON,
    LAW_MISSING_KEY,
    LAW_NO_FORMULA,
    LAW_ROW_TEST,
    LAW_THRESHOLD,
    LAW_TWO_FORMULAS,
    LAW_UNKNOWN_NAME,
    LAW_WRONG_SHAPE,
    LAW_WRONG_TYPE,
)

WAYS = ("all", "any", "of", "some", "count", "share", "yes", "number", "is")
COMPARISONS = tuple(comparison.value for comparison in Comparison)

_CELLS = {
    ColumnType.YES_NO: CellKind.YES_NO,
    ColumnType.NUMBER: CellKind.NUMBER,
    ColumnType.INTEGER: CellKind.NUMBER,
    ColumnType.DATE: CellKind.DATE,
    ColumnType.TEXT: CellKind.TEXT,
    ColumnType.CHOICE: CellKind.TEXT,
}
_ONE = Threshold(Comparison.AT_LEAST, (Fraction(1),) * 3)
_FINEST = 10**6


@dataclass(slots=True)
class FormulaReader:
    """Reads formulas against the registers and declared facts there are."""

    registers: Mapping[str, Register]
    facts: Mapping[str, DeclaredFact]
    reporter: Reporter

    def formula(self, raw: Mapping[str, Any], shape: FormulaShape, path: Path_, within: str = "") -> Formula | None:
        """The formula of a node whose block is `raw`; None when it cannot be read, with the problems reported.

        `within` names the register when the node is a part of `for_which_all`.
        """
        ways = [way for way in WAYS if raw.get(way) is not None]
        if len(ways) != 1:
            kind = LAW_TWO_FORMULAS if ways else LAW_NO_FORMULA
            given = ", ".join(ways)
            self.reporter.report(kind, path, raw.get("id", ""), given=given, names=", ".join(WAYS[:-1]))
            return None
        way = ways[0]
        if way in ("all", "any", "of"):
            return self._combination(raw, way, path)
        if way in ("yes", "some", "is"):
            self._no_comparison(raw, path)
        match way:
            case "yes":
                return self._declared(shape, path)
            case "some":
                return self._some(shape, path)
            case "is":
                return self._part(shape, path, within)
            case "count":
                return self._count(raw, shape, path)
            case "share":
                return self._share(raw, shape, path)
            case _:
                return self._number(raw, shape, path)

    def _combination(self, raw: Mapping[str, Any], way: str, path: Path_) -> AtLeastOf | None:
        if way != "of":
            self._no_comparison(raw, path)
            return AtLeastOf(None if way == "all" else 1)
        n = raw.get("at_least")
        children = raw["of"] if isinstance(raw["of"], list) else []
        if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= len(children):
            wanted = gettext("at_least: a whole number from 1 to {n}").format(n=len(children))
            self.reporter.report(LAW_THRESHOLD, (*path, "at_least"), n, wanted=wanted)
            return None
        return AtLeastOf(n)

    def _declared(self, shape: FormulaShape, path: Path_) -> Declared | None:
        kinds = {f.name: CellKind.YES_NO for f in self.facts.values() if f.type is FactType.YES_NO}
        for name in self.facts.keys() - kinds.keys():
            kinds[name] = CellKind.NUMBER
        test = self._test(shape.yes, kinds, (*path, "yes"))
        if test and (wrong := [c for c in test.columns if kinds[c] is not CellKind.YES_NO]):
            for name in wrong:
                self._wrong_type(name, gettext("count"), gettext("yes/no fact"), (*path, "yes"))
            return None
        return Declared(test) if test else None

    def _some(self, shape: FormulaShape, path: Path_) -> RowCount | None:
        register = self._register(shape.some, (*path, "some"))
        if register is None:
            return None
        where = self._row_test(shape.where, register, (*path, "where"))
        if shape.where and not where:
            return None
        return RowCount(Tally(register.name, where), _ONE)

    def _part(self, shape: FormulaShape, path: Path_, within: str) -> RowCount | None:
        register = self.registers.get(within)
        if register is None:
            names = ", ".join(WAYS[:-1])
            self.reporter.report(LAW_UNKNOWN_NAME, (*path, "is"), "is", sort="for_which_all", nearest=names)
            return None
        where = self._row_test(shape.is_, register, (*path, "is"))
        return RowCount(Tally(register.name, where), _ONE) if where else None

    def _count(self, raw: Mapping[str, Any], shape: FormulaShape, path: Path_) -> RowCount | None:
        threshold = self._threshold(raw, path, whole=True)
        asked = shape.count
        register = self._register(asked.of if asked else None, (*path, "count", "of"))
        if register is None or asked is None:
            return None
        where = self._row_test(asked.where, register, (*path, "count", "where"))
        if threshold is None or (asked.where and not where):
            return None
        return RowCount(Tally(register.name, where), threshold)

    def _share(self, raw: Mapping[str, Any], shape: FormulaShape, path: Path_) -> Formula | None:
        share = shape.share
        if share is None:
            return None
        threshold = self._threshold(raw, path, percent=True, most=10 if share.may_exceed else 1)
        inner = (*path, "share")
        if share.part is not None or share.whole is not None:
            return self._declared_share(share, threshold, inner)
        register = self._register(share.of, (*inner, "of"))
        if register is None:
            return None
        if share.count is not None:
            part = self._figure(share.count, (*inner, "count"))
            return CountOverRows(part, Tally(register.name), threshold) if part and threshold else None
        if share.where is None:
            self.reporter.report(LAW_MISSING_KEY, inner, "where")
            return None
        where = self._row_test(share.where, register, (*inner, "where"))
        among = self._row_test(share.among, register, (*inner, "among"))
        if not threshold or not where or (share.among and not among):
            return None
        return RowShare(Tally(register.name, where, among), threshold)

    def _declared_share(self, share: ShareShape, threshold: Threshold | None, path: Path_) -> DeclaredShare | None:
        for name in ("part", "whole"):
            if getattr(share, name) is None:
                self.reporter.report(LAW_MISSING_KEY, path, name)
        for name in ("of", "where", "among", "count"):
            if getattr(share, name) is not None:
                wanted = gettext("part and whole, without of, where, among, count")
                self.reporter.report(LAW_WRONG_SHAPE, (*path, name), name, key=True, wanted=wanted)
        part, whole = self._figure(share.part, (*path, "part")), self._figure(share.whole, (*path, "whole"))
        return DeclaredShare(part, whole, threshold) if part and whole and threshold else None

    def _number(self, raw: Mapping[str, Any], shape: FormulaShape, path: Path_) -> DeclaredNumber | None:
        threshold = self._threshold(raw, path)
        fact = self._figure(shape.number, (*path, "number"))
        return DeclaredNumber(fact, threshold) if fact and threshold else None

    def _register(self, name: str | None, path: Path_) -> Register | None:
        if name is None:
            self.reporter.report(LAW_MISSING_KEY, path[:-1], path[-1])
            return None
        if name not in self.registers:
            near = nearest(name, self.registers)
            self.reporter.report(LAW_UNKNOWN_NAME, path, name, sort=gettext("register"), nearest=near)
        return self.registers.get(name)

    def _figure(self, name: str | None, path: Path_) -> str | None:
        if name is None:
            return None
        fact = self.facts.get(name)
        if fact is None:
            names = [f.name for f in self.facts.values() if f.type is not FactType.YES_NO]
            self.reporter.report(
                LAW_UNKNOWN_NAME, path, name, sort=gettext("declared count"), nearest=nearest(name, names)
            )
            return None
        if fact.type is FactType.YES_NO:
            self._wrong_type(name, gettext("yes/no fact"), gettext("count"), path)
            return None
        return name

    def _wrong_type(self, name: str, given: str, wanted: str, path: Path_) -> None:
        self.reporter.report(LAW_WRONG_TYPE, path, name, given=given, wanted=wanted)

    def _row_test(self, text: str | None, register: Register, path: Path_) -> RowTest | None:
        kinds = {column.name: _CELLS[column.type] for column in register.columns}
        return self._test(text, kinds, path)

    def _test(self, text: str | None, kinds: Mapping[str, CellKind], path: Path_) -> RowTest | None:
        if text is None:
            return None
        try:
            return parse(text, kinds)
        except RowTestError as error:
            near = nearest(error.name, error.choices) if error.choices else ""
            self.reporter.report(LAW_ROW_TEST, path, text, reason=error.reason, nearest=near)
            return None

    def _no_comparison(self, raw: Mapping[str, Any], path: Path_) -> None:
        for name in COMPARISONS:
            if raw.get(name) is not None:
                wanted = gettext("no comparison: this is decided by yes or no")
                self.reporter.report(LAW_WRONG_SHAPE, (*path, name), name, key=True, wanted=wanted)

    def _threshold(
        self,
        raw: Mapping[str, Any],
        path: Path_,
        *,
        percent: bool = False,
        whole: bool = False,
        most: int = 1,
    ) -> Threshold | None:
        given = [name for name in COMPARISONS if raw.get(name) is not None]
        if len(given) != 1:
            self.reporter.report(LAW_COMPARISON, path, raw.get("id", ""), given=", ".join(given) or "0")
            return None
        comparison, figure = Comparison(given[0]), raw[given[0]]
        read = _percentage if percent else _number
        values = self._by_group(figure) if isinstance(figure, dict) else [figure] * 3
        exact = [read(value) for value in values]
        if any(not _fits(value, comparison, percent, whole, most) for value in exact):
            self.reporter.report(LAW_THRESHOLD, (*path, given[0]), figure, wanted=_wanted(percent, whole, comparison))
            return None
        first, second, third = (value or Fraction(0) for value in exact)
        return Threshold(comparison, (first, second, third), percent)

    def _by_group(self, figure: Mapping[str, Any]) -> list[Any]:
        names = [f"group {n}" for n in (1, 2, 3)]
        return [figure.get(name) for name in names] if set(figure) == set(names) else [None]


def _percentage(value: object) -> Fraction | None:
    if not isinstance(value, str) or not value.endswith("%"):
        return None
    try:
        return Fraction(value[:-1].strip()) / 100
    except (ValueError, ZeroDivisionError):
        return None


def _number(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Fraction(value)


def _fits(value: Fraction | None, comparison: Comparison, percent: bool, whole: bool, most: int) -> bool:
    if value is None or value.denominator > _FINEST or abs(value) > LARGEST_FIGURE:
        return False
    if whole:
        return value.denominator == 1 and value >= 0
    if not percent:
        return True
    upper = value < most if comparison is Comparison.MORE_THAN else value <= most
    return value >= 0 and upper


def _wanted(percent: bool, whole: bool, comparison: Comparison) -> str:
    if percent and comparison is Comparison.MORE_THAN:
        return gettext("a percentage below 100%, such as 80%, or one for each of group 1, group 2, group 3")
    if percent:
        return gettext("a percentage from 0% to 100%, such as 80%, or one for each of group 1, group 2, group 3")
    if whole:
        return gettext("a whole number, such as 4, or one for each of group 1, group 2, group 3")
    return gettext("a number, such as 62.5, or one for each of group 1, group 2, group 3")


__all__ = ["WAYS", "FormulaReader", "NodeShape"]
