"""P1: everything the three sets ask of a country's registers, from Parquet."""

from statistics import median

import duckdb

from benchmarks import children
from benchmarks.data import Country
from benchmarks.facts_by_hand import Answers, aligned, by_sql
from benchmarks.facts_by_polars import by_polars
from benchmarks.ours import asked_on, count, sets_on, views
from benchmarks.report import Section, Target, seconds, times
from benchmarks.timing import OURS, in_turn
from langso.criteria import Law
from langso.criteria.formula import CountOverRows, tally_of
from langso.facts import Counted

_SQL, _POLARS = "DuckDB, SQL by hand", "Polars, streaming"
_MOST_TIMES, _MOST_MEMORY = 1.1, 400
_PEAK_RUNS = 3


def measure(law: Law, country: Country, rounds: int) -> Section:
    """The same numbers three times over; they are compared before anything is timed."""
    asked = asked_on(law, children.DAY)
    with views(law, country.folder) as (engine, codes), duckdb.connect() as connection:
        counted = count(engine, asked, codes, law)
        for answers in (by_sql(country.folder, connection), by_polars(country.folder)):
            _assert_equal(law, counted, answers, tuple(codes))
        timings = in_turn(
            {
                OURS: lambda: count(engine, asked, codes, law),
                _SQL: lambda: by_sql(country.folder, connection),
                _POLARS: lambda: by_polars(country.folder),
            },
            rounds,
        )
    works = {OURS: "facts", _SQL: "facts-sql", _POLARS: "facts-polars"}
    peaks = {
        name: median(children.run(work, str(country.folder)).peak for _ in range(_PEAK_RUNS))
        for name, work in works.items()
    }
    ratio = timings.ratio(OURS, _SQL)
    return Section(
        title="P1 The country's facts",
        about=f"{country.rows:,} register rows of {country.communes:,} communes in Parquet ({country.size / 1e6:,.0f} "
        "MB), to every measure that NTM, NC and KM ask. Ours makes its queries out of the law and lines the "
        "answers up with the communes; the peers' times are for the bare answers. All three gave the same "
        "numbers. Memory is the peak of a process that does nothing else, its libraries included.",
        header=("", "time", "ours takes", "peak memory"),
        rows=[
            (
                name,
                seconds(timings.median(name)),
                "" if name == OURS else times(timings.ratio(OURS, name)),
                f"{peaks[name]:.0f} MB",
            )
            for name in works
        ],
        targets=[
            Target(
                f"at most {_MOST_TIMES} × SQL by hand on the same engine",
                times(ratio),
                ratio <= _MOST_TIMES,
                "The counting itself is the same work; what ours takes beyond it is fetching each answer in the order "
                "of the communes and lining it up with them.",
            ),
            Target(f"peak under {_MOST_MEMORY} MB", f"{peaks[OURS]:.0f} MB", peaks[OURS] < _MOST_MEMORY),
        ],
    )


def _assert_equal(law: Law, counted: Counted, answers: Answers, codes: tuple[str, ...]) -> None:
    by_hand = aligned(answers, codes)
    for node in (node for criteria_set in sets_on(law, children.DAY) for node in criteria_set.nodes()):
        tally = tally_of(node.formula)
        if tally is None:
            continue
        ours, theirs = counted.tallies[tally], by_hand[node.id]
        figures = ("rows",) if isinstance(node.formula, CountOverRows) else ("true", "blank", "false", "rows")
        for figure in figures:
            assert (getattr(ours, figure) == getattr(theirs, figure)).all(), f"{node.id}: {figure} differ"
