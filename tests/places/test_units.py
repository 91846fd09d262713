"""The shipped lists of units are complete, and nothing is lost between them."""

from collections import Counter
from dataclasses import FrozenInstanceError

import pytest

from langso.places import Extent, Snapshot, UnitKind, successions, units_of

STEPS = [
    (Snapshot.HAI_DUONG_2022, Snapshot.HAI_DUONG_2024_12),
    (Snapshot.HAI_DUONG_2024_12, Snapshot.HAI_DUONG_2025),
    (Snapshot.HAI_DUONG_2022, Snapshot.HAI_DUONG_2025),
]


def codes(snapshot: Snapshot) -> set[str]:
    return {unit.code for unit in units_of(snapshot)}


@pytest.mark.parametrize(
    ("snapshot", "kinds"),
    [
        (Snapshot.HAI_DUONG_2022, {UnitKind.COMMUNE: 178, UnitKind.WARD: 47, UnitKind.TOWNSHIP: 10}),
        (Snapshot.HAI_DUONG_2024_12, {UnitKind.COMMUNE: 151, UnitKind.WARD: 46, UnitKind.TOWNSHIP: 10}),
        (Snapshot.HAI_DUONG_2025, {UnitKind.COMMUNE: 43, UnitKind.WARD: 21}),
    ],
)
def test_every_snapshot_has_all_its_units(snapshot, kinds):
    assert Counter(unit.kind for unit in units_of(snapshot)) == kinds


@pytest.mark.parametrize("snapshot", Snapshot)
def test_a_code_is_five_digits_and_stands_once(snapshot):
    listed = [unit.code for unit in units_of(snapshot)]
    assert len(set(listed)) == len(listed)
    assert all(len(code) == 5 and code.isdecimal() for code in listed)


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_every_old_unit_has_a_successor_and_every_new_one_an_origin(old, new):
    pairs = successions(old, new)
    assert {pair.old for pair in pairs} == codes(old)
    assert {pair.new for pair in pairs} == codes(new)


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_a_unit_that_went_over_whole_went_to_one_place(old, new):
    pairs = successions(old, new)
    targets = Counter(pair.old for pair in pairs)
    assert all(targets[pair.old] == 1 for pair in pairs if pair.extent is Extent.WHOLE)
    assert all(targets[pair.old] > 1 for pair in pairs if pair.extent is Extent.PART)


def test_a_unit_of_2022_is_called_as_the_statistics_office_called_it():
    unit = next(unit for unit in units_of(Snapshot.HAI_DUONG_2022) if unit.code == "10630")
    assert (unit.full_name, unit.district, unit.province) == ("Xã An Bình", "huyện Nam Sách", "Hải Dương")


def test_a_unit_since_2025_has_no_district_and_lies_in_hai_phong():
    unit = next(unit for unit in units_of(Snapshot.HAI_DUONG_2025) if unit.code == "10525")
    assert (unit.full_name, unit.district, unit.province) == ("Phường Hải Dương", "", "Hải Phòng")


@pytest.mark.parametrize("snapshot", Snapshot)
def test_every_unit_lies_in_the_province(snapshot):
    for unit in units_of(snapshot):
        assert unit.position is not None
        assert 20.6 < unit.position.lat < 21.3
        assert 106.0 < unit.position.lon < 106.7


def test_going_back_in_time_is_refused():
    with pytest.raises(ValueError, match="no succession from hai-duong-2025 to hai-duong-2022"):
        successions(Snapshot.HAI_DUONG_2025, Snapshot.HAI_DUONG_2022)


def test_a_unit_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        units_of(Snapshot.HAI_DUONG_2022)[0].name = "Elsewhere"
