"""The bar above every page: where each role can go from anywhere, in one line."""

import re

import pytest

from langso.accounts.models import Role

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def places(client):
    """The addresses in the bar, and those under "More"."""
    bar = re.search(r'<nav class="places wide".*?</nav>', client.get("/ranking/").content.decode(), re.S)[0]
    first, _, more = bar.partition("<details")
    return [re.findall(r'href="([^"]+)"', part) for part in (first, more)]


@pytest.mark.django_db
def test_the_operator_finds_people_and_units_in_the_bar(client, workplace):
    client.force_login(workplace.people[Role.OPERATOR], backend=BACKEND)
    bar, more = places(client)
    assert bar[:3] == ["/home/", "/people/", "/places/"]
    assert "/open/" in more


@pytest.mark.django_db
def test_everyone_finds_the_units_and_the_open_data_and_nobody_twice(client, workplace):
    for role in (None, Role.COMMUNE_OFFICER, Role.DEPARTMENT_LEADER, Role.OPERATOR):
        if role:
            client.force_login(workplace.people[role], backend=BACKEND)
        found = [address for part in places(client) for address in part]
        assert {"/", "/matrix/", "/ranking/", "/map/", "/places/", "/open/"} <= set(found)
        assert len(found) == len(set(found))
        assert ("/people/" in found) is (role is Role.OPERATOR)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [1220, 1280])
def test_the_operators_bar_is_one_line_and_opens_the_rest(visit, language, width):
    page = visit(None, "operator", {"width": width, "height": 800})
    page.context.add_cookies([{"name": "lang", "value": language, "url": page.url}])
    page.goto("/home/")
    tops = page.eval_on_selector_all(".places.wide > *", "all => all.map(each => each.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    assert page.locator(".top-in").bounding_box()["height"] < 60
    page.click(".places.wide summary")
    page.click(".places.wide a[href='/open/']")
    page.wait_for_url("**/open/")
