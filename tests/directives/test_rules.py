"""What holds of directives, without a database: numbers and signs, validity, which step may follow, targets."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from langso.criteria.reasons import RatioFigures, RowFigures
from langso.directives.kinds import Force, PartState, TaskState
from langso.directives.rules import (
    Share,
    force,
    is_late,
    is_same_notation,
    lineages,
    may_move_part,
    may_move_task,
    notation_of,
    reached,
    share_of,
)
from langso.directives.searching import excerpt, has_all, words_of
from langso.registers.law import shipped_law
from langso.vietnamese import fold

DAY = date(2022, 12, 31)


@pytest.mark.parametrize(
    ("typed", "known_by"),
    [
        ("1414 /STTTT-BCVTCNTT", (1414, "stttt-bcvtcntt")),
        ("QĐ 2580/QĐ-UBND", (2580, "qd-ubnd")),
        ("06-NQ/TU", (6, "nq/tu")),
        ("5/QĐ-UBND", (5, "qd-ubnd")),
        ("05/QĐ-UBND", (5, "qd-ubnd")),
        ("18/2022/QĐ-TTg", (18, "2022/qd-ttg")),
        ("Luật 91/2025/QH15", (91, "2025/qh15")),
        ("Báo cáo của Bưu điện tỉnh", (None, "")),
        ("", (None, "")),
    ],
)
def test_number_and_sign_are_known_however_they_are_typed(typed, known_by):
    assert notation_of(typed) == known_by


def test_a_leading_zero_and_spaces_make_no_other_document():
    assert is_same_notation("05 / QĐ-UBND", "5/qđ-ubnd")
    assert not is_same_notation("5/QĐ-UBND", "5/QĐ-STTTT")
    assert not is_same_notation("không số", "không số")


def test_validity_goes_by_the_day():
    since, until = date(2022, 1, 1), date(2022, 6, 30)
    assert force(since, None, date(2021, 12, 31)) is Force.NOT_YET
    assert force(since, until, until) is Force.IN_FORCE
    assert force(since, until, date(2022, 7, 1)) is Force.ENDED
    assert force(None, None, DAY) is Force.UNKNOWN
    assert force(None, until, DAY) is Force.ENDED


def test_what_replaces_a_document_ends_it_from_its_own_first_day():
    assert force(date(2022, 1, 1), None, DAY, replaced_on=DAY) is Force.REPLACED
    assert force(date(2022, 1, 1), None, DAY, replaced_on=date(2023, 1, 1)) is Force.IN_FORCE
    assert force(None, None, DAY, withdrawn=True) is Force.WITHDRAWN


def test_what_is_said_of_a_group_or_a_set_is_said_of_its_conditions():
    known = lineages(shipped_law().sets.values())
    assert known["NC-8.4a.5b"] == ("NC-8.4a.5b", "NC-8.4a", "NC-8.4", "NC-8", "NC")
    assert known["TM"] == ("TM",)


def test_a_recommendation_goes_step_by_step_and_needs_a_plan_to_be_planned():
    assert may_move_part(PartState.SENT, PartState.CONSIDERED, has_plan=False, words="")
    assert not may_move_part(PartState.SENT, PartState.DONE, has_plan=True, words="")
    assert not may_move_part(PartState.ACCEPTED, PartState.PLANNED, has_plan=False, words="")
    assert may_move_part(PartState.ACCEPTED, PartState.PLANNED, has_plan=True, words="")
    assert not may_move_part(PartState.SENT, PartState.REFUSED, has_plan=False, words="")
    assert not may_move_part(PartState.DONE, PartState.SENT, has_plan=True, words="x")


def test_an_owner_reports_and_a_keeper_accepts_and_neither_does_the_others_part():
    owner, keeper = {"owns": True, "keeps": False}, {"owns": False, "keeps": True}
    assert may_move_task(TaskState.ASSIGNED, TaskState.REPORTED, **owner, words="Đã gắn biển")
    assert not may_move_task(TaskState.ASSIGNED, TaskState.REPORTED, **owner, words="")
    assert not may_move_task(TaskState.REPORTED, TaskState.DONE, **owner, words="")
    assert may_move_task(TaskState.REPORTED, TaskState.DONE, **keeper, words="")
    assert not may_move_task(TaskState.ASSIGNED, TaskState.UNDERWAY, **keeper, words="")
    assert not may_move_task(TaskState.REPORTED, TaskState.UNDERWAY, **keeper, words="")
    assert not may_move_task(TaskState.DONE, TaskState.DROPPED, **keeper, words="vì sao")


def test_late_is_what_a_plan_gave_a_day_and_nobody_reported():
    assert is_late(date(2022, 12, 30), TaskState.UNDERWAY, DAY)
    assert not is_late(DAY, TaskState.UNDERWAY, DAY)
    assert not is_late(date(2022, 12, 30), TaskState.REPORTED, DAY)
    assert not is_late(None, TaskState.ASSIGNED, DAY)


def test_a_target_is_compared_exactly_and_left_open_where_figures_are():
    assert reached(Decimal("80"), Share(Fraction(79_960, 100_000), Fraction(79_960, 100_000))) is False
    assert reached(Decimal("80"), Share(Fraction(4, 5), Fraction(4, 5))) is True
    assert reached(Decimal("60"), Share(Fraction(1, 2), Fraction(3, 4))) is None
    assert reached(Decimal("60"), None) is None


def test_an_open_register_says_nothing_of_a_share_yet():
    closed = RowFigures(None, true=6, blank=1, false=3, rows=10, closed=True)
    assert share_of(closed) == Share(Fraction(6, 10), Fraction(7, 10))
    assert share_of(RowFigures(None, 6, 1, 3, 10, closed=False)) == Share(Fraction(0), None)
    assert share_of(RowFigures(None, 0, 0, 0, 0, closed=True)) is None
    assert share_of(RatioFigures(None, None, (700, 700), (1000, 1000))) == Share(Fraction(7, 10), Fraction(7, 10))
    assert share_of(RatioFigures(None, None, (0, None), (0, 0))) is None
    assert share_of(RatioFigures(None, None, (5, 5), (10, None))) == Share(Fraction(0), Fraction(1, 2))


def test_a_search_needs_no_marks_and_shows_where_it_found():
    words = words_of("Dia  CHỈ số\x00")
    assert words == ["dia", "chi", "so"]
    text = "Kế hoạch triển khai địa chỉ số trên địa bàn tỉnh"
    assert has_all(fold(text), words)
    assert [piece for piece, hit in excerpt(text, words) if hit][:3] == ["địa", "chỉ", "số"]
    assert excerpt("không có gì", words_of("biển")) == []
