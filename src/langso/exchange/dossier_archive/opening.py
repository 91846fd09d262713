"""An archive that somebody hands in: where each listed file stands in it, what is missing, added or altered.

Nothing is unpacked and nothing is written. A file is looked for where the frame must have it, and failing that where
the archive's own directory says; packed files are refused, so that no archive grows while it is read.
"""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from pydantic import ValidationError

from langso.exchange.dossier_archive.container import CHUNK, HEADER, Entry, Piece, directory, offsets
from langso.exchange.dossier_archive.manifest import MOST_BYTES, MOST_FILES, NAME, File, Manifest, plain
from langso.language import gettext as _
from langso.problems import (
    ARCHIVE_ADDED,
    ARCHIVE_ALTERED,
    ARCHIVE_FRAME,
    ARCHIVE_MISSING,
    ARCHIVE_UNREADABLE,
    ARCHIVE_UNSAFE,
    Kind,
    Problem,
    Where,
    refuse,
)

_AFTER_NAME = HEADER + len(NAME)
"""Where the manifest starts."""
_SIZE_FIELD = slice(22, 26)
_UNREADABLE = (
    zipfile.BadZipFile, OSError, ValueError, RuntimeError, struct.error, OverflowError, IndexError,
)  # fmt: skip
"""What reading an archive's directory may raise when it was altered."""
_MOST_FRAMES = 3
"""With more places of the frame altered, another program made the archive anew."""


@dataclass
class Opened:
    """An archive with its manifest, and what is wrong with its files; `read` gives those that are whole.

    One that is not safe has been looked into no further.
    """

    name: str
    file: IO[bytes]
    manifest: Manifest
    manifest_size: int
    problems: list[Problem] = field(default_factory=list)
    is_safe: bool = True
    starts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: Kind, value: str, **details: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(kind, Where(self.name), value, details))

    def read(self, path: str) -> bytes | None:
        """A file's content; None where it is missing or altered, which has been noted."""
        if path not in self.starts:
            return None
        self.file.seek(self.starts[path])
        return self.file.read(self.sizes[path])

    @cached_property
    def sizes(self) -> dict[str, int]:
        """The lengths of the listed files."""
        return {listed.path: listed.size for listed in self.manifest.files}


def open_archive(name: str, file: IO[bytes]) -> Opened:
    """Find the manifest and every file that it lists. BadInputError for what is no archive of a dossier."""
    listed = _listed(file)
    text, manifest = _manifest(file, listed)
    if text is None:
        raise refuse(ARCHIVE_UNREADABLE, Where(name), reason=_("it has no manifest, or none that can be read"))
    if manifest is None:
        raise refuse(ARCHIVE_ALTERED, Where(name), value=NAME)
    opened = Opened(name, file, manifest, len(text))
    crc = {zlib.crc32(text)} & {*_crcs(file, listed)}
    if not crc:
        opened.add(ARCHIVE_ALTERED, NAME)
    else:
        _refuse_unsafe(opened, listed)
    if opened.problems:
        opened.is_safe = False
        return opened
    entries = _find(opened, listed)
    if listed is not None:
        _compare_names(opened, listed)
    if not opened.problems:
        _compare_frame(opened, [Entry(NAME, len(text), zlib.crc32(text)), *entries])
    return opened


def _listed(file: IO[bytes]) -> list[zipfile.ZipInfo] | None:
    """The archive's own directory; None where it cannot be read."""
    try:
        return zipfile.ZipFile(file).infolist()
    except _UNREADABLE:
        return None


def _manifest(file: IO[bytes], listed: list[zipfile.ZipInfo] | None) -> tuple[bytes | None, Manifest | None]:
    """The manifest's text and what it says: by the length that its header gives, or that the directory gives."""
    head = _at(file, 0, _AFTER_NAME)
    sizes = [info.file_size for info in listed or () if info.filename == NAME]
    if head.endswith(NAME.encode()):
        sizes.append(int.from_bytes(head[_SIZE_FIELD], "little"))
    found = None
    for size in sizes:
        found = _at(file, _AFTER_NAME, min(size, MOST_BYTES))
        try:
            return found, Manifest.model_validate_json(found)
        except ValidationError:
            continue
    return found, None


def _crcs(file: IO[bytes], listed: list[zipfile.ZipInfo] | None) -> Iterator[int]:
    """The manifest's CRC-32 as its header and the directory have it; one of them may be what was altered."""
    yield int.from_bytes(_at(file, 14, 4), "little")
    yield from (info.CRC for info in listed or () if info.filename == NAME)


def _refuse_unsafe(opened: Opened, listed: list[zipfile.ZipInfo] | None) -> None:
    """Names that lead elsewhere, files that are there twice, and contents that would grow."""
    length = opened.file.seek(0, 2)
    if sum(listed.size for listed in opened.manifest.files) > length:
        opened.add(ARCHIVE_UNSAFE, NAME, reason=_("it lists more than the archive can hold; the archive was cut off"))
    seen: set[str] = set()
    for info in (listed or ())[: MOST_FILES + 1]:
        if (reason := _unsafe(info, seen)) is not None:
            opened.add(ARCHIVE_UNSAFE, _shown(info.filename), reason=reason)
        seen.add(info.filename)
    if len(listed or ()) > MOST_FILES:
        opened.add(ARCHIVE_UNSAFE, NAME, reason=_("there are too many files"))


def _unsafe(info: zipfile.ZipInfo, seen: set[str]) -> str | None:
    if info.filename in seen:
        return _("it is there twice")
    try:
        if info.filename != NAME:
            plain(info.filename)
    except ValueError:
        return _("an export gives no such name; unpacked, it could land outside its folder")
    if info.compress_type != zipfile.ZIP_STORED and info.compress_size < info.file_size:
        return _("it is packed; an export packs nothing")
    return None


def _find(opened: Opened, listed: list[zipfile.ZipInfo] | None) -> list[Entry]:
    """Find each file that the manifest lists, and note those that are altered or missing."""
    files = opened.manifest.files
    names = [(NAME, opened.manifest_size), *((each.path, each.size) for each in files)]
    starts = dict(zip((name for name, _size in names), offsets(names), strict=True))
    by_name = {info.filename: info for info in listed or ()}
    length, entries = opened.file.seek(0, 2), []
    for each in files:
        start = starts[each.path] + HEADER + len(each.path.encode())
        crc = _checked(opened.file, start, each)
        if crc is None and each.path in by_name:
            start = _start_of(opened.file, by_name[each.path])
            crc = _checked(opened.file, start, each)
        if crc is not None:
            opened.starts[each.path] = start
            entries.append(Entry(each.path, each.size, crc))
        elif each.path in by_name or (listed is None and start + each.size <= length):
            opened.add(ARCHIVE_ALTERED, each.path)
        else:
            opened.add(ARCHIVE_MISSING, each.path)
    return entries


def _start_of(file: IO[bytes], info: zipfile.ZipInfo) -> int:
    """Where a content starts by the directory and by the header that it leads to."""
    head = _at(file, info.header_offset, HEADER)
    return info.header_offset + HEADER + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")


def _checked(file: IO[bytes], start: int, wanted: File) -> int | None:
    """The CRC-32 of a content that is what the manifest has the hash of; None when it is not."""
    digest, crc, left = hashlib.sha256(), 0, wanted.size
    file.seek(start)
    while left and (chunk := file.read(min(left, CHUNK))):
        digest.update(chunk)
        crc, left = zlib.crc32(chunk, crc), left - len(chunk)
    return crc if not left and digest.hexdigest() == wanted.sha256 else None


def _compare_names(opened: Opened, listed: list[zipfile.ZipInfo]) -> None:
    """What the directory lacks, and what it lists beside. Of a file that is there as it was, only its line is wrong."""
    wanted, found = {NAME, *opened.sizes}, {info.filename for info in listed}
    lacking, more = wanted - found, found - wanted
    named = {problem.value for problem in opened.problems}
    for path in sorted(lacking - named - opened.starts.keys() - {NAME}):
        opened.add(ARCHIVE_MISSING, path)
    garbled = len(lacking & (opened.starts.keys() | {NAME}))
    for path in sorted(more) if len(more) > garbled else ():
        opened.add(ARCHIVE_ADDED, _shown(path))


def _compare_frame(opened: Opened, entries: list[Entry]) -> None:
    """Every byte between the contents, and after them, against what the contents ask for."""
    starts = offsets((entry.name, entry.size) for entry in entries)
    headers = [Piece(entry.name, start, entry.header) for entry, start in zip(entries, starts, strict=True)]
    after = directory(entries)
    altered = [
        *(_("the header of {file}").format(file=each.name) for each in headers if not _is_there(opened.file, each)),
        *(_entry_words(each) for each in after if not _is_there(opened.file, each)),
    ]
    if opened.file.seek(0, 2) > after[-1].start + len(after[-1].content):
        altered.append(_("what follows its end"))
    if len(altered) > _MOST_FRAMES:
        altered = [_("many places: another program made it anew")]
    for place in altered:
        opened.add(ARCHIVE_FRAME, place)


def _entry_words(piece: Piece) -> str:
    return _("the directory's line of {file}").format(file=piece.name) if piece.name else _("the end of its directory")


def _is_there(file: IO[bytes], piece: Piece) -> bool:
    return _at(file, piece.start, len(piece.content)) == piece.content


def _at(file: IO[bytes], start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)


def _shown(name: str) -> str:
    """A name from elsewhere, on one line and not without end."""
    return "".join(sign if sign.isprintable() else "�" for sign in name)[:200]
