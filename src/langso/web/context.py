"""What every page's frame shows: who is here, in which language, on which day, and where one can go."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse

from langso import clock
from langso.accounts.door import Action, lacks_second_factor, may, roles_of
from langso.language import current_language
from langso.language import gettext as _


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame."""
    person = request.user if getattr(request, "user", None) is not None and request.user.is_authenticated else None
    return {
        "person": person,
        "roles": roles_of(person),
        "language": current_language().value,
        "theme": _theme(request),
        "today": clock.today(),
        "demonstration": settings.DEMONSTRATION_DAY,
        "nav": _nav(request, person),
        "messages": get_messages(request),
        "lacks_second_factor": lacks_second_factor(person),
        "path": request.get_full_path(),
        "is_kept": getattr(request, "is_kept", False),
    }


def _theme(request: HttpRequest) -> str:
    theme = request.COOKIES.get("theme", "")
    return theme if theme in ("light", "dark") else ""


def _nav(request: HttpRequest, person: Any) -> list[tuple[str, str, bool]]:
    places = [("province", _("The communes")), ("matrix", _("Matrix")), ("ranking", _("Progress")), ("map", _("Map"))]
    if person:
        places.insert(0, ("home", _("To do")))
    if may(person, Action.MANAGE_PEOPLE):
        places.append(("people", _("People")))
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [(reverse(name), label, name == here) for name, label in places if _exists(name)]


def _exists(name: str) -> bool:
    from django.urls import NoReverseMatch  # noqa: PLC0415

    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
