"""Seals: what a stage decided about, under one hash, never changed; and reading it again with its hash proved."""

import json
from typing import Any

from langso.dossiers.content import Plain
from langso.dossiers.kinds import Move, State
from langso.dossiers.lines import FORMAT
from langso.dossiers.models import Dossier, LawVersion, Snapshot, Stage
from langso.journal.changes import Change
from langso.journal.hashing import canonical, sha256_of
from langso.places.models import Organisation
from langso.problems import SEAL_BROKEN, SNAPSHOT_FORMAT, refuse
from langso.registers.law import digest_of, law_files


def bound_law(made: Change) -> LawVersion:
    """The law as it is now, kept under its digest."""
    files = dict(law_files())
    version, _made = LawVersion.objects.get_or_create(digest=digest_of(files), defaults={"files": files, "at": made.at})
    return version


def seal(made: Change, dossier: Dossier, move: Move, body: Organisation, decided: Plain) -> Stage:
    """Append the stage of a move to a dossier that is in its new state already, with what was decided about."""
    stage, content = staged(made, dossier, move, body, decided)
    text = canonical(content)
    stage.seal = sha256_of(text)
    stage.save()
    Snapshot.objects.create(stage=stage, content=text)
    made.details |= {
        "set": dossier.criteria_set, "stage": stage.number, "state": State(dossier.state).value, "seal": stage.seal,
    }  # fmt: skip
    return stage


def staged(made: Change, dossier: Dossier, move: Move, body: Organisation, decided: Plain) -> tuple[Stage, Plain]:
    """The stage that a move adds to a dossier, without its seal and not saved, and what it holds."""
    before = dossier.stages.order_by("-number").first()
    stage = Stage(
        dossier=dossier, number=before.number + 1 if before else 1, move=move, state=dossier.state, tier=body.kind,
        round=dossier.round, person=made.actor.pk if made.actor else 0,
        person_name=made.actor.name if made.actor else "", body_name=body.name, reason=made.reason, at=made.at,
        event=made.number,
    )  # fmt: skip
    content = {
        "format": FORMAT,
        "dossier": _told(dossier),
        "stage": {
            "number": stage.number,
            "move": move.value,
            "state": dossier.state,
            "round": dossier.round,
            "body": {"kind": body.kind, "name": body.name},
            "person": stage.person_name,
            "at": made.at.isoformat(),
            "event": made.number,
            "reason": made.reason,
        },
        "before": before.seal if before else "",
        **decided,
    }
    return stage, content


def _told(dossier: Dossier) -> Plain:
    unit = dossier.commune
    return {
        "number": dossier.pk,
        "set": dossier.criteria_set,
        "law": dossier.law.digest,
        "bound_on": dossier.bound_on.isoformat(),
        "cycle": dossier.cycle.title,
        "commune": {"code": unit.code, "name": unit.full_name, "within": [above.full_name for above in unit.line[1:]]},
    }


def read(stage: Stage) -> Plain:
    """What a stage sealed. BadInputError when it is not what its hash is of, or of a form that is not known."""
    text = stage.snapshot.content
    if sha256_of(text) != stage.seal:
        raise refuse(SEAL_BROKEN, value=str(stage.number), seal=stage.seal[:12])
    content: dict[str, Any] = json.loads(text)
    if content.get("format") != FORMAT:
        raise refuse(SNAPSHOT_FORMAT, value=str(content.get("format")), known=str(FORMAT))
    return content


GATHERED = ("day", "verdict", "verdicts", "facts", "registers", "evidence")
"""The parts of a snapshot that were gathered when the dossier was submitted."""


def submitted(dossier: Dossier) -> Plain | None:
    """What the latest submission sealed; None before the first."""
    stage = dossier.stages.filter(move=Move.SUBMIT).order_by("-number").select_related("snapshot").first()
    return read(stage) if stage else None


def carried_on(dossier: Dossier) -> Plain:
    """What a later stage decides about: the figures, verdicts and evidence of the latest submission."""
    held = submitted(dossier)
    return {name: held[name] for name in GATHERED} if held else {}
