"""A province in the product's database: 178 communes, 2 M case files, 300 k address points, a year of work behind them.

Made once and kept under var/bench until what makes it changes: the demonstration, its two large registers filled
(`filling`). What is measured works on a copy, so that what is written does not stay.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from benchmarks.data import KEPT, ROOT

DAY = date(2022, 12, 31)
COMMUNE = "10807"
"""The commune that is looked at: nearest to 11 000 case files and 1 700 address points."""

_POSTGRESQL = "langso_bench"
_HOLDING = ("journal", "places", "accounts", "registers", "assessments")


@dataclass(frozen=True, slots=True)
class Province:
    """A province's database: the folder of the product's data, and the database's address where it is no file there."""

    folder: Path
    database: str = ""

    @property
    def engine(self) -> str:
        """The name of what holds it."""
        return "PostgreSQL" if self.database else "SQLite"

    def environment(self, **more: str) -> dict[str, str]:
        """What a process is told that works on it."""
        given = {
            "LANGSO_DATA": str(self.folder),
            "LANGSO_DAY": DAY.isoformat(),
            "LANGSO_SECOND_FACTOR": "no",
            "LANGSO_DATABASE": self.database,
            "LANGSO_FRONTEND": str(ROOT / "node_modules"),
            "DJANGO_SETTINGS_MODULE": "langso.settings.django",
        }
        return {**os.environ, **given, **more}

    def asked(self, work: str, *arguments: str) -> Any:
        """What one of the works of `inside` gives, in a process of its own."""
        return json.loads(_run(["benchmarks.inside", work, *arguments], self).splitlines()[-1])


@contextmanager
def in_sqlite() -> Iterator[Province]:
    """A copy of the province in SQLite, gone afterwards."""
    with _copied(f"province-{_fingerprint('filling')}", _make) as copy:
        yield copy


@contextmanager
def country_in_sqlite(communes: int) -> Iterator[Province]:
    """A copy of the demonstration many times over, of at least so many communes in SQLite, gone afterwards."""
    name = f"country-{communes}-{_fingerprint('multiplying')}"
    with _copied(name, lambda country: _make_country(country, communes)) as copy:
        yield copy


@contextmanager
def _copied(name: str, make: Callable[[Province], None]) -> Iterator[Province]:
    kept = KEPT / name
    if not (kept / "filled").exists():
        for outdated in KEPT.glob(f"{name.partition('-')[0]}-*"):
            shutil.rmtree(outdated)
        make(Province(kept))
        (kept / "filled").touch()
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="copy-") as folder:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        copy = Province(Path(folder))
        _run(["django", "migrate", "-v0"], copy)
        yield copy


@contextmanager
def in_postgresql(server: str) -> Iterator[Province]:
    """The province in a database of its own on a server, made anew and dropped afterwards."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_POSTGRESQL} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {_POSTGRESQL} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        try:
            with tempfile.TemporaryDirectory(dir=KEPT, prefix="copy-") as folder:
                database = urlunsplit(urlsplit(server)._replace(path=f"/{_POSTGRESQL}"))
                province = Province(Path(folder), database)
                _make(province)
                yield province
        finally:
            connection.execute(f"DROP DATABASE {_POSTGRESQL} WITH (FORCE)")


def _make(province: Province) -> None:
    print(f"A province is made in {province.engine}: a minute or two …", flush=True)
    _run(["langso", "demo", str(province.folder), "--only-prepare"], province)
    _run(["benchmarks.filling", str(province.folder)], province)


def _make_country(country: Province, communes: int) -> None:
    print("A country is made in SQLite: two or three minutes …", flush=True)
    _run(["langso", "demo", str(country.folder), "--only-prepare"], country)
    _run(["benchmarks.multiplying", str(country.folder), str(communes)], country)


def _run(command: list[str], province: Province) -> str:
    given = province.environment()
    asked = [sys.executable, "-m", *command]
    done = subprocess.run(asked, env=given, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def _fingerprint(maker: str) -> str:
    """Of everything that decides what is in the database. Rooms that hold nothing in it may change their tables."""
    source = ROOT / "src" / "langso"
    makers = [Path(__file__).with_name(f"{maker}.py"), source / "exchange" / "workplace_demonstration.py"]
    makers += sorted((source / "exchange" / "demonstration").glob("*.py"))
    makers += sorted((source / "law").rglob("*.yaml"))
    makers += [path for room in _HOLDING for path in sorted((source / room / "migrations").glob("*.py"))]
    return blake2b(b"".join(path.read_bytes() for path in makers), digest_size=4).hexdigest()
