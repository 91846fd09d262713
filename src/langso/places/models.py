"""Units through time, organisations, the reviewing chain and commune groups as they are kept.

A unit is one entity between two days: a unit that is merged, divided or newly set up ends, and its successors begin,
even where one of them carries its code on.
"""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from langso.language import gettext
from langso.language import mark as _
from langso.vietnamese import fold, sort_key


class Level(models.TextChoices):
    """The level of a unit."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Dated(models.QuerySet[Any]):
    """Things that hold between two days, `until` included."""

    def on(self, day: date) -> Any:
        """Those that hold on a day."""
        return self.filter(Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class UnitsQuerySet(Dated):
    """Units; see the methods."""

    def assessed(self) -> Any:
        """Units of the kind that the criteria sets assess."""
        return self.filter(level=Level.COMMUNE, kind="xã")

    def within(self, unit: "Unit") -> Any:
        """A unit and everything below it."""
        return self.filter(Q(pk=unit.pk) | Q(parent=unit) | Q(parent__parent=unit))


class Unit(models.Model):
    """An administrative unit between two days. `code`: the digits of the GSO (commune 5, district 3, province 2)."""

    code = models.CharField(max_length=5)
    name = models.TextField()
    kind = models.TextField()
    level = models.TextField(choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    since = models.DateField()
    until = models.DateField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    order = models.TextField(editable=False)
    folded = models.TextField(editable=False)

    objects = UnitsQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["order", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["level", "code", "since"], name="unit_once")]
        indexes: ClassVar = [models.Index(fields=["level", "code"], name="unit_code")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the order and the searchable form beside the name."""
        self.order, self.folded = sort_key(self.name), fold(self.name)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """The name with its kind: "Xã An Bình"."""
        return f"{self.kind[:1].upper()}{self.kind[1:]} {self.name}"

    @property
    def placed(self) -> str:
        """The full name, with the district that a commune lies in, as names recur: Xã An Bình, huyện Nam Sách."""
        return f"{self.full_name}{self.district_after}"

    @property
    def district_after(self) -> str:
        """The district of a commune as it follows a name: ", huyện Nam Sách"; "" elsewhere."""
        above = self.parent if self.level == Level.COMMUNE else None
        return f", {above.kind} {above.name}" if above is not None and above.level == Level.DISTRICT else ""

    @property
    def line(self) -> "list[Unit]":
        """The unit and those above it, the nearest first."""
        found: list[Unit] = [self]
        while found[-1].parent is not None:
            found.append(found[-1].parent)
        return found

    @property
    def top(self) -> "Unit":
        """The province that it lies in, or what else lies above everything."""
        return self.line[-1]

    @property
    def is_assessed(self) -> bool:
        """Whether criteria sets assess it."""
        return self.level == Level.COMMUNE and self.kind == "xã"

    def holds_on(self, day: date) -> bool:
        """Whether the unit is there on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Extent(models.TextChoices):
    """How much of an old unit went to a new one."""

    WHOLE = "whole"
    PART = "part"
    UNKNOWN = "unknown"


class Succession(models.Model):
    """An old unit and one that it went to, on the day on which the new one began."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    extent = models.TextField(choices=Extent.choices)
    source = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class CommuneGroup(models.Model):
    """From a day on, the group (1, 2, 3) of a commune, by which some thresholds differ."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="groups")
    group = models.SmallIntegerField()
    since = models.DateField()
    source = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "since"], name="group_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.group}"


class Worded(models.TextChoices):
    """A kind that people read in their language."""

    @property
    def words(self) -> str:
        """As people read it, in the current language."""
        return gettext(str(self.label))


class OrganisationKind(Worded):
    """What sort of body an organisation is."""

    COMMUNE_COMMITTEE = "commune_committee", _("Commune People's Committee")
    DISTRICT_COMMITTEE = "district_committee", _("District People's Committee")
    PROVINCE_COMMITTEE = "province_committee", _("Provincial People's Committee")
    DEPARTMENT = "department", _("Provincial department")
    COORDINATION_OFFICE = "coordination_office", _("New-rural coordination office")
    POSTAL_COMPANY = "postal_company", _("Provincial post")
    FATHERLAND_FRONT = "fatherland_front", _("Fatherland Front")
    OPERATOR = "operator", _("Operator of the system")


class Organisation(models.Model):
    """A body, what it is for, and the unit that is its territory, between two days."""

    name = models.TextField()
    kind = models.TextField(choices=OrganisationKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="organisations")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = Dated.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def placed(self) -> str:
        """The name, with the district that a commune's body lies in: UBND xã An Bình, huyện Nam Sách."""
        return f"{self.name}{self.unit.district_after}"


class ReviewTier(models.Model):
    """A step of the reviewing chain between two days: which kind of body reviews, in which order, by which basis."""

    position = models.SmallIntegerField()
    body = models.TextField(choices=OrganisationKind.choices)
    since = models.DateField()
    until = models.DateField(null=True)
    basis = models.TextField(default="", blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.position}. {self.body}"

    @property
    def kind(self) -> OrganisationKind:
        """The kind of body."""
        return OrganisationKind(self.body)
