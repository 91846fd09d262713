"""Whether dossiers are still what the journal says of them: stages, what they sealed, rulings, recognitions.

The chain proves the journal; this shows that nobody went past it. Evidence that a stage sealed is looked for in the
store, and named with its dossier when it is gone.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from langso.dossiers.content import Plain
from langso.dossiers.kinds import Move
from langso.dossiers.models import Cycle, Dossier, LawVersion, ProvinceSetting, Recognition, Snapshot, Stage
from langso.dossiers.recognising import CODE
from langso.dossiers.sealing import read
from langso.evidence import storage
from langso.journal.models import Event
from langso.language import gettext
from langso.language import mark as _
from langso.problems import BadInputError
from langso.registers.agreeing import Agreement, Disagreement
from langso.registers.law import digest_of

Progress = Callable[[str, int, int | None], None]

STAGE = _("dossier {dossier}, stage {stage}: {what}")
STAGE_GONE = _("entry {event} brought about a stage of dossier {dossier} that is not there")
STANDING = _("dossier {dossier} is not in the state that its last stage left it in")
BOUND = _("dossier {dossier} is bound to another law than entry {event} says")
SAID = _("dossier {dossier}: {what} is not what entry {event} says")
RECOGNITION = _("the recognition by decision {number} is not what entry {event} and the stages of its dossier say")
LAW = _("the files of law {law} are not what it is known by")
OTHER = _("{what} is not what entry {event} says")
FILE = _("dossier {dossier}, stage {stage}: the file {file} of the evidence “{title}” is missing in the store")

_MOVES = {f"dossier.{move.value}" for move in Move}


def agree(progress: Progress) -> Agreement:
    """Compare every dossier; what is wrong is listed in the order of the dossiers and their stages."""
    agreement = Agreement()
    total = Dossier.objects.count()
    there: dict[str, bool] = {}
    for place, dossier in enumerate(Dossier.objects.select_related("law").order_by("pk").iterator(100)):
        progress(gettext("Comparing dossiers with the journal"), place, total)
        compared = _Compared(dossier)
        agreement.compared += len(compared.events)
        agreement.found += [*compared.stages_faults(), *compared.evidence_lost(there), *compared.said_faults()]
        agreement.found += compared.recognition_faults()
    for version in LawVersion.objects.iterator(20):
        agreement.compared += 1
        if digest_of(version.files) != version.digest:
            agreement.found.append(Disagreement("dossiers", 0, LAW, {"law": version.digest[:12]}))
    for each in (*_recorded(), *_procedure(), *_cycles()):
        agreement.compared += 1
        agreement.found += [each] if each else []
    return agreement


def _read(stage: Stage) -> Plain | None:
    """What a stage sealed; None when it is gone or was altered."""
    try:
        return read(stage)
    except (BadInputError, Snapshot.DoesNotExist):
        return None


class _Compared:
    """A dossier beside its events."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        mine = Event.objects.filter(kind__startswith="dossier.", subject=str(dossier.pk))
        self.events = {event.number: event for event in mine.order_by("number")}
        self._stages = list(dossier.stages.select_related("snapshot"))
        self._sealed = {stage.number: _read(stage) for stage in self._stages}

    def _wrong(self, event: int, words: str, **details: str) -> Disagreement:
        return Disagreement("dossiers", event, words, {"dossier": str(self._dossier.pk), **details})

    def stages_faults(self) -> Iterator[Disagreement]:
        """Stages that are not as their events say, do not follow on each other, or are gone."""
        before = ""
        for place, stage in enumerate(self._stages, start=1):
            for what in self._faults_of(stage, place, before):
                yield self._wrong(stage.event, STAGE, stage=str(stage.number), what=gettext(what))
            before = stage.seal
        known = {stage.event for stage in self._stages}
        for event in self.events.values():
            if event.kind in _MOVES and event.number not in known:
                yield self._wrong(event.number, STAGE_GONE)
        last = self._stages[-1] if self._stages else None
        if last is None or (last.state, last.round) != (self._dossier.state, self._dossier.round):
            yield self._wrong(last.event if last else 0, STANDING)
        bindings = [event for event in self.events.values() if event.kind in ("dossier.opened", "dossier.rebound")]
        told = bindings[-1].details if bindings else {}
        if self._dossier.law.digest != told.get("to", told.get("law")):
            yield self._wrong(bindings[-1].number if bindings else 0, BOUND)

    def _faults_of(self, stage: Stage, place: int, before: str) -> Iterator[str]:
        event, content = self.events.get(stage.event), self._sealed[stage.number]
        if event is None:
            yield _("the journal has no entry of it")
        elif _told_by(event) != _told_of(self._dossier, stage):
            yield _("it is not what its entry says")
        if content is None:
            yield _("what it sealed is gone, or was altered")
            return
        told, of = content["stage"], content["dossier"]
        if (told["number"], told["event"], datetime.fromisoformat(told["at"])) != (stage.number, stage.event, stage.at):
            yield _("what it sealed is another stage's")
        if stage.number != place or content["before"] != before:
            yield _("it does not follow from the stage before")
        if (of["number"], of["set"]) != (self._dossier.pk, self._dossier.criteria_set):
            yield _("what it sealed is another dossier's")

    def evidence_lost(self, there: dict[str, bool]) -> Iterator[Disagreement]:
        """Files that were sealed and are gone from the store, each under the first stage that sealed it.

        Whether what is there is what its name says, is said where evidence is compared.
        """
        named: set[str] = set()
        for stage in self._stages:
            for item in (self._sealed[stage.number] or {}).get("evidence", ()):
                sha256 = item["sha256"]
                if sha256 not in there:
                    there[sha256] = storage.path_of(sha256).is_file()
                if not there[sha256] and sha256 not in named:
                    named.add(sha256)
                    yield self._wrong(
                        stage.event, FILE, stage=str(stage.number), file=item["file"], title=item["title"]
                    )

    def said_faults(self) -> Iterator[Disagreement]:
        """Rulings, answers and attestations that are not as their events say."""
        parts: list[tuple[str, str, dict[int, Rows], Callable[[Event], Rows]]] = [
            ("dossier.ruled", _("a ruling"), _rows_of(self._dossier.rulings.all(), _RULING), _ruled),
            ("dossier.replied", _("an answer"), _rows_of(self._dossier.replies.all(), _REPLY), _replied),
            ("dossier.attested", _("an attestation"), _rows_of(self._dossier.attestations.all(), _ATTESTED), _attested),
        ]
        for kind, what, rows, told in parts:
            for event in (event for event in self.events.values() if event.kind == kind):
                if rows.pop(event.number, set()) != told(event):
                    yield self._wrong(event.number, SAID, what=gettext(what))
            for number in rows:
                yield self._wrong(number, SAID, what=gettext(what))

    def recognition_faults(self) -> Iterator[Disagreement]:
        """A recognition that is not what the stages of its dossier sealed."""
        sealed: dict[str, Plain] = {}
        stage = None
        for each in self._stages:
            content = self._sealed[each.number] or {}
            sealed |= {name: content[name] for name in ("decision", "announced_on", "withdrawal") if name in content}
            stage = each if each.move == Move.RECOGNISE else stage
        held = Recognition.objects.filter(dossier=self._dossier).first()
        if held is None and stage is None:
            return
        if held is None or stage is None or _told_of_recognition(held) != _sealed_of(stage, sealed):
            number = held.decision_number if held else str(sealed.get("decision", {}).get("number", "?"))
            yield Disagreement("recognitions", stage.event if stage else 0, RECOGNITION, {"number": number})


def _told_by(event: Event) -> tuple[Any, ...]:
    details = event.details
    return (
        event.kind, event.at, event.commune, event.actor or 0, event.actor_name, event.reason,
        details.get("set"), details.get("stage"), details.get("state"), details.get("seal"),
    )  # fmt: skip


def _told_of(dossier: Dossier, stage: Stage) -> tuple[Any, ...]:
    return (
        f"dossier.{stage.move}", stage.at, dossier.commune_id, stage.person, stage.person_name, stage.reason,
        dossier.criteria_set, stage.number, stage.state, stage.seal,
    )  # fmt: skip


# What was said: the rows of an event as tuples, from the tables and from the event itself

Rows = set[tuple[Any, ...]]
_RULING = ("tier", "node", "opinion", "reason", "person", "person_name")
_REPLY = ("node", "text", "person", "person_name")
_ATTESTED = ("check_id", "value", "as_of", "source", "person", "person_name")


def _rows_of(found: QuerySet[Any], names: tuple[str, ...]) -> dict[int, Rows]:
    rows: dict[int, Rows] = {}
    for event, *values in found.values_list("event", *names):
        rows.setdefault(event, set()).add(tuple(values))
    return rows


def _ruled(event: Event) -> Rows:
    details = event.details
    reasons, who = details.get("reasons", {}), (event.actor or 0, event.actor_name)
    said = details.get("rulings", {}).items()
    return {(details.get("tier"), node, opinion, reasons.get(node, ""), *who) for node, opinion in said}


def _replied(event: Event) -> Rows:
    return {(event.details.get("node"), event.details.get("text"), event.actor or 0, event.actor_name)}


def _attested(event: Event) -> Rows:
    told = event.details
    as_of = date.fromisoformat(told["as_of"]) if "as_of" in told else None
    return {(told.get("check"), told.get("value"), as_of, told.get("source"), event.actor or 0, event.actor_name)}


# Recognitions


def _told_of_recognition(held: Recognition) -> tuple[Any, ...]:
    withdrawal = (held.withdrawn_number, _day(held.withdrawn_on), held.withdrawn_cause) if held.withdrawn_on else None
    return (*_decided(held), held.code, held.event, _day(held.announced_on), withdrawal)


def _sealed_of(stage: Stage, sealed: Mapping[str, Any]) -> tuple[Any, ...]:
    gone = sealed.get("withdrawal")
    withdrawal = (gone["number"], gone["withdrawn_on"], gone["cause"]) if gone else None
    decision = tuple(sealed.get("decision", {}).get(name) for name in _DECISION)
    return (*decision, stage.seal[:CODE], stage.event, sealed.get("announced_on"), withdrawal)


_DECISION = ("number", "decided_on", "issuer", "votes_for", "votes_cast")


def _decided(held: Recognition) -> tuple[Any, ...]:
    return held.decision_number, _day(held.decided_on), held.issuer, held.votes_for, held.votes_cast


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _recorded() -> Iterator[Disagreement | None]:
    """Recognitions that were decided elsewhere, beside the events that recorded and withdrew them."""
    held = {each.event: each for each in Recognition.objects.filter(dossier=None)}
    gone = {event.subject: event for event in Event.objects.filter(kind="recognition.withdrawn")}
    for event in Event.objects.filter(kind="recognition.recorded").order_by("number"):
        found = held.pop(event.number, None)
        wanted = (event.commune, event.subject, *(event.details.get(name) for name in (*_DECISION, "source")))
        there = found and (found.commune_id, found.criteria_set, *_decided(found), found.source)
        withdrawn = gone.get(found.code) if found else None
        told = withdrawn and (withdrawn.details.get("number"), withdrawn.details.get("withdrawn_on"), withdrawn.reason)
        kept = (
            found and found.withdrawn_on and (found.withdrawn_number, _day(found.withdrawn_on), found.withdrawn_cause)
        )
        if there == wanted and (told or None) == (kept or None):
            yield None
        else:
            yield Disagreement("recognitions", event.number, RECOGNITION, {"number": str(event.details.get("number"))})
    for number, each in held.items():
        yield Disagreement("recognitions", number, RECOGNITION, {"number": each.decision_number})


# What the province set, and the rounds


def _procedure() -> Iterator[Disagreement | None]:
    held = _rows_of(ProvinceSetting.objects.all(), ("subject", "basis", "threshold"))
    for event in Event.objects.filter(kind="procedure.set").order_by("number"):
        wanted = {(event.subject, event.details.get("basis"), event.details.get("threshold"))}
        yield None if held.pop(event.number, set()) == wanted else _other(event.number, _("what the province set"))
    for number in held:
        yield _other(number, _("what the province set"))


def _cycles() -> Iterator[Disagreement | None]:
    held = {cycle.event: cycle for cycle in Cycle.objects.all()}
    ended = {event.subject: event for event in Event.objects.filter(kind="cycle.ended").order_by("number")}
    for event in Event.objects.filter(kind="cycle.opened").order_by("number"):
        cycle = held.pop(event.number, None)
        told = event.details | ({"until": ended[event.subject].details["until"]} if event.subject in ended else {})
        there = cycle and (cycle.title, _day(cycle.since), _day(cycle.until))
        wanted = (told.get("title"), told.get("since"), told.get("until"))
        yield None if there == wanted else _other(event.number, _("a round of assessment"))
    for number in held:
        yield _other(number, _("a round of assessment"))


def _other(event: int, what: str) -> Disagreement:
    return Disagreement("dossiers", event, OTHER, {"what": gettext(what)})
