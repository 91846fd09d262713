"""Rows of ledgers into and out of their tables as plain tuples, many at a time. Decides nothing.

Making a model of each of 100 000 rows costs more than writing them, so that rows travel as the table has them.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import connection, models

Cells = tuple[Any, ...]
"""The concrete fields of a row in the order of its table."""

BATCH = 2_000
_LOOKED_UP = 900
"""Ids in one question: SQLite knows a most for its parameters."""


class Table:
    """The table of a model of rows."""

    ID: ClassVar = 0

    def __init__(self, model: type[models.Model]) -> None:
        self._fields = model._meta.concrete_fields
        self._quote = connection.ops.quote_name
        self._table = model._meta.db_table
        self._dated = [
            (at, type(field))
            for at, field in enumerate(self._fields)
            if isinstance(field, models.DateTimeField | models.DateField)
        ]
        self._written: dict[date, Any] = {}
        self.names = [field.attname for field in self._fields]

    def by_id(self, ids: Sequence[int], commune: int) -> dict[int, Cells]:
        """Rows of a commune by their ids."""
        found: dict[int, Cells] = {}
        model = self._fields[0].model
        for start in range(0, len(ids), _LOOKED_UP):
            asked = model._default_manager.filter(commune=commune, pk__in=ids[start : start + _LOOKED_UP])
            found |= {row[0]: row for row in asked.values_list(*self.names).iterator(BATCH)}
        return found

    def reserve(self, n: int) -> list[int]:
        """Ids for `n` new rows. Nobody else can take them: changes happen one after the other."""
        if n == 0:
            return []
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [self._table, n]
                )
                return [number for (number,) in cursor.fetchall()]
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self._table])
            found = cursor.fetchone()
        first = (found[0] if found else 0) + 1
        return list(range(first, first + n))

    def insert(self, rows: Sequence[Cells], *, with_id: bool = True) -> None:
        """Write new rows; without ids where their first field is to be given by the database."""
        if not rows:
            return
        names = self.names if with_id else self.names[1:]
        listed = ", ".join(map(self._quote, names))
        stored: Any = (self._stored(row) if with_id else self._stored(row)[1:] for row in rows)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._quote(self._table)} ({listed}) FROM STDIN") as copy:
                    for row in stored:
                        copy.write_row(row)
                return
            places = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {self._quote(self._table)} ({listed}) VALUES ({places})", stored)  # noqa: S608

    def update(self, row: Cells) -> None:
        """Write one row anew."""
        setting = ", ".join(f"{self._quote(name)} = %s" for name in self.names[1:])
        stored = self._stored(row)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {self._quote(self._table)} SET {setting} WHERE id = %s", [*stored[1:], stored[0]])  # noqa: S608

    def delete(self, ids: Sequence[int]) -> None:
        """Take rows out."""
        model = self._fields[0].model
        for start in range(0, len(ids), _LOOKED_UP):
            model._default_manager.filter(pk__in=ids[start : start + _LOOKED_UP]).delete()

    def _stored(self, row: Cells) -> Cells:
        """The row as the database's driver takes it: moments and days are its own matter."""
        cells = list(row)
        for at, kind in self._dated:
            value = cells[at]
            if value is not None:
                if value not in self._written:
                    self._written[value] = _adapted(value, kind)
                cells[at] = self._written[value]
        return tuple(cells)


def _adapted(value: date, kind: type[models.Field[Any, Any]]) -> Any:
    if issubclass(kind, models.DateTimeField) and isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)
