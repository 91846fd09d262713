"""Reads a criteria set: what its blocks mean, which names they use, whether its days fit; problems with their line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from langso.criteria.formula import RowCount
from langso.criteria.formula_reader import COMPARISONS, FORMULA_KEYS, WAYS, FormulaReader
from langso.criteria.grammar import ExampleShape, NodeShape, SetShape
from langso.criteria.law import (
    Change,
    CriteriaSet,
    Example,
    Law,
    Node,
    SetStatus,
    on_one_row,
)
from langso.criteria.shapes import Reporter, nearest, words
from langso.criteria.source import Path_
from langso.language import Words, gettext
from langso.problems import (
    LAW_DATES,
    LAW_DUPLICATE_ID,
    LAW_MISSING_KEY,
    LAW_UNKNOWN_NAME,
    LAW_WRONG_PREFIX,
    LAW_WRONG_SHAPE,
    Where,
)

_MOST_CHILDREN = 1000


@dataclass(slots=True)
class SetReader:
    """Reads one set against a law, and reports what is wrong in it."""

    law: Law
    reporter: Reporter
    formulas: FormulaReader = field(init=False)
    places: dict[str, Where] = field(default_factory=dict)
    set_id: str = ""

    def __post_init__(self) -> None:
        self.formulas = FormulaReader(self.law.registers, self.law.facts, self.reporter)

    def read(self) -> CriteriaSet | None:
        data = self.reporter.source.data
        if not isinstance(data, dict):
            self.reporter.report(LAW_MISSING_KEY, (), "set")
            return None
        self.set_id = str(data.get("set", ""))
        shape = self.reporter.fit(SetShape, data, (), vital=("status", "valid", "awaits"))
        criterion = self._criterion(data)
        if shape is None:
            return None
        self._status(shape, data)
        valid, applies = shape.valid, shape.applies_to
        since, until = (valid.from_, valid.until) if valid else (None, None)
        self._days(since, until, ("valid",))
        return CriteriaSet(
            id=shape.set,
            title=Words(shape.title.vi, shape.title.en),
            document=shape.issued.document,
            guidance=shape.issued.guidance or "",
            annex=shape.issued.annex,
            status=SetStatus(shape.status),
            criterion=criterion,
            province=(applies.province if applies else None) or "",
            kind=applies.kind if applies else "xã",
            valid_from=since,
            valid_until=until,
            awaits=words(shape.awaits),
            replaces=shape.replaces or "",
            file=self.reporter.source.file,
        )

    def _status(self, shape: SetShape, data: Mapping[str, Any]) -> None:
        if shape.status == SetStatus.AWAITING_GUIDANCE.value:
            if shape.awaits is None:
                self.reporter.report(LAW_MISSING_KEY, ("status",), "awaits")
            if data.get("criterion") is not None:
                wanted = gettext("no criterion while guidance is awaited")
                self.reporter.report(LAW_WRONG_SHAPE, ("criterion",), "criterion", key=True, wanted=wanted)
            return
        if data.get("criterion") is None:
            self.reporter.report(LAW_MISSING_KEY, ("status",), "criterion")
        if shape.awaits is not None:
            wanted = gettext("awaits only with status: awaiting_guidance")
            self.reporter.report(LAW_WRONG_SHAPE, ("awaits",), "awaits", key=True, wanted=wanted)
        if shape.valid is None:
            self.reporter.report(LAW_MISSING_KEY, ("status",), "valid")
        elif shape.valid.from_ is None:
            self.reporter.report(LAW_MISSING_KEY, ("valid",), "from")

    def _criterion(self, data: Mapping[str, Any]) -> Node | None:
        raw = data.get("criterion")
        return None if raw is None else self._node(raw, ("criterion",), "")

    def _node(self, raw: Any, path: Path_, within: str) -> Node | None:
        shape = self.reporter.fit(NodeShape, raw, path, vital=FORMULA_KEYS)
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            self._identity(raw["id"], path)
        children = self._children(raw, path)
        if shape is None:
            return None
        formula = self.formulas.formula(raw, shape, path, within)
        own_test = formula.tally.where if isinstance(formula, RowCount) else None
        asked = shape.asked
        if asked:
            self._days(asked.from_, asked.until, (*path, "asked"))
        changes = self._changes(raw, shape, path, within)
        if formula is None:
            return None
        title = words(shape.title) or Words(shape.text or shape.id, shape.en or shape.id)
        return Node(
            id=shape.id,
            title=title,
            formula=on_one_row(formula, own_test, children),
            children=tuple(children),
            text=shape.text or "",
            reads=shape.reads or "",
            en=shape.en or "",
            place=words(shape.place),
            basis=tuple(shape.basis or ()),
            rulings=self._rulings(shape.ruling, path),
            evidence=tuple(Words(e, e) if isinstance(e, str) else Words(e.vi, e.en) for e in shape.evidence or []),
            says=words(shape.says),
            asked_from=asked.from_ if asked else None,
            asked_until=asked.until if asked else None,
            own_test=own_test,
            changes=tuple(changes),
            examples=tuple(self._example(e, path, i) for i, e in enumerate(shape.examples or [])),
            line=self.reporter.source.line(path),
        )

    def _children(self, raw: Any, path: Path_) -> list[Node]:
        if not isinstance(raw, dict):
            return []
        within = str(raw.get("some", "")) if raw.get("for_which_all") is not None else ""
        found: list[Node] = []
        for way in ("all", "any", "of", "for_which_all"):
            blocks = raw.get(way)
            if not isinstance(blocks, list) or (way == "for_which_all" and within not in self.law.registers):
                continue
            if not 1 <= len(blocks) <= _MOST_CHILDREN:
                wanted = gettext("from 1 to {most} nodes").format(most=_MOST_CHILDREN)
                self.reporter.report(LAW_WRONG_SHAPE, (*path, way), way, key=True, wanted=wanted)
            nodes = [self._node(block, (*path, way, i), within) for i, block in enumerate(blocks)]
            found += [node for node in nodes if node]
        return found

    def _identity(self, node_id: str, path: Path_) -> None:
        if node_id in self.places:
            self.reporter.report(
                LAW_DUPLICATE_ID, (*path, "id"), node_id, first=self.reporter.told(self.places[node_id])
            )
        self.places.setdefault(node_id, self.reporter.source.where((*path, "id")))
        if self.set_id and not node_id.startswith(f"{self.set_id}-"):
            self.reporter.report(LAW_WRONG_PREFIX, (*path, "id"), node_id, wanted=self.set_id)

    def _rulings(self, named: str | list[str] | None, path: Path_) -> tuple[str, ...]:
        rulings = [named] if isinstance(named, str) else named or []
        for ruling in rulings:
            if ruling not in self.law.rulings:
                near = nearest(ruling, self.law.rulings)
                self.reporter.report(LAW_UNKNOWN_NAME, (*path, "ruling"), ruling, sort=gettext("ruling"), nearest=near)
        return tuple(rulings)

    def _changes(self, raw: Mapping[str, Any], shape: NodeShape, path: Path_, within: str) -> list[Change]:
        changes: list[Change] = []
        for index, change in enumerate(shape.changes or []):
            place = (*path, "changes", index)
            merged = _merged(raw, raw["changes"][index])
            formula = self.formulas.formula(merged, change.model_copy(update=_kept(shape, change)), place, within)
            rulings = self._rulings(change.ruling, place)
            if changes and change.from_ <= changes[-1].since:
                reason = gettext("a change must come after the one before it")
                self.reporter.report(LAW_DATES, (*place, "from"), change.from_, reason=reason)
            if formula:
                changes.append(Change(change.from_, formula, rulings))
        return changes

    def _days(self, since: date | None, until: date | None, path: Path_) -> None:
        if since and until and since > until:
            reason = gettext("it ends before it begins")
            self.reporter.report(LAW_DATES, path, f"{since} – {until}", reason=reason)

    def _example(self, shape: ExampleShape, path: Path_, index: int) -> Example:
        place = self.reporter.source.where((*path, "examples", index))
        return Example(
            given=shape.given,
            expect=shape.expect,
            short=shape.short,
            on=shape.on,
            group=shape.group or 0,
            note=words(shape.note),
            line=place.row or 0,
            column=place.column,
        )


def _merged(raw: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A node's block as it reads after a change: the change's way of deciding and its comparison replace the node's."""
    dropped: set[str] = set()
    if any(change.get(way) is not None for way in WAYS):
        dropped |= {*WAYS, *COMPARISONS}
    if any(change.get(name) is not None for name in COMPARISONS):
        dropped |= set(COMPARISONS)
    return {**{k: v for k, v in raw.items() if k not in dropped}, **change}


def _kept(shape: NodeShape, change: Any) -> dict[str, Any]:
    """What a change leaves as the node has it."""
    names = ("yes", "some", "where", "is_", "count", "share", "number")
    if any(getattr(change, name) is not None for name in names if name != "where"):
        return {}
    return {name: getattr(shape, name) for name in names if getattr(change, name) is None}
