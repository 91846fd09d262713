"""What is kept of verdicts: counts so that nothing is counted twice, and each turn of a verdict with its cause."""

from typing import ClassVar

from django.db import models

from langso.places.models import Unit


class Counted(models.Model):
    """The counts of one ledger at its `version`, for what the law asked under `asked`. A cache: it may be emptied."""

    commune = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    register = models.TextField()
    version = models.IntegerField()
    asked = models.CharField(max_length=64)
    counts = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["commune", "register"], name="counted_once")]


class Standing(models.Model):
    """The verdicts of one commune against one set after the event `event`: a digit a node, by the node's id."""

    commune = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    criteria_set = models.TextField()
    verdicts = models.JSONField()
    event = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["commune", "criteria_set"], name="standing_once")]


class Turn(models.Model):
    """That a verdict of a commune turned, by which event and when. Only ever appended."""

    commune = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    criteria_set = models.TextField()
    node = models.TextField()
    before = models.SmallIntegerField(null=True)
    after = models.SmallIntegerField()
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["commune", "node", "-event"], name="turn_of_node"),
            models.Index(fields=["criteria_set", "node", "at"], name="turn_over_time"),
        ]
