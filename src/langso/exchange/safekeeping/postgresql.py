"""PostgreSQL: a dump of one moment, and a restore into a fresh schema with the old one aside until all is proved."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.db import connection, transaction

from langso.language import gettext as _
from langso.problems import CLIENT_FAILED, CLIENT_MISSING, CLIENT_TOO_OLD, RESTORE_WHILE_RUNNING, refuse

ASIDE = "langso_before_restore"
"""The schema in which what was there waits until what is restored has been proved."""

_CONNECTING = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "service")
_NOT_TO_RESTORE = re.compile(r"^\d+; \d+ \d+ (?:SCHEMA|COMMENT - (?:SCHEMA|EXTENSION)) ")


@contextmanager
def one_moment() -> Iterator[str]:
    """A transaction that sees one moment, with the name by which a dump sees the same."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


@contextmanager
def dumped(moment: str) -> Iterator[IO[bytes]]:
    """A stream of the dump in pg_dump's own compressed form."""
    given = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--schema={_schema()}"]
    given += [f"--extension={name}" for name in _extensions(_schema())]
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(  # noqa: S603 - the program found on PATH, with arguments of our own
            [_client("pg_dump"), *given, *_whereto()], stdout=subprocess.PIPE, stderr=told, env=_environment()
        ) as running,
    ):
        try:
            yield cast("IO[bytes]", running.stdout)
        except BaseException:
            running.kill()
            raise
        if running.wait():
            told.seek(0)
            raise _failed("pg_dump", told.read())


def load(dump: Path) -> None:
    """Load a dump in one transaction into the schema of the connection, which is empty."""
    program = _client("pg_restore")
    listed = _run([program, "--list", str(dump)])
    kept = [line for line in listed.splitlines() if not _NOT_TO_RESTORE.match(line)]
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".list") as chosen:
        chosen.write("\n".join(kept) + "\n")
        chosen.flush()
        given = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        _run([program, *given, f"--use-list={chosen.name}", *_whereto(), str(dump)])


@contextmanager
def fresh_schema() -> Iterator[None]:
    """Within the block the schema is empty and what was there waits aside; it comes back if the block fails."""
    put_back_what_waits()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{ASIDE}"')
        _move(cursor, _schema(), ASIDE)
    try:
        yield
    except BaseException:
        put_back_what_waits()
        raise
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{ASIDE}" CASCADE')


def put_back_what_waits() -> None:
    """Bring back what a restore that was broken off, by a fault or a power cut, had put aside."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [ASIDE])
        if not cursor.fetchone():
            return
        own = _schema()
        for kind, thing in _things(cursor, own):
            cursor.execute(f"DROP {kind} IF EXISTS {thing} CASCADE")
        _move(cursor, ASIDE, own)
        cursor.execute(f'DROP SCHEMA "{ASIDE}"')


def refuse_while_others_work() -> None:
    """Refuse while other programs are connected to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        others = int(cursor.fetchone()[0])
    if others:
        told = _("{n} other connections to the database").format(n=others)
        raise refuse(RESTORE_WHILE_RUNNING, value=told)


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0] or "public").replace('"', "")


def _extensions(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE nspname = %s", [schema]
        )
        return [str(name) for (name,) in cursor.fetchall()]


def _move(cursor: Any, old: str, new: str) -> None:
    for kind, thing in _things(cursor, old):
        cursor.execute(f'ALTER {kind} {thing} SET SCHEMA "{new}"')


_THINGS = """
WITH bound AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
    UNION SELECT classid, objid FROM pg_depend WHERE classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
)
SELECT kind, thing FROM (
    SELECT 1 AS place, 'pg_class'::regclass AS class, oid,
        CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END
            AS kind,
        oid::regclass::text AS thing, relnamespace AS namespace
    FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL SELECT 2, 'pg_proc'::regclass, oid, 'ROUTINE', oid::regprocedure::text, pronamespace FROM pg_proc
    UNION ALL SELECT 3, 'pg_type'::regclass, oid, 'TYPE', oid::regtype::text, typnamespace
    FROM pg_type WHERE typtype IN ('e', 'd')
) AS things
WHERE namespace = %s::regnamespace AND NOT EXISTS (SELECT 1 FROM bound WHERE classid = class AND objid = oid)
ORDER BY place, thing
"""
"""Tables, views, routines and types of a schema. What an extension brought stays: only a superuser may move that.
Sequences and indexes go with the table that owns them."""


def _things(cursor: Any, schema: str) -> list[tuple[str, str]]:
    cursor.execute("SET LOCAL search_path = pg_catalog")  # so that every name comes with its schema
    cursor.execute(_THINGS, [f'"{schema}"'])
    found = [(str(kind), str(thing)) for kind, thing in cursor.fetchall()]
    cursor.execute("SET LOCAL search_path = DEFAULT")
    return found


def _client(name: str) -> str:
    """A client program that is not older than the server."""
    version = int(getattr(connection, "pg_version", 0)) // 10000
    program = shutil.which(name)
    if program is None:
        raise refuse(CLIENT_MISSING, value=name, version=str(version))
    said = re.search(r"\) (\d+)", _run([program, "--version"]))
    if said is None or int(said[1]) < version:
        raise refuse(CLIENT_TOO_OLD, value=name, found=said[1] if said else "?", version=str(version))
    return program


def _whereto() -> list[str]:
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - there only where PostgreSQL is used

    given = connection.get_connection_params()
    told = {name: str(given[name]) for name in _CONNECTING if given.get(name)}
    return [f"--dbname={make_conninfo('', **told)}"]


def _environment() -> dict[str, str]:
    """The password goes by the environment, where other accounts cannot read it."""
    password = str(connection.settings_dict.get("PASSWORD") or "")
    return {**os.environ, "LC_MESSAGES": "C", **({"PGPASSWORD": password} if password else {})}


def _run(command: list[str]) -> str:
    done = subprocess.run(command, env=_environment(), capture_output=True, check=False)  # noqa: S603 - as above
    if done.returncode:
        raise _failed(Path(command[0]).name, done.stderr)
    return done.stdout.decode("utf-8", "replace")


def _failed(program: str, told: bytes) -> Exception:
    lines = told.decode("utf-8", "replace").strip().splitlines()
    return refuse(CLIENT_FAILED, value=program, reason=lines[0] if lines else "?")
