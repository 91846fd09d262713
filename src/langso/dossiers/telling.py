"""Who is told what happened to a dossier: the body that has it in hand, the commune, whoever it was given to.

A notice is written in the transaction of the move itself, and so is the task that sends its mail: nothing is lost.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from langso.accounts.door import RULES, Action
from langso.accounts.models import Membership, Person, Role
from langso.dossiers.kinds import Move
from langso.dossiers.mailing import send_mails
from langso.dossiers.models import Dossier, Mail, Notice
from langso.dossiers.notices import ASSIGNED, WORDS
from langso.journal.changes import Change
from langso.places.models import OrganisationKind

_HANDED_OVER = (Move.SUBMIT, Move.VERIFY, Move.APPRAISE)
_REVIEWING = RULES[Action.RULE] | RULES[Action.PASS_DOSSIER]
_TOLD_TO_COMMUNE = (
    Move.RETURN, Move.VERIFY, Move.APPRAISE, Move.REFUSE, Move.RECOGNISE, Move.ANNOUNCE, Move.WITHDRAW_RECOGNITION,
)  # fmt: skip


def after_change(made: Change) -> None:
    """Within the transaction of a change: write the notices of a dossier's move, and have their mails sent."""
    room, _dot, what = made.kind.partition(".")
    if room != "dossier" or what not in WORDS:
        return
    dossier = Dossier.objects.select_related("commune__parent__parent").get(pk=int(made.subject))
    told = {person.pk: person for person in _told(dossier, what, made) if not made.actor or person.pk != made.actor.pk}
    written = [
        Notice(person=person, dossier=dossier, what=what, event=made.number, at=made.at, mail=_mail_of(person))
        for person in told.values()
    ]
    Notice.objects.bulk_create(written)
    if any(notice.mail for notice in written):
        send_mails.enqueue()


def _mail_of(person: Person) -> Mail:
    return Mail.DUE if settings.NOTIFY_BY_MAIL and person.wants_mails else Mail.NONE


def _told(dossier: Dossier, what: str, made: Change) -> Iterable[Person]:
    day, unit = made.at.date(), dossier.commune
    holding = Membership.objects.on(day).filter(person__is_active=True).select_related("person")
    wanted = Q(pk__in=[])
    if what == ASSIGNED:
        wanted |= Q(person=made.details.get("to"))
    if what in (Move.SUBMIT, Move.VERIFY):
        wanted |= Q(organisation__kind=dossier.tier, organisation__unit__in=unit.line, role__in=_REVIEWING)
    if what == Move.APPRAISE:
        wanted |= Q(organisation__unit__in=unit.line, role__in=RULES[Action.DECIDE_RECOGNITION])
    if what in _TOLD_TO_COMMUNE:
        at_home = Q(organisation__kind=OrganisationKind.COMMUNE_COMMITTEE, organisation__unit=unit)
        wanted |= at_home & Q(role__in=[Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER])
    if what == Move.TAKE_BACK:
        wanted |= Q(person__in=_last_told(dossier))
    return [membership.person for membership in holding.filter(wanted)]


def _last_told(dossier: Dossier) -> QuerySet[Notice, int]:
    """Those whose body has had the dossier in hand last: they were told so."""
    last = dossier.notices.filter(what__in=_HANDED_OVER).order_by("-event").values_list("event", flat=True).first()
    commune = Q(person__memberships__organisation__unit=dossier.commune_id)
    found = dossier.notices.filter(event=last or 0).exclude(commune)
    people: QuerySet[Notice, int] = found.values_list("person", flat=True)
    return people
