"""The product served for real: `langso serve` in processes of its own, on a port and a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("langso")
PATIENCE = 60.0
"""Seconds until a test gives up waiting for something that comes within one or two."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Served:
    """A product that runs."""

    process: subprocess.Popen[str]
    port: int
    visitor: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    )
    """Keeps the cookies that come."""

    def get(self, path: str, data: bytes | None = None, **headers: str) -> Answer:
        """An answer of any status."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, given)
        try:
            with self.visitor.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, _lower(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, _lower(error.headers), error.read())

    def health(self) -> dict[str, Any]:
        """What it says of itself; `status` is "away" while nobody answers."""
        try:
            return self.get("/health/").json
        except (OSError, ValueError):
            return {"status": "away"}

    def family(self) -> set[int]:
        """The processes below the parent, all the way down."""
        return below(self.process.pid)

    def of(self, what: str) -> int:
        """The process of the parent that is the `server` or the `worker`."""
        (found,) = [pid for pid in children(self.process.pid) if f"langso.cli.processes {what}" in command_of(pid)]
        return found


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The settings for a folder, and nothing else of the product's that happens to be set, nor a terminal's width."""
    given = {f"LANGSO_{name}": value for name, value in settings.items()}
    ours = ("LANGSO_", "DJANGO_", "COLUMNS")
    rest = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    front = {"LANGSO_FRONTEND": str(ROOT / "node_modules")}
    return {**rest, **front, "LANGSO_DATA": str(data), "LANGSO_LANG": "en", "NO_COLOR": "1", **given}


def langso(*arguments: object, given: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A command of the product, to its end."""
    command = [str(COMMAND), *map(str, arguments)]
    return subprocess.run(command, env=dict(given), capture_output=True, text=True, timeout=300, check=False)


def python(code: str, given: Mapping[str, str]) -> str:
    """What some code prints that runs with Django set up."""
    whole = f"import django\ndjango.setup()\n{code}"
    settings = {"DJANGO_SETTINGS_MODULE": "langso.settings.django", **given}
    done = subprocess.run([sys.executable, "-c", whole], env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def served(given: Mapping[str, str], *, workers: int = 1) -> Iterator[Served]:
    """The product, served until the block ends, and no process of it afterwards."""
    port = free_port()
    command = [str(COMMAND), "serve", "--host", "localhost", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, env=dict(given), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    product = Served(process, port)
    family: set[int] = set()
    try:
        until(lambda: product.health()["status"] == "ok" or process.poll() is not None)
        assert process.poll() is None, process.stdout and process.stdout.read()
        family = product.family()
        yield product
    finally:
        family |= product.family()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            for pid in (*family, process.pid):
                os.kill(pid, signal.SIGKILL)
            raise
    until(lambda: not any(is_running(pid) for pid in family))


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def until(holds: Any) -> None:
    """Wait until something holds; fails when it never does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.1)


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    return [child for child, parent in pairs if parent == pid]


def below(pid: int) -> set[int]:
    found = set(children(pid))
    return found.union(*(below(child) for child in found))


def command_of(pid: int) -> str:
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


def is_running(pid: int) -> bool:
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(told.strip()) and not told.startswith("Z")
