"""For tests of signing in: a client that has signed in, and the codes of an authenticator app."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from langso.accounts.models import Person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def code(secret: str, steps: int = 0) -> str:
    """What the app shows now, or some steps of 30 seconds later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def give_second_factor(person: Person) -> str:
    """A second factor as the app sets it up; its secret."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    secret = str(generate_totp_secret())
    TOTP.activate(person, secret)
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    return secret
