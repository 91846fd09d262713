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

_END, _SPACE, _DIGIT, _LETTER = "\u0001", "\u0002", "\u0100", "\u0200"
"""What ends the letters sorts before a space, which sorts before digits and letters."""


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> str:
    """A key whose plain order is the Vietnamese order: letters first, then tones, then case. For ORDER BY as it is."""
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for letter, tone, upper in _letters(text):
        letters.append(letter)
        tones.append(chr(0x30 + tone))
        cases.append("1" if upper else "0")
    return _END.join(("".join(letters), "".join(tones).rstrip("0"), "".join(cases).rstrip("0")))


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
