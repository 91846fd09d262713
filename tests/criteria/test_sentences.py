"""Reasons as an official reads them, in both languages: every kind of formula with every verdict it can have."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from criteria import worlds
from criteria.naive import Commune
from langso.criteria import Law, asks, evaluate, load_law, reason, sentence
from langso.criteria.formula import AtLeastOf
from langso.criteria.telling import Telling
from langso.language import Language, speaking

SHIPPED = load_law()
INVENTED = load_law(Path(__file__).parent / "invented")
DAYS = {"NTM": date(2022, 12, 31), "NC": date(2022, 12, 31), "KM": date(2022, 12, 31), "Q26": date(2026, 6, 1)}
NOBODY: Sequence[str] = ()


def law_of(node: str) -> Law:
    return INVENTED if node.startswith("Q") else SHIPPED


def said(
    node: str, commune: Commune, language: Language, failing: Sequence[str] = NOBODY, blank: Sequence[str] = NOBODY
) -> str:
    law, set_id = law_of(node), node.split("-", maxsplit=1)[0]
    criteria_set = law.sets[set_id].on(DAYS[set_id])
    assessment = evaluate(criteria_set, worlds.fact_table({"1": commune}, law, [criteria_set]))
    row = assessment.row(node)
    with speaking(language):
        alone = sentence(reason(assessment, law, row, 0), law, failing, blank)
        assert failing or blank or Telling(assessment, law, row).sentence(0) == alone
        return alone


def rows(register: str, *cells: dict[str, Any], closed: bool = True, group: int = 0, **facts: Any) -> Commune:
    key = (SHIPPED.registers.get(register) or INVENTED.registers[register]).key.name
    kept = [{key: str(n), **row} for n, row in enumerate(cells)]
    return Commune({register: kept}, frozenset({register} if closed else ()), facts, group)


def facts(group: int = 0, **answers: Any) -> Commune:
    return Commune(facts=answers, group=group)


RULINGS = re.compile(r" \[([^\]]+)\]$")


def without_rulings(words: str) -> str:
    return RULINGS.sub("", words)


LOUD, SILENT, UNKNOWN = {"loudspeaker_working": True}, {"loudspeaker_working": False}, {}
OPEN_POINT = {"online_public_services": True}
SOLD, UNSOLD = {"eligible": True, "on_ecommerce": True}, {"eligible": True, "on_ecommerce": False}
PAVED, EARTH = {"surfaced": True, "length_km": 5.0}, {"surfaced": False, "length_km": 5.0}
WORKING = "working_age_smartphone_subscribers"

ENGLISH = [
    # a share of rows
    (
        "NTM-8.3.2",
        rows("villages", LOUD, LOUD),
        "2 of 2 villages have working loudspeakers (100%); needs 100%.",
    ),
    (
        "NTM-8.3.2",
        rows("villages", *[LOUD] * 7, SILENT, SILENT),
        "7 of 9 villages have working loudspeakers (77.8%); needs 100%. 2 villages short.",
    ),
    (
        "NTM-8.3.2",
        rows("villages", LOUD, UNKNOWN),
        "1 of 2 villages have working loudspeakers (50%); needs 100%. 1 village left blank.",
    ),
    (
        "NTM-8.3.2",
        rows("villages", LOUD, LOUD, closed=False),
        "2 of 2 villages have working loudspeakers (100%); needs 100%. The register is not closed.",
    ),
    (
        "NTM-8.3.2",
        rows("villages", LOUD, SILENT, closed=False),
        "1 of 2 villages have working loudspeakers (50%); needs 100%."
        " The register is not closed, but 1 village already rules it out.",
    ),
    ("NTM-8.3.2", rows("villages"), "The register is closed and has no villages: there is nothing to count."),
    (
        "NTM-8.3.2",
        rows("villages", closed=False),
        "The register has no rows and is not closed: confirm that there are no villages, or enter them.",
    ),
    (
        "NTM-8.4c",
        rows("case_files", *[{"settled_online": n < 2999} for n in range(10_000)]),
        "2,999 of 10,000 case files were settled online (29.99%); needs 30% or more. 1 case file short.",
    ),
    # among
    (
        "KM-KT.1",
        rows("farm_products", SOLD, {"eligible": False, "on_ecommerce": False}),
        "1 of 1 farm products are on an e-commerce floor (100%); needs 100%.",
    ),
    (
        "KM-KT.1",
        rows("farm_products", SOLD, {"on_ecommerce": False}),
        "1 of 2 farm products are on an e-commerce floor (50%); needs 100%. 1 farm product left blank.",
    ),
    (
        "KM-KT.1",
        rows("farm_products", {"eligible": False}),
        "The register is closed and none of its farm products counts here: there is nothing to count.",
    ),
    (
        "KM-KT.1",
        rows("farm_products", {"eligible": False}, closed=False),
        "None of the farm products entered counts here."
        " The register is open: enter those that do, or close it.",
    ),
    # at least one row
    (
        "NC-8.1",
        rows("post_points", OPEN_POINT, {"online_public_services": False}),
        "1 of 2 postal service points can provide online public services; needs at least 1.",
    ),
    (
        "NC-8.1",
        rows("post_points", {"online_public_services": False}, {}),
        "0 of 2 postal service points can provide online public services; needs at least 1."
        " 1 postal service point left blank.",
    ),
    (
        "NC-8.1",
        rows("post_points"),
        "The register is closed and has no postal service points; needs at least 1.",
    ),
    ("KM-XH.1", rows("digital_models", {}), "1 digital model; needs at least 1."),
    # declared facts
    (
        "NTM-8.2.3",
        facts(telecom_meets_qcvn=True),
        "Declared “yes”: Telecom and Internet meet the technical regulation.",
    ),
    ("NTM-8.2.3", facts(), "Not yet declared: Telecom and Internet meet the technical regulation."),
    (
        "KM-CQ.1b",
        facts(uses_provincial_service_portal=False),
        "Declared “no”: Uses the province's service portal."
        " Not yet declared: Uses the province's one-stop system.",
    ),
    # shares of declared counts
    (
        "NC-8.2",
        facts(working_age_smartphone_subscribers=79_960, working_age_residents=100_000),
        "79,960 of 100,000 residents have a smartphone subscription (79.96%); needs 80% or more."
        " 40 residents short.",
    ),
    (
        "NC-8.2",
        facts(working_age_smartphone_subscribers=800, working_age_residents=1000),
        "800 of 1,000 residents have a smartphone subscription (80%); needs 80% or more.",
    ),
    (
        "NC-8.2",
        facts(working_age_residents=0),
        "Working-age residents: 0, so there is nothing to count.",
    ),
    (
        "NC-8.2",
        facts(working_age_residents=9),
        "Not yet declared: Working-age residents with a smartphone subscription.",
    ),
    (
        "KM-XH.3a",
        facts(households_fibre_covered=800, households=1000),
        "800 of 1,000 households are covered by fibre (80%); needs more than 80%. 1 households short.",
    ),
    # a declared count over rows
    (
        "NTM-8.4a",
        rows("officials", *[{}] * 10, computers_in_use=12),
        "12 computers for 10 officials (120%); needs 50% or more.",
    ),
    (
        "NTM-8.4a",
        rows("officials", *[{}] * 10, closed=False, computers_in_use=12),
        "12 computers for 10 officials (120%); needs 50% or more. The register is not closed.",
    ),
    (
        "NTM-8.4a",
        rows("officials", closed=False, computers_in_use=12),
        "12 computers, no officials entered yet; needs 50% or more. The register is not closed.",
    ),
    ("NTM-8.4a", rows("officials", computers_in_use=12), "officials: 0, so there is nothing to count."),
    # groups of conditions
    (
        "NTM-8.4b",
        facts(uses_document_system=True, uses_official_email=False),
        "1 of 4 parts met. Not met: NTM-8.4b.2. Insufficient data: NTM-8.4b.3, NTM-8.4b.4.",
    ),
    ("KM-KT", Commune(closed=frozenset({"farm_products", "business_households"})), "None of the 2 parts applies."),
    # groups of communes, figures, less is better
    (
        "Q26-1.1",
        rows("roads", *[PAVED] * 9, EARTH),
        "9 of 10 roads are surfaced (90%); the threshold depends on the commune's group, which is not known.",
    ),
    (
        "Q26-1.1",
        rows("roads", *[PAVED] * 9, EARTH, group=1),
        "9 of 10 roads are surfaced (90%); needs 95% or more. 1 road short.",
    ),
    (
        "Q26-1.2",
        rows("roads", *[{"ours": True, "lit": n < 5} for n in range(8)]),
        "5 of 8 roads are lit (62.5%); needs more than 62.5%. 1 road short.",
    ),
    (
        "Q26-1.3",
        facts(group=2, poor_households=26, all_households=1000),
        "26 of 1,000 households are poor (2.6%); must not exceed 2.5%. 1 households too many.",
    ),
    ("Q26-1.4", facts(group=1, income="80.24"), "Income per head: 80.24 million đồng; needs at least 80.25."),
    ("Q26-1.6a", facts(group=2, complaints=12), "Complaints: 12 letters; must stay below 10."),
    (
        "Q26-1.6",
        facts(),
        "0 of 4 parts met; needs at least 2. Insufficient data: Q26-1.6a, Q26-1.6b, Q26-1.6c, Q26-1.6d.",
    ),
    (
        "Q26-1.8",
        rows("roads", *[PAVED] * 8, EARTH, EARTH),
        "2 of 10 roads qualify (20%); must stay below 10.5%. 1 road too many.",
    ),
    ("Q26-1.10", rows("markets", {}, group=2), "1 market; needs more than 1. 1 market short."),
]  # fmt: skip


@pytest.mark.parametrize(("node", "commune", "words"), ENGLISH)
def test_a_reason_in_english(node: str, commune: Commune, words: str) -> None:
    assert without_rulings(said(node, commune, Language.EN)) == words


VIETNAMESE = [
    (
        "NTM-8.3.2",
        rows("villages", *[LOUD] * 7, SILENT, SILENT),
        "7/9 thôn có loa hoạt động (77,8%); cần 100%. Còn thiếu 2 thôn.",
    ),
    (
        "NTM-8.3.2",
        rows("villages", LOUD, UNKNOWN, closed=False),
        "1/2 thôn có loa hoạt động (50%); cần 100%. 1 thôn còn để trống. Sổ chưa chốt: ghi đủ thì chốt sổ.",
    ),
    (
        "NTM-8.3.2",
        rows("villages", LOUD, SILENT, closed=False),
        "1/2 thôn có loa hoạt động (50%); cần 100%. Sổ chưa chốt, nhưng chỉ riêng 1 thôn đã đủ để kết luận không đạt.",
    ),
    ("NTM-8.3.2", rows("villages"), "Sổ đã chốt, không có thôn nào: không có gì để xét."),
    (
        "NC-8.2",
        facts(working_age_smartphone_subscribers=79_960, working_age_residents=100_000),
        "79.960/100.000 người có thuê bao điện thoại thông minh (79,96%); cần từ 80% trở lên. Còn thiếu 40 người.",
    ),
]


@pytest.mark.parametrize(("node", "commune", "words"), VIETNAMESE)
def test_a_reason_in_vietnamese(node: str, commune: Commune, words: str) -> None:
    assert without_rulings(said(node, commune, Language.VI)) == words


@pytest.mark.parametrize(("node", "commune", "english"), ENGLISH)
def test_no_reason_is_left_in_english_for_those_who_read_vietnamese(node: str, commune: Commune, english: str) -> None:
    vietnamese = said(node, commune, Language.VI)
    assert vietnamese
    for word in (" of ", "needs", "register", "short", "Declared", "declared", "parts", "nothing", "must "):
        assert word not in vietnamese, vietnamese


@pytest.mark.parametrize(("node", "commune", "english"), ENGLISH)
def test_the_rulings_that_decide_stand_at_the_end_of_a_condition_s_reason(
    node: str, commune: Commune, english: str
) -> None:
    law, set_id = law_of(node), node.split("-", maxsplit=1)[0]
    [found] = [one for one in law.sets[set_id].on(DAYS[set_id]).nodes() if one.id == node]
    nothing = "nothing to count" in english
    deciding = [name for name in found.rulings if nothing or not law.rulings[name].on_nothing]
    for language in Language:
        told = RULINGS.search(said(node, commune, language))
        assert (told[1].split(", ") if told else []) == ([] if isinstance(found.formula, AtLeastOf) else deciding)


def test_the_ruling_that_reads_more_than_is_told_with_the_verdict() -> None:
    fibre = facts(households_fibre_covered=801, households=1000)
    assert "AMB-1" in said("KM-XH.3a", fibre, Language.VI).split("[")[1]


def test_the_rows_that_fail_and_those_left_blank_are_named() -> None:
    villages = rows("villages", LOUD, SILENT, UNKNOWN)
    words = "1 of 3 villages have working loudspeakers (33.3%); needs 100%."
    assert said("NTM-8.3.2", villages, Language.EN, ["Cẩm"], ["Đầm"]).startswith(words)
    assert "Cẩm" in said("NTM-8.3.2", villages, Language.EN, ["Cẩm"], ["Đầm"])
    assert "1 village left blank: Đầm." in said("NTM-8.3.2", villages, Language.EN, ["Cẩm"], ["Đầm"])
    two, names = rows("villages", LOUD, SILENT, SILENT), ["An Lãng", "Cẩm"]
    assert "2 villages short: An Lãng and Cẩm." in said("NTM-8.3.2", two, Language.EN, names)
    assert "Còn thiếu 2 thôn: An Lãng và Cẩm." in said("NTM-8.3.2", two, Language.VI, names)


def test_where_less_is_better_the_rows_that_fail_the_test_are_not_blamed() -> None:
    earth = rows("roads", *[PAVED] * 8, EARTH, EARTH)
    assert "Đường Láng" not in said("Q26-1.8", earth, Language.EN, ["Đường Láng"])


def test_a_share_below_its_threshold_never_reads_as_the_threshold() -> None:
    for part in (79_999, 79_990, 799_999, 7_999_999):
        commune = facts(working_age_smartphone_subscribers=part, working_age_residents=10 * round(part / 8))
        assert "(80%)" not in said("NC-8.2", commune, Language.EN)


def test_every_reason_of_random_communes_is_told_alike_alone_and_among_many() -> None:
    for law, set_id in ((SHIPPED, "NTM"), (SHIPPED, "NC"), (SHIPPED, "KM"), (INVENTED, "Q26")):
        criteria_set = law.sets[set_id].on(DAYS[set_id])
        world = worlds.random_world(law, seed=11, communes=25)
        assessment = evaluate(criteria_set, worlds.fact_table(world, law, [criteria_set]))
        for language in Language:
            with speaking(language):
                for row in range(len(assessment.nodes)):
                    telling = Telling(assessment, law, row)
                    for commune in range(len(world)):
                        alone = sentence(reason(assessment, law, row, commune), law)
                        assert telling.sentence(commune) == alone
                        assert alone[0].isalnum() or alone[0] in "“«", alone
                        assert "  " not in alone, alone
                        assert "{" not in alone, alone


@pytest.mark.parametrize(
    ("node", "english", "vietnamese"),
    [
        ("NTM-8", "all", "tất cả"),
        ("NTM-8.4b", "at least 4", "ít nhất 4"),
        ("NTM-8.3.2", "needs 100%", "cần 100%"),
        ("KM-XH.3a", "needs more than 80%", "cần trên 80%"),
        ("Q26-1.2", "needs more than 62.5%", "cần trên 62,5%"),
        (
            "Q26-1.1",
            "group 1: needs 95% or more; group 2: needs 90% or more; group 3: needs 80% or more",
            "nhóm 1: cần từ 95% trở lên; nhóm 2: cần từ 90% trở lên; nhóm 3: cần từ 80% trở lên",
        ),
        ("NTM-8.2.3", "", ""),
    ],
)
def test_what_a_node_asks_is_told_in_both_languages(node: str, english: str, vietnamese: str) -> None:
    nodes = law_of(node).sets[node.split("-", maxsplit=1)[0]].nodes()
    [formula] = [found.formula for found in nodes if found.id == node]
    for language, words in ((Language.EN, english), (Language.VI, vietnamese)):
        with speaking(language):
            assert asks(formula) == words
