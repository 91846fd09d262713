"""What the public reads by name: villages and service points wherever they are in question; persons, households, case
files and address points nowhere."""

import pytest

from langso.assessments.live import sets_on
from langso.registers.actions import Edit, write_rows
from langso.registers.law import law
from workplace import DAY

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
CODE = "10630"


@pytest.fixture
def named(workplace):
    """A row in every register that falls short of all that is asked of it, called by the register's name."""
    names = {}
    for register in law().registers.values():
        key = "99887" if register.key.type == "integer" else f"Tên-{register.name}"
        label = register.column(register.label)
        values = {c.name: False for c in register.columns if c.type == "yes_no"} | {register.key.name: key}
        names[register.name] = values[label.name] = key if label.key else f"Gọi-{register.name}"
        write_rows(workplace.officer, workplace.commune, register.name, [Edit(values=values)])
    return names


@pytest.fixture
def pages(client):
    """Every public page and file that could name a row of the commune, together as one text for each."""
    sets = [each.id for each in sets_on(DAY)]
    nodes = [node.id for each in sets_on(DAY) for node in each.nodes()]
    addresses = {
        "the commune's page": [f"/communes/{CODE}/?set={each}" for each in sets],
        "the cells of the matrix": [f"/matrix/{CODE}/{node}" for node in nodes],
        "open data as CSV": [f"/open/verdicts.csv?commune={CODE}"],
        "open data as JSON": [f"/open/verdicts.json?commune={CODE}"],
        "what if": [f"/communes/{CODE}/what-if/?set={each}" for each in sets],
        "history": [f"/communes/{CODE}/history/{node}/" for node in nodes],
        "overviews": ["/", "/matrix/?set=all", "/matrix/matrix.svg", "/ranking/", "/map/", "/map/communes.geojson"],
    }

    def read(address):
        answer = client.get(address, **(HTMX if address.startswith(f"/matrix/{CODE}") else {}))
        assert answer.status_code == 200, address
        return answer.content.decode()

    return {name: "".join(map(read, each)) for name, each in addresses.items()}


def test_no_public_page_or_file_names_a_person_a_household_a_case_file_or_an_address_point(named, pages):
    secret = {"officials", "case_files", "business_households", "address_points"}
    assert {name for name, register in law().registers.items() if register.personal} == secret
    found = [(page, name) for page, text in pages.items() for name in secret if named[name] in text]
    assert found == []


@pytest.mark.parametrize("page", ["the commune's page", "the cells of the matrix", "open data as CSV"])
def test_all_public_views_name_villages_and_service_points_that_fall_short(named, pages, page):
    for register in ("villages", "post_points"):
        assert named[register] in pages[page], register
