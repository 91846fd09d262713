"""What a backup says of itself, and how what is in a database is compared with that."""

from typing import Any, Literal, cast

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pydantic import BaseModel, ConfigDict

from langso import __version__
from langso.journal.chain import verify
from langso.language import gettext as _
from langso.problems import BACKUP_NOT_PROVED, BACKUP_OF_LATER_VERSION, BACKUP_OF_OTHER_ENGINE, refuse

DATABASE = "database"
"""The member that holds the database; evidence files stand below `FILES`."""
FILES = "files/"
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
CACHE = "cache"
_MADE_BY_DJANGO = ("django_migrations", CACHE)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Member(_Strict):
    """A file of the archive as it was written."""

    bytes: int
    sha256: str


class JournalEnd(_Strict):
    """Where the journal ended: how many events hold, the hash of the last, and what was broken already, if anything."""

    events: int
    hash: str
    broken: str = ""


class Manifest(_Strict):
    """A backup: by which version, when and of what; rows by table, the journal's end, and each member."""

    format: Literal[1] = 1
    version: str
    made_at: str
    engine: Literal["sqlite", "postgresql"]
    migrations: list[str]
    tables: dict[str, int]
    journal: JournalEnd
    members: dict[str, Member] = {}

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(self.tables.values())

    @property
    def files(self) -> int:
        """How many evidence files there are."""
        return sum(name.startswith(FILES) for name in self.members)


def manifest_of_database(made_at: str) -> Manifest:
    """The manifest of what the connection shows, without members."""
    return Manifest(
        version=__version__,
        made_at=made_at,
        engine=cast("Literal['sqlite', 'postgresql']", connection.vendor),
        migrations=sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations),
        tables=rows_by_table(),
        journal=journal_end(),
    )


def rows_by_table() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in sorted(connection.introspection.table_names(cursor))}


def rows_in_the_way() -> dict[str, int]:
    """The tables that have rows which migrations alone would not have put there."""
    ours = {
        model._meta.db_table: app.name.startswith("langso.")
        for app in apps.get_app_configs()
        for model in app.get_models(include_auto_created=True)
    } | dict.fromkeys(_MADE_BY_DJANGO, False)
    return {table: rows for table, rows in rows_by_table().items() if rows and ours.get(table, True)}


def _rows(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
    return int(cursor.fetchone()[0])


def journal_end() -> JournalEnd:
    """Walks the whole journal."""
    proof = verify()
    broken = f"{proof.broken.number} {proof.broken.what}" if proof.broken else ""
    return JournalEnd(events=proof.events, hash=proof.hash, broken=broken)


def check_fits(manifest: Manifest) -> None:
    """Refuse a backup of another engine, or with migrations that this version does not know."""
    if manifest.engine != connection.vendor:
        here = ENGINES.get(connection.vendor, connection.vendor)
        raise refuse(BACKUP_OF_OTHER_ENGINE, value=ENGINES[manifest.engine], here=here)
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {".".join(key) for key in loader.disk_migrations or ()}
    replaced = {".".join(key) for migration in (loader.disk_migrations or {}).values() for key in migration.replaces}
    if set(manifest.migrations) - known - replaced:
        raise refuse(BACKUP_OF_LATER_VERSION, value=manifest.version)


def prove_rows(manifest: Manifest) -> None:
    """Refuse unless every table has the rows that the backup counted."""
    there = rows_by_table()
    for table in sorted(manifest.tables.keys() | there.keys()):
        wanted, found = manifest.tables.get(table), there.get(table)
        if wanted != found:
            told = _("table {table} has {found} rows instead of {wanted}")
            raise refuse(BACKUP_NOT_PROVED, value=told.format(table=table, found=found or 0, wanted=wanted or 0))


def prove_journal(manifest: Manifest) -> None:
    """Refuse unless the journal ends as it did, with every link in place."""
    found = journal_end()
    if found != manifest.journal:
        told = _("the journal holds for {found} events instead of {wanted}").format(
            found=found.events, wanted=manifest.journal.events
        )
        raise refuse(BACKUP_NOT_PROVED, value=told)
