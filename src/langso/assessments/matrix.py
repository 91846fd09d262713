"""Communes by conditions in one look: who is listed, in which order, under which heads, and the sums of each column.

Pure: units and their assessments in, rows out. Which day and for whom is decided by whoever asks.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from langso.assessments.assessed import Assessed
from langso.assessments.open_nodes import OPEN, still_open
from langso.criteria import Assessment, CriteriaSet, Node, Verdict
from langso.criteria.formula import AtLeastOf
from langso.places.models import Level, Unit
from langso.vietnamese import fold


class Order(StrEnum):
    """How the communes are ordered."""

    NAME = "name"
    SHORT = "short"
    NOT_MET = "not_met"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which communes: of a district (its code), of a group, by words of the name, by a verdict; and their order.

    `only` is asked of the node `node`, or without one of the sets as a whole.
    """

    district: str = ""
    group: int = 0
    words: str = ""
    only: Verdict | None = None
    node: str = ""
    order: Order = Order.NAME


@dataclass(frozen=True, slots=True)
class Column:
    """A condition, or a group with figures of its own: where it stands, and how many communes have each verdict."""

    assessment: int
    row: int
    node: Node
    counts: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """A criterion above its columns."""

    node: Node
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A set above its criteria; `counts` are those of the set as a whole, by verdict."""

    criteria_set: CriteriaSet
    groups: tuple[Group, ...]
    counts: tuple[int, int, int, int]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All its columns, in the order of the law."""
        return tuple(column for group in self.groups for column in group.columns)


@dataclass(frozen=True, slots=True)
class Line:
    """A commune: its verdict of each set, its verdicts column by column as numbers, how many conditions are open.

    `name` tells it apart from the others that are listed: with its district where two bear one name.
    """

    unit: Unit
    name: str
    roots: tuple[Verdict, ...]
    cells: tuple[int, ...]
    not_met: int
    insufficient: int

    @property
    def short(self) -> int:
        """How many conditions are short, for whatever reason."""
        return self.not_met + self.insufficient


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix. `places` are the lines' indices in the assessments that it was made of."""

    sections: tuple[Section, ...]
    lines: tuple[Line, ...]
    places: tuple[int, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, set by set."""
        return tuple(column for section in self.sections for column in section.columns)


def matrix(units: Sequence[Unit], assessed: Assessed, wanted: Wanted | None = None) -> Matrix:
    """The communes that are wanted, of those assessed, against every set that was assessed."""
    wanted = wanted or Wanted()
    places = _ordered(units, assessed, wanted)
    shown = assessed.take(places)
    sections = tuple(_section(number, each) for number, each in enumerate(shown.assessments))
    columns = [column for section in sections for column in section.columns]
    cells = _cells(shown, columns)
    counts = [counts_of_all(shown, verdict) for verdict in OPEN]
    names = names_apart(units)
    lines = tuple(
        Line(
            unit=units[place],
            name=names[place],
            roots=tuple(Verdict(int(each.verdicts[0, at])) for each in shown.assessments),
            cells=tuple(cells[at]),
            not_met=int(counts[0][at]),
            insufficient=int(counts[1][at]),
        )
        for at, place in enumerate(places)
    )
    return Matrix(sections, lines, tuple(places))


def counts_of_all(assessed: Assessed, verdict: Verdict) -> np.ndarray:
    """How many conditions of all sets are open by a verdict, each counted once; shape (communes,)."""
    found = [still_open(each, verdict).sum(axis=0) for each in assessed.assessments]
    return np.sum(found, axis=0) if found else np.zeros(len(assessed.codes), dtype=np.int64)


def names_apart(units: Sequence[Unit]) -> list[str]:
    """What the units are called where they stand together: two of one name with their districts, or their codes."""
    often = Counter(unit.name for unit in units)

    def name(unit: Unit) -> str:
        district = district_of(unit)
        return f"{unit.name} ({district.name if district else unit.code})" if often[unit.name] > 1 else unit.name

    return [name(unit) for unit in units]


def district_of(unit: Unit) -> Unit | None:
    """The district that a commune lies in, while there are districts."""
    return unit.parent if unit.parent and unit.parent.level == Level.DISTRICT else None


def is_column(node: Node) -> bool:
    """Whether a node has a column: conditions, and groups that have figures of their own."""
    return node.is_condition or not isinstance(node.formula, AtLeastOf)


def _section(number: int, assessment: Assessment) -> Section:
    rows = {id(node): row for row, node in enumerate(assessment.nodes)}

    def column(node: Node) -> Column:
        row = rows[id(node)]
        return Column(number, row, node, _counts(assessment, row))

    top = assessment.nodes[0].children or (assessment.nodes[0],)
    groups = tuple(Group(part, tuple(column(node) for node in part.walk() if is_column(node))) for part in top)
    return Section(assessment.criteria_set, groups, _counts(assessment, 0))


def _counts(assessment: Assessment, row: int) -> tuple[int, int, int, int]:
    found = np.bincount(assessment.verdicts[row], minlength=len(Verdict)).tolist()
    return (found[0], found[1], found[2], found[3])


def _cells(assessed: Assessed, columns: Sequence[Column]) -> list[list[int]]:
    if not columns:
        return [[] for _ in assessed.codes]
    rows = [assessed.assessments[column.assessment].verdicts[column.row] for column in columns]
    cells: list[list[int]] = np.stack(rows, axis=1).tolist()
    return cells


def _ordered(units: Sequence[Unit], assessed: Assessed, wanted: Wanted) -> list[int]:
    places = [place for place, unit in enumerate(units) if _is_wanted(unit, place, assessed, wanted)]
    if wanted.order is Order.NAME:
        return sorted(places, key=lambda place: (units[place].order, units[place].code))
    if wanted.order is Order.DISTRICT:
        return sorted(places, key=lambda place: (_district_order(units[place]), units[place].order))
    not_met, insufficient = (counts_of_all(assessed, verdict) for verdict in OPEN)
    if wanted.order is Order.SHORT:
        return sorted(places, key=lambda p: (not_met[p] + insufficient[p], units[p].order))
    return sorted(places, key=lambda p: (-not_met[p], -insufficient[p], units[p].order))


def _is_wanted(unit: Unit, place: int, assessed: Assessed, wanted: Wanted) -> bool:
    district = district_of(unit)
    if wanted.district and (district is None or district.code != wanted.district):
        return False
    if wanted.words and fold(wanted.words) not in unit.folded and wanted.words != unit.code:
        return False
    if wanted.group and not all(each.table.groups[place] == wanted.group for each in assessed.assessments):
        return False
    return wanted.only is None or wanted.only in _verdicts(place, assessed, wanted.node)


def _verdicts(place: int, assessed: Assessed, node: str) -> list[Verdict]:
    rows = [
        (each, row)
        for each in assessed.assessments
        for row, one in enumerate(each.nodes)
        if (one.id == node if node else row == 0)
    ]
    return [Verdict(int(each.verdicts[row, place])) for each, row in rows]


def _district_order(unit: Unit) -> str:
    district = district_of(unit)
    return district.order if district else ""
