"""What is found while a package is read: every problem, and what is worth saying, in the order of files and rows.

A flood is cut to the first problems of it and the number of the rest; nothing here words a problem.
"""

from collections.abc import Iterable

from langso import problems
from langso.problems import BadInputError, Kind, Problem, Where

FLOOD = 1_000
"""So many problems of a package are shown; of more only the number."""

OF_THE_WHOLE_FILE = frozenset({problems.TEXT_OLD_FONT, problems.TEXT_GARBLED})
"""Problems that a file has as a whole: said once, with the first place."""


class Findings:
    """Collects problems and warnings, file by file; keeps the first `FLOOD` of a file by row and counts the rest."""

    def __init__(self) -> None:
        self._problems: dict[str, list[Problem]] = {}
        self._uncounted = 0
        self.warnings: list[Problem] = []

    @property
    def clean(self) -> bool:
        """Whether no problem was found so far."""
        return not self._problems

    @property
    def problems(self) -> list[Problem]:
        """What was found so far, file by file."""
        return [problem for of_file in self._problems.values() for problem in of_file]

    def add(
        self,
        kind: Kind,
        where: Where,
        value: object = "",
        **details: str,
    ) -> None:
        """Note a problem."""
        self.extend([Problem(kind, where, shown(value), details)])

    def warn(self, kind: Kind, where: Where, value: object = "", **details: str) -> None:
        """Note what is worth saying and no reason to refuse."""
        self.warnings.append(Problem(kind, where, shown(value), details))

    def extend(self, found: Iterable[Problem], more: int = 0) -> None:
        """Note problems, and `more` of the same file that come after the first `FLOOD` of them and are only counted."""
        self._uncounted += more
        for problem in found:
            of_file = self._problems.setdefault(problem.where.file, [])
            if problem.kind in OF_THE_WHOLE_FILE and any(other.kind is problem.kind for other in of_file):
                continue
            of_file.append(problem)
            if len(of_file) >= 4 * FLOOD:
                self._trim(of_file)

    def _trim(self, of_file: list[Problem]) -> None:
        of_file.sort(key=lambda problem: problem.where.row or 0)
        self._uncounted += len(of_file[FLOOD:])
        del of_file[FLOOD:]

    def in_file(self, file: str) -> bool:
        """Whether a problem was found in that file."""
        return file in self._problems

    def refuse_if_any(self, order: Iterable[str] = ()) -> None:
        """Raise BadInputError with every problem, files in `order` first, rows from the top, if there is any."""
        if self.clean:
            return
        raise BadInputError(self._report(order))

    def _report(self, order: Iterable[str]) -> list[Problem]:
        files = [*(file for file in order if file in self._problems)]
        files = list(dict.fromkeys([*files, *self._problems]))
        report: list[Problem] = []
        for file in files:
            report += sorted(self._problems[file], key=lambda problem: problem.where.row or 0)
        more = self._uncounted + len(report[FLOOD:])
        report = report[:FLOOD]
        if more:
            report.append(Problem(problems.PACKAGE_FLOOD, Where(), str(more), {"shown": str(FLOOD)}))
        return report


def shown(value: object, most: int = 60) -> str:
    """A value as a problem shows it: on one line, no control characters, not longer than `most`."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = str(value)[: 4 * most]
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= most else text[: most - 1] + "…"
