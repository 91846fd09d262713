"""The archive of a backup: a zip of members with their SHA-256 in a manifest, written and read as a stream."""

import hashlib
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import ValidationError

from langso.exchange.safekeeping.manifest import DATABASE, FILES, Manifest, Member
from langso.language import gettext as _
from langso.problems import BACKUP_DAMAGED, BACKUP_UNREADABLE, Where, refuse

_MANIFEST = "manifest.json"
_MANIFEST_LIMIT = 256 * 1024 * 1024
_CHUNK = 1024 * 1024


class ArchiveWriter:
    """Puts members into an archive one after the other; nothing is held in memory."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._archive = opened
        self.members: dict[str, Member] = {}

    def put(self, name: str, source: IO[bytes], *, compress: bool) -> None:
        """A member from a stream of any length."""
        entry = zipfile.ZipInfo(name, time.localtime()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._archive.open(entry, "w", force_zip64=True) as target:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
        self.members[name] = Member(bytes=size, sha256=digest.hexdigest())

    def finish(self, manifest: Manifest) -> Manifest:
        """The manifest comes last, since only now all members are known."""
        whole = manifest.model_copy(update={"members": self.members})
        self._archive.writestr(_MANIFEST, whole.model_dump_json(indent=1), zipfile.ZIP_DEFLATED)
        return whole


@contextmanager
def writing(target: Path) -> Iterator[ArchiveWriter]:
    """An archive to put members into, readable by this account alone."""
    target.touch(mode=0o600)
    with zipfile.ZipFile(target, "w", allowZip64=True) as opened:
        yield ArchiveWriter(opened)


class ArchiveReader:
    """An archive whose manifest has been read; each member is checked as it is taken out."""

    def __init__(self, opened: zipfile.ZipFile, name: str, manifest: Manifest) -> None:
        self._archive = opened
        self._name = name
        self.manifest = manifest

    def take_out(self, name: str, target: Path) -> None:
        """Write a member to `target`. BadInputError when it is not what the manifest says."""
        wanted = self.manifest.members[name]
        digest, size = hashlib.sha256(), 0
        try:
            with self._archive.open(name) as source, target.open("xb") as file:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    if size > wanted.bytes:
                        raise refuse(BACKUP_DAMAGED, Where(self._name), value=name)
                    file.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise refuse(BACKUP_DAMAGED, Where(self._name), value=name) from error
        if (size, digest.hexdigest()) != (wanted.bytes, wanted.sha256):
            raise refuse(BACKUP_DAMAGED, Where(self._name), value=name)

    def files(self) -> list[str]:
        """The evidence files, by their names in the archive."""
        return [name for name in self.manifest.members if name.startswith(FILES)]


@contextmanager
def reading(file: Path) -> Iterator[ArchiveReader]:
    """An archive to take members out of. BadInputError for what is none, was cut off, or lists other members."""
    try:
        opened = zipfile.ZipFile(file)
    except OSError as error:
        raise refuse(BACKUP_UNREADABLE, Where(file.name), reason=error.strerror or type(error).__name__) from error
    except zipfile.BadZipFile as error:
        raise refuse(
            BACKUP_UNREADABLE, Where(file.name), reason=_("it is no archive, or its end is missing")
        ) from error
    with opened:
        yield ArchiveReader(opened, file.name, _manifest(opened, file))


def _manifest(opened: zipfile.ZipFile, file: Path) -> Manifest:
    names = opened.namelist()
    if _MANIFEST not in names or opened.getinfo(_MANIFEST).file_size > _MANIFEST_LIMIT:
        raise refuse(BACKUP_UNREADABLE, Where(file.name), reason=_("it has no manifest"))
    try:
        manifest = Manifest.model_validate_json(opened.read(_MANIFEST))
    except (ValidationError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise refuse(BACKUP_DAMAGED, Where(file.name), value=_MANIFEST) from error
    listed = {*manifest.members, _MANIFEST}
    for name in sorted(listed ^ set(names)):
        raise refuse(BACKUP_DAMAGED, Where(file.name), value=name)
    for name in manifest.members:
        if name != DATABASE and not _is_plain(name):
            raise refuse(BACKUP_DAMAGED, Where(file.name), value=name)
    if DATABASE not in manifest.members or len(names) != len(listed):
        raise refuse(BACKUP_DAMAGED, Where(file.name), value=DATABASE)
    return manifest


def _is_plain(name: str) -> bool:
    """Whether a name stays below `FILES` wherever it is unpacked."""
    inner = PurePosixPath(name.removeprefix(FILES))
    return name == f"{FILES}{inner}" and ".." not in inner.parts and not inner.is_absolute() and "\\" not in name
