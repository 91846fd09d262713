"""Notices through a real mail server, by the product's own worker: away, then there, and away again in between."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from patience import patience
from serving import ROOT, environment, free_port, langso, python

TESTS = Path(__file__).parents[1]

BEFORE = """
from datetime import date
from langso.accounts.models import Role
from langso.dossiers.actions import open_cycle, open_dossier, return_for_more, submit
from langso.dossiers.models import Dossier, Notice
from meeting import bring_to_meet_ntm
from workplace import DAY, set_up
place = set_up()
people = place.people
"""
SUBMIT = """
bring_to_meet_ntm(place.officer, place.commune, DAY)
cycle = open_cycle(people[Role.DEPARTMENT_LEADER], "Năm 2022", date(2022, 1, 1))
dossier = open_dossier(place.officer, place.commune, "NTM", cycle)
submit(people[Role.COMMUNE_LEADER], dossier, seen=dossier.version)
"""
FOUND = """
from langso.accounts.models import Membership, Person
dossier = Dossier.objects.get()
reviewer = Person.objects.get(email="district_reviewer@langso.example")
return_for_more(reviewer, dossier, seen=dossier.version, reason="Thiếu ảnh")
"""

IMPORTS = BEFORE.partition("place = ")[0]


def states(data: Path) -> list[tuple[str, int]]:
    """How each mail stands, asked past the product: state and tries."""
    with closing(sqlite3.connect(data / "langso.sqlite3")) as opened:
        return opened.execute("SELECT mail, tries FROM dossiers_notice ORDER BY id").fetchall()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds: a worker on a busy machine takes its time to begin."""
    with patience(240):
        while not holds():
            time.sleep(0.2)


class Inbox:
    """Takes every mail and keeps it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Taken"

    @contextmanager
    def listening(self, port: int) -> Iterator[None]:
        controller = Controller(self, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            yield
        finally:
            controller.stop()


@contextmanager
def working(given: dict[str, str]) -> Iterator[None]:
    """The product's worker alone."""
    with subprocess.Popen([sys.executable, "-m", "langso.cli.processes", "worker"], env=given, cwd=ROOT) as worker:
        try:
            yield
        finally:
            worker.terminate()


def test_no_notice_is_lost_or_sent_twice_while_the_mail_server_comes_and_goes(tmp_path: Path) -> None:
    port, inbox = free_port(), Inbox()
    given = environment(
        tmp_path, DAY="2022-12-31", SECOND_FACTOR="no", EMAIL=f"smtp://127.0.0.1:{port}", MAIL_RETRY="1",
        ADDRESS="https://langso.example", EMAIL_FROM="Làng Số <langso@tinh.example>",
    ) | {"PYTHONPATH": str(TESTS)}  # fmt: skip
    assert langso("migrate", given=given).returncode == 0
    python(BEFORE + SUBMIT, given)
    with working(given):
        until(lambda: any(tries > 1 for _state, tries in states(tmp_path)))
        assert not inbox.mails

        with inbox.listening(port):
            until(lambda: all(state == "sent" for state, _tries in states(tmp_path)))
        (mail,) = inbox.mails
        assert mail["To"] == "district_reviewer@langso.example"
        assert mail["From"] == "Làng Số <langso@tinh.example>"
        assert mail["Subject"].strip() == "[Làng Số] Xã An Bình đã gửi hồ sơ NTM"
        assert "https://langso.example/dossiers/1/" in mail.get_content()

        python(IMPORTS + FOUND, given)
        until(lambda: ("due", 1) in states(tmp_path))
        with inbox.listening(port):
            until(lambda: all(state == "sent" for state, _tries in states(tmp_path)))
    assert sorted(mail["To"] for mail in inbox.mails[1:]) == [
        "commune_leader@langso.example", "commune_officer@langso.example",
    ]  # fmt: skip
