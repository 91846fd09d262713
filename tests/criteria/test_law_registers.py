"""The registers and declared facts of the law that ships against lists written by hand."""

import pytest

from criteria.shipped import CONDITIONS, LAW
from langso.criteria.formula import DeclaredShare

REGISTERS = {
    "villages": "code*, name, households, fixed_phone?, mobile_phone?, fixed_broadband?, mobile_broadband?"
    ", loudspeaker_working?, loudspeaker_regular?, tv_satellite?, tv_cable?, tv_terrestrial?, tv_internet?",
    "post_points": "name*, premises_adequate?, signboard?, hours_posted?, services_posted?"
    ", hours_per_day, letters_to_2kg?, parcels_to_5kg?, online_public_services?",
    "publication_outlets": "name*, kind",
    "officials": "code*, position, trained_digital_skills?, trained_infosec?",
    "case_files": "code*, settled_on, settled_online?",
    "ocop_products": "name*, stars, certificate_until, on_ecommerce?",
    "farm_products": "name*, producer, eligible?, on_ecommerce?",
    "business_households": "code*, trained_selling?, trained_infosec?, trained_epayment?",
    "public_places": "name*, kind, free_wifi?",
    "public_offices": "name*, kind, fibre?",
    "public_services": "code*, name, fully_online?",
    "digital_models": "name*, field",
    "address_points": "code*, village, kind, lat, lon, notified_on, plate_on",
}
YES_NO = """telecom_meets_qcvn radio_station_per_guidance radio_station_uses_ict uses_document_system
uses_official_email uses_one_stop_system portal_for_management portal_online_services uses_provincial_document_system
uses_provincial_service_portal uses_provincial_one_stop uses_provincial_email uses_digital_signature
records_digitised_in_archive report_system_connected feedback_system conference_with_district conference_with_province
conference_with_centre address_map_database survey_uses_it"""
COUNTS = """computers_in_use working_age_residents working_age_smartphone_subscribers working_age_reached_digital_skills
procedure_results_valid procedure_results_digitised work_files work_files_online periodic_reports
periodic_reports_electronic documents documents_electronic socioeconomic_reports socioeconomic_reports_on_system
households households_fibre_covered residents residents_using_smartphone adults adults_with_epayment farm_households
farm_households_with_epayment"""


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_has_the_columns_of_the_contract(name: str) -> None:
    marks = [
        column.name + ("*" if column.key else "?" if column.type.value == "yes_no" else "")
        for column in LAW.registers[name].columns
    ]
    assert ", ".join(marks) == REGISTERS[name]


def test_the_registers_and_the_declared_facts_are_those_of_the_contract() -> None:
    assert set(LAW.registers) == set(REGISTERS)
    assert {f.name for f in LAW.facts.values() if f.type.value == "yes_no"} == set(YES_NO.split())
    assert {f.name for f in LAW.facts.values() if f.type.value == "count"} == set(COUNTS.split())
    assert len(LAW.facts) == 43
    assert [f.name for f in LAW.facts.values() if f.scope.value == "province"] == ["report_system_connected"]


def test_every_declared_part_knows_the_whole_that_it_cannot_exceed() -> None:
    for node in CONDITIONS.values():
        if isinstance(node.formula, DeclaredShare):
            assert LAW.facts[node.formula.part].part_of == node.formula.whole, node.id
    assert LAW.facts["computers_in_use"].part_of is None


def test_the_kinds_of_an_address_point_are_the_four_of_the_contract() -> None:
    choices = [choice.value for choice in LAW.registers["address_points"].column("kind").choices]
    assert choices == ["household", "agency", "organisation", "heritage_site"]
