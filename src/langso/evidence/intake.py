"""A file that was sent, on its way to being evidence: looked at, refused with the reason, or made ready to keep."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.conf import settings

from langso import problems
from langso.evidence import pdf, pictures, storage
from langso.evidence.models import Blob
from langso.evidence.types import MediaType, Stranger, type_of
from langso.journal.changes import Change
from langso.language import gettext, whole
from langso.problems import BadInputError, Kind, Problem, Where


class Sent(Protocol):
    """A file as it was sent: its name, and its content in pieces."""

    name: Any

    def chunks(self) -> Iterable[bytes]:
        """The content, piece by piece."""
        ...


@dataclass(frozen=True, slots=True)
class Ready:
    """A content that may be evidence, with what its picture said of itself."""

    file_name: str
    content: bytes
    sent: str
    kind: MediaType
    picture: pictures.Picture | None = None

    @property
    def taken_on(self) -> date | None:
        """The day on which the picture was taken, where it says so."""
        return self.picture.taken_on if self.picture else None

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude of where it was taken, where it says so."""
        return self.picture.place if self.picture else None


def take_in(sent: Sent) -> Ready:
    """Look at a file. BadInputError that says what is wrong with it; never more than the limit is read."""
    name = file_name_of(sent.name)
    content = _content(sent, name)
    if not content:
        raise _refused(problems.FILE_EMPTY, name)
    kind = type_of(content)
    if isinstance(kind, Stranger):
        raise _refused(problems.FILE_TYPE, name, found=gettext(kind.found), instead=gettext(kind.instead))
    digest = hashlib.sha256(content).hexdigest()
    if kind is MediaType.PDF:
        if fault := pdf.fault_of(content):
            words = gettext(fault.words)
            raise (
                _refused(problems.FILE_BROKEN, name, reason=words)
                if fault.broken
                else _refused(problems.PDF_UNSAFE, name, found=words)
            )
        return Ready(name, content, digest, kind)
    picture = _picture(content, kind, name)
    return Ready(name, picture.content, digest, kind, picture)


def _picture(content: bytes, kind: MediaType, name: str) -> pictures.Picture:
    try:
        return pictures.read(content, kind)
    except pictures.TooLargeError as error:
        most = whole(pictures.PIXELS // 1_000_000)
        raise _refused(problems.IMAGE_TOO_LARGE, name, most=most) from error
    except pictures.MovesError as error:
        raise _refused(problems.IMAGE_MOVES, name) from error
    except pictures.BrokenError as error:
        raise _refused(problems.FILE_BROKEN, name, reason=gettext("the picture cannot be read to its end")) from error


def _content(sent: Sent, name: str) -> bytes:
    pieces, length = [], 0
    for piece in sent.chunks():
        length += len(piece)
        if length > settings.UPLOAD_LIMIT:
            raise too_large(name)
        pieces.append(piece)
    return b"".join(pieces)


def too_large(name: str) -> BadInputError:
    """A file above the limit."""
    return _refused(problems.FILE_TOO_LARGE, file_name_of(name), most=megabytes(settings.UPLOAD_LIMIT))


def megabytes(size: int) -> str:
    """A size as people write it."""
    return f"{whole(size // (1024 * 1024))} MB"


def file_name_of(name: Any) -> str:
    """The name alone, without folders and what cannot be printed, of at most 120 letters."""
    plain = str(name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in plain if c.isprintable())[-120:].strip() or gettext("file")


def _refused(kind: Kind, name: str, **details: str) -> BadInputError:
    return BadInputError([Problem(kind, Where(name), name, details)])


def keep(ready: Ready, made: Change) -> Blob:
    """The content as it is kept; the one that is there already when it, or what it was made from, came before."""
    known = Blob.objects.filter(sent=ready.sent).first()
    if known and storage.path_of(known.sha256).exists():
        return known
    picture = ready.picture
    sha256 = storage.keep(ready.content, picture.thumbnail if picture else None)
    blob, _ = Blob.objects.get_or_create(
        sha256=sha256,
        defaults={
            "sent": ready.sent, "size": len(ready.content), "media_type": ready.kind.value, "at": made.at,
            "width": picture.width if picture else None, "height": picture.height if picture else None,
            "likeness": picture.likeness if picture else "",
        },
    )  # fmt: skip
    return blob
