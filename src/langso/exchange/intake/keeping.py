"""The files of imports on disk: what was handed in, by its hash; what a reading found; how far the worker has come."""

import hashlib
import json
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings

from langso import problems
from langso.exchange.models import LET_GO, Import
from langso.exchange.reading.archive import refuse_other_kinds
from langso.problems import BadInputError, Kind, Problem, Where, refuse

SUFFIXES = (".xlsx", ".csv")
ALIVE = 30.0
"""Seconds without a sign of the worker after which its work counts as broken off."""

_BEAT = 2.0
_LONGEST_NAME = 120


def folder() -> Path:
    """Where everything of imports lies."""
    return Path(settings.MEDIA_ROOT) / "imports"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept: its hash, ending, bytes and the name under which it came."""

    sha256: str
    suffix: str
    size: int
    name: str


def keep(name: str, blocks: Iterable[bytes]) -> Kept:
    """Keep a file. BadInputError when it is empty, too large, or not what its name says."""
    name = PurePath(name.replace("\\", "/")).name[-_LONGEST_NAME:]
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise refuse(problems.IMPORT_KIND, Where(name), name)
    folder().mkdir(parents=True, exist_ok=True)
    unfinished = folder() / f"{uuid4().hex}.part"
    try:
        digest, size = _write(unfinished, name, blocks)
        if suffix == ".xlsx":
            with called(unfinished.name, name):
                refuse_other_kinds(unfinished)
        unfinished.replace(folder() / f"{digest}{suffix}")
    finally:
        unfinished.unlink(missing_ok=True)
    return Kept(digest, suffix, size, name)


def _write(path: Path, name: str, blocks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for block in blocks:
            size += len(block)
            if size > settings.UPLOAD_LIMIT:
                raise too_large(name)
            digest.update(block)
            file.write(block)
    if size == 0:
        raise refuse(problems.IMPORT_EMPTY, Where(name))
    return digest.hexdigest(), size


def too_large(name: str = "") -> BadInputError:
    """The refusal of a file above the limit."""
    return refuse(problems.IMPORT_TOO_LARGE, Where(name), limit=f"{settings.UPLOAD_LIMIT >> 20} MB")


def file_of(made: Import) -> Path:
    """The file that was handed in."""
    return folder() / f"{made.sha256}{made.suffix}"


def preview_of(made: Import) -> Path:
    """The folder with what the reading found."""
    return folder() / "previews" / str(made.pk)


def forget(made: Import, *, file: bool) -> None:
    """Let go of the preview, and of the file where no other import that keeps its file is of the same."""
    shutil.rmtree(preview_of(made), ignore_errors=True)
    _progress_of(made.pk).unlink(missing_ok=True)
    others = Import.objects.filter(sha256=made.sha256).exclude(pk=made.pk).exclude(state__in=LET_GO)
    if file and not others.exists():
        file_of(made).unlink(missing_ok=True)


@contextmanager
def called(kept: str, name: str) -> Iterator[None]:
    """Problems in the block name the file as people know it."""
    try:
        yield
    except BadInputError as error:
        raise BadInputError(renamed(error.problems, kept, name)) from error


def renamed(found: Iterable[Problem], kept: str, name: str) -> list[Problem]:
    """Problems with the file named as people know it."""
    return [
        Problem(p.kind, Where(name, p.where.row, p.where.column), p.value, p.details) if p.where.file == kept else p
        for p in found
    ]


_KINDS: Mapping[str, Kind] = {kind.code: kind for kind in vars(problems).values() if isinstance(kind, Kind)}


def saved(found: Iterable[Problem]) -> list[list[Any]]:
    """Problems as JSON keeps them: they are worded when someone reads them, in that person's language."""
    return [[p.kind.code, p.where.file, p.where.row, p.where.column, p.value, dict(p.details)] for p in found]


def told(kept: Sequence[Sequence[Any]]) -> list[Problem]:
    """Problems that were `saved`."""
    return [
        Problem(_KINDS[code], Where(file, row, column), value, details)
        for code, file, row, column, value, details in kept
        if code in _KINDS
    ]


@dataclass(slots=True)
class Progress:
    """How far the worker has come with an import. In a file: a transaction under way shows nothing to others."""

    number: int
    stage: str = ""
    done: int = 0
    total: int | None = None
    _over: threading.Event = field(default_factory=threading.Event)

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        self.stage, self.done, self.total = stage, done, total
        self.write()

    def write(self) -> None:
        """Put it where pages look."""
        path = _progress_of(self.number)
        unfinished = path.with_suffix(f".{threading.get_ident()}")
        unfinished.write_text(json.dumps([self.stage, self.done, self.total]), encoding="utf-8")
        unfinished.replace(path)

    @contextmanager
    def beating(self) -> Iterator["Progress"]:
        """Within the block the file is written now and then, as a sign that the worker is at it."""
        folder().mkdir(parents=True, exist_ok=True)
        self.write()
        beat = threading.Thread(target=self._beat, name=f"import {self.number}", daemon=True)
        beat.start()
        try:
            yield self
        finally:
            self._over.set()
            beat.join()
            _progress_of(self.number).unlink(missing_ok=True)

    def _beat(self) -> None:
        while not self._over.wait(_BEAT):
            with suppress(OSError):
                self.write()


def progress_of(number: int) -> tuple[Progress, bool]:
    """How far an import has come, and whether there was a sign of the worker lately."""
    path = _progress_of(number)
    try:
        stage, done, total = json.loads(path.read_text(encoding="utf-8"))
        return Progress(number, stage, done, total), time.time() - path.stat().st_mtime < ALIVE
    except (OSError, ValueError):
        return Progress(number), False


def _progress_of(number: int) -> Path:
    return folder() / f"{number}.progress"
