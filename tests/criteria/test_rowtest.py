"""Row tests: what is let through, what is refused and with which words, and what a test says of one row."""

from datetime import date
from decimal import Decimal

import pytest

from langso.criteria.rowtest import (
    All,
    Any,
    Blank,
    CellKind,
    Compare,
    Holds,
    Not,
    OneOf,
    Operator,
    RowTestError,
    both,
    holds,
    parse,
)
from langso.language import Language, speaking

COLUMNS = {
    "fixed": CellKind.YES_NO,
    "mobile": CellKind.YES_NO,
    "hours": CellKind.NUMBER,
    "kind": CellKind.TEXT,
    "notified_on": CellKind.DATE,
}


def refusal(text: str) -> str:
    with speaking(Language.EN), pytest.raises(RowTestError) as refused:
        parse(text, COLUMNS)
    return refused.value.reason


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("fixed", Holds("fixed")),
        ('"fixed"', Holds("fixed")),
        ("not fixed", Not(Holds("fixed"))),
        ("fixed or mobile", Any((Holds("fixed"), Holds("mobile")))),
        ("fixed and not mobile", All((Holds("fixed"), Not(Holds("mobile"))))),
        ("fixed or mobile and fixed", Any((Holds("fixed"), All((Holds("mobile"), Holds("fixed")))))),
        ("(fixed or mobile) and fixed", All((Any((Holds("fixed"), Holds("mobile"))), Holds("fixed")))),
        ("hours >= 4", Compare("hours", Operator.GE, 4)),
        ("hours > 3.5", Compare("hours", Operator.GT, 3.5)),
        ("hours = -1", Compare("hours", Operator.EQ, -1)),
        ("hours <> 4.0", Compare("hours", Operator.NE, 4)),
        ("hours < 1000000000000000", Compare("hours", Operator.LT, 10**15)),
        ("hours in (1, 2.5)", OneOf("hours", (1, 2.5))),
        ("kind = 'household'", Compare("kind", Operator.EQ, "household")),
        ("kind not in ('a', 'it''s')", Not(OneOf("kind", ("a", "it's")))),
        ("notified_on is not null", Not(Blank("notified_on"))),
        ("notified_on is null", Blank("notified_on")),
        ("notified_on <= DATE '2022-12-31'", Compare("notified_on", Operator.LE, date(2022, 12, 31))),
        ("notified_on < '2022-12-31'", Compare("notified_on", Operator.LT, date(2022, 12, 31))),
    ],
)
def test_a_test_of_the_grammar_is_read_as_it_is_written(text: str, term: object) -> None:
    assert parse(text, COLUMNS).term == term


def test_the_columns_of_a_test_are_named_once_in_the_order_of_the_text() -> None:
    assert parse("mobile or hours > 4 or not mobile or fixed", COLUMNS).columns == ("mobile", "hours", "fixed")


def test_a_text_is_compared_in_composed_unicode() -> None:
    assert parse("kind = 'thôn'", COLUMNS).term == Compare("kind", Operator.EQ, "thôn")


def test_a_test_that_asks_only_for_empty_cells_is_always_decided() -> None:
    assert parse("notified_on is not null and hours is null", COLUMNS).decided
    assert not parse("notified_on is not null and fixed", COLUMNS).decided


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("fixd", "there is no column “fixd”"),
        ("villages.fixed", "“villages.fixed” is not a column"),
        ("hours", "“hours” is not a yes/no column: compare it with a value"),
        ("fixed = 1", "“fixed” is a yes/no column: write fixed, or not fixed"),
        ("fixed = true", "“fixed” is a yes/no column: write fixed, or not fixed"),
        ("fixed is true", "“fixed IS TRUE” is outside the grammar: only “is null” and “is not null”"),
        ("kind < 'b'", "“kind” is text, which has no order"),
        ("kind = 4", "“4” cannot be compared with “kind” (text)"),
        ("kind = -'a'", "“-'a'” cannot be compared with “kind” (text)"),
        ("hours >= 'four'", "“'four'” cannot be compared with “hours” (number)"),
        ("hours >= null", "“NULL” cannot be compared with “hours” (number)"),
        ("hours >= hours", "“hours” cannot be compared with “hours” (number)"),
        ("hours >= 4 + 1", "“4 + 1” cannot be compared with “hours” (number)"),
        ("hours >= 1e400", "“1e400” is too large a number"),
        ("hours >= 1000000000000001", "“1000000000000001” is too large a number"),
        ("4 <= hours", "“4” is not a column"),
        ("hours between 1 and 2", "“hours BETWEEN 1 AND 2” is outside the grammar"),
        ("kind like 'a%'", "“kind LIKE 'a%'” is outside the grammar"),
        ("kind in ()", "“kind IN ()” is outside the grammar"),
        ("kind in (select 1)", "“kind IN (SELECT 1)” is outside the grammar"),
        ("kind in others", "“kind IN others” is outside the grammar"),
        ("kind in unnest([1])", "“kind IN (SELECT UNNEST(ARRAY(1)))” is outside the grammar"),
        ("kind in ('a', (select 'b'))", "“(SELECT 'b')” cannot be compared with “kind” (text)"),
        ("notified_on > DATE '2022-02-30'", "“2022-02-30” is not a day such as 2022-12-31"),
        ("notified_on > '2022'", "“2022” is not a day such as 2022-12-31"),
        ("notified_on > 2022", "“2022” cannot be compared with “notified_on” (date)"),
        (
            "notified_on > TIMESTAMP '2022-12-31'",
            "“CAST('2022-12-31' AS TIMESTAMP)” cannot be compared with “notified_on” (date)",
        ),
        ("fixed; drop table villages", "“fixed; DROP TABLE villages” is outside the grammar"),
        ("fixed or exists (select 1)", "“EXISTS(SELECT 1)” is outside the grammar"),
        ("fixed or (select true)", "“(SELECT TRUE)” is outside the grammar"),
        ("select 1", "“SELECT 1” is outside the grammar"),
        ("hours >= (select 4)", "“(SELECT 4)” cannot be compared with “hours” (number)"),
        ("random() and fixed", "“RAND()” is outside the grammar"),
        ("fixed -- and mobile", "it holds a comment, which would not count"),
        ("fixed /* and mobile */", "it holds a comment, which would not count"),
        ("fixed and", "it cannot be understood from “and” on"),
        ("(fixed", "it cannot be understood from “fixed” on"),
        ("fixed và mobile", "it cannot be understood from “mobile” on"),
        ("'fixed", "it is not complete"),
        ("", "it is not complete"),
        ("(" * 400 + "fixed" + ")" * 400, "it is nested too deeply"),
        ("not " * 240 + "fixed", "it is nested too deeply"),
        ("fixed or " * 200 + "fixed", "it is longer than 1000 characters"),
    ],
)
def test_a_test_outside_the_grammar_is_refused_with_the_reason(text: str, reason: str) -> None:
    assert refusal(text) == reason


def test_a_refusal_knows_the_columns_there_are() -> None:
    with pytest.raises(RowTestError) as refused:
        parse("fixd", COLUMNS)
    assert (refused.value.name, refused.value.choices) == ("fixd", tuple(COLUMNS))


@pytest.mark.parametrize(
    ("text", "row", "answer"),
    [
        ("fixed or mobile", {"fixed": True}, True),
        ("fixed or mobile", {"fixed": False}, None),
        ("fixed or mobile", {"fixed": False, "mobile": False}, False),
        ("fixed and mobile", {"fixed": False}, False),
        ("fixed and mobile", {"fixed": True}, None),
        ("not fixed", {}, None),
        ("not (fixed and mobile)", {"mobile": False}, True),
        ("hours >= 4", {"hours": 4}, True),
        ("hours >= 4", {"hours": 3.99}, False),
        ("hours >= 4", {"hours": None}, None),
        ("hours <= 3.3", {"hours": Decimal("3.3")}, True),
        ("hours >= 3.3", {"hours": Decimal("3.3")}, True),
        ("hours in (3.3)", {"hours": Decimal("3.3")}, True),
        ("kind in ('a', 'b')", {"kind": "b"}, True),
        ("kind not in ('a', 'b')", {"kind": "b"}, False),
        ("kind not in ('a', 'b')", {}, None),
        ("kind <> 'a'", {}, None),
        ("notified_on is not null", {}, False),
        ("notified_on is not null", {"notified_on": date(2022, 1, 1)}, True),
        ("notified_on < DATE '2022-01-02'", {"notified_on": date(2022, 1, 1)}, True),
        ("hours is null or fixed", {}, True),
    ],
)
def test_a_blank_cell_is_unknown_until_the_other_cells_decide(
    text: str, row: dict[str, object], answer: bool | None
) -> None:
    assert holds(parse(text, COLUMNS), row) is answer


def test_no_test_holds_for_every_row() -> None:
    assert holds(None, {}) is True


def test_tests_put_together_hold_when_each_of_them_holds() -> None:
    together = both([parse(text, COLUMNS) for text in ("fixed and mobile", "hours >= 4", "mobile or fixed")])
    assert together.columns == ("fixed", "mobile", "hours")
    assert holds(together, {"fixed": True, "mobile": True, "hours": 4}) is True
    assert holds(together, {"fixed": True, "mobile": True, "hours": 3}) is False
    assert holds(together, {"fixed": True, "mobile": True}) is None
