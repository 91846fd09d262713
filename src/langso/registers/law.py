"""The law that this installation stands on: the files that ship and those published here; and a law of some other day.

Whoever asks is given one law from the start of a request, task or command to its end, the last one published when it
first asked: see `renew`. So no call costs a query, and no page is made of two laws.
"""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from langso import clock
from langso.criteria import LAW_FOLDER, Law, load_law
from langso.criteria.versions import arranged

A = TypeVar("A", bound=Hashable)
T = TypeVar("T")

Files = Mapping[str, str]
"""The files of a law: their text by their path within its folder."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of the law: its files, what they are known by, and what they say."""

    files: Files
    digest: str
    law: Law


_read: dict[str, Law] = {}
_held: ContextVar[Edition | None] = ContextVar("law", default=None)


def law() -> Law:
    """The law as it holds today: what ships and what was published."""
    edition = _edition()
    return _arranged(edition.digest, clock.today()) if edition.law.others else edition.law


def law_at(event: int) -> Law:
    """The law as it had been published by an event, with what ships today."""
    from langso.registers.published import LawText  # noqa: PLC0415 - its table is made once the apps are ready

    last = LawText.objects.filter(event__lte=event).order_by("-pk").values_list("pk", "mark").first()
    return (_published(*last) if last else _shipped()).law


def law_files() -> Files:
    """The files of the law that `law` gives."""
    return _edition().files


def law_digest() -> str:
    """What the files of the law that `law` gives are known by."""
    return _edition().digest


def renew() -> None:
    """From here on, whoever asks in this thread is given the law as it was last published.

    Called where a request or a task begins, and where a change has everything to itself.
    """
    _held.set(None)


@contextmanager
def being_published() -> Iterator[None]:
    """Around what publishes: whether it goes well or is taken back, what was read before or within it is let go."""
    try:
        yield
    finally:
        renew()


def shipped_law() -> Law:
    """The law that ships. The tables are made from it, before there is a database to ask what was published."""
    return load_law()


def kept_per_law(make: Callable[[A], T]) -> Callable[[A], T]:
    """Keep what a function of one plain value makes of the law, until the law or the day is another."""

    @lru_cache(maxsize=512)
    def kept(_digest: str, _day: date, asked: A) -> T:
        return make(asked)

    @wraps(make)
    def given(asked: A) -> T:
        return kept(law_digest(), clock.today(), asked)

    return given


def digest_of(files: Files) -> str:
    """What files are known by: the SHA-256 of all their names and texts."""
    told = json.dumps(dict(sorted(files.items())), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def law_from(files: Files) -> Law:
    """The law that some files say, read as the one that ships is; BadInputError with what is wrong in them."""
    digest = digest_of(files)
    if digest not in _read:
        with TemporaryDirectory() as folder:
            for name, text in files.items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            _read[digest] = load_law.__wrapped__(Path(folder))
    return _read[digest]


def _edition() -> Edition:
    held = _held.get()
    if held is None:
        held = _last()
        _held.set(held)
    return held


def _last() -> Edition:
    from langso.registers.published import LawText  # noqa: PLC0415 - its table is made once the apps are ready

    last = LawText.objects.order_by("-pk").values_list("pk", "mark").first()
    return _published(*last) if last else _shipped()


@cache
def _shipped() -> Edition:
    found = sorted(LAW_FOLDER.rglob("*.yaml"))
    files = {file.relative_to(LAW_FOLDER).as_posix(): file.read_text(encoding="utf-8") for file in found}
    return Edition(files, digest_of(files), shipped_law())


@lru_cache(maxsize=8)
def _published(last: int, _mark: str) -> Edition:
    """The edition that ends with a published text. Its mark tells it from one that was taken back."""
    from langso.registers.published import LawText  # noqa: PLC0415 - as above

    files = {**_shipped().files, **dict(LawText.objects.filter(pk__lte=last).values_list("path", "text"))}
    return Edition(files, digest_of(files), law_from(files))


@lru_cache(maxsize=16)
def _arranged(digest: str, day: date) -> Law:
    found = _read[digest]
    return arranged(found, found.versions, day)
