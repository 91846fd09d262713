"""Reasons as typed values, and the figures behind verdicts as numbers to print."""

import math
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from criteria import worlds
from criteria.naive import Commune
from langso.criteria import Assessment, Reason, Verdict, bounds, evaluate, load_law, reason
from langso.criteria.reasons import ChildVerdicts, FactAnswers, NumberFigure, RatioFigures, RowFigures

SHIPPED = load_law()
INVENTED = load_law(Path(__file__).parent / "invented")
DAYS = {"NTM": date(2022, 12, 31), "NC": date(2022, 12, 31), "KM": date(2022, 12, 31), "Q26": date(2026, 6, 1)}


def assessed(node: str, *communes: Commune) -> tuple[Assessment, int]:
    set_id = node.split("-", maxsplit=1)[0]
    law = INVENTED if set_id == "Q26" else SHIPPED
    criteria_set = law.sets[set_id].on(DAYS[set_id])
    world = {str(number): commune for number, commune in enumerate(communes)}
    assessment = evaluate(criteria_set, worlds.fact_table(world, law, [criteria_set]))
    return assessment, assessment.row(node)


def why(node: str, commune: Commune) -> Reason:
    assessment, row = assessed(node, commune)
    return reason(assessment, INVENTED if node.startswith("Q") else SHIPPED, row, 0)


def rows(register: str, *cells: dict[str, Any], closed: bool = True, group: int = 0, **facts: Any) -> Commune:
    key = (SHIPPED.registers.get(register) or INVENTED.registers[register]).key.name
    kept = [{key: str(n), **row} for n, row in enumerate(cells)]
    return Commune({register: kept}, frozenset({register} if closed else ()), facts, group)


LOUD, SILENT = {"loudspeaker_working": True}, {"loudspeaker_working": False}


def test_a_reason_carries_the_law_the_figures_the_threshold_and_how_many_are_short() -> None:
    found = why("NTM-8.3.2", rows("villages", LOUD, SILENT, {}))
    assert found.node.text == "Có 100% số thôn trong xã có hệ thống loa hoạt động."
    assert "AMB-8" in found.node.rulings
    assert found.verdict is Verdict.NOT_MET
    assert found.figures == RowFigures(SHIPPED.registers["villages"], true=1, blank=1, false=1, rows=3, closed=True)
    assert (found.limit, found.short) == (Fraction(1), 2)


def test_rows_that_may_not_belong_are_counted_among_the_blank() -> None:
    sold, unknown = {"eligible": True, "on_ecommerce": True}, {"on_ecommerce": False}
    figures = why("KM-KT.1", rows("farm_products", sold, unknown, {"eligible": False})).figures
    assert figures == RowFigures(SHIPPED.registers["farm_products"], true=1, blank=1, false=0, rows=2, closed=True)


def test_a_declared_share_is_told_as_two_intervals() -> None:
    part, whole = (SHIPPED.facts[name] for name in ("working_age_smartphone_subscribers", "working_age_residents"))
    found = why("NC-8.2", Commune(facts={"working_age_residents": 1000}))
    assert found.figures == RatioFigures(part, whole, (0, None), (1000, 1000))
    assert (found.verdict, found.short) == (Verdict.INSUFFICIENT, None)


def test_the_rows_of_an_open_register_have_no_upper_end() -> None:
    figures = why("NTM-8.4a", rows("officials", {}, {}, closed=False, computers_in_use=1)).figures
    assert isinstance(figures, RatioFigures)
    assert (figures.whole_of, figures.part, figures.whole) == (SHIPPED.registers["officials"], (1, 1), (2, None))


def test_yes_no_facts_are_told_by_their_answer() -> None:
    figures = why("KM-CQ.8", Commune(facts={"conference_with_district": True, "conference_with_centre": False})).figures
    assert isinstance(figures, FactAnswers)
    told = [[fact.name for fact in facts] for facts in (figures.yes, figures.no, figures.unanswered)]
    assert told == [["conference_with_district"], ["conference_with_centre"], ["conference_with_province"]]


def test_a_figure_with_decimals_is_told_exactly() -> None:
    assert why("Q26-1.4", Commune(facts={"income": "70.49"}, group=2)).figures == NumberFigure(
        INVENTED.facts["income"], Fraction("70.49")
    )
    assert why("Q26-1.4", Commune()).figures == NumberFigure(INVENTED.facts["income"], None)


def test_a_group_is_told_by_its_children_and_how_many_are_asked_once_some_do_not_apply() -> None:
    commune = Commune(closed=frozenset({"farm_products"}))
    figures = why("KM-KT", commune).figures
    assert isinstance(figures, ChildVerdicts)
    assert [(node.id, verdict) for node, verdict in figures.children] == [
        ("KM-KT.1", Verdict.NOT_APPLICABLE),
        ("KM-KT.2", Verdict.INSUFFICIENT),
    ]
    assert figures.asked == 1


def test_the_limit_is_that_of_the_commune_s_group_and_unsaid_while_the_group_is_not_known() -> None:
    limits = [why("Q26-1.1", rows("roads", {"surfaced": True}, group=group)).limit for group in range(4)]
    assert limits == [None, Fraction(95, 100), Fraction(90, 100), Fraction(80, 100)]


NAN = float("nan")
ONLINE, PAPER = {"settled_online": True}, {"settled_online": False}


@pytest.mark.parametrize(
    ("node", "commune", "lo", "hi", "threshold"),
    [
        ("NTM-8.4c", rows("case_files", ONLINE, PAPER, PAPER, {}), 0.25, 0.5, 0.3),
        ("NTM-8.4c", rows("case_files", ONLINE, PAPER, closed=False), 0, 1, 0.3),
        ("NTM-8.4c", rows("case_files"), NAN, NAN, 0.3),
        ("NTM-8.1.1d", rows("post_points", {"hours_per_day": 8.0}, {}), 1, 2, 1),
        ("NTM-8.1.1d", rows("post_points", {"hours_per_day": 8.0}, closed=False), 1, NAN, 1),
        ("NTM-8.4a", rows("officials", *[{}] * 10, computers_in_use=12), 1.2, 1.2, 0.5),
        ("NTM-8.4a", rows("officials", *[{}] * 10, closed=False, computers_in_use=12), 0, 1.2, 0.5),
        ("NTM-8.4a", rows("officials", *[{}] * 10), NAN, NAN, 0.5),
        ("KM-XH.4", Commune(facts={"residents": 1000, "residents_using_smartphone": 949}), 0.949, 0.949, 0.95),
        ("KM-XH.4", Commune(facts={"residents": 0, "residents_using_smartphone": 0}), NAN, NAN, 0.95),
        ("KM-XH.4", Commune(facts={"residents_using_smartphone": 5}), NAN, NAN, 0.95),
        ("NTM-8.2.3", Commune(facts={"telecom_meets_qcvn": True}), 1, 1, 1),
        ("NTM-8.2.3", Commune(facts={"telecom_meets_qcvn": False}), 0, 0, 1),
        ("NTM-8.2.3", Commune(), 0, 1, 1),
        ("NTM-8.4b", Commune(facts={"uses_document_system": True, "uses_official_email": False}), 1, 3, 4),
        ("KM-KT", Commune(closed=frozenset({"farm_products"})), 0, 1, 1),
        ("KM-KT", Commune(closed=frozenset({"farm_products", "business_households"})), NAN, NAN, NAN),
        ("Q26-1.4", Commune(facts={"income": "70.49"}, group=2), 70.49, 70.49, 70.5),
        ("Q26-1.4", Commune(group=2), NAN, NAN, 70.5),
        ("Q26-1.1", Commune(), 0, 1, NAN),
        ("Q26-1.2", rows("roads", {"ours": True, "lit": True}, {"lit": False}, {"lit": True}), 1 / 3, 1, 0.625),
    ],
)  # fmt: skip
def test_the_ends_of_a_node_s_interval_are_printed_as_numbers(
    node: str, commune: Commune, lo: float, hi: float, threshold: float
) -> None:
    assessment, row = assessed(node, commune)
    found = bounds(assessment, row)
    printed = [float(ends[0]) for ends in (found.lo, found.hi, found.threshold)]
    for number, expected in zip(printed, (lo, hi, threshold), strict=True):
        assert math.isclose(number, expected) or (math.isnan(number) and math.isnan(expected)), printed


def test_the_ends_lie_around_the_threshold_as_the_verdict_says() -> None:
    for law, set_id in ((SHIPPED, "NTM"), (SHIPPED, "NC"), (SHIPPED, "KM"), (INVENTED, "Q26")):
        criteria_set = law.sets[set_id].on(DAYS[set_id])
        world = worlds.random_world(law, seed=21, communes=60)
        assessment = evaluate(criteria_set, worlds.fact_table(world, law, [criteria_set]))
        for row, verdicts in enumerate(assessment.verdicts):
            found = bounds(assessment, row)
            known = ~np.isnan(found.lo) & ~np.isnan(found.hi)
            assert (found.lo[known] <= found.hi[known] + 1e-12).all()
            assert np.isnan(found.lo[verdicts == Verdict.NOT_APPLICABLE]).all()


def test_a_node_that_a_set_does_not_have_has_no_row() -> None:
    assessment, _row = assessed("NTM-8", Commune())
    with pytest.raises(KeyError):
        assessment.row("NTM-9")
