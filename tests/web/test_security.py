"""What browsers are told to hold to, what cookies carry, and what the log never says."""

import io
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.conf import settings as configured
from django.core import mail
from django.test import Client

from langso.accounts import actions, rules
from langso.accounts.invitations import token_of
from langso.accounts.models import Role
from langso.places.models import Organisation, OrganisationKind
from langso.problems import BadInputError
from langso.settings.logging import logging_of
from langso.web import working
from web.accounts import signed_in
from web.test_door_walk import TABLE
from workplace import PASSWORD, Workplace

pytestmark = pytest.mark.django_db
PAGES = [row for row in TABLE if "<" not in row.route and not re.search(r"\.\w+$", row.route)]


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.route or "/")
def test_every_page_forbids_inline_script_frames_and_other_hosts(workplace: Workplace, row: Any) -> None:
    for client in (Client(), signed_in(workplace.people[Role.OPERATOR])):
        answer = client.get(row.address({}))
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'self'"
        assert policy["style-src"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        if answer["Content-Type"].startswith("text/html"):
            text = answer.content.decode()
            assert not re.search(r"<script(?![^>]*(?:src=|application/json))", text)
            assert not re.search(r"<[^>]+\s(?:style|on\w+)=", text)


def test_cookies_of_sessions_are_out_of_reach_of_scripts_and_of_other_sites(
    workplace: Workplace, client: Client
) -> None:
    client.get("/account/login/")
    client.post("/account/login/", {"login": workplace.officer.email, "password": PASSWORD})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_a_form_without_its_token_is_refused_with_a_page_that_says_what_to_do(workplace: Workplace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(workplace.officer)
    for address in ("/account/", "/account/login/", "/account/logout/", "/language/", "/account/password/change/"):
        answer = client.post(address, {"name": "Kẻ Khác", "language": "en"})
        assert answer.status_code == 403, address
        assert "Biểu mẫu" in answer.content.decode()
    workplace.officer.refresh_from_db()
    assert workplace.officer.name != "Kẻ Khác"


@pytest.mark.parametrize("address", ["/account/", "/account/2fa/", "/account/sessions/", "/people/"])
def test_personal_pages_are_kept_by_nobody_on_the_way(workplace: Workplace, address: str) -> None:
    answer = signed_in(workplace.people[Role.OPERATOR]).get(address)
    assert answer.status_code == 200
    assert "public" not in answer.headers.get("Cache-Control", "")
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize(
    "address",
    ["/home/", "/matrix/", *(f"/communes/10630/{page}/" for page in ("registers/villages", "facts", "journal"))],
)
def test_what_is_answered_to_who_signed_in_is_stored_nowhere(workplace: Workplace, address: str) -> None:
    answer = signed_in(workplace.officer).get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_the_pages_of_the_public_may_be_stored(workplace: Workplace) -> None:
    assert "no-store" not in Client().get("/matrix/").headers.get("Cache-Control", "")


def https_settings(**environment: str) -> dict[str, Any]:
    """Django's settings as another environment makes them."""
    code = (
        "import json; from langso.settings import django as s; print(json.dumps({n: getattr(s, n) for n in dir(s) if"
        " n.startswith(('SESSION_', 'CSRF_', 'SECURE_', 'ALLAUTH_', 'MFA_', 'CACHES', 'CONTENT_S'))}, default=str))"
    )
    env = {**os.environ, "LANGSO_DATA": str(configured.DATA), **environment}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    import json

    return dict(json.loads(ran.stdout))


def test_with_https_cookies_are_secure_and_browsers_are_told_to_stay_on_it() -> None:
    s = https_settings(LANGSO_HTTPS="yes", LANGSO_PROXY="yes", LANGSO_OIDC_URL="https://sso.example/realms/tinh")
    assert s["SESSION_COOKIE_SECURE"] is s["CSRF_COOKIE_SECURE"] is s["SECURE_SSL_REDIRECT"] is True
    assert s["SECURE_HSTS_SECONDS"] == 31_536_000
    assert s["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert s["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert s["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert s["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False
    assert "https://sso.example" in s["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"]


def test_without_a_proxy_nothing_that_is_forwarded_is_believed_and_limits_are_shared() -> None:
    s = https_settings(LANGSO_HTTPS="no", LANGSO_PROXY="no")
    assert s["SECURE_PROXY_SSL_HEADER"] is None
    assert s["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert s["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")


def test_hsts_is_sent_over_https(workplace: Workplace, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    answer = Client().get("/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the log says, as JSON lines, at the level of a server that runs."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logging_of("json")
    written = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
    logging_of("text")


def test_the_log_names_no_person_and_no_link_that_lets_somebody_in(workplace: Workplace, log: io.StringIO) -> None:
    operator = workplace.people[Role.OPERATOR]
    committee = Organisation.objects.get(kind=OrganisationKind.COMMUNE_COMMITTEE, unit=workplace.commune)
    client = signed_in(operator)
    name, email = "Nguyễn Thị Bí Mật", "bi.mat@xa.example"
    form = {"name": name, "email": email, "role": "commune_officer", "organisation": committee.pk}
    client.post("/people/invite/", form)
    client.get("/people/", {"q": "Bí Mật"})
    client.post("/people/invite/", form)
    person = actions.invite(operator, "khac@xa.example", name, [(Role.COMMUNE_OFFICER, committee)])
    token = token_of(person)
    anonymous = Client()
    anonymous.post(f"/invitation/{token}/", {"password": "x"})
    anonymous.post("/account/login/", {"login": email, "password": "sai mật khẩu"})
    anonymous.post("/account/password/reset/", {"email": operator.email})
    link = re.search(r"/account/password/reset/key/([^/]+)/", str(mail.outbox[-1].body))
    assert link
    anonymous.get(link[0])
    said = log.getvalue()
    assert '"path": "/people/invite/"' in said
    assert "/invitation/…/" in said
    assert "/password/reset/key/…/" in said
    for secret in (name, "Bí Mật", email, token, link[1], "sai mật khẩu", operator.email):
        assert secret not in said


def test_the_log_tells_of_an_error_where_it_came_from_and_not_what_was_typed(
    workplace: Workplace, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> bool:
        try:
            rules.valid_email("bí mật của xã")
        except BadInputError as error:
            raise ValueError("Nguyễn Thị Bí Mật") from error
        return True

    monkeypatch.setattr(working, "is_there", fails)
    assert Client(raise_request_exception=False).get("/health/").status_code == 500
    said = log.getvalue()
    assert "builtins.ValueError" in said
    assert "operations.py" in said
    assert "in fails" in said
    assert "BadInputError person.email" in said
    assert "ValidationError" in said
    for secret in ("Bí Mật", "bí mật"):
        assert secret not in said


def test_the_public_is_not_told_which_version_runs(workplace: Workplace) -> None:
    assert set(Client().get("/health/").json()) == {"status", "database", "migrated", "worker"}
