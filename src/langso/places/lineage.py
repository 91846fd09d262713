"""What a unit came from and what became of it, as people read it."""

from dataclasses import dataclass
from datetime import date

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
    origins = Succession.objects.filter(new=unit).select_related("old").order_by("old__order", "old__code")
    successions = Succession.objects.filter(old=unit).select_related("new").order_by("new__order", "new__code")
    return Lineage(
        before=tuple(Step(each.old, Extent(each.extent), unit.since) for each in origins),
        after=tuple(Step(each.new, Extent(each.extent), each.new.since) for each in successions),
    )
