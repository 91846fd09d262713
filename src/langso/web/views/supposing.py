"""What if: figures of a commune typed otherwise, and what would turn. Nothing is saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from langso import clock
from langso.assessments.live import assess
from langso.assessments.outline import Condition, MendBy, Outline, outlines, turned
from langso.assessments.supposing import Rows, Supposed, suppose
from langso.cells.columns import read_fact
from langso.cells.reading import Refused, read_integer
from langso.criteria import Verdict
from langso.criteria.law import DeclaredFact, FactType
from langso.criteria.reasons import RowFigures
from langso.language import gettext as _
from langso.registers.declaring import holding
from langso.web.mending import fact_as_typed
from langso.web.telling import short_id
from langso.web.views.communes import commune_of

Held = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that can be supposed: what it is, what holds, and what was typed in its place."""

    name: str
    title: str
    now: str
    value: str
    yes_no: bool = False

    @property
    def changed(self) -> bool:
        """Whether something else was typed than what holds."""
        return self.value.strip() != self.now

    @property
    def id(self) -> str:
        """Its field's id."""
        return f"w-{self.name.replace('.', '-')}"

    @property
    def now_said(self) -> str:
        """What holds, in words."""
        return self._said(self.now)

    @property
    def value_said(self) -> str:
        """What was typed, in words."""
        return self._said(self.value.strip())

    def _said(self, typed: str) -> str:
        if not typed:
            return _("not declared")
        return {"1": _("yes"), "0": _("no")}.get(typed, typed) if self.yes_no else typed


@dataclass(frozen=True, slots=True)
class Question:
    """A condition, the figures of it that can be supposed, and how it would stand. `elsewhere`: asked further up."""

    condition: Condition
    figures: tuple[Figure, ...]
    elsewhere: tuple[str, ...]
    after: Verdict

    @property
    def changed(self) -> list[Figure]:
        """The figures of it that were changed."""
        return [figure for figure in self.figures if figure.changed]


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
    supposed, unread = _supposed(outline, held, typed)
    after = outlines(suppose(assessed, supposed), named=False)
    then = next(o for o in after if o.criteria_set.id == outline.criteria_set.id)
    questions = list(_questions(outline, then, held, typed))
    context = {
        "unit": unit,
        "outline": outline,
        "after": then,
        "groups": [(c, _within(c, questions)) for c in outline.criteria],
        "questions": questions,
        "changed": [(q.condition, figure) for q in questions for figure in q.changed if figure.name not in unread],
        "turned": _by_set(told, after),
        "unread": list(dict.fromkeys(unread.values())),
        "answered": bool(request.htmx),  # type: ignore[attr-defined]
        "tabs": [(f"?set={o.criteria_set.id}", str(o.criteria_set.title), o is outline) for o in told],
        "short_id": short_id,
    }
    name = "what_if_answer" if request.htmx else "what_if"  # type: ignore[attr-defined]
    return render(request, f"web/{name}.html", context)


def _within(criterion: Condition, questions: list[Question]) -> list[Question]:
    nodes = {condition.node.id for condition in criterion.walk()}
    return [question for question in questions if question.condition.node.id in nodes]


def _by_set(before: tuple[Outline, ...], after: tuple[Outline, ...]) -> list[tuple[str, list[object]]]:
    """What turned, under the title of its set."""
    found = turned(before, after)
    sets = [outline.criteria_set for outline in before]
    listed: list[tuple[str, list[object]]] = [(str(s.title), [t for t in found if t.set_id == s.id]) for s in sets]
    return [(title, those) for title, those in listed if those]


def _questions(outline: Outline, after: Outline, held: Held, typed: Mapping[str, str]) -> Iterator[Question]:
    """Every condition that has figures to suppose. A figure that several ask has one field, at the first of them."""
    where: dict[str, str] = {}
    verdicts = {node.id: verdict for node, verdict in zip(after.assessment.nodes, after.verdicts, strict=True)}
    for condition in outline.root.walk():
        facts = _facts(condition)
        elsewhere = tuple(f"{fact.title}: {short_id(where[fact.name])}" for fact in facts if fact.name in where)
        own = [_fact_figure(fact, held, typed) for fact in facts if fact.name not in where]
        where |= {fact.name: condition.node.id for fact in facts if fact.name not in where}
        figures = (*own, *_row_figures(condition, typed))
        if figures or elsewhere:
            yield Question(condition, figures, elsewhere, verdicts[condition.node.id])


def _facts(condition: Condition) -> tuple[DeclaredFact, ...]:
    return condition.facts if condition.mend in (MendBy.FACTS, MendBy.PROVINCE) else ()


def _fact_figure(fact: DeclaredFact, held: Held, typed: Mapping[str, str]) -> Figure:
    name, now = f"fact.{fact.name}", fact_as_typed(fact, held.get(fact.name))
    return Figure(name, str(fact.title), now, typed.get(name, now), fact.type is FactType.YES_NO)


def _row_figures(condition: Condition, typed: Mapping[str, str]) -> tuple[Figure, ...]:
    figures, node = condition.figures, condition.node.id
    if _facts(condition) or not isinstance(figures, RowFigures):
        return ()
    told = (("passing", _("That satisfy it"), figures.true), ("rows", _("In all"), figures.rows))
    return tuple(
        Figure(f"{name}.{node}", title, str(now), typed.get(f"{name}.{node}", str(now))) for name, title, now in told
    )


def _supposed(outline: Outline, held: Held, typed: Mapping[str, str]) -> tuple[Supposed, dict[str, str]]:
    """What was typed and differs from what holds; and the figures that cannot be: their fields, in words."""
    facts: dict[str, int | None] = {}
    rows: dict[str, Rows] = {}
    unread: dict[str, str] = {}
    for condition in outline.root.walk():
        for fact in _facts(condition):
            if (text := typed.get(f"fact.{fact.name}")) is None:
                continue
            value = read_fact(fact, text)
            if isinstance(value, Refused):
                unread[f"fact.{fact.name}"] = f"{fact.title}: “{text}”"
            elif value != held.get(fact.name):
                facts[fact.name] = value
        figures, node = condition.figures, condition.node
        if isinstance(figures, RowFigures) and f"rows.{node.id}" in typed:
            passing, total = (read_integer(typed.get(f"{name}.{node.id}", "")) for name in ("passing", "rows"))
            if not (isinstance(passing, int) and isinstance(total, int) and 0 <= passing <= total):
                unread |= {f"{name}.{node.id}": f"{short_id(node.id)} {node.title}" for name in ("passing", "rows")}
            elif (passing, total) != (figures.true, figures.rows):
                rows[node.id] = Rows(passing, total)
    return Supposed(facts, rows), unread
