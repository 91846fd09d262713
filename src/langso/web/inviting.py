"""How invitations reach people: by mail, or by a link that the operator is shown where mails cannot be sent."""

import smtplib
from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from django.http import HttpRequest
from django.urls import reverse

from langso.accounts import mails
from langso.accounts.invitations import token_of
from langso.accounts.models import Person

_log = structlog.get_logger("langso.web")


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an invitation: sent by mail, else its link is to be handed over."""

    person: Person
    by_mail: bool
    link: str


def link_for(request: HttpRequest, person: Person) -> str:
    """The address of a person's invitation."""
    return request.build_absolute_uri(reverse("invitation", args=[token_of(person)]))


def send_invitations(request: HttpRequest, people: Iterable[Person]) -> list[Sent]:
    """Send several. After one that the mail server does not take the others are not tried: each would wait its time."""
    sent: list[Sent] = []
    for person in people:
        away = bool(sent) and mails.mails_are_sent() and not sent[-1].by_mail
        sent.append(Sent(person, False, link_for(request, person)) if away else send_invitation(request, person))
    return sent


def send_invitation(request: HttpRequest, person: Person) -> Sent:
    """Send it; where there is no mail server, or it fails, the link is for the operator to hand over."""
    link = link_for(request, person)
    try:
        mails.invitation(person, link).send()
    except (OSError, smtplib.SMTPException) as error:
        _log.warning("mail not sent", error=type(error).__name__)
        return Sent(person, False, link)
    return Sent(person, mails.mails_are_sent(), link)
