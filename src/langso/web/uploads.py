"""Uploads are held to their limit while they stream in: what is too large is neither read to its end nor kept.

Views that take no files, or small ones only, are asked by nobody for more than a form: see `forms_limited`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from langso import problems
from langso.evidence.intake import megabytes
from langso.problems import BadInputError, refuse
from langso.web.views import errors

AT_ONCE = 10
"""One request may bring as much as this many files of the largest size."""

FORM = 2 * 1024 * 1024
"""Bytes that a form may bring where no files are taken that are held to a limit of their own."""

TOO_LARGE = 413
_TAKES_FILES = "takes_files"
_REFUSED = "langso.too_large"

View = Callable[..., HttpResponse]
Handler = Callable[[HttpRequest], HttpResponse]


def limited_uploads(view: View) -> View:
    """A view that takes files: each above the limit is skipped while it streams in, see `skipped`.

    A request that says beforehand that it is larger than all of them may be is answered without reading it. The token
    against forged requests is checked within, since looking for it reads the body.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _length(request) > AT_ONCE * settings.UPLOAD_LIMIT:
            most = megabytes(AT_ONCE * settings.UPLOAD_LIMIT)
            return _refused(request, refuse(problems.SENT_TOO_LARGE, most=most, each=megabytes(settings.UPLOAD_LIMIT)))
        request.META[_REFUSED] = []
        request.upload_handlers.insert(0, _Limit(request))
        return protected(request, *args, **kwargs)

    setattr(limited, _TAKES_FILES, True)
    return limited


def forms_limited(handle: Handler) -> Handler:
    """Refuse what is larger than a form before anything of it is read, but for views that are `limited_uploads`.

    Parts of a form with files go to temporary files, whoever sends them; anything else is kept in memory, to Django's
    own limit. Django reads as many bytes as the request announces and no more, so what it announces is what counts.
    """

    class Limited:
        """Django looks for `process_view` on an object."""

        def __call__(self, request: HttpRequest) -> HttpResponse:
            return handle(request)

        def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:  # noqa: ARG002
            """See above."""
            in_parts = request.content_type == "multipart/form-data"
            most = FORM if in_parts else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            if getattr(view, _TAKES_FILES, False) or _length(request) <= most:
                return None
            return _refused(request, refuse(problems.FORM_TOO_LARGE, most=megabytes(most)))

    return Limited()


def skipped(request: HttpRequest) -> list[str]:
    """The names of the files that were too large, once the request was read."""
    return list(request.META.get(_REFUSED, []))


def wants_json(request: HttpRequest) -> bool:
    """Whether it is our script that asks, file by file."""
    return request.headers.get("Accept", "").startswith("application/json")


def told(error: BadInputError) -> list[dict[str, str]]:
    """Problems as the script shows them."""
    return [{"what": problem.what, "remedy": problem.remedy} for problem in error.problems]


def _refused(request: HttpRequest, error: BadInputError) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"problems": told(error)}, status=TOO_LARGE)
    answer = errors.problems(request, error)
    answer.status_code = TOO_LARGE
    return answer


def _length(request: HttpRequest) -> int:
    """As Django reads it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class _Limit(FileUploadHandler):
    """Passes pieces on until the limit is reached; what comes after is thrown away and the file is named."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """See the class."""
        if start + len(raw_data) > settings.UPLOAD_LIMIT and self.request is not None:
            self.request.META[_REFUSED].append(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
