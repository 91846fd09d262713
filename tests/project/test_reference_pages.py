"""The pages on what is read and written say what the program does: every key and every spelling on them is tried."""

import json
from datetime import date

import pytest

import reference_output
import reference_package
from cli.given import Given
from cli.shell import ON, assess, run
from langso.cells import reading as cells
from langso.cells.reading import Refused, fold
from langso.exchange.names import LedgerState


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return Given().written(tmp_path_factory.mktemp("package"))


def test_the_page_names_the_keys_of_the_json_in_their_order(package):
    first, *_ = run("assess", package, "--on", ON, "--format", "json").objects
    assert list(first) == reference_output.json_keys()


def test_the_page_names_the_columns_of_the_csv_in_their_order(package):
    first, *_ = assess(package).lines
    assert list(first) == list(reference_output.COLUMN_NOTES)


def test_the_page_names_the_keys_of_a_problem_and_of_a_warning(package):
    refused = run("assess", package, "--on", "tomorrow", "--format", "json")
    (problem,) = map(json.loads, refused.err.splitlines())
    assert list(problem) == reference_output.problem_keys() == list(reference_output.PROBLEM_NOTES)
    assert problem["severity"] == "error"


@pytest.mark.parametrize("text", reference_package.YES)
def test_a_yes_is_read_as_the_page_says(text):
    assert cells.read_yes_no(text) is True
    assert cells.read_yes_no(f" {text.upper()} ") is True


@pytest.mark.parametrize("text", reference_package.NO)
def test_a_no_is_read_as_the_page_says(text):
    assert cells.read_yes_no(text) is False


@pytest.mark.parametrize("text", reference_package.NOT_ANSWERS)
def test_what_is_no_answer_is_refused(text):
    assert isinstance(cells.read_yes_no(text), Refused)


@pytest.mark.parametrize("text", reference_package.WHOLE)
def test_a_whole_number_is_read_as_the_page_says(text):
    assert cells.read_integer(text) == 1040


@pytest.mark.parametrize(("text", "value"), reference_package.NUMBERS.items())
def test_a_number_is_read_as_the_page_says(text, value):
    assert cells.read_number(text) == value


@pytest.mark.parametrize("text", reference_package.DAYS)
def test_a_day_is_read_as_the_page_says(text):
    assert cells.read_date(text) == date(2022, 12, 31)


@pytest.mark.parametrize("text", reference_package.NOT_DAYS)
def test_what_is_no_day_is_refused(text):
    assert isinstance(cells.read_date(text), Refused)


@pytest.mark.parametrize(
    ("said", "rows", "verdict"),
    [
        (None, [{"code": "1", "loudspeaker_working": 1}], "met"),
        (None, [], "insufficient"),
        *((said, [], "not_applicable") for said in reference_package.CLOSED),
        *((said, [{"code": "1", "loudspeaker_working": 1}], "insufficient") for said in reference_package.OPEN),
    ],
)
def test_a_register_is_open_or_closed_as_the_page_says(tmp_path, said, rows, verdict):
    folder = tmp_path
    (folder / "communes.csv").write_text("code,kind\n00001,xã\n")
    lines = "".join(f"00001,{row['code']},{row['loudspeaker_working']}\n" for row in rows)
    (folder / "villages.csv").write_text("commune,code,loudspeaker_working\n" + lines)
    if said:
        (folder / "ledgers.csv").write_text(f"commune,register,state\n00001,villages,{said}\n")
    found = {line["node"]: line["verdict"] for line in assess(folder).lines}
    assert found["NTM-8.3.2"] == verdict


def test_the_states_of_a_register_that_a_workbook_offers_are_on_the_page():
    offered = {fold(text) for state in LedgerState for text in (state.value, state.words.vi, state.words.en)}
    assert offered <= {fold(text) for text in (*reference_package.CLOSED, *reference_package.OPEN)}


@pytest.mark.parametrize(("own", "verdict"), [("", "met"), ("no", "not_met")])
def test_a_yes_for_the_province_gives_way_to_a_communes_own_answer(tmp_path, own, verdict):
    (tmp_path / "communes.csv").write_text("code,kind\n00001,xã\n")
    rows = ",uses_official_email,yes\n" + (f"00001,uses_official_email,{own}\n" if own else "")
    (tmp_path / "facts.csv").write_text("commune,fact,value\n" + rows)
    found = {line["node"]: line["verdict"] for line in assess(tmp_path).lines}
    assert found["NTM-8.4b.2"] == verdict
