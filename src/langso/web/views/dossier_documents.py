"""The documents of a dossier and the synthesis of a cycle, as files; the cycle as a page."""

from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from langso import clock
from langso.accounts.door import Action, demand, may
from langso.documents.catalogue import DOCUMENTS
from langso.documents.making import DOCX, PDF, Made, make, make_draft
from langso.documents.office import Signing
from langso.documents.printing import can_print, pdf_of
from langso.documents.synthesis import make_synthesis, note_synthesis
from langso.dossiers.cycle_standing import cycle_standing, scopes
from langso.dossiers.models import Cycle
from langso.exchange.cycle_workbook import cycle_workbook
from langso.places.models import Unit
from langso.web.answers import attached, source
from langso.web.asked import whole_of
from langso.web.document_links import signing_options
from langso.web.heavy import one_at_a_time
from langso.web.people import person_of
from langso.web.views.dossiers import dossier_of

_FORMS = (DOCX, PDF)


@never_cache
@require_GET
def dossier_document(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A document of a dossier, from what was sealed last or at the stage that is asked for; or its draft."""
    path = PurePath(name)
    document = DOCUMENTS.get(path.stem)
    if document is None or not document.moves or path.suffix not in _FORMS:
        raise Http404
    dossier = dossier_of(request, pk)
    number = whole_of(request.GET.get("stage", "")) or 0
    person, signing = person_of(request), _signing(request)
    if request.GET.get("draft"):
        made = make_draft(person, dossier, document, signing=signing, suffix=path.suffix)
    else:
        made = make(person, dossier, document, signing=signing, number=number, suffix=path.suffix)
    return printed(request, made) if path.suffix == PDF else attached(made.content, made.name)


@never_cache
@require_GET
def cycle_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A cycle: the dossiers by state, and what each one lacks."""
    person, cycle, unit = person_of(request), get_object_or_404(Cycle, pk=pk), _unit(request)
    told = cycle_standing(cycle, unit, clock.today())
    context = {
        "told": told,
        "cycle": cycle,
        "unit": unit,
        "scopes": [(each.code, each.full_name) for each in scopes(person, clock.today())],
        "cycles": [(each.pk, each.title) for each in Cycle.objects.all()],
        "may_export": may(person, Action.EXPORT, unit),
        "signings": signing_options(),
        "forms": ["docx", "xlsx", *(["pdf"] if can_print() else [])],
        "given": request.GET.dict(),
    }
    return render(request, "web/cycle.html", context)


@never_cache
@require_GET
@one_at_a_time
def cycle_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The synthesis of a cycle as .docx or .pdf, and its list as .xlsx."""
    person, cycle, unit = person_of(request), get_object_or_404(Cycle, pk=pk), _unit(request)
    if form == "xlsx":
        demand(person, Action.EXPORT, unit)
        name = f"tong-hop-{unit.code}-{clock.today()}.xlsx"
        note_synthesis(person, cycle, unit, name)
        return attached(cycle_workbook(cycle_standing(cycle, unit, clock.today()), source()), name)
    if f".{form}" not in _FORMS:
        raise Http404
    made = make_synthesis(person, cycle, unit, signing=_signing(request), suffix=f".{form}")
    return _as_pdf(made) if form == "pdf" else attached(made.content, made.name)


@one_at_a_time
def printed(_request: HttpRequest, made: Made) -> HttpResponse:
    """A document as .pdf, which takes seconds."""
    return _as_pdf(made)


def _as_pdf(made: Made) -> HttpResponse:
    return attached(pdf_of(made.content), made.name)


def _signing(request: HttpRequest) -> Signing:
    asked = request.GET.get("signing", "")
    return Signing(asked) if asked in set(Signing) else Signing.HEAD


def _unit(request: HttpRequest) -> Unit:
    """The district or province that was asked for, else the widest that the person may read."""
    person, code = person_of(request), request.GET.get("unit", "")
    demand(person, Action.READ_DOSSIERS)
    found = scopes(person, clock.today())
    unit = next((each for each in found if each.code == code), None) or (found[0] if found and not code else None)
    if unit is None:
        raise Http404
    return unit
