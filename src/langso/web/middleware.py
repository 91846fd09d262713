"""What happens around every request: it is logged, its language is spoken, a problem becomes a page."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from langso.journal.in_passing import write_in_passing
from langso.language import Language, speaking
from langso.problems import BadInputError
from langso.web.metering import meter
from langso.web.people import person_of
from langso.web.views import errors

Handler = Callable[[HttpRequest], HttpResponse]
_log = structlog.get_logger("langso.web")


def requests_logged(handle: Handler) -> Handler:
    """One line a request: method, path without its query, status, milliseconds; never who or what was typed.

    The number by which all lines of a request bear each other out goes back in the header X-Request-Id.
    """

    def logged(request: HttpRequest) -> HttpResponse:
        number = uuid4().hex[:12]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=number)
        start = time.perf_counter()
        response = handle(request)
        response["X-Request-Id"] = number
        if not request.path.startswith(("/static/", "/health/", "/metrics/")):
            took = time.perf_counter() - start
            meter().count(response.status_code, took)
            ms = round(took * 1000, 1)
            _log.info("request", method=request.method, path=request.path, status=response.status_code, ms=ms)
        return response

    return logged


_PRESENCE = 300.0
"""Seconds between two notes that a session is still in use."""


def presence_noted(handle: Handler) -> Handler:
    """Note now and then that a session is in use, for the list of devices; a page never waits for it or fails by it."""
    noted: OrderedDict[tuple[str, ...], float] = OrderedDict()
    lock = threading.Lock()

    def is_due(place: tuple[str, ...]) -> bool:
        now = time.monotonic()
        with lock:
            while noted and now - next(iter(noted.values())) > _PRESENCE:
                noted.popitem(last=False)
            return noted.setdefault(place, now) == now

    def seen(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            place = (key, request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", ""))
            if is_due(place):
                from allauth.usersessions.models import UserSession  # noqa: PLC0415 - ready only once the apps are

                write_in_passing(partial(UserSession.objects.create_from_request, request))
        return handle(request)

    return seen


def answers_private(handle: Handler) -> Handler:
    """What whoever signed in is answered stays with them: no cache on the way or in the browser keeps it.

    A view that says itself how long its answer may be kept, such as that of a picture, has its way.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        if person_of(request) is not None and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return answered


def language_spoken(handle: Handler) -> Handler:
    """The language that the visitor chose (cookie), else the person's own, else Vietnamese."""

    def spoken(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get("lang") or getattr(request.user, "language", "") or Language.VI.value
        language = Language(chosen) if chosen in set(Language) else Language.VI
        with speaking(language), translation.override(language.value):
            response = handle(request)
            if hasattr(response, "render") and callable(response.render) and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", language.value)
        return response

    return spoken


def problems_answered(handle: Handler) -> Handler:
    """A problem that a view raises becomes its page; see `errors.status_of`."""

    class Answered:
        """Django looks for `process_exception` on an object."""

        def __call__(self, request: HttpRequest) -> HttpResponse:
            return handle(request)

        def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
            """See the module."""
            if isinstance(error, BadInputError):
                return errors.problems(request, error)
            if errors.is_database_away(error):
                return errors.database_away(request, error)
            return None

    return Answered()
