"""The 54 conditions of NTM, NC and KM (docs/reference/set-*.md) a second time, by hand, for the naive evaluator.

Nothing here is taken from the law files: a slip there shows as a difference.
"""

from datetime import date

from criteria.naive import (
    Item,
    all_of,
    asked,
    at_least,
    at_least_of,
    both,
    declared,
    either,
    filled,
    more_than,
    of,
    one_row,
    over_rows,
    ratio,
    share,
    some,
    yes,
)

NTM = all_of(
    "NTM-8",
    one_row(
        "NTM-8.1",
        "post_points",
        {
            "NTM-8.1.1a": yes("premises_adequate"),
            "NTM-8.1.1b": yes("signboard"),
            "NTM-8.1.1c": both(yes("hours_posted"), yes("services_posted")),
            "NTM-8.1.1d": of("hours_per_day", lambda hours: hours >= 4),
            "NTM-8.1.2a": yes("letters_to_2kg"),
            "NTM-8.1.2b": yes("parcels_to_5kg"),
        },
    ),
    all_of(
        "NTM-8.2",
        share("NTM-8.2.1", "villages", either(yes("fixed_phone"), yes("mobile_phone")), at_least(100)),
        share("NTM-8.2.2", "villages", either(yes("fixed_broadband"), yes("mobile_broadband")), at_least(100)),
        declared("NTM-8.2.3", yes("telecom_meets_qcvn")),
    ),
    all_of(
        "NTM-8.3",
        declared("NTM-8.3.1", yes("radio_station_per_guidance")),
        share("NTM-8.3.2", "villages", yes("loudspeaker_working"), at_least(100)),
    ),
    all_of(
        "NTM-8.4",
        over_rows("NTM-8.4a", "computers_in_use", "officials", at_least(50)),
        at_least_of(
            "NTM-8.4b",
            4,
            declared("NTM-8.4b.1", yes("uses_document_system")),
            declared("NTM-8.4b.2", yes("uses_official_email")),
            declared("NTM-8.4b.3", yes("uses_one_stop_system")),
            declared("NTM-8.4b.4", both(yes("portal_for_management"), yes("portal_online_services"))),
        ),
        share("NTM-8.4c", "case_files", yes("settled_online"), at_least(30)),
    ),
)

NC = all_of(
    "NC-8",
    some("NC-8.1", "post_points", yes("online_public_services")),
    ratio("NC-8.2", "working_age_smartphone_subscribers", "working_age_residents", at_least(80)),
    all_of(
        "NC-8.3",
        some("NC-8.3.1", "publication_outlets"),
        share("NC-8.3.2", "villages", yes("loudspeaker_regular"), at_least(100)),
        share(
            "NC-8.3.3",
            "villages",
            either(yes("tv_satellite"), yes("tv_cable"), yes("tv_terrestrial"), yes("tv_internet")),
            at_least(100),
        ),
    ),
    all_of(
        "NC-8.4",
        all_of(
            "NC-8.4a",
            share("NC-8.4a.1", "case_files", yes("settled_online"), at_least(50)),
            share("NC-8.4a.2", "officials", both(yes("trained_digital_skills"), yes("trained_infosec")), at_least(100)),
            ratio("NC-8.4a.3", "working_age_reached_digital_skills", "working_age_residents", at_least(70)),
            share("NC-8.4a.4", "ocop_products", yes("on_ecommerce"), at_least(100)),
            share("NC-8.4a.5a", "address_points", filled("notified_on"), at_least(100)),
            share("NC-8.4a.5b", "address_points", filled("plate_on"), at_least(100)),
        ),
        declared("NC-8.4b", yes("survey_uses_it")),
    ),
    share("NC-8.5", "public_places", yes("free_wifi"), at_least(100)),
)


def km(day: date) -> Item:
    """KM: districts ended on 2025-07-01, and the link with them is not asked from that day on."""
    links = [yes("conference_with_province"), yes("conference_with_centre")]
    if day < date(2025, 7, 1):
        links.append(yes("conference_with_district"))
    government = all_of(
        "KM-CQ",
        all_of(
            "KM-CQ.1",
            declared("KM-CQ.1a", yes("uses_provincial_document_system")),
            declared("KM-CQ.1b", both(yes("uses_provincial_service_portal"), yes("uses_provincial_one_stop"))),
            declared("KM-CQ.1c", yes("uses_provincial_email")),
            declared("KM-CQ.1d", yes("uses_digital_signature")),
        ),
        all_of(
            "KM-CQ.2",
            declared("KM-CQ.2a", yes("records_digitised_in_archive")),
            ratio("KM-CQ.2b", "procedure_results_digitised", "procedure_results_valid", at_least(15)),
        ),
        share("KM-CQ.3", "public_services", yes("fully_online"), at_least(80)),
        ratio("KM-CQ.4", "work_files_online", "work_files", at_least(70)),
        all_of(
            "KM-CQ.5",
            ratio("KM-CQ.5a", "periodic_reports_electronic", "periodic_reports", at_least(100)),
            ratio("KM-CQ.5b", "documents_electronic", "documents", at_least(100)),
        ),
        all_of(
            "KM-CQ.6",
            ratio("KM-CQ.6a", "socioeconomic_reports_on_system", "socioeconomic_reports", at_least(100)),
            declared("KM-CQ.6b", yes("report_system_connected")),
        ),
        declared("KM-CQ.7", yes("feedback_system")),
        declared("KM-CQ.8", both(*links)),
        declared("KM-CQ.9", yes("radio_station_uses_ict")),
    )
    economy = all_of(
        "KM-KT",
        share("KM-KT.1", "farm_products", yes("on_ecommerce"), at_least(100), among=yes("eligible")),
        share(
            "KM-KT.2",
            "business_households",
            both(yes("trained_selling"), yes("trained_infosec"), yes("trained_epayment")),
            at_least(100),
        ),
    )
    society = all_of(
        "KM-XH",
        some("KM-XH.1", "digital_models"),
        declared("KM-XH.2", yes("address_map_database")),
        all_of(
            "KM-XH.3",
            ratio("KM-XH.3a", "households_fibre_covered", "households", more_than(80)),
            share("KM-XH.3b", "public_offices", yes("fibre"), at_least(100)),
        ),
        ratio("KM-XH.4", "residents_using_smartphone", "residents", at_least(95)),
        ratio("KM-XH.5", "adults_with_epayment", "adults", at_least(95)),
        ratio("KM-XH.6", "farm_households_with_epayment", "farm_households", at_least(100)),
    )
    return all_of("KM-4.7", government, economy, society)


def contract(day: date) -> dict[str, Item]:
    """The three sets as they read on a day."""
    return {"NTM": NTM, "NC": NC, "KM": km(day)}


__all__ = ["asked", "contract"]
