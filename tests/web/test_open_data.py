"""Open data are for anyone, and hold nothing personal."""

import csv
import io
import json

import pytest

from langso.registers.actions import Edit, write_rows

pytestmark = pytest.mark.django_db


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_every_verdict_of_every_commune_can_be_taken(client, workplace):
    answer = client.get("/open/verdicts.csv")
    taken = rows(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="langso-verdicts-2022-12-31.csv"'
    assert len({row["commune"] for row in taken}) == 178
    assert {row["set"] for row in taken} == {"NTM", "NC", "KM"}


def test_one_commune_is_taken_by_its_code_in_english(client, workplace):
    answer = client.get(f"/open/verdicts.json?commune={workplace.commune.code}&lang=en")
    lines = [json.loads(line) for line in answer.content.decode().splitlines()]
    assert {line["commune"] for line in lines} == {workplace.commune.code}
    assert any(line["reason"].startswith("Not yet declared") for line in lines)


def test_keys_of_rows_stay_inside(client, workplace):
    secret = [Edit(values={"code": "HS-77-X", "settled_online": False})]
    write_rows(workplace.officer, workplace.commune, "case_files", secret)
    for form in ("csv", "json"):
        assert "HS-77-X" not in client.get(f"/open/verdicts.{form}?commune={workplace.commune.code}").content.decode()


def test_the_page_leads_to_the_commune_the_day_and_the_language_that_were_chosen(client, workplace):
    page = client.get("/open/?on=2022-11-30&commune=10630&lang=en").content.decode()
    assert 'href="/open/verdicts.csv?on=2022-11-30&amp;commune=10630&amp;lang=en"' in page
    assert 'href="/open/communes.csv?on=2022-11-30"' in page
    assert '<option value="10630" selected>An Bình (10630)</option>' in page


def test_communes_and_conditions_can_be_taken(client, workplace):
    assert len(rows(client.get("/open/communes.csv"))) == 178
    conditions = rows(client.get("/open/conditions.csv"))
    assert "Có 100% số thôn trong xã có hệ thống loa hoạt động." in {row["text"] for row in conditions}


def test_a_commune_that_is_not_assessed_has_none(client, workplace):
    assert client.get("/open/verdicts.csv?commune=10507").status_code == 404
