"""The ledgers of a commune: how each stands, and one as a sheet of cells. They are changed in `register_changes`."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from langso import clock
from langso.accounts.door import Action, demand, may
from langso.assessments.live import assess
from langso.assessments.outline import Turned, outlines, turned
from langso.assessments.supposing import Supposed, suppose
from langso.criteria.law import Register
from langso.language import gettext as _
from langso.places.models import Unit
from langso.registers.law import law
from langso.registers.reading import not_yet_columns, standing, standings, window
from langso.web import sheet, sheet_asked, sheet_told
from langso.web.kept import kept_of_commune
from langso.web.people import person_of
from langso.web.standing import told_of
from langso.web.telling import short_id
from langso.web.views.communes import commune_of


def ledger_of(code: str, register: str) -> tuple[Unit, Register]:
    """The commune and the register that an address names; Http404 when there is none."""
    if register not in law().registers:
        raise Http404
    return commune_of(code, clock.today()), law().registers[register]


@require_safe
def registers(request: HttpRequest, code: str) -> HttpResponse:
    """All ledgers of a commune."""
    unit, person = commune_of(code, clock.today()), person_of(request)
    demand(person, Action.READ_REGISTERS, unit)
    context = {
        "unit": unit,
        "standings": standings(unit),
        "short_id": short_id,
        "may_edit": may(person, Action.EDIT_REGISTERS, unit),
        "may_export": may(person, Action.EXPORT, unit),
        "trail": trail_to(unit),
    }
    return render(request, "web/registers.html", context)


def trail_to(unit: Unit, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page of a commune's ledgers lies."""
    return [(reverse("commune", args=[unit.code]), unit.full_name), *more]


def registers_trail(unit: Unit) -> tuple[str, str]:
    """The step to the list of ledgers."""
    return (reverse("registers", args=[unit.code]), _("Registers"))


def register_trail(unit: Unit, ledger: Register, query: str = "") -> tuple[str, str]:
    """The step to one ledger; with the query that it was filtered by."""
    return (reverse("register", args=[unit.code, ledger.name]) + query, str(ledger.title))


@require_safe
@kept_of_commune
def register(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """One ledger. With the header X-Part only the sheet, for the page's script."""
    unit, ledger = ledger_of(code, register)
    demand(person_of(request), Action.READ_REGISTERS, unit)
    part = request.headers.get("X-Part") == "sheet"
    context = _sheet_of(request, unit, ledger)
    return render(request, "web/register_sheet.html" if part else "web/register.html", context)


def _sheet_of(request: HttpRequest, unit: Unit, ledger: Register) -> dict[str, Any]:
    person, day = person_of(request), clock.today()
    given, node = sheet_asked.given_of(request.GET), sheet_asked.node_of(request.GET, ledger, day)
    shown = window(unit, ledger, sheet_asked.wanted_of(request.GET, ledger, day))
    stands = standing(unit, ledger)
    may_edit, may_reopen = may(person, Action.EDIT_REGISTERS, unit), may(person, Action.REOPEN_LEDGER, unit)
    editable = bool(may_edit) and not stands.closed
    return {
        "unit": unit,
        "register": ledger,
        "standing": stands,
        "window": shown,
        "rows": [sheet.sheet_row(row) for row in shown.rows],
        "heads": sheet_asked.heads(ledger, given),
        "orders": sheet_asked.orders(ledger),
        "asked": sheet_asked.asked_by(node),
        "node": node,
        "told": told_of(unit, node, day) if node else None,
        "given": given,
        "here": sheet_asked.address(sheet_asked.place_of(request.GET)),
        "filters": sheet_asked.filters(ledger, node, given),
        "offered": [(column, held) for column in ledger.columns if (held := sheet_asked.holdings(column))],
        "count": sheet_asked.counted(shown),
        "may_edit": may_edit,
        "may_export": may(person, Action.EXPORT, unit),
        "may_close": may(person, Action.CLOSE_LEDGER, unit),
        "may_reopen": may_reopen,
        "would_open": would_open(unit, ledger) if stands.closed and may_reopen else [],
        "editable": editable,
        "config": sheet_told.config(unit, ledger, request, shown, editable=editable),
        "numbers": sheet.NUMBERS,
        "pinned": sheet.pinned,
        "not_yet": not_yet_columns(ledger.name),
        "short_id": short_id,
        "trail": trail_to(unit, registers_trail(unit)),
        "message": request.GET.get("done", ""),
    }


def would_open(unit: Unit, ledger: Register) -> list[Turned]:
    """The conditions that rest on a closed ledger: those whose verdict would turn were it open again."""
    if not unit.is_assessed:
        return []
    assessed = assess([unit], clock.today())
    reopened = suppose(assessed, Supposed(reopened=frozenset({ledger.name})))
    found = turned(outlines(assessed, named=False), outlines(reopened, named=False))
    return [each for each in found if each.node.is_condition]
