"""The parent of the server and the worker: starts both, starts a fallen worker again, and stops both together.

Each of them also ends by itself once the parent is gone; see `processes`.
"""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import structlog

from langso.files import SERVING, held
from langso.problems import PORT_TAKEN, refuse

STOPPING = 30.0
"""Seconds that requests and tasks under way have to end before they are cut off."""

_SHORTEST, _LONGEST, _STEADY = 1.0, 30.0, 60.0
"""Seconds before a fallen worker is started again, at first and at most; and how long a steady one has run."""

_ONE_SIGNAL = 1.0
"""Seconds within which a second signal is taken for an echo of the first."""

_log = structlog.get_logger("langso.serving")


def check_port(host: str, port: int) -> str:
    """The host by number. Refuses a port that cannot be listened on; the server itself would share it, unnoticed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _name, address = min(found, key=lambda one: one[0] != socket.AF_INET)
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen()
        return str(address[0])
    except OSError as error:
        raise refuse(PORT_TAKEN, value=str(port), host=host, reason=error.strerror or str(error)) from error


def serve(data: Path, host: str, port: int, *, workers: int) -> int:
    """Serve until told to stop (SIGTERM, SIGINT); gives the exit status: 1 when the server fell by itself."""
    address = check_port(host, port)
    with held(data / SERVING, alone=False) as sign:
        return _Pair(address, port, workers, sign).run()


@dataclass
class _Pair:
    """The server and the worker, watched."""

    address: str
    port: int
    workers: int
    sign: int
    stopping: threading.Event = field(default_factory=threading.Event)
    hurry: bool = False
    told_at: float = 0.0

    def run(self) -> int:
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        server = self._start("server", self.address, str(self.port), str(self.workers))
        worker = self._start("worker")
        try:
            fell = self._watch(server, worker)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return int(fell)

    def _watch(self, server: subprocess.Popen[bytes], worker: subprocess.Popen[bytes]) -> bool:
        """Until told to stop, or the server fell."""
        pause, started, due = _SHORTEST, time.monotonic(), 0.0
        try:
            while not self.stopping.wait(0.2):
                if server.poll() is not None:
                    _log.error("the server fell", status=server.returncode)
                    return True
                if worker.poll() is None:
                    continue
                now = time.monotonic()
                if not due:
                    pause = _SHORTEST if now - started > _STEADY else min(pause * 2, _LONGEST)
                    due = now + pause
                    _log.error("the worker fell and is started again", status=worker.returncode, seconds=pause)
                elif now >= due:
                    worker, started, due = self._start("worker"), now, 0.0
            return False
        finally:
            self._end([server, worker])

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        # In a session of its own: Ctrl+C in a terminal reaches the parent alone, which then stops both in order.
        return subprocess.Popen(  # noqa: S603 - this same program
            [sys.executable, "-m", "langso.cli.processes", what, *arguments],
            start_new_session=True,
            pass_fds=[self.sign],
        )

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as signals call it
        now = time.monotonic()
        # A shell or `make` may pass on what the whole group was sent already: that is one signal, not two.
        self.hurry = self.stopping.is_set() and now - self.told_at > _ONE_SIGNAL
        if not self.stopping.is_set():
            self.told_at = now
        self.stopping.set()

    def _end(self, running: Sequence[subprocess.Popen[Any]]) -> None:
        """Ask both to end, wait, and cut off what does not; a second signal cuts off at once."""
        for process in running:
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + STOPPING
        while any(process.poll() is None for process in running):
            if self.hurry or time.monotonic() > until:
                _log.warning("cut off what did not end in time")
                for process in running:
                    process.kill()
            time.sleep(0.05)


def told_where(host: str, port: int) -> str:
    """The address to type into a browser."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{'localhost' if host in ('0.0.0.0', '::') else shown}:{port}/"  # noqa: S104 - told, not listened on
