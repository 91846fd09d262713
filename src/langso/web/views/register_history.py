"""What a ledger and its rows were before, and the rows that were removed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from langso.accounts.door import Action, demand, may
from langso.criteria.law import Register
from langso.journal.models import Event
from langso.language import gettext as _
from langso.language import ngettext, whole
from langso.registers.models import ROWS
from langso.registers.past import label_of, ledger_events, removed, row_turns
from langso.registers.reading import not_yet_columns, standing
from langso.web.journal_words import Reader, entry, why
from langso.web.people import person_of
from langso.web.sheet import sheet_cell
from langso.web.views.registers import ledger_of, registers_trail, trail_to

EVENTS, TOLD, REMOVED = 25, 12, 100
"""Events on a page, rows told of each, removed rows listed."""


@require_safe
def register_history(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """The events of a ledger, the latest first, and the rows that were removed."""
    unit, ledger = ledger_of(code, register)
    person = person_of(request)
    demand(person, Action.READ_REGISTERS, unit)
    pages = Paginator(ledger_events(unit, ledger.name), EVENTS)
    page = pages.get_page(request.GET.get("page"))
    gone = list(removed(unit, ledger.name)[: REMOVED + 1])
    context = {
        "unit": unit,
        "register": ledger,
        "page": page,
        "events": [told(event, ledger) for event in page.object_list],
        "removed": [(past, label_of(past)) for past in gone[:REMOVED]],
        "more_removed": len(gone) > REMOVED,
        "may_edit": may(person, Action.EDIT_REGISTERS, unit) and not standing(unit, ledger).closed,
        "trail": trail_to(unit, registers_trail(unit), _ledger_step(unit.code, ledger)),
    }
    return render(request, "web/register_history.html", context)


def _ledger_step(code: str, ledger: Register) -> tuple[str, str]:
    return (reverse("register", args=[code, ledger.name]), str(ledger.title))


def told(event: Event, ledger: Register) -> dict[str, Any]:
    """An event for people: what was done, to how many rows, and the cells of the first of them."""
    details = event.details if isinstance(event.details, dict) else {}
    rows = [_row_told(row, ledger) for row in details.get("rows", [])[:TOLD]] if event.kind.startswith("rows.") else []
    counts = [(details.get(name), words) for name, words in _counts().items()]
    return {
        "event": event,
        "what": what_of(event),
        "why": why(event),
        "counts": [words(n) for n, words in counts if n and event.kind.startswith("rows.")],
        "rows": rows,
        "more": sum(n or 0 for n, _ in counts) - len(rows) if rows else 0,
        "undoable": event.kind.startswith("rows."),
    }


def what_of(event: Event) -> str:
    """What an event of a ledger did, in words; what is not told here is told as in the journal."""
    words = {
        "rows.edited": _("Rows written"),
        "rows.corrected": _("Closed register corrected"),
        "rows.undone": _("A change taken back"),
        "rows.brought_back": _("Removed rows brought back"),
        "rows.imported": _("Imported from a file"),
        "ledger.closed": _("Register closed"),
        "ledger.reopened": _("Register reopened"),
    }
    return words.get(event.kind) or entry(event, Reader()).text


def _counts() -> dict[str, Any]:
    return {
        "added": lambda n: ngettext("{n} row added", "{n} rows added", n).format(n=whole(n)),
        "changed": lambda n: ngettext("{n} row changed", "{n} rows changed", n).format(n=whole(n)),
        "removed": lambda n: ngettext("{n} row removed", "{n} rows removed", n).format(n=whole(n)),
    }


def _row_told(row: dict[str, Any], ledger: Register) -> dict[str, Any]:
    before, after = row.get("before"), row.get("after")
    what = "added" if before is None else "removed" if after is None else "changed"
    titles = {column.name: str(column.title) for column in ledger.columns}
    names = [name for name in titles if name in (before or {}) or name in (after or {})] if what == "changed" else []
    cells = [
        (titles[n], _shown(ledger, n, (before or {}).get(n)), _shown(ledger, n, (after or {}).get(n))) for n in names
    ]
    return {"id": row.get("row"), "label": row.get("label", ""), "what": what, "cells": cells}


def _shown(ledger: Register, name: str, value: Any) -> str:
    """A cell of an event as people read it; a day stands there as ISO writes it."""
    if isinstance(value, str) and ledger.column(name).type == "date":
        year, _dash, rest = value.partition("-")
        month, _dash, day = rest.partition("-")
        return f"{day}/{month}/{year}"
    return sheet_cell(ledger.column(name), value).shown or blank_word(ledger, name)


def blank_word(ledger: Register, name: str) -> str:
    """What a blank cell says: a day that conditions only ask whether it is there is not unknown, but not yet."""
    return _("not yet") if name in not_yet_columns(ledger.name) else _("blank")


@require_safe
def register_row(request: HttpRequest, code: str, register: str, row: int) -> HttpResponse:
    """One row and everything that became of it."""
    unit, ledger = ledger_of(code, register)
    person = person_of(request)
    demand(person, Action.READ_REGISTERS, unit)
    turns = row_turns(unit, ledger.name, row)
    if not turns:
        raise Http404
    now = ROWS[ledger.name].objects.filter(commune=unit, pk=row).first()
    last = now or removed(unit, ledger.name, [row]).first()
    values = last.values() if last else {}
    context = {
        "unit": unit,
        "register": ledger,
        "row": row,
        "label": now.label if now else label_of(last) if last else "",
        "is_there": now is not None,
        "cells": [sheet_cell(column, values.get(column.name)) for column in ledger.columns],
        "why": why,
        "not_yet": not_yet_columns(ledger.name),
        "turns": [
            (
                turn,
                what_became(turn.what),
                [_turned(ledger, cell.column, cell.before, cell.after) for cell in turn.cells],
            )
            for turn in turns
        ],
        "may_edit": may(person, Action.EDIT_REGISTERS, unit) and not standing(unit, ledger).closed,
        "trail": trail_to(unit, registers_trail(unit), _ledger_step(unit.code, ledger)),
    }
    return render(request, "web/register_row.html", context)


def _turned(ledger: Register, name: str, before: Any, after: Any) -> tuple[str, str, str]:
    column, blank = ledger.column(name), blank_word(ledger, name)
    return str(column.title), sheet_cell(column, before).shown or blank, sheet_cell(column, after).shown or blank


def what_became(what: str) -> str:
    """What became of a row, in words."""
    return {
        "added": _("Row added"),
        "changed": _("Row changed"),
        "removed": _("Row removed"),
        "brought_back": _("Row brought back"),
    }[what]
