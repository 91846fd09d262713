"""Who asks: the person who signed in, or nobody."""

from django.http import HttpRequest

from langso.accounts.models import Person


def person_of(request: HttpRequest) -> Person | None:
    """The person who signed in; None for the public."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) and user.is_authenticated else None
