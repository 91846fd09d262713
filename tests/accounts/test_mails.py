"""Mails about accounts: ours for everything that allauth sends here, in the language of whoever gets it."""

from pathlib import Path

import allauth
import pytest

from langso.accounts import mails
from langso.accounts.models import Person
from workplace import Workplace

pytestmark = pytest.mark.django_db
NOT_OFFERED = {
    "account_already_exists", "email_changed", "email_confirm", "email_confirmation", "email_confirmation_signup",
    "email_deleted", "login_code", "password_reset_code", "unknown_account", "account_disconnected",
}  # fmt: skip
"""Mails of what the product does not offer."""


def test_every_mail_of_allauth_is_either_ours_or_of_something_not_offered() -> None:
    templates = Path(allauth.__file__).parent / "templates"
    prefixes = {
        str(path.relative_to(templates)).removesuffix("_subject.txt")
        for path in templates.glob("*/email/*_subject.txt")
    }
    assert {prefix for prefix in prefixes if prefix.rsplit("/", 1)[1] not in NOT_OFFERED} == set(mails.MAILS)


@pytest.mark.parametrize("prefix", list(mails.MAILS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_mail_is_written_in_the_persons_language(workplace: Workplace, prefix: str, language: str) -> None:
    person = workplace.officer
    person.language = language
    context = {"user": person, "password_reset_url": "https://x.example/1", "ip": "10.0.0.1", "user_agent": "Firefox"}
    sent = mails.written(prefix, person.email, context)
    assert sent is not None
    said = f"{sent.subject}\n{sent.body}"
    assert sent.subject.startswith("[Làng Số] ")
    assert ("Kính gửi anh/chị" in said) is (language == "vi")
    assert "{" not in said
    if language == "vi":
        assert " your " not in said


def test_a_mail_of_something_not_offered_is_sent_to_nobody() -> None:
    assert mails.written("account/email/unknown_account", "ai@do.example", {}) is None


def test_an_invitation_says_what_for_for_how_long_and_where(workplace: Workplace) -> None:
    sent = mails.invitation(Person(email="moi@xa.example", name="Nguyễn Thị Hạnh"), "https://x.example/invitation/1/")
    assert sent.subject == "[Làng Số] Lời mời sử dụng"
    assert sent.body.startswith("Kính gửi anh/chị Nguyễn Thị Hạnh,\n\nAnh/chị được mời làm việc trên Làng Số")
    assert "một lần trong 7 ngày:\n\nhttps://x.example/invitation/1/\n" in sent.body
