"""`langso serve` for real: it answers, its processes live and end together, and trouble is said in words."""

import os
import re
import signal
import socket
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest

from serving import ROOT, Answer, Served, environment, is_running, langso, python, served, until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the server runs on Linux and macOS")


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """A folder with a migrated database, and settings under which nobody waits long."""
    hasty = {"DJANGO_SETTINGS_MODULE": "hasty_settings", "PYTHONPATH": str(ROOT / "tests")}
    given = {**environment(tmp_path_factory.mktemp("data"), DAY="2022-12-31"), **hasty}
    done = langso("migrate", given=given)
    assert done.returncode == 0, done.stderr
    return given


def test_it_answers_and_stops_as_a_whole(given):
    with served(given, workers=2) as product:
        page = product.get("/")
        assert page.status == 200
        assert len(product.family()) >= 4
        family = product.family()
        style = re.search(r"/static/web/css/[\w.-]+\.css", page.text)[0]
        file = product.get(style, Accept_Encoding="br")
        assert "immutable" in file.headers["cache-control"]
        assert file.headers["content-encoding"] == "br"
        counted = product.get("/metrics/").text
        assert 'langso_requests_total{status="2xx"} 1\n' in counted
        assert "langso_worker_up 1\n" in counted
        product.process.send_signal(signal.SIGTERM)
        assert product.process.wait(60) == 0
        until(lambda: not any(is_running(pid) for pid in family))


def test_a_worker_that_falls_is_started_again(given):
    with served(given) as product:
        fallen = product.of("worker")
        os.kill(fallen, signal.SIGKILL)
        until(lambda: product.health()["status"] == "degraded")
        until(lambda: product.health()["status"] == "ok")
        assert product.of("worker") != fallen


def test_a_process_that_answers_and_falls_is_replaced(given):
    with served(given) as product:
        (answering,) = [pid for pid in product.family() if pid not in (product.of("server"), product.of("worker"))]
        os.kill(answering, signal.SIGKILL)
        until(lambda: answering not in product.family() and product.health()["status"] == "ok")


def test_nothing_outlives_a_parent_that_was_killed(given):
    with served(given) as product:
        product.process.kill()
    # `served` ends only once no process of the family is left.
    assert product.process.returncode == -signal.SIGKILL


def test_without_its_server_all_of_it_ends_with_an_error(given):
    with served(given) as product:
        os.kill(product.of("server"), signal.SIGKILL)
        assert product.process.wait(60) == 1


def test_a_port_in_use_is_said_in_words(given):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = langso("serve", "--port", port, given=given)
    assert done.returncode == 2
    assert f"Port {port} of 127.0.0.1 cannot be opened: Address already in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_another_holds_gives_a_page_in_words_and_keeps_nothing(given):
    email, word = "can-bo@langso.example", "a password for tests"
    make = f"from langso.accounts.models import Person\nPerson.objects.create_user({email!r}, 'Cán bộ', {word!r})"
    python(make, given)
    with served(given) as product, closing(sqlite3.connect(f"{given['LANGSO_DATA']}/langso.sqlite3")) as holder:
        assert _post(product, "/account/login/", login=email, password=word).status == 200
        holder.execute("BEGIN IMMEDIATE")
        refused = _post(product, "/account/logout/")
        assert refused.status == 503
        assert refused.headers["retry-after"] == "60"
        assert "Cơ sở dữ liệu không trả lời. Không có gì bị ghi dở." in refused.text
        assert product.get("/").status == 200
        holder.rollback()
        assert holder.execute("SELECT COUNT(*) FROM django_session").fetchone() == (1,)
        assert _post(product, "/account/logout/").status == 200
        assert holder.execute("SELECT COUNT(*) FROM django_session").fetchone() == (0,)


def _post(product: Served, path: str, **typed: str) -> Answer:
    """A form filled in and sent."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', product.get(path).text)[1]
    return product.get(path, urlencode({"csrfmiddlewaretoken": token, **typed}).encode())


def test_metrics_ask_for_the_token_where_one_is_set(given):
    with served({**given, "LANGSO_METRICS_TOKEN": "a-token"}) as product:
        assert product.get("/metrics/").status == 403
        assert product.get("/metrics/", Authorization="Bearer wrong").status == 403
        assert product.get("/metrics/", Authorization="Bearer a-token").status == 200
