"""Templates that the province put in the place of those that ship, version by version. Only ever appended."""

from typing import ClassVar

from django.db import models


class TemplateVersion(models.Model):
    """A template of a document from a moment on. Without content the one that ships holds again."""

    document = models.TextField()
    number = models.IntegerField()
    file_name = models.TextField(default="", blank=True)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    person = models.BigIntegerField()
    person_name = models.TextField()
    reason = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["document", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "number"], name="template_version_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"

    @property
    def is_shipped(self) -> bool:
        """Whether from here on the template that ships holds."""
        return self.content is None
