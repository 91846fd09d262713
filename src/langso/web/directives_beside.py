"""What directives put beside a commune's conditions: difficulties in the way, documents that speak of them, targets."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from langso.accounts.door import Action, may
from langso.accounts.models import Person
from langso.assessments.outline import Condition
from langso.directives.library import documents_of
from langso.directives.standing import aims, in_the_way
from langso.places.models import Unit


def beside(unit: Unit, day: date, person: Person | None, conditions: Sequence[Condition]) -> dict[str, Any]:
    """For the templates of conditions, all by the condition's id."""
    return {
        "difficulties": in_the_way(unit, day, person),
        "papers": documents_of([it.node.id for it in conditions], person, day),
        "aims": aims(unit, day.year, conditions),
        "may_raise": may(person, Action.RAISE_DIFFICULTY, unit),
    }
