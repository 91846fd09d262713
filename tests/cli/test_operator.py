"""`langso operator`: a new installation gets its first person, who can set a password and invite the others."""

import re

import pytest

from serving import environment, langso, python

EMAIL = "vanhanh@tinh.example"


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return environment(tmp_path_factory.mktemp("data"), DAY="2022-12-31")


def test_an_empty_installation_gets_an_operator_and_the_link_to_set_the_password(given):
    made = langso("operator", EMAIL, "Phan Anh Dũng", "--url", "https://langso.example/", given=given)
    assert made.returncode == 0, made.stderr
    first, link = made.stdout.splitlines()
    assert first == "Phan Anh Dũng can set a password here; the link holds for 7 days and works once:"
    token = re.fullmatch(r"https://langso\.example/invitation/([^/]+)/", link)[1]
    asked = (
        "from langso.accounts.door import Action, memberships\n"
        "from langso.accounts.invitations import invited\n"
        f"person = invited({token!r})\n"
        "print(person.email, [(m.role, m.organisation.unit.name) for m in memberships(person)])\n"
    )
    assert python(asked, given).strip() == f"{EMAIL} [('operator', 'Hải Dương')]"


def test_the_same_address_again_is_refused_and_another_is_not(given):
    again = langso("operator", EMAIL, "Phan Anh Dũng", given=given)
    assert again.returncode == 2
    assert f"{EMAIL} belongs to a person who is already here" in again.stderr
    assert langso("operator", "hai@tinh.example", "Người Thứ Hai", given=given).returncode == 0
