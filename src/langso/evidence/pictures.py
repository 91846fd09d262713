"""Pictures: read whole, turned upright, kept without what they say of camera and owner, made small, and compared.

A picture is always written anew, so nothing that was hidden in or behind it is kept.
"""

import io
import struct
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from PIL import ExifTags, Image, ImageOps, JpegImagePlugin, UnidentifiedImageError

from langso.evidence.types import MediaType

PIXELS = 25_000_000
"""A phone's ordinary setting has fewer. A few kilobytes may hold as many, so one picture is unpacked at a time."""

_ONE_AT_A_TIME = threading.Lock()
_NO_SENSE = (TypeError, ValueError, KeyError, OverflowError, SyntaxError, struct.error, OSError)

THUMBNAIL = 320
_PROFILE = 64 * 1024
"""A colour profile up to this size is kept: colours would be wrong without it. None that is honest is larger."""


class TooLargeError(Exception):
    """More pixels than are read here."""


class MovesError(Exception):
    """More than one picture in a row."""


class BrokenError(Exception):
    """It cannot be read as a whole."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept, its thumbnail (WebP), its likeness, and what it said of where and when it was taken."""

    content: bytes
    width: int
    height: int
    thumbnail: bytes
    likeness: str
    taken_on: date | None
    place: tuple[float, float] | None


def read(content: bytes, kind: MediaType) -> Picture:
    """Read a picture of a known kind. TooLargeError, MovesError, BrokenError."""
    formats = {MediaType.JPEG: ["JPEG"], MediaType.PNG: ["PNG"], MediaType.WEBP: ["WEBP"]}[kind]
    try:
        with _ONE_AT_A_TIME, Image.open(io.BytesIO(content), formats=formats) as image:
            if image.width * image.height > PIXELS:
                raise TooLargeError
            if kind is not MediaType.JPEG and getattr(image, "n_frames", 1) > 1:
                raise MovesError
            image.load()
            taken_on, place = _said(image)
            kept = _written(image, kind)
            width, height = image.size
            small = _small(image)
            return Picture(kept, width, height, _webp(small), likeness_of(small), taken_on, place)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError) as error:
        raise BrokenError from error
    except Image.DecompressionBombError as error:
        raise TooLargeError from error


def _said(image: Image.Image) -> tuple[date | None, tuple[float, float] | None]:
    """When and where it was taken; turns it upright where it lies. What makes no sense is as if it were not said."""
    try:
        exif = image.getexif()
        said = _taken_on(exif), _place(exif)
        ImageOps.exif_transpose(image, in_place=True)
    except _NO_SENSE:
        return None, None
    return said


def _written(image: Image.Image, kind: MediaType) -> bytes:
    """The picture, which is upright, without metadata, as finely as it was compressed before."""
    profile = image.info.get("icc_profile") or b""
    more: dict[str, Any] = {"icc_profile": profile} if 0 < len(profile) <= _PROFILE else {"icc_profile": None}
    image.info = {k: v for k, v in image.info.items() if k == "transparency"}
    if kind is MediaType.JPEG:
        more |= _fineness(image)
    elif kind is MediaType.WEBP:
        more |= {"quality": 90}
    made = io.BytesIO()
    image.save(made, {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}[kind], exif=b"", **more)
    return made.getvalue()


def _fineness(image: Image.Image) -> dict[str, Any]:
    """With the same tables a JPEG that is written anew loses next to nothing."""
    tables: Mapping[int, Any] | None = getattr(image, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(image)
    if not tables or sampling < 0:
        return {"quality": 92}
    return {"qtables": dict(tables), "subsampling": sampling}


def _small(image: Image.Image) -> Image.Image:
    """Small, and by that the picture itself is made small: what was kept of it has been written."""
    small = image
    if small.mode not in ("RGB", "RGBA", "L"):
        small = small.convert("RGBA" if "transparency" in small.info or small.mode in ("LA", "PA") else "RGB")
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    return small


def _webp(image: Image.Image) -> bytes:
    image.info = {}
    made = io.BytesIO()
    image.save(made, "WEBP", quality=72, exif=b"", icc_profile=None)
    return made.getvalue()


def likeness_of(image: Image.Image) -> str:
    """64 bits, each whether a point is lighter than its neighbour; "" for a picture so even that they say nothing."""
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX)
    light = list(grey.tobytes())
    if max(light) - min(light) < 24:
        return ""
    bits = [light[9 * y + x] < light[9 * y + x + 1] for y in range(8) for x in range(8)]
    return "" if sum(bits) < 8 or sum(bits) > 56 else f"{int(''.join('01'[bit] for bit in bits), 2):016x}"


def _taken_on(exif: Image.Exif) -> date | None:
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    said = inner.get(ExifTags.Base.DateTimeOriginal) or inner.get(ExifTags.Base.DateTimeDigitized)
    try:
        return datetime.strptime(str(said).strip("\x00 ")[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - a camera's own day
    except ValueError:
        return None


def _place(exif: Image.Exif) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None where they are not given, or are 0, 0 as cameras without a fix say."""
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    lat = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "S")
    lon = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "W")
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or (lat == 0 and lon == 0):
        return None
    return round(lat, 6), round(lon, 6)


def _degrees(parts: Any, side: Any, negative: str) -> float | None:
    try:
        degrees, minutes, seconds = (Fraction(part) for part in parts)
        found = float(degrees + minutes / 60 + seconds / 3600)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return -found if str(side).strip("\x00 ").upper() == negative else found
