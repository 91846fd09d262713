"""Which communes have fallen behind: nothing changed for long, ledgers still open, figures never declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

import numpy as np
from django.db.models import Max, Q

from langso import clock
from langso.assessments.assessed import Assessed
from langso.assessments.matrix import names_apart
from langso.criteria.formula import facts_of, tally_of
from langso.criteria.law import Scope
from langso.journal.models import Event
from langso.places.models import Unit

_WORK = ("rows.", "ledger.", "facts.")


@dataclass(frozen=True, slots=True)
class Late:
    """A commune: the day of its last change (None: never), days since, open ledgers, missing figures that are asked."""

    unit: Unit
    name: str
    changed: date | None
    days: int | None
    open_ledgers: tuple[str, ...]
    missing: int

    def is_late(self, after: int) -> bool:
        """Whether nothing has changed for more than that many days: by the setting LATE_DAYS, a habit and not law."""
        return self.days is None or self.days > after


def lateness(units: Sequence[Unit], assessed: Assessed) -> list[Late]:
    """Every commune, the longest without a change first."""
    last = _last_changes(assessed.day)
    ledgers, missing = _open_ledgers(assessed), _missing(assessed)
    names = names_apart(units)
    found = []
    for at, unit in enumerate(units):
        changed = last.get(unit.pk)
        days = (assessed.day - changed).days if changed else None
        titles = tuple(str(assessed.law.registers[name].title) for name, is_open in ledgers.items() if is_open[at])
        found.append(Late(unit, names[at], changed, days, titles, int(missing[at])))
    return sorted(found, key=lambda late: (late.days is not None, -(late.days or 0), -late.missing, late.unit.order))


def _last_changes(day: date) -> dict[int, date]:
    """The day of the last work on each commune's ledgers and figures, until the end of a day."""
    work = reduce(or_, (Q(kind__startswith=beginning) for beginning in _WORK))
    events = Event.objects.filter(work, commune__isnull=False, at__lte=clock.end_of(day))
    last = events.order_by().values_list("commune").annotate(last=Max("at"))
    return {commune: clock.day_of(at) for commune, at in last if commune is not None}


def _open_ledgers(assessed: Assessed) -> dict[str, np.ndarray]:
    """By register that is asked, in which communes it is open."""
    asked = {
        tally.register: assessment.table.closed[tally.register]
        for assessment in assessed.assessments
        for node in assessment.nodes
        if (tally := tally_of(node.formula))
    }
    return {register: ~closed for register, closed in asked.items()}


def _missing(assessed: Assessed) -> np.ndarray:
    """How many of the figures that communes are asked to declare each has not."""
    missing = {}
    for assessment in assessed.assessments:
        for node in assessment.nodes:
            for name in facts_of(node.formula):
                figures = assessment.table.declared[name]
                if assessed.law.facts[name].scope is Scope.COMMUNE:
                    missing[name] = figures.lo != figures.hi
    empty = np.zeros(len(assessed.codes), dtype=np.int64)
    return np.sum(list(missing.values()), axis=0) if missing else empty
