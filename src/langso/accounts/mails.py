"""The mails about accounts, and the short messages on pages: their words, by the names that allauth gives them.

What stands in neither table is something that is not offered here, and nothing is sent or said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from langso import clock
from langso.accounts.invitations import VALID_FOR
from langso.accounts.models import Person
from langso.language import Language, gettext, speaking
from langso.language import mark as _

MESSAGES: dict[str, str] = {
    "account/messages/logged_out.txt": _("You have signed out."),
    "account/messages/password_changed.txt": _("The password has been changed."),
    "account/messages/password_set.txt": _("The password has been set."),
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes have been made; the old ones no longer work."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is now your second factor."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is no longer a second factor."),
    "mfa/messages/webauthn_added.txt": _("The passkey has been added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey has been removed."),
    "usersessions/messages/sessions_logged_out.txt": _("The other devices have been signed out."),
}
"""Allauth's message templates → what is said on the page."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A subject and what is said; a notification adds from where it was done and what to do if it was not you."""

    subject: str
    text: str
    notification: bool = True


MAILS: dict[str, Mail] = {
    "account/email/password_reset_key": Mail(
        _("Set a new password"),
        _(
            "Somebody, probably you, asked for a new password for this address. Set it here:\n\n{password_reset_url}"
            "\n\nIf it was not you, nothing needs to be done; the old password remains."
        ),
        notification=False,
    ),
    "account/email/password_changed": Mail(_("The password was changed"), _("Your password was changed.")),
    "account/email/password_reset": Mail(_("The password was changed"), _("Your password was changed.")),
    "account/email/password_set": Mail(_("The password was set"), _("A password was set for your account.")),
    "mfa/email/recovery_codes_generated": Mail(
        _("New recovery codes"), _("New recovery codes were made for your account; the old ones no longer work.")
    ),
    "mfa/email/totp_activated": Mail(
        _("Authenticator app set up"), _("An authenticator app was set up as a second factor of your account.")
    ),
    "mfa/email/totp_deactivated": Mail(
        _("Authenticator app removed"), _("The authenticator app was removed from your account.")
    ),
    "mfa/email/webauthn_added": Mail(_("Passkey added"), _("A passkey was added to your account.")),
    "mfa/email/webauthn_removed": Mail(_("Passkey removed"), _("A passkey was removed from your account.")),
    "socialaccount/email/account_connected": Mail(
        _("Single sign-on connected"), _("The single sign-on of the province was connected to your account.")
    ),
}
"""Allauth's mail prefixes → what is written."""


def written(prefix: str, address: str, context: Mapping[str, Any]) -> EmailMessage | None:
    """The mail of that prefix, in the language of the person it is for; None when there is none."""
    mail = MAILS.get(prefix)
    if mail is None:
        return None
    person = context.get("user")
    with speaking_to(person if isinstance(person, Person) else None):
        text = gettext(mail.text).format(password_reset_url=context.get("password_reset_url", ""))
        if mail.notification:
            text += "\n\n" + _whence(context)
        return letter(gettext(mail.subject), text, address, person)


def invitation(person: Person, link: str) -> EmailMessage:
    """The mail that invites a person."""
    with speaking_to(person):
        text = gettext(
            "You have been invited to work in Làng Số, where communes keep their figures and see which conditions "
            "of the law they meet. Set your password here; the link holds for {days} days and works once:"
            "\n\n{link}"
        ).format(days=VALID_FOR.days, link=link)
        return letter(gettext("You have been invited"), text, person.email, person)


def mails_are_sent() -> bool:
    """Whether a mail server is set; else mails go into files, and links are shown to the operator."""
    return not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")


def speaking_to(person: Person | None) -> "_Spoken":
    """Both our words and Django's in the language of a person, within a `with`."""
    return _Spoken(Language(person.language) if person else Language.VI)


class _Spoken:
    """Both our words and Django's, in one language."""

    def __init__(self, language: Language) -> None:
        self._ours, self._django = speaking(language), translation.override(language.value)

    def __enter__(self) -> None:
        self._ours.__enter__()
        self._django.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._django.__exit__(*error)
        self._ours.__exit__(*error)


def _whence(context: Mapping[str, Any]) -> str:
    moment = context.get("timestamp")
    return gettext(
        "It was done on {moment} from the address {ip} with {browser}. If it was not you, set a new password at once "
        "and tell the operator."
    ).format(
        moment=f"{moment.astimezone(clock.VIET_NAM):%d/%m/%Y %H:%M}" if moment else "?",
        ip=context.get("ip") or "?",
        browser=context.get("user_agent") or "?",
    )


def letter(subject: str, text: str, address: str, person: object) -> EmailMessage:
    """A mail with the product's mark before its subject, and with a greeting where it is for a person."""
    name = person.name if isinstance(person, Person) else ""
    greeting = gettext("Dear {name},").format(name=name) + "\n\n" if name else ""
    return EmailMessage(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", f"{greeting}{text}\n", to=[address])
