"""Publishing: a draft becomes a part of the law, by a decision and for a reason; what it puts an end to ends with it.

A published text is never changed. All of it is one transaction; the law that holds from then on is read once within it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml
from django.db import transaction

from langso import clock, problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.criteria import CriteriaSet
from langso.criteria.versions import Ending
from langso.evidence.intake import Sent, file_name_of, keep, take_in
from langso.evidence.models import Blob
from langso.journal.changes import Change, change, in_turn
from langso.language import day as day_words
from langso.language import gettext
from langso.language import mark as _
from langso.places.models import Level, Unit
from langso.problems import BadInputError, Problem, Where, refuse
from langso.registers.law import being_published, law, law_digest, renew
from langso.registers.published import LawText, mark_of
from langso.workshop.actions import by, still_open
from langso.workshop.models import Draft, DraftState, Publication, Text
from langso.workshop.rules import SET, Read, as_published, copied_document, endings, fit, read

_PARTS = {
    "number": _("number and sign"),
    "decided_on": _("the day"),
    "issuer": _("the issuer"),
    "subject": _("the subject"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The document that decides: its number, kind, day, issuer and subject, and its file where there is one."""

    number: str
    kind: str
    decided_on: date | None
    issuer: str
    subject: str
    file: Sent | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What whoever publishes has looked at: the version of the draft, and the law that its effect was seen on."""

    version: int
    law: str


def publish(person: Person | None, draft: Draft, decision: Decision, reason: str, seen: Seen) -> Publication:
    """Publish a draft. BadInputError with everything that stands in the way; then nothing has changed."""
    demand(person, Action.PUBLISH_LAW)
    faults = _faults(decision, reason)
    if faults:
        raise BadInputError(faults)
    ready = take_in(decision.file) if decision.file else None
    with being_published(), transaction.atomic():
        in_turn()
        held = still_open(draft, seen.version)
        if seen.law != law_digest():
            raise refuse(problems.LAW_MOVED)
        said = held.current
        assert said is not None  # noqa: S101 - a draft is begun with its first text
        found = sound(said)
        check_territory(person, found.criteria_set)
        ended = endings(found.criteria_set, law(), clock.today()) if found.criteria_set else []
        for ending in ended:
            check_territory(person, next(version for version in law().versions if ending.ends(version)))
            with change("law.ended", person, subject=ending.set_id, reason=reason.strip()) as made:
                _end(made, ending, held.name)
        with change("law.published", person, subject=found.criteria_set.id if found.criteria_set else "") as made:
            made.reason = reason.strip()
            publication = _publish(made, held, found, decision, ended)
            if ready and decision.file:
                publication.document, publication.document_name = keep(ready, made), file_name_of(decision.file.name)
                publication.save()
                made.details["document"] = _hash_of(publication.document)
            renew()
            law()  # all of it together, before anybody relies on it
    return publication


def sound(said: Text) -> Read:
    """A text of a draft that can be published. BadInputError with everything that is wrong with it."""
    found = read(said.set_text, said.rulings_text, law())
    faults = found.problems or fit(found, law(), clock.today())
    if faults:
        raise BadInputError(faults)
    return found


def check_territory(person: Person | None, criteria_set: CriteriaSet | None) -> None:
    """Refuse whoever would publish for a province that is not theirs."""
    province = province_of(criteria_set)
    if province is not None:
        demand(person, Action.PUBLISH_LAW, province)


def province_of(criteria_set: CriteriaSet | None) -> Unit | None:
    """The province that a set is for, where it is for one that there is today."""
    if criteria_set is None or not criteria_set.province:
        return None
    found: Unit | None = Unit.objects.filter(level=Level.PROVINCE, code=criteria_set.province).on(clock.today()).first()
    return found


def _faults(decision: Decision, reason: str) -> list[Problem]:
    day = decision.decided_on.isoformat() if decision.decided_on else ""
    told = {"number": decision.number, "decided_on": day, "issuer": decision.issuer, "subject": decision.subject}
    missing = [name for name, text in told.items() if not text.strip()]
    faults = [
        Problem(problems.DECISION_MISSING, Where(column=name), details={"column": gettext(_PARTS[name])})
        for name in missing
    ]
    if decision.decided_on and decision.decided_on > clock.today():
        where = Where(column="decided_on")
        faults.append(Problem(problems.DECISION_TO_COME, where, day_words(decision.decided_on)))
    if not reason.strip():
        faults.append(Problem(problems.REASON_MISSING, Where(column="reason")))
    return faults


def _publish(made: Change, draft: Draft, found: Read, decision: Decision, ended: list[Ending]) -> Publication:
    said, wanted = draft.current, found.criteria_set
    assert said is not None and decision.decided_on is not None  # noqa: S101, PT018 - looked at before
    number = f"{made.number:08}"
    files: dict[str, str] = {}
    if said.rulings_text.strip():
        files[f"rulings/{number}.yaml"] = said.rulings_text
    if wanted:
        text = as_published(said.set_text, copied=copied_document(found, law()), decision=decision.number.strip())
        files[f"sets/{number}-{wanted.id.lower()}.yaml"] = text
    if decision.number.strip() not in law().documents:
        files[f"documents/{number}.yaml"] = _document(decision)
    marks = {path: _write(made, path, text) for path, text in files.items()}
    draft.state, draft.changed_at = DraftState.PUBLISHED, made.at
    draft.save()
    made.details = {
        "draft": draft.pk, "name": draft.name, "files": marks, "rulings": list(found.rulings),
        "decision": decision.number.strip(), "decided_on": decision.decided_on.isoformat(),
        "from": wanted.valid_from.isoformat() if wanted and wanted.valid_from else None,
        "ends": [each.file for each in ended],
    }  # fmt: skip
    return Publication.objects.create(
        draft=draft, set_id=wanted.id if wanted else "", valid_from=wanted.valid_from if wanted else None,
        files=list(files), rulings=list(found.rulings), decision=decision.number.strip(),
        decided_on=decision.decided_on, issuer=decision.issuer.strip(), subject=decision.subject.strip(),
        reason=made.reason, **by(made),
    )  # fmt: skip


def _end(made: Change, ending: Ending, draft: str) -> None:
    number = f"{made.number:08}"
    told = {"id": f"E-{number}", "set": ending.set_id, "file": ending.file, "until": ending.until}
    path = f"endings/{number}.yaml"
    made.details = {
        "ends": ending.file, "until": ending.until.isoformat(), "by": draft,
        "files": {path: _write(made, path, _yaml({"endings": [told]}))},
    }  # fmt: skip


def _document(decision: Decision) -> str:
    """The decision as an entry of the documents that the law cites; its words are told in the language of the law."""
    issuer, subject = decision.issuer.strip(), decision.subject.strip()
    told = {
        "id": decision.number.strip(), "kind": decision.kind, "issuer": {"vi": issuer, "en": issuer},
        "date": decision.decided_on, "subject": {"vi": subject, "en": subject}, "status": "in_force",
        "full_text": decision.file is not None,
    }  # fmt: skip
    return _yaml({"documents": [told]})


def _yaml(content: Mapping[str, object]) -> str:
    text: str = yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=120)
    return text


def _write(made: Change, path: str, text: str) -> str:
    """Append a text to the law. Its hash, by which the journal vouches for it."""
    LawText.objects.create(path=path, text=text, mark=mark_of(path, text), **by(made))
    return hashlib.sha256(text.encode()).hexdigest()


def _hash_of(document: Blob | None) -> str:
    return document.sha256 if document else ""


__all__ = ["SET", "Decision", "Seen", "check_territory", "province_of", "publish", "sound"]
