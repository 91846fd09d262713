"""Windows of a ledger: in Vietnamese order, found without marks, by what a column holds or a condition asks."""

from datetime import date

import pytest

from langso.criteria.formula import tally_of
from langso.registers.actions import Edit, close_ledger, write_rows
from langso.registers.law import law
from langso.registers.models import ROWS
from langso.registers.reading import PAGE, Wanted, asked_columns, not_yet_columns, standing, standings, window
from langso.vietnamese import sort_key

pytestmark = pytest.mark.django_db

VILLAGES = [
    {"code": "1", "name": "Đầm", "households": 30, "loudspeaker_working": True},
    {"code": "2", "name": "An Lãng", "households": 200, "loudspeaker_working": False},
    {"code": "3", "name": "Dương", "households": None, "loudspeaker_working": None},
    {"code": "4", "name": None, "households": 7, "loudspeaker_working": True},
    {"code": "5", "name": "Ân Thi", "households": 9, "loudspeaker_working": None},
]


@pytest.fixture
def villages(workplace):
    write_rows(workplace.officer, workplace.commune, "villages", [Edit(values=values) for values in VILLAGES])
    write_rows(workplace.officer, workplace.commune, "post_points", [Edit(values={"name": "Bưu điện"})])
    return law().registers["villages"]


def codes(workplace, register, **wanted):
    return "".join(row.key for row in window(workplace.commune, register, Wanted(**wanted)).rows)


def test_rows_come_as_they_were_entered(workplace, villages):
    assert codes(workplace, villages) == "12345"


def test_rows_with_a_cell_that_conditions_ask_and_that_is_unknown_are_found(workplace, villages):
    asked = asked_columns("villages")
    for row in ROWS["villages"].objects.filter(commune=workplace.commune, code__in=["1", "2", "3"]):
        values = {name: True for name in asked if name != "loudspeaker_working"}
        write_rows(workplace.officer, workplace.commune, "villages", [Edit(row.pk, row.version, values)])
    assert codes(workplace, villages, blank=True) == "345"
    write_rows(workplace.officer, workplace.commune, "publication_outlets", [Edit(values={"name": "Nhà văn hóa"})])
    assert not window(workplace.commune, law().registers["publication_outlets"], Wanted(blank=True)).rows


def test_names_sort_as_a_vietnamese_dictionary_does_with_blanks_last_either_way(workplace, villages):
    assert codes(workplace, villages, sort="name") == "25314"
    assert codes(workplace, villages, sort="name", descending=True) == "13524"


def test_numbers_sort_by_size_and_blanks_come_last(workplace, villages):
    assert codes(workplace, villages, sort="households") == "45123"
    assert codes(workplace, villages, sort="households", descending=True) == "21543"


def test_no_comes_before_yes_and_blank_after_both(workplace, villages):
    assert codes(workplace, villages, sort="loudspeaker_working") == "21435"


@pytest.mark.parametrize(
    ("text", "found"), [("dam", "1"), ("Đầm", "1"), ("AN lang", "2"), ("lang an", "2"), ("an", "25")]
)
def test_words_are_found_with_and_without_marks(workplace, villages, text, found):
    assert codes(workplace, villages, text=text) == found


def test_what_was_found_is_sorted_by_another_column(workplace, villages):
    assert codes(workplace, villages, text="an", sort="households") == "52"


@pytest.mark.parametrize(
    ("holding", "found"), [("yes", "14"), ("no", "2"), ("blank", "35"), ("filled", "124"), ("so", "12345")]
)
def test_blank_is_not_no(workplace, villages, holding, found):
    assert codes(workplace, villages, only={"loudspeaker_working": holding}) == found


def test_two_columns_are_asked_together(workplace, villages):
    assert codes(workplace, villages, only={"loudspeaker_working": "yes", "name": "blank"}) == "4"


def test_a_condition_gives_the_rows_that_fail_it_and_those_it_cannot_decide(workplace, villages):
    assert codes(workplace, villages, tally=tally("NTM-8.3.2")) == "235"


def tally(node):
    on = date(2022, 12, 31)
    return next(tally_of(n.formula) for s in law().sets.values() for n in s.on(on).nodes() if n.id == node)


def test_one_key_gives_one_row(workplace, villages):
    assert codes(workplace, villages, key="3") == "3"


def test_a_commune_reads_no_row_of_another(workplace, villages):
    assert window(workplace.elsewhere, villages, Wanted()).total == 0


def test_choices_are_found_and_sorted_by_their_words(workplace):
    points = law().registers["address_points"]
    rows = [
        {"code": str(n), "kind": kind}
        for n, kind in enumerate(["organisation", "household", "heritage_site", "agency"])
    ]
    write_rows(workplace.officer, workplace.commune, "address_points", [Edit(values=values) for values in rows])
    titles = {choice.value: str(choice.title) for choice in points.column("kind").choices}
    found = window(workplace.commune, points, Wanted(sort="kind")).rows
    assert [titles[row.kind] for row in found] == sorted(titles.values(), key=sort_key)
    assert codes(workplace, points, text=titles["household"].upper()) == "1"
    assert codes(workplace, points, only={"kind": "agency"}) == "3"


def test_a_long_ledger_comes_in_pages_and_beyond_the_last_is_the_last(workplace):
    files = law().registers["case_files"]
    rows = [Edit(values={"code": f"{n:05d}"}) for n in range(PAGE + 3)]
    write_rows(workplace.officer, workplace.commune, "case_files", rows)
    first, second, beyond = (window(workplace.commune, files, Wanted(page=n)) for n in (1, 2, 99))
    assert (len(first.rows), first.found, first.pages, first.first) == (PAGE, PAGE + 3, 2, 1)
    assert ([row.key for row in second.rows], second.first) == (["00100", "00101", "00102"], PAGE + 1)
    assert beyond.rows == second.rows
    assert window(workplace.commune, files, Wanted(sort="code", descending=True, page=2)).rows[-1].key == "00000"


def test_a_ledger_says_its_rows_its_blanks_that_count_and_who_asks_it(workplace, villages):
    stands = standing(workplace.commune, villages)
    filled = 3
    asked = [c.name for c in villages.columns if c.name not in ("code", "name", "households")]
    assert (stands.rows, stands.blanks) == (5, 5 * len(asked) - filled)
    assert "NTM-8.3.2" in [node.id for node in stands.conditions]
    assert (stands.closed, stands.changed_at is not None) == (False, True)


def test_all_ledgers_stand_in_the_order_of_the_law_and_closing_shows(workplace, villages):
    close_ledger(workplace.officer, workplace.commune, "villages")
    told = standings(workplace.commune)
    assert [each.register.name for each in told] == list(law().registers)
    assert [each.register.name for each in told if each.closed] == ["villages"]
    outlets = next(each for each in told if each.register.name == "publication_outlets")
    assert (outlets.rows, outlets.blanks) == (0, None)


def test_a_date_that_is_only_asked_whether_it_is_there_is_not_unknown_when_blank(workplace):
    points = law().registers["address_points"]
    assert not_yet_columns("address_points") == {"notified_on", "plate_on"}
    assert not_yet_columns("case_files") == frozenset()
    assert standing(workplace.commune, points).blanks is None
