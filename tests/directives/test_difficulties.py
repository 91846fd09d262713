"""Difficulties: where they are in the way, who sees them, and that they change no verdict."""

from datetime import date, datetime

import pytest

from directives.conftest import letter
from langso import clock
from langso.accounts.models import Role
from langso.assessments.live import assess
from langso.assessments.outline import outlines
from langso.directives.actions.difficulties import correct, raise_difficulty, reply, settle, take_up
from langso.directives.actions.library import add
from langso.directives.given import DifficultyGiven
from langso.directives.kinds import DifficultyState
from langso.directives.models import Difficulty
from langso.directives.standing import in_the_way, visible
from langso.journal.models import Event
from langso.problems import BadInputError
from workplace import DAY

pytestmark = pytest.mark.django_db


def given(*places, **more) -> DifficultyGiven:
    told = {"title": "Chưa có kế hoạch", "text": "UBND tỉnh chưa ban hành kế hoạch.", "nodes": ("NC-8.4a",)}
    return DifficultyGiven(places=places, **{**told, **more})


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(datetime(2022, 12, 31, 9, tzinfo=clock.VIET_NAM)):
        yield


@pytest.fixture
def province(workplace):
    return workplace.commune.parent.parent


def test_one_of_the_whole_province_is_in_the_way_in_every_commune(workplace, specialist, province):
    made = raise_difficulty(specialist, given(province))
    for unit in (workplace.commune, workplace.elsewhere):
        found = in_the_way(unit, DAY, None)
        assert found["NC-8.4a.5b"] == [made], "a condition below the group that was named"
        assert "NC-8.1" not in found


def test_one_of_a_commune_is_in_the_way_there_alone(workplace, province):
    raise_difficulty(workplace.officer, given(workplace.commune))
    assert in_the_way(workplace.commune, DAY, workplace.officer)
    assert not in_the_way(workplace.elsewhere, DAY, workplace.officer)


def test_it_is_shown_from_its_first_day_until_it_is_settled(workplace, specialist, province):
    made = raise_difficulty(specialist, given(province))
    assert not in_the_way(workplace.commune, date(2022, 12, 30), None)
    with clock.at(datetime(2023, 2, 1, 9, tzinfo=clock.VIET_NAM)):
        settle(specialist, made, "Kế hoạch 12/KH-UBND đã ban hành.")
    assert in_the_way(workplace.commune, date(2023, 1, 31), None)
    assert not in_the_way(workplace.commune, date(2023, 2, 1), None)
    with pytest.raises(BadInputError, match="đã giải quyết xong"):
        reply(specialist, made, "Thêm")


def test_no_verdict_turns_by_it(workplace, specialist, province):
    before = [o.verdicts for o in outlines(assess([workplace.commune], DAY))]
    raise_difficulty(specialist, given(province))
    assert [o.verdicts for o in outlines(assess([workplace.commune], DAY))] == before


def test_what_a_commune_raises_is_for_everyone_once_the_department_takes_it_up(workplace, specialist):
    made = raise_difficulty(workplace.officer, given(workplace.commune))
    assert (made.held, made.organisation.unit) == (DifficultyState.RAISED, workplace.commune)
    assert not visible(None).exists()
    assert visible(workplace.people[Role.READER]).exists()
    take_up(specialist, made)
    assert visible(None).get().held is DifficultyState.OPEN
    take_up(specialist, made)
    assert Event.objects.filter(kind="difficulty.taken_up").count() == 1


def test_a_district_raises_for_its_communes_and_nobody_for_others(workplace):
    district = workplace.people[Role.DISTRICT_REVIEWER]
    raise_difficulty(district, given(workplace.commune, workplace.commune.parent))
    with pytest.raises(BadInputError, match="không thuộc địa bàn"):
        raise_difficulty(district, given(workplace.elsewhere))
    with pytest.raises(BadInputError, match="không thuộc địa bàn"):
        raise_difficulty(workplace.officer, given(workplace.commune.parent))
    assert Difficulty.objects.count() == 1


def test_whoever_may_raise_it_answers_and_the_keeper_names_a_document(workplace, specialist):
    made = raise_difficulty(workplace.officer, given(workplace.commune))
    plan = add(specialist, letter(notation="12/KH-UBND"))
    reply(workplace.officer, made, "Xã đã gửi danh sách.")
    reply(specialist, made, "Đã có kế hoạch.", plan)
    assert [(r.text, r.document) for r in made.replies.all()] == [
        ("Xã đã gửi danh sách.", None), ("Đã có kế hoạch.", plan),
    ]  # fmt: skip
    with pytest.raises(BadInputError, match="việc này dành cho"):
        reply(workplace.people[Role.COORDINATION_OFFICER], made, "Ý kiến")


def test_all_that_is_missing_is_said_at_once(specialist):
    with pytest.raises(BadInputError) as refused:
        raise_difficulty(specialist, DifficultyGiven("", " ", (), ()))
    assert {p.where.column for p in refused.value.problems} == {"title", "text", "nodes", "places"}
    assert "Chưa điền “Điều kiện bị vướng”" in [p.what for p in refused.value.problems], "as its field is called"
    with pytest.raises(BadInputError, match="XX-1"):
        raise_difficulty(specialist, DifficultyGiven("a", "b", ("XX-1",), ()))


def test_a_correction_of_a_commune_keeps_before_and_after_in_its_journal(workplace, specialist):
    made = raise_difficulty(workplace.officer, given(workplace.commune))
    correct(specialist, made, given(workplace.commune, title="Thiếu kế hoạch", nodes=("NC-8.5",)), seen=1)
    event = Event.objects.get(kind="difficulty.corrected")
    assert event.commune == workplace.commune.pk
    assert (event.details["before"]["nodes"], event.details["after"]["nodes"]) == (["NC-8.4a"], ["NC-8.5"])
    with pytest.raises(BadInputError, match="Thiếu kế hoạch"):
        correct(specialist, made, given(workplace.commune), seen=1)
