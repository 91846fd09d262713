"""Every condition of the three sets: met, not met, insufficient, not applicable, each from a package built for it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.given import POST_ANSWERS, Given, side_by_side
from cli.shell import across, nodes, verdicts

Row = Mapping[str, object]
POST: Row = {**dict.fromkeys(POST_ANSWERS, 1), "hours_per_day": 8}

# Node, register, what every row must answer; one of the answers suffices where they are "any".
SHARES = [
    ("NTM-8.2.1", "villages", ("fixed_phone", "mobile_phone"), "any"),
    ("NTM-8.2.2", "villages", ("fixed_broadband", "mobile_broadband"), "any"),
    ("NTM-8.3.2", "villages", ("loudspeaker_working",), "all"),
    ("NTM-8.4c", "case_files", ("settled_online",), "all"),
    ("NC-8.3.2", "villages", ("loudspeaker_regular",), "all"),
    ("NC-8.3.3", "villages", ("tv_satellite", "tv_cable", "tv_terrestrial", "tv_internet"), "any"),
    ("NC-8.4a.1", "case_files", ("settled_online",), "all"),
    ("NC-8.4a.2", "officials", ("trained_digital_skills", "trained_infosec"), "all"),
    ("NC-8.4a.4", "ocop_products", ("on_ecommerce",), "all"),
    ("NC-8.5", "public_places", ("free_wifi",), "all"),
    ("KM-CQ.3", "public_services", ("fully_online",), "all"),
    ("KM-KT.2", "business_households", ("trained_selling", "trained_infosec", "trained_epayment"), "all"),
    ("KM-XH.3b", "public_offices", ("fibre",), "all"),
]
SHARE_IDS = [node for node, *_ in SHARES]

PARTS = [
    ("NC-8.2", "working_age_smartphone_subscribers", "working_age_residents", 80),
    ("NC-8.4a.3", "working_age_reached_digital_skills", "working_age_residents", 70),
    ("KM-CQ.2b", "procedure_results_digitised", "procedure_results_valid", 15),
    ("KM-CQ.4", "work_files_online", "work_files", 70),
    ("KM-CQ.5a", "periodic_reports_electronic", "periodic_reports", 100),
    ("KM-CQ.5b", "documents_electronic", "documents", 100),
    ("KM-CQ.6a", "socioeconomic_reports_on_system", "socioeconomic_reports", 100),
    ("KM-XH.3a", "households_fibre_covered", "households", 81),
    ("KM-XH.4", "residents_using_smartphone", "residents", 95),
    ("KM-XH.5", "adults_with_epayment", "adults", 95),
    ("KM-XH.6", "farm_households_with_epayment", "farm_households", 100),
]
PART_IDS = [node for node, *_ in PARTS]

ANSWERS = [
    ("NTM-8.2.3", ("telecom_meets_qcvn",)),
    ("NTM-8.3.1", ("radio_station_per_guidance",)),
    ("NTM-8.4b.1", ("uses_document_system",)),
    ("NTM-8.4b.2", ("uses_official_email",)),
    ("NTM-8.4b.3", ("uses_one_stop_system",)),
    ("NTM-8.4b.4", ("portal_for_management", "portal_online_services")),
    ("NC-8.4b", ("survey_uses_it",)),
    ("KM-CQ.1a", ("uses_provincial_document_system",)),
    ("KM-CQ.1b", ("uses_provincial_service_portal", "uses_provincial_one_stop")),
    ("KM-CQ.1c", ("uses_provincial_email",)),
    ("KM-CQ.1d", ("uses_digital_signature",)),
    ("KM-CQ.2a", ("records_digitised_in_archive",)),
    ("KM-CQ.6b", ("report_system_connected",)),
    ("KM-CQ.7", ("feedback_system",)),
    ("KM-CQ.8", ("conference_with_district", "conference_with_province", "conference_with_centre")),
    ("KM-CQ.9", ("radio_station_uses_ict",)),
    ("KM-XH.2", ("address_map_database",)),
]
ANSWER_IDS = [node for node, _ in ANSWERS]

COUNTS: list[tuple[str, Row, Row]] = [
    ("NTM-8.1.1a", {"premises_adequate": 0}, {"premises_adequate": ""}),
    ("NTM-8.1.1b", {"signboard": 0}, {"signboard": ""}),
    ("NTM-8.1.1c", {"services_posted": 0}, {"hours_posted": ""}),
    ("NTM-8.1.1d", {"hours_per_day": "3.5"}, {"hours_per_day": ""}),
    ("NTM-8.1.2a", {"letters_to_2kg": 0}, {"letters_to_2kg": ""}),
    ("NTM-8.1.2b", {"parcels_to_5kg": 0}, {"parcels_to_5kg": ""}),
    ("NC-8.1", {"online_public_services": 0}, {"online_public_services": ""}),
]
COUNT_IDS = [node for node, *_ in COUNTS]


def found(path: Path, node: str, variants: Mapping[str, Given]) -> dict[str, str]:
    """Variant -> its verdict on a node."""
    lines = across(side_by_side(variants).written(path), node)
    return {name: lines[name]["verdict"] for name in variants}


def register(name: str, *rows: Row, state: str = "") -> Given:
    given = Given().rows(name, *rows)
    return given.ledger(name, state) if state else given


def test_a_commune_that_has_everything_meets_every_node(tmp_path: Path) -> None:
    lines = nodes(Given().written(tmp_path))
    assert {line["verdict"] for line in lines.values()} == {"met"}
    assert {line["short"] for line in lines.values()} == {"0"}
    assert len(lines) == 73


def test_a_commune_of_which_nothing_is_known_meets_and_fails_nothing(tmp_path: Path) -> None:
    given = Given()
    given.tables = {"communes": given.tables["communes"]}
    assert set(verdicts(given.written(tmp_path)).values()) == {"insufficient"}


@pytest.mark.parametrize(("node", "name", "answers", "how"), SHARES, ids=SHARE_IDS)
def test_a_share_of_rows_takes_each_verdict(
    tmp_path: Path, node: str, name: str, answers: tuple[str, ...], how: str
) -> None:
    no, yes = dict.fromkeys(answers, 0), dict.fromkeys(answers, 1)
    single = {f"only {answer}": register(name, {**no, answer: 1}) for answer in answers}
    variants = {
        "none": register(name, no, no, no, no),
        "all": register(name, yes, yes, yes, yes),
        "blanks": register(name, yes, {}, {}, {}, {}),
        "one blank and no hope": register(name, *[no] * 9, {}),
        "no rows": register(name),
        "no rows, closed": register(name, state="closed"),
        "all, open": register(name, yes, yes, state="open"),
        **single,
    }
    assert found(tmp_path, node, variants) == {
        "none": "not_met",
        "all": "met",
        "blanks": "insufficient",
        "one blank and no hope": "not_met",
        "no rows": "insufficient",
        "no rows, closed": "not_applicable",
        "all, open": "insufficient",
        **dict.fromkeys(single, "met" if how == "any" or len(answers) == 1 else "not_met"),
    }


@pytest.mark.parametrize(("node", "part", "whole", "asked"), PARTS, ids=PART_IDS)
def test_a_declared_share_takes_each_verdict(tmp_path: Path, node: str, part: str, whole: str, asked: int) -> None:
    def declared(has: int | None, of: int | None) -> Given:
        given = Given()
        if whole == "working_age_residents":
            given.facts(working_age_smartphone_subscribers=None, working_age_reached_digital_skills=None)
        return given.facts(**{whole: of, part: has})

    variants = {
        "just enough": declared(asked, 100),
        "one short": declared(asked - 1, 100),
        "part unknown": declared(None, 100),
        "whole unknown": declared(asked, None),
        "nothing": declared(0, 0),
        "of nothing": declared(None, 0),
    }
    assert found(tmp_path, node, variants) == {
        "just enough": "met",
        "one short": "not_met",
        "part unknown": "insufficient",
        "whole unknown": "insufficient",
        "nothing": "not_applicable",
        "of nothing": "not_applicable",
    }


@pytest.mark.parametrize(("node", "facts"), ANSWERS, ids=ANSWER_IDS)
def test_a_declared_answer_takes_each_verdict(tmp_path: Path, node: str, facts: tuple[str, ...]) -> None:
    expected = {"yes": "met"}
    variants = {"yes": Given()}
    for fact in facts:
        for said, value, verdict in (
            ("no", "không", "not_met"),
            ("unanswered", None, "insufficient"),
            ("blank", "", "insufficient"),
        ):
            variants[f"{fact} {said}"] = Given().fact(fact, value)
            expected[f"{fact} {said}"] = verdict
    assert found(tmp_path, node, variants) == expected


def test_one_no_decides_although_another_answer_is_unknown(tmp_path: Path) -> None:
    given = Given().facts(conference_with_province=0, conference_with_centre=None)
    assert verdicts(given.written(tmp_path))["KM-CQ.8"] == "not_met"


@pytest.mark.parametrize(("node", "no", "blank"), COUNTS, ids=COUNT_IDS)
def test_a_count_of_post_points_takes_each_verdict(tmp_path: Path, node: str, no: Row, blank: Row) -> None:
    without, unknown = {**POST, **no}, {**POST, **blank}
    variants = {
        "none": register("post_points", without, without),
        "one": register("post_points", without, POST),
        "one, open": register("post_points", without, POST, state="open"),
        "none, open": register("post_points", without, state="open"),
        "blank": register("post_points", without, unknown),
        "no rows": register("post_points"),
        "no rows, closed": register("post_points", state="closed"),
    }
    assert found(tmp_path, node, variants) == {
        "none": "not_met",
        "one": "met",
        "one, open": "met",
        "none, open": "insufficient",
        "blank": "insufficient",
        "no rows": "insufficient",
        "no rows, closed": "not_met",
    }


@pytest.mark.parametrize(("node", "name"), [("NC-8.3.1", "publication_outlets"), ("KM-XH.1", "digital_models")])
def test_a_count_of_rows_takes_each_verdict(tmp_path: Path, node: str, name: str) -> None:
    variants = {
        "one": register(name, {}),
        "one, open": register(name, {}, state="open"),
        "no rows": register(name),
        "no rows, closed": register(name, state="closed"),
    }
    assert found(tmp_path, node, variants) == {
        "one": "met",
        "one, open": "met",
        "no rows": "insufficient",
        "no rows, closed": "not_met",
    }


@pytest.mark.parametrize(("node", "column"), [("NC-8.4a.5a", "notified_on"), ("NC-8.4a.5b", "plate_on")])
def test_an_address_point_without_a_date_is_not_done_and_not_unknown(tmp_path: Path, node: str, column: str) -> None:
    done = {"kind": "household", "notified_on": "2022-10-01", "plate_on": "2022-10-01"}
    variants = {
        "one missing": register("address_points", done, {**done, column: ""}),
        "done": register("address_points", done, done),
        "done, open": register("address_points", done, done, state="open"),
        "one missing, open": register("address_points", done, {**done, column: ""}, state="open"),
        "no rows, closed": register("address_points", state="closed"),
    }
    assert found(tmp_path, node, variants) == {
        "one missing": "not_met",
        "done": "met",
        "done, open": "insufficient",
        "one missing, open": "not_met",
        "no rows, closed": "not_applicable",
    }


def test_only_eligible_farm_products_are_counted(tmp_path: Path) -> None:
    def products(*rows: tuple[object, object]) -> Given:
        return register("farm_products", *({"eligible": a, "on_ecommerce": b} for a, b in rows), state="closed")

    variants = {
        "others are out": products((1, 1), (0, 0), (0, 0)),
        "one is not listed": products((1, 1), (1, 0)),
        "one may be eligible": products((1, 1), ("", 0)),
        "one may be eligible and is listed": products((1, 1), ("", 1)),
        "one may be listed": products((1, 1), (1, "")),
        "one is out whatever else": products((1, 1), (0, "")),
        "only one that may be eligible": products(("", 0)),
        "none eligible": products((0, 0), (0, 1)),
        "none": products(),
    }
    assert found(tmp_path, "KM-KT.1", variants) == {
        "others are out": "met",
        "one is not listed": "not_met",
        "one may be eligible": "insufficient",
        "one may be eligible and is listed": "insufficient",
        "one may be listed": "insufficient",
        "one is out whatever else": "met",
        "only one that may be eligible": "insufficient",
        "none eligible": "not_applicable",
        "none": "not_applicable",
    }


def test_computers_take_each_verdict(tmp_path: Path) -> None:
    def computers(number: int | None, *, officials: int = 2, state: str = "") -> Given:
        return register("officials", *[{}] * officials, state=state).fact("computers_in_use", number)

    variants = {
        "half": computers(1),
        "none": computers(0),
        "unknown": computers(None),
        "open, enough so far": computers(1, state="open"),
        "open, too few already": computers(0, state="open"),
        "nobody": computers(1, officials=0, state="closed"),
        "nobody, computers unknown": computers(None, officials=0, state="closed"),
        "nobody entered": computers(1, officials=0),
    }
    assert found(tmp_path, "NTM-8.4a", variants) == {
        "half": "met",
        "none": "not_met",
        "unknown": "insufficient",
        "open, enough so far": "insufficient",
        "open, too few already": "not_met",
        "nobody": "not_applicable",
        "nobody, computers unknown": "not_applicable",
        "nobody entered": "insufficient",
    }


def test_groups_are_as_good_as_their_worst_child_that_applies(tmp_path: Path) -> None:
    lines = nodes(Given().fact("radio_station_per_guidance", 0).fact("telecom_meets_qcvn", None).written(tmp_path))
    assert lines["NTM-8.3"]["verdict"] == "not_met"
    assert lines["NTM-8.2"]["verdict"] == "insufficient"
    assert lines["NTM-8.4"]["verdict"] == "met"
    assert lines["NTM-8"]["verdict"] == "not_met"
    assert "Not met: NTM-8.3" in lines["NTM-8"]["reason"]
    assert "Insufficient data: NTM-8.2" in lines["NTM-8"]["reason"]


def test_a_child_that_does_not_apply_is_left_out_and_said_so(tmp_path: Path) -> None:
    given = Given().facts(periodic_reports=0, periodic_reports_electronic=0)
    lines = nodes(given.written(tmp_path / "one"))
    assert lines["KM-CQ.5"]["verdict"] == "met"
    assert lines["KM-CQ.5"]["threshold"] == "1"
    assert "Not applicable: KM-CQ.5a" in lines["KM-CQ.5"]["reason"]
    given.facts(documents=0, documents_electronic=0)
    lines = nodes(given.written(tmp_path / "both"))
    assert lines["KM-CQ.5"]["verdict"] == "not_applicable"
    assert lines["KM-CQ"]["verdict"] == "met"
    assert lines["KM-CQ"]["threshold"] == "8"


@pytest.mark.parametrize("day", ["2022-09-26", "2025-06-30"])
def test_the_link_to_the_district_is_asked_while_there_are_districts(tmp_path: Path, day: str) -> None:
    package = Given().fact("conference_with_district", 0).written(tmp_path)
    assert verdicts(package, on=day)["KM-CQ.8"] == "not_met"


@pytest.mark.parametrize("day", ["2025-07-01", "2026-02-14"])
def test_the_link_to_the_district_is_not_asked_after_districts_ended(tmp_path: Path, day: str) -> None:
    variants = {str(value): Given().fact("conference_with_district", value) for value in (0, None, 1)}
    variants["no centre"] = Given().fact("conference_with_centre", 0)
    lines = across(side_by_side(variants).written(tmp_path), "KM-CQ.8", on=day)
    assert {name: line["verdict"] for name, line in lines.items()} == {
        "0": "met",
        "None": "met",
        "1": "met",
        "no centre": "not_met",
    }
