"""What people change of their own account. Nobody else's is within reach here."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from langso.accounts.invitations import invited
from langso.accounts.models import Person
from langso.journal.changes import change
from langso.language import Language
from langso.language import gettext as _
from langso.problems import NOT_ALLOWED, PASSWORD_REFUSED, BadInputError, Problem, Where, refuse


def take_up_invitation(token: str, password: str) -> Person:
    """Set the first password by the link of an invitation. BadInputError when the link or the password will not do."""
    person = invited(token)
    try:
        validate_password(password, person)
    except ValidationError as error:
        where = Where(column="password")
        raise BadInputError(Problem(PASSWORD_REFUSED, where, details={"reason": m}) for m in error.messages) from error
    with change("people.joined", person, subject=str(person.pk)):
        person = invited(token)
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


def change_own(person: Person | None, language: str) -> None:
    """Change one's own language. The name is the operator's to change: others know by it whose work they read."""
    if person is None:
        raise refuse(NOT_ALLOWED, reason=_("you are not signed in"))
    language = Language(language).value
    with change("people.own_account", person, subject=str(person.pk)) as made:
        made.cancelled = person.language == language
        person.language = language
        person.save(update_fields=["language"])
        made.details = {"fields": ["language"]}


def want_mails(person: Person | None, *, wanted: bool) -> None:
    """Have notices of work come by mail too, or not."""
    if person is None:
        raise refuse(NOT_ALLOWED, reason=_("you are not signed in"))
    with change("people.own_account", person, subject=str(person.pk)) as made:
        made.cancelled = person.wants_mails == wanted
        person.wants_mails = wanted
        person.save(update_fields=["wants_mails"])
        made.details = {"fields": ["wants_mails"]}
