"""What a notice of a dossier says, and a person's own notices. Who is told of what is in `telling`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from django.db.models import QuerySet

from langso.accounts.models import Person
from langso.dossiers.desk import visible
from langso.dossiers.kinds import Move
from langso.dossiers.models import Notice, Stage
from langso.journal.in_passing import write_in_passing
from langso.language import gettext
from langso.language import mark as _

ASSIGNED = "assigned"
"""What a notice is of when a dossier was given to somebody to work on."""

WORDS: dict[str, str] = {
    Move.SUBMIT: _("{unit} has submitted its dossier for {criteria_set}"),
    Move.RETURN: _("The dossier of {unit} for {criteria_set} was returned for more"),
    Move.TAKE_BACK: _("{unit} has withdrawn its dossier for {criteria_set}"),
    Move.VERIFY: _("The dossier of {unit} for {criteria_set} was verified and passed on"),
    Move.APPRAISE: _("The dossier of {unit} for {criteria_set} was appraised and waits for a decision"),
    Move.REFUSE: _("The dossier of {unit} for {criteria_set} ended without recognition"),
    Move.RECOGNISE: _("{unit} was recognised for {criteria_set}"),
    Move.ANNOUNCE: _("The recognition of {unit} for {criteria_set} was announced"),
    Move.WITHDRAW_RECOGNITION: _("The recognition of {unit} for {criteria_set} was withdrawn"),
    ASSIGNED: _("The dossier of {unit} for {criteria_set} was given to you to work on"),
}
"""What is told of each move; what is not here is told to nobody."""

_OF_ANOTHER_VERSION = _("Something happened to the dossier of {unit} for {criteria_set}")


def said(notice: Notice) -> str:
    """What a notice tells, in the current language."""
    words = gettext(WORDS.get(notice.what, _OF_ANOTHER_VERSION))
    dossier = notice.dossier
    return words.format(unit=dossier.commune.full_name, criteria_set=dossier.criteria_set)


def remarks_of(notices: Iterable[Notice]) -> Mapping[int, str]:
    """By the number of its event, why a dossier came back or ended, in the words of whoever decided it."""
    told = [each.event for each in notices if each.what in (Move.RETURN, Move.REFUSE)]
    return dict(Stage.objects.filter(event__in=told).values_list("event", "reason"))


def notices_of(person: Person) -> QuerySet[Notice]:
    """What a person was told, the latest first, of dossiers that the person may still read."""
    found = Notice.objects.filter(person=person, dossier__in=visible(person).values("pk"))
    return found.select_related("dossier__commune__parent", "dossier__cycle")


def unseen(person: Person) -> int:
    """How many of them the person has not looked at."""
    return Notice.objects.filter(person=person, seen_at=None).count()


def seen(person: Person, moment: datetime, until: int) -> None:
    """Note that a person looked at everything up to a notice; no page waits for that."""
    fresh = Notice.objects.filter(person=person, seen_at=None, pk__lte=until)
    write_in_passing(partial(fresh.update, seen_at=moment))
