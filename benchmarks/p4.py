"""P4: one cell changed, to the new verdicts of its commune; within the product, and as a whole request of a page."""

import os
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from benchmarks import priority
from benchmarks.load import middle, percentile
from benchmarks.mending import mender
from benchmarks.province import COMMUNE, Province, in_postgresql, in_sqlite
from benchmarks.report import Section, Target, quiet, seconds
from benchmarks.serving import Line, served, sign_in
from benchmarks.timing import OURS

_WITHIN, _REQUEST = 0.010, 0.100
_REQUESTS, _WARM_UP = 240, 30
_PASSWORD = "langso-demo-2022"  # noqa: S105 - of the demonstration


def measure(rounds: int) -> Section:
    """On SQLite, and on PostgreSQL where LANGSO_TEST_POSTGRESQL names a server."""
    load = quiet()
    with in_sqlite() as province:
        held = province.asked("held")
        asked = province.asked("assess", COMMUNE, str(rounds))
        everyone = province.asked("assess-everyone", "5")
        requests = _requests(province)
    server = os.environ.get("LANGSO_TEST_POSTGRESQL", "")
    elsewhere = _on_postgresql(server, rounds) if server else []
    within = asked["seconds"]
    p95 = percentile(requests, 95)
    return Section(
        title="P4 One cell changed",
        about=f"A province: 178 communes, {held['case_files']:,} case files, {held['address_points']:,} address "
        "points, the other registers and a year's journal as in the demonstration. One commune is looked at, with "
        f"{asked['case_files']:,} case files. Within the product: a case file is changed in its table, then facts and "
        "verdicts of the commune are asked, all three sets; OpenFisca decides the same verdicts from figures that are "
        f"there already. The whole request: {_REQUESTS} changes in turn of a case file, a village and a declared "
        "figure, posted as htmx does by an officer who signed in, to `langso serve` with two processes; the answer "
        "holds the tree of the set with its new verdicts, and the change is in the journal. All communes at once, as "
        "the list and the matrix ask: nothing counted yet; counted, and none changed; asked again before anything "
        "changed.",
        header=("on SQLite", "time"),
        rows=[
            ("facts and verdicts of the commune", seconds(within[OURS])),
            ("of these the verdicts", seconds(within["ours, verdicts alone"])),
            ("OpenFisca, the verdicts alone", seconds(within["OpenFisca"])),
            ("the whole request, middle", seconds(middle(requests))),
            ("the whole request, 95 of 100", seconds(p95)),
            ("all 178 communes, nothing counted yet", seconds(everyone["cold"])),
            ("all 178 communes, counted before", seconds(everyone["kept"])),
            ("all 178 communes, asked again", seconds(everyone["remembered"])),
            *elsewhere,
        ],
        targets=[
            Target(
                f"facts and verdicts within {seconds(_WITHIN)}",
                seconds(within[OURS]),
                within[OURS] <= _WITHIN,
                f"Other work went on beside it: {load}.",
            ),
            Target(
                f"the whole request within {seconds(_REQUEST)} for 95 of 100",
                seconds(p95),
                p95 <= _REQUEST,
                f"Other work went on beside it: {load}.",
            ),
        ],
        notes=[f"{load}. {_said_of_postgresql(server)}"],
    )


def _said_of_postgresql(server: str) -> str:
    if not server:
        return "Not measured on PostgreSQL: LANGSO_TEST_POSTGRESQL did not name a server."
    if priority.is_asked_for():
        return "The processes of PostgreSQL's own server were not, so that its times hold what else the machine did."
    return ""


def _requests(province: Province) -> Sequence[float]:
    """Seconds of each change, once the server is warm."""
    change = mender(province, COMMUNE)
    taken = []
    with served(province) as port:
        line = Line(port)
        sign_in(line, f"xa.{COMMUNE}@langso.example", _PASSWORD)
        line.get(f"/communes/{COMMUNE}/")
        for number in range(_WARM_UP + _REQUESTS):
            start = perf_counter()
            answer = change(line)
            took = perf_counter() - start
            if answer.status != 200:
                raise SystemExit(f"a change was answered with {answer.status}")
            if number >= _WARM_UP:
                taken.append(took)
    return taken


def _on_postgresql(server: str, rounds: int) -> list[tuple[str, str]]:
    with in_postgresql(server) as province:
        asked: dict[str, Any] = province.asked("assess", COMMUNE, str(rounds))
        requests = _requests(province)
    return [
        ("on PostgreSQL: facts and verdicts of the commune", seconds(asked["seconds"][OURS])),
        ("on PostgreSQL: the whole request, middle", seconds(middle(requests))),
        ("on PostgreSQL: the whole request, 95 of 100", seconds(percentile(requests, 95))),
    ]
