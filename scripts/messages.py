"""The Vietnamese messages: compile them, and check that each one said in the code is there.

Knows how messages are marked in code and templates (`_`, `gettext`, `ngettext`, `mark`); what they say stands in the
catalogue, one file a subject: src/langso/locale/vi/LC_MESSAGES/*.po.
"""

import argparse
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CATALOGUE = Path("locale/vi/LC_MESSAGES")
SOURCES = [
    ("**.py", "python"),
    ("**/jinja2/**.html", "jinja2.ext:babel_extract"),
    ("**/jinja2/**.txt", "jinja2.ext:babel_extract"),
]
# Without these a template that uses {% do %} would be left out without a word.
TEMPLATES = {"extensions": "jinja2.ext.do", "silent": "false"}
OPTIONS = {pattern: TEMPLATES for pattern, method in SOURCES if method != "python"}
KEYWORDS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}


def said(package: Path) -> dict[str, str]:
    """Every message in the code of `package`, with the place where it is first said."""
    found: dict[str, str] = {}
    for name, line, message, _comments, _context in extract_from_dir(package, SOURCES, OPTIONS, keywords=KEYWORDS):
        msgid = message if isinstance(message, str) else message[0]
        found.setdefault(msgid, f"{name}:{line}")
    return found


def translated(package: Path) -> dict[Path, Catalog]:
    """The Vietnamese catalogue of `package`, file by file."""
    found = {}
    for file in sorted((package / CATALOGUE).glob("*.po")):
        with file.open("rb") as opened:
            found[file] = read_po(opened, locale="vi", domain="langso", abort_invalid=True)
    return found


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _has_words(text: str) -> bool:
    return any(part.strip(" .,:;…") for part, *_ in string.Formatter().parse(text))


def _texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ("",))


def _faults_of(entry: Message, file: Path, said_in_code: dict[str, str]) -> Iterator[str]:
    ids, translations = _texts(entry.id), _texts(entry.string)
    place = said_in_code.get(ids[0], f"{file.name}:{entry.lineno}")
    known_fields = set[str]().union(*map(_fields, ids))
    if ids[0] not in said_in_code:
        yield f"{place}: no longer said in the code: {ids[0]!r}"
    if entry.fuzzy:
        yield f"{place}: the translation is only a guess (fuzzy): {ids[0]!r}"
    if not all(translations):
        yield f"{place}: the translation is empty: {ids[0]!r}"
    for text in translations:
        for name in sorted(_fields(text) - known_fields):
            yield f"{place}: the translation has {{{name}}}, which the message has not: {ids[0]!r}"


def faults(package: Path) -> list[str]:
    """Everything wrong between the code and the catalogue of `package`, one line each."""
    said_in_code = said(package)
    entries = [(entry, file) for file, catalogue in translated(package).items() for entry in catalogue if entry.id]
    known = [_texts(entry.id)[0] for entry, _file in entries]
    twice = [
        f"{file.name}:{e.lineno}: translated twice: {_texts(e.id)[0]!r}"
        for e, file in entries
        if known.count(_texts(e.id)[0]) > 1
    ]
    missing = [
        f"{place}: no Vietnamese for {msgid!r}"
        for msgid, place in said_in_code.items()
        if _has_words(msgid) and msgid not in known
    ]
    return missing + twice + [fault for entry, file in entries for fault in _faults_of(entry, file, said_in_code)]


def compile_messages(package: Path) -> Path:
    """Write the compiled catalogue beside its source and return where it is."""
    target = package / CATALOGUE / "langso.mo"
    merged = Catalog(locale="vi", domain="langso")
    for catalogue in translated(package).values():
        for entry in catalogue:
            merged[entry.id] = entry
    with target.open("wb") as file:
        write_mo(file, merged)
    return target


def main(arguments: list[str] | None = None) -> int:
    """Run one of the two jobs; the exit status is 1 when something is wrong."""
    parser = argparse.ArgumentParser(description="Compile or check the Vietnamese messages.")
    parser.add_argument("job", choices=["compile", "check"])
    parser.add_argument("--package", type=Path, default=ROOT / "src" / "langso")
    options = parser.parse_args(arguments)
    if options.job == "compile":
        compile_messages(options.package)
        return 0
    found = faults(options.package)
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
