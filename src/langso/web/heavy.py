"""Work that takes a process seconds is done once at a time, so that pages are answered meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import Lock

from django.http import HttpRequest, HttpResponse

from langso.web.views import errors

View = Callable[..., HttpResponse]

_busy = Lock()


@contextmanager
def under_way() -> Iterator[bool]:
    """Hold such work for oneself; False, at once, where another holds it: waiting would hold a thread that answers."""
    first = _busy.acquire(blocking=False)
    try:
        yield first
    finally:
        if first:
            _busy.release()


def one_at_a_time(view: View) -> View:
    """A view whose answer takes seconds and much memory; while one is made, whoever asks is told to come back."""

    @wraps(view)
    def alone(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        with under_way() as first:
            return view(request, *args, **kwargs) if first else errors.busy(request)

    return alone
