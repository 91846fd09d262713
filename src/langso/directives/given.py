"""What is given to the actions, and how texts are taken: cleaned, asked for where needed, of a bearable length."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from langso import problems
from langso.cells.reading import Refused, read_text
from langso.directives.kinds import DocumentKind, Link, Purpose, Source
from langso.language import whole
from langso.places.models import Organisation, Unit
from langso.problems import BadInputError, Problem, Where

LINE = 300
"""The most letters of a title or a name."""

TEXT = 20_000
"""The most letters of a text: some ten pages."""


@dataclass(frozen=True, slots=True)
class Related:
    """What a document does to another of the library (`document`), or to one that the law cites (`cited`)."""

    link: Link
    document: int | None = None
    cited: str = ""


@dataclass(frozen=True, slots=True)
class DocumentGiven:
    """A document as it is added or corrected. `anyway`: another bears the same number, and that is meant.

    `nodes`: conditions, groups and sets by id, each with where in the document ("" for all of it).
    """

    notation: str
    kind: DocumentKind
    issuer: str
    issued_on: date
    subject: str
    text: str = ""
    effective_from: date | None = None
    effective_until: date | None = None
    for_public: bool = True
    nodes: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class DifficultyGiven:
    """A difficulty as it is raised or corrected: at which conditions, and where (units, each with all within it)."""

    title: str
    text: str
    nodes: tuple[str, ...]
    places: tuple[Unit, ...]
    awaits: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationGiven:
    """A recommendation: to whom, because of which difficulties (by number), and what is asked, part by part."""

    title: str
    addressee: Organisation
    parts: tuple[str, ...]
    text: str = ""
    difficulties: tuple[int, ...] = ()
    letter: int | None = None


@dataclass(frozen=True, slots=True)
class PlanGiven:
    """A plan as it was issued."""

    title: str
    issuer: str
    document: int | None = None
    since: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TaskGiven:
    """A task: whose, what, and what is to come of it. `due` only with a plan."""

    owner: Organisation
    title: str
    product: str = ""
    due: date | None = None
    node: str = ""
    commune: Unit | None = None


@dataclass(frozen=True, slots=True)
class BudgetGiven:
    """A line of a plan's budget, in đồng."""

    purpose: str
    source: Source
    amount: int
    spent: int = 0


@dataclass(frozen=True, slots=True)
class TargetGiven:
    """A target of a year: of which condition, for which unit, how many percent, by which document."""

    year: int
    node: str
    unit: Unit
    percent: Decimal
    source: str


Addressed = Mapping[Organisation, Purpose]
"""Who gets a document, and what for."""


class Texts:
    """Takes texts one by one and remembers what is wrong with them; `check` refuses all of it at once."""

    def __init__(self) -> None:
        self._faults: list[Problem] = []

    def line(self, column: str, name: str, text: str, *, required: bool = True) -> str:
        """A text of one line."""
        return self._taken(column, name, " ".join(text.split()), LINE, required=required)

    def text(self, column: str, name: str, text: str, *, required: bool = True) -> str:
        """A text of several lines."""
        lines = (" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n"))
        return self._taken(column, name, "\n".join(lines).strip(), TEXT, required=required)

    def add(self, faults: Iterable[Problem]) -> None:
        """Something else that is wrong."""
        self._faults += faults

    def check(self) -> None:
        """Refuse with BadInputError when something was wrong."""
        if self._faults:
            raise BadInputError(self._faults)

    def _taken(self, column: str, name: str, text: str, most: int, *, required: bool) -> str:
        where = Where(column=column)
        plain = "".join(sign for sign in text if sign.isprintable() or sign == "\n")
        if len(plain) > most:
            details = {"name": name, "n": whole(len(plain)), "most": whole(most)}
            self._faults.append(Problem(problems.GIVEN_TOO_LONG, where, "", details))
            return ""
        read = read_text(plain)
        if isinstance(read, Refused):
            self._faults.append(Problem(read.kind, where, plain[:60], read.details))
            return ""
        if required and not any(sign.isalnum() for sign in read or ""):
            self._faults.append(Problem(problems.GIVEN_MISSING, where, "", {"name": name}))
        return read or ""
