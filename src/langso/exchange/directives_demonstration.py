"""The directives of the demonstration: letter 1414 with its difficulty and recommendation, and what came after.

What they say stands in `demonstration/directives.yaml`; here is when, by whom and to whom.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from langso import clock
from langso.accounts.models import Person
from langso.directives import library, sending
from langso.directives.actions import difficulties, guidance, plans, recommendations, tasks
from langso.directives.actions.library import add
from langso.directives.given import (
    BudgetGiven,
    DifficultyGiven,
    DocumentGiven,
    PlanGiven,
    RecommendationGiven,
    TargetGiven,
    TaskGiven,
)
from langso.directives.kinds import DocumentKind, PartState, Purpose, Source
from langso.places.models import Level, Organisation, OrganisationKind, Unit

_FILE = Path(__file__).parent / "demonstration" / "directives.yaml"
_LETTER, _ANSWER, _CONSIDERED, _LATER = date(2022, 11, 1), date(2022, 11, 3), date(2022, 11, 21), date(2022, 12, 6)


def begin(specialist: Person, district: Person) -> None:
    """November: the letter goes out, what is in the way is written down, and the district confirms that it has it."""
    told = _told()
    with _at(_LETTER):
        recommendation = _letter(specialist, told)
    with _at(_ANSWER):
        for recipient in sending.received(district):
            guidance.note_reading(district, recipient)
            guidance.confirm(district, recipient)
    with _at(_CONSIDERED):
        first = recommendation.parts.all()[0]
        recommendations.move_part(specialist, first, PartState.CONSIDERED, "Văn phòng UBND tỉnh đang lấy ý kiến")


def go_on(specialist: Person) -> None:
    """December: a letter to the communes, a plan with its tasks and money."""
    told = _told()
    given = told["to_communes"]
    with _at(_LATER):
        day = clock.today()
        document = add(
            specialist,
            DocumentGiven(
                given["notation"], DocumentKind.OFFICIAL_LETTER, given["issuer"], given["issued_on"], given["subject"],
                given["text"], given["issued_on"], nodes=dict.fromkeys(given["nodes"], ""),
            ),
        )  # fmt: skip
        communes = Organisation.objects.on(day).filter(kind=OrganisationKind.COMMUNE_COMMITTEE)
        chosen = communes.filter(unit__in=Unit.objects.assessed().on(day)).select_related("unit__parent__parent")
        guidance.publish(specialist, library.entry_of(document, day), dict.fromkeys(chosen, Purpose.IMPLEMENT))
        _plan(specialist, told["plan"])


def _letter(specialist: Person, told: dict[str, Any]) -> Any:
    day = clock.today()
    province = Unit.objects.on(day).get(level=Level.PROVINCE)
    bodies = dict(sending.can_receive(specialist, day))
    letter = told["letter"]
    entry = library.find(letter["cited"], specialist, day)
    purposes = {OrganisationKind(kind): Purpose(purpose) for kind, purpose in letter["recipients"].items()}
    addressed = {body: purpose for kind, purpose in purposes.items() for body in bodies.get(kind, ())}
    if entry is not None:
        guidance.publish(specialist, entry, addressed, letter["note"])
    given = told["difficulty"]
    difficulty = difficulties.raise_difficulty(
        specialist,
        DifficultyGiven(
            given["title"], given["text"], tuple(given["nodes"]), (province,), given["awaits"], given["source"]
        ),
    )
    asked = told["recommendation"]
    committee = Organisation.objects.on(day).get(kind=OrganisationKind.PROVINCE_COMMITTEE, unit=province)
    made = recommendations.recommend(
        specialist,
        RecommendationGiven(asked["title"], committee, tuple(asked["parts"]), asked["text"], (difficulty.pk,)),
    )
    recommendations.send(specialist, made)
    target = told["target"]
    plans.set_target(
        specialist,
        TargetGiven(target["year"], target["node"], province, Decimal(target["percent"]), target["source"]),
    )
    return made


def _plan(specialist: Person, told: dict[str, Any]) -> None:
    plan = plans.register(
        specialist, PlanGiven(told["title"], told["issuer"], since=told["since"], until=told["until"])
    )
    province = Unit.objects.on(clock.today()).get(level=Level.PROVINCE)
    for each in told["tasks"]:
        owner = Organisation.objects.on(clock.today()).get(kind=each["owner"], unit=province)
        given = TaskGiven(owner, each["title"], each["product"], each["due"], each["node"])
        tasks.give(specialist, [given], plan)
    for line in told["budget"]:
        given_money = BudgetGiven(line["purpose"], Source(line["source"]), line["amount"], line["spent"])
        plans.add_money(specialist, plan, given_money)


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return told


@contextmanager
def _at(day: date) -> Iterator[None]:
    with clock.at(datetime.combine(day, time(9), clock.VIET_NAM)):
        yield
