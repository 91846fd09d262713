"""The one way in which anything is changed: a transaction that ends with its event, or leaves nothing behind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from langso import clock
from langso.journal.chain import START, hash_of
from langso.journal.models import Event, Head
from langso.language import whole
from langso.problems import REASON_MISSING, TEXT_TOO_LONG, Where, refuse

MOST_LETTERS = 1_000
"""The longest that a reason, a source or a note may be."""


class Actor(Protocol):
    """Whoever changes something: a person who signed in, or None for the system itself."""

    pk: Any

    @property
    def name(self) -> str:
        """As people know the actor."""
        ...


@dataclass
class Change:
    """A change on its way: its kind, what it is about, and what is to be said of it. Fill `details` in the block.

    `at` is the moment that everything written in it bears.
    """

    kind: str
    actor: Actor | None
    commune: int | None
    subject: str
    reason: str
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    """The number of its event; known from the start of the block, since nobody else can append meanwhile."""
    cancelled: bool = False
    """Set when it turns out that nothing changed: no event is written."""


Listener = Callable[[Change], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener` called within every change's transaction, after its block and before its event."""
    _listeners.append(listener)


_starters: list[Callable[[], None]] = []


def at_start(call: Callable[[], None]) -> None:
    """Have `call` called whenever a change, or several that go together, have everything to themselves."""
    _starters.append(call)


def in_turn() -> int:
    """Within a transaction: from here to its end nobody else changes anything. For several changes that go together.

    Gives the number of the first event that they will have.
    """
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"hash": START})
    for call in _starters:
        call()
    return head.number + 1


@contextmanager
def change(
    kind: str, actor: Actor | None, *, commune: int | None = None, subject: str = "", reason: str = ""
) -> Iterator[Change]:
    """A transaction around the block. When the block ends well an event is appended to the chain and all is kept.

    The head of the chain is locked first, so changes happen one after the other; nothing is half done.
    """
    begins = not connection.in_atomic_block
    with transaction.atomic():
        head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"hash": START})
        for call in _starters if begins else ():
            call()
        moment = max(clock.now(), head.at) if head.at else clock.now()
        made = Change(kind, actor, commune, subject, reason, moment, number=head.number + 1)
        yield made
        if made.cancelled:
            return
        _check_reason(made.reason)
        for listener in _listeners:
            listener(made)
        _append(made, head)


def _check_reason(reason: str) -> None:
    """A reason is for people to read, for ever: it has a letter or a figure in it, and is no document."""
    where = Where(column="reason")
    if reason and not any(sign.isalnum() for sign in reason):
        raise refuse(REASON_MISSING, where)
    if len(reason) > MOST_LETTERS:
        raise refuse(TEXT_TOO_LONG, where, n=whole(len(reason)), most=whole(MOST_LETTERS))


def _append(made: Change, head: Head) -> None:
    event = Event(
        number=made.number,
        at=made.at,
        actor=made.actor.pk if made.actor else None,
        actor_name=made.actor.name if made.actor else "",
        kind=made.kind,
        commune=made.commune,
        subject=made.subject,
        reason=made.reason,
        details=made.details,
        previous=head.hash,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    head.number, head.hash, head.at = event.number, event.hash, event.at
    head.save(update_fields=["number", "hash", "at"])
