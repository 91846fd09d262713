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

__all__ = [
    "LISTED",
    "Edit",
    "Written",
    "bring_back",
    "close_ledger",
    "reopen_ledger",
    "shown",
    "taking_back",
    "undo",
    "write_rows",
    "write_undone",
]

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
    """Take back what an event did to the rows of a ledger, all or none; refused where a cell no longer says it."""
    return write_undone(person, unit, register, taking_back(person, unit, register, event), event)


def taking_back(person: Person | None, unit: Unit, register: str, event: int) -> list[Edit]:
    """What would take back what an event did to the rows of a ledger."""
    demand(person, Action.EDIT_REGISTERS, unit)  # before looking: a refusal would tell what a row says now
    return _inverse(unit, register, event)


def write_undone(person: Person | None, unit: Unit, register: str, edits: Sequence[Edit], event: int) -> Written:
    """Write what takes an event back, or some of it."""
    return write_rows(person, unit, register, edits, kind="rows.undone", reason=f"#{event}")


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
    """Each row as it was before the event, seen as the event left it: what was written since is merged or stale."""
    model, past = ROWS[register].objects.filter(commune=unit), PAST[register].objects.filter(commune=unit)
    before = {row.row: row for row in past.filter(ended_by=event)}
    left = {row.row: row for row in past.filter(event=event)} | {row.pk: row for row in model.filter(event=event)}
    now = model.in_bulk([*before, *left.keys() - before.keys()])
    gone = set(removed(unit, register).filter(ended_by=event).values_list("row", flat=True))
    edits = []
    for row, was in before.items():
        values = was.values()
        if row in left:
            after = left[row].values()
            edits.append(Edit(row, left[row].version, {n: v for n, v in values.items() if v != after[n]}))
        elif row not in now:
            edits.append(Edit(row, was.version, values, back=row in gone))
    for row in sorted(left.keys() & now.keys() - before.keys()):
        is_as_left = now[row].values() == left[row].values()
        edits.append(Edit(row, (now if is_as_left else left)[row].version, remove=True))
    return edits
