"""What the pages of directives share: their tabs, choices for forms, conditions and units by name."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from langso import clock
from langso.accounts.door import Action, may, territory
from langso.accounts.models import Person
from langso.criteria import CriteriaSet, Node
from langso.directives.bodies import bodies_of
from langso.directives.library import Entry, entries, key_of
from langso.directives.library import Wanted as WantedDocuments
from langso.evidence.rules import find_node
from langso.language import gettext as _
from langso.places.models import Level, Unit, Worded
from langso.registers.law import law
from langso.web.asked import errors_in

Tab = tuple[str, str, bool]


def tabs(person: Person | None, here: str) -> list[Tab]:
    """The pages of directives that a person has something to do with."""
    shown = [("directives", _("Documents")), ("difficulties", _("Difficulties"))]
    if person is not None and bodies_of(person):
        shown.insert(1, ("guidance", _("Guidance")))
        shown.append(("tasks", _("Tasks")))
    if reads_plans(person):
        shown += [
            ("recommendations", _("Recommendations")),
            ("plans", _("Plans")),
            ("targets", _("Targets")),
            ("synthesis", _("Synthesis")),
        ]
    return [(reverse(name), label, name == here) for name, label in shown]


def reads_plans(person: Person | None) -> bool:
    """Whether a person reads the plans of a whole province."""
    return any(
        may(person, Action.READ_PLANS, body.unit) for body in bodies_of(person) if body.unit.level == Level.PROVINCE
    )


def options(kind: type[Worded], everything: str = "") -> list[tuple[str, str]]:
    """A kind as the choices of a select; with `everything`, the choice of all first."""
    return [*([("", everything)] if everything else []), *((each.value, each.words) for each in kind)]


def nodes_by_set(*, groups: bool = True) -> list[tuple[CriteriaSet, list[Node]]]:
    """The conditions, with the groups of them where those can be meant, by set in the order of the law."""
    return [
        (each, [node for node in each.nodes() if groups or node.is_condition])
        for each in law().sets.values()
        if each.criterion
    ]


def node_said(name: str) -> str:
    """A condition, or a set, by id and title; the id alone when no law has it any more."""
    if name in law().sets:
        return str(law().sets[name].title)
    found = find_node(law().sets.values(), name)
    return f"{name} {found[1].title}" if found else name


def node_words(name: str) -> str:
    """The words of a condition in the law; "" for a set and where there are none."""
    found = find_node(law().sets.values(), name)
    return (found[1].reads or found[1].text) if found else ""


def places_by_district(person: Person | None, action: Action) -> list[tuple[Unit | None, list[Unit]]]:
    """The units for which a person may do something today: the province alone first, then each district's communes."""
    units = Unit.objects.on(clock.today()).filter(territory(person, action)).select_related("parent__parent")
    kept = list(units.order_by("order", "code"))
    found: list[tuple[Unit | None, list[Unit]]] = []
    if provinces := [unit for unit in kept if unit.level == Level.PROVINCE]:
        found.append((None, provinces))
    above: dict[int, tuple[Unit, list[Unit]]] = {}
    for unit in kept:
        if unit.level == Level.DISTRICT:
            above.setdefault(unit.pk, (unit, []))[1].insert(0, unit)
        elif unit.level == Level.COMMUNE and unit.parent is not None:
            above.setdefault(unit.parent.pk, (unit.parent, []))[1].append(unit)
    return [*found, *sorted(above.values(), key=lambda pair: pair[0].order)]


def documents_to_choose(person: Person | None) -> list[Entry]:
    """The documents that a form can name, for its list."""
    return entries(person, WantedDocuments(), clock.today())


def document_named(person: Person | None, typed: str) -> Entry | None:
    """The document that somebody typed or chose: by what forms call it, its name, or its number and sign."""
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        return None
    for entry in documents_to_choose(person):
        if wanted in (key_of(entry).casefold(), entry.name.casefold(), entry.notation.casefold()):
            return entry
    return None


def with_tabs(person: Person | None, here: str, **context: Any) -> Mapping[str, Any]:
    """The context of a page of directives."""
    problems = context.get("problems") or []
    return {
        "tabs": tabs(person, here), "problems": problems, "typed": {}, "node_said": node_said,
        "errors_in": errors_in(problems), **context,
    }  # fmt: skip
