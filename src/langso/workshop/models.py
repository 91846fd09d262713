"""The law being written: drafts with every text they ever had, what was published, and what was heard of sets awaited.

A text that was published stands in `registers.published`; here is how it came about.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from langso.evidence.models import Blob
from langso.language import mark as _
from langso.places.models import Worded


class DraftState(Worded):
    """What has become of a draft."""

    OPEN = "open", _("Being drafted")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


class Draft(models.Model):
    """A version of a set, rulings, or both, being written. `version` counts its texts; `current` is the last.

    `based_on` is the file of the law that it was begun from, "" for none.
    """

    name = models.TextField()
    based_on = models.TextField(default="", blank=True)
    state = models.TextField(choices=DraftState.choices, default=DraftState.OPEN)
    version = models.IntegerField(default=1)
    current = models.ForeignKey("Text", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    event = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-changed_at"], condition=Q(state=DraftState.OPEN), name="draft_open")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def held(self) -> DraftState:
        """Its state."""
        return DraftState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.held is DraftState.OPEN


class Text(models.Model):
    """What a draft said once: the set as YAML, the rulings as YAML, either may be empty. Only ever appended."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="texts")
    number = models.IntegerField()
    set_text = models.TextField(default="", blank=True)
    rulings_text = models.TextField(default="", blank=True)
    person = models.BigIntegerField(null=True)
    person_name = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "number"], name="text_once")]

    def __str__(self) -> str:
        return f"{self.draft} ({self.number})"


class Publication(models.Model):
    """That a draft was published: by which decision, why, and the files of the law that came of it."""

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="publication")
    set_id = models.TextField(default="", blank=True)
    valid_from = models.DateField(null=True)
    files = models.JSONField(default=list)
    rulings = models.JSONField(default=list)
    decision = models.TextField()
    decided_on = models.DateField()
    issuer = models.TextField()
    subject = models.TextField()
    document = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    document_name = models.TextField(default="", blank=True)
    reason = models.TextField()
    person = models.BigIntegerField(null=True)
    person_name = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-event"]

    def __str__(self) -> str:
        return f"{self.decision}: {self.draft}"


class Watch(models.Model):
    """What was heard on a day of a set whose guidance is awaited. Only ever appended; the last one holds."""

    set_id = models.TextField()
    on = models.DateField()
    heard = models.TextField()
    person = models.BigIntegerField(null=True)
    person_name = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        indexes: ClassVar = [models.Index(fields=["set_id", "-on"], name="watch_of_set")]

    def __str__(self) -> str:
        return f"{self.set_id} {self.on}"
