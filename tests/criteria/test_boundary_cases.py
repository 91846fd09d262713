"""The boundary cases of the law that ships: one more or one fewer decides, and how many are short is said."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from criteria import worlds
from criteria.naive import Commune
from criteria.shipped import LAW, SETS
from langso.criteria import NO_COUNT, Verdict, evaluate

DAY = date(2022, 12, 31)
NOTHING = Commune()


def declared(**facts: Any) -> Commune:
    return Commune(facts=facts)


def closed(register: str, *rows: dict[str, Any], **facts: Any) -> Commune:
    keyed = [{LAW.registers[register].key.name: str(n), **row} for n, row in enumerate(rows)]
    return Commune(rows={register: keyed}, closed=frozenset({register}), facts=facts)


def opened(commune: Commune) -> Commune:
    return replace(commune, closed=frozenset())


def answer(commune: Commune, node: str, day: date = DAY) -> tuple[str, int | None]:
    """The verdict's word and how many are short."""
    criteria_set = SETS[node.split("-", maxsplit=1)[0]].on(day)
    assessment = evaluate(criteria_set, worlds.fact_table({"1": commune}, LAW, [criteria_set]))
    row = assessment.row(node)
    short = int(assessment.short[row, 0])
    return Verdict(int(assessment.verdicts[row, 0])).word, None if short == NO_COUNT else short


POINT = {
    "premises_adequate": True,
    "signboard": True,
    "hours_posted": True,
    "services_posted": True,
    "hours_per_day": 4.0,
    "letters_to_2kg": True,
    "parcels_to_5kg": True,
}
FIVE_OF_SIX, THE_SIXTH = POINT | {"signboard": False}, {"signboard": True, "hours_per_day": 0.0}
PHONE, NO_PHONE = {"fixed_phone": False, "mobile_phone": True}, {"fixed_phone": False, "mobile_phone": False}
SYSTEMS = {
    "uses_document_system": True,
    "uses_official_email": True,
    "uses_one_stop_system": True,
    "portal_for_management": True,
    "portal_online_services": True,
}


def subscribers(part: int | None, whole: int | None) -> Commune:
    return declared(working_age_smartphone_subscribers=part, working_age_residents=whole)


def fibre(part: int, whole: int) -> Commune:
    return declared(households_fibre_covered=part, households=whole)


def officials(n: int, **facts: int) -> Commune:
    return closed("officials", *[{}] * n, **facts)


def online(yes: int, no: int, blank: int = 0) -> Commune:
    rows = [{"settled_online": True}] * yes + [{"settled_online": False}] * no + [{}] * blank
    return closed("case_files", *rows)


ELIGIBLE = {"eligible": True, "on_ecommerce": True}
CASES = [
    ("NC-8.2", subscribers(799, 1000), "not_met", 1),
    ("NC-8.2", subscribers(800, 1000), "met", 0),
    ("NC-8.2", subscribers(79_960, 100_000), "not_met", 40),
    ("NC-8.2", subscribers(None, 1000), "insufficient", None),
    ("NC-8.2", subscribers(800, None), "insufficient", None),
    ("NC-8.2", subscribers(None, 0), "not_applicable", None),
    ("NC-8.2", subscribers(0, 0), "not_applicable", None),
    ("KM-XH.3a", fibre(800, 1000), "not_met", 1),
    ("KM-XH.3a", fibre(801, 1000), "met", 0),
    ("KM-XH.3a", fibre(4, 5), "not_met", 1),
    ("KM-XH.3a", fibre(0, 1), "not_met", 1),
    ("KM-XH.4", declared(residents_using_smartphone=950, residents=1000), "met", 0),
    ("KM-XH.4", declared(residents_using_smartphone=949, residents=1000), "not_met", 1),
    ("NTM-8.4a", officials(10, computers_in_use=12), "met", 0),
    ("NTM-8.4a", officials(10, computers_in_use=5), "met", 0),
    ("NTM-8.4a", officials(11, computers_in_use=5), "not_met", 1),
    ("NTM-8.4a", officials(0, computers_in_use=5), "not_applicable", None),
    ("NTM-8.4a", officials(0), "not_applicable", None),
    ("NTM-8.4a", officials(10), "insufficient", None),
    ("NTM-8.4a", opened(officials(10, computers_in_use=4)), "not_met", 1),
    ("NTM-8.4a", opened(officials(10, computers_in_use=5)), "insufficient", None),
    ("NTM-8.4a", opened(officials(0, computers_in_use=5)), "insufficient", None),
    ("NC-8.4a.4", closed("ocop_products"), "not_applicable", None),
    ("NC-8.4a.4", opened(closed("ocop_products")), "insufficient", None),
    ("NC-8.4", closed("ocop_products"), "insufficient", 2),
    ("NTM-8.2.1", closed("villages", *[PHONE] * 6, NO_PHONE), "not_met", 1),
    ("NTM-8.2.1", closed("villages", *[PHONE] * 6, {"fixed_phone": False}), "insufficient", 1),
    ("NTM-8.2.1", closed("villages", *[PHONE] * 6, {"fixed_phone": True}), "met", 0),
    ("NTM-8.1", closed("post_points", POINT), "met", 0),
    ("NTM-8.1", closed("post_points", POINT | {"hours_per_day": 3.99}), "not_met", 1),
    ("NTM-8.1", closed("post_points", POINT | {"hours_per_day": None}), "insufficient", 1),
    (
        "NTM-8.1",
        closed("post_points", POINT | {"signboard": False}, {"signboard": True, "hours_per_day": 0.0}),
        "not_met",
        1,
    ),
    ("NTM-8.1", opened(closed("post_points", POINT)), "met", 0),
    ("NTM-8.1", closed("post_points"), "not_met", 1),
    ("NTM-8.1", opened(closed("post_points")), "insufficient", 1),
    ("NTM-8.4b", declared(**SYSTEMS), "met", 0),
    ("NTM-8.4b", declared(**SYSTEMS | {"uses_one_stop_system": False}), "not_met", 1),
    ("NTM-8.4b", declared(**SYSTEMS | {"uses_one_stop_system": None}), "insufficient", 1),
    ("NTM-8.4b", declared(portal_online_services=False), "not_met", 4),
    ("NC-8.3.2", closed("villages", {"loudspeaker_regular": True}, {}), "insufficient", 1),
    ("NC-8.3.2", opened(closed("villages", {"loudspeaker_regular": False}, {})), "not_met", 2),
    ("NTM-8.4c", online(3, 7), "met", 0),
    ("NTM-8.4c", online(2, 8), "not_met", 1),
    ("NTM-8.4c", online(2, 7, 1), "insufficient", 1),
    ("NTM-8.4c", online(3, 0, 7), "met", 0),
    ("NTM-8.4c", online(1, 8, 1), "not_met", 2),
    ("NTM-8.4c", opened(online(0, 10)), "insufficient", None),
    ("NTM-8.4c", opened(online(10, 0)), "insufficient", None),
    ("NTM-8.4c", online(0, 0), "not_applicable", None),
    ("NC-8.4a.5a", closed("address_points", {"notified_on": DAY}, {}), "not_met", 1),
    ("NC-8.4a.5b", closed("address_points", *[{"plate_on": DAY}] * 98, {}, {}), "not_met", 2),
    ("KM-KT.1", closed("farm_products", ELIGIBLE, {"eligible": False, "on_ecommerce": False}), "met", 0),
    ("KM-KT.1", closed("farm_products", ELIGIBLE, {"eligible": True, "on_ecommerce": False}), "not_met", 1),
    ("KM-KT.1", closed("farm_products", ELIGIBLE, {"on_ecommerce": False}), "insufficient", 1),
    ("KM-KT.1", closed("farm_products", ELIGIBLE, {"on_ecommerce": True}), "insufficient", 1),
    ("KM-KT.1", closed("farm_products", {"eligible": False}), "not_applicable", None),
    ("KM-KT.1", closed("farm_products", {}), "insufficient", 1),
    ("KM-CQ.6b", declared(report_system_connected=False), "not_met", 1),
    ("NTM-8", NOTHING, "insufficient", 4),
]


@pytest.mark.parametrize(("node", "commune", "verdict", "short"), CASES)
def test_a_boundary_case_comes_out_as_the_law_has_it(
    node: str, commune: Commune, verdict: str, short: int | None
) -> None:
    assert answer(commune, node) == (verdict, short)


def test_the_link_with_the_district_is_asked_until_the_district_ends() -> None:
    linked = declared(conference_with_district=False, conference_with_province=True, conference_with_centre=True)
    assert answer(linked, "KM-CQ.8", date(2025, 6, 30)) == ("not_met", 1)
    assert answer(linked, "KM-CQ.8", date(2025, 7, 1)) == ("met", 0)


def test_a_commune_that_has_told_nothing_fails_nowhere() -> None:
    for criteria_set in SETS.values():
        table = worlds.fact_table({"1": NOTHING}, LAW, [criteria_set.on(DAY)])
        verdicts = evaluate(criteria_set.on(DAY), table).verdicts
        assert set(verdicts[:, 0].tolist()) == {Verdict.INSUFFICIENT}


def test_the_set_that_waits_for_guidance_counts_nowhere() -> None:
    awaiting = LAW.sets["TM"]
    table = worlds.fact_table({"1": NOTHING}, LAW, [awaiting])
    assert evaluate(awaiting, table).verdicts.shape == (0, 1)
    assert not awaiting.valid_on(DAY)
