"""What a ledger's page tells its script: columns, addresses, words; and the parts of the page that an answer renews."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from langso import clock
from langso.accounts.door import Action, may
from langso.accounts.models import Person
from langso.cells.reading import NO, NOT_YET, YES
from langso.criteria.law import Register
from langso.language import gettext as _
from langso.places.models import Unit
from langso.registers.reading import Window, standing
from langso.web import sheet, sheet_asked
from langso.web.people import person_of
from langso.web.standing import told_of
from langso.web.telling import short_id


def config(unit: Unit, ledger: Register, request: HttpRequest, shown: Window, *, editable: bool) -> dict[str, Any]:
    """What the page's script is told."""
    person = person_of(request)
    here = [unit.code, ledger.name]
    return {
        "editable": editable,
        "locked": "" if editable else _why_locked(unit, person),
        "columns": sheet.columns_told(ledger),
        "save": reverse("register_save", args=here),
        "undo": reverse("register_undo", args=here),
        "row": reverse("register_row", args=[*here, 0]),
        "words": words(),
        "keep": f"{unit.pk}/{ledger.name}/{person.pk if person else 0}",
        "lastPage": shown.page == shown.pages,
        "first": shown.first,
        "found": shown.found,
        "total": shown.total,
        "label": ledger.label,
    }


def _why_locked(unit: Unit, person: Person | None) -> str:
    """Why whoever types in the table changes nothing; nothing to say to who came only to read."""
    may_edit = may(person, Action.EDIT_REGISTERS, unit)
    if may_edit:
        return _("The register is closed and cannot be changed. To reopen it, press “Reopen the register” above.")
    return _("You can read this register but not change it: {reason}.").format(reason=may_edit.reason) if person else ""


def parts(request: HttpRequest, unit: Unit, ledger: Register) -> dict[str, str]:
    """What stands around the table and follows from the rows, as HTML by the id of its place."""
    day = clock.today()
    node = sheet_asked.node_of(request.GET, ledger, day)
    context = {
        "unit": unit,
        "standing": standing(unit, ledger),
        "may_close": may(person_of(request), Action.CLOSE_LEDGER, unit),
        "node": node,
        "told": told_of(unit, node, day) if node else None,
        "short_id": short_id,
    }
    names = {"sheet-standing": "standing", "sheet-closing": "closing", "sheet-told": "told"}
    return {place: render_to_string(f"web/register_{name}.html", context, request) for place, name in names.items()}


def words() -> dict[str, str]:
    """What the page's script says."""
    return {
        "yes": str(YES),
        "no": str(NO),
        "otherNo": str(NOT_YET),
        "blank": _("blank"),
        "notYet": _("not yet"),
        "removed": _("removed"),
        "newRow": _("New row"),
        "datePattern": _("dd/mm/yyyy"),
        "count": sheet_asked.count_words(filtered=False),
        "countFound": sheet_asked.count_words(filtered=True),
        "countNone": _("No rows yet"),
        "saving": _("Saving…"),
        "saved": _("Saved at {time}"),
        "unsaved": _("Cells not saved yet: {n}"),
        "seeWhy": _("See why"),
        "unkeyed": _("Cells not saved yet: {n}. A new row is saved once its {column} is filled in."),
        "restored": _("What you had typed is back (cells: {n})."),
        "keptWhileClosed": _("Cells that you typed and that were not saved: {n}. The register cannot be changed now."),
        "away": _("No connection. What you typed is kept on this page (cells: {n}) and will be saved when it is back."),
        "awayUndo": _("No connection. Nothing was taken back; try again."),
        "lost": _(
            "No connection. What you typed is kept on this page and is saved by itself when the connection is back."
        ),
        "signedOut": _(
            "You are no longer signed in. Sign in in another tab, then press “Save again”; what you typed is kept."
        ),
        "conflict": _("Someone else has written “{now}” meanwhile. You typed “{mine}”."),
        "conflictUndo": _("Someone else has written “{now}” since. Undoing would write “{mine}” again."),
        "keepMine": _("Write mine"),
        "takeTheirs": _("Keep theirs"),
        "discard": _("Drop what I typed"),
        "goThere": _("Go to the cell"),
        "undone": _("Taken back."),
        "meaningless": _("“{key}” means nothing in this cell: {yes} is yes, {no} is no."),
        "dropped": _("What was typed and not saved is taken back (cells: {n})."),
        "rowsGone": _("Removed: {rows}. “Undo” brings it back."),
        "unsavedClosing": _(
            "Cells on this page that are not saved: {places}. Correct or drop them; then the register can be closed."
        ),
        "pastLeftOut": _(
            "Rows that were not pasted: {n}. This is not the last page of the register; use the import for long lists."
        ),
        "pasteTooMany": _(
            "Rows that were not pasted: {n}. At most {most} are pasted at a time; use the import for long lists."
        ),
        "pasteTooWide": _("Columns on the right that were left out: {n}. The register has no more columns."),
    }
