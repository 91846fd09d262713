"""The two processes below `langso serve`: the server and the worker. Each ends once its parent is gone."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

SETTINGS_MODULE = "langso.settings.django"
_LOOK = 1.0
"""Seconds between two looks for the parent."""


def main(arguments: list[str]) -> None:
    """Run one of the two: `server HOST PORT WORKERS` or `worker`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    end_with_parent()
    if arguments[0] == "server":
        _server(arguments[1], int(arguments[2]), int(arguments[3]))
    else:
        _worker()


def end_with_parent() -> None:
    """From now on this process is told to end (SIGTERM) when the one that started it is no longer there."""
    parent = os.getppid()

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=look, name="parent", daemon=True).start()


def _server(host: str, port: int, workers: int) -> None:
    """The server: processes that answer, each with some threads; one that falls is replaced."""
    from granian.constants import Interfaces  # noqa: PLC0415 - only here
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    from langso.settings.logging import logging_of  # noqa: PLC0415
    from langso.settings.table import read_settings  # noqa: PLC0415

    logging_of(read_settings()["LOG"])
    through_ours: dict[str, Any] = {"handlers": [], "propagate": True}
    Server(
        "langso.web.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers,
        blocking_threads=4, websockets=False, respawn_failed_workers=True, workers_kill_timeout=25,
        log_access=False, log_level=LogLevels.warning,
        log_dictconfig={"loggers": {"_granian": dict(through_ours), "granian.access": dict(through_ours)}},
    ).serve(target_loader=_application)  # fmt: skip


def _application(target: str) -> Callable[..., Any]:
    """Loads the application in a process that answers."""
    from importlib import import_module  # noqa: PLC0415 - as the server calls it

    end_with_parent()
    module, name = target.split(":")
    return getattr(import_module(module), name)  # type: ignore[no-any-return]


def _worker() -> None:
    """The worker: does the tasks one after the other; holds a sign by which `/health/` knows that it is there."""
    import django  # noqa: PLC0415 - only the worker needs it

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from langso.dossiers.mailing import start_again  # noqa: PLC0415
    from langso.files import held  # noqa: PLC0415
    from langso.web.working import WORKING, worker_name, write_off_what_fell  # noqa: PLC0415

    with ExitStack() as stack:
        try:
            stack.enter_context(held(Path(settings.DATA) / WORKING, alone=True))
            write_off_what_fell(socket.gethostname())
        except BlockingIOError:  # another worker of this machine is at it too; both may
            pass
        start_again()
        call_command("db_worker", startup_delay=False, worker_id=worker_name(socket.gethostname()), reload=False)


if __name__ == "__main__":
    main(sys.argv[1:])
