"""When verdicts turned: what a first change is compared with, and how communes stand that have only begun."""

from datetime import datetime, timedelta

import pytest

from langso import clock
from langso.accounts.models import Role
from langso.assessments.live import assess
from langso.assessments.models import Standing, Turn
from langso.assessments.nothing_known import nothing_known
from langso.criteria import Verdict
from langso.journal.models import Event
from langso.places.changing import carry_out
from langso.places.lists import Lists, NewUnit
from langso.places.models import Unit
from langso.places.starting import start
from langso.registers.declaring import Said, declare
from workplace import DAY

pytestmark = pytest.mark.django_db


def turns(unit):
    return {turn.node: (turn.before, turn.after) for turn in Turn.objects.filter(commune=unit)}


def test_a_first_change_turns_only_what_it_is_about(workplace):
    declare(workplace.officer, workplace.commune, {"telecom_meets_qcvn": 1}, Said(DAY))
    assert turns(workplace.commune) == {"NTM-8.2.3": (Verdict.INSUFFICIENT, Verdict.MET)}


def test_of_whom_nothing_is_known_nothing_is_met_and_nothing_failed(workplace):
    for assessment in nothing_known(assess([workplace.commune], DAY)):
        assert set(assessment.verdicts[:, 0].tolist()) <= {Verdict.INSUFFICIENT, Verdict.NOT_APPLICABLE}


def test_units_have_a_standing_from_the_day_on_which_they_are_set_up(db):
    with clock.at(datetime(2022, 12, 31, 9, tzinfo=clock.VIET_NAM)):
        start(None)
    known = set(Standing.objects.values_list("commune", flat=True))
    assert known == set(Unit.objects.assessed().exclude(until__lt=DAY).values_list("pk", flat=True))
    assert not Turn.objects.exists()


def test_a_commune_that_begins_later_stands_at_once_as_the_province_has_declared(workplace):
    province = workplace.commune.parent.parent
    declare(workplace.people[Role.DEPARTMENT_SPECIALIST], province, {"report_system_connected": 1}, Said(DAY))
    new = NewUnit(2, "19999", "Mới", "xã", workplace.commune.parent.code, DAY + timedelta(days=30))
    carry_out(None, Lists(units=(new,)))
    unit = Unit.objects.get(code="19999")
    assert set(Standing.objects.filter(commune=unit).values_list("criteria_set", flat=True)) == {"NTM", "NC", "KM"}
    assert turns(unit) == {"KM-CQ.6b": (Verdict.INSUFFICIENT, Verdict.MET)}
    assert Turn.objects.get(commune=unit).event == Event.objects.get(kind="places.changed").number
