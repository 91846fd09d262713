"""The units that ship, as entities between days."""

from datetime import date

import pytest

from langso.places.models import Level, Organisation, ReviewTier, Unit
from langso.places.starting import start

pytestmark = pytest.mark.django_db
BEFORE, BETWEEN, AFTER = date(2022, 12, 31), date(2024, 12, 31), date(2025, 7, 1)


@pytest.fixture(autouse=True)
def _units(db):
    start(None)


@pytest.mark.parametrize(
    ("day", "assessed", "all_of_level"), [(BEFORE, 178, 235), (BETWEEN, 151, 207), (AFTER, 43, 64)]
)
def test_each_day_has_the_communes_of_its_list(day, assessed, all_of_level):
    units = Unit.objects.on(day)
    assert (units.assessed().count(), units.filter(level=Level.COMMUNE).count()) == (assessed, all_of_level)


def test_a_unit_to_which_nothing_happened_is_the_same_entity():
    before = Unit.objects.on(BEFORE).get(level=Level.COMMUNE, code="10630")
    assert before == Unit.objects.on(BETWEEN).get(level=Level.COMMUNE, code="10630")


def test_a_merged_commune_ends_and_its_successor_begins_though_it_carries_the_code_on():
    old = Unit.objects.on(BEFORE).get(level=Level.COMMUNE, code="10621")
    new = Unit.objects.on(BETWEEN).get(level=Level.COMMUNE, code="10621")
    assert (old.name, old.until, new.name, new.since) == (
        "Thanh Quang",
        date(2024, 11, 30),
        "Quốc Tuấn",
        date(2024, 12, 1),
    )
    assert {s.old.name for s in new.origins.all()} == {"Thanh Quang", "Quốc Tuấn"}


def test_districts_end_and_communes_lie_in_the_new_province():
    assert not Unit.objects.on(AFTER).filter(level=Level.DISTRICT).exists()
    assert {u.parent.name for u in Unit.objects.on(AFTER).filter(level=Level.COMMUNE)} == {"Hải Phòng"}


def test_the_chain_of_review_loses_the_district_on_its_day():
    assert [tier.body for tier in ReviewTier.objects.on(BEFORE)] == [
        "commune_committee",
        "district_committee",
        "department",
    ]
    assert [tier.body for tier in ReviewTier.objects.on(AFTER)] == ["commune_committee", "department"]


def test_every_commune_has_its_committee_for_as_long_as_it_is_there():
    for unit in Unit.objects.filter(level=Level.COMMUNE):
        committee = Organisation.objects.get(unit=unit)
        assert (committee.since, committee.until) == (unit.since, unit.until)


def test_starting_again_changes_nothing():
    count = Unit.objects.count()
    start(None)
    assert Unit.objects.count() == count
