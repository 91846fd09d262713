"""PostgreSQL goes away in the middle: the pages say so in words, nothing is half done, and all goes on once it is back.

The server goes away by a way in between that is closed, so that nobody else's tests lose it.
"""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from exchange.safekeeping.conftest import ask, drop
from serving import environment, langso, served, until

pytestmark = pytest.mark.postgresql


class Way:
    """A socket that leads to the server, until it is closed."""

    def __init__(self, folder: Path) -> None:
        given = urlsplit(os.environ["LANGSO_TEST_POSTGRESQL"])
        host = dict(parse_qsl(given.query)).get("host") or given.hostname or "localhost"
        self._server = f"{host}/.s.PGSQL.{given.port or 5432}" if host.startswith("/") else (host, given.port or 5432)
        self._place = folder / ".s.PGSQL.5432"
        self._open: list[socket.socket] = []

    def open(self) -> None:
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(self._place))
        self._listening.listen()
        threading.Thread(target=self._let_in, args=(self._listening,), daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._place.unlink()
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _let_in(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = listening.accept()
                far = socket.socket(socket.AF_UNIX if isinstance(self._server, str) else socket.AF_INET)
                far.connect(self._server)
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pour, args=(one, other), daemon=True).start()

    def _pour(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while some := one.recv(65536):
                other.sendall(some)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)


@contextmanager
def database(name: str) -> Iterator[None]:
    drop(name)
    ask(f"CREATE DATABASE {name}")
    try:
        yield
    finally:
        drop(name)


def test_pages_say_that_the_database_is_away_and_go_on_once_it_is_back(tmp_path):
    user = urlsplit(os.environ["LANGSO_TEST_POSTGRESQL"]).username or ""
    way = Way(tmp_path)
    given = environment(tmp_path / "data", DATABASE=f"postgresql://{user}@/langso_away?host={quote(str(tmp_path))}")
    with database("langso_away"):
        way.open()
        done = langso("migrate", given=given)
        assert done.returncode == 0, done.stderr
        with served(given) as product:
            assert product.get("/").status == 200
            way.close()
            refused = product.get("/", Cookie="lang=en")
            assert refused.status == 503
            assert refused.headers["retry-after"] == "60"
            assert "The database does not answer. Nothing was changed by halves." in refused.text
            assert product.get("/health/").status == 503
            signed_in = product.get("/", Cookie="sessionid=0123456789abcdefghijklmnopqrstuv; lang=en")
            assert signed_in.status == 503
            assert langso("migrate", given=given).stderr.startswith("✕ The database does not answer: ")
            way.open()
            until(lambda: product.get("/").status == 200)
            # The worker fell with the database, and is started again.
            until(lambda: product.health()["status"] == "ok")
        way.close()
