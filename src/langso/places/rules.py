"""Whether lists of changes can be, and what they come to: what begins, what ends, what becomes what. Pure.

It is given the units and groups that are kept, and answers with a plan or with every reason why not, row by row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from langso import problems
from langso.language import day as day_words
from langso.places.lists import GROUPS, SUCCESSIONS, UNITS, Lists, NewGroup, NewSuccession, NewUnit
from langso.places.models import Extent, Level, Unit
from langso.problems import BadInputError, Kind, Problem, Where

_ONE_DAY = timedelta(days=1)
_RANK = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}


@dataclass(frozen=True, slots=True)
class Ending:
    """A unit that ends, its last day, and how much of it goes to which new units."""

    unit: Unit
    last_day: date
    to: tuple[tuple[NewUnit, Extent], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What lists of changes come to. `groups` leaves out what holds already."""

    begin: tuple[NewUnit, ...] = ()
    end: tuple[Ending, ...] = ()
    groups: tuple[tuple[Unit | NewUnit, NewGroup], ...] = ()
    above: Mapping[str, str] = field(default_factory=dict)
    """By the code of a unit that begins, the name of what it lies in."""

    @property
    def from_nothing(self) -> tuple[NewUnit, ...]:
        """Units that begin without a predecessor: rare, and to be looked at."""
        follow = {id(new) for ending in self.end for new, _extent in ending.to}
        return tuple(new for new in self.begin if id(new) not in follow)

    def origins(self, new: NewUnit) -> list[tuple[Unit, Extent]]:
        """What a new unit is made of."""
        return [(ending.unit, extent) for ending in self.end for one, extent in ending.to if one is new]


Groups = dict[tuple[int, date], int]
"""By unit and first day, the group that was set."""


def plan(lists: Lists, kept: Sequence[Unit], groups: Groups) -> Plan:
    """The plan of some lists over the units and groups that are kept. BadInputError with every reason why not."""
    drawn = _Drawing(lists, kept)
    drawn.check_new()
    endings = drawn.endings()
    drawn.check_codes(endings)
    drawn.check_parents(endings)
    drawn.check_left_inside(endings)
    chosen = drawn.groups(groups, endings)
    if drawn.problems:
        raise BadInputError(sorted(drawn.problems, key=lambda p: (p.where.file, p.where.row or 0)))
    made = Plan(lists.units, tuple(endings), tuple(chosen), drawn.above)
    if made == Plan():
        raise problems.refuse(problems.PLACES_NOTHING)
    return made


@dataclass
class _Drawing:
    """A plan being drawn, with everything wrong so far."""

    lists: Lists
    kept: Sequence[Unit]
    problems: list[Problem] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_code: dict[str, list[Unit]] = {}
        for unit in self.kept:
            self._by_code.setdefault(unit.code, []).append(unit)
        self._new: dict[str, NewUnit] = {}

    def wrong(self, kind: Kind, sheet: str, row: int, value: str, column: str = "", **details: str) -> None:
        """Note what is wrong with a row."""
        self.problems.append(Problem(kind, Where(sheet, row, column), value, details))

    def _on(self, code: str, day: date) -> Unit | None:
        """The unit that bears a code on a day, as it is kept."""
        return next((unit for unit in self._by_code.get(code, ()) if unit.holds_on(day)), None)

    def check_new(self) -> None:
        """Each new unit once."""
        for new in self.lists.units:
            if new.code in self._new:
                self.wrong(problems.PLACES_TWICE, UNITS, new.row, new.code, "code")
            self._new.setdefault(new.code, new)
            if new.parent == new.code:
                self.wrong(problems.PLACES_CYCLE, UNITS, new.row, new.code, "parent_code")

    def endings(self) -> list[Ending]:
        """What ends, out of the successions that can be."""
        found: dict[int, tuple[Unit, list[tuple[NewSuccession, NewUnit]]]] = {}
        seen: set[tuple[str, str]] = set()
        for each in self.lists.successions:
            if (each.old, each.new) in seen:
                self.wrong(problems.PLACES_TWICE, SUCCESSIONS, each.row, f"{each.old} → {each.new}")
                continue
            seen.add((each.old, each.new))
            if pair := self._pair(each):
                found.setdefault(pair[0].pk, (pair[0], []))[1].append((each, pair[1]))
        return [self._ending(unit, those) for unit, those in found.values()]

    def _pair(self, each: NewSuccession) -> tuple[Unit, NewUnit] | None:
        new = self._new.get(each.new)
        if new is None:
            self.wrong(problems.PLACES_NEW_UNKNOWN, SUCCESSIONS, each.row, each.new, "new_code")
            return None
        last_day = new.since - _ONE_DAY
        old = self._on(each.old, last_day)
        if old is None:
            day = day_words(last_day)
            self.wrong(problems.PLACES_OLD_UNKNOWN, SUCCESSIONS, each.row, each.old, "old_code", day=day)
            return None
        if old.level != new.level:
            self.wrong(problems.PLACES_OTHER_LEVEL, SUCCESSIONS, each.row, new.full_name, old=old.full_name)
            return None
        if any(unit.since >= new.since for unit in self._by_code[each.old]):
            about = {"unit": old.full_name, "since": day_words(max(u.since for u in self._by_code[each.old]))}
            self.wrong(problems.PLACES_TOO_EARLY, SUCCESSIONS, each.row, day_words(new.since), **about)
            return None
        return old, new

    def _ending(self, unit: Unit, those: list[tuple[NewSuccession, NewUnit]]) -> Ending:
        row = those[0][0].row
        days = sorted({new.since for _each, new in those})
        if len(days) > 1:
            listed = ", ".join(map(day_words, days))
            self.wrong(problems.PLACES_SEVERAL_DAYS, SUCCESSIONS, row, unit.code, unit=unit.full_name, days=listed)
        whole = [(each, new) for each, new in those if each.extent is Extent.WHOLE]
        if whole and len(those) > 1:
            each, new = whole[0]
            self.wrong(problems.PLACES_WHOLE_AND_MORE, SUCCESSIONS, each.row, new.full_name, unit=unit.full_name)
        return Ending(unit, days[0] - _ONE_DAY, tuple((new, each.extent) for each, new in those))

    def check_codes(self, endings: Iterable[Ending]) -> None:
        """Each new code is free on its day: nobody holds it, or whoever does ends."""
        ending = {each.unit.pk for each in endings}
        for new in self.lists.units:
            holds = self._on(new.code, new.since)
            if holds and holds.pk not in ending:
                kind = problems.PLACES_CODE_HELD
                if any(each.old == new.code for each in self.lists.successions):
                    continue  # its succession was refused already, with the reason
                if holds.level == new.level and holds.name != new.name:
                    kind = problems.PLACES_WITHOUT_SUCCESSOR
                about = {"unit": holds.full_name, "day": day_words(new.since - _ONE_DAY)}
                self.wrong(kind, UNITS, new.row, new.code, "code", **about)

    def check_parents(self, endings: Iterable[Ending]) -> None:
        """Each new unit lies in a unit of a higher level that is there on its day."""
        ending = {each.unit.pk for each in endings}
        for new in self.lists.units:
            if new.level is Level.PROVINCE or new.parent == new.code:
                continue
            above = self._new.get(new.parent)
            there: NewUnit | Unit | None = above if above and above.since <= new.since else None
            if there is None:
                held = self._on(new.parent, new.since)
                there = held if held and held.pk not in ending else None
            if there is None or _RANK[Level(there.level)] >= _RANK[new.level]:
                day = day_words(new.since)
                self.wrong(problems.PLACES_PARENT, UNITS, new.row, new.parent, "parent_code", day=day)
            else:
                self.above[new.code] = there.full_name

    def check_left_inside(self, endings: Sequence[Ending]) -> None:
        """Nothing stays behind in a unit that ends."""
        ending = {each.unit.pk for each in endings}
        rows = {each.old: each.row for each in self.lists.successions}
        for each in endings:
            for unit in self.kept:
                inside = unit.parent_id == each.unit.pk and unit.holds_on(each.last_day + _ONE_DAY)
                if inside and unit.pk not in ending:
                    about = {"unit": each.unit.full_name}
                    row = rows[each.unit.code]
                    self.wrong(problems.PLACES_LEFT_INSIDE, SUCCESSIONS, row, unit.full_name, **about)

    def groups(self, known: Groups, endings: Iterable[Ending]) -> list[tuple[Unit | NewUnit, NewGroup]]:
        """The groups that are to be set, of communes that are there or begin."""
        chosen: list[tuple[Unit | NewUnit, NewGroup]] = []
        last_days = {each.unit.pk: each.last_day for each in endings}
        seen: set[tuple[str, date]] = set()
        for each in self.lists.groups:
            unit = self._on(each.code, each.since)
            new = self._new.get(each.code)
            if unit and last_days.get(unit.pk, each.since) < each.since:
                unit = None
            if (each.code, each.since) in seen:
                self.wrong(problems.PLACES_TWICE, GROUPS, each.row, each.code, "code")
            elif unit is None and new and new.level is Level.COMMUNE and new.since <= each.since:
                chosen.append((new, each))
            elif unit is None or unit.level != Level.COMMUNE:
                day = day_words(each.since)
                self.wrong(problems.PLACES_NO_COMMUNE, GROUPS, each.row, each.code, "code", day=day)
            elif known.get((unit.pk, each.since), each.group) != each.group:
                about = {"unit": unit.full_name, "known": str(known[unit.pk, each.since])}
                self.wrong(problems.PLACES_GROUP_KNOWN, GROUPS, each.row, str(each.group), "group", **about)
            elif (unit.pk, each.since) not in known:
                chosen.append((unit, each))
            seen.add((each.code, each.since))
        return chosen
