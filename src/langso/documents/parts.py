"""A template's file taken apart: refused where it is none, too large, or holds more than text, tables and pictures.

Gives its paragraphs in the order in which they are read, each with its place in words.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from langso.language import gettext as _
from langso.problems import TEMPLATE_NOT_READABLE, TEMPLATE_TOO_LARGE, TEMPLATE_UNSAFE, Where, refuse

LARGEST = 4 * 1024 * 1024
"""Bytes that a template may have."""

UNPACKED = 32 * 1024 * 1024
"""Bytes that all its parts may have."""

LARGEST_PART = 3 * 1024 * 1024
"""Bytes that a part that is text may have."""

MAIN = "word/document.xml"
_READ = ("word/header", "word/footer", "word/footnotes")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "REF", "SEQ", "STYLEREF", "TOC", "HYPERLINK"}
_FIELDS |= {"DATE", "TIME", "TITLE", "SUBJECT", "AUTHOR", "SYMBOL", "FORMTEXT", "FORMCHECKBOX"}
"""What Word may compute in a document. Others fetch files or run programs."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text, its place in words, and the numbers of the cell, row and table that it lies in.

    `cell` is also that of a box or of the body; `row` and `table` are 0 outside tables.
    """

    text: str
    place: str
    cell: int
    row: int = 0
    table: int = 0


def paragraphs_of(content: bytes, name: str) -> list[Paragraph]:
    """The paragraphs of a template: body, heads, feet and footnotes."""
    parts = _opened(content, name)
    if MAIN not in parts:
        raise refuse(TEMPLATE_NOT_READABLE, Where(name), reason=_("it is no text document"))
    numbers: dict[Any, int] = {}
    found = list(_paragraphs(parts[MAIN], "", numbers))
    for path, tree in parts.items():
        if path.startswith(_READ):
            kind = {"header": _("head"), "footer": _("foot"), "footnotes": _("footnotes")}
            word = next(said for start, said in kind.items() if path.startswith(f"word/{start}"))
            found += _paragraphs(tree, word, numbers)
    return found


def _opened(content: bytes, name: str) -> dict[str, Any]:
    """The parts that are XML, by their path."""
    if len(content) > LARGEST:
        raise _too_large(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
            if sum(entry.file_size for entry in listed) > UNPACKED:
                raise _too_large(name)
            _check_names([entry.filename for entry in listed], name)
            texts = [e for e in listed if PurePosixPath(e.filename).suffix in (".xml", ".rels")]
            if any(entry.file_size > LARGEST_PART for entry in texts):
                raise _too_large(name)
            parts = {entry.filename: _parsed(archive.read(entry), name) for entry in texts}
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise refuse(TEMPLATE_NOT_READABLE, Where(name), reason=type(error).__name__) from error
    for path, tree in parts.items():
        _check_part(path, tree, name)
    return parts


def _too_large(name: str) -> Exception:
    most = {"most": f"{LARGEST >> 20} MB", "unpacked": f"{UNPACKED >> 20} MB"}
    return refuse(TEMPLATE_TOO_LARGE, Where(name), **most)


def _parsed(content: bytes, name: str) -> Any:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    if root.getroottree().docinfo.doctype:
        raise _unsafe(name, _("a document type of its own"))
    return root


def _check_names(names: list[str], name: str) -> None:
    for path in names:
        folded = path.lower()
        if "vbaproject" in folded or "/activex/" in folded or "/macrosheets/" in folded:
            raise _unsafe(name, _("macros"))
        if "/embeddings/" in folded:
            raise _unsafe(name, _("another file within it"))


def _check_part(path: str, tree: Any, name: str) -> None:
    if path.endswith(".rels"):
        for link in tree.iter("{*}Relationship"):
            if link.get("TargetMode") == "External" and not str(link.get("Type")).endswith("/hyperlink"):
                raise _unsafe(name, _("a link to something outside: {target}").format(target=link.get("Target")))
        return
    codes = ["".join(each.itertext()) for each in tree.iter(f"{_W}instrText")]
    codes += [str(each.get(f"{_W}instr")) for each in tree.iter(f"{_W}fldSimple")]
    for code in codes:
        word = code.split()[0].upper() if code.split() else ""
        if word and word.isalpha() and word not in _FIELDS:
            raise _unsafe(name, _("a Word field that fetches something or runs it: {code}").format(code=word))
    if path == "[Content_Types].xml" and b"macroEnabled" in etree.tostring(tree):
        raise _unsafe(name, _("macros"))


def _unsafe(name: str, found: str) -> Exception:
    return refuse(TEMPLATE_UNSAFE, Where(name), found=found)


def _paragraphs(tree: Any, part: str, numbers: dict[Any, int]) -> Iterator[Paragraph]:
    tables = {table: number for number, table in enumerate(tree.iter(f"{_W}tbl"), start=1)}
    count = 0
    for each in tree.iter(f"{_W}p"):
        holder = _above(each, "tc", "txbxContent")
        cell = holder if holder is not None and holder.tag == f"{_W}tc" else None
        row = _above(cell, "tr") if cell is not None else None
        table = _above(row, "tbl") if row is not None else None
        if table is not None:
            words = _("table {table}, row {row}, cell {cell}")
            where = words.format(table=tables[table], row=_place(row, "tr"), cell=_place(cell, "tc"))
        else:
            count += 1
            where = _("paragraph {n}").format(n=count)
        around = [numbers.setdefault(it, len(numbers) + 1) if it is not None else 0 for it in (row, table)]
        inside = numbers.setdefault(holder if holder is not None else tree, len(numbers) + 1)
        yield Paragraph(_text(each), ", ".join(filter(None, (part, where))), inside, *around)


def _above(element: Any, *names: str) -> Any:
    """The nearest of some kind above an element."""
    tags = {f"{_W}{name}" for name in names}
    step = element.getparent()
    while step is not None and step.tag not in tags:
        step = step.getparent()
    return step


def _place(element: Any, name: str) -> int:
    return sum(1 for _each in element.itersiblings(f"{_W}{name}", preceding=True)) + 1


def _text(paragraph: Any) -> str:
    """What a paragraph says itself, without what is in boxes that hang on it."""
    pieces = []
    for each in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        if _above(each, "p") is paragraph:
            pieces.append((each.text or "") if each.tag == f"{_W}t" else " ")
    return "".join(pieces)
