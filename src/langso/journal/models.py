"""Events as they are kept: only ever appended, each holding the hash of the one before it."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One change: who did what, to which commune and thing, when, why, and what it was before and after.

    `number` counts from 1 without a gap. `hash` is that of everything else in the row; see `chain`.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    kind = models.TextField()
    commune = models.BigIntegerField(null=True)
    subject = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["commune", "-number"], name="event_commune"),
            models.Index(fields=["kind", "-number"], name="event_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Head(models.Model):
    """The end of the chain: one row, locked by whoever appends."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(null=True)
