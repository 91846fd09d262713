"""Turns how a node says it is decided into a formula, checking every name, type and threshold it uses."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from langso.criteria.formula import (
    AtLeastOf,
    Comparison,
    CountOverRows,
    Declared,
    DeclaredNumber,
    DeclaredShare,
    Formula,
    RowCount,
    RowShare,
    Tally,
    Threshold,
)
from langso.criteria.grammar import FormulaShape, ShareShape
from langso.criteria.law import ColumnType, DeclaredFact, FactType, Register
from langso.criteria.rowtest import CellKind, RowTest, RowTestError, parse
from langso.criteria.shapes import Reporter, nearest
from langso.criteria.source import Path_
from langso.criteria.thresholds import COMPARISONS, Scale, read_threshold
from langso.language import gettext
from langso.problems import (
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
FORMULA_KEYS = frozenset((*WAYS, *COMPARISONS, "where", "for_which_all"))

_CELLS = {
    ColumnType.YES_NO: CellKind.YES_NO,
    ColumnType.NUMBER: CellKind.NUMBER,
    ColumnType.INTEGER: CellKind.NUMBER,
    ColumnType.DATE: CellKind.DATE,
    ColumnType.TEXT: CellKind.TEXT,
    ColumnType.CHOICE: CellKind.TEXT,
}
_ONE = Threshold(Comparison.AT_LEAST, (Fraction(1),) * 3)


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
        if within and way != "is":
            self._out_of_place((*path, way), gettext("is: a test of the row, as in every part of for_which_all"))
            return None
        for name in ("where", "for_which_all"):
            if way != "some" and raw.get(name) is not None:
                self._out_of_place((*path, name), gettext("{name} only beside some").format(name=name))
        if way in ("all", "any", "yes", "some", "is"):
            self._no_comparison(raw, path)
        return self._read(way, raw, shape, path, within)

    def _read(self, way: str, raw: Mapping[str, Any], shape: FormulaShape, path: Path_, within: str) -> Formula | None:
        match way:
            case "all" | "any":
                return AtLeastOf(None if way == "all" else 1)
            case "of":
                return self._at_least_of(raw, path)
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

    def _at_least_of(self, raw: Mapping[str, Any], path: Path_) -> AtLeastOf | None:
        self._no_comparison(raw, path, but="at_least")
        n = raw.get("at_least")
        children = raw["of"] if isinstance(raw["of"], list) else []
        if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= len(children):
            wanted = gettext("at_least: a whole number from 1 to {n}").format(n=len(children))
            self.reporter.report(LAW_THRESHOLD, (*path, "at_least"), n, wanted=wanted)
            return None
        return AtLeastOf(n)

    def _declared(self, shape: FormulaShape, path: Path_) -> Declared | None:
        kinds = {f.name: CellKind.YES_NO for f in self.facts.values() if f.type is FactType.YES_NO}
        inner = (*path, "yes")
        try:
            return Declared(parse(shape.yes or "", kinds))
        except RowTestError as error:
            if error.name in self.facts and error.choices:
                self._wrong_type(error.name, gettext("count"), gettext("yes/no fact"), inner)
            elif error.choices:
                near = nearest(error.name, error.choices)
                self.reporter.report(LAW_UNKNOWN_NAME, inner, error.name, sort=gettext("yes/no fact"), nearest=near)
            else:
                self._refused(error, shape.yes or "", inner)
            return None

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
            self._out_of_place((*path, "is"), gettext("is only in a part of for_which_all"))
            return None
        where = self._row_test(shape.is_, register, (*path, "is"))
        return RowCount(Tally(register.name, where), _ONE) if where else None

    def _count(self, raw: Mapping[str, Any], shape: FormulaShape, path: Path_) -> RowCount | None:
        threshold = read_threshold(raw, path, self.reporter, Scale.WHOLE)
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
        threshold = read_threshold(raw, path, self.reporter, Scale.PERCENT, most=10 if share.may_exceed else 1)
        inner = (*path, "share")
        if share.part is not None or share.whole is not None:
            return self._declared_share(share, threshold, inner)
        if share.count is not None:
            return self._count_over_rows(share, threshold, inner)
        return self._row_share(share, threshold, inner)

    def _row_share(self, share: ShareShape, threshold: Threshold | None, path: Path_) -> RowShare | None:
        self._only(share, ("of", "where", "among"), path)
        register = self._register(share.of, (*path, "of"))
        if register is None:
            return None
        if share.where is None:
            self.reporter.report(LAW_MISSING_KEY, path, "where")
        where = self._row_test(share.where, register, (*path, "where"))
        among = self._row_test(share.among, register, (*path, "among"))
        if not threshold or not where or (share.among and not among):
            return None
        return RowShare(Tally(register.name, where, among), threshold)

    def _count_over_rows(self, share: ShareShape, threshold: Threshold | None, path: Path_) -> CountOverRows | None:
        self._only(share, ("of", "count", "may_exceed"), path)
        register = self._register(share.of, (*path, "of"))
        part = self._counted(share.count, (*path, "count"))
        return CountOverRows(part, Tally(register.name), threshold) if register and part and threshold else None

    def _declared_share(self, share: ShareShape, threshold: Threshold | None, path: Path_) -> DeclaredShare | None:
        self._only(share, ("part", "whole"), path)
        for name in ("part", "whole"):
            if getattr(share, name) is None:
                self.reporter.report(LAW_MISSING_KEY, path, name)
        part, whole = self._counted(share.part, (*path, "part")), self._counted(share.whole, (*path, "whole"))
        return DeclaredShare(part, whole, threshold) if part and whole and threshold else None

    def _only(self, share: ShareShape, names: tuple[str, ...], path: Path_) -> None:
        for name in ShareShape.model_fields:
            if getattr(share, name) and name not in names:
                wanted = gettext("{names}, without {name}").format(names=", ".join(names), name=name)
                self._out_of_place((*path, name), wanted)

    def _number(self, raw: Mapping[str, Any], shape: FormulaShape, path: Path_) -> DeclaredNumber | None:
        threshold = read_threshold(raw, path, self.reporter, Scale.NUMBER)
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

    def _counted(self, name: str | None, path: Path_) -> str | None:
        """The name of a declared count: a share of a figure with decimals would not be whole things of whole things."""
        figure = self._figure(name, path)
        if figure and self.facts[figure].type is not FactType.COUNT:
            self._wrong_type(figure, gettext("number"), gettext("count"), path)
            return None
        return figure

    def _wrong_type(self, name: str, given: str, wanted: str, path: Path_) -> None:
        self.reporter.report(LAW_WRONG_TYPE, path, name, given=given, wanted=wanted)

    def _row_test(self, text: str | None, register: Register, path: Path_) -> RowTest | None:
        if text is None:
            return None
        try:
            return parse(text, {column.name: _CELLS[column.type] for column in register.columns})
        except RowTestError as error:
            self._refused(error, text, path)
            return None

    def _refused(self, error: RowTestError, text: str, path: Path_) -> None:
        near = nearest(error.name, error.choices) if error.choices else gettext("Ask for one column at a time.")
        self.reporter.report(LAW_ROW_TEST, path, text, reason=error.reason, nearest=near)

    def _no_comparison(self, raw: Mapping[str, Any], path: Path_, but: str = "") -> None:
        for name in COMPARISONS:
            if raw.get(name) is not None and name != but:
                wanted = gettext("at_least: how many of them") if but else gettext("no comparison: it has no figure")
                self._out_of_place((*path, name), wanted)

    def _out_of_place(self, path: Path_, wanted: str) -> None:
        self.reporter.report(LAW_WRONG_SHAPE, path, path[-1], key=True, wanted=wanted)


__all__ = ["COMPARISONS", "FORMULA_KEYS", "WAYS", "FormulaReader"]
