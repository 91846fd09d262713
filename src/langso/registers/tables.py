"""The ledgers as tables for the engine of facts: of now or as known at a moment, of all communes or some."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection

from langso.facts.engines import Columns, transposed
from langso.facts.sql import Dialect
from langso.registers.models import ROWS


class LedgerEngine:
    """Asks the product's database, SQLite or PostgreSQL. See `langso.facts.Engine`.

    `communes` (unit numbers) restricts every query to them; `at` asks for the rows that held at a moment.
    """

    def __init__(self, communes: Sequence[int] | None = None, at: datetime | None = None) -> None:
        self.dialect = Dialect.POSTGRESQL if connection.vendor == "postgresql" else Dialect.SQLITE
        self._communes = communes
        self._at = at

    def source(self, register: str) -> str:
        """See `Engine.source`."""
        table, past = self.dialect.quoted(register), self.dialect.quoted(f"{register}_past")
        if self._at is None:
            selection = self._selection(register, table, "")
        else:
            moment = self._literal(self._at)
            now = self._selection(register, table, f"since <= {moment}")
            then = self._selection(register, past, f"since <= {moment} AND until > {moment}")
            selection = f"{now} UNION ALL {then}"
        return f"({selection}) AS counted"

    def _selection(self, register: str, table: str, condition: str) -> str:
        columns = ", ".join(self.dialect.quoted(column.name) for column in ROWS[register].register.columns)
        conditions = [condition] if condition else []
        if self._communes is not None:
            conditions.append(f"commune_id IN ({', '.join(str(int(n)) for n in self._communes) or 'NULL'})")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT commune_id AS commune, {columns} FROM {table}{where}"  # noqa: S608

    def _literal(self, moment: datetime) -> str:
        if self.dialect is Dialect.POSTGRESQL:
            return f"TIMESTAMPTZ '{moment.isoformat()}'"
        return f"'{moment.astimezone(UTC).replace(tzinfo=None).isoformat(' ')}'"

    def columns(self, sql: str) -> Columns:
        """See `Engine.columns`."""
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return transposed([column[0] for column in cursor.description or ()], cursor.fetchall())
