"""Whether an archive still says what was sealed: each stage against its seal, the chain of stages, and all the rest
against the stages. Knows no database; see `opening` for the archive itself.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langso.dossiers.lines import FORMAT
from langso.exchange.dossier_archive.manifest import (
    DOCUMENTS,
    EVENTS,
    EVIDENCE,
    LAW,
    MOST_BYTES,
    README,
    SNAPSHOT,
    Manifest,
    SealedStage,
)
from langso.exchange.dossier_archive.manifest import NAME as MANIFEST
from langso.exchange.dossier_archive.opening import Opened, open_archive
from langso.exchange.dossier_archive.tables import table_of_rows, tables_of
from langso.journal.hashing import hash_of_said, sha256_of
from langso.language import gettext as _
from langso.problems import (
    ARCHIVE_ADDED,
    ARCHIVE_DISAGREES,
    ARCHIVE_EVENT,
    ARCHIVE_MISSING,
    ARCHIVE_SEAL,
    ARCHIVE_UNREADABLE,
    ARCHIVE_UNSAFE,
    BadInputError,
    Problem,
    Where,
    refuse,
)
from langso.registers.law import digest_of

Plain = Mapping[str, Any]

_NOT_OF_THE_FORM = (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError)
"""What reading something raises that has the right hash and yet is not what the product makes."""


@dataclass(frozen=True)
class Proof:
    """What came of it: every problem, the archive's manifest where it can be read, how many events were compared."""

    problems: tuple[Problem, ...]
    manifest: Manifest | None = None
    events: int = 0


def verify_archive(path: Path) -> Proof:
    """Prove an archive. BadInputError for a file that cannot be read or is no archive of a dossier."""
    try:
        with path.open("rb") as file:
            opened = open_archive(path.name, file)
            events = _Check(opened).run() if opened.is_safe else 0
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(ARCHIVE_UNREADABLE, Where(path.name), reason=reason) from error
    except BadInputError as error:
        if error.problems[0].kind is ARCHIVE_UNREADABLE:
            raise
        return Proof(error.problems)
    return Proof(tuple(opened.problems), opened.manifest, events)


class _Check:
    """The comparison of one archive. Files that are not what the manifest says have been named already."""

    def __init__(self, opened: Opened) -> None:
        self._archive = opened
        self._named = {problem.value for problem in opened.problems}
        self._accounted: set[str] = {README}

    def run(self) -> int:
        """Compare everything; gives how many events of the journal there were."""
        if self._has_too_long():
            return 0
        contents = dict(self._snapshots())
        for stage in self._archive.manifest.stages:
            if stage.number in contents:
                self._stage(stage, contents[stage.number])
        last = self._archive.manifest.stages[-1]
        told = self._archive.manifest.dossier.model_dump()
        if last.number in contents and contents[last.number]["dossier"] != told:
            self._disagrees(MANIFEST, last)
        self._law(contents)
        events = self._events()
        if len(contents) == len(self._archive.manifest.stages):
            for path in self._archive.sizes.keys() - self._accounted:
                if not path.startswith(DOCUMENTS):
                    self._archive.add(ARCHIVE_ADDED, path)
        return events

    def _stage(self, stage: SealedStage, content: Plain) -> None:
        try:
            self._tables(stage, content)
            self._registers(stage, content)
            self._evidence(stage, content)
        except _NOT_OF_THE_FORM:
            self._archive.add(ARCHIVE_SEAL, str(stage.number), reason=_("it cannot be read"), seal=stage.seal[:12])

    def _has_too_long(self) -> bool:
        long = [f for f in self._archive.manifest.files if f.size > MOST_BYTES and not f.path.startswith(EVIDENCE)]
        for file in long:
            self._archive.add(ARCHIVE_UNSAFE, file.path, reason=_("it is too long"))
        return bool(long)

    def _take(self, path: str) -> bytes | None:
        """A file that there must be; noted where it is not."""
        self._accounted.add(path)
        content = self._archive.read(path)
        if content is None and path not in self._named:
            self._archive.add(ARCHIVE_MISSING, path)
        return content

    def _snapshots(self) -> Iterator[tuple[int, Plain]]:
        before = ""
        for place, stage in enumerate(self._archive.manifest.stages, start=1):
            text = self._take(f"{stage.folder}/{SNAPSHOT}")
            if text is not None:
                content, reason = _snapshot(text, stage, place, before)
                if reason:
                    details = {"reason": reason, "seal": stage.seal[:12]}
                    self._archive.add(ARCHIVE_SEAL, str(stage.number), **details)
                else:
                    yield stage.number, content
            before = stage.seal

    def _disagrees(self, path: str, stage: SealedStage) -> None:
        self._archive.add(ARCHIVE_DISAGREES, path, stage=str(stage.number))

    def _compare(self, path: str, wanted: bytes, stage: SealedStage) -> None:
        found = self._take(path)
        if found is not None and found != wanted:
            self._disagrees(path, stage)

    def _tables(self, stage: SealedStage, content: Plain) -> None:
        for name, table in tables_of(content):
            self._compare(f"{stage.folder}/{name}", table, stage)

    def _registers(self, stage: SealedStage, content: Plain) -> None:
        for sealed in content["registers"] if stage.move == "submitted" else ():
            path = f"{stage.folder}/registers/{sealed['name']}"
            lines = self._take(f"{path}.jsonl")
            if lines is None:
                continue
            if self._digest(f"{path}.jsonl") != sealed["sha256"]:
                self._disagrees(f"{path}.jsonl", stage)
                self._accounted.add(f"{path}.csv")
                continue
            rows = [json.loads(line) for line in lines.splitlines()]
            self._compare(f"{path}.csv", table_of_rows(stage.columns[sealed["name"]], rows), stage)

    def _evidence(self, stage: SealedStage, content: Plain) -> None:
        by_hash = {f.sha256: f for f in self._archive.manifest.files if f.path.startswith(EVIDENCE)}
        for sealed in content.get("evidence", ()):
            file = by_hash.get(sealed["sha256"])
            if file is None:
                self._archive.add(ARCHIVE_MISSING, f"{EVIDENCE}{sealed['sha256']} ({sealed['file']})")
                continue
            self._accounted.add(file.path)
            if file.size != sealed["size"] or not file.path.startswith(f"{EVIDENCE}{sealed['sha256']}"):
                self._disagrees(file.path, stage)

    def _law(self, contents: Mapping[int, Plain]) -> None:
        """The files of each law that a stage was bound to have its digest."""
        bound = {content["dossier"]["law"]: number for number, content in contents.items()}
        for digest, number in bound.items():
            folder = f"{LAW}{digest[:12]}/"
            paths = [path for path in self._archive.sizes if path.startswith(folder)]
            texts = {path.removeprefix(folder): (self._take(path) or b"").decode(errors="replace") for path in paths}
            if digest_of(texts) != digest and not self._named & set(paths):
                self._disagrees(folder, self._archive.manifest.stages[number - 1])

    def _digest(self, path: str) -> str:
        return next(file.sha256 for file in self._archive.manifest.files if file.path == path)

    def _events(self) -> int:
        text = self._take(EVENTS)
        said: dict[int, Plain] = {}
        for line in (text or b"").splitlines():
            try:
                told = json.loads(line)
                number, faults = int(told["said"]["number"]), list(_faults_of(told))
            except _NOT_OF_THE_FORM:
                self._event("?", _("it cannot be read"))
                continue
            said[number] = told["said"]
            for reason in faults:
                self._event(str(number), reason)
        for stage in self._archive.manifest.stages if text is not None else ():
            event = said.get(stage.event)
            if event is None:
                self._event(str(stage.event), _("it is missing, and stage {n} came of it").format(n=stage.number))
            elif reason := _fault_with_stage(event, stage):
                self._event(str(stage.event), reason)
        return len(said)

    def _event(self, number: str, reason: str) -> None:
        self._archive.add(ARCHIVE_EVENT, number, reason=reason)


def _snapshot(text: bytes, stage: SealedStage, place: int, before: str) -> tuple[Plain, str]:
    """The content of a snapshot, and what is wrong with it; "" for nothing."""
    words = text.decode(errors="replace")
    if sha256_of(words) != stage.seal:
        return {}, _("its hash is another")
    try:
        content: dict[str, Any] = json.loads(words)
        if content["format"] != FORMAT:
            return {}, _("it is of a form that is not known here; use a newer version of the program")
        told, law = content["stage"], str(content["dossier"]["law"])
        if (told["number"], told["move"], told["event"], told["at"]) != (
            stage.number, stage.move, stage.event, stage.at,
        ):  # fmt: skip
            return {}, _("it is another stage's")
        if stage.number != place or content["before"] != before or stage.before != before or not law:
            return {}, _("it does not follow from the stage before")
    except _NOT_OF_THE_FORM:
        return {}, _("it cannot be read")
    return content, ""


def _faults_of(told: Plain) -> Iterator[str]:
    """What is wrong with an event by itself and beside its neighbours."""
    said, before, after = told["said"], told.get("before"), told.get("after")
    if hash_of_said(said) != told.get("hash"):
        yield _("its hash is another")
        return
    if before and before.get("hash") != said.get("previous"):
        yield _("it does not follow from the entry before")
    if after and after.get("previous") != told["hash"]:
        yield _("the entry after it follows from another")


def _fault_with_stage(event: Plain, stage: SealedStage) -> str:
    details = event.get("details")
    sealed = details.get("seal") if isinstance(details, dict) else None
    if event.get("kind") != f"dossier.{stage.move}" or sealed != stage.seal:
        return _("it has another seal than stage {n}").format(n=stage.number)
    if hash_of_said(event) != stage.event_hash:
        return _("its hash is another than that of stage {n}").format(n=stage.number)
    return ""
