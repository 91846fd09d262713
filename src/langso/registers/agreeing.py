"""Whether ledgers and declared facts still say what the journal says was written to them.

The chain proves that the journal was not altered; this shows that nobody went past it. An event lists its first rows
cell by cell; of those beyond it says how many there were, so they are counted and not compared.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Max, Min, Q

from langso.journal.models import Event, Head
from langso.language import gettext, whole
from langso.language import mark as _
from langso.registers.law import law
from langso.registers.models import PAST, ROWS, Declaration, Ledger, LedgerState

Progress = Callable[[str, int, int | None], None]

_EVENTS = 200
"""So many events are compared with their rows at once."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something that is not as the journal says: in which register or table, by which event, in words."""

    subject: str
    event: int
    words: str
    details: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return gettext(self.words).format(event=whole(self.event), **self.details)


@dataclass
class Agreement:
    """What a comparison came to. `counted`: rows of which only the number was compared."""

    compared: int = 0
    counted: int = 0
    found: list[Disagreement] = field(default_factory=list)


NO_SUCH_EVENT = _("a row names entry {event}, which the journal does not have")
NUMBER = _("entry {event} wrote {said} rows; {there} are there")
GONE = _("row “{row}” of entry {event} is not there")
CELL = _("row “{row}”: {column} is “{there}”; entry {event} wrote “{said}”")
OTHER_STATE = _("the register of {commune} is not in the state that the journal gave it last")
NOT_HOLDING = _("{fact}: what entry {event} declared is the latest, and yet does not hold")
SAID_WITH = _("the day, source, note or person of what entry {event} declared is another")
FACT = _("{fact} is {there}; entry {event} declared {said}")


def agree(progress: Progress) -> Agreement:
    """Compare everything. What is found wrong is listed in the order of the registers and of the events."""
    agreement = Agreement()
    for place, name in enumerate(ROWS):
        progress(gettext("Comparing rows with the journal"), place, len(ROWS))
        _known_events(name, agreement)
        events = Event.objects.filter(kind__startswith="rows.", subject=name).order_by("number").iterator(_EVENTS)
        while chunk := list(islice(events, _EVENTS)):
            _rows(name, chunk, agreement)
    _facts(agreement)
    return agreement


def _known_events(name: str, agreement: Agreement) -> None:
    """Since the chain has no gap, every number from 1 to the head's is an event."""
    head = Head.objects.first()
    last = head.number if head else 0
    columns = ((ROWS[name], "event"), (PAST[name], "event"), (PAST[name], "ended_by"))
    for model, column in columns:
        ends = model.objects.aggregate(first=Min(column), last=Max(column))
        for number in {ends["first"], ends["last"]} - {None}:
            if not 1 <= number <= last:
                agreement.found.append(Disagreement(name, number, NO_SUCH_EVENT))


Cells = Mapping[tuple[int, int], Mapping[str, Any]]
"""The cells of rows by id and event."""


def _rows(name: str, events: list[Event], agreement: Agreement) -> None:
    numbers = [event.number for event in events]
    current, past = ROWS[name].objects, PAST[name].objects
    written = {(row.pk, row.event): row.values() for row in current.filter(event__in=numbers)}
    written |= {(row.row, row.event): row.values() for row in past.filter(event__in=numbers)}
    ended = {(row.row, row.ended_by): row.values() for row in past.filter(ended_by__in=numbers)}
    there = _tally(written)
    for event in events:
        details: Mapping[str, Any] = event.details
        said = details.get("added", 0) + details.get("changed", 0)
        if said != there.get(event.number, 0):
            more = {"said": whole(said), "there": whole(there.get(event.number, 0))}
            agreement.found.append(Disagreement(name, event.number, NUMBER, more))
        listed = details.get("rows", [])
        agreement.counted += max(0, said + details.get("removed", 0) - len(listed))
        for told in listed:
            agreement.compared += 1
            agreement.found += _row(name, event.number, told, written, ended)


def _tally(written: Cells) -> dict[int, int]:
    found: dict[int, int] = {}
    for _row_id, number in written:
        found[number] = found.get(number, 0) + 1
    return found


def _row(name: str, number: int, told: Mapping[str, Any], written: Cells, ended: Cells) -> Iterator[Disagreement]:
    """One row as the event tells it, beside the row as it is kept: what it became, and what it was."""
    label = str(told.get("label") or told.get("key"))
    for part, kept in (("after", written), ("before", ended)):
        cells = told.get(part)
        if cells is None:
            continue
        row = kept.get((told["row"], number))
        if row is None:
            yield Disagreement(name, number, GONE, {"row": label})
            continue
        whole_row = told.get("before") is None or told.get("after") is None
        was = ended.get((told["row"], number), {})
        for column in law().registers[name].columns:
            there = plain(row[column.name])
            # A cell that the event does not name is as it was before, back to the event that added the row.
            said = cells.get(column.name) if whole_row or column.name in cells else plain(was.get(column.name))
            if there != said:
                details = {"row": label, "column": str(column.title), "there": _shown(there), "said": _shown(said)}
                yield Disagreement(name, number, CELL, details)


def plain(value: Any) -> Any:
    """A cell as an event tells it."""
    return value.isoformat() if isinstance(value, date) else value


def _shown(value: Any) -> str:
    return gettext("(blank)") if value is None else str(value)


def _facts(agreement: Agreement) -> None:
    declared: dict[int, dict[str, int | None]] = {}
    said_with: dict[int, set[tuple[Any, ...]]] = {}
    latest: dict[tuple[int, str], tuple[date, int]] = {}
    holding: dict[tuple[int, str], int] = {}
    for said_of in Declaration.objects.order_by("pk").iterator(2000):
        declared.setdefault(said_of.event, {})[said_of.fact] = said_of.value
        said_with.setdefault(said_of.event, set()).add(
            (said_of.as_of.isoformat(), said_of.source, said_of.note, said_of.person, said_of.person_name)
        )
        place = (said_of.unit_id, said_of.fact)
        latest[place] = max(latest.get(place, (date.min, 0)), (said_of.as_of, said_of.pk))
        if said_of.holds:
            holding[place] = said_of.pk
    for (unit, name), (_day, pk) in latest.items():
        if holding.get((unit, name)) != pk:
            number = Declaration.objects.get(pk=pk).event
            agreement.found.append(Disagreement("facts", number, NOT_HOLDING, {"fact": _title(name)}))
    for event in Event.objects.filter(kind="facts.declared").iterator(2000):
        there = declared.pop(event.number, {})
        said = {name: values.get("after") for name, values in event.details.get("facts", {}).items()}
        agreement.compared += len(said)
        details = event.details
        with_it = (details.get("as_of"), details.get("source"), details.get("note"), event.actor, event.actor_name)
        if said_with.get(event.number, {with_it}) != {with_it}:
            agreement.found.append(Disagreement("facts", event.number, SAID_WITH))
        for name in sorted(there.keys() | said.keys()):
            if name not in there or name not in said or there[name] != said[name]:
                details = {
                    "fact": _title(name),
                    "there": _shown(there.get(name)),
                    "said": _shown(said.get(name)),
                }
                agreement.found.append(Disagreement("facts", event.number, FACT, details))
    agreement.found += [Disagreement("facts", number, NO_SUCH_EVENT) for number in declared]
    _states(agreement)


def _title(name: str) -> str:
    fact = law().facts.get(name)
    return str(fact.title) if fact else name


def _states(agreement: Agreement) -> None:
    """Each state of a ledger goes back to an event that set it, and each ledger is in its last."""
    last = dict(LedgerState.objects.order_by("event").values_list("ledger", "closed"))
    for ledger in Ledger.objects.iterator(2000):
        agreement.compared += 1
        if ledger.closed != last.get(ledger.pk, False):
            agreement.found.append(Disagreement(ledger.register, 0, OTHER_STATE, {"commune": str(ledger.commune)}))
    kinds = dict(Event.objects.filter(Q(kind__startswith="ledger.")).values_list("number", "kind"))
    for state in LedgerState.objects.select_related("ledger").iterator(2000):
        agreement.compared += 1
        if kinds.get(state.event) != ("ledger.closed" if state.closed else "ledger.reopened"):
            agreement.found.append(Disagreement(state.ledger.register, state.event, NO_SUCH_EVENT))
