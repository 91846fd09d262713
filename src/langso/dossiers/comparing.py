"""Two snapshots side by side: which verdicts, figures, registers and evidence are not the same. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from langso.dossiers.content import Plain


class Part(StrEnum):
    """What sort of thing differs."""

    VERDICT = "verdict"
    FACT = "fact"
    REGISTER = "register"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that is not the same: what it is known by, and how it was and is (None: it was not there)."""

    part: Part
    about: str
    before: Plain | None
    after: Plain | None


def differences(before: Plain, after: Plain) -> list[Difference]:
    """Everything that differs between two snapshots, in the order of the law."""
    return [
        *_between(Part.VERDICT, before.get("verdicts", ()), after.get("verdicts", ()), "id", _verdict),
        *_between(Part.FACT, before.get("facts", ()), after.get("facts", ()), "name", lambda f: f["value"]),
        *_between(Part.REGISTER, before.get("registers", ()), after.get("registers", ()), "name", _register),
        *_between(Part.EVIDENCE, before.get("evidence", ()), after.get("evidence", ()), "id", lambda e: e["sha256"]),
    ]


def _verdict(node: Plain) -> Any:
    return node["verdict"], node["sentence"]["vi"], node["failing"], node["blank"]


def _register(register: Plain) -> Any:
    return register["closed"], register["sha256"]


def _between(
    part: Part, before: Iterable[Plain], after: Iterable[Plain], name: str, told: Callable[[Plain], Any]
) -> list[Difference]:
    was: Mapping[Any, Plain] = {each[name]: each for each in before}
    now: Mapping[Any, Plain] = {each[name]: each for each in after}
    found = []
    for key in dict.fromkeys([*now, *was]):
        then, here = was.get(key), now.get(key)
        if then is None or here is None or told(then) != told(here):
            found.append(Difference(part, str(key), then, here))
    return found


def changed_nodes(found: Iterable[Difference]) -> set[str]:
    """The conditions that differ themselves, or through evidence that does."""
    nodes: set[str] = set()
    for each in found:
        if each.part is Part.VERDICT:
            nodes.add(each.about)
        elif each.part is Part.EVIDENCE:
            nodes |= {node for side in (each.before, each.after) if side for node in side["nodes"]}
    return nodes
