"""The invented set Q26 written down a second time by hand, for the naive evaluator."""

from datetime import date
from pathlib import Path

from criteria.naive import (
    Item,
    all_of,
    any_of,
    asked,
    at_least_of,
    both,
    count,
    declared,
    either,
    filled,
    no,
    number,
    of,
    one_row,
    over_rows,
    ratio,
    share,
    yes,
)

FOLDER = Path(__file__).parent / "invented"


def q26(day: date) -> Item:
    """Q26 as it reads on a day."""
    surfaced = asked("at_least", "95/100", "90/100", "80/100")
    if day >= date(2028, 1, 1):
        surfaced = asked("at_least", 1, "95/100", "90/100")
    if day >= date(2030, 1, 1):
        surfaced = asked("at_least", 1)
    plan = declared("Q26-1.9", both(yes("plan_approved"), yes("plan_public")))
    return all_of(
        "Q26-1",
        share("Q26-1.1", "roads", yes("surfaced"), surfaced),
        share("Q26-1.2", "roads", yes("lit"), asked("more_than", "5/8"), among=yes("ours")),
        ratio("Q26-1.3", "poor_households", "all_households", asked("at_most", "1/100", "1/40", "4/100")),
        number("Q26-1.4", "income", asked("at_least", "321/4", "141/2", 62)),
        any_of(
            "Q26-1.5",
            declared("Q26-1.5a", yes("irrigated")),
            count("Q26-1.5b", "markets", asked("at_least", 2), both(yes("roofed"), of("stalls", lambda n: n >= 3))),
        ),
        at_least_of(
            "Q26-1.6",
            2,
            number("Q26-1.6a", "complaints", asked("less_than", 5, 10, 20)),
            count(
                "Q26-1.6b",
                "roads",
                asked("at_most", 1),
                both(of("kind", lambda kind: kind == "lane"), no(yes("surfaced"))),
            ),
            over_rows("Q26-1.6c", "collectors", "markets", asked("at_least", "3/2")),
            number("Q26-1.6d", "growth", asked("more_than", "3/2")),
        ),
        one_row(
            "Q26-1.7",
            "roads",
            {
                "Q26-1.7a": of("length_km", lambda km: km >= 3.5),
                "Q26-1.7b": both(filled("built_on"), of("built_on", lambda day: day > date(2024, 6, 30))),
                "Q26-1.7c": either(no(both(yes("lit"), no(yes("surfaced")))), no(filled("lit"))),
            },
            where=either(of("kind", lambda kind: kind == "main"), of("lanes", lambda n: n > 3)),
        ),
        share(
            "Q26-1.8",
            "roads",
            either(no(yes("surfaced")), of("length_km", lambda km: km < 1)),
            asked("less_than", "21/200"),
        ),
        *([plan] if day <= date(2027, 12, 31) else []),
        count("Q26-1.10", "markets", asked("more_than", 2, 1, 0)),
    )
