"""What directives put beside the work of others.

Beside a commune's conditions: difficulties in the way, documents that speak of them, targets. Beside the dossiers that
wait for a reviewer: the day that a plan gave.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from langso import clock
from langso.accounts.door import Action, may, memberships
from langso.accounts.models import Person
from langso.assessments.outline import Condition
from langso.assessments.remembered import remembered
from langso.directives.library import Entry, documents_of
from langso.directives.models import Task
from langso.directives.standing import aims, deadlines, in_the_way
from langso.dossiers.desk import Waiting
from langso.language import current_language
from langso.places.models import Unit
from langso.registers.concerning import everybody
from langso.registers.law import law


def beside(unit: Unit, day: date, person: Person | None, conditions: Sequence[Condition]) -> dict[str, Any]:
    """For the templates of conditions, all by the condition's id."""
    # Of whichever commune and condition, visitors may read the same.
    papers = _papers(day, person) if person else _papers_for_visitors(day)
    return {
        "difficulties": in_the_way(unit, day, person),
        "papers": papers,
        "aims": aims(unit, day.year, conditions),
        "may_raise": may(person, Action.RAISE_DIFFICULTY, unit),
    }


def _papers(day: date, person: Person | None) -> Mapping[str, list[Entry]]:
    nodes = {node.id for version in law().versions for node in version.nodes()}
    return documents_of(nodes, person, day)


def _papers_for_visitors(day: date) -> Mapping[str, list[Entry]]:
    about = ("papers", day, clock.today(), current_language())
    return remembered(about, lambda: _papers(day, None), until=everybody)


def deadlines_of(person: Person | None, waiting: Sequence[Waiting]) -> dict[int, Task]:
    """By dossier, the first task that a plan gives the person's body on its set, for this commune or for all."""
    if person is None or not waiting:
        return {}
    given = deadlines({held.organisation_id for held in memberships(person)})
    found = {
        each.dossier.pk: next((task for about, task in given if _is_about(about, task, each)), None) for each in waiting
    }
    return {dossier: task for dossier, task in found.items() if task}


def _is_about(criteria_set: str, task: Task, waiting: Waiting) -> bool:
    dossier = waiting.dossier
    communes = (None, dossier.commune_id)
    return (task.owner.kind, criteria_set) == (waiting.tier, dossier.criteria_set) and task.commune_id in communes
