"""The matrix: every commune against every condition of a set, the reason of a cell, the matrix as file or picture."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from langso import clock
from langso.accounts.door import Action, may
from langso.assessments.live import assess, sets_on
from langso.assessments.matrix import Matrix, matrix
from langso.assessments.open_nodes import SUMMED
from langso.assessments.outline import Condition, MendBy, outline
from langso.assessments.remembered import remembered
from langso.exchange.export.actions import note_named
from langso.exchange.matrix_files import Told, matrix_drawing, matrix_workbook
from langso.facts.failing import Row
from langso.language import gettext as _
from langso.places.models import Unit
from langso.web import matrix_table
from langso.web.answers import attached, source
from langso.web.days import day_of
from langso.web.directives_beside import beside
from langso.web.heavy import one_at_a_time
from langso.web.kept import kept_for_everyone
from langso.web.people import person_of
from langso.web.reviewing import Asked, asked_of, asked_on_page, filters_of
from langso.web.telling import address_of, short_id


@require_GET
@kept_for_everyone
def matrix_page(request: HttpRequest) -> HttpResponse:
    """The whole matrix in one page."""
    asked = asked_on_page(request)
    if asked.faults:
        return render(request, "web/matrix.html", filters_of(asked), status=422)
    table = remembered(("matrix", asked.about), lambda: _table(asked))
    return render(request, "web/matrix.html", {**filters_of(asked), **table})


def _table(asked: Asked) -> dict[str, Any]:
    made = matrix(asked.units, asked.assessed, asked.wanted)
    on = "" if asked.is_now else urlencode({"on": str(asked.day)})
    return {
        "matrix": made,
        "nodes": ",".join(matrix_table.nodes_of(made)),
        "columns": len(matrix_table.nodes_of(made)),
        "short_id": short_id,
        "head": matrix_table.head(made, asked.given),
        "body": matrix_table.body(made, on),
        "foot": matrix_table.foot(made),
        "on": on,
        "tallies": [
            (section.criteria_set, {verdict.word: section.counts[verdict] for verdict in SUMMED})
            for section in made.sections
        ],
    }


@require_GET
def matrix_cell(request: HttpRequest, code: str, node: str) -> HttpResponse:
    """Why a commune has its verdict of a condition: a panel over the matrix, or the condition on the commune's page."""
    day = day_of(request)
    unit = Unit.objects.assessed().on(day).filter(code=code).select_related("parent__parent").first()
    criteria_set = next((s for s in sets_on(day) if any(one.id == node for one in s.nodes())), None)
    if unit is None or criteria_set is None:
        raise Http404
    address = _condition_address(unit, criteria_set.id, node, day)
    if not request.htmx:  # type: ignore[attr-defined]
        return HttpResponseRedirect(address)
    person = person_of(request)
    may_read = may(person, Action.READ_REGISTERS, unit)
    assessed = assess([unit], day, [criteria_set])
    told = outline(assessed, assessed.assessments[0])
    it = told.find(node)
    if it is None:
        raise Http404
    may_mend = day == clock.today() and bool(may(person, Action.EDIT_REGISTERS, unit))
    ledger = address_of("register", unit.code, it.register.name) if it.register and may_read else ""

    def rows_of(rows: Sequence[Row]) -> list[tuple[str, str]]:
        return [(row.label, f"{ledger}?{urlencode({'node': node, 'key': row.key})}" if ledger else "") for row in rows]

    context = {
        "unit": unit, "it": it, "set": criteria_set, "address": address, "day": day, "parts_of": _open_parts(it),
        "may_mend": may_mend and it.mend in (MendBy.ROWS, MendBy.FACTS), "rows_of": rows_of,
        "short_id": short_id,
        **beside(unit, day, person, [it]),
    }  # fmt: skip
    return render(request, "web/matrix_cell.html", context)


def _condition_address(unit: Unit, set_id: str, node: str, day: date) -> str:
    query = {"set": set_id} if day == clock.today() else {"set": set_id, "on": str(day)}
    return f"{reverse('commune', args=[unit.code])}?{urlencode(query)}#{node}"


def _open_parts(it: Condition) -> list[Condition]:
    """The conditions below a node that are open."""
    return [part for part in it.walk() if part is not it and part.node.is_condition and part.open]


@login_required
@require_GET
@one_at_a_time
def matrix_xlsx(request: HttpRequest) -> HttpResponse:
    """The matrix as a workbook. Rows are called by their names for whoever may take them out of every commune shown."""
    asked, made, told = _taken(request)
    person = person_of(request)
    named = all(may(person, Action.EXPORT, line.unit) for line in made.lines)
    content, name = matrix_workbook(made, asked.assessed, told, named=named), f"{_name(asked)}.xlsx"
    if named:
        note_named(person, [line.unit for line in made.lines], name)
    return attached(content, name)


@require_GET
@one_at_a_time
def matrix_svg(request: HttpRequest) -> HttpResponse:
    """The matrix as a drawing."""
    asked, made, told = _taken(request)
    return attached(matrix_drawing(made, told).svg().encode(), f"{_name(asked)}.svg")


@login_required
@require_GET
@one_at_a_time
def matrix_png(request: HttpRequest) -> HttpResponse:
    """The matrix as a picture; the public has the drawing, which costs a fraction."""
    asked, made, told = _taken(request)
    return attached(matrix_drawing(made, told).png(), f"{_name(asked)}.png")


def _taken(request: HttpRequest) -> tuple[Asked, Matrix, Told]:
    asked = asked_of(request)
    made = matrix(asked.units, asked.assessed, asked.wanted)
    if not made.lines or not asked.sets:
        raise Http404
    titles = ", ".join(str(each.title) for each in asked.sets)
    chosen = ", ".join(f"{label}: {words}" for label, words in asked.shown())
    return asked, made, Told(_("Matrix: {sets}").format(sets=titles), asked.day, source(), chosen)


def _name(asked: Asked) -> str:
    return f"ma-tran-{asked.set_id.lower()}-{asked.day}"
