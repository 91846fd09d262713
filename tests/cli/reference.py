"""A second, deliberately naive `langso assess`: row by row, in fractions, over a package's plain rows.

What verdicts and figures mean is stated in docs/explanation/verdicts.md and docs/reference/output.md.
A yes is True, a no False, a blank None. Nothing here knows how the product works.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

Row = Mapping[str, object]
Truth = bool | None
Test = Callable[[Row], Truth]

MET, NOT_MET, INSUFFICIENT, NOT_APPLICABLE = "met", "not_met", "insufficient", "not_applicable"


@dataclass
class Commune:
    """What is known of one commune: its rows by register, which registers are closed, what it declared."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    facts: dict[str, object] = field(default_factory=dict)


class Line(NamedTuple):
    """A verdict with its figures; None is a figure that is not printed."""

    verdict: str
    lo: Fraction | int | None
    hi: Fraction | int | None
    threshold: Fraction | int | None
    short: int | None


Lines = dict[str, Line]
Node = Callable[[Commune, Lines], Line]


def both(*answers: Truth) -> Truth:
    """And: one no decides, then one unknown."""
    return False if False in answers else None if None in answers else True


def either(*answers: Truth) -> Truth:
    """Or: one yes decides, then one unknown."""
    return True if True in answers else None if None in answers else False


def every(*columns: str) -> Test:
    return lambda row: both(*(_truth(row.get(column)) for column in columns))


def some(*columns: str) -> Test:
    return lambda row: either(*(_truth(row.get(column)) for column in columns))


def filled(column: str) -> Test:
    return lambda row: row.get(column) is not None


def four_hours(row: Row) -> Truth:
    hours = row.get("hours_per_day")
    assert hours is None or isinstance(hours, Fraction)
    return None if hours is None else hours >= 4


def _truth(answer: object) -> Truth:
    assert answer is None or isinstance(answer, bool)
    return answer


def count(name: str, register: str, test: Test = lambda _row: True) -> Node:
    """At least one row."""

    def line(commune: Commune, lines: Lines) -> Line:
        answers = [test(row) for row in commune.rows.get(register, [])]
        least = answers.count(True)
        most = least + answers.count(None) if register in commune.closed else None
        verdict = MET if least >= 1 else NOT_MET if most == 0 else INSUFFICIENT
        return lines.setdefault(name, Line(verdict, least, most, 1, max(0, 1 - least)))

    return line


def share(name: str, register: str, test: Test, asked: Fraction, among: Test = lambda _row: True) -> Node:
    """At least so large a part of the rows."""

    def line(commune: Commune, lines: Lines) -> Line:
        rows = [(among(row), test(row)) for row in commune.rows.get(register, [])]
        counted = sum(belongs is not False for belongs, _ in rows)
        true = sum(both(*row) is True for row in rows)
        may = sum(both(*row) is None for row in rows)
        false = sum(belongs is True and holds is False for belongs, holds in rows)
        short = max(0, ceil(asked * counted) - true)
        if register not in commune.closed:
            failed = asked == 1 and false > 0
            return Line(NOT_MET if failed else INSUFFICIENT, 0, 1, asked, short if failed else None)
        if counted == 0:
            return Line(NOT_APPLICABLE, None, None, asked, None)
        least, best = Fraction(true, counted), true + may + false
        most = Fraction(true + may, best) if best else Fraction(0)
        verdict = MET if least >= asked else NOT_MET if best and most < asked else INSUFFICIENT
        return Line(verdict, least, most, asked, short)

    return lambda commune, lines: lines.setdefault(name, line(commune, lines))


def part(name: str, numerator: str, denominator: str, asked: Fraction, *, more: bool = False) -> Node:
    """At least (or, strictly, more than) so large a part of a declared whole."""

    def line(commune: Commune, lines: Lines) -> Line:
        has, of = commune.facts.get(numerator), commune.facts.get(denominator)
        if of == 0:
            return Line(NOT_APPLICABLE, None, None, asked, None)
        if has is None or of is None:
            return Line(INSUFFICIENT, None, None, asked, None)
        assert isinstance(has, int)
        assert isinstance(of, int)
        needed = floor(asked * of) + 1 if more else ceil(asked * of)
        value = Fraction(has, of)
        return Line(MET if has >= needed else NOT_MET, value, value, asked, max(0, needed - has))

    return lambda commune, lines: lines.setdefault(name, line(commune, lines))


def computers(name: str) -> Node:
    """Computers in use for at least half of the officials in the register; it may exceed the whole."""

    def line(commune: Commune, lines: Lines) -> Line:
        asked, has = Fraction(1, 2), commune.facts.get("computers_in_use")
        officials, closed = len(commune.rows.get("officials", [])), "officials" in commune.closed
        if closed and officials == 0:
            return Line(NOT_APPLICABLE, None, None, asked, None)
        if has is None or officials == 0:
            return Line(INSUFFICIENT, None, None, asked, None)
        assert isinstance(has, int)
        value, short = Fraction(has, officials), max(0, ceil(asked * officials) - has)
        if closed:
            return Line(MET if short == 0 else NOT_MET, value, value, asked, short)
        return Line(NOT_MET if short else INSUFFICIENT, 0, value, asked, short or None)

    return lambda commune, lines: lines.setdefault(name, line(commune, lines))


def declared(name: str, *facts: str) -> Node:
    """Every one of these answered with yes."""

    def line(commune: Commune, lines: Lines) -> Line:
        answer = both(*(_truth(commune.facts.get(fact)) for fact in facts))
        if answer is None:
            return Line(INSUFFICIENT, 0, 1, 1, 1)
        return Line(MET, 1, 1, 1, 0) if answer else Line(NOT_MET, 0, 0, 1, 1)

    return lambda commune, lines: lines.setdefault(name, line(commune, lines))


def group(name: str, *children: Node) -> Node:
    """All of the children that apply."""

    def line(commune: Commune, lines: Lines) -> Line:
        asked = [child(commune, lines).verdict for child in children]
        asked = [verdict for verdict in asked if verdict != NOT_APPLICABLE]
        met, open_ones = asked.count(MET), asked.count(INSUFFICIENT)
        if not asked:
            return Line(NOT_APPLICABLE, None, None, None, None)
        verdict = NOT_MET if NOT_MET in asked else INSUFFICIENT if open_ones else MET
        return Line(verdict, met, met + open_ones, len(asked), len(asked) - met)

    return lambda commune, lines: lines.setdefault(name, line(commune, lines))


def shown(decides: Node, *alone: Node) -> Node:
    """A condition decided by itself, with others shown under it."""

    def line(commune: Commune, lines: Lines) -> Line:
        for node in alone:
            node(commune, lines)
        return decides(commune, lines)

    return line


def percent(number: int) -> Fraction:
    return Fraction(number, 100)


ALL = percent(100)
SIX: tuple[tuple[str, Test], ...] = (
    ("NTM-8.1.1a", every("premises_adequate")),
    ("NTM-8.1.1b", every("signboard")),
    ("NTM-8.1.1c", every("hours_posted", "services_posted")),
    ("NTM-8.1.1d", four_hours),
    ("NTM-8.1.2a", every("letters_to_2kg")),
    ("NTM-8.1.2b", every("parcels_to_5kg")),
)

NTM = group(
    "NTM-8",
    shown(
        count("NTM-8.1", "post_points", lambda row: both(*(test(row) for _, test in SIX))),
        *(count(name, "post_points", test) for name, test in SIX),
    ),
    group(
        "NTM-8.2",
        share("NTM-8.2.1", "villages", some("fixed_phone", "mobile_phone"), ALL),
        share("NTM-8.2.2", "villages", some("fixed_broadband", "mobile_broadband"), ALL),
        declared("NTM-8.2.3", "telecom_meets_qcvn"),
    ),
    group(
        "NTM-8.3",
        declared("NTM-8.3.1", "radio_station_per_guidance"),
        share("NTM-8.3.2", "villages", every("loudspeaker_working"), ALL),
    ),
    group(
        "NTM-8.4",
        computers("NTM-8.4a"),
        group(
            "NTM-8.4b",
            declared("NTM-8.4b.1", "uses_document_system"),
            declared("NTM-8.4b.2", "uses_official_email"),
            declared("NTM-8.4b.3", "uses_one_stop_system"),
            declared("NTM-8.4b.4", "portal_for_management", "portal_online_services"),
        ),
        share("NTM-8.4c", "case_files", every("settled_online"), percent(30)),
    ),
)

NC = group(
    "NC-8",
    count("NC-8.1", "post_points", every("online_public_services")),
    part("NC-8.2", "working_age_smartphone_subscribers", "working_age_residents", percent(80)),
    group(
        "NC-8.3",
        count("NC-8.3.1", "publication_outlets"),
        share("NC-8.3.2", "villages", every("loudspeaker_regular"), ALL),
        share("NC-8.3.3", "villages", some("tv_satellite", "tv_cable", "tv_terrestrial", "tv_internet"), ALL),
    ),
    group(
        "NC-8.4",
        group(
            "NC-8.4a",
            share("NC-8.4a.1", "case_files", every("settled_online"), percent(50)),
            share("NC-8.4a.2", "officials", every("trained_digital_skills", "trained_infosec"), ALL),
            part("NC-8.4a.3", "working_age_reached_digital_skills", "working_age_residents", percent(70)),
            share("NC-8.4a.4", "ocop_products", every("on_ecommerce"), ALL),
            share("NC-8.4a.5a", "address_points", filled("notified_on"), ALL),
            share("NC-8.4a.5b", "address_points", filled("plate_on"), ALL),
        ),
        declared("NC-8.4b", "survey_uses_it"),
    ),
    share("NC-8.5", "public_places", every("free_wifi"), ALL),
)


def km(*, districts: bool) -> Node:
    """KM, on a day when there are districts or when there are none."""
    seats = ("conference_with_province", "conference_with_centre")
    return group(
        "KM-4.7",
        group(
            "KM-CQ",
            group(
                "KM-CQ.1",
                declared("KM-CQ.1a", "uses_provincial_document_system"),
                declared("KM-CQ.1b", "uses_provincial_service_portal", "uses_provincial_one_stop"),
                declared("KM-CQ.1c", "uses_provincial_email"),
                declared("KM-CQ.1d", "uses_digital_signature"),
            ),
            group(
                "KM-CQ.2",
                declared("KM-CQ.2a", "records_digitised_in_archive"),
                part("KM-CQ.2b", "procedure_results_digitised", "procedure_results_valid", percent(15)),
            ),
            share("KM-CQ.3", "public_services", every("fully_online"), percent(80)),
            part("KM-CQ.4", "work_files_online", "work_files", percent(70)),
            group(
                "KM-CQ.5",
                part("KM-CQ.5a", "periodic_reports_electronic", "periodic_reports", ALL),
                part("KM-CQ.5b", "documents_electronic", "documents", ALL),
            ),
            group(
                "KM-CQ.6",
                part("KM-CQ.6a", "socioeconomic_reports_on_system", "socioeconomic_reports", ALL),
                declared("KM-CQ.6b", "report_system_connected"),
            ),
            declared("KM-CQ.7", "feedback_system"),
            declared("KM-CQ.8", *(("conference_with_district", *seats) if districts else seats)),
            declared("KM-CQ.9", "radio_station_uses_ict"),
        ),
        group(
            "KM-KT",
            share("KM-KT.1", "farm_products", every("on_ecommerce"), ALL, among=every("eligible")),
            share(
                "KM-KT.2", "business_households", every("trained_selling", "trained_infosec", "trained_epayment"), ALL
            ),
        ),
        group(
            "KM-XH",
            count("KM-XH.1", "digital_models"),
            declared("KM-XH.2", "address_map_database"),
            group(
                "KM-XH.3",
                part("KM-XH.3a", "households_fibre_covered", "households", percent(80), more=True),
                share("KM-XH.3b", "public_offices", every("fibre"), ALL),
            ),
            part("KM-XH.4", "residents_using_smartphone", "residents", percent(95)),
            part("KM-XH.5", "adults_with_epayment", "adults", percent(95)),
            part("KM-XH.6", "farm_households_with_epayment", "farm_households", ALL),
        ),
    )


def judged(commune: Commune, *, districts: bool) -> Lines:
    """Every node of the three sets for one commune."""
    lines: Lines = {}
    roots: Sequence[Node] = (NTM, NC, km(districts=districts))
    for root in roots:
        root(commune, lines)
    return lines


def printed(figure: Fraction | int | None) -> str:
    """A figure as the command prints it."""
    if figure is None:
        return ""
    figure = Fraction(figure)
    return str(figure.numerator) if figure.denominator == 1 else repr(float(figure))
