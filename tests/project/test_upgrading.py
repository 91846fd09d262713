"""A database of an earlier shape comes to this version's shape: no row is lost, and the journal still proves itself."""

import json
import secrets
import subprocess
import sys

import pytest

from exchange.safekeeping.conftest import ask, drop, on_server
from serving import ROOT, environment, langso

FIRST = dict.fromkeys(("journal", "places", "accounts", "registers", "assessments"), "0001_initial")
"""How the product's own tables stood in its first version."""

DJANGOS_OWN = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables that Django fills by itself."""


WORKED_OUT = {"places_unit": {"order"}}
"""Columns worked out from others, which a migration may work out anew."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def given(request, tmp_path):
    name = f"langso_upgrading_{secrets.token_hex(4)}" if request.param == "postgresql" else ""
    if name:
        ask(f"CREATE DATABASE {name}")
    given = environment(tmp_path / "data", DATABASE=on_server(name) if name else "")
    yield {**given, "DJANGO_SETTINGS_MODULE": "langso.settings.django"}
    if name:
        drop(name)


def upgrading(given, *arguments):
    command = [sys.executable, ROOT / "tests/upgrading.py", *arguments]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_database_of_the_first_version_comes_to_this_one_without_losing_a_row(given):
    upgrading(given, "fill", json.dumps(FIRST))
    before = json.loads(upgrading(given, "tell"))["tables"]
    filled = {table for table, rows in before.items() if rows} - DJANGOS_OWN
    assert {"journal_event", "places_unit", "accounts_person", "villages", "villages_past"} <= filled
    done = langso("migrate", given=given)
    assert done.returncode == 0, done.stderr
    after = json.loads(upgrading(given, "tell"))
    for table in sorted(filled):
        there = after["tables"][table]
        kept = (set(before[table][0]) & set(there[0])) - WORKED_OUT.get(table, set())
        assert [_only(kept, row) for row in there] == [_only(kept, row) for row in before[table]], table
    assert after["broken"] == "None"
    backup = langso("backup", f"{given['LANGSO_DATA']}/after.zip", given=given)
    assert backup.returncode == 0, backup.stderr


def test_a_backup_of_the_first_version_is_restored_in_the_shape_of_this_one(given, tmp_path):
    upgrading(given, "fill", json.dumps(FIRST))
    archive = tmp_path / "first.zip"
    assert langso("backup", archive, given=given).returncode == 0
    done = langso("restore", archive, "--overwrite", given=given)
    assert done.returncode == 0, done.stderr
    after = json.loads(upgrading(given, "tell"))
    assert len(after["tables"]["villages"]) == 3
    assert after["broken"] == "None"
    assert langso("migrate", given=given).returncode == 0


def _only(columns, row):
    return {name: row[name] for name in columns}
