"""Dossiers as they are kept: what a stage sealed, what a tier ruled and what was attested is only ever appended.

A dossier's own row says how far it has come; how it came there stands in its stages.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from langso.dossiers.kinds import OPEN, Move, Opinion, State
from langso.places.models import OrganisationKind, Unit


class Cycle(models.Model):
    """A round of assessment, between two days; without an end it goes on."""

    title = models.TextField(unique=True)
    since = models.DateField()
    until = models.DateField(null=True)
    note = models.TextField(default="", blank=True)
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-since", "-id"]

    def __str__(self) -> str:
        return self.title


class LawVersion(models.Model):
    """The files of a law by their digest: what dossiers are bound to. Never changed."""

    digest = models.CharField(max_length=64, unique=True)
    files = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]


class Dossier(models.Model):
    """A commune's dossier for one criteria set in one cycle, bound to the law as it was on the day `bound_on`.

    `tier` is the kind of body that has it in hand while it is under review, else "". `round` counts submissions,
    `version` changes.
    """

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="dossiers")
    criteria_set = models.TextField()
    law = models.ForeignKey(LawVersion, models.PROTECT, related_name="+")
    state = models.TextField(choices=State.choices, default=State.DRAFT)
    tier = models.TextField(choices=OrganisationKind.choices, default="", blank=True)
    round = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    bound_on = models.DateField()
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    assignee = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "criteria_set"], condition=Q(state__in=OPEN), name="one_open_dossier"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "tier", "changed_at"], name="dossier_queue")]

    def __str__(self) -> str:
        return f"{self.criteria_set} {self.commune}"

    @property
    def held(self) -> State:
        """Its state."""
        return State(self.state)


class Stage(models.Model):
    """A step that a dossier took: who, when, why, and the hash of what it sealed. Only ever appended.

    `tier` is the kind of body that took it. `seal` is the SHA-256 of the snapshot's content.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="stages")
    number = models.IntegerField()
    move = models.TextField(choices=Move.choices)
    state = models.TextField(choices=State.choices)
    tier = models.TextField(choices=OrganisationKind.choices)
    round = models.IntegerField()
    person = models.BigIntegerField()
    person_name = models.TextField()
    body_name = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()
    seal = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "number"], name="stage_once")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.number} {self.move}"

    @property
    def made(self) -> Move:
        """The move that it came of."""
        return Move(self.move)


class Snapshot(models.Model):
    """What a stage sealed, as the canonical JSON that its hash is of."""

    stage = models.OneToOneField(Stage, models.PROTECT, related_name="snapshot")
    content = models.TextField()


class TierRuling(models.Model):
    """What a tier holds of a condition in a round. The last one said holds; none is changed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="rulings")
    tier = models.TextField(choices=OrganisationKind.choices)
    round = models.IntegerField()
    node = models.TextField()
    opinion = models.TextField(choices=Opinion.choices)
    reason = models.TextField(default="", blank=True)
    person = models.BigIntegerField()
    person_name = models.TextField()
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["dossier", "round", "tier", "node"], name="ruling_of_tier")]

    @property
    def held(self) -> Opinion:
        """The opinion."""
        return Opinion(self.opinion)

    @property
    def body(self) -> OrganisationKind:
        """The kind of body that holds it."""
        return OrganisationKind(self.tier)


class Reply(models.Model):
    """What the commune answers to the rulings on a condition in a round. The last one said holds."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="replies")
    round = models.IntegerField()
    node = models.TextField()
    text = models.TextField()
    person = models.BigIntegerField()
    person_name = models.TextField()
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]


class Attestation(models.Model):
    """What was said of something checked beside the criteria, with its source. The last one said holds.

    `value` is 0 or 1, or a share in hundredths of a percent; null takes it back.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="attestations")
    check_id = models.TextField()
    value = models.IntegerField(null=True)
    as_of = models.DateField()
    source = models.TextField()
    person = models.BigIntegerField()
    person_name = models.TextField()
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]


class ProvinceSetting(models.Model):
    """What the province set for a step or a check of the procedure: its basis, its threshold. The last one holds.

    `threshold` is in hundredths of a percent; null: none is set.
    """

    subject = models.TextField()
    basis = models.TextField(default="", blank=True)
    threshold = models.IntegerField(null=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["id"]


class RecognitionQuerySet(models.QuerySet[Any]):
    """Recognitions; see the methods."""

    def in_force(self) -> Any:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


class Recognition(models.Model):
    """That a commune was recognised under a set, by which decision; and, where it was, that this was withdrawn.

    One without a dossier was decided outside the product: `source` says where that stands.
    """

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="recognitions")
    criteria_set = models.TextField()
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, related_name="recognition")
    code = models.CharField(max_length=16, unique=True)
    decision_number = models.TextField()
    decided_on = models.DateField()
    issuer = models.TextField()
    votes_for = models.IntegerField(null=True)
    votes_cast = models.IntegerField(null=True)
    source = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()
    announced_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_number = models.TextField(default="", blank=True)
    withdrawn_cause = models.TextField(default="", blank=True)
    withdrawn_event = models.BigIntegerField(null=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-decided_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["commune", "criteria_set"], condition=Q(withdrawn_on__isnull=True), name="one_recognition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_number} {self.commune}"


class Mail(models.TextChoices):
    """How the mail of a notice stands."""

    NONE = ""
    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Notice(models.Model):
    """That a person is told what happened to a dossier, in the product and, where it is wanted, by mail.

    `what` is a move, or "assigned". It is nobody's decision, so no event says that it was seen or sent.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="notices")
    what = models.TextField()
    event = models.BigIntegerField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mail = models.TextField(choices=Mail.choices, default=Mail.NONE, blank=True)
    tries = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "event"], name="notice_once")]
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=Q(seen_at=None), name="notice_unseen"),
            models.Index(fields=["mail"], condition=Q(mail__in=["due", "sending"]), name="notice_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.dossier}"
