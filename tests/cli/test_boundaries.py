"""The boundary cases of the law: one more or one fewer decides, nothing is rounded, what is short is counted."""

from pathlib import Path

from cli.given import POST_ANSWERS, Given, side_by_side
from cli.shell import across, figures, nodes

POST = {**dict.fromkeys(POST_ANSWERS, 1), "hours_per_day": 8}


def line_of(given: Given, path: Path, node: str) -> dict[str, str]:
    return nodes(given.written(path))[node]


def test_eighty_percent_is_compared_exactly(tmp_path: Path) -> None:
    cases = {
        (799, 1000): ("not_met", "0.799", "0.799", "0.8", "1"),
        (800, 1000): ("met", "0.8", "0.8", "0.8", "0"),
        (79_960, 100_000): ("not_met", "0.7996", "0.7996", "0.8", "40"),
        (799_999_999_999, 1_000_000_000_000): ("not_met", "0.799999999999", "0.799999999999", "0.8", "1"),
        (800_000_000_000, 1_000_000_000_000): ("met", "0.8", "0.8", "0.8", "0"),
        (5, 7): ("not_met", "0.7142857142857143", "0.7142857142857143", "0.8", "1"),
        (6, 7): ("met", "0.8571428571428571", "0.8571428571428571", "0.8", "0"),
        (0, 1): ("not_met", "0", "0", "0.8", "1"),
    }
    variants = {
        f"{has} of {of}": Given().facts(
            working_age_residents=of, working_age_smartphone_subscribers=has, working_age_reached_digital_skills=None
        )
        for has, of in cases
    }
    lines = across(side_by_side(variants).written(tmp_path), "NC-8.2")
    assert [figures(line) for line in lines.values()] == list(cases.values())


def test_more_than_eighty_percent_is_strict(tmp_path: Path) -> None:
    cases = {
        (800, 1000): ("not_met", "0.8", "0.8", "0.8", "1"),
        (801, 1000): ("met", "0.801", "0.801", "0.8", "0"),
        (4, 5): ("not_met", "0.8", "0.8", "0.8", "1"),
        (2, 4): ("not_met", "0.5", "0.5", "0.8", "2"),
    }
    variants = {f"{has} of {of}": Given().facts(households=of, households_fibre_covered=has) for has, of in cases}
    lines = across(side_by_side(variants).written(tmp_path), "KM-XH.3a")
    assert [figures(line) for line in lines.values()] == list(cases.values())


def test_ninety_five_percent_is_met_exactly_and_names_the_ruling(tmp_path: Path) -> None:
    line = line_of(Given().facts(residents=1000, residents_using_smartphone=950), tmp_path, "KM-XH.4")
    assert figures(line) == ("met", "0.95", "0.95", "0.95", "0")
    assert "AMB-1" in line["reason"]


def test_more_computers_than_officials_are_no_error(tmp_path: Path) -> None:
    given = Given().rows("officials", *[{}] * 10).fact("computers_in_use", 12)
    line = line_of(given, tmp_path, "NTM-8.4a")
    assert figures(line) == ("met", "1.2", "1.2", "0.5", "0")
    assert "120%" in line["reason"]


def test_no_ocop_products_do_not_apply_once_the_register_is_closed(tmp_path: Path) -> None:
    given = Given().rows("ocop_products")
    line = line_of(given, tmp_path / "open", "NC-8.4a.4")
    assert line["verdict"] == "insufficient"
    assert "confirm that there are no OCOP products" in line["reason"]
    assert nodes(given.written(tmp_path / "open"))["NC-8.4"]["verdict"] == "insufficient"
    line = line_of(given.ledger("ocop_products", "closed"), tmp_path / "closed", "NC-8.4a.4")
    assert figures(line) == ("not_applicable", "", "", "1", "")


def test_the_one_village_without_a_telephone_is_named(tmp_path: Path) -> None:
    villages = [{"name": f"Thôn {n}", "fixed_phone": 0, "mobile_phone": int(n != 4)} for n in range(1, 8)]
    line = line_of(Given().rows("villages", *villages), tmp_path, "NTM-8.2.1")
    assert figures(line) == ("not_met", "0.8571428571428571", "0.8571428571428571", "1", "1")
    assert "Thôn 4" in line["reason"]
    assert "Thôn 5" not in line["reason"]


def test_six_answers_spread_over_two_post_points_do_not_meet_the_whole(tmp_path: Path) -> None:
    points = {**POST, "parcels_to_5kg": 0}, {"parcels_to_5kg": 1, "premises_adequate": 0}
    found = nodes(Given().rows("post_points", *points).written(tmp_path))
    assert figures(found["NTM-8.1"]) == ("not_met", "0", "0", "1", "1")
    assert {found[node]["verdict"] for node in found if node.startswith("NTM-8.1.")} == {"met"}
    assert found["NTM-8"]["verdict"] == "not_met"


def test_a_post_point_open_four_hours_is_open_long_enough(tmp_path: Path) -> None:
    hours = {"4": "met", "3.99": "not_met", "3,99": "not_met", "4,0": "met", "4,5": "met"}
    variants = {written: Given().rows("post_points", {**POST, "hours_per_day": written}) for written in hours}
    lines = across(side_by_side(variants).written(tmp_path), "NTM-8.1")
    assert {written: line["verdict"] for written, line in lines.items()} == hours


def test_three_of_four_systems_are_one_short(tmp_path: Path) -> None:
    line = line_of(Given().fact("uses_one_stop_system", 0), tmp_path, "NTM-8.4b")
    assert figures(line) == ("not_met", "3", "3", "4", "1")
    assert "NTM-8.4b.3" in line["reason"]


def test_a_broadcast_log_that_is_absent_is_not_a_failure(tmp_path: Path) -> None:
    given = Given().rows("villages", {"name": "An Lãng"}, {"name": "Cẩm", "loudspeaker_regular": 1})
    line = line_of(given, tmp_path, "NC-8.3.2")
    assert figures(line) == ("insufficient", "0.5", "1", "1", "1")
    assert "An Lãng" in line["reason"]


def test_a_blank_that_could_still_turn_the_answer_is_insufficient(tmp_path: Path) -> None:
    """30% of 10 is 3: two yes and one blank may pass, two yes and no blank may not, three pass whatever is blank."""
    yes, no, blank = {"settled_online": 1}, {"settled_online": 0}, {"settled_online": ""}
    cases = {
        ("insufficient", "0.2", "0.3", "0.3", "1"): [yes] * 2 + [blank] + [no] * 7,
        ("not_met", "0.2", "0.2", "0.3", "1"): [yes] * 2 + [no] * 8,
        ("met", "0.3", "1", "0.3", "0"): [yes] * 3 + [blank] * 7,
        ("not_met", "0.1", "0.2", "0.3", "2"): [yes] + [blank] + [no] * 8,
    }
    variants = {str(expected): Given().rows("case_files", *rows) for expected, rows in cases.items()}
    lines = across(side_by_side(variants).written(tmp_path), "NTM-8.4c")
    assert [figures(line) for line in lines.values()] == list(cases)


def open_register(register: str, column: str, *answers: object) -> Given:
    return Given().ledger(register, "open").rows(register, *({column: answer} for answer in answers))


def test_one_hundred_percent_of_an_open_register_fails_with_the_first_failing_row(tmp_path: Path) -> None:
    answers = {"one fails": (1, 0), "one is blank": (1, ""), "none fails": (1, 1)}
    variants = {name: open_register("public_places", "free_wifi", *given) for name, given in answers.items()}
    lines = across(side_by_side(variants).written(tmp_path), "NC-8.5")
    assert {name: line["verdict"] for name, line in lines.items()} == {
        "one fails": "not_met",
        "one is blank": "insufficient",
        "none fails": "insufficient",
    }


def test_less_than_one_hundred_percent_of_an_open_register_is_never_decided(tmp_path: Path) -> None:
    variants = {f"all {answer}": open_register("case_files", "settled_online", *[answer] * 5) for answer in (0, 1, "")}
    lines = across(side_by_side(variants).written(tmp_path), "NTM-8.4c")
    assert [figures(line) for line in lines.values()] == [("insufficient", "0", "1", "0.3", "")] * 3
