"""The one catalogue of what can be wrong with an input: what, what was expected, what to do next.

Every problem has a stable code and speaks both languages. Rooms report problems; they do not word them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from langso.language import gettext
from langso.language import mark as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: a stable code and its words, with {names} filled from the problem's details."""

    code: str
    what: str
    expected: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a problem: a file (or a sheet), a row (1 is the first line) and a column's name or number."""

    file: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file, "" if self.row is None else str(self.row), self.column]
        return ":".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place, with the offending value and the details that its words need."""

    kind: Kind
    where: Where = Where()
    value: str = ""
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def _fill(self, template: str) -> str:
        filled = gettext(template).format_map({"value": self.value, **self.details})
        return re.sub(r"\s+", " ", filled).strip()

    @property
    def what(self) -> str:
        """What is wrong, in the current language."""
        return self._fill(self.kind.what)

    @property
    def expected(self) -> str:
        """What was expected instead."""
        return self._fill(self.kind.expected)

    @property
    def remedy(self) -> str:
        """What to do next."""
        return self._fill(self.kind.remedy)

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as plain data: code, file, row, column, value, what, expected, remedy."""
        return {
            "code": self.kind.code,
            "file": self.where.file,
            "row": self.where.row,
            "column": self.where.column,
            "value": self.value,
            "what": self.what,
            "expected": self.expected,
            "remedy": self.remedy,
        }

    def __str__(self) -> str:
        return ": ".join(part for part in (str(self.where), self.what) if part)


class BadInputError(Exception):
    """An input that cannot be used, with every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def refuse(kind: Kind, where: Where | None = None, value: str = "", **details: str) -> BadInputError:
    """An error of a single problem, ready to raise."""
    return BadInputError([Problem(kind, where or Where(), value, details)])


# Law files
LAW_NOT_READABLE = Kind(
    "law.not_readable",
    _("The file cannot be read: {reason}"),
    _("a criteria set as a YAML file in UTF-8"),
    _("Check the file's name and that it opens in a text editor."),
)
LAW_NOT_YAML = Kind(
    "law.not_yaml",
    _("The file is not well-formed YAML here: {reason}"),
    _("YAML with indentation by spaces"),
    _("Check the indentation, the quotes and the brackets around this line."),
)
LAW_DUPLICATE_KEY = Kind(
    "law.duplicate_key",
    _("“{value}” stands twice in the same place (first on line {first})"),
    _("every name once"),
    _("Keep one of the two."),
)
LAW_UNKNOWN_KEY = Kind(
    "law.unknown_key",
    _("“{value}” is not a word of the grammar here"),
    _("one of: {names}"),
    _("{nearest}"),
)
LAW_MISSING_KEY = Kind(
    "law.missing_key",
    _("“{value}” is missing"),
    _("{value}: …"),
    _("Add it."),
)
LAW_WRONG_SHAPE = Kind(
    "law.wrong_shape",
    _("“{value}” cannot stand here"),
    _("{wanted}"),
    _("Write it in that form; docs/how-to/write-a-criteria-set.md shows each."),
)
LAW_NO_FORMULA = Kind(
    "law.no_formula",
    _("{value} does not say how it is decided"),
    _("exactly one of: {names}"),
    _("Add the one that fits."),
)
LAW_TWO_FORMULAS = Kind(
    "law.two_formulas",
    _("{value} says how it is decided in more than one way: {given}"),
    _("exactly one of: {names}"),
    _("Keep one."),
)
LAW_COMPARISON = Kind(
    "law.comparison",
    _("{value} needs exactly one comparison, not {given}"),
    _("one of: at_least, more_than, at_most, less_than"),
    _("Add or remove a comparison."),
)
LAW_THRESHOLD = Kind(
    "law.threshold",
    _("“{value}” is not a threshold that fits here"),
    _("{wanted}"),
    _("Correct the threshold."),
)
LAW_UNKNOWN_NAME = Kind(
    "law.unknown_name",
    _("There is no {sort} “{value}”"),
    _("the name of a {sort}"),
    _("{nearest}"),
)
LAW_WRONG_TYPE = Kind(
    "law.wrong_type",
    _("“{value}” is a {given}, not a {wanted}"),
    _("a {wanted}"),
    _("Choose another name, or another way to ask."),
)
LAW_ROW_TEST = Kind(
    "law.row_test",
    _("The test “{value}” cannot be used: {reason}"),
    _("columns of the register with and, or, not, = <> < <= > >=, in (…), is null"),
    _("{nearest}"),
)
LAW_DUPLICATE_ID = Kind(
    "law.duplicate_id",
    _("The id “{value}” stands twice (first on line {first})"),
    _("every id once in the whole law"),
    _("Rename one of the two."),
)
LAW_WRONG_PREFIX = Kind(
    "law.wrong_prefix",
    _("The id “{value}” does not begin with its set's name"),
    _("an id that begins with {wanted}-"),
    _("Rename it."),
)
LAW_DATES = Kind(
    "law.dates",
    _("The days {value} do not fit: {reason}"),
    _("from before until, changes in order of their days"),
    _("Correct the days."),
)
LAW_EXAMPLE_FAILS = Kind(
    "law.example_fails",
    _("The worked example does not hold: {value}"),
    _("{wanted}"),
    _("Correct the example or the formula."),
)
LAW_EXAMPLE_MISSING = Kind(
    "law.example_missing",
    _("{value} has no worked example for: {given}"),
    _("an example for each verdict that can occur"),
    _("Add the example."),
)
LAW_EXAMPLE_SHAPE = Kind(
    "law.example_shape",
    _("The worked example cannot be used: {reason}"),
    _("registers as rows or figures, declared facts as values"),
    _("{nearest}"),
)
SET_AWAITS = Kind(
    "law.set_awaits_guidance",
    _("The set {value} ({title}) cannot be assessed: {awaits}"),
    _("a set whose guidance has been issued: {names}"),
    _("Wait for the guidance; the set counts nowhere as failed."),
)
SET_NOT_VALID = Kind(
    "law.set_not_valid",
    _("No criteria set is valid on {day}: {dates}"),
    _("a day within a set's validity"),
    _("Give a day with --on, for example --on {example}."),
)
SET_UNKNOWN = Kind(
    "law.set_unknown",
    _("There is no criteria set “{value}”"),
    _("one of: {names}"),
    _("{nearest}"),
)
NODE_UNKNOWN = Kind(
    "law.node_unknown",
    _("There is no condition “{value}” in the sets assessed"),
    _("an id such as NTM-8.4"),
    _("{nearest}"),
)
