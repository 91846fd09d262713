"""The frame of the archive: a zip whose bytes follow from names and contents alone.

Nothing is packed and nothing is left to chance: no moment, no order but the given one, no field that a reader could
overlook. So whoever knows the contents knows every byte, and one that is another is found wherever it stands.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_OFFSET_64 = struct.Struct("<2HQ")

HEADER = _LOCAL.size
"""The length of what stands before a member's name."""

_MADE_BY, _NEEDED, _NEEDED_64 = (3 << 8) | 20, 20, 45
_UTF_8 = 0x800
_FIRST_DAY = 0x21
"""1980-01-01, the first day that a zip can name."""
_A_FILE = 0o100644 << 16
_LARGE, _MANY = 0xFFFF_FFFF, 0xFFFF
"""What stands in a field of 32 or 16 bits when the number itself stands in a field of 64."""

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as the frame knows it: its name, its length and the CRC-32 of its content."""

    name: str
    size: int
    crc: int

    @property
    def header(self) -> bytes:
        """What stands before its content."""
        name = self.name.encode()
        fields = (_NEEDED, _UTF_8, 0, 0, _FIRST_DAY, self.crc, self.size, self.size, len(name), 0)
        return _LOCAL.pack(b"PK\x03\x04", *fields) + name

    def listed(self, offset: int) -> bytes:
        """Its line in the directory."""
        name, large = self.name.encode(), _is_large(offset)
        extra = _OFFSET_64.pack(1, 8, offset) if large else b""
        fields = (
            _MADE_BY, _NEEDED_64 if large else _NEEDED, _UTF_8, 0, 0, _FIRST_DAY, self.crc, self.size, self.size,
            len(name), len(extra), 0, 0, 0, _A_FILE, _LARGE if large else offset,
        )  # fmt: skip
        return _CENTRAL.pack(b"PK\x01\x02", *fields) + name + extra


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the frame: what it belongs to ("" for the end), where it starts, and its bytes."""

    name: str
    start: int
    content: bytes


def offsets(entries: Iterable[tuple[str, int]]) -> Iterator[int]:
    """Where the header of each member starts, by name and length."""
    place = 0
    for name, size in entries:
        yield place
        place += HEADER + len(name.encode()) + size


def directory(entries: list[Entry]) -> list[Piece]:
    """What follows the last content: a line for each member, then the end."""
    starts = list(offsets((entry.name, entry.size) for entry in entries))
    first = starts[-1] + len(entries[-1].header) + entries[-1].size
    found, place = [], first
    for entry, offset in zip(entries, starts, strict=True):
        found.append(Piece(entry.name, place, entry.listed(offset)))
        place += len(found[-1].content)
    found.append(Piece("", place, _end(len(entries), first, place - first)))
    return found


def _end(count: int, first: int, size: int) -> bytes:
    wide, told = b"", first
    if count >= _MANY or _is_large(first):
        wide = _END_64.pack(b"PK\x06\x06", _END_64.size - 12, _MADE_BY, _NEEDED_64, 0, 0, count, count, size, first)
        wide += _LOCATOR_64.pack(b"PK\x06\x07", 0, first + size, 1)
        told = _LARGE
    shown = min(count, _MANY)
    return wide + _END.pack(b"PK\x05\x06", 0, 0, shown, shown, min(size, _LARGE), told, 0)


def _is_large(offset: int) -> bool:
    return offset >= _LARGE


def write(target: IO[bytes], members: Iterable[tuple[Entry, Iterable[bytes]]]) -> None:
    """Write an archive. ValueError when a content is not what its entry says; the target is no archive then."""
    entries = []
    for entry, content in members:
        entries.append(entry)
        target.write(entry.header)
        size, crc = 0, 0
        for chunk in content:
            size, crc = size + len(chunk), zlib.crc32(chunk, crc)
            target.write(chunk)
        if (size, crc) != (entry.size, entry.crc):
            raise ValueError(entry.name)
    for piece in directory(entries):
        target.write(piece.content)
