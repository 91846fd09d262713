"""Answers that are files: sent to be kept, under a name, as exactly what they are."""

from pathlib import PurePath

from django.conf import settings
from django.http import HttpResponse

from langso.language import gettext as _

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".csv": "text/csv; charset=utf-8",
    ".yaml": "application/yaml; charset=utf-8",
}


def attached(content: bytes, name: str) -> HttpResponse:
    """A file to be kept, its type by the end of its name. `name` is plain ASCII."""
    response = HttpResponse(content, content_type=_TYPES[PurePath(name).suffix])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def source() -> str:
    """Where figures that are taken away come from: the communes, or a demonstration."""
    if settings.DEMONSTRATION_DAY:
        return _("Demonstration data: invented, no commune's figures")
    return _("The ledgers and declared figures of the communes, by Làng Số")
