"""The changes of a dossier on its way: opened, submitted, returned, passed on, taken back.

Each is one event and one seal. Who may is decided at the door and by `rules`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from langso import clock, problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.dossiers.checking import law_of, set_of, standing_rulings
from langso.dossiers.content import Plain, gathered
from langso.dossiers.kinds import OPEN, Move
from langso.dossiers.models import Cycle, Dossier, Recognition, Stage
from langso.dossiers.procedure import tiers
from langso.dossiers.rules import NEEDS_REASON, leads_to
from langso.dossiers.sealing import bound_law, carried_on, seal
from langso.dossiers.situation import ACTIONS, body_for, may_move, next_tier, tier_in_hand
from langso.journal.changes import Change, change
from langso.language import day as shown_day
from langso.places.models import Unit
from langso.problems import Where, refuse
from langso.registers.law import law


def open_dossier(person: Person | None, unit: Unit, criteria_set: str, cycle: Cycle) -> Dossier:
    """A new dossier of a commune for a set, bound to the law as it is now."""
    demand(person, Action.PREPARE_DOSSIER, unit)
    today = clock.today()
    wanted = law().sets.get(criteria_set)
    if wanted is None or not wanted.valid_on(today) or not (unit.is_assessed and unit.holds_on(today)):
        raise refuse(problems.SET_CLOSED, Where(column="set"), criteria_set, day=shown_day(today))
    if cycle.since > today or (cycle.until and cycle.until < today):
        raise refuse(problems.CYCLE_CLOSED, Where(column="cycle"), cycle.title, day=shown_day(today))
    with change("dossier.opened", person, commune=unit.pk) as made:
        if Dossier.objects.filter(commune=unit, criteria_set=criteria_set, state__in=OPEN).exists():
            raise refuse(problems.DOSSIER_THERE, Where(column="set"), criteria_set, unit=unit.full_name)
        recognised = Recognition.objects.in_force().filter(commune=unit, criteria_set=criteria_set).first()
        if recognised:
            number = recognised.decision_number
            where = Where(column="set")
            raise refuse(problems.RECOGNISED_ALREADY, where, criteria_set, unit=unit.full_name, number=number)
        dossier = Dossier.objects.create(
            commune=unit, cycle=cycle, criteria_set=criteria_set, law=bound_law(made), bound_on=today,
            opened_at=made.at, changed_at=made.at,
        )  # fmt: skip
        made.subject = str(dossier.pk)
        made.details = {"cycle": cycle.title, "law": dossier.law.digest}
        body = body_for(person, dossier, Action.PREPARE_DOSSIER)
        assert body is not None  # noqa: S101 - the door let the person in by a body
        seal(made, dossier, Move.OPEN, body, {})
    return dossier


@dataclass
class Moving:
    """A move on its way: the dossier as it is now, the change it is made in, the day."""

    dossier: Dossier
    made: Change
    day: date
    move: Move
    person: Person

    def seal(self, decided: Plain) -> Stage:
        """Bring the dossier into its new state and seal the stage."""
        tier = tier_in_hand(self.dossier, self.day) if ACTIONS[self.move] is Action.PASS_DOSSIER else None
        body = body_for(self.person, self.dossier, ACTIONS[self.move], tier)
        assert body is not None  # noqa: S101 - `may_move` let the person in by that body
        self.dossier.state = leads_to(self.move)
        return seal(self.made, self.dossier, self.move, body, decided)


@contextmanager
def moving(person: Person | None, dossier: Dossier, move: Move, *, seen: int, reason: str = "") -> Iterator[Moving]:
    """The change around a move that the rules allow: refused when stale, saved with its next version at the end."""
    demand(person, ACTIONS[move], dossier.commune)
    if move in NEEDS_REASON and not reason.strip():
        raise refuse(problems.REASON_MISSING, Where(column="reason"))
    subject = str(dossier.pk)
    with change(
        f"dossier.{move.value}", person, commune=dossier.commune_id, subject=subject, reason=reason.strip()
    ) as made:
        held = Dossier.objects.select_related("commune__parent__parent", "cycle", "law").get(pk=dossier.pk)
        check_seen(held, seen)
        day = clock.today()
        answer = may_move(person, held, move, day)
        if not answer:
            raise refuse(problems.MOVE_REFUSED, reason=answer.reason)
        assert person is not None  # noqa: S101 - the door lets nobody in who has not signed in
        yield Moving(held, made, day, move, person)
        held.version += 1
        held.changed_at = made.at
        held.save()
    for name in ("state", "tier", "round", "version", "changed_at", "assignee"):
        setattr(dossier, name, getattr(held, name))


def check_seen(held: Dossier, seen: int) -> None:
    """Refuse a change of a dossier that has gone on since version `seen`."""
    if held.version != seen:
        raise refuse(problems.DOSSIER_GONE_ON, value=str(seen), now=held.held.words, version=str(held.version))


def submit(
    person: Person | None,
    dossier: Dossier,
    *,
    seen: int,
    reason: str = "",
    votes_for: int | None = None,
    votes_cast: int | None = None,
) -> Stage:
    """Hand it to the first reviewing body of the day; figures, verdicts and evidence are sealed as they are.

    The votes are those of the commune's meeting about it, where they are known.
    """
    check_votes(votes_for, votes_cast)
    with moving(person, dossier, Move.SUBMIT, seen=seen, reason=reason) as m:
        held = m.dossier
        decided = submitted_now(held, m.day, m.made.number)
        decided["meeting"] = {"votes_for": votes_for, "votes_cast": votes_cast}
        held.round += 1
        held.tier, held.assignee = tiers(m.day)[0], None
        return m.seal(decided)


def check_votes(votes: int | None, cast: int | None) -> None:
    """Refuse votes that a meeting cannot have cast, and those that did not carry it; neither needs to be known."""
    if votes is None and cast is None:
        return
    if votes is None or cast is None:
        raise refuse(problems.VOTES_HALF, Where(column="votes_for" if votes is None else "votes_cast"))
    if not 0 <= votes <= cast or not cast:
        raise refuse(problems.VOTES_WRONG, Where(column="votes_for"), str(votes), cast=str(cast))
    if votes * 2 <= cast:
        raise refuse(problems.VOTES_FEW, Where(column="votes_for"), str(votes), cast=str(cast))


def submitted_now(dossier: Dossier, day: date, event: int) -> Plain:
    """What a submission on a day decides about: the figures as of an event, the answers, what was attested."""
    found = gathered(dossier.commune, set_of(dossier, day), law_of(dossier), day, event)
    replies = dossier.replies.filter(round=dossier.round).values("node", "text", "person_name")
    return found | {"replies": list(replies), "attestations": attested(dossier)}


def take_back(person: Person | None, dossier: Dossier, *, seen: int, reason: str) -> Stage:
    """Withdraw the dossier: the commune does not ask any more. It stays to be read."""
    with moving(person, dossier, Move.TAKE_BACK, seen=seen, reason=reason) as m:
        m.dossier.tier = ""
        return m.seal(reviewed(m.dossier))


def return_for_more(person: Person | None, dossier: Dossier, *, seen: int, reason: str) -> Stage:
    """Give the dossier back to the commune with the rulings of the body that has it in hand."""
    with moving(person, dossier, Move.RETURN, seen=seen, reason=reason) as m:
        stage = m.seal(reviewed(m.dossier))
        m.dossier.tier, m.dossier.assignee = "", None
        return stage


def refuse_dossier(person: Person | None, dossier: Dossier, *, seen: int, reason: str) -> Stage:
    """End the dossier without recognition."""
    with moving(person, dossier, Move.REFUSE, seen=seen, reason=reason) as m:
        stage = m.seal(reviewed(m.dossier))
        m.dossier.tier = ""
        return stage


def pass_on(person: Person | None, dossier: Dossier, *, seen: int, reason: str = "") -> Stage:
    """Verify and hand it to the next body; the last body appraises, and then recognition can be decided."""
    after = next_tier(dossier, clock.today())
    move = Move.VERIFY if after else Move.APPRAISE
    with moving(person, dossier, move, seen=seen, reason=reason) as m:
        stage = m.seal(reviewed(m.dossier))
        m.dossier.tier = after or tier_in_hand(m.dossier, m.day) or ""
        m.dossier.assignee = None
        return stage


def reviewed(dossier: Dossier) -> Plain:
    """What a reviewing stage decides about: what was submitted, the rulings of every tier, what was attested."""
    said = standing_rulings(dossier, dossier.round)
    rulings = [
        {
            "tier": tier.value,
            "node": node,
            "opinion": ruling.opinion,
            "reason": ruling.reason,
            "person": ruling.person_name,
            "at": ruling.at.isoformat(),
            "event": ruling.event,
        }
        for (tier, node), ruling in sorted(said.items(), key=lambda each: each[1].pk)
    ]
    return {**carried_on(dossier), "rulings": rulings, "attestations": attested(dossier)}


def attested(dossier: Dossier) -> list[Plain]:
    """What holds of the attestations of a dossier."""
    held = {each.check_id: each for each in dossier.attestations.all()}
    return [
        {
            "check": each.check_id,
            "value": each.value,
            "as_of": each.as_of.isoformat(),
            "source": each.source,
            "person": each.person_name,
            "event": each.event,
        }
        for each in held.values()
    ]


def open_cycle(person: Person | None, title: str, since: date, until: date | None = None, note: str = "") -> Cycle:
    """A new round of assessment."""
    demand(person, Action.KEEP_PROCEDURE)
    title = title.strip()
    if not title:
        raise refuse(problems.CYCLE_THERE, Where(column="title"), title)
    with change("cycle.opened", person) as made:
        if Cycle.objects.filter(title=title).exists():
            raise refuse(problems.CYCLE_THERE, Where(column="title"), title)
        cycle = Cycle.objects.create(title=title, since=since, until=until, note=note.strip(), event=made.number)
        made.subject = str(cycle.pk)
        made.details = {"title": title, "since": since.isoformat(), "until": until.isoformat() if until else None}
    return cycle


def end_cycle(person: Person | None, cycle: Cycle, until: date) -> None:
    """Say the last day of a cycle; dossiers that are open in it go on."""
    demand(person, Action.KEEP_PROCEDURE)
    with change("cycle.ended", person, subject=str(cycle.pk)) as made:
        made.details = {"title": cycle.title, "until": until.isoformat()}
        cycle.until = until
        cycle.save(update_fields=["until"])
