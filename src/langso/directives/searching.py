"""Search without diacritics: the words looked for, whether a text has them all, and where it has them. Pure."""

import re
from collections.abc import Sequence

from langso.vietnamese import fold

AROUND = 12
"""Words shown before and after the first one that was found."""

MOST_WORDS = 12
"""Words of a question that are looked for; whoever pastes a page is answered by its beginning."""


def words_of(question: str) -> list[str]:
    """The words that are looked for, as they are searched; signs that cannot be printed are left out."""
    return fold("".join(sign for sign in question if sign.isprintable()))[:400].split()[:MOST_WORDS]


def slug_of(name: str) -> str:
    """A name as it stands in an address: "QĐ 2581/QĐ-UBND" is "qd-2581-qd-ubnd"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def has_all(folded: str, words: Sequence[str]) -> bool:
    """Whether a text, as it is searched, has all the words."""
    return all(word in folded for word in words)


def excerpt(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The surroundings of the first word found, as pieces: the text, and whether it is what was looked for."""
    told = text.split()
    hits = [any(word in fold(each) for word in words) for each in told]
    if True not in hits:
        return []
    first = hits.index(True)
    start, end = max(0, first - AROUND), min(len(told), first + 2 * AROUND)
    pieces = [(word, hit) for word, hit in zip(told[start:end], hits[start:end], strict=True)]
    before, after = [("…", False)] if start else [], [("…", False)] if end < len(told) else []
    return [*before, *pieces, *after]
