"""The two languages of the product: translation by gettext and figures as each language writes them.

Below every room; knows no rule. Messages are written in English in the code and translated in `locale/`.
"""

import gettext as _gettext
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

_LOCALE = Path(__file__).parent / "locale"


class Language(StrEnum):
    """A language the product speaks; Vietnamese is the one it speaks unless told otherwise."""

    VI = "vi"
    EN = "en"


_current: ContextVar[Language] = ContextVar("language", default=Language.VI)


@dataclass(frozen=True, slots=True)
class Words:
    """One thing's name or sentence in both languages."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.vi if current_language() is Language.VI else self.en


def current_language() -> Language:
    """The language that messages come out in here and now."""
    return _current.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within the block, messages come out in `language`."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


@cache
def _catalogue(language: Language) -> _gettext.NullTranslations:
    return _gettext.translation("langso", _LOCALE, languages=[language.value], fallback=True)


def gettext(message: str) -> str:
    """`message` in the current language."""
    if not message:
        return ""
    return _catalogue(_current.get()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """`one` or `many`, as `n` asks, in the current language."""
    return _catalogue(_current.get()).ngettext(one, many, n)


def mark(message: str) -> str:
    """Mark a message for translation where it is written; `gettext` translates it where it is shown."""
    return message


def whole(n: int) -> str:
    """A whole number with thousands apart: 1.040 in Vietnamese, 1,040 in English."""
    text = f"{n:,}"
    return text.replace(",", ".") if _current.get() is Language.VI else text


def decimal(number: Fraction, most: int = 4) -> str:
    """A number with no more decimals than it needs, `most` at the most: 62,5 in Vietnamese, 62.5 in English."""
    scaled = math.floor(number * 10**most + Fraction(1, 2))
    whole_part, rest = divmod(abs(scaled), 10**most)
    text = whole(whole_part)
    if rest:
        comma = "," if _current.get() is Language.VI else "."
        text += comma + f"{rest:0{most}d}".rstrip("0")
    return f"-{text}" if scaled < 0 else text


def percent(share: Fraction, threshold: Fraction | None = None) -> str:
    """A share as a percentage; see `percentage`."""
    return percentage(*share.as_integer_ratio(), threshold)


def percentage(part: int, rows: int, threshold: Fraction | None = None) -> str:
    """part/rows as a percentage, 20,4%, on the side of `threshold`, 0% and 100% where it truly is.

    79 960 of 100 000 is 79,96% and not 80% when 80% is asked: decimals are added, six at the most, until that is so.
    A share that is the threshold is written out in full.
    """
    marks = [(0, 1), (1, 1)] if threshold is None else [(0, 1), (1, 1), threshold.as_integer_ratio()]
    for scale in _SCALES:
        shown = (200 * part * scale + rows) // (2 * rows)
        if _truthful(shown, 100 * scale, part, rows, marks):
            return _with_percent(shown, scale)
    cut = 100 * part * scale // rows
    return _with_percent(cut if _truthful(cut, 100 * scale, part, rows, marks) else cut + 1, scale)


_SCALES = (10, 100, 1000, 10_000, 100_000, 1_000_000)


def _truthful(shown: int, hundred: int, part: int, rows: int, marks: list[tuple[int, int]]) -> bool:
    """Whether shown/hundred lies to every mark as part/rows does: below, on or above."""
    for near, apart in marks:
        here, there = shown * apart - near * hundred, part * apart - near * rows
        if (here > 0) != (there > 0) or (here < 0) != (there < 0):
            return False
    return True


def _with_percent(shown: int, scale: int) -> str:
    digits, rest = divmod(shown, scale)
    if not rest:
        return f"{whole(digits)}%"
    comma = "," if _current.get() is Language.VI else "."
    return f"{whole(digits)}{comma}{str(scale + rest)[1:]}".rstrip("0") + "%"


def day(date_: date) -> str:
    """A date as it is written: 31/12/2022 in Vietnamese, 31 December 2022 in English."""
    if _current.get() is Language.VI:
        return f"{date_:%d/%m/%Y}"
    return f"{date_.day} {date_:%B %Y}"


def listing(names: list[str]) -> str:
    """Names in a row as a sentence has them: "An Lãng, Cẩm và Đầm"."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " " + gettext("and") + " " + names[-1]
