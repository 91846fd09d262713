"""A second evaluator, deliberately naive, row by row, in fractions, one commune.

What verdicts and figures mean is stated in docs/explanation/verdicts.md and docs/reference/output.md.
It shares no code with langso. What is not known is tried out: every way in which a closed register's open questions
may end is played through, and a verdict stands when all of them agree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

MET, NOT_MET, INSUFFICIENT, NOT_APPLICABLE = "met", "not_met", "insufficient", "not_applicable"

Truth = bool | None
Row = Mapping[str, Any]
Test = Callable[[Row], Truth]
Outcomes = frozenset[str]


@dataclass(frozen=True)
class Commune:
    """What is known of one commune. A fact that is not there is not answered; group 0 is not known."""

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)
    group: int = 0


@dataclass(frozen=True)
class Item:
    """A node: its id, its parts, and how a commune fares with it once the verdicts of the parts are known."""

    id: str
    decide: Callable[[Commune, list[str]], str]
    parts: tuple["Item", ...] = ()


def verdicts(item: Item, commune: Commune) -> dict[str, str]:
    """The verdict of a node and of every node below it, by id."""
    found: dict[str, str] = {}
    for part in item.parts:
        found |= verdicts(part, commune)
    return found | {item.id: item.decide(commune, [found[part.id] for part in item.parts])}


# Tests of one row


def yes(column: str) -> Test:
    return lambda row: row.get(column)


def filled(column: str) -> Test:
    return lambda row: row.get(column) is not None


def no(test: Test) -> Test:
    return lambda row: None if test(row) is None else not test(row)


def both(*tests: Test) -> Test:
    def test(row: Row) -> Truth:
        answers = [inner(row) for inner in tests]
        return False if False in answers else None if None in answers else True

    return test


def either(*tests: Test) -> Test:
    return no(both(*(no(test) for test in tests)))


def of(column: str, passes: Callable[[Any], bool]) -> Test:
    return lambda row: None if row.get(column) is None else passes(row[column])


def always(_row: Row) -> Truth:
    return True


# Thresholds


@dataclass(frozen=True)
class Asked:
    """A comparison with a limit for each of the groups 1, 2 and 3."""

    comparison: str
    limits: tuple[Fraction, Fraction, Fraction]

    def passes(self, figure: Fraction, group: int) -> bool:
        limit = self.limits[group - 1]
        match self.comparison:
            case "at_least":
                return figure >= limit
            case "more_than":
                return figure > limit
            case "at_most":
                return figure <= limit
            case _:
                return figure < limit


def asked(comparison: str, *limits: str | int) -> Asked:
    first, second, third = (Fraction(limit) for limit in (limits if len(limits) == 3 else limits * 3))
    return Asked(comparison, (first, second, third))


def at_least(percent: int) -> Asked:
    return asked("at_least", f"{percent}/100")


def more_than(percent: int) -> Asked:
    return asked("more_than", f"{percent}/100")


def _agreed(answers: Iterable[str]) -> str:
    found = set(answers)
    return found.pop() if len(found) == 1 else INSUFFICIENT


def _by_group(commune: Commune, decide: Callable[[int], str]) -> str:
    return _agreed(decide(group) for group in ((commune.group,) if commune.group else (1, 2, 3)))


def _judged(part: int, whole: int, threshold: Asked, group: int) -> str:
    if whole == 0:
        return NOT_APPLICABLE
    return MET if threshold.passes(Fraction(part, whole), group) else NOT_MET


# Conditions


def declared(name: str, test: Test) -> Item:
    """Yes/no facts."""
    words = {True: MET, False: NOT_MET, None: INSUFFICIENT}
    return Item(name, lambda commune, _: words[test(commune.facts)])


def count(name: str, register: str, threshold: Asked, where: Test = always) -> Item:
    """How many rows pass: in an open register any number of rows may still come."""

    def decide(commune: Commune, _parts: list[str]) -> str:
        answers = [where(row) for row in commune.rows.get(register, ())]
        least, most = answers.count(True), answers.count(True) + answers.count(None)
        if register not in commune.closed:
            most = max(most, int(max(threshold.limits))) + 2
        return _by_group(
            commune,
            lambda group: _agreed(
                MET if threshold.passes(Fraction(n), group) else NOT_MET for n in range(least, most + 1)
            ),
        )

    return Item(name, decide)


def some(name: str, register: str, where: Test = always) -> Item:
    """At least one row."""
    return count(name, register, asked("at_least", 1), where)


def one_row(name: str, register: str, parts: Mapping[str, Test], where: Test = always) -> Item:
    """At least one row for which all parts hold together; each part is shown alone too."""
    together = some(name, register, both(where, *parts.values()))
    return Item(name, together.decide, tuple(some(part, register, test) for part, test in parts.items()))


def share(name: str, register: str, where: Test, threshold: Asked, among: Test = always) -> Item:
    """The share of a register's rows that pass."""

    def decide(commune: Commune, _parts: list[str]) -> str:
        ends = [_ends(among(row), where(row)) for row in commune.rows.get(register, ())]
        if register not in commune.closed:
            return _by_group(commune, lambda group: _open_share(ends, threshold, group))
        reachable = _reachable(ends)
        return _by_group(commune, lambda group: _agreed(_judged(*pair, threshold, group) for pair in reachable))

    return Item(name, decide)


def _ends(belongs: Truth, passes: Truth) -> Outcomes:
    """How a row may turn out. One that may not belong is unknown on both sides."""
    if belongs is False:
        return frozenset({"out"})
    if belongs is None:
        return frozenset({"out", "fail"} if passes is False else {"out", "fail", "pass"})
    return frozenset({"pass", "fail"} if passes is None else {"pass"} if passes else {"fail"})


def _reachable(ends: Sequence[Outcomes]) -> set[tuple[int, int]]:
    """Every pair of rows that pass and rows that count to which the open questions may lead."""
    pairs = {(0, 0)}
    for outcomes in ends:
        pairs = {(p + (o == "pass"), n + (o != "out")) for p, n in pairs for o in outcomes}
    return pairs


def _open_share(ends: Sequence[Outcomes], threshold: Asked, group: int) -> str:
    limit = threshold.limits[group - 1]
    if threshold.comparison == "at_least" and limit == 1 and frozenset({"fail"}) in ends:
        return NOT_MET
    if threshold.comparison == "at_most" and limit == 0 and frozenset({"pass"}) in ends:
        return NOT_MET
    return INSUFFICIENT


def ratio(name: str, part: str, whole: str, threshold: Asked) -> Item:
    """One declared count over another."""

    def decide(commune: Commune, _parts: list[str]) -> str:
        over, under = commune.facts.get(part), commune.facts.get(whole)
        if under == 0:
            return NOT_APPLICABLE
        if over is None or under is None:
            return INSUFFICIENT
        return _by_group(commune, lambda group: _judged(over, under, threshold, group))

    return Item(name, decide)


def over_rows(name: str, part: str, register: str, threshold: Asked) -> Item:
    """A declared count over the rows of a register, of which there may be any number more while it is open."""

    def decide(commune: Commune, _parts: list[str]) -> str:
        rows, over = len(commune.rows.get(register, ())), commune.facts.get(part)
        closed = register in commune.closed
        if closed and rows == 0:
            return NOT_APPLICABLE
        if over is None:
            return INSUFFICIENT
        wholes = [rows] if closed else [rows, rows + 1, rows + 2, 10**15]
        return _by_group(commune, lambda group: _agreed(_judged(over, whole, threshold, group) for whole in wholes))

    return Item(name, decide)


def number(name: str, fact: str, threshold: Asked) -> Item:
    """One declared figure."""

    def decide(commune: Commune, _parts: list[str]) -> str:
        value = commune.facts.get(fact)
        if value is None:
            return INSUFFICIENT
        return _by_group(commune, lambda group: MET if threshold.passes(Fraction(value), group) else NOT_MET)

    return Item(name, decide)


# Groups


def at_least_of(name: str, n: int | None, *parts: Item) -> Item:
    """The n-th largest verdict of the parts that apply; None asks all of them."""

    def decide(_commune: Commune, below: list[str]) -> str:
        order = [NOT_MET, INSUFFICIENT, MET]
        ranked = sorted((order.index(verdict) for verdict in below if verdict != NOT_APPLICABLE), reverse=True)
        if not ranked:
            return NOT_APPLICABLE
        return order[ranked[min(n or len(ranked), len(ranked)) - 1]]

    return Item(name, decide, parts)


def all_of(name: str, *parts: Item) -> Item:
    return at_least_of(name, None, *parts)


def any_of(name: str, *parts: Item) -> Item:
    return at_least_of(name, 1, *parts)
