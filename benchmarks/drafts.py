"""The effect of a draft of the law on every commune of the country, before anything is published."""

from time import perf_counter

from benchmarks.province import country_in_sqlite
from benchmarks.report import Section, quiet, seconds
from benchmarks.serving import Line, served


def measure(communes: int, rounds: int) -> Section:
    """Within the product, and as a page."""
    load = quiet()
    with country_in_sqlite(communes) as country:
        found = country.asked("effect", str(rounds))
        rows = sum(country.asked("held").values())
        session = country.asked("sessions", "department_specialist", "1")[0]["session"]
        with served(country) as port:
            line = Line(port, {"sessionid": session})
            line.get("/law/")
            first, again = (_page(line, found["draft"]) for _ in range(2))
    return Section(
        title="Drafts, their effect on the country",
        about=f"{found['communes']:,} communes with {rows:,} rows in their registers, on SQLite: the demonstration "
        "many times over. The set for new rural communes is drafted with a stricter threshold, and every commune is "
        f"held against both; for {found['turned']:,} something turns. Within the product: no ledger counted yet, and "
        "each counted since it last changed. The page of `langso serve` with two processes: asked for the first time "
        "after its start, and again.",
        header=("", "time"),
        rows=[
            ("the effect, nothing counted yet", seconds(found["nothing counted"])),
            ("the effect, ledgers counted before", seconds(found["counted"])),
            ("its page, asked for the first time", seconds(first)),
            ("its page, asked again", seconds(again)),
        ],
        targets=[],
        notes=[f"{load}."],
    )


def _page(line: Line, draft: int) -> float:
    start = perf_counter()
    answer = line.get(f"/law/drafts/{draft}/effect/")
    if answer.status != 200:
        raise SystemExit(f"The page of the effect: {answer.status}.")
    return perf_counter() - start
