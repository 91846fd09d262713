"""Where contents are kept: one file each, named by its hash, in MEDIA_ROOT/ab/cdef…; no web server looks there."""

import hashlib
from pathlib import Path

from django.conf import settings

from langso.files import put_in_place


def path_of(sha256: str) -> Path:
    """The file of a content."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:]


def thumbnail_of(sha256: str) -> Path:
    """The file of its thumbnail."""
    return path_of(sha256).with_suffix(".webp")


def keep(content: bytes, thumbnail: bytes | None = None) -> str:
    """Keep a content, once; its hash. The file is there as a whole before anything in the database says so.

    When the change that wanted it fails, the file stays behind; nothing leads to it, and the same content will use it.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    _write(path_of(sha256), content)
    if thumbnail is not None:
        _write(thumbnail_of(sha256), thumbnail)
    return sha256


def is_whole(sha256: str) -> bool:
    """Whether the file is there and is what its name says."""
    try:
        with path_of(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    with put_in_place(path, overwrite=True) as unfinished:
        unfinished.write_bytes(content)
