"""The link of an invitation: signed, good for seven days and once, and only the latest one of a person.

It goes by the real clock, as everything that lets people in does.
"""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from langso.accounts.models import Person
from langso.problems import INVITATION_OVER, refuse

VALID_FOR = timedelta(days=7)
_SALT = "langso.accounts.invitations"


def token_of(person: Person) -> str:
    """The secret of the invitation link. It no longer holds once the person has a password or was invited again."""
    return signing.dumps([person.pk, _state(person)], salt=_SALT)


def invited(token: str) -> Person:
    """The person whom a link invites. BadInputError when it was used, replaced, is too old or was not made by us."""
    over = refuse(INVITATION_OVER, days=str(VALID_FOR.days))
    try:
        pk, state = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise over from error
    person = Person.objects.filter(pk=pk, is_active=True).first()
    if person is None or not constant_time_compare(state, _state(person)):
        raise over
    return person


def _state(person: Person) -> str:
    """What changes when the invitation is used or given anew."""
    said = f"{person.email}|{person.password}|{person.last_login}|{person.invited_at and person.invited_at.timestamp()}"
    return salted_hmac(_SALT, said).hexdigest()[:32]
