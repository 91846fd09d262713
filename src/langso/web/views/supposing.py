"""What if: figures of a commune typed otherwise, and what would turn. Nothing is saved."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from langso import clock
from langso.assessments.live import assess
from langso.assessments.outline import Condition, MendBy, outlines, turned
from langso.assessments.supposing import Rows, Supposed, suppose
from langso.cells.columns import read_fact
from langso.cells.reading import Refused, read_integer
from langso.criteria.law import FactType
from langso.criteria.reasons import RowFigures
from langso.language import gettext as _
from langso.registers.declaring import holding
from langso.registers.law import law
from langso.web.mending import Field, fact_as_typed
from langso.web.telling import short_id
from langso.web.views.communes import commune_of


@dataclass(frozen=True, slots=True)
class Question:
    """A condition and the figures of it that can be supposed."""

    condition: Condition
    fields: tuple[Field, ...]


@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of one set as fields; sent, the answer says which verdicts would turn."""
    day = clock.today()
    unit = commune_of(code, day)
    assessed = assess([unit], day)
    told = outlines(assessed, named=False)
    given = request.POST if request.method == "POST" else request.GET
    outline = next((o for o in told if o.criteria_set.id == given.get("set", "")), told[0] if told else None)
    if outline is None:
        raise Http404
    typed = request.POST.dict() if request.method == "POST" else {}
    held = {fact: value for (_unit, fact), value in holding([unit.pk]).items()}
    questions = [q for c in outline.root.walk() if (q := _question(c, held, typed))]
    supposed, unread = _supposed(questions, held, typed)
    after = outlines(suppose(assessed, supposed), named=False)
    context = {
        "unit": unit,
        "outlines": told,
        "outline": outline,
        "after": next(o for o in after if o.criteria_set.id == outline.criteria_set.id),
        "questions": questions,
        "turned": turned(told, after),
        "asked": bool(supposed.facts or supposed.rows),
        "unread": unread,
        "tabs": [(f"?set={o.criteria_set.id}", str(o.criteria_set.title), o is outline) for o in told],
        "short_id": short_id,
    }
    name = "what_if_answer" if request.htmx else "what_if"  # type: ignore[attr-defined]
    return render(request, f"web/{name}.html", context)


def _question(condition: Condition, held: Mapping[str, int | None], typed: Mapping[str, str]) -> Question | None:
    fields = _fields(condition, held, typed)
    return Question(condition, fields) if fields else None


def _fields(condition: Condition, held: Mapping[str, int | None], typed: Mapping[str, str]) -> tuple[Field, ...]:
    if condition.mend in (MendBy.FACTS, MendBy.PROVINCE):
        return tuple(_fact_field(name, held, typed) for name in (fact.name for fact in condition.facts))
    figures = condition.figures
    if not isinstance(figures, RowFigures):
        return ()
    return (
        _field(f"passing.{condition.node.id}", _("That satisfy it"), str(figures.true), typed),
        _field(f"rows.{condition.node.id}", _("In all"), str(figures.rows), typed),
    )


def _fact_field(name: str, held: Mapping[str, int | None], typed: Mapping[str, str]) -> Field:
    fact = law().facts[name]
    value = typed.get(f"fact.{name}", fact_as_typed(fact, held.get(name)))
    return Field(f"fact.{name}", str(fact.title), "", value, yes_no=fact.type is FactType.YES_NO, kind="number")


def _field(name: str, title: str, now: str, typed: Mapping[str, str]) -> Field:
    return Field(name, title, "", typed.get(name, now), kind="number")


def _supposed(
    questions: list[Question], held: Mapping[str, int | None], typed: Mapping[str, str]
) -> tuple[Supposed, list[str]]:
    """What was typed and differs from what holds; and the figures that cannot be, by their words."""
    facts: dict[str, int | None] = {}
    rows: dict[str, Rows] = {}
    unread: list[str] = []
    for question in questions:
        for fact in question.condition.facts:
            if (text := typed.get(f"fact.{fact.name}")) is None:
                continue
            value = read_fact(fact, text)
            if isinstance(value, Refused):
                unread.append(f"{fact.title}: «{text}»")
            elif value != held.get(fact.name):
                facts[fact.name] = value
        figures, node = question.condition.figures, question.condition.node
        if isinstance(figures, RowFigures) and f"rows.{node.id}" in typed:
            passing, total = (read_integer(typed.get(f"{name}.{node.id}", "")) for name in ("passing", "rows"))
            if not (isinstance(passing, int) and isinstance(total, int) and 0 <= passing <= total):
                unread.append(f"{short_id(node.id)} {node.title}")
            elif (passing, total) != (figures.true, figures.rows):
                rows[node.id] = Rows(passing, total)
    return Supposed(facts, rows), unread
