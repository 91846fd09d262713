"""The procedure: its steps and checks as the law lists them, with the basis and the thresholds that the province set.

What reviews after what is dated data of the room `places`; here is which tiers there are on a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from langso.criteria import LAW_FOLDER
from langso.criteria.grammar import Shape, WordsShape
from langso.criteria.shapes import Reporter
from langso.criteria.source import read_source
from langso.dossiers.kinds import Move
from langso.dossiers.models import ProvinceSetting
from langso.language import Words
from langso.places.models import OrganisationKind, ReviewTier
from langso.problems import BadInputError


class _Step(Shape):
    id: str
    title: WordsShape
    by: WordsShape
    basis: str | None = None


class _Check(Shape):
    id: str
    title: WordsShape
    kind: Literal["recognised", "yes_no", "share"]
    needed_to: Literal["submit", "recognise"]
    after: dict[str, str] | None = None
    sets: list[str] | None = None
    basis: str | None = None
    threshold: int | None = None


class _Same(Shape):
    fact: str
    rows_of: str
    column: str


class _Withdrawal(Shape):
    text: WordsShape
    basis: str


class _File(Shape):
    steps: list[_Step]
    checks: list[_Check]
    withdrawal: _Withdrawal
    same: list[_Same]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure. `basis` "" means that none has been found or set."""

    move: Move
    title: Words
    by: Words
    basis: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something checked beside the criteria. `threshold`: hundredths of a percent, None where nobody has set one.

    `after`: which set's recognition must be held before which set, for a check of that kind; else empty.
    """

    id: str
    title: Words
    kind: str
    needed_to: Move
    sets: frozenset[str]
    after: Mapping[str, str]
    basis: str
    threshold: int | None

    def asked_of(self, criteria_set: str) -> bool:
        """Whether it is checked for dossiers of a set."""
        return criteria_set in self.after if self.after else not self.sets or criteria_set in self.sets


@cache
def _law() -> _File:
    reporter = Reporter(read_source(LAW_FOLDER / "procedure.yaml", "procedure.yaml"))
    found = reporter.fit(_File, reporter.source.data, ())
    if found is None or reporter.problems:
        raise BadInputError(reporter.in_order())
    return found


def steps() -> list[Step]:
    """The steps, in the order of the procedure."""
    said = _set_by_province()
    return [
        Step(Move(s.id), Words(s.title.vi, s.title.en), Words(s.by.vi, s.by.en), _basis(said, s.id, s.basis))
        for s in _law().steps
    ]


def checks(criteria_set: str = "") -> list[Check]:
    """The checks for dossiers of a set, or all of them."""
    said = _set_by_province()
    every = [
        Check(
            id=c.id,
            title=Words(c.title.vi, c.title.en),
            kind=c.kind,
            needed_to=Move.SUBMIT if c.needed_to == "submit" else Move.RECOGNISE,
            sets=frozenset(c.sets or ()),
            after=c.after or {},
            basis=_basis(said, c.id, c.basis),
            threshold=said[c.id].threshold if c.id in said else _hundredths(c.threshold),
        )
        for c in _law().checks
    ]
    return [check for check in every if not criteria_set or check.asked_of(criteria_set)]


def said_twice() -> list[tuple[str, str, str]]:
    """Declared facts, and the register and column whose sum speaks of the same."""
    return [(same.fact, same.rows_of, same.column) for same in _law().same]


def withdrawal_rule() -> tuple[Words, str]:
    """When a recognition can be withdrawn, in the words of the law, and the basis of that."""
    told = _law().withdrawal
    return Words(told.text.vi, told.text.en), told.basis


def _hundredths(percent: int | None) -> int | None:
    return None if percent is None else percent * 100


def _set_by_province() -> dict[str, ProvinceSetting]:
    return {setting.subject: setting for setting in ProvinceSetting.objects.all()}


def _basis(said: Mapping[str, ProvinceSetting], subject: str, of_law: str | None) -> str:
    return said[subject].basis if subject in said else (of_law or "")


def tiers(day: date) -> list[OrganisationKind]:
    """The bodies that review a commune's dossier on a day, in their order; the commune itself is not among them."""
    chain = ReviewTier.objects.on(day).order_by("position")
    return [kind for tier in chain if (kind := OrganisationKind(tier.body)) is not OrganisationKind.COMMUNE_COMMITTEE]


def basis_of_tier(tier: OrganisationKind, day: date) -> str:
    """What the chain gives as the basis of a tier on a day; "" for none."""
    found = ReviewTier.objects.on(day).filter(body=tier).first()
    return found.basis if found else ""
