"""A cycle as it stands within a district or the province: every dossier, and what it still lacks.

Of a dossier under review that is what its reviewers hold. Of one that a commune has in hand it is how the commune
stands on the day that is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from langso import clock
from langso.accounts.door import Action, territory
from langso.accounts.models import Person
from langso.assessments.live import assess, communes_on, sets_on
from langso.assessments.outline import Outline, outlines
from langso.dossiers.checking import law_of, set_of, standing_rulings, to_recognise, to_submit
from langso.dossiers.kinds import Opinion, State
from langso.dossiers.models import Cycle, Dossier
from langso.dossiers.rules import Block, BlockKind
from langso.dossiers.situation import body_name, body_names, conditions_of, tier_in_hand
from langso.language import ngettext, whole
from langso.places.models import Level, OrganisationKind, Unit
from langso.vietnamese import sort_key


@dataclass(frozen=True, slots=True)
class Listed:
    """A dossier in the list: whose hands it is in, since when, and what it still lacks, in words."""

    dossier: Dossier
    holder: str
    since: date
    short: tuple[str, ...]

    @property
    def district(self) -> Unit | None:
        """The district of its commune."""
        above = self.dossier.commune.parent
        return above if above is not None and above.level == Level.DISTRICT else None


@dataclass(frozen=True, slots=True)
class CycleStanding:
    """A cycle within a unit on a day. `titles`: of the sets, by their id."""

    cycle: Cycle
    unit: Unit
    day: date
    communes: Sequence[Unit]
    listed: Sequence[Listed]
    titles: Mapping[str, str]

    @property
    def waiting(self) -> list[Listed]:
        """The dossiers that still lack something."""
        return [each for each in self.listed if each.short]

    def of_set(self, criteria_set: str) -> list[Listed]:
        """The dossiers of a set."""
        return [each for each in self.listed if each.dossier.criteria_set == criteria_set]

    def states(self, criteria_set: str) -> list[tuple[State, int]]:
        """How many dossiers of a set are in each state that some are in."""
        held = [each.dossier.held for each in self.of_set(criteria_set)]
        return [(state, held.count(state)) for state in State if state in held]

    def without(self, criteria_set: str) -> list[Unit]:
        """The communes that have no dossier of a set in this cycle."""
        there = {each.dossier.commune_id for each in self.of_set(criteria_set)}
        return [commune for commune in self.communes if commune.pk not in there]


def scopes(person: Person | None, day: date) -> list[Unit]:
    """The provinces and districts whose dossiers a person may read, the widest first; else the communes."""
    found = list(Unit.objects.on(day).filter(territory(person, Action.READ_DOSSIERS)).select_related("parent__parent"))
    wider = [unit for unit in found if unit.level != Level.COMMUNE]
    return sorted(wider or found, key=lambda unit: (unit.level != Level.PROVINCE, unit.order))


def cycle_standing(cycle: Cycle, unit: Unit, day: date) -> CycleStanding:
    """The cycle as it stands on a day."""
    within = set(Unit.objects.within(unit).values_list("pk", flat=True))
    found = Dossier.objects.filter(cycle=cycle, commune__in=within)
    dossiers = list(found.select_related("commune__parent__parent", "law", "cycle").prefetch_related("attestations"))
    live = _live([dossier for dossier in dossiers if dossier.held.is_with_commune], day)
    names = body_names((dossier.commune for dossier in dossiers), day)
    listed = [_listed(dossier, live.get(dossier.pk), day, names) for dossier in dossiers]
    listed.sort(key=lambda each: (sort_key(each.district.name) if each.district else "", each.dossier.commune.order))
    titles = {each.id: str(each.title) for each in sets_on(day)}
    for dossier in dossiers:
        if dossier.criteria_set not in titles:
            titles[dossier.criteria_set] = str(law_of(dossier).sets[dossier.criteria_set].title)
    communes = [commune for commune in communes_on(day) if commune.pk in within]
    return CycleStanding(cycle, unit, day, communes, listed, titles)


def _live(dossiers: Iterable[Dossier], day: date) -> dict[int, Outline]:
    """How the communes of some dossiers stand, those that are bound to one law and set asked together."""
    bound: dict[tuple[int, str], list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        bound[dossier.law_id, dossier.criteria_set].append(dossier)
    found = {}
    for group in bound.values():
        first = group[0]
        units = [dossier.commune for dossier in group]
        assessed = assess(units, day, [set_of(first, day)], law_of(first))
        for place, dossier in enumerate(group):
            (found[dossier.pk],) = outlines(assessed, place, named=False)
    return found


def _listed(dossier: Dossier, live: Outline | None, day: date, names: Mapping[tuple[int, str], str]) -> Listed:
    since = clock.day_of(dossier.changed_at)
    state = dossier.held
    if live is not None:
        commune = body_name(dossier.commune, OrganisationKind.COMMUNE_COMMITTEE, day, names)
        return Listed(dossier, commune, since, _named(dossier, to_submit(dossier, live), day))
    tier = tier_in_hand(dossier, day)
    held_by = body_name(dossier.commune, tier, day, names) if tier else ""
    if state.is_under_review and tier is not None:
        return Listed(dossier, held_by, since, _under_review(dossier, tier, day))
    short = _named(dossier, to_recognise(dossier), day) if state is State.APPRAISED else ()
    return Listed(dossier, held_by if state.is_open else "", since, short)


def _named(dossier: Dossier, blocks: Sequence[Block], day: date) -> tuple[str, ...]:
    """What is in the way, in few words: the conditions by their parts of the law, the others by what they are."""
    nodes = [block.about for block in blocks if block.kind is BlockKind.CONDITION]
    replies = [block.about for block in blocks if block.kind is BlockKind.REPLY]
    said = []
    if n := len(nodes):
        words = ngettext("{n} condition is not met or not known", "{n} conditions are not met or not known", n)
        said.append(_counted(words, dossier, nodes, day))
    if n := len(replies):
        words = ngettext("{n} ruling has not been answered", "{n} rulings have not been answered", n)
        said.append(_counted(words, dossier, replies, day))
    return (*said, *(block.words for block in blocks if block.kind is BlockKind.CHECK))


def _counted(words: str, dossier: Dossier, nodes: Sequence[str], day: date) -> str:
    """How many conditions something is so of, with the parts of the law that they stand in: (8.1, 8.3)."""
    criteria_set = set_of(dossier, day)
    parts = [part for part in criteria_set.parts if any(node.id in nodes for node in part.walk())]
    return f"{words.format(n=whole(len(nodes)))} ({', '.join(map(criteria_set.number, parts))})"


def _under_review(dossier: Dossier, tier: OrganisationKind, day: date) -> tuple[str, ...]:
    nodes = conditions_of(dossier, day)
    held = {node: r.held for (of, node), r in standing_rulings(dossier, dossier.round).items() if of == tier}
    disputed = [node for node in nodes if held.get(node) in (Opinion.DISAGREE, Opinion.ASK)]
    unsaid = sum(node not in held for node in nodes)
    said = []
    if n := len(disputed):
        words = ngettext("{n} condition is disputed or needs more", "{n} conditions are disputed or need more", n)
        said.append(_counted(words, dossier, disputed, day))
    if unsaid:
        words = ngettext("{n} condition has not been ruled on", "{n} conditions have not been ruled on", unsaid)
        said.append(words.format(n=whole(unsaid)))
    return tuple(said)
