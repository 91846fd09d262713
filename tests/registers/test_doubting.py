"""Figures that can be but hardly are: which are asked back about, and which are not."""

from dataclasses import replace

import pytest

from langso.criteria import load_law
from langso.criteria.law import FactType
from langso.language import Language, speaking
from langso.registers.doubting import doubt_of, doubts

pytestmark = pytest.mark.django_db
FACTS = load_law().facts
RESIDENTS = FACTS["residents"]


def asked(before: int | None, after: int | None) -> str:
    found = doubt_of(RESIDENTS, before, after)
    return found.kind.code if found else ""


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, 8_000, ""),
        (None, 100_000, ""),
        (None, 100_001, "fact.unusual"),
        (8_000, 10_000_000, "fact.unusual"),
        (8_000, 80_000, ""),
        (8_000, 80_001, "fact.jumped"),
        (8_000, 799, "fact.jumped"),
        (8_000, 800, ""),
        (0, 99, ""),
        (0, 100, "fact.jumped"),
        (8_000, None, ""),
        (10_000_000, 10_000_000, ""),
    ],
)
def test_a_figure_is_asked_back_about_when_it_is_huge_or_far_from_the_one_before(
    before: int | None, after: int | None, kind: str
) -> None:
    assert asked(before, after) == kind


def test_yes_and_no_are_never_asked_back_about() -> None:
    assert doubt_of(FACTS["uses_official_email"], 0, 1) is None


def test_a_figure_with_decimals_is_measured_as_people_write_it() -> None:
    income = replace(RESIDENTS, type=FactType.NUMBER, decimals=2, ask_above=100)
    assert doubt_of(income, None, 100_00) is None
    found = doubt_of(income, None, 100_01)
    assert found is not None
    assert found.value == "100,01"


def test_the_question_says_which_figure_and_what_was_before() -> None:
    (large, jumped) = doubts({"residents": 10_000_000, "households": 29_000, "adults": 5}, {"households": 900})
    assert large.what == "Người dân: 10.000.000; hiếm xã nào có hơn 100.000"
    assert (jumped.where.column, jumped.what) == (
        "households", "Hộ gia đình: 29.000; lần trước khai 900, chênh nhau hơn 10 lần",
    )  # fmt: skip
    assert "“29.000 là đúng”" in jumped.remedy
    with speaking(Language.EN):
        (large,) = doubts({"residents": 10_000_000}, {})
        assert large.what == "Residents is 10,000,000; communes hardly ever have more than 100,000"


def test_every_count_that_is_no_part_of_another_says_above_what_it_is_asked_back_about() -> None:
    for fact in FACTS.values():
        assert (fact.ask_above is not None) == (fact.type is FactType.COUNT and fact.part_of is None), fact.name
