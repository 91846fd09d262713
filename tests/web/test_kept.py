"""Pages kept for all visitors: the same bytes until something changes, and nothing of anybody in them."""

import gzip
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from langso import clock
from langso.accounts.models import Membership, Role
from langso.registers import concerning
from langso.registers.actions import Edit, write_rows
from langso.registers.law import law
from langso.web import kept
from langso.web.views import communes
from web.accounts import signed_in
from workplace import Workplace

pytestmark = pytest.mark.django_db


_NO_MESSAGE = re.compile(r'<div id="messages"[^>]*></div>')


@pytest.fixture
def settled(workplace: Workplace, monkeypatch: pytest.MonkeyPatch):
    """As in a request, where what is read has been committed; tests run within a transaction."""
    monkeypatch.setattr(kept, "connection", SimpleNamespace(in_atomic_block=False))
    for room in (kept, concerning):
        room.forget()
    yield workplace
    for room in (kept, concerning):
        room.forget()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were really made."""
    from langso.web.views import provinces

    made: list[str] = []
    draw = provinces.render
    monkeypatch.setattr(
        provinces, "render", lambda request, *rest: (made.append(request.get_full_path()), draw(request, *rest))[1]
    )
    return made


def test_visitors_get_the_same_page_until_the_journal_goes_on(settled: Workplace, drawn: list[str]) -> None:
    first, second = (Client().get("/") for _ in range(2))
    assert first.content == second.content
    assert drawn == ["/"]
    write_rows(settled.officer, settled.commune, "villages", [Edit(values={"code": "01"})])
    Client().get("/")
    assert drawn == ["/", "/"]


def test_another_address_language_or_theme_is_another_page(settled: Workplace, drawn: list[str]) -> None:
    english, dark = Client(), Client()
    english.cookies["lang"], dark.cookies["theme"] = "en", "dark"
    pages = {client.get(address).content for client in (Client(), english, dark) for address in ("/", "/?q=an")}
    assert len(pages) == len(drawn) == 6
    assert "Which conditions of the law" in english.get("/").content.decode()
    assert 'data-bs-theme="dark"' in dark.get("/").content.decode()


def test_whoever_signed_in_gets_a_page_of_their_own_and_leaves_none_behind(
    settled: Workplace, drawn: list[str]
) -> None:
    leader = settled.people[Role.COMMUNE_LEADER]
    for person in (settled.officer, leader):
        client = signed_in(person)
        for _ in range(4):
            assert person.name in client.get("/").content.decode()
    assert len(drawn) == 4, "each twice: the token comes with the first page, and the second is kept"
    visitor = Client().get("/").content.decode()
    assert settled.officer.name not in visitor
    assert leader.name not in visitor


def test_the_page_of_a_person_is_drawn_anew_when_anything_of_theirs_has_changed(
    settled: Workplace, drawn: list[str]
) -> None:
    client = signed_in(settled.officer)
    path = f"/communes/{settled.commune.code}/"

    def page() -> str:
        return client.get(path).content.decode()

    page(), page()
    before = page()
    assert page() == before
    write_rows(settled.officer, settled.commune, "villages", [Edit(values={"code": "01"})])
    assert page() != before, "the journal went on"
    changed = page()
    Membership.objects.filter(person=settled.officer).update(until=clock.today() - timedelta(days=1))
    assert page() != changed, "the role has ended"


def test_what_another_commune_enters_leaves_a_commune_s_page_as_it_is(
    settled: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    draw = communes.render
    monkeypatch.setattr(communes, "render", lambda request, *rest: (made.append(request.path), draw(request, *rest))[1])
    paths = [f"/communes/{unit.code}/" for unit in (settled.commune, settled.elsewhere)]
    write_rows(settled.officer, settled.commune, "villages", [Edit(values={"code": "01"})])
    for path in paths * 2:
        Client().get(path)
    assert made == paths
    write_rows(settled.officer, settled.commune, "villages", [Edit(values={"code": "02", "name": "Cẩm"})])
    for path in paths:
        Client().get(path)
    assert made == [*paths, paths[0]]


def test_what_is_said_once_is_said_once(settled: Workplace) -> None:
    client = signed_in(settled.officer)
    client.get("/"), client.get("/")
    client.post("/notices/mails/", {"mails": "on"})
    said = [_NO_MESSAGE.search(client.get("/").content.decode()) for _ in range(2)]
    assert [bool(found) for found in said] == [False, True]


def test_a_part_of_a_page_is_never_a_kept_page(settled: Workplace) -> None:
    client = signed_in(settled.officer)
    path = f"/communes/{settled.commune.code}/registers/villages/"
    for _ in range(3):
        assert "<html" in client.get(path).content.decode()
        assert "<html" not in client.get(path, headers={"X-Part": "sheet"}).content.decode()


@pytest.mark.parametrize("address", ["/", "/communes/10630/", "/matrix/", "/ranking/"])
def test_a_kept_page_holds_no_token_and_sets_no_cookie(settled: Workplace, address: str) -> None:
    for _ in range(2):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert not answer.cookies
        assert "csrf" not in answer.content.decode()
        assert {"Accept-Encoding", "Cookie"} <= set(re.split(r", *", answer["Vary"]))


def test_a_browser_that_unpacks_gets_it_packed(settled: Workplace) -> None:
    plain = Client().get("/")
    packed = Client().get("/", headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_what_is_refused_is_not_kept(settled: Workplace) -> None:
    for _ in range(2):
        assert Client().get("/?on=2030-01-01").status_code == 422
    assert Client().get("/communes/99999/").status_code == 404


def test_no_more_is_kept_than_there_is_room_for(
    settled: Workplace, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", len(gzip.compress(Client().get("/").content)) * 2)
    for number in range(6):
        Client().get(f"/?q={number}")
    drawn.clear()
    Client().get("/?q=5")
    assert drawn == []
    Client().get("/")
    assert drawn == ["/"]


def test_the_language_is_chosen_from_a_kept_page_and_from_no_other_site(settled: Workplace) -> None:
    client = Client(enforce_csrf_checks=True)
    ours = {"Origin": "http://testserver"}
    answer = client.post("/language/", {"language": "en", "next": "/ranking/"}, headers=ours)
    assert (answer.status_code, answer["Location"]) == (302, "/ranking/")
    assert client.cookies["lang"].value == "en"
    elsewhere = Client(enforce_csrf_checks=True)
    assert (
        elsewhere.post("/language/", {"language": "en"}, headers={"Origin": "http://evil.example"}).status_code == 403
    )
    assert "lang" not in elsewhere.cookies


def test_visitors_read_the_documents_of_the_law_in_their_language(
    settled: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langso.assessments import remembered

    monkeypatch.setattr(remembered, "connection", SimpleNamespace(in_atomic_block=False))
    remembered.forget()
    english, path = Client(), f"/communes/{settled.commune.code}/"
    english.cookies["lang"] = "en"
    pages = [client.get(path).content.decode() for client in (Client(), english, Client())]
    remembered.forget()
    subjects = law().documents["QĐ 2580/QĐ-UBND"].subject
    assert [subjects.vi in page for page in pages] == [True, False, True]
    assert [subjects.en in page for page in pages] == [False, True, False]
