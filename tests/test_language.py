"""Figures, days and lists as each language writes them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langso.language import Language, Words, day, decimal, gettext, listing, ngettext, percent, speaking, whole


@pytest.fixture
def vietnamese() -> Iterator[None]:
    with speaking(Language.VI):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    with speaking(Language.EN):
        yield


@pytest.mark.usefixtures("vietnamese")
def test_vietnamese_sets_thousands_apart_by_points_and_decimals_by_a_comma() -> None:
    assert whole(1040) == "1.040"
    assert decimal(Fraction("12345.5")) == "12.345,5"
    assert percent(Fraction(204, 1000)) == "20,4%"
    assert percent(Fraction(12)) == "1.200%"


@pytest.mark.usefixtures("english")
def test_english_sets_thousands_apart_by_commas_and_decimals_by_a_point() -> None:
    assert whole(1_234_567) == "1,234,567"
    assert decimal(Fraction("-62.50")) == "-62.5"
    assert decimal(Fraction(-1, 100_000)) == "0"
    assert percent(Fraction(1, 3)) == "33.3%"


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    ("share", "threshold", "shown"),
    [
        ("0.7996", "0.8", "79,96%"),
        ("0.79996", "0.8", "79,996%"),
        ("0.799999994", "0.8", "79,999999%"),
        ("0.800000001", "0.8", "80,000001%"),
        ("0.8", "0.8", "80%"),
        ("0.794", "0.8", "79,4%"),
        ("0.62549", "0.6255", "62,5%"),
        ("0.625499", "0.6255", "62,5%"),
        ("0.79955", "0.7996", "79,955%"),
        ("0.6255", "0.6255", "62,55%"),
        ("0.9996", None, "99,96%"),
        ("0.9996", "0.8", "99,96%"),
        ("0.0004", None, "0,04%"),
        ("0.000000001", "0.5", "0,000001%"),
        ("1.2", "0.5", "120%"),
        ("0.1225", None, "12,3%"),
    ],
)
def test_a_share_reads_as_the_threshold_only_when_it_is_reached(share: str, threshold: str | None, shown: str) -> None:
    assert percent(Fraction(share), Fraction(threshold) if threshold else None) == shown


@given(st.fractions(0, 2, max_denominator=10**9), st.integers(0, 10**6))
def test_a_percentage_always_stands_on_the_side_of_the_threshold_where_the_share_is(
    share: Fraction, parts: int
) -> None:
    threshold = Fraction(parts, 10**6)
    with speaking(Language.EN):
        shown = Fraction(percent(share, threshold).removesuffix("%").replace(",", "")) / 100
    assert (shown < threshold, shown > threshold) == (share < threshold, share > threshold)
    assert (shown == 0, shown == 1) == (share == 0, share == 1)
    assert abs(shown - share) < Fraction(1, 1000)


def test_a_day_is_written_as_each_language_does() -> None:
    with speaking(Language.VI):
        assert day(date(2022, 9, 6)) == "06/09/2022"
    with speaking(Language.EN):
        assert day(date(2022, 9, 6)) == "6 September 2022"


def test_names_in_a_row_are_joined_as_a_sentence_has_them() -> None:
    with speaking(Language.EN):
        assert listing([]) == ""
        assert listing(["An Lãng"]) == "An Lãng"
        assert listing(["An Lãng", "Cẩm", "Đầm"]) == "An Lãng, Cẩm and Đầm"
    with speaking(Language.VI):
        assert listing(["An Lãng", "Cẩm", "Đầm"]) == "An Lãng, Cẩm và Đầm"


def test_words_come_out_in_the_language_that_is_spoken() -> None:
    words = Words("thôn", "village")
    assert str(words) == "thôn"
    with speaking(Language.EN):
        assert str(words) == "village"
    assert str(words) == "thôn"


def test_an_empty_message_stays_empty_in_both_languages() -> None:
    for language in Language:
        with speaking(language):
            assert gettext("") == ""


def test_english_counts_one_and_many_apart() -> None:
    with speaking(Language.EN):
        assert [ngettext("{n} row", "{n} rows", n).format(n=n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
