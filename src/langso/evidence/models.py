"""Evidence as it is kept: contents by their hash, revisions and links that are only appended and ended.

What holds of a piece of evidence now stands in its row; what held before stands in the journal.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from langso.places.models import Unit


class Blob(models.Model):
    """A content, kept once however often it is attached. `sha256` is of what is kept, `sent` of what was sent.

    They differ for pictures, of which what says something of the camera or its owner is not kept. `likeness` is a hash
    of what a picture looks like, "" where that says nothing.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    sent = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.TextField()
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    likeness = models.CharField(max_length=16, default="", blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def is_picture(self) -> bool:
        """Whether there is a thumbnail of it."""
        return self.media_type.startswith("image/")


class EvidenceQuerySet(models.QuerySet[Any]):
    """Evidence; see the methods."""

    def standing(self) -> Any:
        """What was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def for_node(self, node: str) -> Any:
        """What is linked to a condition now."""
        return self.filter(links__node=node, links__ended_at__isnull=True)

    def told(self) -> Any:
        """With what a page shows of each, in few queries; the latest first."""
        return self.select_related("commune", "current__blob").prefetch_related("links").order_by("-id")


class Evidence(models.Model):
    """Something that shows that a condition holds in a commune. `version` counts its changes.

    The days say between which it may be relied upon. Place and day of taking are those of the photo, where it has them.
    """

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="evidence")
    title = models.TextField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    taken_on = models.DateField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    version = models.IntegerField(default=1)
    current = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    event = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(default="", blank=True)
    withdrawn_event = models.BigIntegerField(null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["commune", "valid_until"], condition=Q(withdrawn_at__isnull=True), name="evidence_standing"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def linked(self) -> list["Link"]:
        """The conditions that it speaks for now."""
        return sorted((link for link in self.links.all() if link.ended_at is None), key=lambda link: link.pk)


class Revision(models.Model):
    """A file of a piece of evidence: which content, under what name, by whom and when. Only ever appended."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="revisions")
    number = models.IntegerField()
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="revisions")
    file_name = models.TextField()
    note = models.TextField(default="", blank=True)
    person = models.BigIntegerField(null=True)
    person_name = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["evidence", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.evidence} ({self.number})"


class Link(models.Model):
    """That a piece of evidence speaks for a condition, since an event and, once ended, until one.

    `suggestion` is what the law suggests there that it is, in the law's Vietnamese; "" for something else.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="links")
    node = models.TextField()
    suggestion = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_event = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["node", "evidence"], name="link_node")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "node"], condition=Q(ended_at__isnull=True), name="link_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.node}"
