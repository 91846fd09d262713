"""The outside of a workbook: whether a file is an .xlsx at all, safe to unpack, and what its cells hide.

Looks at bytes only. Error cells and formulas never calculated look blank to the reader, so they are found here.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from langso import problems
from langso.problems import BadInputError, Where, refuse

LARGEST_UNPACKED = 512 << 20
"""Bytes that a workbook may unpack to."""

MOST_PARTS = 10_000
MOST_CELLS = 40_000_000
"""Cells in the rectangle from A1 to the last cell of a sheet; the reader keeps every one of them in memory."""

MOST_HIDDEN = 10_000
"""Error cells of a sheet that are kept with their places, and as many formulas never calculated; more are counted."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLOCK = 4 << 20
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

# A pattern must come to an end in one pass whatever a stranger wrote: none looks past the next "<" for what closes a
# tag, and what was passed over once is not tried again (*+, (?>…)).
_CELL = rb"<(?:\w++:)?c\s"
_ERROR = re.compile(
    _CELL + rb"(?=[^<>]*?\bt=[\"']e[\"'])[^<>]*+>"
    rb"(?:(?<=/>)|[^<]*+(?:<(?!/?(?:\w++:)?c[\s/>])[^<]*+)*+</(?:\w++:)?c>)"
)  # fmt: skip
_BARE_FORMULA = re.compile(
    _CELL + rb"(?![^<>]*?\bt=)[^<>]*+>\s*+<(?:\w++:)?f(?:\s[^<>]*)?(?:/>|>[^<]*+</(?:\w++:)?f>)\s*+"
    rb"(?:<(?:\w++:)?v\s*+/>|<(?:\w++:)?v>\s*+</(?:\w++:)?v>)?\s*+</(?:\w++:)?c>"
)  # fmt: skip
_OUTSIDE = re.compile(rb"<(?:\w++:)?f(?:\s[^<>]*+)?>[^<]*?(?:\[\d++\]|WEBSERVICE\()")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_VALUE = re.compile(rb"<(?:\w++:)?v>([^<]*+)<")
_MAYBE_FAR = re.compile(rb"r=[\"'](?:[A-Z]{2,}+\d|[A-Z]?\d{7})")
_FAR_ROW = re.compile(rb"\br=[\"'][A-Z]*+(\d{7,}+)[\"']")
_WIDE_CELL = re.compile(_CELL + rb"(?>[^<>]*?\br=[\"'])([A-Z]{2,}+)(\d++)[\"'][^<>/]*+>(?!\s*+</)")
_LAST_ROW = re.compile(rb"<(?:\w++:)?row\s(?>[^<>]*?\br=[\"'])(\d++)[\"']")
_ATTRIBUTE = re.compile(r"(?<![\w:])([\w:]++)=\"([^\"]*+)\"")
_RELATION = re.compile(r"<(?:\w++:)?Relationship\s[^<>]*+>")
_SHEET = re.compile(r"<(?:\w++:)?sheet\s[^<>]*+>")
_WIDEST = len("XFD")


@dataclass(slots=True)
class Hidden:
    """What a sheet's cells hide: error cells and formulas without a value, as (row, column letters, what is shown)."""

    errors: list[tuple[int, str, str]] = field(default_factory=list)
    uncalculated: list[tuple[int, str, str]] = field(default_factory=list)
    more_errors: int = 0
    more_uncalculated: int = 0
    """How many there are beyond the first `MOST_HIDDEN` of each."""
    outside: bool = False
    """Whether a formula takes its value from another file or from the network."""
    columns: int = 26
    rows: int = 1


def examine(path: Path) -> dict[str, Hidden]:
    """What the sheets hide, by sheet name. BadInputError when it is no workbook, is locked, damaged or too big."""
    refuse_other_kinds(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise refuse(problems.WORKBOOK_NONE, Where(path.name))
            if any(part.flag_bits & 1 for part in parts):
                raise refuse(problems.WORKBOOK_LOCKED, Where(path.name))
            return _examine_parts(archive, parts, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise refuse(problems.WORKBOOK_DAMAGED, Where(path.name), reason=type(error).__name__) from error


def refuse_other_kinds(path: Path) -> None:
    """BadInputError when the file is no .xlsx by its first bytes, or is locked with a password."""
    try:
        with path.open("rb") as file:
            start = file.read(_BLOCK)
    except OSError as error:
        raise refuse(problems.PACKAGE_NOT_READABLE, Where(path.name), reason=str(error.strerror)) from error
    if start.startswith(_OLE):
        locked = _ENCRYPTED_PACKAGE in start
        raise refuse(problems.WORKBOOK_LOCKED if locked else problems.WORKBOOK_XLS, Where(path.name))
    if not start.startswith(b"PK"):
        raise refuse(problems.WORKBOOK_NOT, Where(path.name))


def _examine_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], path: Path) -> dict[str, Hidden]:
    too_big = refuse(problems.WORKBOOK_TOO_BIG, Where(path.name), limit=f"{LARGEST_UNPACKED >> 20} MiB")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise too_big
    left = LARGEST_UNPACKED
    found: dict[str, Hidden] = {}
    for part in parts:
        hidden = found.setdefault(part.filename, Hidden())
        is_sheet = part.filename.startswith("xl/worksheets/")
        rest = b""
        for block in _unpacked(archive, part):
            left -= len(block)
            if left < 0:
                raise too_big
            if is_sheet:
                rest = _look_at(rest + block, hidden, path)
        if is_sheet:
            _look_at(rest + b"</row>", hidden, path)
            if hidden.columns * hidden.rows > MOST_CELLS:
                raise _far(path, f"{hidden.rows} × {hidden.columns}")
    return {name: found[part] for name, part in _sheets(archive).items() if part in found}


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes as they really unpack, whatever size its entry claims; the checksum is verified at the end."""
    honest = copy(part)
    honest.file_size = 1 << 62
    with archive.open(honest) as file:
        while block := file.read(_BLOCK):
            yield block


def _far(path: Path, cell: str) -> BadInputError:
    return refuse(problems.WORKBOOK_FAR_CELL, Where(path.name), cell)


def _look_at(text: bytes, hidden: Hidden, path: Path) -> bytes:
    """Look at the whole rows of a piece of a sheet; give back the unfinished rest."""
    end = text.rfind(b"</row>") + len(b"</row>") if b"</row>" in text else 0
    if not end and len(text) < 4 * _BLOCK:
        return text
    piece = text[:end] if end else text
    if _MAYBE_FAR.search(piece):
        for far in _FAR_ROW.finditer(piece):
            if int(far[1]) > 1_048_576:
                raise _far(path, far[1].decode())
        for wide in _WIDE_CELL.finditer(piece):
            if len(wide[1]) > _WIDEST:
                raise _far(path, f"{wide[1][:9].decode()}…")
            hidden.columns = max(hidden.columns, _number(wide[1]))
            hidden.rows = max(hidden.rows, int(wide[2]))
    for row in _LAST_ROW.finditer(piece):
        hidden.rows = max(hidden.rows, int(row[1]))
    if b't="e"' in piece or b"t='e'" in piece:
        hidden.more_errors += _note(hidden.errors, _ERROR.finditer(piece))
    if b"<f" in piece or b":f" in piece:
        hidden.outside = hidden.outside or bool(_OUTSIDE.search(piece))
        hidden.more_uncalculated += _note(hidden.uncalculated, _BARE_FORMULA.finditer(piece))
    return text[end:] if end else b""


def _note(cells: list[tuple[int, str, str]], found: Iterator[re.Match[bytes]]) -> int:
    """Keep the first of the cells found; the answer is how many more there are."""
    more = 0
    for match in found:
        if len(cells) < MOST_HIDDEN:
            cells.append(_place(match.group()))
        else:
            more += 1
    return more


def _place(cell: bytes) -> tuple[int, str, str]:
    reference = _REFERENCE.search(cell)
    value = _VALUE.search(cell)
    letters, row = (reference[1].decode(), int(reference[2])) if reference else ("", 0)
    return row, letters, value[1].decode("utf-8", "replace") if value else ""


def _number(letters: bytes) -> int:
    n = 0
    for letter in letters:
        n = n * 26 + letter - 64
    return n


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part of the archive that holds it."""
    workbook = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    try:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets = {}
    for relation in _RELATION.findall(relations):
        of = dict(_ATTRIBUTE.findall(relation))
        target = html.unescape(of.get("Target", ""))
        targets[of.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = {}
    for sheet in _SHEET.findall(workbook):
        of = dict(_ATTRIBUTE.findall(sheet))
        identity = next((value for key, value in of.items() if key.endswith(":id")), "")
        sheets[html.unescape(of.get("name", ""))] = targets.get(identity, "")
    return sheets
