"""What was recommended, what is planned about it, who does it, what it costs, and what is to be reached in a year."""

from fractions import Fraction
from typing import Any, ClassVar

from django.db import models

from langso.directives.kinds import PartState, Source, TaskState
from langso.directives.models.difficulties import Difficulty
from langso.directives.models.library import LegalDocument
from langso.language import decimal
from langso.places.models import Organisation, Unit


class Recommendation(models.Model):
    """What an organisation asks of another because of difficulties; each thing that is asked is a part of its own."""

    title = models.TextField()
    text = models.TextField(default="", blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="recommendations")
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="asked_of")
    letter = models.ForeignKey(LegalDocument, models.PROTECT, null=True, related_name="recommendations")
    difficulties = models.ManyToManyField(Difficulty, related_name="recommendations")
    version = models.IntegerField(default=1)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    def __str__(self) -> str:
        return self.title


class Plan(models.Model):
    """A plan as it was issued: by whom, by which document, between which days. `since` and `until` may be unknown."""

    title = models.TextField()
    issuer = models.TextField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="plans")
    document = models.ForeignKey(LegalDocument, models.PROTECT, null=True, related_name="plans")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.TextField(default="", blank=True)
    version = models.IntegerField(default=1)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    def __str__(self) -> str:
        return self.title


class RecommendedPart(models.Model):
    """One thing that is asked, and how far it has come."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="parts")
    position = models.IntegerField()
    text = models.TextField()
    state = models.TextField(choices=PartState.choices, default=PartState.DRAFT)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="answers")

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def held(self) -> PartState:
        """Its state."""
        return PartState(self.state)


class Tasks(models.QuerySet[Any]):
    """Tasks; see the methods."""

    def open(self) -> Any:
        """Those of which something is left to do."""
        return self.filter(state__in=[state for state in TaskState if state.is_open])

    def told(self) -> Any:
        """With what a page shows of each; by day where the plan gives one, then the latest first."""
        order = (models.F("due").asc(nulls_last=True), "-event", "-pk")
        return self.select_related("owner__unit__parent", "plan", "commune__parent").order_by(*order)


class Task(models.Model):
    """What one organisation is to do, and what is to come of it. `due` only where the plan gives a day.

    `node` and `commune`: the condition that it is about, and in which commune.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="tasks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tasks_given")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="tasks")
    title = models.TextField()
    product = models.TextField(default="", blank=True)
    due = models.DateField(null=True)
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="tasks")
    node = models.TextField(default="", blank=True)
    state = models.TextField(choices=TaskState.choices, default=TaskState.ASSIGNED)
    version = models.IntegerField(default=1)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    objects = Tasks.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "state"], name="task_owner")]

    def __str__(self) -> str:
        return self.title

    @property
    def held(self) -> TaskState:
        """Its state."""
        return TaskState(self.state)


class TaskReply(models.Model):
    """What was said of a task, and from which state to which it went. Only ever appended."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="replies")
    text = models.TextField(default="", blank=True)
    before = models.TextField(choices=TaskState.choices)
    after = models.TextField(choices=TaskState.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="task_replies")
    person_name = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["event"]

    def __str__(self) -> str:
        return f"{self.task}: {self.after}"


class BudgetLine(models.Model):
    """Money of a plan, in đồng: for what, from which source, how much, and how much of it was spent."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="budget")
    purpose = models.TextField()
    source = models.TextField(choices=Source.choices)
    amount = models.BigIntegerField()
    spent = models.BigIntegerField(default=0)
    version = models.IntegerField(default=1)
    event = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.purpose

    @property
    def left(self) -> int:
        """What is left of it; below 0 where more was spent."""
        return self.amount - self.spent


class Target(models.Model):
    """What share, in percent, a document sets a unit to reach in a year on a condition's figure."""

    year = models.IntegerField()
    node = models.TextField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets")
    percent = models.DecimalField(max_digits=7, decimal_places=2)
    source = models.TextField()
    version = models.IntegerField(default=1)
    event = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "node", "unit"], name="target_once")]
        ordering: ClassVar = ["-year", "node", "unit__order"]

    def __str__(self) -> str:
        return f"{self.node} {self.year}: {self.said}"

    @property
    def said(self) -> str:
        """The share as people write it: 62,5%."""
        return f"{decimal(Fraction(self.percent), 2)}%"
