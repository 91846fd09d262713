"""Recognised communes and notices in a browser: on a desk and on a phone, for everyone, in both languages."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
RECORD = """
from datetime import date
from langso.accounts.models import Role
from langso.dossiers.models import Recognition
from langso.dossiers.recognising import Decision, record
from workplace import _found
place = _found()
held = Recognition.objects.filter(commune=place.elsewhere).first() or record(
    place.people[Role.DEPARTMENT_LEADER], place.elsewhere, "NTM",
    Decision("512/QĐ-UBND", date(2021, 3, 2), "UBND tỉnh Hải Dương", 12, 15), "Công báo số 3")
print(held.code)
"""


@pytest.fixture
def code(server):
    return server.run(RECORD).strip()


def faults(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })")
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found["violations"]]


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_everyone_can_read_the_list_and_the_proof(visit, server, code, screen, language):
    page = visit(None, viewport=screen)
    page.context.add_cookies([{"name": "lang", "value": language, "url": server.base}])
    for address in ("/recognitions/", f"/recognitions/{code}/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(page) == []
    assert page.locator(".certificate svg.qr").bounding_box()["width"] > 120


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_whoever_decides_records_and_reads_notices(visit, code, screen):
    page = visit("/recognitions/record/", "department_leader", screen)
    page.get_by_label("Tìm xã theo tên").fill("an binh")
    assert page.locator("#id_commune option").count() < 12
    assert faults(page) == []
    for address in ("/recognitions/fallen/", "/notices/", f"/recognitions/{code}/withdraw/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(page) == []
