"""Progress: the ranking, what stands in the way, the districts, the trend, and who has fallen behind."""

from datetime import date, datetime, time

import pytest

from langso import clock
from langso.assessments.lateness import lateness
from langso.assessments.live import assess, sets_on
from langso.assessments.matrix import Order, Wanted, matrix
from langso.assessments.open_nodes import closest
from langso.assessments.ranking import obstacles, ranks, standings
from langso.assessments.trend import months, trend
from langso.criteria import Verdict
from langso.places.models import Unit
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare
from workplace import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(workplace):
    return list(Unit.objects.assessed().on(DAY).select_related("parent__parent"))


def ntm(units):
    return assess(units, DAY, [s for s in sets_on(DAY) if s.id == "NTM"])


def say(workplace, day, **facts):
    with clock.at(datetime.combine(day, time(9), clock.VIET_NAM)):
        declare(workplace.officer, workplace.commune, facts, Said(day))


def test_who_has_one_thing_left_is_nearer_than_who_knows_nothing_of_itself(units):
    assessed = ntm(units)
    verdicts = assessed.assessments[0].verdicts
    verdicts[:, 5] = Verdict.MET
    for node in ("NTM-8", "NTM-8.3", "NTM-8.3.2"):
        verdicts[assessed.assessments[0].row(node), 5] = Verdict.NOT_MET
    first = ranks(units, assessed.assessments[0])[0]
    assert (first.unit.pk, first.place, first.short) == (units[5].pk, 1, 1)
    assert first.verdict is Verdict.NOT_MET


def test_pages_workbooks_and_commands_have_one_order_of_communes(units, workplace):
    say(workplace, DAY, telecom_meets_qcvn=0)
    assessed = ntm(units)
    nearest = [units[at].code for at in closest(assessed.assessments[0])]
    assert [rank.unit.code for rank in ranks(units, assessed.assessments[0])] == nearest
    assert [line.unit.code for line in matrix(units, assessed, Wanted(order=Order.SHORT)).lines] == nearest


def test_those_with_as_much_left_share_a_place_whether_it_is_not_met_or_cannot_be_said(units, workplace):
    say(workplace, DAY, telecom_meets_qcvn=0)
    found = ranks(units, ntm(units).assessments[0])
    assert [rank.place for rank in found] == [1] * 178
    one = next(rank for rank in found if rank.unit.code == "10630")
    assert [node.id for node in one.not_met] == ["NTM-8.2.3"]
    assert one.short == found[0].short
    assert [rank.unit.order for rank in found] == sorted(rank.unit.order for rank in found)


def test_fewer_open_conditions_rank_higher(units, workplace):
    say(workplace, DAY, telecom_meets_qcvn=1)
    found = ranks(units, ntm(units).assessments[0])
    assert (found[0].place, found[0].unit.code) == (1, "10630")
    assert [rank.place for rank in found[1:]] == [2] * 177


def test_what_most_communes_do_not_meet_comes_first(units, workplace):
    say(workplace, DAY, telecom_meets_qcvn=0)
    first = obstacles(ntm(units).assessments[0])[0]
    assert (first.node.id, first.not_met, first.insufficient) == ("NTM-8.2.3", 1, 177)


def test_districts_add_up_to_all_together(units):
    everywhere, *districts = standings(units, ntm(units).assessments[0])
    assert everywhere.district is None
    assert everywhere.communes == sum(each.communes for each in districts) == 178
    assert everywhere.insufficient == sum(each.insufficient for each in districts)
    assert len(districts) == 12


def test_the_trend_counts_who_met_a_node_at_the_end_of_each_month(units, workplace):
    say(workplace, date(2022, 10, 20), telecom_meets_qcvn=1)
    say(workplace, date(2022, 11, 5), telecom_meets_qcvn=0)
    found = trend(units, "NTM", ["NTM-8.2.3"], DAY)
    assert found.days == (date(2022, 10, 31), date(2022, 11, 30), date(2022, 12, 31))
    assert found.met["NTM-8.2.3"] == (1, 0, 0)
    assert found.communes == 178


def test_a_trend_of_an_earlier_day_knows_nothing_of_what_came_after(units, workplace):
    say(workplace, date(2022, 10, 20), telecom_meets_qcvn=1)
    say(workplace, date(2022, 11, 5), telecom_meets_qcvn=0)
    found = trend(units, "NTM", ["NTM-8.2.3"], date(2022, 11, 3))
    assert found.days == (date(2022, 10, 31), date(2022, 11, 3))
    assert found.met["NTM-8.2.3"] == (1, 1)


def test_without_turns_there_is_no_trend(units):
    assert trend(units, "NTM", ["NTM-8"], DAY).days == ()


def test_months_end_on_their_last_day_and_the_last_on_the_day_asked():
    assert months(date(2023, 12, 31), date(2024, 2, 10)) == (date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 10))


def test_who_never_changed_anything_is_furthest_behind(units, workplace):
    say(workplace, date(2022, 10, 2), telecom_meets_qcvn=1)
    found = lateness(units, ntm(units))
    assert found[0].changed is None
    assert found[0].is_late(10_000)
    last = found[-1]
    assert (last.unit.code, last.changed, last.days) == ("10630", date(2022, 10, 2), 90)
    assert not last.is_late(90)
    assert last.is_late(89)


def test_open_ledgers_and_figures_never_declared_are_told(units, workplace):
    before = next(each for each in lateness(units, ntm(units)) if each.unit.code == "10630")
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values={"code": "01", "name": "Cẩm"})])
    close_ledger(workplace.officer, workplace.commune, "villages")
    say(workplace, DAY, telecom_meets_qcvn=1)
    after = next(each for each in lateness(units, ntm(units)) if each.unit.code == "10630")
    assert "Sổ thôn" in before.open_ledgers
    assert "Sổ thôn" not in after.open_ledgers
    assert after.missing == before.missing - 1


def test_a_commune_that_passes_has_no_place(units):
    assessed = ntm(units)
    assessed.assessments[0].verdicts[:, 3] = Verdict.MET
    found = ranks(units, assessed.assessments[0])
    assert (found[0].unit.pk, found[0].place, found[0].short) == (units[3].pk, 0, 0)
    assert found[1].place == 1
