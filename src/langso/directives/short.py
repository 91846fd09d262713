"""Tasks out of what a commune lacks: one for each condition that is open, unless one has been given already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from langso.assessments.live import assess
from langso.assessments.outline import outlines
from langso.assessments.todo import Task as Sort
from langso.assessments.todo import next_set, todos
from langso.criteria import CriteriaSet
from langso.directives.given import TaskGiven
from langso.directives.models import Difficulty, Task
from langso.directives.standing import in_the_way
from langso.places.models import Organisation, OrganisationKind, Unit


@dataclass(frozen=True, slots=True)
class Proposed:
    """A task that could be given: what it is, whether it is given already, and what is in its way."""

    given: TaskGiven
    verdict: str
    reason: str
    there: Task | None
    difficulties: Sequence[Difficulty]


@dataclass(frozen=True, slots=True)
class Short:
    """What a commune lacks of the set that it works on, as tasks of its committee."""

    unit: Unit
    owner: Organisation | None
    criteria_set: CriteriaSet | None
    tasks: tuple[Proposed, ...]


def short_of(unit: Unit, day: date) -> Short:
    """What a commune lacks on a day of the set that it works on, the nearest first."""
    owner = Organisation.objects.on(day).filter(unit=unit, kind=OrganisationKind.COMMUNE_COMMITTEE).first()
    told = outlines(assess([unit], day), named=False) if unit.is_assessed else ()
    outline = next_set(told)
    if owner is None or outline is None:
        return Short(unit, owner, None, ())
    there = {task.node: task for task in Task.objects.open().filter(commune=unit).exclude(node="")}
    blocked = in_the_way(unit, day, None)
    found = [
        Proposed(
            TaskGiven(
                owner=owner, title=f"{todo.condition.node.id} {todo.condition.node.title.vi}",
                node=todo.condition.node.id, commune=unit,
            ),
            todo.condition.verdict.word, todo.condition.sentence, there.get(todo.condition.node.id),
            blocked.get(todo.condition.node.id, ()),
        )
        for todo in todos(unit, [outline], day)
        if todo.condition is not None and todo.task in (Sort.SHORT, Sort.MISSING)
    ]  # fmt: skip
    return Short(unit, owner, outline.criteria_set, tuple(found))
