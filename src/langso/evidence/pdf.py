"""What may be wrong with a PDF: whether it is whole, and whether it does more than show pages.

It is searched for the names of what acts, in its bytes and in its compressed objects; it is not interpreted. So a PDF
that merely mentions such a name in plain text is refused too. See docs/decisions/0012-a-pdf-is-searched-not-run.md.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from langso.language import mark as _

UNPACKED = 64 * 1024 * 1024
"""The compressed objects of one document may come to this many bytes; more is made to exhaust, not to be read."""

STREAMS = 200_000
"""More streams than any document has that is small enough to be sent."""

TAIL = 2048
_END = re.compile(rb"%%EOF\s*\Z")
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_OBJECTS = re.compile(rb"\s*(?:%|\d+\s+\d+\s)")
"""An object stream begins with the numbers of its objects and where they stand."""

_STREAM = re.compile(rb"\bstream\r?\n")
_PLAIN = re.compile(rb"<<([\w\s/#.\[\]+-]{0,4000}+)>>\s{0,9}stream\r?\n")
_FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode\b|\[\s*/FlateDecode\s*\])")
_KEYS = {b"Type", b"ObjStm", b"N", b"First", b"Length", b"Filter", b"FlateDecode", b"Extends"}
"""What the dictionary of an object stream may say; another filter, or a second one, would hide what is packed."""

_FIRST_PIECE, _PIECE = 4096, 64 * 1024

ACTING: tuple[tuple[bytes, str], ...] = (
    (b"/Encrypt", _("is encrypted or protected by a password")),
    (b"/JavaScript", _("holds scripts")),
    (b"/Launch", _("starts programs")),
    (b"/EmbeddedFile", _("holds other files within it")),
    (b"/RichMedia", _("holds films or other active content")),
    (b"/SubmitForm", _("sends what is typed elsewhere")),
    (b"/ImportData", _("reads data from elsewhere")),
    (b"/GoToE", _("holds other files within it")),
)
"""Names after which a document does more than show pages. `/JS` need not be sought: no script acts with it alone."""

BROKEN_START = _("it does not begin as a PDF does")
BROKEN_END = _("its end is missing, or something was appended to it")
BROKEN_PACKED = _("its compressed parts cannot be read")
TWO_IN_ONE = _("is an archive of files at the same time")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in words; `broken` when the document is damaged rather than unsafe."""

    words: str
    broken: bool = False


def fault_of(content: bytes) -> Fault | None:
    """The first thing wrong with a PDF; None when it only shows pages."""
    if not _HEADER.match(content):
        return Fault(BROKEN_START, broken=True)
    if b"startxref" not in content[-TAIL:] or not _END.search(content[-TAIL:]):
        return Fault(BROKEN_END, broken=True)
    if b"PK\x05\x06" in content[-65_600:]:
        return Fault(TWO_IN_ONE)
    if found := _acting(content):
        return found
    try:
        return next((found for part in _packed(content) if (found := _acting(part))), None)
    except (zlib.error, ValueError):
        return Fault(BROKEN_PACKED, broken=True)


def _spelt(name: bytes) -> bytes:
    """The pattern of a name, each letter of which may be written as an escape: /J#61vaScript."""
    letters = (b"(?:%c|#%s)" % (letter, _either_case(b"%02x" % letter)) for letter in name.removeprefix(b"/"))
    return b"".join(letters)


def _either_case(digits: bytes) -> bytes:
    return re.sub(rb"[a-f]", lambda found: b"[%s%s]" % (found[0], found[0].upper()), digits)


_ACTS = re.compile(b"/(?:" + b"|".join(b"(%s)" % _spelt(name) for name, _words in ACTING) + b")")
_OBJECT_STREAM = re.compile(b"/" + _spelt(b"ObjStm"))


def _acting(content: bytes) -> Fault | None:
    found = _ACTS.search(content)
    return Fault(ACTING[found.lastindex - 1][1]) if found and found.lastindex else None


def _packed(content: bytes) -> Iterator[bytes]:
    """What object streams hold, in which other objects lie compressed. ValueError where not all of them can be read.

    They are known by how they begin, since what a dictionary says of its stream can be made hard to find.
    """
    left, spent, read = UNPACKED, 0, set[int]()
    for number, found in enumerate(_STREAM.finditer(content)):
        if number == STREAMS:
            raise ValueError("more streams than are looked at here")
        if not _begins_like_objects(content[found.end() : found.end() + 512]):
            continue
        part, length = _unpacked(content, found.end(), left)
        left, spent = left - len(part), spent + length
        if spent > len(content):
            raise ValueError("object streams lie within each other")
        read.add(found.end())
        yield part
    if not read.issuperset(_object_streams(content)):
        raise ValueError("an object stream is packed in a way that is not read here")


def _object_streams(content: bytes) -> Iterator[int]:
    """Where what calls itself an object stream begins; ValueError unless its dictionary says it plainly."""
    end = 0
    for named in _OBJECT_STREAM.finditer(content):
        if named.start() < end:
            continue
        plain = _PLAIN.match(content, max(0, content.rfind(b"<<", max(0, named.start() - 4000), named.start())))
        keys = re.findall(rb"/([^\s/\[\]]*)", plain[1]) if plain else []
        if not plain or plain.end() < named.end() or len(set(keys)) < len(keys) or not _KEYS.issuperset(keys):
            raise ValueError("the dictionary of an object stream is not plain")
        if not _FLATE.search(plain[1]):
            raise ValueError("an object stream is packed in another way than Flate")
        end = plain.end()
        yield end


def _unpacked(content: bytes, start: int, most: int) -> tuple[bytes, int]:
    """What a stream holds, and of how many bytes; in pieces, else all that lies behind it is copied too."""
    unpacking, parts, at, size = zlib.decompressobj(), list[bytes](), start, _FIRST_PIECE
    while at < len(content) and not unpacking.eof:
        piece = content[at : at + size]
        part = unpacking.decompress(piece, most)
        at, size, most = at + len(piece), _PIECE, most - len(part)
        parts.append(part)
        if most <= 0:
            raise ValueError("object streams unpack to more than is read here")
    return b"".join(parts), at - len(unpacking.unused_data) - start


def _begins_like_objects(packed: bytes) -> bool:
    try:
        return _OBJECTS.match(zlib.decompressobj().decompress(packed, 64)) is not None
    except zlib.error:
        return False
