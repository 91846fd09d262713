"""What every page's frame shows: who is here, in which language, on which day, and where one can go."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.http import urlencode

from langso import clock
from langso.accounts.door import Action, lacks_second_factor, may, roles_of
from langso.dossiers.notices import unseen
from langso.language import current_language
from langso.language import gettext as _
from langso.web.telling import address_of

IN_THE_BAR = 5
"""So many places stand in the bar itself; with more it would not be one line at 1216 px, in either language."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame."""
    person = request.user if getattr(request, "user", None) is not None and request.user.is_authenticated else None
    places = _nav(request, person)
    first = len(places) if len(places) == IN_THE_BAR + 1 else IN_THE_BAR
    return {
        "person": person,
        "roles": roles_of(person),
        "sign_in": _sign_in(request),
        "language": current_language().value,
        "theme": _theme(request),
        "today": clock.today(),
        "demonstration": settings.DEMONSTRATION_DAY,
        "nav": places[:first],
        "nav_more": places[first:],
        "messages": get_messages(request),
        "lacks_second_factor": lacks_second_factor(person),
        "unseen": unseen(person) if person else 0,
        "path": request.get_full_path(),
        "is_kept": getattr(request, "is_kept", False),
    }


def _sign_in(request: HttpRequest) -> str:
    """Where one signs in; afterwards one is back on the page that one was reading.

    Not so from the first page, on which one also lands after signing out: whoever signs in there goes to their own.
    """
    address, aside = address_of("account_login"), (address_of("account"), "/invitation/")
    is_read = request.method in ("GET", "HEAD") and request.resolver_match and not getattr(request, "is_error", False)
    if not is_read or request.path == address_of("province") or request.path.startswith(aside):
        return address
    return f"{address}?{urlencode({'next': request.get_full_path()})}"


def _theme(request: HttpRequest) -> str:
    theme = request.COOKIES.get("theme", "")
    return theme if theme in ("light", "dark") else ""


def _nav(request: HttpRequest, person: Any) -> list[tuple[str, str, bool]]:
    """Where one can go, what one's role works on first: the first ones stand in the bar, the others under "More"."""
    own = [("home", _("To do"))] if person else []
    if may(person, Action.MANAGE_PEOPLE):
        own.append(("people", _("People")))
    if may(person, Action.MANAGE_PLACES):
        own.append(("places", _("Units")))
    if may(person, Action.READ_DRAFTS):
        own.append(("law_index", _("The criteria")))
    if may(person, Action.READ_DOSSIERS):
        own.append(("dossiers", _("Dossiers")))
    if may(person, Action.READ_PLANS):
        own.append(("directives", _("Directives")))
    shared = [
        ("province", _("The communes")), ("matrix", _("Matrix")), ("ranking", _("Progress")),
        ("directives", _("Directives")), ("map", _("Map")), ("law_index", _("The criteria")),
    ]  # fmt: skip
    beside = [("recognitions", _("Recognised communes")), ("places", _("Units")), ("open_data", _("Open data"))]
    here = request.resolver_match.view_name if request.resolver_match else ""
    places = dict([*own, *shared, *(place for place in beside if place not in own)])
    return [
        (address_of(name), label, name == here or _is_within(request.path, address_of(name)))
        for name, label in places.items()
    ]


def _is_within(path: str, place: str) -> bool:
    """Whether a page lies below a place of the bar; all pages lie below the first."""
    return place != "/" and path.startswith(place)
