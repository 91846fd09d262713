"""The product served as `langso serve` does, and a client that asks it: as little of the processor's time as may be.

The client shares the machine with the server, so it reads answers without parsing what nobody looks at.
"""

import gzip
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks import priority
from benchmarks.data import ROOT
from benchmarks.province import Province

PATIENCE, _ANSWERED = 180.0, 30.0
"""Seconds until the server must be there, and until it must answer."""


@contextmanager
def served(province: Province, *, workers: int = 2, settings: str = "langso.settings.django") -> Iterator[int]:
    """`langso serve` over a province, until the block ends; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    given = province.environment(DJANGO_SETTINGS_MODULE=settings)
    command = [sys.executable, "-m", "langso", "serve", "--port", str(port), "--workers", str(workers)]
    with (province.folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=given, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait(port, server)
            priority.put_first(server.pid)
            yield port
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            if Line(port).get("/health/").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `body` as it came: gzipped where the server did so."""

    status: int
    head: bytes
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        packed = b"content-encoding: gzip" in self.head.lower()
        return (gzip.decompress(self.body) if packed else self.body).decode()


@dataclass
class Line:
    """A connection that stays open, with the cookies of one visitor."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _socket: socket.socket | None = None

    def get(self, path: str, **headers: str) -> Answer:
        """A page. Headers by their names with _ for -."""
        return self.ask(self.request("GET", path, b"", headers))

    def post(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        """What a form is answered with, sent as htmx sends it: with the token of the cookie in a header."""
        token = {"X_CSRFToken": self.cookies.get("csrftoken", "")}
        kind = {"Content_Type": "application/x-www-form-urlencoded"}
        return self.ask(self.request("POST", path, urlencode(form).encode(), {**token, **kind, **headers}))

    def request(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        """A request as it goes over the line."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {"Host": f"127.0.0.1:{self.port}", "Accept-Encoding": "gzip", **headers}
        if cookies:
            given["Cookie"] = cookies
        if method == "POST":
            given["Content-Length"] = str(len(body))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in given.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def ask(self, request: bytes) -> Answer:
        """Send a request and read the whole answer; once more where the server has closed the line meanwhile."""
        if self._socket is None:
            return self._ask(request)
        try:
            return self._ask(request)
        except ConnectionError:
            self.close()
            return self._ask(request)

    def close(self) -> None:
        """Close the line; the next request opens another."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None

    def _ask(self, request: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), _ANSWERED)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        came = b""
        while (end := came.find(b"\r\n\r\n")) < 0:
            came += self._more()
        head, body = came[:end], [came[end + 4 :]]
        length = _LENGTH.search(head)
        if length is None:
            raise ConnectionError("an answer that does not say how long it is")
        missing = int(length[1]) - len(body[0])
        while missing > 0:
            body.append(self._more())
            missing -= len(body[-1])
        for name, value in _COOKIE.findall(head):
            self.cookies[name.decode()] = value.decode()
        return Answer(int(head[9:12]), head, b"".join(body))

    def _more(self) -> bytes:
        assert self._socket is not None
        found = self._socket.recv(262_144)
        if not found:
            raise ConnectionResetError("the server closed the line")
        return found


_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;]*)", re.IGNORECASE)


def sign_in(line: Line, email: str, password: str) -> None:
    """Sign in through the form."""
    line.get("/account/login/")
    form = {"login": email, "password": password}
    answer = line.post("/account/login/", form, Referer=f"http://127.0.0.1:{line.port}/account/login/")
    if answer.status != 302:
        raise SystemExit(f"{email} could not sign in: {answer.status}")
