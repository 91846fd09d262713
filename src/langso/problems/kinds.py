"""What a problem is: its kind with a stable code and words in both languages, its place, and how it is raised."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from langso.language import gettext

__all__ = ["BadInputError", "Kind", "Problem", "Where", "refuse"]


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
