"""What is in the way of conditions through no fault of the communes, and what was answered."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from langso.directives.kinds import DifficultyState
from langso.directives.models.library import LegalDocument
from langso.places.models import Organisation, Unit


class Difficulties(models.QuerySet[Any]):
    """Difficulties; see the methods."""

    def open_on(self, day: date) -> Any:
        """Those that had been opened and not been settled by the end of a day."""
        return self.filter(Q(opened_on__lte=day), Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def for_public(self) -> Any:
        """Those that the department has taken up; what was only raised is not yet for everyone."""
        return self.exclude(state=DifficultyState.RAISED)

    def within(self, unit: Unit) -> Any:
        """Those of a unit: named itself, or with what lies above it."""
        return self.filter(pk__in=DifficultyPlace.objects.filter(unit__in=unit.line).values("difficulty"))

    def told(self) -> Any:
        """With what a page shows of each, in few queries; the latest first."""
        beside = self.select_related("organisation__unit__parent").prefetch_related("nodes", "places__unit__parent")
        return beside.order_by("-event")


class Difficulty(models.Model):
    """A difficulty. `awaits`: what would settle it, for example a plan; `source`: where it is written down."""

    title = models.TextField()
    text = models.TextField()
    awaits = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    state = models.TextField(choices=DifficultyState.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="difficulties")
    person_name = models.TextField(default="", blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    outcome = models.TextField(default="", blank=True)
    version = models.IntegerField(default=1)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    objects = Difficulties.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def held(self) -> DifficultyState:
        """Its state."""
        return DifficultyState(self.state)


class DifficultyNode(models.Model):
    """A condition, or a group of them, that a difficulty is in the way of."""

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="nodes")
    node = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["difficulty", "node"], name="difficulty_node_once")]
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.node


class DifficultyPlace(models.Model):
    """Where it is in the way: a commune, or all of a district or province."""

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="places")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="difficulties")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["difficulty", "unit"], name="difficulty_place_once")]
        ordering: ClassVar = ["unit__order"]

    def __str__(self) -> str:
        return str(self.unit)


class Reply(models.Model):
    """An answer to a difficulty, with the document that it rests on where there is one. Only ever appended."""

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="replies")
    text = models.TextField()
    document = models.ForeignKey(LegalDocument, models.PROTECT, null=True, related_name="replies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="replies")
    person_name = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["event"]

    def __str__(self) -> str:
        return self.text[:60]
