"""What a unit came from and what became of it, as people read it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from langso.language import gettext
from langso.language import mark as _
from langso.places.models import Extent, Succession, Unit

_EXTENTS = {
    Extent.WHOLE: _("the whole of it"),
    Extent.PART: _("a part of it"),
    Extent.UNKNOWN: _("how much of it is not known"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A unit before or after another: how much went over, on which day, and where the other can be read."""

    unit: Unit
    extent: Extent
    day: date

    @property
    def words(self) -> str:
        """How much went over, in the current language."""
        return gettext(_EXTENTS[self.extent])


@dataclass(frozen=True, slots=True)
class Lineage:
    """The units before a unit and after it, in the order of their names."""

    before: tuple[Step, ...]
    after: tuple[Step, ...]

    def __bool__(self) -> bool:
        return bool(self.before or self.after)


def lineage(unit: Unit) -> Lineage:
    """The lineage of a unit."""
    found = [*Succession.objects.filter(Q(old=unit) | Q(new=unit)).select_related("old", "new")]
    before = [Step(each.old, Extent(each.extent), unit.since) for each in found if each.new_id == unit.pk]
    after = [Step(each.new, Extent(each.extent), each.new.since) for each in found if each.old_id == unit.pk]
    return Lineage(before=_by_name(before), after=_by_name(after))


def _by_name(steps: list[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: (step.unit.order, step.unit.code)))
