"""A document sent to organisations, each for a purpose; and what became of it there."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from langso.directives.kinds import Purpose
from langso.directives.models.library import LegalDocument
from langso.directives.searching import slug_of
from langso.places.models import Organisation
from langso.registers.law import law


class Dispatch(models.Model):
    """A sending of a document: by which organisation, when, with which words beside it.

    The document is one of the library (`document`) or one that the law cites (`cited`, its id).
    """

    document = models.ForeignKey(LegalDocument, models.PROTECT, null=True, related_name="dispatches")
    cited = models.TextField(default="", blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="dispatches")
    note = models.TextField(default="", blank=True)
    person_name = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-event"]

    def __str__(self) -> str:
        return f"{self.name} ({self.event})"

    @property
    def name(self) -> str:
        """What the document is called."""
        return self.document.name if self.document else self.cited

    @property
    def subject(self) -> str:
        """What the document is about."""
        if self.document:
            return str(self.document.subject)
        found = law().documents.get(self.cited)
        return str(found.subject) if found else ""

    @property
    def slug(self) -> str:
        """What stands in the address of a document of the law."""
        return slug_of(self.cited)


class Recipients(models.QuerySet[Any]):
    """Recipients; see the methods."""

    def waiting(self) -> Any:
        """Those who have not confirmed it, or not read it."""
        return self.filter(Q(received_at__isnull=True) | Q(read_at__isnull=True))

    def told(self) -> Any:
        """With what a page shows of each; the latest first."""
        beside = ("organisation__unit__parent", "dispatch__document", "dispatch__organisation")
        return self.select_related(*beside).order_by("-dispatch__event", "organisation__name")


class Recipient(models.Model):
    """An organisation to which a document was sent. Receipt is confirmed by a person; reading is noted on opening."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="recipients")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="received")
    purpose = models.TextField(choices=Purpose.choices)
    received_at = models.DateTimeField(null=True)
    received_by = models.TextField(default="", blank=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.TextField(default="", blank=True)

    objects = Recipients.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dispatch", "organisation"], name="recipient_once")]

    def __str__(self) -> str:
        return f"{self.dispatch} → {self.organisation}"

    @property
    def why(self) -> Purpose:
        """What it was sent for."""
        return Purpose(self.purpose)
