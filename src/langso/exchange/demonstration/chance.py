"""Chance that is the same on every machine and in every version: 32-bit integer mixing, in NumPy and in SQL alike.

What is decided by chance lives in `profile` (a commune at a time) and in `rows` (a row at a time).
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_MASK = 0xFFFFFFFF
_FACTOR = 73_244_475
_STEP = 2_654_435_761

ROW_DRAWS = 65_536
"""A draw for a row is a whole number from 0 to just under this."""

SQL = f"""
CREATE MACRO stir(x) AS (xor(x, x >> 16) * {_FACTOR}) & {_MASK};
CREATE MACRO draw(key, row) AS stir(stir(xor(key, (row * {_STEP}) & {_MASK}))) >> 16;
"""
"""`draw(key, row)`: the draw of a row, from a key that stands for seed, commune and column."""


def salt(*about: object) -> int:
    """A 32-bit number that stands for what a draw is about."""
    text = "\x1f".join(map(str, about))
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little")


class Chance:
    """One independent draw a commune for everything that is asked about."""

    def __init__(self, seed: int, communes: Sequence[str]) -> None:
        self.keys: NDArray[np.int64] = np.array([salt(seed, code) for code in communes], dtype=np.int64)

    def draw(self, *about: object) -> Floats:
        """Numbers evenly spread over [0, 1), shape (communes,)."""
        mixed = _stir(_stir(self.keys ^ salt(*about)))
        return mixed.astype(np.float64) / 2.0**32

    def between(self, low: float, high: float, *about: object) -> Floats:
        """Numbers evenly spread over [low, high), shape (communes,)."""
        return low + (high - low) * self.draw(*about)

    def whole(self, low: int, high: int, *about: object) -> NDArray[np.int64]:
        """Whole numbers from `low` to `high`, both included, shape (communes,)."""
        return np.floor(self.between(low, high + 1, *about)).astype(np.int64)


def _stir(x: NDArray[np.int64]) -> NDArray[np.int64]:
    return ((x ^ (x >> 16)) * _FACTOR) & _MASK
