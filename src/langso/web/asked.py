"""What addresses and forms ask for, read so that nothing odd in them can do harm."""

LONGEST = 18
"""Digits of a whole number that every database holds."""


def whole_of(text: str) -> int | None:
    """A whole number of plain digits, none too long; None for anything else. "²" is a digit to Python, not to us."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
