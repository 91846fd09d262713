"""One row of a ledger changed, added or removed by a form, for whoever has no script or wants to see it alone."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from langso.accounts.door import Action, demand
from langso.criteria.law import Register
from langso.places.models import Unit
from langso.problems import BadInputError, Problem
from langso.registers.models import ROWS, Row
from langso.registers.past import row_turns
from langso.registers.reading import standing
from langso.web import row_form, sheet_asked, sheet_saving
from langso.web.asked import whole_of
from langso.web.people import person_of
from langso.web.sheet_saving import Saved
from langso.web.views.errors import status_of
from langso.web.views.registers import ledger_of, register_trail, registers_trail, trail_to


@require_http_methods(["GET", "HEAD", "POST"])
def register_row_new(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """A new row as a form; once it is added, the form for the next."""
    unit, ledger = _ledger(request, code, register)
    if request.method != "POST":
        return _form(request, unit, ledger, row_form.form_of(ledger, None))
    sent = _sent(request)
    saved = _save(request, unit, ledger, None, sent)
    if saved.refused:
        return _form(request, unit, ledger, row_form.form_of(ledger, None, sent, saved.problems), saved.problems)
    added = saved.rows[0]["id"]
    return HttpResponseRedirect(f"{reverse('register_row_new', args=[code, register])}?{urlencode({'added': added})}")


@require_http_methods(["GET", "HEAD", "POST"])
def register_row_edit(request: HttpRequest, code: str, register: str, row: int) -> HttpResponse:
    """A row as a form. Saved, one is back where one was in the sheet; removed, on the row's own page."""
    unit, ledger = _ledger(request, code, register)
    now = _row(unit, ledger, row)
    here = reverse("register_row", args=[code, register, row])
    if now is None:
        if not row_turns(unit, ledger.name, row):
            raise Http404
        return HttpResponseRedirect(here)
    if request.method != "POST":
        return _form(request, unit, ledger, row_form.form_of(ledger, now))
    sent = _sent(request)
    saved = _save(request, unit, ledger, row, sent)
    if saved.refused:
        form = row_form.form_of(ledger, _row(unit, ledger, row) or now, sent, saved.problems)
        return _form(request, unit, ledger, form, saved.problems)
    if saved.gone:
        return HttpResponseRedirect(here)
    given = {**sheet_asked.place_of(request.GET), "done": ["saved" if saved.event else "unchanged"]}
    where = reverse("register", args=[code, register]) + sheet_asked.address(given)
    return HttpResponseRedirect(f"{where}#row-{row}")


def _ledger(request: HttpRequest, code: str, register: str) -> tuple[Unit, Register]:
    unit, ledger = ledger_of(code, register)
    demand(person_of(request), Action.EDIT_REGISTERS, unit)
    return unit, ledger


def _sent(request: HttpRequest) -> dict[str, str]:
    """What was sent. No cell holds the character NUL, which not every database takes."""
    return {name: str(text).replace("\0", "") for name, text in request.POST.items()}


def _row(unit: Unit, ledger: Register, row: int) -> Row | None:
    found: Row | None = ROWS[ledger.name].objects.filter(commune=unit, pk=row).first()
    return found


def _save(request: HttpRequest, unit: Unit, ledger: Register, row: int | None, sent: dict[str, str]) -> Saved:
    """What came of it. A ledger that is closed meanwhile refuses like a cell does, so that what was typed stays."""
    try:
        return sheet_saving.save(person_of(request), unit, ledger, row_form.asked_of(ledger, row, sent))
    except BadInputError as error:
        if status_of(error) == 403:
            raise
        return Saved(refused=[("", problem) for problem in error.problems])


def _form(
    request: HttpRequest,
    unit: Unit,
    ledger: Register,
    form: row_form.RowForm,
    refused: tuple[Problem, ...] = (),
) -> HttpResponse:
    place = sheet_asked.address(sheet_asked.place_of(request.GET))
    added = whole_of(request.GET.get("added", ""))
    context = {
        "unit": unit,
        "register": ledger,
        "form": form,
        "here": request.path + place,
        "back": register_trail(unit, ledger, place)[0],
        "added": _row(unit, ledger, added) if added else None,
        "closed": standing(unit, ledger).closed,
        "trail": trail_to(unit, registers_trail(unit), register_trail(unit, ledger, place)),
    }
    status = status_of(BadInputError(refused)) if refused else 200
    return render(request, "web/register_row_form.html", context, status=status)
