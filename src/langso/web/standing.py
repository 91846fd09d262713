"""How one condition stands for a commune: its verdict and its sentence, for pages that are not about the whole tree."""

from dataclasses import dataclass
from datetime import date

from langso.assessments.live import assess, sets_on
from langso.assessments.outline import outlines
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
    asking = [s for s in sets_on(day) if any(each.id == node.id for each in s.nodes())]
    if not unit.is_assessed or not asking:
        return None
    (outline,) = outlines(assess([unit], day, asking[:1]), named=False)
    condition = outline.find(node.id)
    return NodeTold(condition.verdict, condition.sentence, outline.criteria_set.id) if condition else None
