"""What concerns one commune: its own registers and figures and all that is nobody's own, nothing of its neighbours."""

from collections.abc import Iterator

import pytest

from langso.accounts.models import Role
from langso.journal.changes import change
from langso.journal.models import Event, Head
from langso.registers import concerning as room
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.concerning import concerning
from langso.registers.declaring import Said, declare
from workplace import DAY, Workplace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    room.forget()
    yield
    room.forget()


def enter(place: Workplace, code: str) -> None:
    write_rows(place.officer, place.commune, "villages", [Edit(values={"code": code})])


def test_what_a_commune_enters_concerns_it_and_no_other(workplace: Workplace) -> None:
    own, other = (lambda: concerning(workplace.commune.code)), (lambda: concerning(workplace.elsewhere.code))
    enter(workplace, "01")
    seen = {own()}
    elsewhere = other()
    changes = (
        lambda: enter(workplace, "02"),
        lambda: declare(workplace.officer, workplace.commune, {"radio_station_per_guidance": 1}, Said(DAY)),
        lambda: close_ledger(workplace.officer, workplace.commune, "villages"),
    )
    for made, act in enumerate(changes, start=1):
        act()
        assert own() not in seen
        seen.add(own())
        assert len(seen) == made + 1
        assert own() in seen, "nothing has changed since"
        assert other() == elsewhere


def test_what_the_province_says_and_what_is_no_register_concerns_everybody(workplace: Workplace) -> None:
    enter(workplace, "01")
    codes = (workplace.commune.code, workplace.elsewhere.code)
    before = [concerning(code) for code in codes]
    with change("facts.declared", workplace.people[Role.DEPARTMENT_SPECIALIST], commune=workplace.commune.top.pk):
        pass
    after = [concerning(code) for code in codes]
    assert not set(before) & set(after)
    with change("evidence.added", workplace.officer, commune=workplace.elsewhere.pk):
        pass
    assert not set(after) & {concerning(code) for code in codes}


def test_the_district_is_above_its_communes_only(workplace: Workplace) -> None:
    enter(workplace, "01")
    own, other = concerning(workplace.commune.code), concerning(workplace.elsewhere.code)
    assert workplace.commune.parent is not None
    with change("facts.declared", workplace.officer, commune=workplace.commune.parent.pk):
        pass
    assert concerning(workplace.commune.code) != own
    assert concerning(workplace.elsewhere.code) == other


def test_another_journal_in_its_place_counts_as_a_change(workplace: Workplace) -> None:
    enter(workplace, "01")
    enter(workplace, "02")
    before = concerning(workplace.elsewhere.code)
    Event.objects.order_by("-number")[0].delete()
    last = Event.objects.latest("number")
    Head.objects.update(number=last.number, hash=last.hash)
    restored = concerning(workplace.elsewhere.code)
    assert restored != before
    Event.objects.filter(number=last.number).update(hash="f" * 64)
    Head.objects.update(hash="f" * 64)
    enter(workplace, "03")
    assert concerning(workplace.elsewhere.code) not in {before, restored}


def test_more_than_is_followed_at_once_counts_as_a_change(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST", 2)
    enter(workplace, "01")
    before = concerning(workplace.elsewhere.code)
    for code in ("02", "03"):
        enter(workplace, code)
    assert concerning(workplace.elsewhere.code) == before
    for code in ("04", "05", "06"):
        enter(workplace, code)
    assert concerning(workplace.elsewhere.code) != before


def test_a_code_that_no_commune_has_is_concerned_by_what_concerns_everybody(workplace: Workplace) -> None:
    enter(workplace, "01")
    before = concerning("99999")
    enter(workplace, "02")
    assert concerning("99999") == before
