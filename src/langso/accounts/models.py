"""People, and the roles that they hold in organisations between two days."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from langso.language import mark as _
from langso.places.models import Dated, Organisation, Worded


class Role(Worded):
    """What a person does in an organisation."""

    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    COMMUNE_LEADER = "commune_leader", _("Commune leader")
    VILLAGE_TEAM = "village_team", _("Village digital team")
    DISTRICT_REVIEWER = "district_reviewer", _("District reviewer")
    DEPARTMENT_SPECIALIST = "department_specialist", _("Department specialist")
    DEPARTMENT_LEADER = "department_leader", _("Department leader")
    COORDINATION_OFFICER = "coordination_officer", _("Coordination officer")
    POSTAL_OFFICER = "postal_officer", _("Postal officer")
    FRONT_OFFICER = "front_officer", _("Fatherland Front officer")
    READER = "reader", _("Reader")
    OPERATOR = "operator", _("Operator")


class People(BaseUserManager["Person"]):
    """People by their e-mail address."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "Person":
        """A new person; without a password nobody can sign in until one is set."""
        person = self.model(email=self.normalize_email(email).lower(), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who may sign in. What the person may do comes from memberships alone.

    `wants_mails`: whether notices of work come by mail too; mails about the account itself always do.
    """

    email = models.EmailField(unique=True)
    name = models.TextField()
    language = models.CharField(max_length=2, default="vi")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    invited_at = models.DateTimeField(null=True)
    wants_mails = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        """Whether the person was invited and has not taken the invitation up."""
        return self.last_login is None and not self.has_usable_password()


class Membership(models.Model):
    """A role that a person holds in an organisation between two days; the organisation's unit is the territory."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.TextField(choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = Dated.as_manager()

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    def holds_on(self, day: date) -> bool:
        """Whether the role is held on a day."""
        return self.since <= day and (self.until is None or day <= self.until)
