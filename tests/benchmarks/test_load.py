"""The client of the benchmarks: it reads whole answers, keeps cookies, asks as often as told, and counts right."""

import gzip
import random
import socketserver
import threading

import pytest

from benchmarks.load import Habit, Seen, Visitor, percentile, visit
from benchmarks.mending import Cell, Mender
from benchmarks.serving import Line

PAGE = gzip.compress(("Xã " * 9_000).encode(), mtime=0)


class Server(socketserver.ThreadingTCPServer):
    """Answers with what it was given, and remembers what it was asked."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.closing = False


class Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        while (line := self.rfile.readline()) and not self.server.closing:
            head = line.decode()
            while (header := self.rfile.readline().decode()) not in ("\r\n", ""):
                head += header
            length = next((int(h.partition(":")[2]) for h in head.splitlines() if h.startswith("Content-Length")), 0)
            self.server.asked.append(head + self.rfile.read(length).decode())
            status = "404 Not Found" if "/missing" in head else "200 OK"
            self.wfile.write(
                f"HTTP/1.1 {status}\r\ncontent-encoding: gzip\r\nset-cookie:  csrftoken=abc; Path=/\r\n"
                f"content-length: {len(PAGE)}\r\n\r\n".encode()
                + PAGE
            )


@pytest.fixture
def server():
    with Server() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def line(server):
    made = Line(server.server_address[1])
    yield made
    made.close()


def test_a_whole_answer_is_read_and_unpacked(line):
    for _ in range(2):
        answer = line.get("/")
        assert (answer.status, len(answer.text)) == (200, 27_000)


def test_cookies_are_kept_and_the_token_goes_with_a_form_as_htmx_sends_it(line, server):
    line.get("/")
    line.post("/mend/", {"a": "xã"}, HX_Request="true")
    sent = server.asked[-1]
    assert "Cookie: csrftoken=abc\r\n" in sent
    assert "X-CSRFToken: abc\r\n" in sent
    assert "HX-Request: true\r\n" in sent
    assert sent.endswith("a=x%C3%A3")


def test_a_line_that_the_server_closed_is_opened_once_more(line):
    line.get("/")
    line._socket.shutdown(2)
    assert line.get("/").status == 200


def test_a_change_turns_the_cell_each_time_and_names_the_version_that_it_saw(monkeypatch, line):
    sent = []
    monkeypatch.setattr("benchmarks.mending._sent", lambda _line, *about: sent.append(about))
    change = Mender("10807", [Cell("NTM-8.4c", 7, "settled_online", version=3, holds=True)])
    change(line)
    change(line)
    assert [form["cell.7.settled_online"] for _code, _node, form in sent] == ["0", "1"]
    assert [form["version.7"] for _code, _node, form in sent] == ["3", "4"]


def test_steps_come_as_often_as_their_weights_say():
    habit = Habit({"often": (9, None), "seldom": (1, None)})
    chance = random.Random(1)  # noqa: S311 - chance, not a secret
    names = [habit.choose(chance)[0] for _ in range(1000)]
    assert 850 < names.count("often") < 950


def test_answers_are_counted_by_their_step_and_wrong_ones_told(server, line):
    visitor = Visitor(line, Habit({"a page": (1, lambda one: one.get("/"))}))
    lost = Visitor(Line(line.port), Habit({"nothing": (1, lambda one: one.get("/missing"))}))
    seen = visit([visitor, lost], 0.2, (0, 0))
    assert set(seen.taken) == {"a page"}
    assert set(seen.wrong) == {"nothing: 404"}
    assert len(seen.taken["a page"]) + len(seen.wrong) == len(server.asked)


def test_what_is_asked_during_the_warm_up_is_not_counted(server, line):
    seen = visit([Visitor(line, Habit({"a page": (1, lambda one: one.get("/"))}))], 0.0, (0, 0), warm_up=0.2)
    assert server.asked
    assert seen.all == []


def test_the_rate_is_of_the_seconds_that_were_counted():
    assert Seen({"a": [0.1, 0.1], "b": [0.2]}, seconds=2.0).rate == 1.5


def test_95_of_100_keep_within_the_percentile():
    taken = [number / 100 for number in range(1, 101)]
    assert sum(one <= percentile(taken, 95) for one in taken) == 95
    assert percentile([0.5], 95) == 0.5
