"""A dossier as its page shows it: the line of stages, the conditions with every tier's ruling, what one may do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from langso import clock
from langso.accounts.door import Action, Answer, may
from langso.accounts.models import Person
from langso.assessments.outline import Condition
from langso.dossiers.checking import Checked, checked, earlier_rulings, live_outline, standing_rulings
from langso.dossiers.content import Plain
from langso.dossiers.desk import changed_since, colleagues
from langso.dossiers.kinds import Move, Opinion, State
from langso.dossiers.looking_twice import Doubt, Point, points
from langso.dossiers.models import Dossier, Reply, Stage, TierRuling
from langso.dossiers.procedure import Step, steps, tiers
from langso.dossiers.rules import Situation, is_from
from langso.dossiers.ruling import may_attest
from langso.dossiers.sealing import submitted
from langso.dossiers.situation import ACTIONS, holder, may_move, not_in_hand, situation, tier_in_hand
from langso.language import current_language
from langso.language import day as shown_day
from langso.language import gettext as _
from langso.places.models import OrganisationKind, Unit

MOVES = (
    Move.SUBMIT,
    Move.VERIFY,
    Move.APPRAISE,
    Move.RECOGNISE,
    Move.ANNOUNCE,
    Move.RETURN,
    Move.REFUSE,
    Move.TAKE_BACK,
    Move.WITHDRAW_RECOGNITION,
)
"""In the order in which the page offers them: first those that go on."""

_GOING_ON = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A condition of the dossier: how it was submitted (or stands, before the first time), and what was said of it.

    `rulings`: in this round; `before`: the last in earlier ones, of the bodies that have said nothing in this one.
    """

    node: str
    title: str
    depth: int
    is_condition: bool
    verdict: str
    sentence: str
    rulings: Mapping[OrganisationKind, TierRuling]
    before: Mapping[OrganisationKind, TierRuling]
    reply: Reply | None
    points: tuple[Point, ...]
    changed: bool

    @property
    def in_doubt(self) -> bool:
        """Whether it is to be looked at before it is agreed to."""
        pointed = any(point.doubt is not Doubt.BARE for point in self.points)
        return pointed or self.changed or self.disputed or self.verdict not in ("met", "not_applicable")

    @property
    def disputed(self) -> bool:
        """Whether a body did not agree to it when it was last asked."""
        said = (*self.before.values(), *self.rulings.values())
        return any(ruling.held is not Opinion.AGREE for ruling in said)


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that one's role makes: whether it can be made now, why not, and where."""

    move: Move
    answer: Answer
    url: str

    @property
    def goes_on(self) -> bool:
        """Whether it brings the dossier nearer to recognition."""
        return self.move in MOVES[:_GOING_ON]


@dataclass
class Shown:
    """A dossier for one reader on a day. Nothing is asked of the database before it is needed."""

    dossier: Dossier
    person: Person | None
    day: date

    @cached_property
    def tiers(self) -> list[OrganisationKind]:
        """The bodies that rule, in their order: those of the day, and those that ruled while they were there."""
        ruled = {OrganisationKind(tier) for tier in self.dossier.rulings.values_list("tier", flat=True).distinct()}
        now = tiers(self.day)
        return [*(tier for tier in OrganisationKind if tier in ruled and tier not in now), *now]

    @cached_property
    def in_hand(self) -> OrganisationKind | None:
        """The body that has it in hand."""
        return tier_in_hand(self.dossier, self.day)

    @cached_property
    def sealed(self) -> Plain | None:
        """What was submitted last."""
        return submitted(self.dossier)

    @property
    def submitted_on(self) -> date:
        """The day of the latest submission."""
        return date.fromisoformat((self.sealed or {})["day"])

    @cached_property
    def situation(self) -> Situation:
        """All that decides what may be done."""
        return situation(self.dossier, self.day)

    @cached_property
    def may_rule(self) -> bool:
        """Whether the reader can rule on its conditions now."""
        return (
            self.dossier.held.is_under_review
            and bool(may(self.person, Action.RULE, self.dossier.commune))
            and not not_in_hand(self.person, self.dossier, Action.RULE, self.day)
        )

    @cached_property
    def colleagues(self) -> list[Person]:
        """To whom the reader can give the dossier: the people of the body that has it in hand, the reader first."""
        if not self.may_rule:
            return []
        return sorted(colleagues(self.dossier, self.day), key=lambda each: each != self.person)

    @cached_property
    def sent_back(self) -> Stage | None:
        """The return that the commune has to answer."""
        if self.dossier.held is not State.RETURNED:
            return None
        return self.dossier.stages.filter(move=Move.RETURN).order_by("-number").first()

    @cached_property
    def may_prepare(self) -> bool:
        """Whether the reader prepares it, and the commune has it in hand."""
        return self.dossier.held.is_with_commune and bool(
            may(self.person, Action.PREPARE_DOSSIER, self.dossier.commune)
        )

    @cached_property
    def compared(self) -> str:
        """Where the latest submission stands beside the one before; "" where there was none."""
        handed_in = self.dossier.stages.filter(move=Move.SUBMIT).order_by("-number").values_list("number", flat=True)
        latest = list(handed_in[:2])
        if len(latest) < 2:
            return ""
        return f"{reverse('dossier_stage', args=[self.dossier.pk, latest[0]])}?against={latest[1]}"

    @cached_property
    def may_attest(self) -> bool:
        """Whether the reader can say how the checks beside the criteria stand."""
        return bool(may_attest(self.person, self.dossier))

    @cached_property
    def checks(self) -> list[Checked]:
        """What is checked beside the criteria."""
        return checked(self.dossier)

    @property
    def checked_later(self) -> list[Checked]:
        """The checks that do not keep it from being submitted, and are open."""
        return [each for each in self.checks if each.is_open and each.check.needed_to is not Move.SUBMIT]

    @cached_property
    def points(self) -> list[Point]:
        """The points to look at twice, for who reviews; none before it was submitted, or once it is decided."""
        if self.sealed is None or not self.dossier.held.is_under_review:
            return []
        if not may(self.person, Action.RULE, self.dossier.commune):
            return []
        return points(self.dossier, self.sealed, self.day)

    @cached_property
    def lines(self) -> list[Line]:
        """The conditions, and the groups that they stand in, in the order of the law."""
        round_ = self.dossier.round
        said = standing_rulings(self.dossier, round_)
        before = {place: r for place, r in earlier_rulings(self.dossier, round_).items() if place not in said}
        replies = {reply.node: reply for reply in self.dossier.replies.filter(round__gte=round_ - 1)}
        changed = changed_since(self.dossier) or frozenset()
        found = self._as_submitted() if self.sealed and not self.dossier.held.is_with_commune else self._as_it_stands()
        return [
            Line(
                *told,
                rulings={tier: ruling for (tier, node), ruling in said.items() if node == told[0]},
                before={tier: ruling for (tier, node), ruling in before.items() if node == told[0]},
                reply=replies.get(told[0]),
                points=tuple(point for point in self.points if told[0] in point.nodes and told[3]),
                changed=told[0] in changed and told[3],
            )
            for told in found
        ]

    def _as_submitted(self) -> list[tuple[str, str, int, bool, str, str]]:
        language = current_language().value
        return [
            (v["id"], v["title"][language], v["depth"], v["condition"], v["verdict"], v["sentence"][language])
            for v in (self.sealed or {})["verdicts"]
        ]

    def _as_it_stands(self) -> list[tuple[str, str, int, bool, str, str]]:
        found: list[tuple[str, str, int, bool, str, str]] = []

        def add(it: Condition, depth: int) -> None:
            word = it.verdict.word
            found.append((it.node.id, str(it.node.title), depth, it.node.is_condition, word, it.sentence))
            for child in it.children:
                add(child, depth + 1)

        add(live_outline(self.dossier, self.day).root, 0)
        return found

    @cached_property
    def to_rule(self) -> list[Line]:
        """The conditions that the own body has not ruled on."""
        return [line for line in self.lines if line.is_condition and self.in_hand not in line.rulings]

    @cached_property
    def first_in_doubt(self) -> Line | None:
        """Where a reviewer goes on: the first to rule on that is in doubt, else the first without evidence."""
        wanted = sorted((line for line in self.to_rule if line.in_doubt or line.points), key=lambda x: not x.in_doubt)
        return next(iter(wanted), None)

    @cached_property
    def plain_nodes(self) -> list[str]:
        """The conditions without doubt that have evidence, or that the own body agreed to a round ago as they are."""
        last = self.dossier.round - 1
        agreed = {node for (tier, node) in standing_rulings(self.dossier, last) if tier == self.in_hand}
        return [each.node for each in self.to_rule if not each.in_doubt and (not each.points or each.node in agreed)]

    @property
    def latest_ruling(self) -> int:
        """The number of the latest ruling that this page shows."""
        found = [ruling.pk for line in self.lines for ruling in line.rulings.values()]
        return max(found, default=0)

    @cached_property
    def offers(self) -> list[Offer]:
        """The moves of the reader's role from this state, those that can be made first."""
        found = []
        for move in MOVES:
            if not may(self.person, ACTIONS[move], self.dossier.commune) or not is_from(move, self.dossier.held):
                continue
            if move in (Move.VERIFY, Move.APPRAISE) and self.situation.is_last_tier is not (move is Move.APPRAISE):
                continue
            if move is Move.ANNOUNCE and self.situation.announced:
                continue
            answer = may_move(self.person, self.dossier, move, self.day, self.situation)
            found.append(Offer(move, answer, reverse("dossier_move", args=[self.dossier.pk, move.value])))
        return sorted(found, key=lambda offer: not offer.answer)

    @property
    def waits_for(self) -> str:
        """For whoever has done their part and does not make the move that comes next: who makes it."""
        if self.may_prepare and not self.situation.to_submit and not may(self.person, *self._of(Move.SUBMIT)):
            return _("Nothing is in the way of submitting. It waits for the leader of the commune to submit it.")
        if self.may_rule and not self.situation.ruled.open and not may(self.person, *self._of(Move.VERIFY)):
            return _("It waits for the leader of your body to pass it on or back.")
        return ""

    def _of(self, move: Move) -> tuple[Action, Unit]:
        return ACTIONS[move], self.dossier.commune

    def stages(self) -> list[tuple[str, str, str]]:
        """The stage line: what was done, where it is, what is to come."""
        done = [
            (_step(stage.made), "back" if stage.made is Move.RETURN else "done", f"{_who(stage)} · {_on(stage)}")
            for stage in self.dossier.stages.all()
        ]
        ahead = [(_step(move), "todo", "") for move in _ahead(self.dossier, self.in_hand, self.tiers)]
        if ahead:
            ahead[0] = (ahead[0][0], "current", holder(self.dossier, self.day))
        return done + ahead


def _step(move: Move) -> str:
    titles: dict[Move, Step] = {step.move: step for step in steps()}
    return str(titles[move].title)


def _who(stage: Stage) -> str:
    return stage.body_name or stage.person_name


def _on(stage: Stage) -> str:
    return shown_day(clock.day_of(stage.at))


def _ahead(dossier: Dossier, in_hand: OrganisationKind | None, chain: Sequence[OrganisationKind]) -> list[Move]:
    """What is still to come until recognition, from the state that it is in."""
    state = dossier.held
    if not state.is_open:
        return []
    reviewing = [Move.VERIFY] * (len(chain) - 1) + [Move.APPRAISE]
    if state.is_with_commune:
        return [Move.SUBMIT, *reviewing, Move.RECOGNISE]
    if state is State.APPRAISED:
        return [Move.RECOGNISE]
    place = chain.index(in_hand) if in_hand in chain else 0
    return [*reviewing[place:], Move.RECOGNISE]


OPINIONS = tuple(Opinion)
