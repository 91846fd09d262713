"""What there is to do, and what would turn if figures were others."""

import pytest

from langso.assessments.live import assess
from langso.assessments.outline import outlines, turned
from langso.assessments.supposing import Rows, Supposed, suppose
from langso.assessments.todo import Task, todos
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.declaring import Said, declare
from workplace import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(workplace):
    rows = [Edit(values={"code": str(n), "loudspeaker_working": n > 2}) for n in range(9)]
    write_rows(workplace.officer, workplace.commune, "villages", rows)
    close_ledger(workplace.officer, workplace.commune, "villages")
    declare(workplace.officer, workplace.commune, {"radio_station_per_guidance": 0}, Said(DAY.replace(month=3)))
    return workplace


def _todos(workplace):
    told = outlines(assess([workplace.commune], DAY))
    return told, todos(workplace.commune, told, DAY)


def test_the_least_short_comes_first_and_the_set_to_work_on_before_the_others(known):
    told, found = _todos(known)
    short = [t.condition.node.id for t in found if t.task is Task.SHORT and t.criteria_set.id == "NTM"]
    assert short == ["NTM-8.3.1", "NTM-8.3.2"]
    sets = [t.criteria_set.id for t in found if t.task is Task.SHORT or t.task is Task.MISSING]
    assert sets == sorted(sets, key=[o.criteria_set.id for o in told].index)


def test_open_ledgers_and_old_figures_are_asked_for(known):
    _told, found = _todos(known)
    assert "villages" not in {t.register.name for t in found if t.task is Task.LEDGER_OPEN}
    assert "officials" in {t.register.name for t in found if t.task is Task.LEDGER_OPEN}
    assert [(t.fact, t.since) for t in found if t.task is Task.STALE] == [
        ("radio_station_per_guidance", DAY.replace(month=3))
    ]


def test_supposing_the_missing_loudspeakers_and_the_station_turns_the_criterion(known):
    assessed = assess([known.commune], DAY)
    before = outlines(assessed)
    supposed = Supposed({"radio_station_per_guidance": 1}, {"NTM-8.3.2": Rows(9, 9)})
    after = outlines(suppose(assessed, supposed))
    assert {t.node.id: (t.before.word, t.after.word) for t in turned(before, after)} == {
        "NTM-8.3": ("not_met", "met"), "NTM-8.3.1": ("not_met", "met"), "NTM-8.3.2": ("not_met", "met"),
        "NTM-8": ("not_met", "insufficient"),
    }  # fmt: skip


def test_supposing_changes_nothing_that_is_known(known):
    assessed = assess([known.commune], DAY)
    suppose(assessed, Supposed({"radio_station_per_guidance": 1}, {}))
    again = outlines(assess([known.commune], DAY))
    assert not turned(outlines(assessed), again)


def test_supposing_a_register_open_again_leaves_what_rests_on_it_undecided(workplace):
    rows = [Edit(values={"code": str(n), "loudspeaker_working": True}) for n in range(9)]
    write_rows(workplace.officer, workplace.commune, "villages", rows)
    close_ledger(workplace.officer, workplace.commune, "villages")
    assessed = assess([workplace.commune], DAY)
    after = suppose(assessed, Supposed(reopened=frozenset({"villages"})))
    found = {t.node.id: (t.before.word, t.after.word) for t in turned(outlines(assessed), outlines(after))}
    assert found["NTM-8.3.2"] == ("met", "insufficient")
    assert not turned(outlines(assessed), outlines(suppose(assessed, Supposed(reopened=frozenset({"officials"})))))


def test_rows_supposed_of_an_open_register_decide_only_once_it_is_supposed_closed(workplace):
    rows = [Edit(values={"code": str(n), "loudspeaker_working": n > 2}) for n in range(9)]
    write_rows(workplace.officer, workplace.commune, "villages", rows)
    assessed = assess([workplace.commune], DAY)

    def found(supposed):
        return {t.node.id: t.after.word for t in turned(outlines(assessed), outlines(suppose(assessed, supposed)))}

    all_of_them = {"NTM-8.3.2": Rows(9, 9)}
    assert found(Supposed(rows=all_of_them))["NTM-8.3.2"] == "insufficient"
    assert found(Supposed(rows=all_of_them, closed=frozenset({"villages"})))["NTM-8.3.2"] == "met"


_POINT = ("premises_adequate", "signboard", "hours_posted", "services_posted", "letters_to_2kg", "parcels_to_5kg")


@pytest.mark.parametrize(
    ("point", "supposed", "expected"),
    [
        ({}, {"NTM-8.1.1a": Rows(0, 1)}, {"NTM-8.1.1a": "not_met", "NTM-8.1": "not_met"}),
        ({"signboard": False}, {"NTM-8.1.1b": Rows(1, 1)}, {"NTM-8.1.1b": "met", "NTM-8.1": "met"}),
    ],
)
def test_the_whole_follows_the_part_that_is_supposed(workplace, point, supposed, expected):
    values = {"name": "Bưu điện xã", "hours_per_day": 8.0, **dict.fromkeys(_POINT, True), **point}
    write_rows(workplace.officer, workplace.commune, "post_points", [Edit(values=values)])
    close_ledger(workplace.officer, workplace.commune, "post_points")
    assessed = assess([workplace.commune], DAY)
    after = outlines(suppose(assessed, Supposed({}, supposed)))
    found = {t.node.id: t.after.word for t in turned(outlines(assessed), after)}
    assert {node: found.get(node) for node in expected} == expected
