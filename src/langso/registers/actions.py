"""The changes of ledgers: rows written, removed and brought back, a ledger closed or reopened. Each is one event.

What held before is kept in the past's table; nothing is overwritten. Who may is decided at the door.
"""

from collections.abc import Sequence

from langso import problems
from langso.accounts.door import Action, demand
from langso.accounts.models import Person
from langso.journal.changes import Change, change
from langso.journal.models import Event
from langso.places.models import Unit
from langso.problems import Where, refuse
from langso.registers.models import PAST, ROWS, Ledger, LedgerState
from langso.registers.past import removed
from langso.registers.writing import LISTED, Edit, Writing, Written, shown

__all__ = ["LISTED", "Edit", "Written", "bring_back", "close_ledger", "reopen_ledger", "shown", "undo", "write_rows"]

REPEATED_WITHIN = 5_000
"""A request that comes again is known while fewer events than these have passed."""


def write_rows(
    person: Person | None,
    unit: Unit,
    register: str,
    edits: Sequence[Edit],
    *,
    kind: str = "rows.edited",
    reason: str = "",
    correcting: str = "",
    request: str = "",
) -> Written:
    """Write rows of one ledger, all or none. BadInputError with every problem; `where.row` counts the edits from 0.

    A row that someone changed since it was seen is merged cell by cell; a cell that both changed is refused as stale.
    A closed ledger is refused, unless `correcting` gives the reason for which who may reopen it corrects it as it is.
    `request` names what was asked: sent again, its answer having been lost, it changes nothing and gives that event.
    """
    demand(person, Action.EDIT_REGISTERS, unit)
    with change(kind, person, commune=unit.pk, subject=register, reason=reason) as made:
        if request and (first := _first_of(unit, register, request, made)):
            made.cancelled = True
            return Written(first)
        ledger = _ledger(unit, register)
        if ledger.closed and not correcting.strip():
            raise refuse(problems.LEDGER_IS_CLOSED, Where(register))
        if ledger.closed:
            demand(person, Action.REOPEN_LEDGER, unit)
            made.kind, made.reason = "rows.corrected", correcting.strip()
        written = Writing(made, unit, register).write(edits)
        if not (written.added or written.changed or written.removed):
            made.cancelled = True
            return Written(0)
        if request:
            made.details["request"] = request
        _touch(ledger, made)
    return written


def _first_of(unit: Unit, register: str, request: str, made: Change) -> int | None:
    """The event that a request led to when it came before."""
    since = made.number - REPEATED_WITHIN
    events = Event.objects.filter(commune=unit.pk, subject=register, number__gt=since, details__request=request)
    return events.values_list("number", flat=True).first()


def undo(person: Person | None, unit: Unit, register: str, event: int) -> Written:
    """Take back what an event did to the rows of a ledger, where nobody has changed them since."""
    demand(person, Action.EDIT_REGISTERS, unit)  # before looking: a refusal would tell what a row says now
    return write_rows(person, unit, register, _inverse(unit, register, event), kind="rows.undone", reason=f"#{event}")


def bring_back(person: Person | None, unit: Unit, register: str, rows: Sequence[int]) -> Written:
    """Bring removed rows back as they last held; those that are there already are left alone."""
    demand(person, Action.EDIT_REGISTERS, unit)
    edits = [Edit(past.row, past.version, past.values(), back=True) for past in removed(unit, register, rows)]
    return write_rows(person, unit, register, edits, kind="rows.brought_back")


def close_ledger(person: Person | None, unit: Unit, register: str, *, seen: int | None = None) -> int:
    """Close a ledger: what is in it is all there is. Gives the event's number; 0 where it was closed already.

    `seen`: the version whose rows the person confirms. BadInputError when the ledger has changed since.
    """
    demand(person, Action.CLOSE_LEDGER, unit)
    return _set_state(person, unit, register, closed=True, reason="", seen=seen)


def reopen_ledger(person: Person | None, unit: Unit, register: str, reason: str) -> int:
    """Reopen a ledger, with a reason. Gives the event's number; 0 where it was open already."""
    demand(person, Action.REOPEN_LEDGER, unit)
    if not reason.strip():
        raise refuse(problems.REASON_MISSING, Where(register, column="reason"))
    return _set_state(person, unit, register, closed=False, reason=reason.strip())


def _set_state(
    person: Person | None, unit: Unit, register: str, *, closed: bool, reason: str, seen: int | None = None
) -> int:
    kind = "ledger.closed" if closed else "ledger.reopened"
    with change(kind, person, commune=unit.pk, subject=register, reason=reason) as made:
        ledger = _ledger(unit, register)
        if ledger.closed == closed:
            made.cancelled = True
            return 0
        rows = ROWS[register].objects.filter(commune=unit).count()
        if seen is not None and ledger.version != seen:
            raise refuse(problems.LEDGER_CHANGED, Where(register), rows=str(rows))
        made.details = {"rows": rows}
        ledger.closed, ledger.closed_at = closed, made.at if closed else None
        _touch(ledger, made)
        LedgerState.objects.create(ledger=ledger, closed=closed, at=made.at, event=made.number, reason=reason)
        return made.number


def _ledger(unit: Unit, register: str) -> Ledger:
    if register not in ROWS:
        raise refuse(problems.REGISTER_UNKNOWN, value=register, names=", ".join(ROWS), nearest="")
    ledger, _ = Ledger.objects.get_or_create(commune=unit, register=register)
    return ledger


def _touch(ledger: Ledger, made: Change) -> None:
    ledger.version += 1
    ledger.changed_at = made.at
    ledger.save()


def _inverse(unit: Unit, register: str, event: int) -> list[Edit]:
    model, past = ROWS[register], PAST[register]
    before = {row.row: row for row in past.objects.filter(commune=unit, ended_by=event)}
    now = model.objects.filter(commune=unit).in_bulk(list(before))
    edits = []
    for row, old in before.items():
        values = old.values()
        current = now.get(row)
        if current is None:
            edits.append(Edit(row, old.version, values, back=True))
        elif current.event == event:
            edits.append(Edit(row, current.version, values))
        else:
            raise refuse(problems.STALE, Where(register), value=str(values[model.register.key.name]), now=current.label)
    fresh = model.objects.filter(commune=unit, event=event).exclude(pk__in=list(before))
    edits += [Edit(row.id, row.version, remove=True) for row in fresh.filter(version=1)]
    return edits
