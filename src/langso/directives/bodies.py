"""For which organisation a person acts here: documents are sent to organisations, and tasks given to them."""

from langso import problems
from langso.accounts.door import RULES, Action, demand, memberships
from langso.accounts.models import Person
from langso.places.models import Organisation, Unit
from langso.problems import refuse


def bodies_of(person: Person | None, action: Action | None = None) -> list[Organisation]:
    """The organisations in which a person holds a role today, or one that may do something; each once."""
    if person is None or not person.is_authenticated:
        return []
    held = [m.organisation for m in memberships(person) if action is None or m.role in RULES[action]]
    return list({body.pk: body for body in held}.values())


def body_of(person: Person, action: Action) -> Organisation:
    """The organisation in whose name a person does something; the door was asked before."""
    return bodies_of(person, action)[0]


def demanded(person: Person | None, action: Action, unit: Unit | None = None) -> Person:
    """Whoever asks, once the door has let them through. BadInputError where it does not."""
    demand(person, action, unit)
    if person is None:  # no action is for the public; said for the types
        raise refuse(problems.NOT_ALLOWED, reason="")
    return person
