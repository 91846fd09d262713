"""Vietnamese as it is sorted and as it is searched: the order of ICU's `vi`, and text without its marks."""

import unicodedata
from functools import lru_cache

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Grave, hook, tilde, acute, dot below: the order in which a dictionary lists the tones."""

_LETTERS = {
    letter: place
    for place, letter in enumerate(
        "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz",
        start=1,
    )
}
_QUALITIES = {"\u0306", "\u0302", "\u031b"}
"""Breve, circumflex and horn make another letter; tones do not."""

_SPACE, _DIGIT, _LETTER = "\u0002", "\u0100", "\u0200"
"""A space sorts before digits, and those before letters."""


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> str:
    """A key whose plain order is the Vietnamese order: letters first, then tones, then case. For ORDER BY as it is.

    It is made of digits alone, which every database puts in the same order whatever its collation.
    """
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for letter, tone, upper in _letters(text):
        letters.append(_in_digits(letter))
        tones.append(str(1 + tone))
        cases.append("2" if upper else "1")
    return f"{''.join(letters)}00{''.join(tones).rstrip('1')}0{''.join(cases).rstrip('1')}"


def _in_digits(place: str) -> str:
    """Two digits for a digit or a letter, above the 00 that ends the letters; more for anything else."""
    kind, rest = place[0], place[1:]
    if kind == _SPACE:
        return f"01{ord(rest):07}"
    if rest:
        return f"90{ord(rest):07}"
    return str(ord(kind) - ord(_DIGIT) + 10 if ord(kind) < ord(_LETTER) else ord(kind) - ord(_LETTER) + 20)


def _letters(text: str) -> list[tuple[str, int, bool]]:
    found: list[tuple[str, int, bool]] = []
    for character in unicodedata.normalize("NFD", text.replace("đ", "d\u0335").replace("Đ", "D\u0335")):
        if character in _TONES and found:
            letter, _, upper = found[-1]
            found[-1] = (letter, _TONES[character], upper)
        elif character in _QUALITIES and found:
            found[-1] = (_qualified(found[-1][0], character), *found[-1][1:])
        elif character == "\u0335" and found:
            found[-1] = (chr(ord(_LETTER) + _LETTERS["đ"]), *found[-1][1:])
        elif unicodedata.combining(character):
            continue
        else:
            found.append((_place(character.lower()), 0, character.isupper()))
    return found


def _qualified(place: str, mark: str) -> str:
    base = next((letter for letter, at in _LETTERS.items() if chr(ord(_LETTER) + at) == place), "")
    letter = unicodedata.normalize("NFC", base + mark)
    return chr(ord(_LETTER) + _LETTERS[letter]) if letter in _LETTERS else place


def _place(character: str) -> str:
    if character in _LETTERS:
        return chr(ord(_LETTER) + _LETTERS[character])
    if character.isdigit():
        return chr(ord(_DIGIT) + int(unicodedata.digit(character, 0)))
    return _SPACE + character if character.isspace() or not character.isalnum() else chr(0x0400) + character


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Text as it is searched: no marks, no case, single spaces, đ as d. "Hoàng Hoa Thám" is "hoang hoa tham"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
