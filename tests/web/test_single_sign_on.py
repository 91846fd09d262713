"""Single sign-on against a provider that really answers: who is let in, who is not and is told why, who is linked."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from langso.accounts.models import Person, Role
from web.accounts import code, give_second_factor, signed_in
from web.provider import CLIENT, SECRET, Provider, running
from workplace import PASSWORD, Workplace

pytestmark = pytest.mark.django_db
LOGIN = "/account/oidc/province/login/"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as provider:
        app = {
            "provider_id": "province",
            "name": "Đăng nhập một lần của tỉnh",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": provider.url},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield provider


def through(client: Client, address: str = LOGIN) -> Any:
    """Press the button, go to the provider as a browser would, and come back with what it gave."""
    start = client.post(address)
    assert start.status_code == 302
    back = requests.get(start["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def somebody(person: Person, *, verified: bool = True, sub: str = "cccd-1") -> dict[str, Any]:
    return {"sub": sub, "email": person.email, "email_verified": verified, "name": "Tên Ở Nơi Khác"}


def test_the_sign_in_page_offers_it_only_where_it_is_set_up(client: Client, db: None) -> None:
    assert LOGIN not in client.get("/account/login/").content.decode()


def test_the_button_leads_to_the_provider_with_a_challenge_and_a_state(
    provider: Provider, client: Client, db: None
) -> None:
    page = client.get("/account/login/").content.decode()
    assert f'action="{LOGIN}"' in page
    assert "Đăng nhập một lần của tỉnh" in page
    assert "Anh/chị sắp được chuyển đến" in client.get(LOGIN).content.decode()
    query = parse_qs(urlsplit(client.post(LOGIN)["Location"]).query)
    assert query["client_id"] == [CLIENT]
    assert query["code_challenge_method"] == ["S256"]
    assert {"openid", "email"} <= set(query["scope"][0].split())
    assert query["state"]


def test_an_invited_person_with_the_verified_address_is_let_in_and_linked(
    workplace: Workplace, provider: Provider, client: Client
) -> None:
    people = Person.objects.count()
    provider.subject = somebody(workplace.officer)
    assert through(client)["Location"] == "/home/"
    assert workplace.officer.email in client.get("/account/").content.decode()
    assert SocialAccount.objects.get().user == workplace.officer
    assert Person.objects.count() == people
    assert Person.objects.get(pk=workplace.officer.pk).name == workplace.officer.name
    again = Client()
    assert through(again)["Location"] == "/home/"
    assert SocialAccount.objects.count() == 1
    assert {"/.well-known/openid-configuration", "/token", "/userinfo"} <= set(provider.asked)


def test_whoever_was_linked_is_known_again_under_another_address(
    workplace: Workplace, provider: Provider, client: Client
) -> None:
    provider.subject = somebody(workplace.officer)
    through(client)
    provider.subject["email"] = "ten.moi@tinh.example"
    other = Client()
    assert through(other)["Location"] == "/home/"
    assert workplace.officer.email in other.get("/account/").content.decode()


def test_an_address_that_nobody_was_invited_under_is_refused_with_what_to_do(
    workplace: Workplace, provider: Provider, client: Client
) -> None:
    provider.subject = {"sub": "la", "email": "la@tinh.example", "email_verified": True}
    answer = through(client)
    assert answer.status_code == 403
    assert "Đề nghị quản trị hệ thống mời theo địa chỉ ấy rồi đăng nhập lại" in answer.content.decode()
    assert client.get("/account/").status_code == 302
    assert not Person.objects.filter(email="la@tinh.example").exists()
    assert not SocialAccount.objects.exists()


def test_an_address_that_the_provider_has_not_verified_is_refused(
    workplace: Workplace, provider: Provider, client: Client
) -> None:
    provider.subject = somebody(workplace.officer, verified=False)
    answer = through(client)
    assert answer.status_code == 403
    assert "chưa xác minh địa chỉ thư" in answer.content.decode()
    assert client.get("/account/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_whoever_was_switched_off_is_not_let_in(workplace: Workplace, provider: Provider, client: Client) -> None:
    provider.subject = somebody(workplace.officer)
    through(client)
    Person.objects.filter(pk=workplace.officer.pk).update(is_active=False)
    other = Client()
    assert through(other)["Location"] == "/account/inactive/"
    assert other.get("/account/").status_code == 302
    Person.objects.filter(pk=workplace.people[Role.READER].pk).update(is_active=False)
    provider.subject = somebody(workplace.people[Role.READER], sub="cccd-2")
    answer = through(Client())
    assert answer.status_code in (302, 403)
    assert answer.headers.get("Location", "") != "/home/"


def test_it_does_not_stand_in_for_the_second_factor(workplace: Workplace, provider: Provider, client: Client) -> None:
    leader = workplace.people[Role.COMMUNE_LEADER]
    secret = give_second_factor(leader)
    provider.subject = somebody(leader)
    assert through(client)["Location"] == "/account/2fa/authenticate/"
    assert client.get("/account/").status_code == 302
    assert client.post("/account/2fa/authenticate/", {"code": code(secret)})["Location"] == "/home/"


def test_nobody_links_another_identity_to_an_account_by_hand(workplace: Workplace, provider: Provider) -> None:
    client = signed_in(workplace.officer)
    provider.subject = {"sub": "ke-khac", "email": "ke.khac@tinh.example", "email_verified": True}
    answer = through(client, f"{LOGIN}?process=connect")
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_answer_that_nobody_asked_for_and_a_provider_that_is_away_get_a_page(
    workplace: Workplace, provider: Provider, client: Client
) -> None:
    answer = client.get(f"{LOGIN}callback/?code=x&state=made-up")
    assert "Hệ thống đăng nhập một lần trả lời không đúng" in answer.content.decode()
    start = client.post(LOGIN)
    state = parse_qs(urlsplit(start["Location"]).query)["state"][0]
    answer = client.get(f"{LOGIN}callback/?code=made-up&state={state}")
    assert "Hệ thống đăng nhập một lần trả lời không đúng" in answer.content.decode()
    start = client.post(LOGIN)
    state = parse_qs(urlsplit(start["Location"]).query)["state"][0]
    cancelled = client.get(f"{LOGIN}callback/?error=access_denied&state={state}", follow=True)
    assert "Đã dừng đăng nhập" in cancelled.content.decode()


def test_a_provider_that_cannot_be_reached_is_said_to_be_away(
    workplace: Workplace, settings: Any, client: Client
) -> None:
    app = {"provider_id": "province", "name": "SSO", "client_id": CLIENT, "secret": SECRET}
    app["settings"] = {"server_url": "http://127.0.0.1:9"}  # type: ignore[assignment]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    answer = client.post(LOGIN)
    assert answer.status_code < 500
    assert "Hệ thống đăng nhập một lần trả lời không đúng" in answer.content.decode()


def test_a_provider_that_is_not_set_up_is_not_there(workplace: Workplace, client: Client) -> None:
    assert client.post(LOGIN).status_code == 404
    assert client.get("/account/oidc/other/login/callback/").status_code == 404


def test_an_invited_person_who_only_signs_in_this_way_can_set_a_password(
    workplace: Workplace, provider: Provider, client: Client
) -> None:
    officer = workplace.officer
    officer.set_unusable_password()
    officer.save()
    provider.subject = somebody(officer)
    through(client)
    assert "Đặt mật khẩu" in client.get("/account/").content.decode()
    assert client.get("/account/password/change/")["Location"] == "/account/password/set/"
    assert "đăng nhập một lần" in client.get("/account/password/set/").content.decode()
    client.post("/account/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    assert Person.objects.get(pk=officer.pk).check_password(PASSWORD)
