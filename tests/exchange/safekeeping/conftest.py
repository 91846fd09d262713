"""Databases to back up and to restore into, on SQLite and, where there is a server, on PostgreSQL."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from serving import environment, langso, python

WORK = """
from langso.accounts.models import Person
from langso.journal.changes import change
person = Person.objects.create_user("can-bo@langso.example", "Cán bộ")
for n in range(5):
    with change("test.written", person, subject=str(n), reason="vì cần") as made:
        made.details = {"before": n, "after": n + 1}
"""
STATE = "SELECT number, subject, hash FROM journal_event ORDER BY number"


@dataclass(frozen=True)
class Place:
    """A database with its folder."""

    data: Path
    database: str = ""

    @property
    def given(self) -> dict[str, str]:
        return environment(self.data, DATABASE=self.database)

    @property
    def files(self) -> dict[str, bytes]:
        root = self.data / "files"
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    @property
    def name(self) -> str:
        """The name of the database on its server."""
        return urlsplit(self.database).path.lstrip("/")

    def ask(self, sql: str) -> list[tuple]:
        """Ask the database past the product."""
        if self.database:
            return ask(sql, self.name)
        with closing(sqlite3.connect(self.data / "langso.sqlite3")) as opened:
            return opened.execute(sql).fetchall()

    def state(self) -> list[tuple]:
        """The journal as it stands."""
        return self.ask(STATE)

    def migrate(self) -> None:
        done = langso("migrate", given=self.given)
        assert done.returncode == 0, done.stderr

    def work(self) -> None:
        """Some work: events, and a file of evidence."""
        python(WORK, self.given)
        (self.data / "files/ab").mkdir(parents=True, exist_ok=True)
        (self.data / "files/ab/abc.jpg").write_bytes(b"\xff\xd8 picture")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request):
    return request.param


@pytest.fixture(scope="module")
def templates(engine, tmp_path_factory) -> Iterator[dict[str, Place]]:
    """A migrated place with nothing in it, and one with some work; to copy."""
    folder = tmp_path_factory.mktemp("templates")
    name = f"langso_{secrets.token_hex(4)}" if engine == "postgresql" else ""
    empty = Place(folder / "empty", on_server(name) if name else "")
    empty.data.mkdir()
    if name:
        ask(f"CREATE DATABASE {name}")
    empty.migrate()
    made = {"empty": empty, "worked": copied(empty, folder / "worked")}
    made["worked"].work()
    yield made
    for place in made.values():
        if place.database:
            drop(place.name)


@pytest.fixture
def place_like(templates, tmp_path):
    """Makes places, each its own: "empty" or "worked"."""
    made: list[Place] = []

    def place(template: str, name: str) -> Place:
        made.append(copied(templates[template], tmp_path / name))
        return made[-1]

    yield place
    for there in made:
        if there.database:
            drop(there.name)


def copied(place: Place, data: Path) -> Place:
    """The same in another folder, and in a database of that folder's name."""
    shutil.copytree(place.data, data)
    if not place.database:
        return Place(data)
    database = f"{place.name}_{data.name}"
    drop(database)
    ask(f"CREATE DATABASE {database} TEMPLATE {place.name}")
    return Place(data, on_server(database))


def server() -> str:
    return os.environ["LANGSO_TEST_POSTGRESQL"]


def on_server(database: str) -> str:
    return urlunsplit(urlsplit(server())._replace(path=f"/{database}"))


def drop(database: str) -> None:
    ask(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def ask(sql: str, database: str = "") -> list[tuple]:
    """Ask the server, outside of any transaction."""
    import psycopg

    with psycopg.connect(on_server(database) if database else server(), autocommit=True) as connection:
        asked = connection.execute(sql)
        return asked.fetchall() if asked.description else []
