"""Signing in: password, second factor, forgotten passwords, and what gives away nothing to whoever only guesses."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import allauth
import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

import langso.web
from langso.accounts.models import Person, Role
from web.accounts import code, give_second_factor, signed_in
from workplace import PASSWORD, Workplace

pytestmark = pytest.mark.django_db
WRONG = "Địa chỉ thư hoặc mật khẩu không đúng."


def confirm(client: Client, address: str) -> str:
    """Go to a page that asks for the password once more, give it, and read the page."""
    asked = client.get(address)
    assert "Xác nhận chính anh/chị" in client.get(asked["Location"]).content.decode()
    back = client.post(asked["Location"], {"password": PASSWORD})
    return client.get(back["Location"]).content.decode()


@pytest.fixture(autouse=True)
def _no_one_has_tried_before() -> None:
    cache.clear()


def links_to_sign_in(client, address):
    page = client.get(address).content.decode()
    return {unescape(href) for href in re.findall(r'<a [^>]*href="(/account/login/[^"]*)" data-sign-in', page)}


def test_who_signs_in_from_a_page_comes_back_to_it(client, workplace):
    address = f"/communes/{workplace.commune.code}/?set=NC"
    (link,) = links_to_sign_in(client, address)
    assert link == "/account/login/?" + urlencode({"next": address})
    assert "Cán bộ xã An Bình:" in client.get(address).content.decode()
    typed = {"login": workplace.officer.email, "password": PASSWORD, "next": address}
    assert client.post(link, typed)["Location"] == address


@pytest.mark.parametrize("address", ["/", "/account/login/", "/account/password/reset/", "/no-such-page/"])
def test_the_first_page_one_of_signing_in_and_one_that_is_not_there_are_no_place_to_come_back_to(client, address):
    assert links_to_sign_in(client, address) == {"/account/login/"}


def test_signing_in_leads_to_no_other_site(client, workplace):
    typed = {"login": workplace.officer.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/account/login/", typed)["Location"] == "/home/"


def sign_in(client: Client, person: Person, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/account/login/", {"login": person.email, "password": password, **more})


def test_an_address_and_a_password_sign_in_and_lead_home(workplace: Workplace, client: Client) -> None:
    assert "Đăng nhập" in client.get("/account/login/").content.decode()
    answer = sign_in(client, workplace.officer)
    assert (answer.status_code, answer["Location"]) == (302, "/home/")
    assert client.get("/account/").status_code == 200


def test_the_session_is_a_new_one_after_signing_in(workplace: Workplace, client: Client) -> None:
    client.get("/account/login/")
    client.session["x"] = 1
    before = client.session.session_key
    sign_in(client, workplace.officer)
    assert client.session.session_key != before
    assert client.cookies["sessionid"].value == client.session.session_key


def test_a_wrong_password_and_an_unknown_address_look_the_same(workplace: Workplace, client: Client) -> None:
    known = sign_in(client, workplace.officer, "wrong password").content.decode()
    unknown = client.post("/account/login/", {"login": "ai@do.example", "password": "wrong password"}).content.decode()
    assert WRONG in known
    without_what_was_typed = [
        re.sub(r'value="[^"]*"|csrf-token" content="[^"]*"', "", text) for text in (known, unknown)
    ]
    assert without_what_was_typed[0] == without_what_was_typed[1]


def test_a_forgotten_password_tells_nothing_and_sends_the_link_to_the_known_address_alone(
    workplace: Workplace, client: Client
) -> None:
    answers = [
        client.post("/account/password/reset/", {"email": email})
        for email in (workplace.officer.email, "ai@do.example")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/account/password/reset/done/")}
    (sent,) = mail.outbox
    assert sent.to == [workplace.officer.email]
    assert sent.subject == "[Làng Số] Đặt mật khẩu mới"
    assert sent.body.startswith(f"Kính gửi anh/chị {workplace.officer.name},")


def test_the_link_of_a_new_password_works_once(workplace: Workplace, client: Client) -> None:
    client.post("/account/password/reset/", {"email": workplace.officer.email})
    link = urlsplit(re.search(r"http\S+", str(mail.outbox[0].body))[0]).path  # type: ignore[index]
    page = client.get(link, follow=True)
    assert "Đặt mật khẩu mới" in page.content.decode()
    form = page.redirect_chain[-1][0]
    new = "ba bốn từ liền nhau"
    answer = client.post(form, {"password1": new, "password2": new})
    assert answer["Location"] == "/account/password/reset/key/done/"
    assert Person.objects.get(pk=workplace.officer.pk).check_password(new)
    assert "Liên kết không còn hiệu lực" in Client().get(link, follow=True).content.decode()
    assert mail.outbox[-1].subject == "[Làng Số] Mật khẩu đã được đổi"


def test_mails_speak_the_persons_language_whatever_the_page_speaks(workplace: Workplace, client: Client) -> None:
    Person.objects.filter(pk=workplace.officer.pk).update(language="en")
    client.cookies["lang"] = "vi"
    client.post("/account/password/reset/", {"email": workplace.officer.email})
    assert mail.outbox[0].subject == "[Làng Số] Set a new password"
    assert "Somebody, probably you" in mail.outbox[0].body


def test_whoever_was_switched_off_is_told_so_after_the_right_password_only(
    workplace: Workplace, client: Client
) -> None:
    Person.objects.filter(pk=workplace.officer.pk).update(is_active=False)
    assert WRONG in sign_in(client, workplace.officer, "wrong password").content.decode()
    assert sign_in(client, workplace.officer)["Location"] == "/account/inactive/"
    assert "Tài khoản này đã bị ngừng" in client.get("/account/inactive/").content.decode()
    assert client.get("/account/").status_code == 302


def test_guessing_is_stopped_after_five_tries_and_others_are_not(workplace: Workplace) -> None:
    for n in range(6):
        answer = sign_in(Client(REMOTE_ADDR=f"10.0.0.{n}"), workplace.officer, "wrong password")
    assert "Nhập sai quá nhiều lần" in answer.content.decode()
    assert "Nhập sai quá nhiều lần" in sign_in(Client(), workplace.officer).content.decode()
    assert sign_in(Client(), workplace.people[Role.READER])["Location"] == "/home/"


def test_too_many_requests_get_a_page_that_says_to_wait(workplace: Workplace, client: Client) -> None:
    for _ in range(21):
        answer = client.post("/account/password/reset/", {"email": "ai@do.example"})
    assert answer.status_code == 429
    assert "Thử quá nhiều lần" in answer.content.decode()


def test_a_forwarded_address_is_believed_only_behind_a_trusted_proxy(workplace: Workplace, settings: Any) -> None:
    def tries(proxies: int) -> int:
        cache.clear()
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        answers = [
            Client(HTTP_X_FORWARDED_FOR=f"10.9.{n}.1").post("/account/password/reset/", {"email": f"a{n}@do.example"})
            for n in range(22)
        ]
        return sum(answer.status_code == 429 for answer in answers)

    assert tries(proxies=0) == 2
    assert tries(proxies=1) == 0


def test_the_second_factor_is_set_up_with_the_codes_of_the_app_and_then_asked_for(
    workplace: Workplace, client: Client, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    leader = workplace.people[Role.COMMUNE_LEADER]
    sign_in(client, leader)
    home = client.get("/account/").content.decode()
    assert "Cần làm một việc trước." in home
    page = confirm(client, "/account/2fa/totp/activate/")
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r'<code class="key">(\w+)</code>', page)[1]  # type: ignore[index]
    assert "Mã không đúng" in client.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    answer = client.post("/account/2fa/totp/activate/", {"code": code(secret)}, follow=True)
    codes = re.findall(r"<code>([\w ]+)</code>", answer.content.decode())
    assert len(codes) == 10
    assert "Cần làm một việc trước." not in client.get("/account/").content.decode()

    other = Client()
    assert sign_in(other, leader)["Location"] == "/account/2fa/authenticate/"
    assert other.get("/account/").status_code == 302
    assert "Mật khẩu đúng. Tiếp theo là lớp bảo vệ thứ hai." in other.get("/account/2fa/authenticate/").content.decode()
    assert "Mã không đúng" in other.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert other.post("/account/2fa/authenticate/", {"code": codes[0]})["Location"] == "/home/"
    assert other.get("/account/").status_code == 200
    again = Client()
    sign_in(again, leader)
    assert again.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 200
    assert again.post("/account/2fa/authenticate/", {"code": code(secret, 1)})["Location"] == "/home/"


def test_without_the_second_factor_a_change_is_refused_with_the_reason(workplace: Workplace, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    operator = workplace.people[Role.OPERATOR]
    refused = signed_in(operator).get("/people/")
    assert refused.status_code == 403
    assert "cần lớp bảo vệ thứ hai; hãy thiết lập ở trang tài khoản trước" in refused.content.decode()
    give_second_factor(operator)
    assert signed_in(operator).get("/people/").status_code == 200


def test_the_second_factor_can_be_removed_and_codes_made_anew(workplace: Workplace, client: Client) -> None:
    officer = workplace.officer
    sign_in(client, officer)
    give_second_factor(officer)
    assert "Tạo mã mới" in client.get("/account/2fa/").content.decode()
    assert "Tạo mã mới" in confirm(client, "/account/2fa/recovery-codes/generate/")
    answer = client.post("/account/2fa/recovery-codes/generate/", follow=True)
    codes = re.findall(r"<code>([\w ]+)</code>", answer.content.decode())
    assert len(codes) == 10
    download = client.get("/account/2fa/recovery-codes/download/")
    assert download["Content-Disposition"].startswith("attachment")
    assert download.content.decode().splitlines() == ["Làng Số: mã dự phòng. Mỗi mã dùng một lần.", "", *codes]
    assert "Gỡ ứng dụng xác thực" in client.get("/account/2fa/totp/deactivate/").content.decode()
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists()


def test_passkeys_are_offered_with_data_and_a_module_and_no_inline_script(workplace: Workplace, client: Client) -> None:
    sign_in(client, workplace.officer)
    page = confirm(client, "/account/2fa/webauthn/add/")
    assert 'data-passkey="add"' in page
    assert '"creation_options"' in page
    assert "web/js/passkeys.js" in page
    anonymous = Client()
    asked = anonymous.get("/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert asked.json()["request_options"]["publicKey"]["challenge"]
    assert anonymous.post("/account/2fa/webauthn/login/", {"credential": "{}"}).status_code == 302


def test_the_password_is_changed_with_the_present_one_and_others_are_signed_out(
    workplace: Workplace, client: Client
) -> None:
    officer, elsewhere = workplace.officer, Client()
    sign_in(client, officer)
    sign_in(elsewhere, officer)
    new = "ba bốn từ liền nhau"
    form = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert "Đây không phải mật khẩu hiện tại." in client.post("/account/password/change/", form).content.decode()
    assert client.post("/account/password/change/", form | {"oldpassword": PASSWORD}).status_code == 302
    assert mail.outbox[-1].to == [officer.email]
    assert "Mật khẩu của anh/chị vừa được đổi.\n\nThực hiện lúc " in mail.outbox[-1].body
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_sessions_are_listed_by_browser_and_the_others_can_be_ended(workplace: Workplace) -> None:
    officer = workplace.officer
    here = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0")
    there = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36")
    sign_in(here, officer)
    sign_in(there, officer)
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox, Windows" in page
    assert "Chrome, Android" in page
    assert page.count("Thiết bị này") == 1
    here.post("/account/sessions/")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/account/signup/",
        "/account/email/",
        "/account/confirm-email/",
        "/account/confirm-email/Mg:abc/",
        "/account/login/code/confirm/",
        "/account/3rdparty/",
        "/account/3rdparty/signup/",
        "/account/social/signup/",
        "/account/social/connections/",
    ],
)
def test_what_is_not_offered_says_so_and_what_to_do(workplace: Workplace, address: str) -> None:
    for client in (Client(), signed_in(workplace.officer)):
        for answer in (client.get(address), client.post(address, {"email": "ai@do.example", "password1": "x"})):
            assert answer.status_code == 404
            assert "Người dùng do quản trị hệ thống mời" in answer.content.decode()
    assert not Person.objects.filter(email="ai@do.example").exists()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(workplace: Workplace, client: Client, elsewhere: str) -> None:
    assert sign_in(client, workplace.officer, next=elsewhere)["Location"] == "/home/"
    assert client.post("/account/logout/", {"next": elsewhere})["Location"] == "/"
    assert client.post("/language/", {"next": elsewhere, "language": "en"})["Location"] == "/"


def test_signing_in_leads_back_to_where_one_was(workplace: Workplace, client: Client) -> None:
    asked = client.get("/account/")
    assert asked["Location"] == "/account/login/?next=/account/"
    assert 'name="next" value="/account/"' in client.get(asked["Location"]).content.decode()
    assert sign_in(client, workplace.officer, next="/account/")["Location"] == "/account/"


def test_a_mail_server_that_is_away_does_not_stop_the_work(
    workplace: Workplace, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    answer = client.post("/account/password/reset/", {"email": workplace.officer.email})
    assert answer["Location"] == "/account/password/reset/done/"


NOT_REACHED = {
    "account/": {
        "base_confirm_code", "base_entrance", "base_manage", "base_manage_email", "base_manage_password",
        "base_manage_phone", "confirm_email_verification_code", "confirm_login_code", "confirm_password_reset_code",
        "confirm_phone_verification_code", "email", "email_change", "email_confirm", "phone_change",
        "request_login_code", "signup", "signup_by_passkey", "verification_sent", "verified_email_required",
    },
    "mfa/": {"base_entrance", "base_manage", "trust", "recovery_codes/base", "totp/base", "webauthn/base"}
    | {"webauthn/signup_form"},
    "socialaccount/": {"base_entrance", "base_manage", "connections", "signup", "login_redirect"},
    "usersessions/": {"base_manage"},
}  # fmt: skip
"""Templates of allauth for what is not offered here, and the frames of its own pages."""


def test_every_page_of_allauth_has_a_template_of_ours_or_is_not_offered() -> None:
    theirs, ours = Path(allauth.__file__).parent / "templates", Path(langso.web.__file__).parent / "jinja2"
    for folder, not_reached in NOT_REACHED.items():
        pages = {str(p.relative_to(theirs / folder)).removesuffix(".html") for p in (theirs / folder).rglob("*.html")}
        made = {str(p.relative_to(ours / folder)).removesuffix(".html") for p in (ours / folder).rglob("*.html")}
        missing = {page for page in pages - made - not_reached if "snippets/" not in page}
        assert not missing, f"{folder}: {missing}"
