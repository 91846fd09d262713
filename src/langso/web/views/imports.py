"""Imports: handing a file in, watching it being read, looking at what it would change, confirming or cancelling."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from langso import clock, problems
from langso.accounts.door import Action, demand, visible_to
from langso.cells.reading import Refused, read_date
from langso.exchange.intake import actions
from langso.exchange.intake.keeping import progress_of, told, too_large
from langso.exchange.intake.preview import STATES, Preview, flood_of
from langso.exchange.intake.turning import turning_of, written_of
from langso.exchange.models import Import, State
from langso.exchange.names import FACTS
from langso.language import gettext as _
from langso.places.models import Level, Unit
from langso.problems import BadInputError, Where, refuse
from langso.registers.law import law
from langso.web.importing import STATE_WORDS as WORDS
from langso.web.importing import tables_told, written_told
from langso.web.people import person_of
from langso.web.uploads import limited_uploads, skipped
from langso.web.views.communes import commune_of
from langso.web.views.errors import status_of
from langso.web.views.registers import ledger_of, registers_trail, trail_to

A_PAGE = 25
ALL = "all"
"""What is chosen to see the rows that stay as they are as well."""

WORKBOOK = "workbook"
"""What is chosen instead of one register."""


@never_cache
@limited_uploads
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """What was handed in for my communes; and, for whoever may edit several, handing in for all of them."""
    person = person_of(request)
    demand(person, Action.EDIT_REGISTERS)
    editable = visible_to(person, Action.EDIT_REGISTERS).filter(level=Level.COMMUNE).on(clock.today())
    error = None
    if request.method == "POST":
        answer = _hand_in(request, None, "")
        if not isinstance(answer, BadInputError):
            return answer
        error = answer
    context = {
        **_listed(request, actions.visible(person)),
        "communes": list(editable[:2]),
        "many": editable.count(),
        **_form(request, None, "", error),
    }
    return render(request, "web/imports.html", context, status=status_of(error) if error else 200)


@never_cache
@limited_uploads
@require_http_methods(["GET", "POST"])
def import_commune(request: HttpRequest, code: str) -> HttpResponse:
    """Handing in a workbook, or one table, of a commune."""
    unit = commune_of(code, clock.today())
    return _form_page(request, unit, "", trail_to(unit, registers_trail(unit)))


@never_cache
@limited_uploads
@require_http_methods(["GET", "POST"])
def import_register(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Handing in one register of a commune."""
    unit, ledger = ledger_of(code, register)
    here = (reverse("register", args=[code, register]), str(ledger.title))
    return _form_page(request, unit, register, trail_to(unit, registers_trail(unit), here))


def _form_page(request: HttpRequest, unit: Unit, register: str, trail: list[tuple[str, str]]) -> HttpResponse:
    demand(person_of(request), Action.EDIT_REGISTERS, unit)
    error = None
    if request.method == "POST":
        answer = _hand_in(request, unit, register)
        if not isinstance(answer, BadInputError):
            return answer
        error = answer
    handed_in = actions.visible(person_of(request)).filter(unit=unit)
    context = {"trail": trail, **_listed(request, handed_in), **_form(request, unit, register, error)}
    return render(request, "web/import_form.html", context, status=status_of(error) if error else 200)


def _listed(request: HttpRequest, handed_in: Any) -> dict[str, Any]:
    """A page of imports, the latest first."""
    page = Paginator(handed_in, A_PAGE).get_page(request.GET.get("page"))
    return {"imports": page.object_list, "page": page, "person": person_of(request)}


def _hand_in(request: HttpRequest, unit: Unit | None, register: str) -> HttpResponse | BadInputError:
    """On to the import's page, or what stands in the way."""
    try:
        files, large = request.FILES.getlist("file"), skipped(request)
        if large:
            raise too_large(large[0])
        if not files:
            raise refuse(problems.IMPORT_NONE, Where(column="file"))
        made = actions.hand_in(
            person_of(request), unit, files[0].name or "", files[0].chunks(), as_of=_day(request.POST.get("as_of", "")),
            register=register or _register(request.POST.get("register", "")),
            blanks_clear=request.POST.get("blanks", "clear") == "clear",
        )  # fmt: skip
    except BadInputError as error:
        if any(problem.kind is problems.NOT_ALLOWED for problem in error.problems):
            raise
        return error
    return HttpResponseRedirect(reverse("import", args=[made.pk]))


def _register(text: str) -> str:
    return "" if text == WORKBOOK else text


def _day(text: str) -> date | None:
    """A day as the browser's own field sends it, or as officials write it."""
    day = read_date(text)
    if isinstance(day, Refused):
        raise refuse(day.kind, Where(column="as_of"), text, **day.details)
    return day


def _form(request: HttpRequest, unit: Unit | None, register: str, error: BadInputError | None) -> dict[str, Any]:
    whole_workbook = _("The whole workbook: registers, declared facts, states")
    tables = [(WORKBOOK, whole_workbook), *((name, str(each.title)) for name, each in law().registers.items())]
    return {
        "unit": unit,
        "register": law().registers.get(register),
        "tables": tables,
        "given": request.POST,
        "problems": error.problems if error else (),
        "upload_limit": f"{settings.UPLOAD_LIMIT >> 20} MB",
    }


def _asked(request: HttpRequest, number: int) -> Import:
    """The import of that number, of who asks or of a commune that they may edit; Http404 when there is none.

    It shows rows of the communes that it was compared with: whoever left one of them since reads it no longer.
    """
    person = person_of(request)
    demand(person, Action.EDIT_REGISTERS)
    made: Import | None = actions.visible(person).filter(pk=number).first()
    if made is None:
        raise Http404
    compared = {made.unit_id} if made.unit_id else {unit for unit, *_rest in made.seen}
    for commune in Unit.objects.filter(pk__in=compared).select_related("parent__parent"):
        demand(person, Action.EDIT_REGISTERS, commune)
    return made


@never_cache
@require_GET
def import_page(request: HttpRequest, number: int) -> HttpResponse:
    """Where an import stands: its progress, its preview, or what became of it. To htmx only the part that changes."""
    made = _asked(request, number)
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    return render(request, "web/import_body.html" if part else "web/import.html", _told(request, made))


def _told(request: HttpRequest, made: Import, error: BadInputError | None = None) -> dict[str, Any]:
    found = told(made.problems) if error is None else list(error.problems)
    context: dict[str, Any] = {
        "made": made,
        "state": made.status,
        "register": law().registers.get(made.register),
        "problems": found,
        "flood": flood_of(found),
        "broken_off": actions.is_broken_off(made),
        "mine": made.person_id == request.user.pk,
        "keep_days": settings.KEEP_UPLOADS,
        "trail": [
            *(trail_to(made.unit, registers_trail(made.unit)) if made.unit else []),
            (reverse("imports"), _("Imports")),
        ],
    }
    if made.is_working:
        context["progress"] = progress_of(made.pk)[0]
    elif made.status is State.READY and not context["broken_off"]:
        context |= _preview(request, made)
    elif made.status is State.APPLIED:
        context |= {"written": written_told(made, written_of(made)), "words": WORDS, "turning": turning_of(made)}
    return context


def _preview(request: HttpRequest, made: Import) -> dict[str, Any]:
    preview = Preview(made)
    names = [table.name for table in preview.tables]
    asked = request.GET.get("table", "")
    table = next((t for t in preview.tables if t.name == asked), None) or _first(preview)
    state = request.GET.get("state", "")
    commune = request.GET.get("commune", "")
    page = request.GET.get("page", "1")
    state = state if state in (*STATES, ALL) else ""
    told = tables_told(preview)
    shown = next((each for each in told if table and each.name == table.name), None)
    quiet = shown is None or shown.is_quiet
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1
    many = made.unit_id is None and table is not None
    given = {"table": table.name if table else "", "state": state, "commune": commune}
    return {
        "preview": preview,
        "tables": told,
        "table": shown,
        "lines": preview.lines(
            table.name, "" if state == ALL else state, commune, number, all_states=quiet or state == ALL
        )
        if table
        else None,
        "communes": preview.communes(table.name) if table and many else [],
        "states": [(each, WORDS[each]) for each in STATES],
        "all": ALL,
        "words": WORDS,
        "given": {name: value for name, value in given.items() if value},
        "flood": flood_of(preview.problems),
        "doubts": preview.doubts,
        "to_write": preview.total("added", "changed"),
        "missing": preview.total("missing"),
        "removable": preview.removable,
        "refused": preview.total("refused"),
        "reopens": actions.reopens(made),
        "has_facts": FACTS.name in names,
        "stale": [_stale(code, register) for code, register in made.stale],
    }


def _first(preview: Preview) -> Any:
    """The table to show first: one with a refused row, else one that changes."""
    for states in (("refused",), ("changed", "added"), ("missing", "unchanged")):
        for table in preview.tables:
            if any(table.of(state) for state in states):
                return table
    return preview.tables[0] if preview.tables else None


def _stale(code: str, register: str) -> str:
    what = str(law().registers[register].title) if register in law().registers else str(FACTS.sheet)
    return f"{code}: {what}"


@never_cache
@require_POST
def import_confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Have it written."""
    made = _asked(request, number)
    try:
        actions.confirm(
            person_of(request), made, remove_missing=request.POST.get("remove_missing") == "yes",
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except BadInputError as error:
        return _refused(request, made, error)
    return _back(made)


@never_cache
@require_POST
def import_again(request: HttpRequest, number: int) -> HttpResponse:
    """Preview it anew, or start again what was broken off."""
    made = _asked(request, number)
    blanks = {"clear": True, "keep": False}.get(request.POST.get("blanks", ""))
    try:
        actions.preview_anew(person_of(request), made, blanks_clear=blanks)
    except BadInputError as error:
        return _refused(request, made, error)
    return _back(made)


@never_cache
@require_POST
def import_cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Let it be."""
    made = _asked(request, number)
    try:
        actions.cancel(person_of(request), made)
    except BadInputError as error:
        return _refused(request, made, error)
    return _back(made)


def _refused(request: HttpRequest, made: Import, error: BadInputError) -> HttpResponse:
    made.refresh_from_db()
    return render(request, "web/import.html", _told(request, made, error), status=status_of(error))


def _back(made: Import) -> HttpResponse:
    return HttpResponseRedirect(reverse("import", args=[made.pk]))
