"""Verdicts and how several make one: the whole algebra of `at least n of k`."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from langso.language import gettext
from langso.language import mark as _

Codes = NDArray[np.int8]


class Verdict(IntEnum):
    """The answer to a condition. The first three are an order: knowing more never jumps from one end to the other."""

    NOT_MET = 0
    INSUFFICIENT = 1
    MET = 2
    NOT_APPLICABLE = 3

    @property
    def word(self) -> str:
        """As programs spell it: not_met, insufficient, met, not_applicable."""
        return self.name.lower()

    @property
    def title(self) -> str:
        """As people read it, in the current language."""
        return gettext(_TITLES[self])

    @property
    def glyph(self) -> str:
        """A sign beside the word, for those who do not see the colour."""
        return "✕?✓–"[self]


_TITLES = {
    Verdict.NOT_MET: _("Not met"),
    Verdict.INSUFFICIENT: _("Insufficient data"),
    Verdict.MET: _("Met"),
    Verdict.NOT_APPLICABLE: _("Not applicable"),
}


def combine(children: Codes, n: int | None) -> tuple[Codes, NDArray[np.int16], NDArray[np.int16]]:
    """At least `n` of the children (None: all of them) met, per commune.

    `children` has shape (k, communes). Children that are not applicable are left out; no more can be asked than
    remain. Returns the verdicts, how many children are asked for and how many of those are surely met.
    """
    met = (children == Verdict.MET).sum(axis=0, dtype=np.int16)
    possible = met + (children == Verdict.INSUFFICIENT).sum(axis=0, dtype=np.int16)
    left = (children != Verdict.NOT_APPLICABLE).sum(axis=0, dtype=np.int16)
    asked = left if n is None else np.minimum(np.int16(n), left)
    verdicts = (possible >= asked).astype(np.int8) + (met >= asked).astype(np.int8)
    verdicts[left == 0] = Verdict.NOT_APPLICABLE
    return verdicts, asked, met
