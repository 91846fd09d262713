"""The forms of an answer: columns and figures of the CSV, keys of the JSON, where it is written."""

import csv
import io
import os
from pathlib import Path

import pytest

from cli.given import POST_ANSWERS, Given
from cli.shell import ON, assess, run

COLUMNS = ["set", "commune", "node", "verdict", "value_lo", "value_hi", "threshold", "short", "reason"]


def lacking() -> Given:
    """A commune of which one village has no loudspeakers and one is not known."""
    return Given().rows(
        "villages",
        {"code": "01", "name": "An Lãng", "loudspeaker_working": 0},
        {"code": "02", "name": "Cẩm, Đông", "loudspeaker_working": ""},
        {"code": "03", "name": "Đình", "loudspeaker_working": 1},
    )


def test_the_csv_has_the_columns_of_the_contract_and_one_line_a_node(tmp_path: Path) -> None:
    answer = assess(Given("C1", "C2").written(tmp_path))
    rows = list(csv.reader(io.StringIO(answer.out)))
    assert rows[0] == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert len(rows) == 1 + 2 * 73
    assert "\r" not in answer.out
    assert answer.out.endswith("\n")
    assert {row[3] for row in rows[1:]} <= {"met", "not_met", "insufficient", "not_applicable"}


def test_a_name_with_a_comma_stays_one_cell(tmp_path: Path) -> None:
    (line,) = [line for line in assess(lacking().written(tmp_path)).lines if line["node"] == "NTM-8.3.2"]
    assert "Cẩm, Đông" in line["reason"]
    assert list(line) == COLUMNS


def test_every_line_has_a_reason_in_either_language(tmp_path: Path) -> None:
    package = lacking().facts(households=0, households_fibre_covered=0, residents=None).written(tmp_path)
    english, vietnamese = (assess(package, lang=lang).lines for lang in ("en", "vi"))
    assert all(line["reason"].strip() for line in english + vietnamese)
    assert [line["reason"] for line in english] != [line["reason"] for line in vietnamese]
    figures = [[{name: line[name] for name in COLUMNS[:-1]} for line in lines] for lines in (english, vietnamese)]
    assert figures[0] == figures[1]


def test_the_json_says_the_same_and_names_the_rows(tmp_path: Path) -> None:
    package = lacking().written(tmp_path)
    lines = assess(package).lines
    objects = run("assess", package, "--on", ON, "--format", "json").objects
    same = [{name: "" if found[name] is None else str(found[name]) for name in COLUMNS} for found in objects]
    assert sorted(map(str, same)) == sorted(map(str, lines))
    (found,) = [found for found in objects if found["node"] == "NTM-8.3.2"]
    assert (found["failing"], found["failing_total"]) == (["01"], 1)
    assert (found["blank"], found["blank_total"]) == (["02"], 1)
    assert found["value_lo"] == pytest.approx(1 / 3)
    assert found["short"] == 2


def test_the_json_lists_a_row_that_may_or_may_not_count_among_the_blank(tmp_path: Path) -> None:
    products = [{"eligible": "", "on_ecommerce": 0}, {"eligible": 1, "on_ecommerce": 0}, {"eligible": 0}]
    package = Given().rows("farm_products", *products).written(tmp_path)
    objects = run("assess", package, "--on", ON, "--format", "json").objects
    (found,) = [found for found in objects if found["node"] == "KM-KT.1"]
    assert (found["failing"], found["failing_total"]) == (["r2"], 1)
    assert (found["blank"], found["blank_total"]) == (["r1"], 1)


def test_the_rows_of_a_post_point_are_named_where_it_fails(tmp_path: Path) -> None:
    given = Given()
    given.tables["post_points"][0]["signboard"] = 0
    objects = run("assess", given.written(tmp_path), "--on", ON, "--format", "json").objects
    found = {found["node"]: found for found in objects}
    assert found["NTM-8.1"]["failing"] == ["Bưu điện xã"]
    assert found["NTM-8.1.1b"]["failing"] == ["Bưu điện xã"]
    assert found["NTM-8.1.1a"]["failing"] == []


def test_the_row_that_fails_is_named_although_another_is_blank(tmp_path: Path) -> None:
    lines = {line["node"]: line for line in assess(lacking().written(tmp_path)).lines}
    assert "2 villages short. Not so: An Lãng. 1 village left blank: Cẩm, Đông." in lines["NTM-8.3.2"]["reason"]


def test_figures_are_fractions_and_whole_numbers(tmp_path: Path) -> None:
    lines = {line["node"]: line for line in assess(lacking().written(tmp_path)).lines}
    assert lines["NTM-8.3.2"]["value_lo"] == "0.3333333333333333"
    assert lines["NTM-8.3.2"]["value_hi"] == "0.6666666666666666"
    assert lines["NTM-8.4c"]["threshold"] == "0.3"
    assert lines["KM-XH.3a"]["threshold"] == "0.8"
    assert lines["NTM-8.1"]["value_lo"] == "1"


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_file_holds_what_the_screen_would(tmp_path: Path, form: str) -> None:
    package, target = Given().written(tmp_path / "package"), tmp_path / "Kết quả" / "mới" / "answer"
    shown = run("assess", package, "--on", ON, "--format", form)
    written = run("assess", package, "--on", ON, "--format", form, "-o", target)
    assert (written.status, written.out) == (0, "")
    assert target.read_text(encoding="utf-8") == shown.out
    assert list(target.parent.iterdir()) == [target]


def test_an_answer_replaces_the_one_before(tmp_path: Path) -> None:
    package, target = Given().written(tmp_path / "package"), tmp_path / "answer.csv"
    target.write_text("yesterday's")
    assert run("assess", package, "--on", ON, "--format", "csv", "-o", target).status == 0
    assert target.read_text(encoding="utf-8").startswith("set,commune,")


def test_an_answer_is_not_put_in_the_place_of_a_folder_or_a_pipe(tmp_path: Path) -> None:
    package = Given().written(tmp_path / "package")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target in (package, pipe):
        answer = run("assess", package, "--on", ON, "--format", "csv", "-o", target)
        assert answer.status == 2
        assert str(target) in answer.err
    assert (package / "communes.csv").is_file()
    assert pipe.is_fifo()


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_an_office_document_needs_a_file(tmp_path: Path, form: str) -> None:
    answer = run("assess", Given().written(tmp_path), "--on", ON, "--format", form)
    assert (answer.status, answer.out) == (2, "")
    assert f"-o FILE.{form}" in answer.err


def test_one_commune_is_shown_condition_by_condition_and_many_a_line_each(tmp_path: Path) -> None:
    one = run("assess", Given().written(tmp_path / "one"), "--on", ON).out
    assert "NTM-8.4b.4" in one
    assert "Codes in brackets are rulings" in one
    many = run("assess", Given("C1", "C2").fact("telecom_meets_qcvn", 0).written(tmp_path / "many"), "--on", ON).out
    assert "✕8.2.3" in many
    assert "2 communes: ✓ Met 1 · ✕ Not met 1" in many


def test_only_the_communes_asked_for_are_answered(tmp_path: Path) -> None:
    lines = assess(Given("C1", "C2", "C3").written(tmp_path), "--commune", "C3", "--commune", "C1").lines
    assert list(dict.fromkeys(line["commune"] for line in lines)) == ["C3", "C1"]


def test_one_commune_is_told_what_is_still_to_do(tmp_path: Path) -> None:
    given = Given().fact("radio_station_per_guidance", 0).fact("telecom_meets_qcvn", "")
    out = run("assess", given.written(tmp_path), "--on", ON, "--set", "NTM").out
    left = out[out.index("Still to do") :].splitlines()
    assert [line[:12] for line in left[1:3]] == ["✕ NTM-8.3.1 ", "? NTM-8.2.3 "]


def test_a_group_that_one_row_must_pass_is_in_the_way_only_where_no_part_says_why(tmp_path: Path) -> None:
    full = {**dict.fromkeys(POST_ANSWERS, 1), "hours_per_day": 8}
    short, bare = {**full, "name": "A", "hours_per_day": 3}, {**full, "name": "B", "signboard": 0}
    together = Given("C1", "C2").rows("post_points", short, bare).rows("post_points", short, commune="C2")
    lines = run("assess", together.written(tmp_path), "--on", ON, "--set", "NTM").out.splitlines()
    first, second = (next(line for line in lines if line.startswith(code)) for code in ("C1", "C2"))
    assert first.rstrip().endswith("17/17  ✕8.1")
    assert second.rstrip().endswith("16/17  ✕8.1.1d")


def test_a_draft_of_ones_own_is_assessed_and_called_a_draft(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        "set: XA\ntitle: {vi: Thử, en: Trial}\nissued: {document: none}\nvalid: {from: 2022-01-01}\n"
        "status: draft\ncriterion:\n  id: XA-1\n  some: post_points\n",
        encoding="utf-8",
    )
    package = Given().written(tmp_path / "package")
    answer = run("assess", package, "--on", ON, "--law", draft, "--set", "XA", "--format", "csv")
    assert "XA,C1,XA-1,met" in answer.out
    assert "The set XA is a draft" in answer.err
