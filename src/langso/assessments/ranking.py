"""Who is closest to passing, what stands in the way most, and how the districts stand: out of one assessment.

Pure: units and their assessment in, lines out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from langso.assessments.matrix import district_of, is_column, names_apart
from langso.assessments.open_nodes import OPEN, open_count, still_open
from langso.criteria import Assessment, Node, Verdict
from langso.places.models import Unit


@dataclass(frozen=True, slots=True)
class Rank:
    """A commune in the ranking. `place` counts those that do not pass, from 1; equals share it; 0: it passes."""

    place: int
    unit: Unit
    name: str
    verdict: Verdict
    not_met: tuple[Node, ...]
    insufficient: tuple[Node, ...]

    @property
    def short(self) -> int:
        """How many conditions are short."""
        return len(self.not_met) + len(self.insufficient)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A condition, and how many communes have each verdict of it."""

    node: Node
    not_met: int
    insufficient: int
    met: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A district, or everywhere (None): how many of its communes have each verdict of the set."""

    district: Unit | None
    met: int
    not_met: int
    insufficient: int
    communes: int


def ranks(units: Sequence[Unit], assessment: Assessment) -> list[Rank]:
    """The communes: those that meet the set, then those with the fewest open conditions first (`open_nodes`)."""
    still = [still_open(assessment, verdict) for verdict in OPEN]
    count = open_count(assessment)
    passed = assessment.verdicts[0] > Verdict.INSUFFICIENT
    names = names_apart(units)

    def key(at: int) -> tuple[bool, int]:
        return (not passed[at], int(count[at]))

    order = sorted(range(len(units)), key=lambda at: (*key(at), units[at].order))
    found: list[Rank] = []
    waiting = 0
    for before, at in zip([None, *order], order, strict=False):
        waiting += not passed[at]
        same = before is not None and key(before) == key(at)
        first, second = (tuple(assessment.nodes[row] for row in np.flatnonzero(each[:, at])) for each in still)
        place = found[-1].place if same else waiting
        verdict = Verdict(int(assessment.verdicts[0, at]))
        found.append(Rank(place, units[at], names[at], verdict, first, second))
    return found


def obstacles(assessment: Assessment) -> list[Obstacle]:
    """The conditions that some commune does not meet or cannot answer, those of most communes first."""
    found = []
    for row, node in enumerate(assessment.nodes):
        counts = np.bincount(assessment.verdicts[row], minlength=len(Verdict)).tolist()
        if is_column(node) and counts[Verdict.NOT_MET] + counts[Verdict.INSUFFICIENT]:
            found.append(Obstacle(node, counts[Verdict.NOT_MET], counts[Verdict.INSUFFICIENT], counts[Verdict.MET]))
    return sorted(found, key=lambda each: (-each.not_met, -each.insufficient))


def standings(units: Sequence[Unit], assessment: Assessment) -> list[Standing]:
    """The districts in the order of their names, after all of them together. Without districts only that."""
    verdicts = assessment.verdicts[0].tolist()
    districts: dict[int, tuple[Unit, list[int]]] = {}
    for unit, verdict in zip(units, verdicts, strict=True):
        if district := district_of(unit):
            districts.setdefault(district.pk, (district, []))[1].append(verdict)
    ordered = sorted(districts.values(), key=lambda pair: pair[0].order)
    return [_standing(None, verdicts), *(_standing(district, found) for district, found in ordered)]


def _standing(district: Unit | None, verdicts: Sequence[int]) -> Standing:
    count = [list(verdicts).count(verdict) for verdict in Verdict]
    return Standing(district, count[Verdict.MET], count[Verdict.NOT_MET], count[Verdict.INSUFFICIENT], len(verdicts))
