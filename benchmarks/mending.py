"""One cell changed from the page of a commune, as htmx sends it: cells of rows and a declared figure, in turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from benchmarks.province import Province
from benchmarks.serving import Answer, Line

_ROWS = (("NTM-8.4c", "case_files", "settled_online"), ("NTM-8.3.2", "villages", "loudspeaker_working"))
_FACT = ("NC-8.2", "working_age_smartphone_subscribers")
_REASON = "Sửa số liệu"


@dataclass
class Cell:
    """A yes-or-no cell of a row, and the version that was seen."""

    node: str
    row: int
    column: str
    version: int
    holds: bool

    def change(self, line: Line, code: str) -> Answer:
        """The other of yes and no."""
        self.holds = not self.holds
        form = {f"cell.{self.row}.{self.column}": "1" if self.holds else "0", "reason": _REASON}
        form[f"version.{self.row}"] = str(self.version)
        self.version += 1
        return _sent(line, code, self.node, form)


@dataclass
class Figure:
    """A declared figure."""

    value: int = 1_000

    def change(self, line: Line, code: str) -> Answer:
        """One more than before."""
        self.value += 1
        node, fact = _FACT
        return _sent(line, code, node, {f"fact.{fact}": str(self.value), "as_of": "31/12/2022", "source": ""})


@dataclass
class Mender:
    """An officer who changes one thing after another in one commune."""

    code: str
    things: Sequence[Cell | Figure]
    _next: Iterator[Cell | Figure] = field(init=False)

    def __post_init__(self) -> None:
        self._next = cycle(self.things)

    def __call__(self, line: Line) -> Answer:
        """One change."""
        return next(self._next).change(line, self.code)


def mender(province: Province, code: str) -> Mender:
    """Who changes a case file, a village and a declared figure of a commune in turn."""
    things: list[Cell | Figure] = []
    for node, register, column in _ROWS:
        found: list[dict[str, Any]] = province.asked("rows", code, register, column, "1")
        things += [Cell(node, row["row"], column, row["version"], bool(row["holds"])) for row in found]
    return Mender(code, [*things, Figure()])


def _sent(line: Line, code: str, node: str, form: dict[str, str]) -> Answer:
    here = f"http://127.0.0.1:{line.port}"
    answer = line.post(f"/communes/{code}/mend/{node}/", form, HX_Request="true", Origin=here, Referer=f"{here}/")
    assert answer.status != 200 or 'id="criteria"' in answer.text, "the tree did not come back"
    return answer
