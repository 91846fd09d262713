"""Pages for when something does not go: each says what, why and what to do next."""

import sys
from typing import Any

import structlog
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from langso import problems as catalogue
from langso.language import gettext as _
from langso.problems import BadInputError
from langso.web.people import person_of

_log = structlog.get_logger("langso.web")


def _page(request: HttpRequest, status: int, title: str, text: str, **more: Any) -> HttpResponse:
    request.is_error = True  # type: ignore[attr-defined]
    return render(request, "web/error.html", {"title": title, "text": text, "problems": [], **more}, status=status)


def problems(request: HttpRequest, error: BadInputError) -> HttpResponse:
    """The problems of what was asked or sent. Whoever has not signed in and may not read this is asked to sign in."""
    if status_of(error) == 403 and request.method in ("GET", "HEAD") and person_of(request) is None:
        return redirect_to_login(request.get_full_path())
    return _page(request, status_of(error), _("This could not be done"), "", problems=error.problems)


_MOVED = {catalogue.STALE, catalogue.DRAFT_SAVED, catalogue.LEDGER_CHANGED, catalogue.DOSSIER_GONE_ON}


def status_of(error: BadInputError) -> int:
    """The HTTP status of some problems: 403 denied, 409 stale, 422 otherwise."""
    kinds = {problem.kind for problem in error.problems}
    if catalogue.NOT_ALLOWED in kinds:
        return 403
    return 409 if kinds & _MOVED else 422


def is_database_away(error: BaseException | None) -> bool:
    """Whether an error says that the database does not answer, and not that it was asked wrongly."""
    return isinstance(error, OperationalError | InterfaceError) and not str(error).startswith(("no such ", "near "))


def database_away(request: HttpRequest, error: BaseException) -> HttpResponse:
    """The database does not answer; nothing was half done, since every change is one transaction."""
    _log.error("database away", error=type(error).__name__)
    request.user = None  # type: ignore[assignment]
    text = _("The database does not answer. Nothing was changed by halves. Try again in a minute.")
    response = _page(request, 503, _("Not available for the moment"), text)
    response["Retry-After"] = "60"
    return response


def busy(request: HttpRequest) -> HttpResponse:
    """Work of this kind is under way for somebody else."""
    text = _("A large file is being made for someone else just now. Try again in ten seconds.")
    response = _page(request, 503, _("Not available for the moment"), text)
    response["Retry-After"] = "10"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """There is no such page."""
    text = _("The address may have been typed wrongly, or the page has moved. Search for the commune by its name.")
    return _page(request, 404, _("This page does not exist"), text)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this person."""
    return _page(request, 403, _("You may not see this"), str(exception or ""))


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or the database, where it is not a view that asked it but what goes on around every view."""
    error = sys.exc_info()[1]
    if error is not None and is_database_away(error):
        return database_away(request, error)
    request.user = None  # type: ignore[assignment]  # who it was may be what failed
    text = _(
        "The fault is ours and was recorded. What you had saved is safe. Try again; if it stays, tell the operator."
    )
    return _page(request, 500, _("Something went wrong"), text)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that was open for too long, or came from elsewhere."""
    text = _(
        "The form was open for too long, or you signed in again meanwhile. Go back, reload the page and send it again."
    )
    return _page(request, 403, _("The form is no longer valid"), text)
