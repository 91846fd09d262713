"""What a file is, told from its content alone: its name and what the browser says of it are never asked."""

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from langso.language import mark as _

HEAD = 4096
"""So many bytes at the start are looked at; an archive's list of names stands at its end."""


class MediaType(StrEnum):
    """What evidence may be."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"


SUFFIXES = {MediaType.PDF: ".pdf", MediaType.JPEG: ".jpg", MediaType.PNG: ".png", MediaType.WEBP: ".webp"}


@dataclass(frozen=True, slots=True)
class Stranger:
    """What a file is that may not be evidence, in words, and what to send instead."""

    found: str
    instead: str


_AS_PDF = _("Save or print it as PDF and send that.")
_AS_PHOTO = _("Send a photo or a PDF.")
_AS_JPEG = _("Save it as JPEG or PNG and send that.")

PROGRAM = Stranger(_("a program"), _AS_PHOTO)
SCRIPT = Stranger(_("a script"), _AS_PHOTO)
SVG = Stranger(_("an SVG drawing, which may hold scripts"), _AS_JPEG)
HTML = Stranger(_("a web page, which may hold scripts"), _AS_PDF)
MACROS = Stranger(_("an Office document with macros"), _AS_PDF)
OFFICE = Stranger(_("an Office document, which can still be changed"), _AS_PDF)
ARCHIVE = Stranger(_("an archive of files"), _("Unpack it and send the photos and PDFs themselves."))
HEIC = Stranger(_("a photo in Apple's format HEIC, which most computers cannot show"), _AS_JPEG)
PICTURE = Stranger(_("a picture in a format that not every computer shows"), _AS_JPEG)
FILM = Stranger(_("a film or a sound recording"), _AS_PHOTO)
UNKNOWN = Stranger(_("of a kind that is not known here"), _AS_PHOTO)

_STARTS: tuple[tuple[bytes, MediaType | Stranger], ...] = (
    (b"%PDF-", MediaType.PDF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xfe\xed\xfa", PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
    (b"dex\n", PROGRAM),
    (b"#!", SCRIPT),
    (b"{\\rtf", OFFICE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ", ARCHIVE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"8BPS", PICTURE),
    (b"\x1aE\xdf\xa3", FILM),
    (b"OggS", FILM),
    (b"ID3", FILM),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_TAG = re.compile(rb"<\s*(svg|!doctype|html|head|body|script|iframe|\?xml)", re.IGNORECASE)
_OFFICE_NAMES = ("word/", "xl/", "ppt/", "META-INF/manifest.xml", "content.xml")


def type_of(content: bytes) -> MediaType | Stranger:
    """What a content is: a type that may be evidence, or a stranger."""
    head = content[:HEAD]
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return MediaType.WEBP if head[8:12] == b"WEBP" else FILM
    if head[4:8] == b"ftyp":
        return _boxed(head[8:12])
    if head.startswith(_OLE):
        return MACROS if b"V\x00B\x00A\x00" in content or b"_VBA_PROJECT" in content else OFFICE
    if head.startswith(b"PK"):
        return _zipped(content)
    return _text(head)


def _boxed(brand: bytes) -> Stranger:
    if brand in _HEIF:
        return HEIC
    return PICTURE if brand in (b"avif", b"avis") else FILM


def _zipped(content: bytes) -> Stranger:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return ARCHIVE
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        return MACROS
    if any(name.startswith(_OFFICE_NAMES) for name in names):
        return OFFICE
    return PROGRAM if {"AndroidManifest.xml", "META-INF/MANIFEST.MF"} & set(names) else ARCHIVE


def _text(head: bytes) -> Stranger:
    """Text in any of the usual encodings: UTF-16 has a zero between its letters, which is left out before looking."""
    plain = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    tags = {tag.lower() for tag in _TAG.findall(plain)}
    if b"svg" in tags:
        return SVG
    return HTML if tags else UNKNOWN
