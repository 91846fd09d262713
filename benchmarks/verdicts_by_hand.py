"""P2, the peer that sets the mark: the three sets written out over arrays in NumPy, with how many are short.

Hand-written for these sets alone: whole percentages, no groups, no dates, no reasons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.peers import Decided
from langso.criteria import Assessment
from langso.criteria.formula import tally_of
from langso.criteria.table import Figures, Tallied

Bools = np.ndarray

_NOT_SAID = -1
_NOT_APPLICABLE = 3


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of the communes: rows by condition, closed registers, declared facts by name."""

    rows: Mapping[str, Tallied]
    closed: Mapping[str, Bools]
    declared: Mapping[str, Figures]

    @classmethod
    def of(cls, assessments: Sequence[Assessment]) -> "Given":
        """The figures behind some assessments."""
        table = assessments[0].table
        rows = {
            node.id: table.tallies[tally]
            for assessment in assessments
            for node in assessment.nodes
            if (tally := tally_of(node.formula))
        }
        return cls(rows, table.closed, table.declared)


def verdicts_by_numpy(given: Given) -> dict[str, Decided]:  # noqa: PLR0915 - the law written out
    """Verdict and short of every node, by id."""
    rows, closed, declared = given.rows, given.closed, given.declared
    villages, post = closed["villages"], closed["post_points"]

    def yes(*names: str) -> Decided:
        lo, hi = declared[names[0]].lo, declared[names[0]].hi
        for name in names[1:]:
            lo, hi = np.minimum(lo, declared[name].lo), np.minimum(hi, declared[name].hi)
        return (lo + hi).astype(np.int8), 1 - lo

    def part(name: str, whole: str, percent: int, strict: bool = False) -> Decided:
        return _ratio(declared[name], declared[whole], percent, strict)

    d: dict[str, Decided] = {}

    d["NTM-8.1"] = _some(rows["NTM-8.1"], post)
    for node in ("NTM-8.1.1a", "NTM-8.1.1b", "NTM-8.1.1c", "NTM-8.1.1d", "NTM-8.1.2a", "NTM-8.1.2b"):
        d[node] = _some(rows[node], post)
    d["NTM-8.2.1"] = _share(rows["NTM-8.2.1"], villages, 100)
    d["NTM-8.2.2"] = _share(rows["NTM-8.2.2"], villages, 100)
    d["NTM-8.2.3"] = yes("telecom_meets_qcvn")
    d["NTM-8.2"] = _all(d, "NTM-8.2.1", "NTM-8.2.2", "NTM-8.2.3")
    d["NTM-8.3.1"] = yes("radio_station_per_guidance")
    d["NTM-8.3.2"] = _share(rows["NTM-8.3.2"], villages, 100)
    d["NTM-8.3"] = _all(d, "NTM-8.3.1", "NTM-8.3.2")
    officials = rows["NTM-8.4a"].rows
    staff = Figures(officials, np.where(closed["officials"], officials, _NOT_SAID))
    d["NTM-8.4a"] = _ratio(declared["computers_in_use"], staff, 50)
    d["NTM-8.4b.1"] = yes("uses_document_system")
    d["NTM-8.4b.2"] = yes("uses_official_email")
    d["NTM-8.4b.3"] = yes("uses_one_stop_system")
    d["NTM-8.4b.4"] = yes("portal_for_management", "portal_online_services")
    d["NTM-8.4b"] = _all(d, "NTM-8.4b.1", "NTM-8.4b.2", "NTM-8.4b.3", "NTM-8.4b.4")
    d["NTM-8.4c"] = _share(rows["NTM-8.4c"], closed["case_files"], 30)
    d["NTM-8.4"] = _all(d, "NTM-8.4a", "NTM-8.4b", "NTM-8.4c")
    d["NTM-8"] = _all(d, "NTM-8.1", "NTM-8.2", "NTM-8.3", "NTM-8.4")

    d["NC-8.1"] = _some(rows["NC-8.1"], post)
    d["NC-8.2"] = part("working_age_smartphone_subscribers", "working_age_residents", 80)
    d["NC-8.3.1"] = _some(rows["NC-8.3.1"], closed["publication_outlets"])
    d["NC-8.3.2"] = _share(rows["NC-8.3.2"], villages, 100)
    d["NC-8.3.3"] = _share(rows["NC-8.3.3"], villages, 100)
    d["NC-8.3"] = _all(d, "NC-8.3.1", "NC-8.3.2", "NC-8.3.3")
    d["NC-8.4a.1"] = _share(rows["NC-8.4a.1"], closed["case_files"], 50)
    d["NC-8.4a.2"] = _share(rows["NC-8.4a.2"], closed["officials"], 100)
    d["NC-8.4a.3"] = part("working_age_reached_digital_skills", "working_age_residents", 70)
    d["NC-8.4a.4"] = _share(rows["NC-8.4a.4"], closed["ocop_products"], 100)
    d["NC-8.4a.5a"] = _share(rows["NC-8.4a.5a"], closed["address_points"], 100)
    d["NC-8.4a.5b"] = _share(rows["NC-8.4a.5b"], closed["address_points"], 100)
    a = ("NC-8.4a.1", "NC-8.4a.2", "NC-8.4a.3", "NC-8.4a.4", "NC-8.4a.5a", "NC-8.4a.5b")
    d["NC-8.4a"] = _all(d, *a)
    d["NC-8.4b"] = yes("survey_uses_it")
    d["NC-8.4"] = _all(d, "NC-8.4a", "NC-8.4b")
    d["NC-8.5"] = _share(rows["NC-8.5"], closed["public_places"], 100)
    d["NC-8"] = _all(d, "NC-8.1", "NC-8.2", "NC-8.3", "NC-8.4", "NC-8.5")

    d["KM-CQ.1a"] = yes("uses_provincial_document_system")
    d["KM-CQ.1b"] = yes("uses_provincial_service_portal", "uses_provincial_one_stop")
    d["KM-CQ.1c"] = yes("uses_provincial_email")
    d["KM-CQ.1d"] = yes("uses_digital_signature")
    d["KM-CQ.1"] = _all(d, "KM-CQ.1a", "KM-CQ.1b", "KM-CQ.1c", "KM-CQ.1d")
    d["KM-CQ.2a"] = yes("records_digitised_in_archive")
    d["KM-CQ.2b"] = part("procedure_results_digitised", "procedure_results_valid", 15)
    d["KM-CQ.2"] = _all(d, "KM-CQ.2a", "KM-CQ.2b")
    d["KM-CQ.3"] = _share(rows["KM-CQ.3"], closed["public_services"], 80)
    d["KM-CQ.4"] = part("work_files_online", "work_files", 70)
    d["KM-CQ.5a"] = part("periodic_reports_electronic", "periodic_reports", 100)
    d["KM-CQ.5b"] = part("documents_electronic", "documents", 100)
    d["KM-CQ.5"] = _all(d, "KM-CQ.5a", "KM-CQ.5b")
    d["KM-CQ.6a"] = part("socioeconomic_reports_on_system", "socioeconomic_reports", 100)
    d["KM-CQ.6b"] = yes("report_system_connected")
    d["KM-CQ.6"] = _all(d, "KM-CQ.6a", "KM-CQ.6b")
    d["KM-CQ.7"] = yes("feedback_system")
    d["KM-CQ.8"] = yes("conference_with_district", "conference_with_province", "conference_with_centre")
    d["KM-CQ.9"] = yes("radio_station_uses_ict")
    d["KM-CQ"] = _all(d, *(f"KM-CQ.{i}" for i in range(1, 10)))
    d["KM-KT.1"] = _share(rows["KM-KT.1"], closed["farm_products"], 100)
    d["KM-KT.2"] = _share(rows["KM-KT.2"], closed["business_households"], 100)
    d["KM-KT"] = _all(d, "KM-KT.1", "KM-KT.2")
    d["KM-XH.1"] = _some(rows["KM-XH.1"], closed["digital_models"])
    d["KM-XH.2"] = yes("address_map_database")
    d["KM-XH.3a"] = part("households_fibre_covered", "households", 80, strict=True)
    d["KM-XH.3b"] = _share(rows["KM-XH.3b"], closed["public_offices"], 100)
    d["KM-XH.3"] = _all(d, "KM-XH.3a", "KM-XH.3b")
    d["KM-XH.4"] = part("residents_using_smartphone", "residents", 95)
    d["KM-XH.5"] = part("adults_with_epayment", "adults", 95)
    d["KM-XH.6"] = part("farm_households_with_epayment", "farm_households", 100)
    d["KM-XH"] = _all(d, *(f"KM-XH.{i}" for i in range(1, 7)))
    d["KM-4.7"] = _all(d, "KM-CQ", "KM-KT", "KM-XH")
    return d


def _some(counts: Tallied, closed: Bools) -> Decided:
    met = counts.true > 0
    verdicts = (1 + met - (closed & (counts.true + counts.blank == 0))).astype(np.int8)
    return verdicts, 1 - met


def _share(counts: Tallied, closed: Bools, percent: int) -> Decided:
    true, rows, possible = 100 * counts.true, counts.rows, counts.true + counts.blank
    met = closed & (true >= percent * rows)
    failed = closed & (100 * possible < percent * (possible + counts.false))
    if percent == 100:
        failed |= ~closed & (counts.false > 0)
    verdicts = (1 + met - failed).astype(np.int8)
    short = np.maximum((percent * rows - true + 99) // 100, 0)
    short[~(closed | failed)] = _NOT_SAID
    none = closed & (rows == 0)
    verdicts[none] = _NOT_APPLICABLE
    short[none] = _NOT_SAID
    return verdicts, short


def _ratio(part: Figures, whole: Figures, percent: int, strict: bool = False) -> Decided:
    part_known, whole_known = part.hi >= 0, whole.hi >= 0
    most, least = 100 * part.hi, 100 * part.lo
    if strict:
        met = whole_known & (least > percent * whole.hi)
        failed = part_known & (whole.lo > 0) & (most <= percent * whole.lo)
    else:
        met = whole_known & (least >= percent * whole.hi)
        failed = part_known & (whole.lo > 0) & (most < percent * whole.lo)
    verdicts = (1 + met - failed).astype(np.int8)
    larger = np.where(whole_known, whole.hi, whole.lo)
    short = np.maximum((percent * larger - least + (100 if strict else 99)) // 100, 0)
    short[~(part_known & (whole_known | failed))] = _NOT_SAID
    none = whole.hi == 0
    verdicts[none] = _NOT_APPLICABLE
    short[none] = _NOT_SAID
    return verdicts, short


def _all(decided: Mapping[str, Decided], *nodes: str) -> Decided:
    """Not applicable is above met in the codes, so that the least of the children is the verdict of all."""
    below = np.stack([decided[node][0] for node in nodes])
    verdicts = below.min(axis=0)
    short = (below < 2).sum(axis=0, dtype=np.int8)
    short[verdicts == _NOT_APPLICABLE] = _NOT_SAID
    return verdicts, short
