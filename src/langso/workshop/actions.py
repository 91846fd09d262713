"""The changes of the law being written: a draft begun, written on, discarded; what was heard of a set that is awaited.

Publishing stands in `publishing`. Who may is decided at the door.
"""

import hashlib
import unicodedata
from datetime import date
from typing import Any

from langso import clock, problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.criteria.law import SetStatus
from langso.journal.changes import MOST_LETTERS, Change, change
from langso.language import day as day_words
from langso.language import gettext, whole
from langso.problems import Where, refuse
from langso.registers.law import law
from langso.workshop.models import Draft, DraftState, Text, Watch
from langso.workshop.rules import LARGEST, RULINGS, SET, name_of


def begin(person: Person | None, set_text: str, rulings_text: str = "", *, based_on: str = "") -> Draft:
    """A new draft. `based_on`: the file of the law that its text was taken from."""
    demand(person, Action.DRAFT_LAW)
    texts = tidy(set_text, SET), tidy(rulings_text, RULINGS)
    if not any(text.strip() for text in texts):
        raise refuse(problems.DRAFT_EMPTY, Where(SET))
    with change("law.drafted", person) as made:
        draft = Draft.objects.create(
            name=name_of(*texts) or gettext("A draft"), based_on=based_on, at=made.at, event=made.number,
            changed_at=made.at,
        )  # fmt: skip
        _append(made, draft, texts)
        made.subject = str(draft.pk)
    return draft


def save(person: Person | None, draft: Draft, set_text: str, rulings_text: str, *, seen: int) -> Draft:
    """Keep what a draft says now, right or wrong; the texts before stay. `seen`: the version that was seen."""
    demand(person, Action.DRAFT_LAW)
    texts = tidy(set_text, SET), tidy(rulings_text, RULINGS)
    with change("law.draft_saved", person, subject=str(draft.pk)) as made:
        held = still_open(draft, seen)
        now = held.current
        if now and (now.set_text, now.rulings_text) == texts:
            made.cancelled = True
            return held
        held.version += 1
        held.name, held.changed_at = name_of(*texts) or held.name, made.at
        _append(made, held, texts)
    return held


def discard(person: Person | None, draft: Draft, reason: str) -> None:
    """Give a draft up, with a reason. Its texts stay to be read."""
    demand(person, Action.DRAFT_LAW)
    if not reason.strip():
        raise refuse(problems.REASON_MISSING, Where(column="reason"))
    with change("law.draft_discarded", person, subject=str(draft.pk), reason=reason.strip()) as made:
        held = still_open(draft)
        held.state, held.changed_at = DraftState.DISCARDED, made.at
        held.save()
        made.details = {"name": held.name}


def watch(person: Person | None, set_id: str, on: date, heard: str) -> Watch:
    """Note what was heard on a day of a set whose guidance is awaited."""
    demand(person, Action.DRAFT_LAW)
    awaited = law().sets.get(set_id)
    if awaited is None or awaited.status is not SetStatus.AWAITING_GUIDANCE:
        raise refuse(problems.SET_UNKNOWN, value=set_id, names=", ".join(awaiting()), nearest="")
    if on > clock.today():
        raise refuse(problems.HEARD_TO_COME, Where(column="on"), day_words(on))
    if not heard.strip():
        raise refuse(problems.REASON_MISSING, Where(column="heard"))
    if len(heard) > MOST_LETTERS:
        n, most = whole(len(heard)), whole(MOST_LETTERS)
        raise refuse(problems.TEXT_TOO_LONG, Where(column="heard"), n=n, most=most)
    with change("law.watched", person, subject=set_id) as made:
        made.details = {"on": on.isoformat(), "heard": heard.strip()}
        return Watch.objects.create(set_id=set_id, on=on, heard=heard.strip(), **by(made))


def awaiting() -> list[str]:
    """The sets whose guidance is awaited."""
    return [name for name, version in law().sets.items() if version.status is SetStatus.AWAITING_GUIDANCE]


def still_open(draft: Draft, seen: int | None = None) -> Draft:
    """The draft as it is now, within the change. Refused when it is over, or was written on since version `seen`."""
    held = Draft.objects.select_related("current").get(pk=draft.pk)
    if not held.is_open:
        raise refuse(problems.DRAFT_OVER, value=held.name, state=held.held.words)
    if seen is not None and seen != held.version:
        said = gettext("version {n} by {person}")
        now = said.format(n=held.version, person=held.current.person_name if held.current else "")
        raise refuse(problems.DRAFT_SAVED, value=held.name, now=now)
    return held


def by(made: Change) -> dict[str, Any]:
    """Who wrote something, when and by which event."""
    actor = made.actor
    name = actor.name if actor else ""
    return {"person": actor.pk if actor else None, "person_name": name, "at": made.at, "event": made.number}


def tidy(text: str, name: str) -> str:
    """A text as it is kept: letters composed, lines ended alike, a line end last. Its words are left alone."""
    if len(text.encode()) > LARGEST:
        raise refuse(problems.DRAFT_TOO_LARGE, Where(name), most=f"{LARGEST // 2**20} MB")
    lines = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    return lines.rstrip() + "\n" if lines.strip() else ""


def _append(made: Change, draft: Draft, texts: tuple[str, str]) -> None:
    set_text, rulings_text = texts
    draft.current = Text.objects.create(
        draft=draft, number=draft.version, set_text=set_text, rulings_text=rulings_text, **by(made)
    )
    draft.save()
    made.details = {"name": draft.name, "version": draft.version, "sha256": digest_of_texts(*texts)}


def digest_of_texts(set_text: str, rulings_text: str) -> str:
    """What the journal knows the two texts of a draft by."""
    return hashlib.sha256(f"{set_text}\0{rulings_text}".encode()).hexdigest()
