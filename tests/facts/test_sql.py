"""Row tests and tallies as SQL: the text for each dialect, and what each engine makes of it, row by row."""

import random
from datetime import date
from pathlib import Path

import pytest

from criteria import worlds
from criteria.naive import Commune
from facts.databases import Load
from facts.random_tests import random_test
from langso.criteria import load_law
from langso.criteria.formula import Tally
from langso.criteria.rowtest import CellKind, RowTest, holds, parse
from langso.facts.sql import Dialect, condition, register_query

LAW = load_law(Path(__file__).parents[1] / "criteria" / "invented")
ROADS = LAW.registers["roads"]
KINDS = {
    "surfaced": CellKind.YES_NO,
    "lit": CellKind.YES_NO,
    "ours": CellKind.YES_NO,
    "length_km": CellKind.NUMBER,
    "lanes": CellKind.NUMBER,
    "kind": CellKind.TEXT,
    "name": CellKind.TEXT,
    "built_on": CellKind.DATE,
}


def read(text: str) -> RowTest:
    return parse(text, KINDS)


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("surfaced or lit and ours", '"surfaced" OR ("lit" AND "ours")'),
        ("not (surfaced or lit)", 'NOT ("surfaced" OR "lit")'),
        ("length_km >= 3.5", '"length_km" >= 3.5'),
        ("lanes in (1, 2)", '"lanes" IN (1, 2)'),
        ("built_on is not null", '"built_on" IS NOT NULL'),
        ("kind <> 'it''s'", "\"kind\" <> 'it''s'"),
    ],
)
def test_a_row_test_is_written_in_sql_as_it_reads(text: str, sql: str) -> None:
    for dialect in (Dialect.DUCKDB, Dialect.POSTGRESQL, Dialect.SQLITE):
        assert condition(read(text), dialect) == sql
    assert condition(read(text), Dialect.SPARK).replace("`", '"') == sql


def test_a_day_is_written_as_each_engine_keeps_it() -> None:
    before = read("built_on < DATE '2024-06-30'")
    assert condition(before, Dialect.POSTGRESQL) == "\"built_on\" < DATE '2024-06-30'"
    assert condition(before, Dialect.SQLITE) == "\"built_on\" < '2024-06-30'"


def test_a_quote_in_a_name_cannot_end_the_name() -> None:
    assert Dialect.DUCKDB.quoted('a"b') == '"a""b"'
    assert Dialect.SPARK.quoted("a`b") == "`a``b`"


def test_a_register_is_asked_in_one_query_and_every_measure_in_it_once() -> None:
    lit, surfaced = read("lit"), read("surfaced")
    tallies = [Tally("roads", lit), Tally("roads", surfaced, lit), Tally("roads", read("lit")), Tally("roads")]
    query = register_query("roads", tallies, Dialect.SQLITE)
    assert query.sql.count("SELECT") == 1
    assert query.sql.endswith('FROM "roads" GROUP BY "commune" ORDER BY "commune"')
    assert query.sql.count('FILTER (WHERE "lit")') == 1
    assert len(query.measures) == 3
    assert query.measures[Tally("roads")].true == "n"


TEXTS = ["it's", "a\\b", "\\'", "50%", "a_b", 'a "b"', "{x}", "line\nbreak", "Đầm", "$1", "?", "--", ";", "''", "\\n"]


def test_no_text_of_the_law_can_end_its_literal(load: Load) -> None:
    rows = [{"code": f"{place:02}", "name": text} for place, text in enumerate(TEXTS)]
    engine = load({"00001": Commune(rows={"roads": rows})}, [ROADS])
    name = engine.dialect.quoted("name")
    found = [f"MAX(CASE WHEN {name} = {engine.dialect.literal(t)} THEN code END) AS t{n}" for n, t in enumerate(TEXTS)]
    answer = engine.columns(f"SELECT {', '.join(found)} FROM roads")
    assert [answer[f"t{place}"][0] for place in range(len(TEXTS))] == [row["code"] for row in rows]


def test_every_engine_finds_of_every_row_what_the_law_s_own_reading_finds(load: Load) -> None:
    chance = random.Random(2024)  # noqa: S311
    tests = [read(random_test(chance)) for _ in range(120)]
    rows = [row for seed in range(4) for c in worlds.random_world(LAW, seed).values() for row in c.rows["roads"]]
    leap = [{"built_on": date(2024, 2, 29)}, {"built_on": date(2024, 3, 1), "length_km": 3.5}, {}]
    rows = [{**row, "code": f"{n:04}"} for n, row in enumerate([*rows, *leap])]
    engine = load({"00001": Commune(rows={"roads": rows})}, [ROADS])
    conditions = [condition(one, engine.dialect) for one in tests]
    asked = [f"CASE WHEN {c} THEN 1 WHEN NOT ({c}) THEN 0 ELSE 2 END AS t{n}" for n, c in enumerate(conditions)]
    answer = engine.columns(f"SELECT code, {', '.join(asked)} FROM roads WHERE commune = '00001' ORDER BY code")
    assert answer["code"].tolist() == [row["code"] for row in rows]
    words = {True: 1, False: 0, None: 2}
    for number, one in enumerate(tests):
        assert answer[f"t{number}"].tolist() == [words[holds(one, row)] for row in rows], conditions[number]
