"""The ledgers as tables, made from `law/registers.yaml`: the rows that hold now, and beside them all that held before.

Adding a register is a block of YAML and a migration (`langso migrations`). Columns bear the law's names.
"""

from typing import Any, ClassVar

from django.db import models

from langso.criteria.law import Column, ColumnType, Register
from langso.places.models import Unit
from langso.registers.law import shipped_law
from langso.registers.published import LawText

__all__ = ["PAST", "ROWS", "Declaration", "LawText", "Ledger", "LedgerState", "PastRow", "Row"]


class Row(models.Model):
    """A row that holds now. `version` counts its changes; `event` is the number of the last; `since` its moment."""

    id = models.BigAutoField(primary_key=True)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    version = models.IntegerField(default=1)
    since = models.DateTimeField()
    event = models.BigIntegerField()

    register: ClassVar[Register]
    objects: ClassVar[models.Manager[Any]]

    class Meta:
        abstract = True

    @property
    def key(self) -> Any:
        """What tells the row apart within its commune."""
        return getattr(self, self.register.key.name)

    @property
    def label(self) -> str:
        """What people call the row."""
        return str(getattr(self, self.register.label) or self.key)

    def values(self) -> dict[str, Any]:
        """The row's cells by the law's names."""
        return {column.name: getattr(self, column.name) for column in self.register.columns}


class PastRow(models.Model):
    """A row as it held from `since` until `until`, ended by the event `ended_by`. `row` is its id while it held."""

    row = models.BigIntegerField()
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    version = models.IntegerField()
    since = models.DateTimeField()
    event = models.BigIntegerField()
    until = models.DateTimeField()
    ended_by = models.BigIntegerField()

    register: ClassVar[Register]
    objects: ClassVar[models.Manager[Any]]

    class Meta:
        abstract = True

    def values(self) -> dict[str, Any]:
        """The row's cells by the law's names."""
        return {column.name: getattr(self, column.name) for column in self.register.columns}


def _field(column: Column, *, key: bool) -> models.Field[Any, Any]:
    match column.type:
        case ColumnType.YES_NO:
            return models.BooleanField(null=True)
        case ColumnType.INTEGER:
            return models.BigIntegerField(null=not key)
        case ColumnType.NUMBER:
            return models.FloatField(null=not key)
        case ColumnType.DATE:
            return models.DateField(null=not key)
        case _:
            return models.TextField(null=not key)


def _asked(register: Register) -> list[str]:
    """The columns by which conditions count the rows."""
    return [column.name for column in register.columns if shipped_law().conditions_asking(register.name, column.name)]


def _class_name(register: Register) -> str:
    return "".join(part.capitalize() for part in register.name.split("_"))


_COVERED = 4
"""A register of which conditions ask at most this many columns is counted from its index alone."""


def _current(register: Register) -> type[Row]:
    indexes = []
    if 0 < len(_asked(register)) <= _COVERED:
        indexes = [models.Index(fields=["commune", *_asked(register)], name=f"{register.name[:20]}_counted")]
    once = models.UniqueConstraint(fields=["commune", register.key.name], name=f"{register.name[:20]}_once")
    meta = type("Meta", (), {"db_table": register.name, "indexes": indexes, "constraints": [once]})
    fields = {column.name: _field(column, key=column.key) for column in register.columns}
    members = {"__module__": __name__, "__doc__": str(register.title.en), "Meta": meta, "register": register, **fields}
    return type(_class_name(register), (Row,), members)


def _past(register: Register) -> type[PastRow]:
    indexes = [
        models.Index(fields=["commune", "until"], name=f"{register.name[:20]}_ended"),
        models.Index(fields=["row"], name=f"{register.name[:20]}_of_row"),
    ]
    meta = type("Meta", (), {"db_table": f"{register.name}_past", "indexes": indexes})
    fields = {column.name: _field(column, key=column.key) for column in register.columns}
    members = {"__module__": __name__, "__doc__": f"{register.title.en}: what held before.", "Meta": meta}
    return type(f"{_class_name(register)}Past", (PastRow,), {**members, "register": register, **fields})


ROWS: dict[str, type[Row]] = {name: _current(register) for name, register in shipped_law().registers.items()}
PAST: dict[str, type[PastRow]] = {name: _past(register) for name, register in shipped_law().registers.items()}


class Ledger(models.Model):
    """The state of one register of one commune. `version` counts every change of its rows or its state."""

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="ledgers")
    register = models.TextField()
    closed = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["commune", "register"], name="ledger_once")]

    def __str__(self) -> str:
        return f"{self.commune}: {self.register}"


class LedgerState(models.Model):
    """That a ledger was closed or reopened, when, by which event and why. Only ever appended."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="states")
    closed = models.BooleanField()
    at = models.DateTimeField()
    event = models.BigIntegerField()
    reason = models.TextField(default="", blank=True)


class Declaration(models.Model):
    """A declared fact of a commune, or of a province (`unit`), as of a day. Only ever appended; null takes it back.

    `value` is 0 or 1, a count, or a number times 10^decimals. What holds is the latest as-of day, then the latest said;
    `holds` marks it as of now, so that it need not be looked for.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="declarations")
    fact = models.TextField()
    value = models.BigIntegerField(null=True)
    as_of = models.DateField()
    source = models.TextField(default="", blank=True)
    note = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    event = models.BigIntegerField()
    person = models.BigIntegerField(null=True)
    person_name = models.TextField(default="", blank=True)
    holds = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "fact", "-as_of", "-id"], name="declaration_latest"),
            models.Index(fields=["unit", "fact", "value"], condition=models.Q(holds=True), name="declaration_holding"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "fact"], condition=models.Q(holds=True), name="one_holds")
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.value}"
