"""Imports on their way: a file that was handed in, what it would change, and what became of it."""

from typing import ClassVar

from django.db import models

from langso.accounts.models import Person
from langso.language import gettext
from langso.language import mark as _
from langso.places.models import Unit


class State(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("waiting to be read")
    READING = "reading", _("being read")
    REFUSED = "refused", _("refused")
    READY = "ready", _("to be confirmed")
    CONFIRMED = "confirmed", _("waiting to be written")
    APPLYING = "applying", _("being written")
    APPLIED = "applied", _("written")
    CANCELLED = "cancelled", _("cancelled")
    LAPSED = "lapsed", _("not confirmed in time")
    FAILED = "failed", _("failed")

    @property
    def words(self) -> str:
        """As people read it, in the current language."""
        return gettext(str(self.label))


WORKING = (State.WAITING, State.READING, State.CONFIRMED, State.APPLYING)
"""States in which the worker is at it, or is to be."""

LET_GO = (State.CANCELLED, State.LAPSED)
"""States in which nothing of the file is kept."""


class Import(models.Model):
    """A file that someone handed in for one commune, or for all that the person may edit (`unit` null).

    `register` names the one register that the file is; empty: the file is a whole workbook. Nothing in the ledgers
    changes before `state` is `applied`, and then all of it did.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="imports")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    register = models.TextField(default="", blank=True)
    file_name = models.TextField()
    sha256 = models.CharField(max_length=64)
    suffix = models.CharField(max_length=8)
    size = models.BigIntegerField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    blanks_clear = models.BooleanField(default=True)
    """Whether a blank cell of the file clears what the register holds; else it leaves it."""
    remove_missing = models.BooleanField(default=False)
    as_of = models.DateField(null=True)
    """The day the declared facts are of."""
    reason = models.TextField(default="", blank=True)
    """Why closed registers are reopened."""
    counts = models.JSONField(default=dict)
    """Table → state of rows → how many."""
    seen = models.JSONField(default=list)
    """What it was compared with: [unit, register, version] of each ledger, [unit, "", last declaration] of facts."""
    problems = models.JSONField(default=list)
    """What stands in the way of the whole file, as `problems.saved` keeps it."""
    stale = models.JSONField(default=list)
    """The ledgers that others changed after the preview, as [commune's code, register or ""]."""
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    event = models.BigIntegerField(default=0)
    """The event that concludes it in the journal."""

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="import_of_person")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.file_name}"

    @property
    def status(self) -> State:
        """The state as what it is."""
        return State(self.state)

    @property
    def is_working(self) -> bool:
        """Whether the worker is at it, or is to be."""
        return self.state in WORKING
