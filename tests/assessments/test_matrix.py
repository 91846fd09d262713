"""The matrix: who is listed, in which order, and what stands at the head and the foot of a column."""

import pytest

from langso.assessments.live import assess
from langso.assessments.matrix import Order, Wanted, matrix, names_apart
from langso.criteria import Verdict
from langso.places.models import Unit
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare
from workplace import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(workplace):
    """The communes of the day; the workplace's one fails its loudspeakers, all others have said nothing."""
    village = {"code": "01", "name": "Cẩm", "loudspeaker_working": False}
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values=village)])
    close_ledger(workplace.officer, workplace.commune, "villages")
    declare(workplace.officer, workplace.commune, {"telecom_meets_qcvn": 1}, Said(DAY))
    return list(Unit.objects.assessed().on(DAY).select_related("parent__parent"))


def made(units, **wanted):
    return matrix(units, assess(units, DAY), Wanted(**wanted))


def cell(line, found, node):
    return Verdict(line.cells[[column.node.id for column in found.columns].index(node)])


def test_every_commune_has_a_row_and_every_condition_a_column(units):
    found = made(units)
    assert len(found.lines) == 178
    assert [section.criteria_set.id for section in found.sections] == ["NTM", "NC", "KM"]
    assert sum(column.node.is_condition for column in found.columns) == 54
    assert {len(line.cells) for line in found.lines} == {len(found.columns)}


def test_a_group_that_counts_rows_of_its_own_has_a_column_beside_its_parts(units):
    ids = [column.node.id for column in made(units).columns]
    assert ids[:2] == ["NTM-8.1", "NTM-8.1.1a"]
    assert "NTM-8.2" not in ids


def test_a_cell_and_the_sums_below_it_say_the_same(units):
    found = made(units)
    line = next(line for line in found.lines if line.unit.code == "10630")
    column = next(column for column in found.columns if column.node.id == "NTM-8.3.2")
    assert cell(line, found, "NTM-8.3.2") is Verdict.NOT_MET
    assert cell(line, found, "NTM-8.2.3") is Verdict.MET
    assert column.counts[Verdict.NOT_MET] == 1
    assert column.counts[Verdict.INSUFFICIENT] == 177


def test_each_open_condition_is_counted_once(units):
    found = made(units)
    line = next(line for line in found.lines if line.unit.code == "10630")
    assert line.short == line.not_met + line.insufficient
    assert line.not_met == sum(cell == Verdict.NOT_MET for cell in line.cells)


def test_names_stand_in_vietnamese_order(units):
    names = [line.unit.name for line in made(units).lines]
    assert names.index("Cẩm Vũ") < names.index("Chí Minh") < names.index("Đại Sơn") < names.index("Gia Tân")


def test_the_one_with_most_not_met_comes_first_when_asked(units):
    assert made(units, order=Order.NOT_MET).lines[0].unit.code == "10630"


def test_those_closest_to_passing_come_first_when_asked(units):
    lines = made(units, order=Order.SHORT).lines
    assert [line.short for line in lines] == sorted(line.short for line in lines)


def test_districts_keep_together_when_asked(units):
    districts = [line.unit.parent.name for line in made(units, order=Order.DISTRICT).lines]
    assert len(set(districts)) == sum(a != b for a, b in zip(["", *districts], districts, strict=False))


def test_a_name_is_found_without_its_marks(units):
    assert {line.unit.name for line in made(units, words="hoang hoa tham").lines} == {"Hoàng Hoa Thám"}


def test_only_communes_with_a_verdict_of_a_node_are_listed(units):
    assert [line.unit.code for line in made(units, only=Verdict.NOT_MET, node="NTM-8.3.2").lines] == ["10630"]
    assert made(units, only=Verdict.MET).lines == ()


def test_a_district_is_asked_for_by_its_code(units, workplace):
    lines = made(units, district=workplace.commune.parent.code).lines
    assert {line.unit.parent.name for line in lines} == {"Nam Sách"}


def test_two_communes_of_one_name_are_told_apart_by_their_districts(units):
    names = names_apart(units)
    assert len(set(names)) == len(names)
    assert "Cộng Hòa (Nam Sách)" in names
