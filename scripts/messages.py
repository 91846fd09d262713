"""The Vietnamese messages: compile them, and check that each one said in the code is there.

Knows how messages are marked in the code (`_`, `gettext`, `ngettext`, `mark`); what they say stands in the
catalogue, src/langso/locale/vi/LC_MESSAGES/langso.po.
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
CATALOGUE = Path("locale/vi/LC_MESSAGES/langso.po")
KEYWORDS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}


def said(package: Path) -> dict[str, str]:
    """Every message in the code of `package`, with the place where it is first said."""
    found: dict[str, str] = {}
    for name, line, message, _comments, _context in extract_from_dir(package, keywords=KEYWORDS):
        msgid = message if isinstance(message, str) else message[0]
        found.setdefault(msgid, f"{name}:{line}")
    return found


def translated(package: Path) -> Catalog:
    """The Vietnamese catalogue of `package`."""
    with (package / CATALOGUE).open("rb") as file:
        return read_po(file, locale="vi", domain="langso", abort_invalid=True)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _has_words(text: str) -> bool:
    return any(part.strip(" .,:;…") for part, *_ in string.Formatter().parse(text))


def _texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ("",))


def _faults_of(entry: Message, said_in_code: dict[str, str]) -> Iterator[str]:
    ids, translations = _texts(entry.id), _texts(entry.string)
    place = said_in_code.get(ids[0], f"{CATALOGUE}:{entry.lineno}")
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
    entries = [entry for entry in translated(package) if entry.id]
    known = {_texts(entry.id)[0] for entry in entries}
    missing = [
        f"{place}: no Vietnamese for {msgid!r}"
        for msgid, place in said_in_code.items()
        if _has_words(msgid) and msgid not in known
    ]
    return missing + [fault for entry in entries for fault in _faults_of(entry, said_in_code)]


def compile_messages(package: Path) -> Path:
    """Write the compiled catalogue beside its source and return where it is."""
    target = (package / CATALOGUE).with_suffix(".mo")
    with target.open("wb") as file:
        write_mo(file, translated(package))
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
