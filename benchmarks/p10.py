"""P10: pages under load. Fifty people at once, and what the heaviest page costs beside a view that does nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, cycle
from statistics import median

from benchmarks.load import Habit, Seen, Step, Visitor, middle, percentile, visit
from benchmarks.mending import mender
from benchmarks.province import COMMUNE, Province, in_sqlite
from benchmarks.report import Section, Target, quiet, seconds
from benchmarks.serving import Line, served

_USERS, _THINK = 50, (1.0, 3.0)
_SECONDS, _WARM_UP = 60.0, 15.0
_OFFICERS, _REVIEWERS = 20, 5
_LINES, _ALONE = 8, 2.0
_P95, _PART = 0.150, 6.0
_PLAIN = "/plain/"


@dataclass(frozen=True, slots=True)
class Throughput:
    """Answers a second of a page asked back to back; `plain`: of the view that does nothing, asked the same way."""

    page: str
    rate: float
    plain: float

    @property
    def times(self) -> float:
        """How many of the view that does nothing go on one of it."""
        return self.plain / self.rate


def measure(rounds: int) -> Section:
    """On SQLite, with the client on the same two cores."""
    load = quiet()
    with in_sqlite() as province, served(province, settings="benchmarks.plain") as port:
        people = _people(province, port)
        mixed = visit(people, _SECONDS, _THINK, warm_up=_WARM_UP)
        hurried = visit(people, _SECONDS / 4, (0, 0))
        public = _throughputs(_PUBLIC, lambda: Line(port), rounds)
        session = _sessions(province, [COMMUNE])[COMMUNE]
        own = _throughputs(_OWN, lambda: _person(port, session), rounds)
        anew = _throughputs(_ANEW, lambda: _person(port, session), rounds)
    wrong = [*mixed.wrong, *hurried.wrong]
    if wrong:
        raise SystemExit(f"{len(wrong)} answers were wrong, the first: {wrong[0]}")
    return _section(
        mixed, hurried, [max(each, key=lambda one: one.times) for each in (public, own)], [*public, *own, *anew], load
    )


def _section(
    mixed: Seen, hurried: Seen, heaviest: Sequence[Throughput], alone: Sequence[Throughput], load: str
) -> Section:
    p95 = percentile(mixed.all, 95)
    rows = [
        (name, str(len(taken)), seconds(middle(taken)), seconds(percentile(taken, 95)), "", "")
        for name, taken in sorted(mixed.taken.items())
    ]
    rows.append(("all of them", str(len(mixed.all)), seconds(middle(mixed.all)), seconds(p95), "", ""))
    rows += [(f"{each.page}, alone", "", "", "", f"{each.rate:.0f}/s", f"1/{each.times:.1f}") for each in alone]
    changes = len(mixed.taken["a change"]) / len(mixed.all)
    return Section(
        title="P10 Pages under load",
        about="The province of P4 on SQLite, `langso serve` with two processes, two cores; the client runs on the same "
        f"two. {_USERS} people: {_USERS - _OFFICERS - _REVIEWERS} visitors, {_OFFICERS} officers in communes of their "
        f"own, {_REVIEWERS} who see all communes. Each thinks for {_THINK[0]:.0f} to {_THINK[1]:.0f} seconds after an "
        f"answer; measured for {_SECONDS:.0f} seconds. {changes:.1%} of what they ask are changes, after each of which "
        "nothing holds that was kept or remembered of that commune, or of many. Alone: one page asked back to back "
        f"over {_LINES} lines while nothing changes, and which part that is of what a view that does nothing gives to "
        "the same visitor, behind the same middleware. Drawn anew: asked each time at an address of its own, so that "
        "no page that was kept will do.",
        header=("page", "answers", "middle", "95 of 100", "throughput", "of the view that does nothing"),
        rows=rows,
        targets=[
            Target(f"95 of 100 answers within {seconds(_P95)}", seconds(p95), p95 <= _P95, f"Beside it: {load}."),
            *(
                Target(
                    f"the heaviest page {who} gives at least 1/{_PART:.0f} of the view that does nothing",
                    f"1/{each.times:.1f} ({each.page})",
                    each.times <= _PART,
                    f"The heaviest page misses its target {each.times / _PART:.1f} times over.",
                )
                for who, each in zip(("of visitors", "of who signed in"), heaviest, strict=True)
            ),
        ],
        notes=[
            f"Without thinking the same {_USERS} people get {hurried.rate:.0f} answers a second, each within "
            f"{seconds(middle(hurried.all))} in the middle and {seconds(percentile(hurried.all, 95))} for 95 of 100. "
            f"{load}."
        ],
    )


_asked = count()


def _get(path: str) -> Step:
    """A page; `{n}` in its address is another number each time."""
    return lambda line: line.get(path.replace("{n}", str(next(_asked))))


def _any(paths: Sequence[str]) -> Step:
    """One of many pages, the next each time."""
    following = cycle(paths)
    return lambda line: line.get(next(following))


_REGISTER = f"/communes/{COMMUNE}/registers/case_files/"
_PUBLIC = {
    "the list of communes": "/",
    "a commune": f"/communes/{COMMUNE}/",
    "the matrix": "/matrix/?set=all",
    "the ranking": "/ranking/",
}
_OWN = {
    **{f"{name}, signed in": path for name, path in _PUBLIC.items()},
    "a register of 11 000 rows": _REGISTER,
    "declared facts": f"/communes/{COMMUNE}/facts/",
}


_ANEW = {
    "the ranking, signed in, drawn anew": "/ranking/?late={n}",
    "a commune, signed in, drawn anew": f"/communes/{COMMUNE}/?n={{n}}",
}


def _person(port: int, session: str) -> Line:
    """A line of somebody who signed in and has seen a page: the token of the forms comes with the first."""
    line = Line(port, {"sessionid": session})
    line.get("/")
    return line


def _people(province: Province, port: int) -> list[Visitor]:
    """Visitors, officers and reviewers; every third officer also changes something now and then."""
    found = _sessions(province, None)
    codes = sorted(found.keys() - {COMMUNE})
    officers = [COMMUNE, *codes[: _OFFICERS - 1]]
    visitor = Habit(
        {
            "the list of communes": (30, _get("/")),
            "a commune": (40, _any([f"/communes/{code}/" for code in codes])),
            "the matrix": (15, _get("/matrix/?set=all")),
            "the ranking": (10, _get("/ranking/")),
            "a commune's open data": (5, _get(f"/open/verdicts.csv?commune={COMMUNE}")),
        }
    )
    reviewer = Habit(
        {
            "the matrix, signed in": (30, _get("/matrix/?set=all")),
            "the ranking, signed in": (20, _get("/ranking/")),
            "the list of communes, signed in": (20, _get("/")),
            "a commune, signed in": (30, _get(f"/communes/{COMMUNE}/")),
        }
    )
    reviewers = province.asked("sessions", "department_specialist", str(_REVIEWERS))
    several = [each["session"] for each in reviewers] * _REVIEWERS
    return [
        *(Visitor(Line(port), visitor) for _ in range(_USERS - _OFFICERS - _REVIEWERS)),
        *(_officer(province, port, code, found[code], number) for number, code in enumerate(officers)),
        *(Visitor(Line(port, {"sessionid": key}), reviewer) for key in several[:_REVIEWERS]),
    ]


def _officer(province: Province, port: int, code: str, session: str, number: int) -> Visitor:
    steps: dict[str, tuple[int, Step]] = {
        "a commune, signed in": (35, _get(f"/communes/{code}/")),
        "a register of 11 000 rows": (20, _get(f"/communes/{code}/registers/case_files/")),
        "declared facts": (15, _get(f"/communes/{code}/facts/")),
        "what to do": (10, _get("/home/")),
        "the list of communes, signed in": (5, _get("/")),
        "the matrix, signed in": (5, _get("/matrix/?set=all")),
    }
    if number % 3 == 0:
        steps["a change"] = (15, mender(province, code))
    line = Line(port, {"sessionid": session})
    line.get(f"/communes/{code}/")  # the token comes with a page
    return Visitor(line, Habit(steps))


def _sessions(province: Province, codes: Sequence[str] | None) -> dict[str, str]:
    """A session of an officer of each commune, by its code."""
    found = {each["unit"]: each["session"] for each in province.asked("sessions", "commune_officer", "200")}
    return found if codes is None else {code: found[code] for code in codes}


def _throughputs(pages: dict[str, str], line: object, rounds: int) -> list[Throughput]:
    """Every page in turn with the view that does nothing, round after round; the middle of the rounds."""
    rates: dict[str, list[float]] = {name: [] for name in (_PLAIN, *pages)}
    for _ in range(rounds):
        for name, path in {_PLAIN: _PLAIN, **pages}.items():
            habit = Habit({name: (1, _get(path))})
            people = [Visitor(line(), habit) for _ in range(_LINES)]  # type: ignore[operator]
            seen = visit(people, _ALONE, (0, 0), warm_up=0.5)
            if seen.wrong:
                raise SystemExit(f"{name}: {seen.wrong[0]}")
            rates[name].append(seen.rate)
            for one in people:
                one.line.close()
    plain = median(rates[_PLAIN])
    return [Throughput(name, median(rates[name]), plain) for name in pages]
