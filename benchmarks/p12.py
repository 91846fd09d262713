"""P12: a report with its annexes for each commune of a province, from what was sealed; beside docxtpl alone."""

from benchmarks.province import in_sqlite
from benchmarks.report import Section, Target, seconds, times
from benchmarks.timing import OURS

_PEER = "docxtpl alone"
_MOST = 1.3
_ABOUT = """\
The self-assessment report of {count} communes as .docx, each with its annexes ({rows} rows of conditions, the declared
figures and registers). Ours: all that a request does, from the sealed text in SQLite, its hash proved, to the file and
the event in the journal that says who took it. The peer: docxtpl fills the same template with the same fields, ready in
memory, opening it for each as its documentation does. The texts of both are compared before anything is timed."""


def measure(rounds: int) -> Section:
    """Both in one process, in turn."""
    with in_sqlite() as province:
        found = province.asked("documents", str(rounds))
    taken, ratio, count = found["seconds"], found["ratio"], found["count"]
    return Section(
        title="P12 Documents of a province",
        about=" ".join(_ABOUT.split()).format(count=count, rows=found["rows"]),
        header=("", "time", "a document"),
        rows=[(name, seconds(taken[name]), seconds(taken[name] / count)) for name in (OURS, _PEER)],
        targets=[Target(f"at most {_MOST} × docxtpl alone", times(ratio), ratio <= _MOST)],
    )
