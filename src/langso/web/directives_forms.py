"""The forms of directives, read: what was typed as what the actions are given. What it means is checked there."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.http import HttpRequest, QueryDict

from langso import problems
from langso.accounts.models import Person
from langso.cells.reading import Refused, decimal_of, read_date, read_integer
from langso.directives.given import (
    Addressed,
    BudgetGiven,
    DifficultyGiven,
    DocumentGiven,
    PlanGiven,
    RecommendationGiven,
    Related,
    TargetGiven,
    TaskGiven,
)
from langso.directives.kinds import DocumentKind, Link, Purpose, Source
from langso.language import gettext as _
from langso.places.models import Organisation, OrganisationKind, Unit, Worded
from langso.problems import BadInputError, Kind, Problem, Where
from langso.web.asked import whole_of
from langso.web.directives_shown import document_named

K = TypeVar("K", bound=Worded)


_BEYOND = Decimal(1_000_000)


class Typed:
    """A form as it was sent; reads its fields and remembers what could not be read. `check` refuses all of it."""

    def __init__(self, sent: QueryDict) -> None:
        self.sent = sent
        self.faults: list[Problem] = []

    def text(self, name: str) -> str:
        """As it was typed."""
        return str(self.sent.get(name, ""))

    def needed(self, name: str, label: str) -> str:
        """As it was typed; it must be there."""
        text = self.text(name)
        if not text.strip():
            self._fault(problems.GIVEN_MISSING, name, name=label)
        return text

    def day(self, name: str, label: str = "") -> date | None:
        """A day; with a `label` it must be there."""
        read = read_date(self.text(name))
        if isinstance(read, Refused):
            self._fault(read.kind, name, self.text(name), **dict(read.details))
            return None
        if read is None and label:
            self._fault(problems.GIVEN_MISSING, name, name=label)
        return read

    def choice(self, name: str, kind: type[K], label: str) -> K | None:
        """One of the words of a kind."""
        if self.text(name) in set(kind):
            return kind(self.text(name))
        wrong = problems.GIVEN_CHOICE if self.text(name) else problems.GIVEN_MISSING
        self._fault(wrong, name, self.text(name)[:60], name=label)
        return None

    def number(self, name: str, label: str = "") -> int:
        """A whole number, 0 where it was left out; with a `label` it must be there."""
        read = read_integer(self.text(name))
        if isinstance(read, Refused):
            self._fault(read.kind, name, self.text(name)[:60], **dict(read.details))
            return 0
        if read is None and label:
            self._fault(problems.GIVEN_MISSING, name, name=label)
        return read or 0

    def percent(self, name: str, label: str) -> Decimal:
        """A percentage."""
        read = decimal_of(self.text(name).strip().removesuffix("%"))
        if isinstance(read, Refused):
            self._fault(read.kind, name, self.text(name)[:60], **dict(read.details))
        elif read is None:
            self._fault(problems.GIVEN_MISSING, name, name=label)
        # What is too much is refused where it is checked; beyond that much it is only told as so much.
        known = read if isinstance(read, Decimal) else Decimal(0)
        return min(max(known, -_BEYOND), _BEYOND).quantize(Decimal("0.01"))

    def chosen(self, name: str) -> int:
        """The number of what was chosen from a list; 0, which nothing has, where nothing was."""
        return whole_of(self.text(name)) or 0

    def numbers(self, name: str) -> list[int]:
        """The numbers of what was ticked."""
        return [number for text in self.sent.getlist(name) if (number := whole_of(text)) is not None]

    def document(self, person: Person | None, name: str) -> int | None:
        """The number of an added document that was named; None where none was."""
        typed = self.text(name).strip()
        found = document_named(person, typed)
        if typed and (found is None or found.document is None):
            self._fault(problems.DOCUMENT_UNKNOWN, name, typed[:60])
        return found.document.pk if found and found.document else None

    def check(self) -> None:
        """Refuse with BadInputError where something could not be read."""
        if self.faults:
            raise BadInputError(self.faults)

    def _fault(self, kind: Kind, column: str, value: str = "", **details: str) -> None:
        self.faults.append(Problem(kind, Where(column=column), value, details))


def document_given(request: HttpRequest, person: Person | None) -> DocumentGiven:
    """A document."""
    typed = Typed(request.POST)
    kind = typed.choice("kind", DocumentKind, _("Kind"))
    issuer, issued_on = typed.needed("issuer", _("Issuer")), typed.day("issued_on", _("Issued on"))
    subject = typed.needed("subject", _("Subject"))
    since, until = typed.day("effective_from"), typed.day("effective_until")
    related = _related(typed, person)
    if kind is None or issued_on is None or typed.faults:
        raise BadInputError(typed.faults)
    nodes = {node: typed.text(f"place-{node}") for node in request.POST.getlist("nodes")}
    return DocumentGiven(
        typed.text("notation"), kind, issuer, issued_on, subject, typed.text("text"),
        since, until, typed.text("for_public") == "yes", nodes, related, typed.text("anyway") == "yes",
    )  # fmt: skip


def _related(typed: Typed, person: Person | None) -> tuple[Related, ...]:
    """The links that were kept (`related`: link, colon, what forms call the document), and those typed anew."""
    pairs = [tuple(kept.partition(":")[::2]) for kept in typed.sent.getlist("related")]
    pairs += [(typed.text(f"link-{n}"), typed.text(f"other-{n}")) for n in range(1, ROWS + 1)]
    found = []
    for link, other in pairs:
        if not other.strip():
            continue
        entry = document_named(person, other)
        if entry is None or link not in set(Link):
            typed.faults.append(Problem(problems.DOCUMENT_UNKNOWN, Where(column="related"), other[:60]))
            continue
        found.append(Related(Link(link), entry.document.pk if entry.document else None, entry.cited))
    return tuple(found)


ROWS = 2
"""New links that a form takes at once."""


def addressed(request: HttpRequest, groups: Iterable[tuple[OrganisationKind, Sequence[Organisation]]]) -> Addressed:
    """Who was chosen: all of a kind, all in one kind of unit, or single ones; each with the purpose of its kind."""
    typed = Typed(request.POST)
    wanted = set(typed.numbers("to"))
    found: dict[Organisation, Purpose] = {}
    for kind, bodies in groups:
        every = set(request.POST.getlist(f"all-{kind}"))
        chosen = [body for body in bodies if every & {"yes", body.unit.kind} or body.pk in wanted]
        if chosen and (purpose := typed.choice(f"purpose-{kind}", Purpose, _("Purpose"))):
            found |= dict.fromkeys(chosen, purpose)
    typed.check()
    return found


def difficulty_given(request: HttpRequest) -> DifficultyGiven:
    """A difficulty."""
    typed = Typed(request.POST)
    units = Unit.objects.filter(pk__in=typed.numbers("places")).select_related("parent__parent")
    return DifficultyGiven(
        typed.text("title"), typed.text("text"), tuple(request.POST.getlist("nodes")), tuple(units),
        typed.text("awaits"), typed.text("source"),
    )  # fmt: skip


def recommendation_given(request: HttpRequest) -> RecommendationGiven:
    """A recommendation: what is asked for stands a line each."""
    typed = Typed(request.POST)
    addressee = Organisation.objects.filter(pk=typed.chosen("addressee")).first()
    if addressee is None:
        raise BadInputError([Problem(problems.GIVEN_MISSING, Where(column="addressee"), "", {"name": _("To whom")})])
    parts = tuple(line for line in typed.text("parts").splitlines() if line.strip())
    return RecommendationGiven(
        typed.text("title"), addressee, parts, typed.text("text"), tuple(typed.numbers("difficulties"))
    )


def plan_given(request: HttpRequest, person: Person | None) -> PlanGiven:
    """A plan."""
    typed = Typed(request.POST)
    document, since, until = typed.document(person, "document"), typed.day("since"), typed.day("until")
    typed.check()
    return PlanGiven(typed.text("title"), typed.text("issuer"), document, since, until, typed.text("note"))


def task_given(request: HttpRequest) -> TaskGiven:
    """A task."""
    typed = Typed(request.POST)
    due = typed.day("due")
    owner = Organisation.objects.filter(pk=typed.chosen("owner")).select_related("unit__parent__parent").first()
    if owner is None:
        typed.faults.append(Problem(problems.GIVEN_MISSING, Where(column="owner"), "", {"name": _("Who does it")}))
        raise BadInputError(typed.faults)
    typed.check()
    return TaskGiven(owner, typed.text("title"), typed.text("product"), due, typed.text("node"))


def budget_given(request: HttpRequest) -> BudgetGiven:
    """A line of a budget."""
    typed = Typed(request.POST)
    source = typed.choice("source", Source, _("Source"))
    amount, spent = typed.number("amount", _("Amount")), typed.number("spent")
    if source is None or typed.faults:
        raise BadInputError(typed.faults)
    return BudgetGiven(typed.text("purpose"), source, amount, spent)


def target_given(request: HttpRequest) -> TargetGiven:
    """A target."""
    typed = Typed(request.POST)
    year, percent = typed.number("year", _("Year")), typed.percent("percent", _("Target"))
    unit = Unit.objects.filter(pk=typed.chosen("unit")).select_related("parent__parent").first()
    if unit is None:
        typed.faults.append(Problem(problems.GIVEN_MISSING, Where(column="unit"), "", {"name": _("Where")}))
        raise BadInputError(typed.faults)
    typed.check()
    return TargetGiven(year, typed.text("node"), unit, percent, typed.text("source"))
