"""The legal documents that were added in the product; those of the law are read from its files, see `library`."""

from typing import Any, ClassVar

from django.db import models

from langso.directives.kinds import DocumentKind, Link
from langso.evidence.models import Blob
from langso.vietnamese import fold


class Documents(models.QuerySet[Any]):
    """Documents; see the methods."""

    def standing(self) -> Any:
        """Those that were not taken out."""
        return self.filter(withdrawn_at__isnull=True)

    def told(self) -> Any:
        """With what a page shows of each, in few queries; the latest first."""
        return self.prefetch_related("nodes", "relations__target", "attachments__blob").order_by("-issued_on", "-pk")


class LegalDocument(models.Model):
    """A document of the library. `notation` is number and sign as printed, `number` and `sign` what it is known by.

    Without `for_public` only people who sign in read it. `version` counts its changes.
    """

    notation = models.TextField(default="", blank=True)
    number = models.IntegerField(null=True)
    sign = models.TextField(default="", blank=True)
    kind = models.TextField(choices=DocumentKind.choices)
    issuer = models.TextField()
    issued_on = models.DateField()
    subject = models.TextField()
    text = models.TextField(default="", blank=True)
    effective_from = models.DateField(null=True)
    effective_until = models.DateField(null=True)
    for_public = models.BooleanField(default=True)
    folded = models.TextField(editable=False)
    version = models.IntegerField(default=1)
    at = models.DateTimeField()
    event = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(default="", blank=True)

    objects = Documents.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["number", "sign"], name="document_notation"),
            models.Index(fields=["-issued_on"], name="document_issued"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what is searched beside what was typed."""
        self.folded = fold(" ".join((self.notation, self.issuer, self.subject, self.text)))
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """What it is called in a sentence: its kind, number and sign; what it is about where it has none."""
        kind = DocumentKind(self.kind).words
        return f"{kind} {self.notation}" if self.notation else f"{kind}: {self.subject}"

    @property
    def current(self) -> "Attachment | None":
        """Its file as it is now."""
        return max(self.attachments.all(), key=lambda each: each.number, default=None)


class Attachment(models.Model):
    """A file of a document: which content, under what name, by whom and when. Only ever appended."""

    document = models.ForeignKey(LegalDocument, models.PROTECT, related_name="attachments")
    number = models.IntegerField()
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments")
    file_name = models.TextField()
    person_name = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "number"], name="attachment_once")]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"


class DocumentNode(models.Model):
    """That a document speaks of a condition, of a group of them, or of a whole set (its id), and where in it."""

    document = models.ForeignKey(LegalDocument, models.CASCADE, related_name="nodes")
    node = models.TextField(db_index=True)
    place = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "node"], name="document_node_once")]

    def __str__(self) -> str:
        return f"{self.document}: {self.node}"


class Relation(models.Model):
    """What a document does to another: one of the library (`target`) or one that the law cites (`cited`, its id)."""

    document = models.ForeignKey(LegalDocument, models.CASCADE, related_name="relations")
    link = models.TextField(choices=Link.choices)
    target = models.ForeignKey(LegalDocument, models.PROTECT, null=True, related_name="related")
    cited = models.TextField(default="", blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.document} {self.link} {self.target or self.cited}"
