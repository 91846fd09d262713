"""The changes of difficulties: raised, taken up, corrected, answered, settled."""

from collections.abc import Sequence
from typing import Any

from langso import problems
from langso.accounts.door import Action, Answer, demand, may
from langso.accounts.models import Person
from langso.directives.actions.library import check_nodes
from langso.directives.bodies import body_of, demanded
from langso.directives.given import DifficultyGiven, Texts
from langso.directives.kinds import DifficultyState
from langso.directives.models import Difficulty, DifficultyNode, DifficultyPlace, LegalDocument, Reply
from langso.journal.changes import change
from langso.language import gettext as _
from langso.places.models import Level, Unit
from langso.problems import Problem, Where, refuse


def raise_difficulty(person: Person | None, given: DifficultyGiven) -> Difficulty:
    """Raise a difficulty of one's own territory. What the department raises is taken up at once."""
    taken = _checked(given)
    _demand_places(person, given.places)
    person = demanded(person, Action.RAISE_DIFFICULTY)
    keeps = bool(may(person, Action.KEEP_DIRECTIVES))
    with change("difficulty.raised", person, commune=_commune_of(given.places)) as made:
        difficulty = Difficulty.objects.create(
            **taken, state=DifficultyState.OPEN if keeps else DifficultyState.RAISED, person_name=person.name,
            organisation=body_of(person, Action.RAISE_DIFFICULTY), opened_on=made.at.date(), at=made.at,
            event=made.number,
        )  # fmt: skip
        _put(difficulty, given)
        made.subject, made.details = str(difficulty.pk), _said(difficulty)
    return difficulty


def correct(person: Person | None, difficulty: Difficulty, given: DifficultyGiven, *, seen: int | None = None) -> None:
    """Correct what is said of a difficulty, at which conditions and where it is in the way."""
    demand(person, Action.KEEP_DIRECTIVES)
    taken = _checked(given)
    _demand_places(person, given.places)
    with change("difficulty.corrected", person, commune=_commune_of(given.places), subject=str(difficulty.pk)) as made:
        held = _open(difficulty, seen)
        before = _said(held)
        for name, value in taken.items():
            setattr(held, name, value)
        held.nodes.all().delete()
        held.places.all().delete()
        _put(held, given)
        _touch(held)
        after = _said(Difficulty.objects.get(pk=held.pk))
        made.details = {"name": held.title, "before": before, "after": after}
        made.cancelled = before == after


def take_up(person: Person | None, difficulty: Difficulty) -> None:
    """Take up what was raised: from now on everyone sees it."""
    demand(person, Action.KEEP_DIRECTIVES)
    with change(
        "difficulty.taken_up", person, commune=_commune_of(_places(difficulty)), subject=str(difficulty.pk)
    ) as made:
        held = _open(difficulty, None)
        if held.state != DifficultyState.RAISED:
            made.cancelled = True
            return
        held.state = DifficultyState.OPEN
        _touch(held)
        made.details = {"name": held.title}


def reply(person: Person | None, difficulty: Difficulty, text: str, document: LegalDocument | None = None) -> Reply:
    """Answer a difficulty, with the document that the answer rests on where there is one."""
    answer = may_reply(person, difficulty)
    if not answer:
        raise refuse(problems.NOT_ALLOWED, reason=answer.reason)
    person = demanded(person, Action.RAISE_DIFFICULTY)
    texts = Texts()
    words = texts.text("text", _("Answer"), text)
    texts.check()
    with change(
        "difficulty.answered", person, commune=_commune_of(_places(difficulty)), subject=str(difficulty.pk)
    ) as made:
        held = _open(difficulty, None)
        given = Reply.objects.create(
            difficulty=held, text=words, document=document, organisation=body_of(person, Action.RAISE_DIFFICULTY),
            person_name=person.name, at=made.at, event=made.number,
        )  # fmt: skip
        made.details = {"name": held.title, "text": words, "document": str(document) if document else ""}
    return given


def settle(person: Person | None, difficulty: Difficulty, outcome: str) -> None:
    """Say that a difficulty is settled, and how; from this day on its conditions show it no longer."""
    demand(person, Action.KEEP_DIRECTIVES)
    texts = Texts()
    words = texts.text("outcome", _("How it was settled"), outcome)
    texts.check()
    with change(
        "difficulty.settled", person, commune=_commune_of(_places(difficulty)), subject=str(difficulty.pk)
    ) as made:
        held = _open(difficulty, None)
        held.state, held.closed_on, held.outcome = DifficultyState.CLOSED, made.at.date(), words
        _touch(held)
        made.details = {"name": held.title, "outcome": words}


def may_reply(person: Person | None, difficulty: Difficulty) -> Answer:
    """Whether a person may answer: the department, and whoever may raise difficulties at one of its places."""
    refused = Answer(False)
    for unit in _places(difficulty):
        answer = may(person, Action.RAISE_DIFFICULTY, unit)
        if answer:
            return answer
        refused = answer
    return refused


def _checked(given: DifficultyGiven) -> dict[str, Any]:
    texts = Texts()
    taken = {
        "title": texts.line("title", _("Title"), given.title),
        "text": texts.text("text", _("What is in the way"), given.text),
        "awaits": texts.line("awaits", _("What is awaited"), given.awaits, required=False),
        "source": texts.line("source", _("Source"), given.source, required=False),
    }
    texts.add(check_nodes(given.nodes))
    if not given.nodes:
        details = {"name": _("Conditions that it is in the way of")}
        texts.add([Problem(problems.GIVEN_MISSING, Where(column="nodes"), "", details)])
    if not given.places:
        texts.add([Problem(problems.PLACE_MISSING, Where(column="places"))])
    texts.check()
    return taken


def _demand_places(person: Person | None, places: Sequence[Unit]) -> None:
    for unit in places:
        demand(person, Action.RAISE_DIFFICULTY, unit)


def _put(difficulty: Difficulty, given: DifficultyGiven) -> None:
    DifficultyNode.objects.bulk_create(
        DifficultyNode(difficulty=difficulty, node=node) for node in dict.fromkeys(given.nodes)
    )
    units = {unit.pk: unit for unit in given.places}.values()
    DifficultyPlace.objects.bulk_create(DifficultyPlace(difficulty=difficulty, unit=unit) for unit in units)


def _places(difficulty: Difficulty) -> list[Unit]:
    return [each.unit for each in difficulty.places.select_related("unit__parent__parent")]


def _commune_of(places: Sequence[Unit]) -> int | None:
    """The commune whose journal tells of it: the only one that it is about."""
    communes = [unit for unit in places if unit.level == Level.COMMUNE]
    return communes[0].pk if len(communes) == len(places) == 1 else None


def _open(difficulty: Difficulty, seen: int | None) -> Difficulty:
    """The difficulty as it is now, within the change. Refused when settled, or changed since version `seen`."""
    held: Difficulty = Difficulty.objects.get(pk=difficulty.pk)
    if held.state == DifficultyState.CLOSED:
        raise refuse(problems.DIFFICULTY_CLOSED, value=held.title)
    if seen is not None and seen != held.version:
        raise refuse(problems.STALE, value=held.title, now=held.title, version=str(held.version))
    return held


def _touch(difficulty: Difficulty) -> None:
    difficulty.version += 1
    difficulty.save()


def _said(difficulty: Difficulty) -> dict[str, Any]:
    return {
        "name": difficulty.title, "text": difficulty.text, "awaits": difficulty.awaits, "source": difficulty.source,
        "nodes": [each.node for each in difficulty.nodes.all()],
        "places": [each.unit.full_name for each in difficulty.places.select_related("unit")],
    }  # fmt: skip
