"""The ledgers of a commune: how each stands, one as a sheet of cells, and saving what was typed in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from langso import clock, problems
from langso.accounts.door import Action, demand, may
from langso.cells.reading import NO, YES
from langso.criteria import Node
from langso.criteria.law import Column, Register
from langso.language import gettext as _
from langso.language import whole
from langso.places.models import Unit
from langso.problems import BadInputError, Where, refuse
from langso.registers import actions
from langso.registers.law import law
from langso.registers.reading import Holding, Window, not_yet_columns, standing, standings, window
from langso.web import sheet, sheet_saving
from langso.web.people import person_of
from langso.web.standing import told_of
from langso.web.telling import short_id
from langso.web.views.communes import commune_of
from langso.web.views.errors import status_of


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


@require_safe
def register(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """One ledger. With the header X-Part only the sheet, for the page's script."""
    unit, ledger = ledger_of(code, register)
    demand(person_of(request), Action.READ_REGISTERS, unit)
    context = _sheet_of(request, unit, ledger)
    part = request.headers.get("X-Part") == "sheet"
    return render(request, "web/register_sheet.html" if part else "web/register.html", context)


def _sheet_of(request: HttpRequest, unit: Unit, ledger: Register) -> dict[str, Any]:
    person, day = person_of(request), clock.today()
    wanted = sheet.wanted_of(request.GET, ledger, day)
    node = sheet.node_of(request.GET, ledger, day)
    shown, stands = window(unit, ledger, wanted), standing(unit, ledger)
    may_edit = may(person, Action.EDIT_REGISTERS, unit)
    given = {name: request.GET.getlist(name) for name in ("q", "only", "node", "key", "sort") if request.GET.get(name)}
    return {
        "unit": unit,
        "register": ledger,
        "standing": stands,
        "window": shown,
        "rows": [sheet.sheet_row(row) for row in shown.rows],
        "heads": [_head(column, given, request.GET.get("sort", "")) for column in ledger.columns],
        "asked": sheet.asked_by(node),
        "node": node,
        "told": told_of(unit, node, day) if node else None,
        "given": given,
        "filters": _filters(ledger, node, given),
        "offered": [(c, sheet.holdings(c, _holding_words())) for c in ledger.columns if not c.key],
        "count": _count(shown),
        "may_edit": may_edit,
        "may_export": may(person, Action.EXPORT, unit),
        "may_close": may(person, Action.CLOSE_LEDGER, unit),
        "may_reopen": may(person, Action.REOPEN_LEDGER, unit),
        "editable": bool(may_edit) and not stands.closed,
        "config": _config(unit, ledger, request, shown, editable=bool(may_edit) and not stands.closed),
        "numbers": sheet.NUMBERS,
        "pinned": sheet.pinned,
        "not_yet": not_yet_columns(ledger.name),
        "short_id": short_id,
        "trail": trail_to(unit, registers_trail(unit)),
        "message": request.GET.get("done", ""),
    }


def _head(column: Column, given: dict[str, Any], sort: str) -> tuple[Column, str, str | None]:
    """A column, the address that sorts by it, and how the rows are sorted by it now."""
    now = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort)
    then = {"ascending": f"-{column.name}", "descending": ""}.get(now or "", column.name)
    return column, _address({**given, "sort": [then] if then else []}), now


def _address(given: dict[str, Any]) -> str:
    return "?" + urlencode({name: values for name, values in given.items() if values}, doseq=True)


def _holding_words() -> dict[str, str]:
    return {
        Holding.YES.value: _("yes"),
        Holding.NO.value: _("no"),
        Holding.BLANK.value: _("blank"),
        Holding.FILLED.value: _("filled in"),
    }


def _filters(ledger: Register, node: Node | None, given: dict[str, Any]) -> list[sheet.Filter]:
    """The filters that hold, each with the address without it."""
    found: list[sheet.Filter] = []
    if node:
        words = _("In question for {condition}").format(condition=f"{node.id} {node.title}")
        found.append(sheet.Filter(words, _address({**given, "node": []})))
    for name, words in (("q", _("Contains “{text}”")), ("key", _("Only “{text}”"))):
        if given.get(name):
            found.append(sheet.Filter(words.format(text=given[name][0]), _address({**given, name: []})))
    offered = {value: words for c in ledger.columns for value, words in sheet.holdings(c, _holding_words())}
    for value in given.get("only", []):
        if value in offered:
            rest = [each for each in given["only"] if each != value]
            found.append(sheet.Filter(offered[value], _address({**given, "only": rest})))
    return found


def _count(shown: Window) -> str:
    """How many rows there are and which of them one sees."""
    if not shown.rows:
        return _("No row of {total}").format(total=whole(shown.total)) if shown.total else _("No rows yet")
    last = shown.first + len(shown.rows) - 1
    words = {"first": whole(shown.first), "last": whole(last), "found": whole(shown.found), "total": whole(shown.total)}
    if shown.found < shown.total:
        return _("Rows {first} to {last} of {found} found; {total} in the register").format(**words)
    return _("Rows {first} to {last} of {total}").format(**words)


def _config(unit: Unit, ledger: Register, request: HttpRequest, shown: Window, *, editable: bool) -> dict[str, Any]:
    """What the page's script is told."""
    person = person_of(request)
    here = [unit.code, ledger.name]
    return {
        "editable": editable,
        "columns": sheet.columns_told(ledger),
        "save": reverse("register_save", args=here),
        "undo": reverse("register_undo", args=here),
        "row": reverse("register_row", args=[*here, 0]),
        "words": _words(),
        "keep": f"{unit.pk}/{ledger.name}/{person.pk if person else 0}",
        "node": request.GET.get("node", ""),
        "lastPage": shown.page == shown.pages,
        "label": ledger.label,
    }


def _words() -> dict[str, str]:
    """What the page's script says."""
    return {
        "yes": str(YES),
        "no": str(NO),
        "blank": _("blank"),
        "notYet": _("not yet"),
        "removed": _("removed"),
        "newRow": _("New row"),
        "datePattern": _("dd/mm/yyyy"),
        "saving": _("Saving…"),
        "saved": _("Saved at {time}"),
        "unsaved": _("Not saved yet: {n} cells"),
        "unkeyed": _("Not saved yet: {n} cells. A new row is saved once its {column} is filled in."),
        "restored": _("What you had typed is back: {n} cells. Saving…"),
        "away": _("No connection. {n} cells are kept on this page and will be saved when it is back."),
        "awayUndo": _("No connection. Nothing was taken back; try again."),
        "lost": _(
            "No connection. What you typed is kept on this page and is saved by itself when the connection is back."
        ),
        "signedOut": _(
            "You are no longer signed in. Sign in in another tab, then press “Save again”; what you typed is kept."
        ),
        "conflict": _("Someone else has written “{now}” meanwhile. You typed “{mine}”."),
        "keepMine": _("Write mine"),
        "takeTheirs": _("Keep theirs"),
        "discard": _("Drop what I typed"),
        "goThere": _("Go to the cell"),
        "undone": _("Taken back."),
        "pastLeftOut": _(
            "{n} rows were not pasted: this is not the last page of the register. Use the import for long lists."
        ),
        "pasteTooWide": _("{n} columns on the right were left out: the register has no more columns."),
    }


@require_POST
def register_save(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Save what was typed: JSON in, JSON out; see `sheet_saving`."""
    unit, ledger = ledger_of(code, register)
    person = person_of(request)
    try:
        demand(person, Action.EDIT_REGISTERS, unit)
        asked = sheet_saving.asked_of(request.body, ledger)
    except BadInputError as error:
        return _refused(error, status_of(error))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _refused(refuse(problems.SAVING_UNREADABLE), 400)
    try:
        saved = sheet_saving.save(person, unit, ledger, asked)
    except BadInputError as error:
        return _refused(error, status_of(error))
    stands = standing(unit, ledger)
    standing_told = {"rows": whole(stands.rows), "blanks": None if stands.blanks is None else whole(stands.blanks)}
    answer = {**saved.as_dict(), "standing": standing_told, "told": _told(request, unit, ledger)}
    status = status_of(BadInputError(p for _, p in saved.refused)) if saved.refused else 200
    return JsonResponse(answer, status=status)


def _refused(error: BadInputError, status: int) -> JsonResponse:
    told = [{"ref": "", "column": "", "code": p.kind.code, "what": p.what, "remedy": p.remedy} for p in error.problems]
    return JsonResponse({"problems": told}, status=status)


def _told(request: HttpRequest, unit: Unit, ledger: Register) -> str:
    """The condition that the page is about, as it stands after saving, as HTML."""
    day = clock.today()
    node = sheet.node_of(request.GET, ledger, day)
    if node is None:
        return ""
    context = {"unit": unit, "node": node, "told": told_of(unit, node, day), "short_id": short_id}
    return render(request, "web/register_told.html", context).content.decode()


@require_POST
def register_undo(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Take back what an event did, where nobody has changed it since."""
    unit, ledger = ledger_of(code, register)
    event = request.POST.get("event", "")
    if not event.isascii() or not event.isdigit() or len(event) > 18:
        raise Http404
    scripted = request.headers.get("X-Part") == "sheet"
    try:
        written = actions.undo(person_of(request), unit, ledger.name, int(event))
    except BadInputError as error:
        if scripted:
            return _refused(error, status_of(error))
        raise
    return JsonResponse({"event": written.event}) if scripted else _back(unit, ledger, "undone")


@require_POST
def register_close(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """Close the ledger."""
    unit, ledger = ledger_of(code, register)
    actions.close_ledger(person_of(request), unit, ledger.name)
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
    row = request.POST.get("row", "")
    if not row.isascii() or not row.isdigit() or len(row) > 18:
        raise refuse(problems.ROW_GONE, Where(ledger.name))
    actions.bring_back(person_of(request), unit, ledger.name, [int(row)])
    return _back(unit, ledger, "brought_back")


def _back(unit: Unit, ledger: Register, done: str) -> HttpResponseRedirect:
    query = QueryDict(mutable=True)
    query["done"] = done
    return HttpResponseRedirect(f"{reverse('register', args=[unit.code, ledger.name])}?{query.urlencode()}")
