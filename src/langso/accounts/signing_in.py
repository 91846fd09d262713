"""How people sign in: invited people only, by password and second factor, passkey, or the province's single sign-on."""

import smtplib
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.functional import lazystr

from langso.accounts import mails
from langso.language import gettext
from langso.language import mark as _

_log = structlog.get_logger("langso.accounts")


class _Later:
    """A message that is translated where it is shown."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __str__(self) -> str:
        return gettext(self._message)


def _said(messages: dict[str, str]) -> dict[str, Any]:
    return {code: lazystr(_Later(message)) for code, message in messages.items()}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations; nobody signs up alone. Words are ours."""

    error_messages = DefaultAccountAdapter.error_messages | _said(
        {
            "account_inactive": _("This account has been switched off."),
            "email_password_mismatch": _("The address or the password is not right."),
            "enter_current_password": _("This is not your present password."),
            "incorrect_code": _("The code is not right."),
            "incorrect_password": _("The password is not right."),
            "invalid_login": _("Signing in failed. Try again."),
            "invalid_password_reset": _("This link no longer holds. Ask for a new one."),
            "too_many_login_attempts": _("Too many attempts have failed. Wait five minutes and try again."),
            "rate_limited": _("Too many attempts in a short time. Wait a few minutes and try again."),
        }
    )

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def add_message(  # noqa: PLR0917 - allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say on the page what `mails.MESSAGES` has for a template, or the message that is given."""
        if words := mails.MESSAGES.get(message_template or ""):
            message = gettext(words)
        if message:
            super().add_message(request, level, None, message_context, extra_tags, message)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,  # noqa: ARG002
    ) -> EmailMessage:
        """A mail by `mails.MAILS`; one that nobody gets, where there is none."""
        address = email if isinstance(email, str) else email[0]
        return mails.written(template_prefix, address, context) or EmailMessage(to=[])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it; a mail server that is away is logged, and what was done stays done."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException) as error:
            _log.warning("mail not sent", error=type(error).__name__)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the person's own address, in the person's language."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email or user.email)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Words are ours; a passkey gets a name that tells it apart."""

    error_messages = DefaultMFAAdapter.error_messages | _said(
        {
            "cannot_delete_authenticator": _("This second factor cannot be removed."),
            "cannot_generate_recovery_codes": _("Set up a second factor first; recovery codes stand in for it."),
            "incorrect_code": _("The code is not right. Codes change every 30 seconds; type the latest one."),
        }
    )

    def generate_authenticator_name(self, user: Any, type: str) -> str:  # noqa: ARG002, A002 - allauth's signature
        """“Passkey 2” for the second one."""
        from allauth.mfa.models import Authenticator  # noqa: PLC0415 - models are ready only once the apps are

        n = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count() + 1
        return gettext("Passkey {n}").format(n=n)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on finds an invited person by the verified address; it makes no accounts and joins no others."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse, with what to do, whoever was not invited under an address that the provider has verified."""
        connecting = sociallogin.state.get("process") == "connect"
        if sociallogin.is_existing and not connecting:
            return
        verified = any(address.verified for address in sociallogin.email_addresses)
        page = render(request, "socialaccount/refused.html", {"verified": verified}, status=403)
        raise ImmediateHttpResponse(page)
