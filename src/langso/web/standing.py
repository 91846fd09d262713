"""How one condition stands for a commune: its verdict and its sentence, for pages that are not about the whole tree."""

from dataclasses import dataclass
from datetime import date

from langso.assessments.live import assess, sets_on
from langso.criteria import Node, Verdict
from langso.places.models import Unit


@dataclass(frozen=True, slots=True)
class NodeTold:
    """A condition's verdict, why, and the set it belongs to."""

    verdict: Verdict
    sentence: str
    set_id: str


def told_of(unit: Unit, node: Node, day: date) -> NodeTold | None:
    """How a condition stands; None for a unit that is not assessed or a condition that is not asked on the day."""
    if not unit.is_assessed:
        return None
    for criteria_set in sets_on(day):
        if all(each.id != node.id for each in criteria_set.nodes()):
            continue
        assessed = assess([unit], day, [criteria_set])
        (assessment,) = assessed.assessments
        row = next(n for n, each in enumerate(assessment.nodes) if each.id == node.id)
        verdict = assessed.reason(assessment, row, 0).verdict
        return NodeTold(verdict, assessed.plain_sentence(assessment, row, 0), criteria_set.id)
    return None
