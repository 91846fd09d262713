"""`langso backup` and `langso restore` for real: what comes back is proved, and what fails takes nothing away."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import pytest

from exchange.safekeeping.archives import made_anew, members_of, said
from exchange.safekeeping.conftest import WORK, Place
from langso.files import SERVING, held
from serving import langso, python, until


def backup(place, target):
    done = langso("backup", target, given=place.given)
    assert done.returncode == 0, done.stderr
    return done.stdout


def restore(place, archive, *options):
    return langso("restore", archive, *options, given=place.given)


def refused(done, words):
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def worked(place_like):
    return place_like("worked", "here")


@pytest.fixture(scope="module")
def made_once(templates, tmp_path_factory):
    target = tmp_path_factory.mktemp("archive") / "langso.zip"
    backup(templates["worked"], target)
    return target


@pytest.fixture
def archive(made_once, tmp_path):
    return shutil.copy(made_once, tmp_path / "langso.zip")


def test_what_was_backed_up_comes_back_and_is_proved(worked, place_like, tmp_path):
    told = backup(worked, tmp_path / "langso.zip")
    assert "1 evidence files, a journal of 5 events." in told
    elsewhere = place_like("empty", "elsewhere")
    done = restore(elsewhere, tmp_path / "langso.zip")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Restored and proved: ")
    assert elsewhere.state() == worked.state()
    assert elsewhere.files == worked.files == {"ab/abc.jpg": b"\xff\xd8 picture"}
    python(WORK.replace("can-bo@", "khac@"), elsewhere.given)
    assert len(elsewhere.state()) == 10


def test_what_the_cache_remembered_does_not_come_back(worked, place_like, tmp_path):
    python("from django.core.cache import cache\ncache.set('preview', ['x'], 3600)", worked.given)
    assert worked.ask("SELECT count(*) FROM cache") == [(1,)]
    backup(worked, tmp_path / "langso.zip")
    elsewhere = place_like("empty", "elsewhere")
    done = restore(elsewhere, tmp_path / "langso.zip")
    assert done.returncode == 0, done.stderr
    assert elsewhere.ask("SELECT count(*) FROM cache") == [(0,)]


def test_a_database_with_something_in_it_is_kept_unless_told_otherwise(worked, archive, place_like):
    other = place_like("worked", "other")
    python(WORK.replace("can-bo@", "khac@"), other.given)
    before = other.state()
    refused(restore(other, archive), "The database is not empty: ")
    assert other.state() == before
    done = restore(other, archive, "--overwrite")
    assert done.returncode == 0, done.stderr
    assert other.state() == worked.state()


def test_an_altered_backup_is_refused_and_what_is_there_stays(worked, archive):
    before = worked.state()
    altered = made_anew(archive, lambda members: members.update({"files/ab/abc.jpg": b"\xff\xd8 another"}))
    refused(restore(worked, altered, "--overwrite"), "files/ab/abc.jpg in the backup is not what it was")
    refused(restore(worked, made_anew(archive, cut_the_database), "--overwrite"), "database in the backup")
    assert worked.state() == before
    assert worked.files == {"ab/abc.jpg": b"\xff\xd8 picture"}


def cut_the_database(members):
    members["database"] = members["database"][: len(members["database"]) // 2]


def test_a_database_cut_by_somebody_who_mends_the_digests_is_refused_too(worked, archive):
    before = worked.state()
    done = restore(worked, made_anew(archive, cut_the_database, and_manifest=True), "--overwrite")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert worked.state() == before


def test_other_rows_than_were_counted_are_refused(worked, archive):
    before = worked.state()
    tables = json.loads(members_of(archive)["manifest.json"])["tables"]
    tables["journal_event"] += 1
    done = restore(worked, said(archive, tables=tables), "--overwrite")
    refused(done, "What was restored is not what was backed up: table journal_event has 5 rows instead of 6")
    assert worked.state() == before


def test_a_backup_of_a_later_version_is_refused(worked, archive):
    migrations = [*json.loads(members_of(archive)["manifest.json"])["migrations"], "registers.0999_from_the_future"]
    done = restore(worked, said(archive, migrations=migrations, version="9.1.0"), "--overwrite")
    refused(done, "The backup was made by version 9.1.0, whose database this version does not know")


def test_a_backup_of_another_kind_of_database_is_refused(worked, archive, engine):
    other = "postgresql" if engine == "sqlite" else "sqlite"
    refused(restore(worked, said(archive, engine=other), "--overwrite"), "The backup is of a database of ")


def test_nothing_is_restored_while_the_server_runs(worked, archive):
    with held(worked.data / SERVING, alone=False):
        refused(restore(worked, archive, "--overwrite"), "The product is running: a server works on ")


def test_a_backup_is_whole_while_others_write(worked, place_like, tmp_path):
    writing = WORK.replace("range(5)", "range(10**6)").replace("can-bo@", "khac@")
    code = f"import django, time\ndjango.setup()\n{writing}    time.sleep(0.01)\n"
    given = {**worked.given, "DJANGO_SETTINGS_MODULE": "langso.settings.django"}
    writer = subprocess.Popen([sys.executable, "-c", code], env=given)
    try:
        until(lambda: len(worked.state()) > 20)
        backup(worked, tmp_path / "langso.zip")
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    elsewhere = place_like("empty", "elsewhere")
    done = restore(elsewhere, tmp_path / "langso.zip")
    assert done.returncode == 0, done.stderr
    assert len(elsewhere.state()) > 20


def test_an_archive_that_is_there_is_not_replaced_unless_told(worked, archive):
    before = archive.read_bytes()
    refused(langso("backup", archive, given=worked.given), "is there already")
    assert archive.read_bytes() == before
    assert langso("backup", archive, "--overwrite", given=worked.given).returncode == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_journal_altered_within_the_backup_is_refused(worked, archive, tmp_path):
    def change(members):
        file = tmp_path / "altered.sqlite3"
        file.write_bytes(members["database"])
        with closing(sqlite3.connect(file)) as opened:
            opened.execute("UPDATE journal_event SET reason = 'khác' WHERE number = 3")
            opened.commit()
            opened.execute("PRAGMA journal_mode = DELETE")
        members["database"] = file.read_bytes()

    done = restore(worked, made_anew(archive, change, and_manifest=True), "--overwrite")
    refused(done, "the journal holds for 2 events instead of 5")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_a_broken_off_restore_left_is_cleared_away(worked, archive):
    (worked.data / ".restoring-left").mkdir()
    assert restore(worked, archive, "--overwrite").returncode == 0
    assert not list(worked.data.glob(".restoring-*"))


on_postgresql = pytest.mark.parametrize(
    "engine", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@on_postgresql
def test_a_restore_cut_off_by_a_power_cut_is_undone_by_the_next(worked, archive):
    before = worked.state()
    worked.ask("CREATE SCHEMA langso_before_restore")
    worked.ask("ALTER TABLE journal_event SET SCHEMA langso_before_restore")
    worked.ask("CREATE TABLE journal_event (number int)")
    refused(restore(worked, archive), "The database is not empty: ")
    assert worked.state() == before


@on_postgresql
def test_tables_of_others_are_not_taken_for_an_empty_database(place_like, archive):
    place = place_like("empty", "shared")
    place.ask("CREATE TABLE theirs (id int)")
    place.ask("INSERT INTO theirs VALUES (1)")
    refused(restore(place, archive), "The database is not empty: 1 rows in 1 tables")


@on_postgresql
def test_nothing_is_restored_while_others_are_connected(worked, archive):
    import psycopg

    with psycopg.connect(worked.database):
        refused(restore(worked, archive, "--overwrite"), "1 other connections to the database")


@on_postgresql
def test_the_owner_of_the_database_need_not_rule_the_server(worked, tmp_path, place_like):
    """What extensions brought belongs to whoever rules the server; it stays where it is."""
    worked.ask("CREATE EXTENSION pg_trgm")
    backup(worked, tmp_path / "with.zip")
    elsewhere = place_like("empty", "elsewhere")
    owner = f"owner_of_{elsewhere.name}"
    elsewhere.ask(f"CREATE ROLE {owner} LOGIN")
    try:
        elsewhere.ask(f"ALTER DATABASE {elsewhere.name} OWNER TO {owner}")
        elsewhere.ask("DROP SCHEMA public CASCADE")
        elsewhere.ask(f"CREATE SCHEMA public AUTHORIZATION {owner}")
        owned = Place(elsewhere.data, urlunsplit(_as(elsewhere.database, owner)))
        for _again in range(2):
            done = restore(owned, tmp_path / "with.zip", "--overwrite")
            assert done.returncode == 0, done.stderr
            assert elsewhere.ask("SELECT similarity('xã', 'xã')") == [(1.0,)]
            assert owned.state() == worked.state()
    finally:
        elsewhere.ask(f"REASSIGN OWNED BY {owner} TO CURRENT_USER")
        elsewhere.ask(f"DROP OWNED BY {owner}")
        elsewhere.ask(f"DROP ROLE {owner}")


def _as(url, user):
    parts = urlsplit(url)
    return parts._replace(netloc=f"{user}@{parts.netloc.rpartition('@')[2]}")


@on_postgresql
def test_client_programs_that_are_missing_or_too_old_are_named(worked, tmp_path):
    (tmp_path / "bin").mkdir()
    without = {**worked.given, "PATH": str(tmp_path / "bin")}
    refused(langso("backup", tmp_path / "x.zip", given=without), "The program pg_dump is not there")
    old = tmp_path / "bin/pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    refused(langso("backup", tmp_path / "x.zip", given=without), "pg_dump is of version 9, the server of version ")
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 99.0'\n[ \"$1\" = --version ] || { echo oh >&2; exit 1; }\n")
    refused(langso("backup", tmp_path / "x.zip", given=without), "pg_dump failed: oh")
    assert not (tmp_path / "x.zip").exists()
