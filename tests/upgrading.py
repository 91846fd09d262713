"""Run as a program by a test: brings a database to an earlier shape and fills all its tables, or tells its rows."""

import json
import sys
from datetime import UTC, date, datetime
from typing import Any

import django

MOMENT = datetime(2022, 3, 4, 5, 6, 7, 891011, tzinfo=UTC)
ROWS = 3


def fill(shape: dict[str, str]) -> None:
    """Migrate the product's apps to the migrations of `shape`, all others to their last, and fill the tables."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    graph = MigrationExecutor(connection).loader.graph
    others = [key for key in graph.leaf_nodes() if not graph.nodes[key].__module__.startswith("langso.")]
    targets = [*others, *shape.items()]
    MigrationExecutor(connection).migrate(targets)
    old = MigrationExecutor(connection).loader.project_state(targets).apps
    made: dict[Any, list[Any]] = {}
    _write_journal(old, made)
    for app in shape:
        for model in old.get_app_config(app).get_models():
            _fill(model, made)


def _write_journal(old: Any, made: dict[Any, list[Any]]) -> None:
    from langso.journal.chain import START, hash_of

    events, heads = old.get_model("journal", "Event"), old.get_model("journal", "Head")
    made[events], made[heads], previous = [], [], START
    for number in range(1, ROWS + 1):
        event = events(
            number=number, at=MOMENT, actor=1, actor_name="Cán bộ", kind="rows.edited", commune=1, reason="vì cần",
            details={"sau": number, "trước": None}, previous=previous,
        )  # fmt: skip
        event.hash = previous = hash_of(event)
        event.save(force_insert=True)
    heads.objects.create(pk=1, number=ROWS, hash=previous, at=MOMENT)


def _fill(model: Any, made: dict[Any, list[Any]]) -> None:
    from django.db import models

    if model in made:
        return
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    for field in fields:
        if field.is_relation and field.related_model is not model:
            _fill(field.related_model, made)
    made[model] = []
    for n in range(ROWS):
        values = {field.name: _value(field, n, made) for field in fields}
        made[model].append(model.objects.create(**values))


def _value(field: Any, n: int, made: dict[Any, list[Any]]) -> Any:
    if field.is_relation:
        before = made[field.related_model]
        return before[n] if n < len(before) else None
    if field.choices:
        return field.flatchoices[n % len(field.flatchoices)][0]
    values = {
        "DateTimeField": MOMENT,
        "DateField": date(2022, 3, 1 + n),
        "BooleanField": (True, False, None)[n] if field.null else bool(n % 2),
        "JSONField": {"xã": n},
        "FloatField": n + 0.25,
        "BinaryField": bytes([n]),
    }
    text = f"ệ{n} {field.name}"[: field.max_length or 99]
    is_text = field.get_internal_type() in ("CharField", "TextField", "EmailField")
    return values.get(field.get_internal_type(), text if is_text else n + 1)


def tell() -> None:
    """Print every row of every table, and where the journal is broken."""
    from django.db import connection

    from langso.journal.chain import verify

    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            told[table] = [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]
    print(json.dumps({"tables": told, "broken": str(verify().broken)}))  # noqa: T201


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        fill(json.loads(sys.argv[2]))
    else:
        tell()
