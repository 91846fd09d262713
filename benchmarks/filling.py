"""Fills the two large registers of a demonstration with a province's rows: `python -m benchmarks.filling FOLDER`.

In a process of its own, since Django is set up once in a process. The rest of the demonstration stays as it is.
"""

import shutil
import sys
from pathlib import Path

import django
import duckdb

from langso.criteria import load_law
from langso.exchange.demonstration import FileFormat, Scale, write_demonstration
from langso.places import Snapshot, units_of

PROVINCE = Scale(case_files=11_236, address_points=1_685)
LARGE = ("case_files", "address_points")
_BATCH = 20_000


def fill(folder: Path) -> None:
    """Put the rows into their tables, and let the ledgers, the journal and the verdicts know of it."""
    from django.db import connection, transaction

    from langso import clock
    from langso.assessments import history
    from langso.assessments.models import Counted
    from langso.journal.changes import change
    from langso.places.models import Unit

    rows = folder / "rows"
    units_then = units_of(Snapshot.HAI_DUONG_2022)
    write_demonstration(rows, load_law(), units_then, scale=PROVINCE, format=FileFormat.PARQUET)
    units = list(Unit.objects.assessed().on(clock.today()).select_related("parent__parent"))
    with transaction.atomic(), history.suspended(), change("rows.edited", None) as made:
        made.details = {name: _replace(name, rows, {u.code: u.pk for u in units}, made) for name in LARGE}
        Counted.objects.all().delete()
        history.record(units, made)
    if connection.vendor == "postgresql":  # as it does by itself sooner or later
        connection.cursor().execute("VACUUM ANALYZE")
    shutil.rmtree(rows)


def _replace(name, rows, numbers, made) -> int:
    from langso.registers.models import PAST, ROWS, Ledger
    from langso.registers.storing import Table

    model = ROWS[name]
    PAST[name].objects.all().delete()
    model.objects.all().delete()
    columns = ", ".join(f'"{column.name}"' for column in model.register.columns)
    answer = duckdb.execute(f"SELECT commune, {columns} FROM '{rows / name}.parquet'")
    table, written = Table(model), 0
    while found := answer.fetchmany(_BATCH):
        ids = table.reserve(len(found))
        table.insert(
            [
                (number, numbers[commune], 1, made.at, made.number, *cells)
                for number, (commune, *cells) in zip(ids, found, strict=True)
            ]
        )
        written += len(found)
    for ledger in Ledger.objects.filter(register=name):
        ledger.version, ledger.changed_at = ledger.version + 1, made.at
        ledger.save()
    return written


if __name__ == "__main__":
    django.setup()
    fill(Path(sys.argv[1]))
