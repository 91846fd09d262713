"""The texts of the law that were published in this installation, beside those that ship. Only ever appended."""

import hashlib

from django.db import models


class LawText(models.Model):
    """A file of the law: its path within the law's folder, its text, and the event that published it.

    `mark` is a hash over this text and the mark of the one before: it tells what was published until here.
    """

    path = models.TextField(unique=True)
    text = models.TextField()
    mark = models.CharField(max_length=64)
    at = models.DateTimeField()
    event = models.BigIntegerField()
    person = models.BigIntegerField(null=True)
    person_name = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return self.path


def mark_of(path: str, text: str) -> str:
    """The mark of a text that would be published next."""
    before = LawText.objects.order_by("-pk").values_list("mark", flat=True).first() or ""
    return hashlib.sha256(f"{before}\n{path}\n{text}".encode()).hexdigest()
