"""Notices of dossiers: who is told what, in which language, and that no mail is lost while the server is away."""

import smtplib
from typing import Any

import pytest
from django.core import mail

from dossiers.test_on_its_way import DECISION, agree_to_all, attest_everything, bring_to_appraised
from langso.accounts.models import Person
from langso.accounts.own import want_mails
from langso.dossiers import mailing
from langso.dossiers.actions import pass_on, return_for_more, submit, take_back
from langso.dossiers.models import Dossier, Mail, Notice
from langso.dossiers.notices import notices_of, said, seen, unseen
from langso.dossiers.recognising import recognise
from langso.dossiers.ruling import assign
from langso.journal.models import Event

pytestmark = pytest.mark.django_db


def told(what: str) -> set[str]:
    return {notice.person.name for notice in Notice.objects.filter(what=what).select_related("person")}


def test_a_submitted_dossier_is_told_to_the_body_that_has_it_in_hand(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    assert told("submitted") == {people.district.name}


def test_a_returned_dossier_is_told_to_the_commune_and_not_to_who_returned_it(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    return_for_more(people.district, dossier, seen=dossier.version, reason="Thiếu ảnh")
    assert told("returned") == {people.officer.name, people.leader.name}


def test_a_dossier_passed_on_is_told_to_the_next_body_and_the_commune(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    agree_to_all(people.district, dossier)
    pass_on(people.district, dossier, seen=dossier.version)
    home = {people.officer.name, people.leader.name}
    assert told("verified") == home | {people.specialist.name, people.department.name}


def test_appraised_and_recognised_are_told_to_who_decides_and_to_the_commune(people: Any, dossier: Dossier) -> None:
    bring_to_appraised(people, dossier)
    home = {people.officer.name, people.leader.name}
    assert told("appraised") == home | {people.coordination.name}
    attest_everything(people, dossier)
    recognise(people.coordination, dossier, DECISION, seen=dossier.version)
    assert told("recognised") == home


def test_a_dossier_taken_back_is_told_to_the_body_that_had_it(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    take_back(people.leader, dossier, seen=dossier.version, reason="Để bổ sung")
    assert told("taken_back") == {people.district.name}


def test_whoever_is_given_a_dossier_is_told(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    agree_to_all(people.district, dossier)
    pass_on(people.district, dossier, seen=dossier.version)
    assign(people.department, dossier, people.specialist)
    assert told("assigned") == {people.specialist.name}
    assign(people.specialist, dossier, people.specialist)
    assert Notice.objects.filter(what="assigned").count() == 1


def test_a_move_that_fails_tells_nobody(people: Any, dossier: Dossier) -> None:
    with pytest.raises(Exception, match=r".*"):
        submit(people.leader, dossier, seen=dossier.version + 7)
    assert not Notice.objects.exists()


def test_a_notice_is_new_until_it_was_looked_at(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    assert unseen(people.district) == 1
    (notice,) = notices_of(people.district)
    assert said(notice) == "Xã An Bình đã gửi hồ sơ NTM"
    seen(people.district, notice.at, notice.pk)
    assert unseen(people.district) == 0


def test_the_mail_is_in_the_persons_language_and_holds_no_more_than_is_needed(
    people: Any, dossier: Dossier, settings: Any
) -> None:
    settings.ADDRESS = "https://langso.example"
    Person.objects.filter(pk=people.leader.pk).update(language="en")
    submit(people.leader, dossier, seen=dossier.version)
    return_for_more(people.district, dossier, seen=dossier.version, reason="Ông Nguyễn Văn A khai sai")
    by_address = {message.to[0]: message for message in mail.outbox[1:]}
    vietnamese, english = by_address[people.officer.email], by_address[people.leader.email]
    assert vietnamese.subject == "[Làng Số] Hồ sơ NTM của Xã An Bình bị trả lại để bổ sung"
    assert english.subject == "[Làng Số] The dossier of Xã An Bình for NTM was returned for more"
    assert f"https://langso.example/dossiers/{dossier.pk}/" in vietnamese.body
    for message in (vietnamese, english):
        assert "Nguyễn Văn A" not in message.body
        assert people.district.name not in message.body


def test_without_an_address_the_mail_says_where_to_look(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    assert "Đăng nhập Làng Số và mở mục Thông báo." in mail.outbox[0].body
    assert "http" not in mail.outbox[0].body


def test_whoever_turned_mails_off_is_told_in_the_product_alone(people: Any, dossier: Dossier) -> None:
    want_mails(people.district, wanted=False)
    assert Event.objects.latest("number").kind == "people.own_account"
    submit(people.leader, dossier, seen=dossier.version)
    assert not mail.outbox
    assert unseen(people.district) == 1


def test_where_mails_are_not_wanted_at_all_none_is_sent(people: Any, dossier: Dossier, settings: Any) -> None:
    settings.NOTIFY_BY_MAIL = False
    submit(people.leader, dossier, seen=dossier.version)
    assert not mail.outbox
    assert told("submitted") == {people.district.name}


class Away:
    """A mail server in trouble: raises what it is given, and counts."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    def __call__(self, *_: object, **__: object) -> None:
        self.asked += 1
        raise self.error


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected("x"),
        smtplib.SMTPRecipientsRefused({"a": (450, b"try later")}), smtplib.SMTPAuthenticationError(535, b"no"),
    ],
)  # fmt: skip
def test_while_the_server_is_away_everything_stays_due_and_is_tried_later(
    people: Any, dossier: Dossier, monkeypatch: pytest.MonkeyPatch, settings: Any, error: Exception
) -> None:
    settings.MAIL_RETRY = 60
    away = Away(error)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", away)
        bring_to_appraised(people, dossier)
        due = Notice.objects.filter(mail=Mail.DUE)
        assert due.count() == Notice.objects.count() > 5
        first = due.order_by("pk").first()
        away.asked, tries = 0, first.tries
        assert mailing.send_due() == min(3600, 60 * 2**tries)
        assert away.asked == 1
    assert mailing.send_due() is None
    assert {notice.mail for notice in Notice.objects.all()} == {Mail.SENT}
    assert len(mail.outbox) == Notice.objects.count()


@pytest.mark.parametrize(
    "error", [smtplib.SMTPRecipientsRefused({"a": (550, b"no such box")}), smtplib.SMTPDataError(554, b"refused")]
)
def test_one_mail_that_is_refused_for_ever_does_not_hold_up_the_others(
    people: Any, dossier: Dossier, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", Away(error))
        submit(people.leader, dossier, seen=dossier.version)
    assert Notice.objects.get().mail == Mail.FAILED
    return_for_more(people.district, dossier, seen=dossier.version, reason="Thiếu ảnh")
    assert len(mail.outbox) == 2


def test_what_a_fallen_worker_was_sending_is_sent_when_one_begins_again(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    Notice.objects.update(mail=Mail.SENDING)
    mail.outbox.clear()
    mailing.start_again()
    assert len(mail.outbox) == 1


def test_whoever_has_left_gets_no_mail_any_more(people: Any, dossier: Dossier) -> None:
    submit(people.leader, dossier, seen=dossier.version)
    Notice.objects.update(mail=Mail.DUE)
    Person.objects.filter(pk=people.district.pk).update(is_active=False)
    mail.outbox.clear()
    mailing.send_due()
    assert not mail.outbox
