"""What addresses and forms ask for, read so that nothing odd in them can do harm; and what is wrong with a field."""

from collections.abc import Callable, Iterable, Mapping

from langso.problems import VOTES_WRONG, Problem, Where, refuse

LONGEST = 18
"""Digits of a whole number that every database holds."""


def whole_of(text: str) -> int | None:
    """A whole number of plain digits, none too long; None for anything else. "²" is a digit to Python, not to us."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def votes_typed(typed: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Votes in favour and votes cast, as they were typed; None for what was left out. BadInputError for no number."""
    texts = [typed.get(name, "").strip() for name in ("votes_for", "votes_cast")]
    found = [whole_of(text) for text in texts]
    if any(text and number is None for text, number in zip(texts, found, strict=True)):
        raise refuse(VOTES_WRONG, Where(column="votes_for"), texts[0], cast=texts[1])
    return found[0], found[1]


def errors_in(problems: Iterable[Problem]) -> Callable[[str], list[str]]:
    """What is wrong with a field of a form, as sentences."""
    listed = list(problems)
    return lambda column: [f"{each.what}. {each.remedy}" for each in listed if each.where.column == column]
