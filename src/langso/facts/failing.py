"""Which rows of a register fail a condition and which are blank: their keys and the names people call them by."""

from collections.abc import Sequence
from dataclasses import dataclass

from langso.criteria.formula import Tally
from langso.criteria.law import ColumnType, Register
from langso.facts.collecting import Code
from langso.facts.engines import Engine
from langso.facts.sql import concerned, failing, passing


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a register: its key within the commune and what it is called."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class FailingRows:
    """The first rows of one commune that fail, and the first on which something blank decides, by key."""

    failing: tuple[Row, ...] = ()
    blank: tuple[Row, ...] = ()


def failing_rows(
    engine: Engine, register: Register, tally: Tally, communes: Sequence[Code], limit: int
) -> dict[Code, FailingRows]:
    """By commune, of `communes`: rows that fail a tally and rows on which it cannot say, at most `limit` of each."""
    if not communes or tally.where is None:
        return {}
    answer = engine.columns(_sql(register, tally, communes, limit, engine))
    found: dict[Code, tuple[list[Row], list[Row]]] = {}
    for commune, key, label, is_blank in zip(*(answer[c] for c in _COLUMNS), strict=True):
        row = Row(str(key), str(label or key))
        found.setdefault(commune, ([], []))[int(is_blank)].append(row)
    return {commune: FailingRows(tuple(failing), tuple(blank)) for commune, (failing, blank) in found.items()}


_COLUMNS = ("commune", "row_key", "row_label", "is_blank")


def _sql(register: Register, tally: Tally, communes: Sequence[Code], limit: int, engine: Engine) -> str:
    dialect = engine.dialect
    commune, key, label = (dialect.quoted(n) for n in ("commune", register.key.name, register.label))
    codes = ", ".join(dialect.literal(code) for code in communes)
    is_blank = f"CASE WHEN {failing(tally, dialect)} THEN 0 ELSE 1 END"
    order = dialect.in_byte_order(key) if register.key.type in _TEXTS else key
    picked = (
        f"SELECT {commune} AS commune, {key} AS row_key, {label} AS row_label, {is_blank} AS is_blank, "  # noqa: S608
        f"ROW_NUMBER() OVER (PARTITION BY {commune}, {is_blank} ORDER BY {order}) AS place "
        f"FROM {engine.source(register.name)} "
        f"WHERE {commune} IN ({codes}) AND ({passing(tally, dialect)}) IS NOT TRUE AND {concerned(tally, dialect)}"
    )
    wanted = ", ".join(_COLUMNS)
    return f"SELECT {wanted} FROM ({picked}) AS picked WHERE place <= {int(limit)} ORDER BY commune, is_blank, place"  # noqa: S608


_TEXTS = (ColumnType.TEXT, ColumnType.CHOICE)
