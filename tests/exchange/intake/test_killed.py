"""The worker is killed (SIGKILL) in the middle of writing: nothing is kept, and the import can be started again."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

SCRIPT = Path(__file__).with_name("killing.py")
PATIENCE = 120


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def place(request: Any, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a workplace with a database of its own."""
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "langso.settings.django", "LANGSO_DATA": str(tmp_path),
        "LANGSO_DAY": "2022-12-31", "LANGSO_SECOND_FACTOR": "no", "LANGSO_DATABASE": "",
    }  # fmt: skip
    if request.param == "sqlite":
        yield environment
        return
    import psycopg

    server, name = os.environ["LANGSO_TEST_POSTGRESQL"], f"langso_killed_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {**environment, "LANGSO_DATABASE": urlsplit(server)._replace(path=f"/{name}").geturl()}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def does(place: dict[str, str], command: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), command], env=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def worker(place: dict[str, str], *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "django", "db_worker", "--no-startup-delay", *options]
    return subprocess.Popen(command, env=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def works_through(place: dict[str, str]) -> None:
    assert worker(place, "--batch").wait(PATIENCE) == 0


def kill_in_the_middle(place: dict[str, str], number: int) -> None:
    """Start the worker, and kill it once it has written something within its transaction."""
    progress = Path(place["LANGSO_DATA"]) / "files" / "imports" / f"{number}.progress"
    process = worker(place)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if json.loads(progress.read_text())[1] > 0:
                    break
            except (OSError, ValueError):
                pass
            time.sleep(0.002)
        assert process.poll() is None
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    past = time.time() - 3_600
    os.utime(progress, (past, past))


def test_a_killed_import_leaves_nothing_and_is_started_again(place: dict[str, str]) -> None:
    rows = does(place, "prepare")["rows"]
    works_through(place)
    ready = does(place, "told")
    assert (ready["state"], ready["counts"]) == ("ready", {"villages": {"added": rows}})
    does(place, "confirm")
    kill_in_the_middle(place, ready["import"])
    after = does(place, "told")
    assert (after["state"], after["broken_off"]) == ("applying", True)
    same = ("rows", "ledgers", "kinds", "events")
    assert [after[what] for what in same] == [ready[what] for what in same]
    does(place, "again")
    works_through(place)
    done = does(place, "told")
    assert (done["state"], done["rows"], done["broken_off"]) == ("applied", rows, False)
    assert set(done["kinds"]) - set(ready["kinds"]) == {"rows.imported", "import.applied"}
