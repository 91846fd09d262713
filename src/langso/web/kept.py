"""Pages kept as they go over the line until the journal goes on: for all visitors the same one, for a person their own.

What visitors are given holds nothing of whoever asked for it first: no cookie, no token, no message. What a person is
given is known by the person, the session, the roles held and whatever else of theirs stands in the frame.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from langso import clock
from langso.accounts.door import has_second_factor, memberships
from langso.accounts.models import Person
from langso.dossiers.notices import unseen
from langso.journal.models import Head
from langso.language import current_language
from langso.registers.concerning import concerning
from langso.registers.law import law_digest
from langso.web.people import person_of

View = Callable[..., HttpResponse]

MOST_BYTES = 16 * 1024 * 1024
"""What one process keeps, compressed: some thousand pages."""

_OURS = ("lang", "theme")
"""The cookies that make another page, and are a part of what it is known by."""


@dataclass(frozen=True, slots=True)
class _Kept:
    packed: bytes
    kind: str


class _Store:
    """Pages by what they are known by; those asked for longest ago go first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> _Kept | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: Hashable, page: _Kept) -> None:
        with self._lock:
            before = self._pages.pop(key, None)
            self._pages[key] = page
            self._bytes += len(page.packed) - (len(before.packed) if before else 0)
            while self._bytes > MOST_BYTES:
                _key, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone.packed)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


_store = _Store()


def forget() -> None:
    """Forget every page."""
    _store.clear()


def kept_for_visitors(view: View) -> View:
    """Keep what a view answers to whoever has not signed in. For views that show nothing but what events tell.

    The frame leaves its token out of such a page (`request.is_kept`); one that needs a token all the same is not kept.
    """
    return _kept(view, of_persons=False)


def kept_for_everyone(view: View) -> View:
    """Keep for each person their own page too. For views that show of a person nothing but their roles and rights."""
    return _kept(view, of_persons=True)


def kept_of_commune(view: View) -> View:
    """The same for a view about one commune, by its code: what other communes enter in theirs changes nothing in it."""
    return _kept(view, of_persons=True, of_one=True)


def _kept(view: View, *, of_persons: bool, of_one: bool = False) -> View:
    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        person = person_of(request)
        may_be_kept = _is_of_person(request) if person and of_persons else _is_for_visitors(request)
        if not (may_be_kept and _is_plain(request)):
            return view(request, *args, **kwargs)
        head = concerning(str(kwargs["code"])) if of_one else Head.objects.values_list("hash", flat=True).first()
        key = head, _key(request), _whose(request, person) if person else None
        if (page := _store.get(key)) is not None:
            return _answered(request, page)
        request.is_kept = person is None  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        has_token = person is None and "CSRF_COOKIE_NEEDS_UPDATE" in request.META
        if response.status_code != 200 or response.cookies or response.streaming or has_token:
            return response
        page = _Kept(gzip.compress(response.content, 6, mtime=0), response["Content-Type"])
        _store.put(key, page)
        return _answered(request, page)

    return kept


def _is_plain(request: HttpRequest) -> bool:
    """Whether a whole page is asked for. Within a transaction what is seen may not hold yet."""
    is_part = any(name in request.headers for name in ("HX-Request", "X-Part"))
    return request.method == "GET" and not is_part and not connection.in_atomic_block


def _is_for_visitors(request: HttpRequest) -> bool:
    """Whether nothing of whoever asks could be in the page."""
    return not {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES)


def _is_of_person(request: HttpRequest) -> bool:
    """Whether the page holds nothing that is said once only, and no token that comes with it for the first time."""
    return not len(get_messages(request)) and "CSRF_COOKIE" in request.META


def _key(request: HttpRequest) -> Hashable:
    cookies = tuple(request.COOKIES.get(name, "") for name in _OURS)
    page = request.get_host(), request.scheme, request.get_full_path()
    return law_digest(), clock.today(), current_language(), cookies, page


def _whose(request: HttpRequest, person: Person) -> Hashable:
    """All that the frame and the door tell of a person; the token of the forms belongs to the session's secret."""
    roles = tuple((held.pk, held.role, held.organisation_id) for held in memberships(person))
    session = request.session.session_key, request.META["CSRF_COOKIE"]
    return person.pk, person.name, session, roles, has_second_factor(person), unseen(person)


def _answered(request: HttpRequest, page: _Kept) -> HttpResponse:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.packed if packed else gzip.decompress(page.packed), content_type=page.kind)
    if packed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
