"""What a cell means."""

import unicodedata
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langso import problems
from langso.cells import reading as cells
from langso.cells.reading import Cleaned, Refused


@pytest.mark.parametrize(
    "cell",
    [
        "1",
        "x",
        "X",
        "yes",
        "Yes",
        "TRUE",
        "có",
        "CÓ",
        unicodedata.normalize("NFD", "Có"),
        "co",
        "Co",
        "✓",
        "✔",
        1,
        1.0,
        " 1 ",
        "1.0",
    ],
)
def test_yes_is_understood_however_it_is_written(cell):
    assert cells.read_yes_no(cell) is True


@pytest.mark.parametrize(
    "cell",
    [
        "0",
        "no",
        "FALSE",
        "không",
        unicodedata.normalize("NFD", "KHÔNG"),
        0,
        0.0,
        "0.0",
        "\u00a0no",
        "khong",
        "KHONG",
        "chua",
    ],
)
def test_no_is_understood_however_it_is_written(cell):
    assert cells.read_yes_no(cell) is False


@pytest.mark.parametrize("read", [cells.read_yes_no, cells.read_integer, cells.read_number, cells.read_date])
@pytest.mark.parametrize("cell", ["", "  ", "\u00a0", None])
def test_a_blank_cell_is_unknown(read, cell):
    assert read(cell) is None


@pytest.mark.parametrize("cell", ["2", "chưa rõ", "?", 2.0, date(2022, 1, 1), "y", "cỏ", "khon"])
def test_what_is_neither_yes_nor_no_is_refused(cell):
    assert cells.read_yes_no(cell) == Refused(problems.CELL_YES_NO)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1040", 1040), ("1.040", 1040), ("1,040", 1040), ("1 040", 1040), ("1\u00a0040", 1040), ("1\u202f040", 1040),
        ("1000.0", 1000), ("1.234.567", 1234567), ("12.000,00", 12000), (1040.0, 1040), ("-5", -5), ("−5", -5),
        ("+7", 7),
        ("0", 0), ("007", 7), ("1.00", 1),
    ],
)  # fmt: skip
def test_a_whole_number_is_the_same_with_every_separator(cell, number):
    assert cells.read_integer(cell) == number


@pytest.mark.parametrize(
    "cell",
    ["4,5", "1.04", "0.500", "1.2345", "ba", "1e3", "1_000", "1,0,0", "1.000,500", 4.5, "٣", float("nan")],
)
def test_what_is_no_whole_number_is_refused(cell):
    assert cells.read_integer(cell) == Refused(problems.CELL_INTEGER)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("4,5", 4.5), ("4.5", 4.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1 234,5", 1234.5), ("21.005", 21.005),
        ("21,005", 21.005), ("1.234.567", 1234567.0), (4.5, 4.5), ("-106.25", -106.25),
    ],
)  # fmt: skip
def test_a_number_has_a_comma_or_a_dot_as_its_decimal_mark(cell, number):
    assert cells.read_number(cell) == number


@pytest.mark.parametrize("cell", ["4,5 giờ", "1e5", "nan", "inf", "1.2.3", "--5", "50%", date(2022, 1, 1)])
def test_what_is_no_number_is_refused(cell):
    assert cells.read_number(cell) == Refused(problems.CELL_NUMBER)


@pytest.mark.parametrize(
    "cell",
    [
        "2022-12-31", "31/12/2022", "31-12-2022", "31.12.2022", " 31/12/2022 ", "2022-12-31 00:00:00",
        "2022-12-31T07:30:00",
        date(2022, 12, 31), datetime(2022, 12, 31, 7, 30), 44926, 44926.0, 44926.5,
    ],
)  # fmt: skip
def test_a_day_is_understood_however_it_is_written(cell):
    assert cells.read_date(cell) == date(2022, 12, 31)


def test_a_day_is_read_day_first():
    assert cells.read_date("03/04/2022") == date(2022, 4, 3)


@pytest.mark.parametrize("cell", ["31/2/2022", "12/31/2022", "2022-13-01", "01/01/0022"])
def test_a_day_that_is_not_in_the_calendar_is_refused(cell):
    assert cells.read_date(cell) == Refused(problems.CELL_NO_SUCH_DAY)


@pytest.mark.parametrize("cell", ["31/12/22", "hôm qua", 2022, 2022.0, "44926", -1.0, 1e9])
def test_a_bare_year_or_a_word_is_no_day(cell):
    assert cells.read_date(cell) == Refused(problems.CELL_DATE)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" Thôn  1 ", "Thôn  1"), (unicodedata.normalize("NFD", "Thôn Đông"), "Thôn Đông"), ("Thôn\u00a01", "Thôn 1"),
        (12.0, "12"), (12.5, "12.5"), (12, "12"), ("\ufeffA", "A"), (date(2022, 1, 2), "2022-01-02"),
    ],
)  # fmt: skip
def test_text_is_trimmed_composed_and_without_the_zero_that_a_spreadsheet_adds(cell, text):
    assert cells.read_text(cell) == text


def test_a_code_that_a_spreadsheet_kept_as_a_long_number_is_refused_because_its_digits_are_lost():
    assert cells.read_text(1.23456789012346e19) == Refused(problems.CELL_DIGITS_LOST)


def test_a_text_longer_than_a_spreadsheet_holds_is_refused():
    refused = cells.read_text("a" * 32_768)
    assert isinstance(refused, Refused)
    assert refused.kind is problems.CELL_TOO_LONG
    assert cells.read_text("a" * 32_767) == "a" * 32_767


def test_bounds_are_inclusive_and_named():
    read = cells.bounded(cells.read_number, Fraction(0), Fraction(24))
    assert (read("0"), read("24"), read("")) == (0.0, 24.0, None)
    assert read("24,5") == Refused(problems.CELL_TOO_GREAT, {"bound": "24"})
    assert read("-1") == Refused(problems.CELL_TOO_SMALL, {"bound": "0"})


ANY_CELL = st.one_of(
    st.none(), st.text(), st.floats(), st.integers(), st.dates(), st.datetimes(), st.times(), st.timedeltas()
)


@given(ANY_CELL)
def test_every_cell_is_either_read_or_refused(cell):
    assert isinstance(cells.read_yes_no(cell), bool | Refused | None)
    assert isinstance(cells.read_integer(cell), int | Refused | None)
    assert isinstance(cells.read_number(cell), float | Refused | None)
    assert isinstance(cells.read_date(cell), date | Refused | None)
    assert isinstance(cells.read_text(cell), str | Refused | None)
    assert isinstance(cells.fold(cells.as_text(cell)), str)


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_reads_as_itself_however_it_is_grouped(n):
    for text in (str(n), f"{n:,}", f"{n:,}".replace(",", "."), f"{n:,}".replace(",", " ")):
        assert cells.read_integer(text) == n


@given(st.lists(st.sampled_from(["có", "1", "0", "?", "", "x"]), max_size=50))
def test_remembering_cells_does_not_change_what_they_mean(raw):
    cleaned = Cleaned(cells.read_yes_no)
    assert cleaned.column(raw) == [cells.read_yes_no(cell) for cell in raw]
    assert cleaned.refused == ("?" in raw)


def test_a_column_of_ever_new_cells_is_read_without_remembering_them_all():
    cleaned = Cleaned(cells.read_text)
    for start in range(0, 200_000, 20_000):
        assert cleaned.column([str(n) for n in range(start, start + 20_000)])[0] == str(start)
    assert len(cleaned) <= 50_000
