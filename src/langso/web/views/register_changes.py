"""What changes a ledger from its page: saving what was typed, undoing, bringing a row back, closing and reopening."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from langso import problems
from langso.accounts.door import Action, demand
from langso.criteria.law import Register
from langso.places.models import Unit
from langso.problems import BadInputError, Where, refuse
from langso.registers import actions
from langso.web import sheet_saving, sheet_told
from langso.web.asked import whole_of
from langso.web.people import person_of
from langso.web.sheet_saving import Saved
from langso.web.views.errors import status_of
from langso.web.views.registers import ledger_of


@require_POST
def register_save(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Save what was typed: JSON in, JSON out; see `sheet_saving`."""
    unit, ledger = ledger_of(code, register)
    person = person_of(request)
    try:
        demand(person, Action.EDIT_REGISTERS, unit)
        asked = sheet_saving.asked_of(request.body, ledger)
    except BadInputError as error:
        return _refused(request, error, status_of(error))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _refused(request, refuse(problems.SAVING_UNREADABLE), 400)
    try:
        saved = sheet_saving.save(person, unit, ledger, asked)
    except BadInputError as error:
        return _refused(request, error, status_of(error))
    return _answered(request, unit, ledger, saved)


@require_POST
def register_undo(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Take back what an event did. The page's script is told of what somebody has written since, and chooses."""
    unit, ledger = ledger_of(code, register)
    event = whole_of(request.POST.get("event", ""))
    if event is None:
        raise Http404
    person = person_of(request)
    if request.headers.get("X-Part") != "sheet":
        actions.undo(person, unit, ledger.name, event)
        return _back(unit, ledger, "undone")
    try:
        saved = sheet_saving.take_back(person, unit, ledger, event)
    except BadInputError as error:
        return _refused(request, error, status_of(error))
    return _answered(request, unit, ledger, saved)


def _answered(request: HttpRequest, unit: Unit, ledger: Register, saved: Saved) -> HttpResponse:
    """What the page's script is answered, with the parts of the page that follow from the rows."""
    status = status_of(BadInputError(saved.problems)) if saved.refused else 200
    parts = sheet_told.parts(request, unit, ledger)
    return JsonResponse({**saved.as_dict(), "parts": parts}, status=status)


def _refused(request: HttpRequest, error: BadInputError, status: int) -> JsonResponse:
    """Why it was refused as a whole; whoever is no longer signed in is told that, and not whom to ask for a right."""
    told = [{"ref": "", "column": "", "code": p.kind.code, "what": p.what, "remedy": p.remedy} for p in error.problems]
    return JsonResponse({"problems": told, "signedOut": person_of(request) is None}, status=status)


@require_POST
def register_close(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Close the ledger as the page showed it."""
    unit, ledger = ledger_of(code, register)
    actions.close_ledger(person_of(request), unit, ledger.name, seen=whole_of(request.POST.get("seen", "")))
    return _back(unit, ledger, "closed")


@require_POST
def register_reopen(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Reopen the ledger, with a reason."""
    unit, ledger = ledger_of(code, register)
    actions.reopen_ledger(person_of(request), unit, ledger.name, request.POST.get("reason", ""))
    return _back(unit, ledger, "reopened")


@require_POST
def register_bring_back(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Bring a removed row back."""
    unit, ledger = ledger_of(code, register)
    row = whole_of(request.POST.get("row", ""))
    if row is None:
        raise refuse(problems.ROW_GONE, Where(ledger.name))
    actions.bring_back(person_of(request), unit, ledger.name, [row])
    return _back(unit, ledger, "brought_back")


def _back(unit: Unit, ledger: Register, done: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('register', args=[unit.code, ledger.name])}?{urlencode({'done': done})}")
