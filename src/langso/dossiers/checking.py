"""What is in the way of a dossier: conditions that are not met, checks beside the criteria, rulings left unanswered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from langso.assessments.outline import Condition, Outline
from langso.criteria import CriteriaSet, Law
from langso.criteria.versions import arranged
from langso.dossiers.content import outline_of
from langso.dossiers.kinds import Move, Opinion
from langso.dossiers.models import Attestation, Dossier, Recognition, TierRuling
from langso.dossiers.procedure import Check, checks
from langso.dossiers.rules import Block, BlockKind
from langso.language import day as shown_day
from langso.language import gettext as _
from langso.language import percent
from langso.places.models import OrganisationKind, Unit
from langso.registers.law import law, law_from


@dataclass(frozen=True, slots=True)
class Checked:
    """A check as it stands for a dossier: its answer (None while nobody knows), why, and what was attested.

    `earlier`: what had been attested before, the latest first, in words.
    """

    check: Check
    answer: bool | None
    words: str
    attested: Attestation | None = None
    earlier: tuple[tuple[str, Attestation], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is in the way of what it is needed to."""
        return self.answer is not True

    @property
    def is_judged(self) -> bool:
        """Whether there is something to hold it against: a share without a threshold is only recorded."""
        return self.check.kind != "share" or self.check.threshold is not None


def law_of(dossier: Dossier) -> Law:
    """The law that a dossier is bound to, with the versions of its sets that held when it was bound."""
    bound = law_from(dossier.law.files)
    return arranged(bound, bound.versions, dossier.bound_on)


def set_of(dossier: Dossier, day: date) -> CriteriaSet:
    """The criteria set that a dossier is bound to, as it reads on a day."""
    return law_of(dossier).sets[dossier.criteria_set].on(day)


def live_outline(dossier: Dossier, day: date) -> Outline:
    """The commune against the dossier's set on a day, live."""
    return outline_of(dossier.commune, set_of(dossier, day), law_of(dossier), day)


def checked(dossier: Dossier) -> list[Checked]:
    """Every check that is asked for the dossier's set, as it stands."""
    said: dict[str, list[Attestation]] = {}
    for attestation in dossier.attestations.all():
        said.setdefault(attestation.check_id, []).append(attestation)
    return [_judged(dossier, check, said.get(check.id, [])) for check in checks(dossier.criteria_set)]


def _judged(dossier: Dossier, check: Check, said: Sequence[Attestation]) -> Checked:
    if check.kind == "recognised":
        return _level_before(dossier, check)
    last = said[-1] if said else None
    earlier = tuple((_value_said(check, each), each) for each in reversed(said[:-1]))
    if last is None or last.value is None:
        return Checked(check, None, _value_said(check, last), earlier=earlier)
    answer, words = bool(last.value), _value_said(check, last)
    if check.kind == "share" and check.threshold is None:
        answer, words = True, _("{share}; no threshold has been set, so that it is not judged").format(share=words)
    elif check.kind == "share" and check.threshold is not None:
        asked = percent(Fraction(check.threshold, 10_000))
        answer = last.value >= check.threshold
        words = _("{share}, at least {threshold} is asked").format(share=words, threshold=asked)
    return Checked(check, answer, words, last, earlier)


def _value_said(check: Check, said: Attestation | None) -> str:
    if said is None:
        return _("nobody has attested it yet")
    if said.value is None:
        return _("taken back")
    if check.kind == "yes_no":
        return _("it is so") if said.value else _("it is not so")
    return percent(Fraction(said.value, 10_000))


def without_level_before(commune: Unit, criteria_set: str) -> str:
    """Why a commune cannot submit under a set yet: the recognition that must come first is not held; else ""."""
    asked = (check for check in checks(criteria_set) if check.kind == "recognised")
    lacking = (check.after[criteria_set] for check in asked if not _held(commune.pk, check.after[criteria_set]))
    return next(map(_not_held, lacking), "")


def _held(commune: int, criteria_set: str) -> Recognition | None:
    in_force = Recognition.objects.in_force().filter(commune=commune, criteria_set=criteria_set)
    found: Recognition | None = in_force.first()
    return found


def _not_held(criteria_set: str) -> str:
    known = law().sets.get(criteria_set)
    return _("the commune holds no recognition as “{title}”").format(title=known.title if known else criteria_set)


def _level_before(dossier: Dossier, check: Check) -> Checked:
    wanted = check.after[dossier.criteria_set]
    held = _held(dossier.commune_id, wanted)
    if held is None:
        return Checked(check, False, _not_held(wanted))
    words = _("decision {number} of {day}").format(number=held.decision_number, day=shown_day(held.decided_on))
    return Checked(check, True, words)


def to_submit(dossier: Dossier, outline: Outline) -> list[Block]:
    """What keeps the dossier from being submitted: everything, not the first thing alone."""
    blocks = [Block(BlockKind.CONDITION, c.node.id, f"{c.node.id}: {c.sentence}") for c in _in_the_way(outline.root)]
    blocks += [_block(c) for c in checked(dossier) if c.is_open and c.check.needed_to is Move.SUBMIT]
    return blocks + list(_unanswered(dossier))


def to_recognise(dossier: Dossier) -> list[Block]:
    """What keeps an appraised dossier from being recognised."""
    return [_block(each) for each in checked(dossier) if each.is_open]


def _block(each: Checked) -> Block:
    return Block(BlockKind.CHECK, each.check.id, f"{each.check.title}: {each.words}")


def _in_the_way(condition: Condition) -> Iterator[Condition]:
    """The conditions because of which a node is not met; nothing where it is met without them."""
    if not condition.open:
        return
    below = [each for child in condition.children for each in _in_the_way(child)]
    yield from below or [condition]


def _unanswered(dossier: Dossier) -> Iterator[Block]:
    answered = set(dossier.replies.filter(round=dossier.round).values_list("node", flat=True))
    for ruling in standing_rulings(dossier, dossier.round).values():
        if ruling.held is not Opinion.AGREE and ruling.node not in answered:
            words = _("{node}: the ruling of {person} has no answer yet")
            yield Block(BlockKind.REPLY, ruling.node, words.format(node=ruling.node, person=ruling.person_name))


def standing_rulings(dossier: Dossier, round_: int) -> dict[tuple[OrganisationKind, str], TierRuling]:
    """What each tier holds of each condition in a round: the last that it said."""
    return _last_said(dossier.rulings.filter(round=round_))


def earlier_rulings(dossier: Dossier, round_: int) -> dict[tuple[OrganisationKind, str], TierRuling]:
    """What each tier said last of each condition before a round."""
    return _last_said(dossier.rulings.filter(round__lt=round_))


def _last_said(said: Iterable[TierRuling]) -> dict[tuple[OrganisationKind, str], TierRuling]:
    return {(OrganisationKind(ruling.tier), ruling.node): ruling for ruling in said}
