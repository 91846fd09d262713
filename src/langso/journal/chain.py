"""The chain of hashes: how an event's hash is made, and how the chain is proved or its first broken link found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from langso.journal.hashing import hash_of_said
from langso.journal.models import Event, Head

START = "0" * 64
"""What the first event holds as the hash before it."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first event that is not what it was when it was written, or a place where one is missing.

    `what` is `gap`, `previous`, `hash` or `head` (events at the end are missing, or the head was altered).
    """

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of walking the chain: how many events hold, the hash of the last, the first broken link."""

    events: int
    hash: str
    broken: BrokenLink | None


def hash_of(event: Event) -> str:
    """The SHA-256 of an event over the hash before it and all that it says, as canonical JSON."""
    return hash_of_said(said(event))


def said(event: Event) -> dict[str, Any]:
    """All that an event says, as its hash is made of it."""
    return {
        "number": event.number,
        "at": _moment(event.at),
        "actor": event.actor,
        "actor_name": event.actor_name,
        "kind": event.kind,
        "commune": event.commune,
        "subject": event.subject,
        "reason": event.reason,
        "details": event.details,
        "previous": event.previous,
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def verify(events: Iterable[Event] | None = None) -> Proof:
    """Walk the whole chain from its start. Reads every event once; memory does not grow with their number."""
    expected, previous = 1, START
    for event in Event.objects.order_by("number").iterator(chunk_size=2000) if events is None else events:
        if event.number != expected:
            return Proof(expected - 1, previous, BrokenLink(expected, "gap"))
        if event.previous != previous:
            return Proof(expected - 1, previous, BrokenLink(expected, "previous"))
        if event.hash != hash_of(event):
            return Proof(expected - 1, previous, BrokenLink(expected, "hash"))
        expected, previous = expected + 1, event.hash
    head = Head.objects.first()
    known = (head.number, head.hash) if head else (0, START)
    broken = None if known == (expected - 1, previous) else BrokenLink(expected, "head")
    return Proof(expected - 1, previous, broken)
