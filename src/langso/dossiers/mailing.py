"""Notices by mail: each goes out once the mail server takes it, however long it was away; see `notices` for who."""

import smtplib
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from langso.accounts.mails import letter, speaking_to
from langso.dossiers.models import Mail, Notice
from langso.dossiers.notices import said
from langso.language import day as shown_day
from langso.language import gettext as _

_log = structlog.get_logger("langso.dossiers")

_LONGEST = 3600
"""Seconds after which a mail is tried again at the latest."""


@task()
def send_mails() -> None:
    """Send what is due. When the mail server is away, come back later."""
    wait = send_due()
    if wait is None or not send_mails.get_backend().supports_defer:
        return
    later = DBTaskResult.objects.ready().filter(task_path=send_mails.module_path, run_after__gt=timezone.now())
    if not later.exists():
        send_mails.using(run_after=timezone.now() + timedelta(seconds=wait)).enqueue()


def start_again() -> None:
    """Where a worker begins: what one that fell was about to send is due again, and whatever is due is sent."""
    Notice.objects.filter(mail=Mail.SENDING).update(mail=Mail.DUE)
    if Notice.objects.filter(mail=Mail.DUE).exists():
        send_mails.enqueue()


def send_due() -> int | None:
    """Send every mail that is due; gives the seconds after which to try again, None when nothing is left.

    After one that the server did not take for now the others are not tried: each would wait its time.
    """
    due = Notice.objects.filter(mail=Mail.DUE).select_related("person", "dossier__commune")
    for notice in due.order_by("pk").iterator(100):
        if not Notice.objects.filter(pk=notice.pk, mail=Mail.DUE).update(mail=Mail.SENDING):
            continue
        outcome = _send(notice)
        Notice.objects.filter(pk=notice.pk).update(mail=outcome, tries=notice.tries + 1)
        if outcome is Mail.DUE:
            return min(_LONGEST, int(settings.MAIL_RETRY) << min(notice.tries, 10))
    return None


def _send(notice: Notice) -> Mail:
    person = notice.person
    if not (person.is_active and person.wants_mails and settings.NOTIFY_BY_MAIL):
        return Mail.NONE
    try:
        written(notice).send()
    except (OSError, smtplib.SMTPException) as error:
        lasting = _is_for_good(error)
        _log.warning("mail not sent", error=type(error).__name__, notice=notice.pk, again=not lasting)
        return Mail.FAILED if lasting else Mail.DUE
    return Mail.SENT


def _is_for_good(error: Exception) -> bool:
    """Whether the server has refused this one mail for ever, rather than everything or for now."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return all(code >= 500 for code, _said in error.recipients.values())
        case smtplib.SMTPDataError():
            return bool(error.smtp_code >= 500)
    return False


def written(notice: Notice) -> EmailMessage:
    """The mail: what happened to which dossier on which day and where it is read. No names, no reasons, no figures."""
    person = notice.person
    with speaking_to(person):
        told = said(notice)
        where = (
            f"{settings.ADDRESS}{reverse('dossier', args=[notice.dossier_id])}"
            if settings.ADDRESS
            else _("Sign in to Làng Số and open the notices.")
        )
        off = _("You can turn these mails off where your notices are listed.")
        text = f"{told}, {shown_day(notice.at.date())}.\n\n{where}\n\n{off}"
        return letter(told, text, person.email, person)
