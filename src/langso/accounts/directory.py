"""The people as an operator looks for them: by any part of a name, by role, organisation, unit, state."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Prefetch, Q

from langso import clock
from langso.accounts.door import Action, demand
from langso.accounts.models import Membership, Person, Role
from langso.language import gettext
from langso.language import mark as _
from langso.places.models import Unit
from langso.vietnamese import fold, sort_key


class State(StrEnum):
    """How a person stands."""

    ON = "on"
    WAITING = "waiting"
    OFF = "off"

    @property
    def words(self) -> str:
        """As people read it, in the current language."""
        return gettext({State.ON: _("Active"), State.WAITING: _("Invited"), State.OFF: _("Switched off")}[self])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words in name, address or organisation, and narrower things; all must hold."""

    words: str = ""
    role: str = ""
    organisation: int | None = None
    unit: Unit | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person with the roles of today."""

    person: Person
    held: list[Membership] = field(default_factory=list)

    @property
    def state(self) -> State:
        """How the person stands."""
        if not self.person.is_active:
            return State.OFF
        return State.WAITING if self.person.is_waiting else State.ON

    @property
    def roles(self) -> list[tuple[str, str]]:
        """(role, organisation) as people read them."""
        return [(Role(m.role).words, m.organisation.placed) for m in self.held]


def people(by: Person | None, wanted: Wanted | None = None) -> list[Entry]:
    """The people who are looked for, in Vietnamese order. Only for who may manage people."""
    demand(by, Action.MANAGE_PEOPLE)
    wanted = wanted or Wanted()
    today = Membership.objects.on(clock.today()).select_related("organisation__unit__parent").order_by("role")
    found = Person.objects.prefetch_related(Prefetch("memberships", today, to_attr="held_today"))
    if condition := _held(wanted):
        found = found.filter(pk__in=Membership.objects.on(clock.today()).filter(condition).values("person"))
    entries = [Entry(person, person.held_today) for person in found]
    words = fold(wanted.words).split()
    kept = [e for e in entries if (not wanted.state or e.state == wanted.state) and _said(e, words)]
    return sorted(kept, key=lambda entry: (_by_given_name(entry.person.name), entry.person.pk))


def _held(wanted: Wanted) -> Q:
    condition = Q()
    if wanted.role:
        condition &= Q(role=wanted.role)
    if wanted.organisation is not None:
        condition &= Q(organisation=wanted.organisation)
    if wanted.unit is not None:
        condition &= Q(organisation__unit__in=Unit.objects.within(wanted.unit))
    return condition


def _said(entry: Entry, words: list[str]) -> bool:
    if not words:
        return True
    said = [entry.person.name, entry.person.email, *(m.organisation.placed for m in entry.held)]
    text = " ".join(map(fold, said))
    return all(word in text for word in words)


def _by_given_name(name: str) -> tuple[str, str]:
    """Vietnamese lists of people go by the given name, which stands last."""
    given = name.rsplit(" ", 1)[-1]
    return sort_key(given), sort_key(name)
