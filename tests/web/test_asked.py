"""Numbers in addresses and forms: what is none is passed over, whatever stands there; nothing answers 500."""

import pytest

from langso.accounts.models import Role
from langso.web.asked import whole_of
from web.accounts import signed_in

pytestmark = pytest.mark.django_db

ODD = ["²", "٣", "-1", "1.5", "x", "9" * 19, "9" * 5000]


@pytest.mark.parametrize("text", ["", " 1", *ODD])
def test_only_plain_digits_are_a_number(text):
    assert whole_of(text) is None
    assert whole_of("42") == 42


@pytest.mark.parametrize("text", ODD)
def test_an_odd_number_in_an_address_filters_nothing(workplace, text):
    reviewer = signed_in(workplace.people[Role.DISTRICT_REVIEWER])
    assert reviewer.get("/ranking/", {"late": text}).status_code == 200
    for name in ("person", "evidence", "entry", "page"):
        assert reviewer.get("/communes/10630/journal/", {name: text}).status_code == 200, name


@pytest.mark.parametrize("text", ODD)
def test_an_odd_number_in_a_form_of_evidence_is_no_evidence(workplace, text):
    answer = signed_in(workplace.officer).post("/communes/10630/evidence/NTM-8.3.2/", {"again": text})
    assert answer.status_code == 422
    assert "tệp" in answer.content.decode()
