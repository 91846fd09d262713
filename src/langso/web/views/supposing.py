"""What if: figures of a commune typed otherwise, and what would turn. Nothing is saved."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from langso import clock
from langso.assessments.assessed import Assessed
from langso.assessments.live import assess
from langso.assessments.outline import Condition, Outline, Turned, outlines, turned
from langso.assessments.supposing import Supposed, suppose
from langso.registers.declaring import holding
from langso.web.supposed import Figure, Question, questions, read
from langso.web.telling import short_id
from langso.web.views.communes import commune_of


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
    held = {fact: value for (_unit, fact), value in holding([unit.pk, unit.top.pk]).items()}
    found = read(outline, held, typed)
    after = outlines(suppose(assessed, found.supposed), named=False)
    then = next(o for o in after if o.criteria_set.id == outline.criteria_set.id)
    asked = list(questions(outline, then, held, typed, found.faults))
    context = {
        "unit": unit,
        "outline": outline,
        "after": then,
        "groups": [(c, _within(c, asked)) for c in outline.criteria],
        "questions": asked,
        "changed": [(q.condition, figure) for q in asked for figure in q.changed],
        "turned": _by_set(told, after),
        "faults": _once([(q.condition, figure) for q in asked for figure in q.figures if figure.problem]),
        "closings": [q.closing for q in asked if q.closing and q.closing.changed],
        "to_close": _to_close(assessed, found.supposed, after, asked),
        "answered": bool(request.htmx),  # type: ignore[attr-defined]
        "tabs": [(f"?set={o.criteria_set.id}", str(o.criteria_set.title), o is outline) for o in told],
        "short_id": short_id,
    }
    name = "what_if_answer" if request.htmx else "what_if"  # type: ignore[attr-defined]
    return render(request, f"web/{name}.html", context)


def _within(criterion: Condition, asked: Sequence[Question]) -> list[Question]:
    nodes = {condition.node.id for condition in criterion.walk()}
    return [question for question in asked if question.condition.node.id in nodes]


def _once(faulty: Sequence[tuple[Condition, Figure]]) -> list[tuple[Condition, Figure]]:
    """One figure of each problem: a part and its whole, both typed, share theirs."""
    return list({id(figure.problem): (condition, figure) for condition, figure in reversed(faulty)}.values())[::-1]


def _by_set(before: tuple[Outline, ...], after: tuple[Outline, ...]) -> list[tuple[str, list[Turned]]]:
    """What turned, under the title of its set."""
    found = turned(before, after)
    sets = [outline.criteria_set for outline in before]
    listed = [(str(s.title), [t for t in found if t.set_id == s.id]) for s in sets]
    return [(title, those) for title, those in listed if those]


def _to_close(
    assessed: Assessed, supposed: Supposed, after: tuple[Outline, ...], asked: Sequence[Question]
) -> list[Figure]:
    """The open registers of which figures were changed, where closing them would turn more."""
    changed = {q.condition.register.name for q in asked if q.changed and q.condition.register}
    found = []
    for question in asked:
        closing, register = question.closing, question.condition.register
        if closing is None or closing.changed or register is None or register.name not in changed:
            continue
        more = replace(supposed, closed=supposed.closed | {register.name})
        if turned(after, outlines(suppose(assessed, more), named=False)):
            found.append(closing)
    return found
