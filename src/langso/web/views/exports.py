"""Taking a commune's figures away: its workbook, or one register."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from langso import clock
from langso.exchange.export import export_commune as workbook_of
from langso.exchange.export import export_register as register_of
from langso.exchange.export.actions import FORMS
from langso.web.answers import attached
from langso.web.people import person_of
from langso.web.views.communes import commune_of
from langso.web.views.registers import ledger_of


@never_cache
@require_GET
def export_commune(request: HttpRequest, code: str) -> HttpResponse:
    """The workbook of a commune."""
    made = workbook_of(person_of(request), commune_of(code, clock.today()))
    return attached(made.content, made.name)


@never_cache
@require_GET
def export_register(request: HttpRequest, code: str, register: str, form: str) -> HttpResponse:
    """One register of a commune, as .xlsx or .csv."""
    if form not in FORMS:
        raise Http404
    unit, ledger = ledger_of(code, register)
    made = register_of(person_of(request), unit, ledger.name, form)
    return attached(made.content, made.name)
