"""Makes a country of a demonstration in SQLite: `python -m benchmarks.multiplying FOLDER COMMUNES`.

Its province is put beside itself until there are as many communes. Each copy is a province of its own, with registers
and figures as they are now; what happened before, people and dossiers stay those of the first.
"""

import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django

_APART = 1_000_000
"""How far apart the numbers of a unit are in one copy and in the next."""


def multiply(folder: Path, communes: int) -> None:
    """Put copies beside the province until there are at least so many communes. Nothing is counted afterwards."""
    from langso import clock
    from langso.assessments.models import Counted
    from langso.places.models import CommuneGroup, Unit
    from langso.registers.models import ROWS, Declaration, Ledger

    held = Unit.objects.assessed().on(clock.today()).count()
    Counted.objects.all().delete()
    with sqlite3.connect(folder / "langso.sqlite3") as database:
        for copy in range(1, -(-communes // held)):
            step = copy * _APART
            moved = {"id": f'"id" + {step}', "parent_id": f'"parent_id" + {step}', "code": f"\"code\" || '-{copy}'"}
            database.execute(_copied(Unit, '"id"', moved))
            for model in (Declaration, CommuneGroup):
                database.execute(_copied(model, '"unit_id"', {"id": "NULL", "unit_id": f'"unit_id" + {step}'}))
            for model in (Ledger, *ROWS.values()):
                database.execute(_copied(model, '"commune_id"', {"id": "NULL", "commune_id": f'"commune_id" + {step}'}))


def _copied(model: Any, unit: str, moved: Mapping[str, str]) -> str:
    """A statement that puts the first province's rows there once more; `moved` says which columns hold what else."""
    columns = [field.column for field in model._meta.concrete_fields]
    named = ", ".join(f'"{column}"' for column in columns)
    told = ", ".join(moved.get(column, f'"{column}"') for column in columns)
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({named}) SELECT {told} FROM "{table}" WHERE {unit} < {_APART}'


if __name__ == "__main__":
    django.setup()
    multiply(Path(sys.argv[1]), int(sys.argv[2]))
