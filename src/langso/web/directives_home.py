"""What directives put on the page that opens after signing in: new documents, tasks, what waits to be dealt with."""

from typing import Any

from langso import clock
from langso.accounts.door import Action, may, territory
from langso.accounts.models import Person
from langso.directives.bodies import bodies_of
from langso.directives.kinds import DifficultyState, TaskState
from langso.directives.models import Difficulty, Task
from langso.directives.rules import is_late
from langso.directives.sending import received
from langso.directives.standing import answered, awaited
from langso.places.models import Unit


def directed(person: Person | None, most: int) -> dict[str, Any]:
    """For the home page's template; `most` of each sort."""
    day = clock.today()
    bodies = bodies_of(person)
    own = list(Task.objects.open().filter(owner__in=bodies).exclude(state=TaskState.REPORTED).told()[:most])
    found: dict[str, Any] = {
        "letters": list(received(person).waiting()[:most]),
        "tasks": [(task, is_late(task.due, task.held, day)) for task in own],
        # Whoever settles them need not be told.
        "answered": [] if may(person, Action.KEEP_DIRECTIVES) else answered(bodies, day)[:most],
        "raised": [],
        "reported": [],
        "guided": [],
    }
    if may(person, Action.KEEP_PLANS):
        units = Unit.objects.filter(territory(person, Action.KEEP_PLANS))
        found["reported"] = list(Task.objects.filter(state=TaskState.REPORTED, owner__unit__in=units).told()[:most])
    if may(person, Action.KEEP_DIRECTIVES):
        found["raised"] = list(Difficulty.objects.filter(state=DifficultyState.RAISED).told()[:most])
        found["guided"] = [each for each in awaited(person, day) if each.documents]
    found["directed"] = any(found.values())
    return found
