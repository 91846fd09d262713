"""Recognitions as anyone may read them: which there are, and what one was decided on. Nothing here names a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from langso.dossiers.kinds import Move
from langso.dossiers.models import Recognition
from langso.dossiers.sealing import read
from langso.language import Words
from langso.places.models import Unit
from langso.registers.law import law
from langso.vietnamese import fold

SORTS = {
    "commune": ("commune__order", "commune__code", "-decided_on"),
    "-commune": ("-commune__order", "-commune__code", "-decided_on"),
    "decided": ("decided_on", "decision_number", "commune__order", "pk"),
    "-decided": ("-decided_on", "decision_number", "commune__order", "pk"),
    "set": ("criteria_set", "commune__order"),
    "-set": ("-criteria_set", "commune__order"),
}
"""How a list can be sorted, by what an address calls it."""

STANDINGS = {
    "in_force": Q(withdrawn_on=None),
    "withdrawn": Q(withdrawn_on__isnull=False),
}


def listed(asked: Mapping[str, str], day: date) -> QuerySet[Recognition]:
    """The recognitions that an address asks for: `set`, `standing`, `district`, `q`, `gone`, `sort`."""
    found = Recognition.objects.select_related("commune__parent__parent", "dossier")
    if asked.get("set"):
        found = found.filter(criteria_set=asked["set"])
    if wanted := STANDINGS.get(asked.get("standing", "")):
        found = found.filter(wanted)
    if asked.get("district"):
        found = found.filter(commune__parent__code=asked["district"])
    if text := fold(asked.get("q", "").strip()):
        found = found.filter(commune__folded__contains=text)
    if asked.get("gone"):
        found = found.filter(commune__until__lt=day)
    listed: QuerySet[Recognition] = found.order_by(*SORTS.get(asked.get("sort", ""), SORTS["-decided"]))
    return listed


def recognitions_of(unit: Unit) -> Sequence[Recognition]:
    """The recognitions of a commune, the latest first. Those of the communes that it was made of are theirs."""
    return list(Recognition.objects.filter(commune=unit))


@dataclass(frozen=True, slots=True)
class Sealed:
    """A node of the set as it was decided on: its verdict and reason, and how deep it lies; 1 is a criterion."""

    id: str
    depth: int
    is_condition: bool
    title: Words
    text: str
    verdict: str
    sentence: Words


@dataclass(frozen=True, slots=True)
class Proof:
    """What a recognition was decided on, with the seals under which it lies."""

    seal: str
    stage: int
    submitted_seal: str
    day: date
    law: str
    verdict: str
    nodes: tuple[Sealed, ...]


def proof_of(recognition: Recognition) -> Proof | None:
    """What was sealed of it; None for one that was decided outside the product. BadInputError for a broken seal."""
    if recognition.dossier is None:
        return None
    stages = recognition.dossier.stages.select_related("snapshot")
    stage = stages.get(move=Move.RECOGNISE)
    content = read(stage)
    handed_in = stages.filter(move=Move.SUBMIT, number__lt=stage.number).order_by("-number").first()
    return Proof(
        seal=stage.seal,
        stage=stage.number,
        submitted_seal=handed_in.seal if handed_in else "",
        day=date.fromisoformat(content["day"]),
        law=content["dossier"]["law"],
        verdict=content["verdict"],
        nodes=tuple(_sealed(node) for node in content["verdicts"]),
    )


def _sealed(node: Mapping[str, Any]) -> Sealed:
    return Sealed(
        id=node["id"],
        depth=node["depth"],
        is_condition=node["condition"],
        title=Words(**node["title"]),
        text=node["text"],
        verdict=node["verdict"],
        sentence=Words(**node["sentence"]),
    )


def title_of(criteria_set: str) -> str:
    """What a set is called; its id for one that the law no longer has."""
    known = law().sets.get(criteria_set)
    return str(known.title) if known else criteria_set
