"""The verdicts of many communes as they were last asked, brought up to date by the few communes that changed since.

A change concerns one commune, and the others need not be decided again. What is kept here decides nothing: which
communes changed is read off the journal, and whatever else happened has all of them decided anew.
"""

from collections.abc import Callable, Hashable, Sequence

from langso.assessments.assessed import Assessed
from langso.assessments.latest import Latest
from langso.places.models import Unit
from langso.registers.concerning import marks
from langso.registers.law import law_digest

MOST = 8
"""So many are kept: of the province, and of the districts that somebody looked at last."""

_known: Latest[tuple[list[Hashable], Assessed]] = Latest(MOST)


def followed(
    about: Hashable, units: Sequence[Unit], few: int, decide: Callable[[Sequence[Unit]], Assessed]
) -> Assessed:
    """The verdicts of some communes now, known by what they are `about`; `decide` makes those of some.

    Only those that changed since the last time are decided, where these are at most `few`.
    """
    key = (law_digest(), about)
    # Before anything is read: what is recorded meanwhile is looked at once more the next time.
    now = marks(units)
    known = _known.get(key)
    if known is None:
        made = decide(units)
    else:
        before, made = known
        changed = [place for place, (old, new) in enumerate(zip(before, now, strict=True)) if old != new]
        if len(changed) > few:
            made = decide(units)
        elif changed:
            made = made.put(changed, decide([units[place] for place in changed]))
    _known.put(key, (now, made))
    return made


def unchanged(about: Hashable, unit: Unit) -> Assessed | None:
    """One of those communes as it was last decided among them; None where it was not, or has changed since."""
    known = _known.get((law_digest(), about))
    if known is None or unit.pk not in known[1].codes:
        return None
    before, made = known
    place = made.codes.index(unit.pk)
    return made.take([place]) if before[place] == marks([unit])[0] else None


def forget() -> None:
    """Forget everything."""
    _known.clear()
