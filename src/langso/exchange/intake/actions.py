"""What people do with an import: hand a file in, preview it anew, confirm, cancel, start again what was broken off.

Nothing in the ledgers changes here: the worker writes what was confirmed, see `applying`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from langso import clock, problems
from langso.accounts.door import Action, demand, may, territory
from langso.accounts.models import Person
from langso.exchange.intake.comparing import RowState, communes_in, parquet_of
from langso.exchange.intake.keeping import forget, keep, preview_of, progress_of
from langso.exchange.intake.reading import changed_since
from langso.exchange.intake.scope import Scope
from langso.exchange.intake.tasks import apply_import, read_import
from langso.exchange.models import Import, State
from langso.exchange.names import LEDGERS
from langso.exchange.reading.package import open_database
from langso.language import gettext
from langso.places.models import Unit
from langso.problems import Where, refuse
from langso.registers.law import law


def hand_in(
    person: Person | None,
    unit: Unit | None,
    name: str,
    blocks: Iterable[bytes],
    *,
    register: str = "",
    blanks_clear: bool = True,
    as_of: date | None = None,
) -> Import:
    """Keep a file and have it read. `unit` None: for every commune that the person may edit."""
    demand(person, Action.EDIT_REGISTERS, unit)
    if register and register not in law().registers:
        raise refuse(problems.REGISTER_UNKNOWN, value=register, names=", ".join(law().registers), nearest="")
    kept = keep(name, blocks)
    with transaction.atomic():
        made = Import.objects.create(
            person_id=person.pk if person else 0, unit=unit, register=register, file_name=kept.name,
            sha256=kept.sha256, suffix=kept.suffix, size=kept.size, blanks_clear=blanks_clear, as_of=as_of,
            created_at=clock.now(),
        )  # fmt: skip
        _have_read(made)
    return made


def visible(person: Person | None) -> Any:
    """The imports that a person may see: their own, and those that others handed in for communes that they may edit."""
    if person is None:
        return Import.objects.none()
    theirs = Unit.objects.filter(territory(person, Action.EDIT_REGISTERS))
    return Import.objects.filter(Q(person=person) | Q(unit__in=theirs)).select_related("person", "unit")


def preview_anew(person: Person | None, made: Import, *, blanks_clear: bool | None = None) -> None:
    """Read the file again and compare it with the ledgers as they are now."""
    _demand(person, made)
    with transaction.atomic():
        made = _locked(made, State.READY, State.FAILED, State.REFUSED, *_broken_off(made))
        if made.state in (State.CONFIRMED, State.APPLYING):
            _have_applied(made)
            return
        made.state, made.stale, made.problems = State.WAITING, [], []
        if blanks_clear is not None:
            made.blanks_clear = blanks_clear
        made.save(update_fields=["state", "stale", "problems", "blanks_clear"])
        _have_read(made)


def confirm(person: Person | None, made: Import, *, remove_missing: bool = False, reason: str = "") -> None:
    """Have the import written. Where others changed something since the preview nothing is, and it says what."""
    _demand(person, made)
    with transaction.atomic():
        made = _locked(made, State.READY)
        if is_broken_off(made):
            raise refuse(problems.IMPORT_STATE, state=made.status.words)
        _demand_every_commune(made)
        made.stale = changed_since(made)
        if not made.stale:
            if reopens(made) and not reason.strip():
                raise refuse(problems.REASON_MISSING, Where(column="reason"))
            made.state, made.remove_missing, made.reason = State.CONFIRMED, remove_missing, reason.strip()
        made.problems = []
        made.save(update_fields=["state", "stale", "problems", "remove_missing", "reason"])
        if not made.stale:
            _have_applied(made)


def cancel(person: Person | None, made: Import) -> None:
    """Let an import be; nothing of it is written."""
    _demand(person, made)
    with transaction.atomic():
        made = _locked(made, State.READY, State.WAITING, State.READING, State.FAILED, State.REFUSED)
        made.state, made.ended_at = State.CANCELLED, clock.now()
        made.save(update_fields=["state", "ended_at"])
    forget(made, file=True)


def reopens(made: Import) -> bool:
    """Whether the import opens a closed register again."""
    if not made.counts.get(LEDGERS.name, {}).get(RowState.CHANGED):
        return False
    with open_database() as database:
        path = parquet_of(preview_of(made), LEDGERS.name)
        return bool(database.execute(f"SELECT 1 FROM {path} WHERE state = 'changed' AND NOT c0").fetchone())  # noqa: S608


def is_broken_off(made: Import) -> bool:
    """Whether the worker was at it and there was no sign of it lately; or its preview is lost, as after a restore."""
    if made.state == State.READY:
        return not preview_of(made).is_dir()
    return made.state in (State.READING, State.APPLYING) and not progress_of(made.pk)[1]


def _broken_off(made: Import) -> tuple[State, ...]:
    return (State.READING, State.APPLYING) if made.is_working and is_broken_off(made) else ()


def _demand(person: Person | None, made: Import) -> None:
    demand(person, Action.EDIT_REGISTERS, made.unit)
    if person is None or made.person_id != person.pk:
        raise refuse(problems.NOT_ALLOWED, reason=str(may(None, Action.EDIT_REGISTERS).reason))


def _demand_every_commune(made: Import) -> None:
    """What was read may be of communes of its person only: asked once more, of the rows as they were kept."""
    beyond = sorted(communes_in(preview_of(made), made.counts) - set(Scope.of(made).units))
    if beyond:
        said = gettext("{unit} is outside your territory").format(unit=", ".join(beyond))
        raise refuse(problems.NOT_ALLOWED, reason=said)


def _locked(made: Import, *states: State) -> Import:
    """The import as it is now, held; refused unless it is in one of the states."""
    held = Import.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=made.pk)
    if held.state not in states:
        raise refuse(problems.IMPORT_STATE, state=held.status.words)
    return held


def _have_read(made: Import) -> None:
    # Within the transaction: the task is there if and only if the state that it goes with is.
    read_import.enqueue(made.pk)


def _have_applied(made: Import) -> None:
    apply_import.enqueue(made.pk)
