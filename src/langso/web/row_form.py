"""One row of a ledger as a form that needs no script: what it holds, what was typed, and what is wrong with that.

What a cell means is decided in `cells`; written it is by `sheet_saving`, as from the sheet.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

from langso import problems
from langso.cells.reading import NO, YES
from langso.criteria.law import Column, ColumnType, Register
from langso.language import gettext as _
from langso.problems import Problem
from langso.registers.models import Row
from langso.registers.reading import not_yet_columns
from langso.web.asked import whole_of
from langso.web.sheet import NUMBERS, typed
from langso.web.sheet_saving import Asked, Typed

THEIRS = "theirs"
_NEW = "new"


@dataclass(frozen=True, slots=True)
class RowField:
    """A cell: `was` is what the register held when it was shown, `value` what stands in the field, both as typed."""

    column: Column
    was: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    problem: Problem | None = None

    @property
    def stale(self) -> bool:
        """Whether someone else has written the cell meanwhile."""
        return bool(self.problem and self.problem.kind is problems.STALE)

    @property
    def number(self) -> bool:
        """Whether a number is typed in it."""
        return self.column.type in NUMBERS

    @property
    def day(self) -> bool:
        """Whether a day is typed in it."""
        return self.column.type is ColumnType.DATE


@dataclass(frozen=True, slots=True)
class RowForm:
    """A row (None: a new one) with the version that was shown, its cells, and what is wrong with the row as a whole.

    `request` names the form of a new row: sent twice, the row is added once.
    """

    row: Row | None
    fields: tuple[RowField, ...]
    request: str
    problems: tuple[Problem, ...] = ()

    @property
    def version(self) -> int:
        """The version that was shown."""
        return self.row.version if self.row else 0

    @property
    def faulty(self) -> bool:
        """Whether something in it was refused."""
        return bool(self.problems) or any(field.problem for field in self.fields)


def form_of(
    register: Register, row: Row | None, sent: Mapping[str, str] | None = None, refused: tuple[Problem, ...] = ()
) -> RowForm:
    """The form of a row as it is now; what was typed and refused stands in it with the reason."""
    sent = sent or {}
    changed = _changed(register, sent)
    # A removal is refused for what the row as a whole has become, and no cell was typed in.
    names = set() if "remove" in sent else {column.name for column in register.columns}
    found = {problem.where.column: problem for problem in refused if problem.where.column in names}
    return RowForm(
        row=row,
        fields=tuple(_field(register, column, row, changed, found.get(column.name)) for column in register.columns),
        request=sent.get("request", "") or token_hex(16),
        problems=tuple(problem for problem in refused if problem.where.column not in names),
    )


def _field(
    register: Register, column: Column, row: Row | None, changed: Mapping[str, str], problem: Problem | None
) -> RowField:
    now = typed(column, getattr(row, column.name)) if row else ""
    return RowField(column, now, changed.get(column.name, now), _options(register, column), problem)


def _options(register: Register, column: Column) -> tuple[tuple[str, str], ...]:
    """What can be chosen, or nothing where it is typed. Blank is a choice of its own, and no “no”."""
    blank = ("", _("not yet") if column.name in not_yet_columns(register.name) else _("(blank: not known)"))
    match column.type:
        case ColumnType.YES_NO:
            return (blank, (str(YES), _("yes")), (str(NO), _("no")))
        case ColumnType.CHOICE:
            return (blank, *((str(choice.title), str(choice.title)) for choice in column.choices))
        case _:
            return ()


def asked_of(register: Register, row: int | None, sent: Mapping[str, str]) -> Asked:
    """What was sent, as the sheet would ask it: the cells that were changed, over the version that was shown."""
    cells = {} if "remove" in sent else _changed(register, sent)
    seen = whole_of(sent.get("version", "")) or 0
    edit = Typed(_NEW if row is None else str(row), row, seen, cells, remove="remove" in sent)
    return Asked(_name(sent, cells) if row is None else "", (edit,))


def _name(sent: Mapping[str, str], cells: Mapping[str, str]) -> str:
    """What the adding of a row is known by: the form and what was typed in it. Typed otherwise it is another row."""
    told = "\0".join([sent.get("request", ""), *(f"{name}\0{text}" for name, text in sorted(cells.items()))])
    return hashlib.sha256(told.encode()).hexdigest()


def _changed(register: Register, sent: Mapping[str, str]) -> dict[str, str]:
    """The cells in which something else was typed than stood there, and not given up for what someone else wrote.

    Cells left alone are not sent on: what others write in them meanwhile is theirs.
    """
    cells = {column.name: sent[f"cell.{column.name}"] for column in register.columns if f"cell.{column.name}" in sent}
    return {
        name: text.strip()
        for name, text in cells.items()
        if text.strip() != sent.get(f"was.{name}", "").strip() and sent.get(f"choose.{name}") != THEIRS
    }
