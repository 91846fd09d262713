"""What a reviewer's page is asked for, read from its address: the day, the sets, which communes, in which order."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from langso import clock
from langso.assessments.assessed import Assessed, choose_sets
from langso.assessments.live import assess, communes_on, sets_on
from langso.assessments.matrix import Order, Wanted, district_of
from langso.assessments.open_nodes import WORKED
from langso.criteria import CriteriaSet, Node, Verdict
from langso.criteria.law import SetStatus
from langso.language import current_language
from langso.language import day as day_words
from langso.language import gettext as _
from langso.places.models import Unit
from langso.registers.law import law
from langso.web.days import day_of, day_on_page
from langso.web.law_shown import days_said
from langso.web.telling import short_id

ALL = "all"
"""As the set asked for: all of them, side by side."""

_KEPT = ("set", "district", "group", "q", "only", "node", "sort", "on")


@dataclass(frozen=True)
class Asked:
    """What was asked for. `given` holds what of it differs from what comes by itself, for links that keep it.

    `faults` says why the day that was typed, `typed_day`, cannot be shown; the rest is then of another day.
    """

    day: date
    sets: tuple[CriteriaSet, ...]
    valid: tuple[CriteriaSet, ...]
    wanted: Wanted
    given: dict[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    typed_day: str = ""

    @property
    def set_id(self) -> str:
        """The set that was chosen, or `all`."""
        return self.sets[0].id if len(self.sets) == 1 else ALL

    @property
    def is_now(self) -> bool:
        """Whether it is the working day that is asked of."""
        return self.day == clock.today()

    @property
    def nodes(self) -> list[Node]:
        """Every node of the chosen sets, in the order of the law."""
        return [node for each in self.sets for node in each.nodes()]

    @property
    def node(self) -> Node | None:
        """The node that was asked for."""
        return next((node for node in self.nodes if node.id == self.wanted.node), None)

    @cached_property
    def units(self) -> list[Unit]:
        """The communes of the day, in the order of their names."""
        return communes_on(self.day)

    @cached_property
    def assessed(self) -> Assessed:
        """Those communes against the chosen sets."""
        return assess(self.units, self.day, self.sets)

    @property
    def about(self) -> Hashable:
        """What a page of it is known by, apart from what is in the ledgers."""
        return self.day, clock.today(), self.set_id, frozenset(self.given.items()), current_language()

    @property
    def districts(self) -> list[Unit]:
        """The districts of the day that have communes, in the order of their names."""
        found = {d.pk: d for unit in self.units if (d := district_of(unit))}
        return sorted(found.values(), key=lambda district: district.order)

    @property
    def groups(self) -> list[int]:
        """The commune groups that are known on the day."""
        known = self.assessed.assessments[0].table.groups.tolist() if self.assessed.assessments else []
        return sorted({int(group) for group in known if group})

    def name_of(self, node: Node) -> str:
        """What a node is called here: by its number, or by its id where several sets stand side by side."""
        return short_id(node.id) if len(self.sets) == 1 else node.id

    @property
    def filtered(self) -> bool:
        """Whether some communes may be left out."""
        return any(self.given.get(name) for name in ("district", "group", "q", "only"))

    def options(self) -> dict[str, list[tuple[str, str]]]:
        """What can be chosen in the filters: value and words, by the filter's name."""
        everywhere = ("", _("All"))
        several = [(ALL, _("All sets"))] if len(self.valid) > 1 else []
        return {
            "set": [*((s.id, str(s.title)) for s in self.valid), *several],
            "district": [everywhere, *((d.code, d.full_name) for d in self.districts)],
            "group": [everywhere, *((str(n), _("Group {n}").format(n=n)) for n in self.groups)],
            "only": [everywhere, *((verdict.word, verdict.title) for verdict in WORKED)],
            "node": [
                ("", _("The set as a whole")),
                *((node.id, f"{self.name_of(node)} {node.title}") for node in self.nodes[1:]),
            ],
            "sort": [(order.value, words) for order, words in orders().items()],
        }

    def shown(self) -> list[tuple[str, str]]:
        """The filters in words, for exports: what they are and what was chosen."""
        words = {name: dict(choices) for name, choices in self.options().items()}
        named = {"district": _("District"), "group": _("Group"), "only": _("Verdict"), "node": _("Condition")}
        told = [(label, words[name][self.given[name]]) for name, label in named.items() if self.given.get(name)]
        return [*told, *([(_("Name"), self.wanted.words)] if self.wanted.words else [])]


def orders() -> dict[Order, str]:
    """The orders that one can choose."""
    return {
        Order.NAME: _("Name"),
        Order.SHORT: _("Closest to passing"),
        Order.NOT_MET: _("Most not met"),
        Order.DISTRICT: _("District"),
    }


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for. BadInputError for a set or a day that cannot be; what means nothing else is let go."""
    day = day_of(request)
    valid = sets_on(day)
    return _asked(request, day, valid, _chosen(request.GET.get("set", ""), valid, day))


def asked_on_page(request: HttpRequest) -> Asked:
    """As `asked_of`, for a page with filters: what is wrong with the day is told at its field, and the filters stay."""
    if not (faults := _wrong_with_day(request)):
        return asked_of(request)
    today = clock.today()
    day = today if sets_on(today) else day_of_law(today) or today
    valid, name = sets_on(day), request.GET.get("set", "")
    sets = valid if name == ALL else tuple(s for s in valid if s.id == name.upper()) or valid[:1]
    asked = _asked(request, day, valid, sets)
    given = {name: value for name, value in asked.given.items() if name != "on"}
    return replace(asked, given=given, faults=faults, typed_day=request.GET.get("on", "") or str(today))


def _wrong_with_day(request: HttpRequest) -> tuple[str, ...]:
    """Why nothing can be shown of the day that was asked for, in words for its field."""
    name = request.GET.get("set", "")
    day, faults = day_on_page(request)
    if faults:
        return faults
    valid = sets_on(day)
    if not valid:
        said = _("No criteria set holds on {day}").format(day=day_words(day))
        instead = _("Choose a day on which one holds.")
        return (f"{said}. {instead}",)
    known = law().sets.get(name.upper())
    if name == ALL or known is None or known.status is SetStatus.AWAITING_GUIDANCE:
        return ()
    if any(each.id == known.id for each in valid):
        return ()
    said = _("{set} does not hold on {day}; it holds: {days}.")
    return (said.format(set=known.title, day=day_words(day), days=days_said(known)),)


def _asked(request: HttpRequest, day: date, valid: tuple[CriteriaSet, ...], sets: tuple[CriteriaSet, ...]) -> Asked:
    query = request.GET
    nodes = {node.id for each in sets for node in each.nodes()}
    verdicts = {verdict.word: verdict for verdict in Verdict}
    order, group = query.get("sort", ""), query.get("group", "")
    wanted = Wanted(
        district=query.get("district", ""),
        group=int(group) if group in ("1", "2", "3") else 0,
        words=query.get("q", "").strip(),
        only=verdicts.get(query.get("only", "")),
        node=node if (node := query.get("node", "")) in nodes else "",
        order=Order(order) if order in set(Order) else Order.NAME,
    )
    given = {name: value for name in _KEPT if (value := query.get(name, ""))}
    return Asked(day, sets, valid, wanted, given)


def _chosen(name: str, valid: Sequence[CriteriaSet], day: date) -> tuple[CriteriaSet, ...]:
    if name == ALL:
        return tuple(valid)
    if not name:
        return tuple(valid[:1])
    found = [each for each in valid if each.id == name.upper()]
    return tuple(found) or choose_sets(law(), [name], day)


def day_of_law(day: date, set_id: str = "") -> date | None:
    """The day nearest to one on which no set holds, on which one does; `set_id`: on which that one does."""
    versions = [s for s in law().versions if s.criterion and s.id == (set_id or s.id)]
    ends = [each for s in versions for each in (s.valid_from, s.valid_until) if each]
    known = [end for end in ends if end <= clock.today() and any(s.id == (set_id or s.id) for s in sets_on(end))]
    return min(known, key=lambda end: abs(end - day), default=None)


def _day_instead(asked: Asked) -> date | None:
    """The day of the law nearest to the one that was typed, on which the chosen set holds."""
    if not asked.faults:
        return None
    try:
        typed = min(date.fromisoformat(asked.typed_day), clock.today())
    except ValueError:
        typed = clock.today()
    return asked.day if typed == clock.today() else day_of_law(typed, asked.given.get("set", "").upper())


def filters_of(asked: Asked) -> dict[str, Any]:
    """What the templates of the filters need."""
    return {
        "asked": asked,
        "day": asked.day,
        "given": asked.given,
        "options": asked.options(),
        "last_day": _day_instead(asked),
    }
