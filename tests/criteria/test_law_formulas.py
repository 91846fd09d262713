"""The formulas of the law that ships against a list written by hand, and how they read on a day."""

from datetime import date
from fractions import Fraction

import pytest

from criteria.shipped import CONDITIONS, LAW, NODES, SETS
from langso.criteria import Node
from langso.criteria.formula import (
    AtLeastOf,
    CountOverRows,
    Declared,
    DeclaredShare,
    RowCount,
    RowShare,
    Threshold,
)
from langso.criteria.rowtest import RowTest
from langso.facts.sql import Dialect, condition

CONTRACT = {
    "NTM-8": "all of NTM-8.1, NTM-8.2, NTM-8.3, NTM-8.4",
    "NTM-8.1": "at least 1 of post_points where premises_adequate and signboard and hours_posted and services_posted"
    " and hours_per_day >= 4 and letters_to_2kg and parcels_to_5kg",
    "NTM-8.1.1a": "at least 1 of post_points where premises_adequate",
    "NTM-8.1.1b": "at least 1 of post_points where signboard",
    "NTM-8.1.1c": "at least 1 of post_points where hours_posted and services_posted",
    "NTM-8.1.1d": "at least 1 of post_points where hours_per_day >= 4",
    "NTM-8.1.2a": "at least 1 of post_points where letters_to_2kg",
    "NTM-8.1.2b": "at least 1 of post_points where parcels_to_5kg",
    "NTM-8.2": "all of NTM-8.2.1, NTM-8.2.2, NTM-8.2.3",
    "NTM-8.2.1": "share villages where fixed_phone or mobile_phone >= 100%",
    "NTM-8.2.2": "share villages where fixed_broadband or mobile_broadband >= 100%",
    "NTM-8.2.3": "telecom_meets_qcvn",
    "NTM-8.3": "all of NTM-8.3.1, NTM-8.3.2",
    "NTM-8.3.1": "radio_station_per_guidance",
    "NTM-8.3.2": "share villages where loudspeaker_working >= 100%",
    "NTM-8.4": "all of NTM-8.4a, NTM-8.4b, NTM-8.4c",
    "NTM-8.4a": "share computers_in_use / count of officials >= 50%",
    "NTM-8.4b": "at least 4 of NTM-8.4b.1, NTM-8.4b.2, NTM-8.4b.3, NTM-8.4b.4",
    "NTM-8.4b.1": "uses_document_system",
    "NTM-8.4b.2": "uses_official_email",
    "NTM-8.4b.3": "uses_one_stop_system",
    "NTM-8.4b.4": "portal_for_management and portal_online_services",
    "NTM-8.4c": "share case_files where settled_online >= 30%",
    "NC-8": "all of NC-8.1, NC-8.2, NC-8.3, NC-8.4, NC-8.5",
    "NC-8.1": "at least 1 of post_points where online_public_services",
    "NC-8.2": "share working_age_smartphone_subscribers / working_age_residents >= 80%",
    "NC-8.3": "all of NC-8.3.1, NC-8.3.2, NC-8.3.3",
    "NC-8.3.1": "at least 1 of publication_outlets",
    "NC-8.3.2": "share villages where loudspeaker_regular >= 100%",
    "NC-8.3.3": "share villages where tv_satellite or tv_cable or tv_terrestrial or tv_internet >= 100%",
    "NC-8.4": "all of NC-8.4a, NC-8.4b",
    "NC-8.4a": "all of NC-8.4a.1, NC-8.4a.2, NC-8.4a.3, NC-8.4a.4, NC-8.4a.5a, NC-8.4a.5b",
    "NC-8.4a.1": "share case_files where settled_online >= 50%",
    "NC-8.4a.2": "share officials where trained_digital_skills and trained_infosec >= 100%",
    "NC-8.4a.3": "share working_age_reached_digital_skills / working_age_residents >= 70%",
    "NC-8.4a.4": "share ocop_products where on_ecommerce >= 100%",
    "NC-8.4a.5a": "share address_points where notified_on IS NOT NULL >= 100%",
    "NC-8.4a.5b": "share address_points where plate_on IS NOT NULL >= 100%",
    "NC-8.4b": "survey_uses_it",
    "NC-8.5": "share public_places where free_wifi >= 100%",
    "KM-4.7": "all of KM-CQ, KM-KT, KM-XH",
    "KM-CQ": "all of KM-CQ.1, KM-CQ.2, KM-CQ.3, KM-CQ.4, KM-CQ.5, KM-CQ.6, KM-CQ.7, KM-CQ.8, KM-CQ.9",
    "KM-CQ.1": "all of KM-CQ.1a, KM-CQ.1b, KM-CQ.1c, KM-CQ.1d",
    "KM-CQ.1a": "uses_provincial_document_system",
    "KM-CQ.1b": "uses_provincial_service_portal and uses_provincial_one_stop",
    "KM-CQ.1c": "uses_provincial_email",
    "KM-CQ.1d": "uses_digital_signature",
    "KM-CQ.2": "all of KM-CQ.2a, KM-CQ.2b",
    "KM-CQ.2a": "records_digitised_in_archive",
    "KM-CQ.2b": "share procedure_results_digitised / procedure_results_valid >= 15%",
    "KM-CQ.3": "share public_services where fully_online >= 80%",
    "KM-CQ.4": "share work_files_online / work_files >= 70%",
    "KM-CQ.5": "all of KM-CQ.5a, KM-CQ.5b",
    "KM-CQ.5a": "share periodic_reports_electronic / periodic_reports >= 100%",
    "KM-CQ.5b": "share documents_electronic / documents >= 100%",
    "KM-CQ.6": "all of KM-CQ.6a, KM-CQ.6b",
    "KM-CQ.6a": "share socioeconomic_reports_on_system / socioeconomic_reports >= 100%",
    "KM-CQ.6b": "report_system_connected",
    "KM-CQ.7": "feedback_system",
    "KM-CQ.8": "conference_with_district and conference_with_province and conference_with_centre",
    "KM-CQ.9": "radio_station_uses_ict",
    "KM-KT": "all of KM-KT.1, KM-KT.2",
    "KM-KT.1": "share, among farm_products where eligible, of on_ecommerce >= 100%",
    "KM-KT.2": "share business_households where trained_selling and trained_infosec and trained_epayment >= 100%",
    "KM-XH": "all of KM-XH.1, KM-XH.2, KM-XH.3, KM-XH.4, KM-XH.5, KM-XH.6",
    "KM-XH.1": "at least 1 of digital_models",
    "KM-XH.2": "address_map_database",
    "KM-XH.3": "all of KM-XH.3a, KM-XH.3b",
    "KM-XH.3a": "share households_fibre_covered / households > 80%",
    "KM-XH.3b": "share public_offices where fibre >= 100%",
    "KM-XH.4": "share residents_using_smartphone / residents >= 95%",
    "KM-XH.5": "share adults_with_epayment / adults >= 95%",
    "KM-XH.6": "share farm_households_with_epayment / farm_households >= 100%",
}
"""What every node asks, written down by hand from the published text and the rulings."""


def told(node: Node) -> str:
    """A node's formula as the list writes it."""
    formula = node.formula
    match formula:
        case AtLeastOf(n):
            children = ", ".join(child.id for child in node.children)
            return f"all of {children}" if n is None else f"at least {n} of {children}"
        case Declared(test):
            return _test(test)
        case RowCount(tally, threshold):
            where = f" where {_test(tally.where)}" if tally.where else ""
            return f"at least {threshold.single} of {tally.register}{where}"
        case RowShare(tally, threshold) if tally.among:
            inner = f"{tally.register} where {_test(tally.among)}, of {_test(tally.where)}"
            return f"share, among {inner} {_compared(threshold)}"
        case RowShare(tally, threshold):
            return f"share {tally.register} where {_test(tally.where)} {_compared(threshold)}"
        case DeclaredShare(part, whole, threshold):
            return f"share {part} / {whole} {_compared(threshold)}"
        case CountOverRows(part, tally, threshold):
            return f"share {part} / count of {tally.register} {_compared(threshold)}"
    raise AssertionError(formula)


def _test(test: RowTest | None) -> str:
    assert test
    return condition(test, Dialect.SQLITE).replace('"', "").replace(" AND ", " and ").replace(" OR ", " or ")


def _compared(threshold: Threshold) -> str:
    signs = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}
    assert threshold.single is not None
    return f"{signs[threshold.comparison.value]} {float(threshold.single * 100):g}%"


def test_the_three_sets_hold_the_nodes_of_the_contract_and_no_other() -> None:
    assert list(NODES) == list(CONTRACT)


@pytest.mark.parametrize("node_id", CONTRACT)
def test_a_formula_is_that_of_the_contract(node_id: str) -> None:
    assert told(NODES[node_id]) == CONTRACT[node_id]


def test_there_are_54_conditions_17_13_and_24() -> None:
    counted = {set_id: sum(node.is_condition for node in SETS[set_id].nodes()) for set_id in SETS}
    assert counted == {"NTM": 17, "NC": 13, "KM": 24}
    assert len(CONDITIONS) == 54


def test_thresholds_are_exact_fractions() -> None:
    limits = {
        limit
        for node in CONDITIONS.values()
        for limit in getattr(getattr(node.formula, "threshold", None), "by_group", ())
    }
    assert limits == {Fraction(n, 100) for n in (15, 30, 50, 70, 80, 95, 100)}


def test_from_july_2025_the_link_with_the_district_is_not_asked_by_a_dated_ruling() -> None:
    days = (date(2025, 6, 30), date(2025, 7, 1))
    before, after = (node for day in days for node in SETS["KM"].on(day).nodes() if node.id == "KM-CQ.8")
    assert told(before) == CONTRACT["KM-CQ.8"]
    assert told(after) == "conference_with_province and conference_with_centre"
    assert set(after.rulings) - set(before.rulings) == {"AMB-28"}


def test_only_the_link_with_the_district_depends_on_the_day() -> None:
    early, late = date(2022, 9, 26), date(2026, 2, 14)
    changed = [
        node.id
        for criteria_set in SETS.values()
        for node, later in zip(criteria_set.on(early).nodes(), criteria_set.on(late).nodes(), strict=True)
        if node.formula != later.formula
    ]
    assert changed == ["KM-CQ.8"]


@pytest.mark.parametrize(("set_id", "document"), [("NTM", "2580"), ("NC", "2581"), ("KM", "2582")])
def test_a_set_is_of_its_decision_and_holds_from_its_day_to_the_eve_of_the_new_set(set_id: str, document: str) -> None:
    criteria_set = SETS[set_id]
    assert criteria_set.document == f"QĐ {document}/QĐ-UBND"
    assert criteria_set.guidance == "CV 1414/STTTT-BCVTCNTT"
    assert criteria_set.annex == list(SETS).index(set_id) + 1
    assert LAW.documents[criteria_set.document].issued_on == date(2022, 9, 26) == criteria_set.valid_from
    assert criteria_set.valid_until == date(2026, 2, 14)
