"""`python -m benchmarks`: make the data once, measure, write docs/performance.md."""

import argparse
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from benchmarks import children, drafts, p1, p2, p3, p4, p5, p10, p11, p12, priority, report
from benchmarks.data import COUNTRY, ROOT, Country, communes_that_fit, country, workbook
from langso.assessments.assessed import choose_sets
from langso.criteria import Assessment, Law, load_law
from langso.exchange.assessing import assess
from langso.exchange.reading import open_package

_PARTS = ("p1", "p2", "p3", "p4", "p5", "p10", "p11", "p12", "drafts")


def main() -> None:
    """Measure what was asked for; only a full run writes docs/performance.md unless told where to write."""
    options = _options()
    parts = options.only or _PARTS
    if options.first:
        priority.come_first()
    law = load_law()
    communes = communes_that_fit(options.communes)
    if communes == 0:
        raise SystemExit("The disk has no room for the data.")
    if communes < options.communes:
        print(f"The disk has room for {communes:,} communes only.", flush=True)

    @cache
    def land() -> Country:
        print(f"The data: {communes:,} communes …", flush=True)
        return country(law, communes)

    measures: dict[str, Callable[[], report.Section]] = {
        "p1": lambda: p1.measure(law, land(), options.rounds or 9),
        "p2": lambda: p2.measure(law, _assessments(law, land()), options.rounds or 21),
        "p3": lambda: p3.measure(land(), _assessments(law, land()), options.rounds or 5),
        "p4": lambda: p4.measure(options.rounds or 101),
        "p5": lambda: p5.measure(workbook(law), options.rounds or 3),
        "p10": lambda: p10.measure(options.rounds or 3),
        "p11": lambda: p11.measure(options.rounds or 9),
        "p12": lambda: p12.measure(options.rounds or 3),
        "drafts": lambda: drafts.measure(communes, options.rounds or 3),
    }
    sections = []
    for part in parts:
        section = measures[part]()
        sections.append(section)
        _show(section)
    target = options.output or ROOT / "docs" / "performance.md"
    if options.replace:
        report.replace(target, sections)
    elif options.output or set(parts) == set(_PARTS):
        report.write(target, sections, _described(communes))
    else:
        return
    print(f"\nWritten: {target}")


def _assessments(law: Law, land: Country) -> Sequence[Assessment]:
    with open_package(land.folder, law) as package:
        return assess(package, law, choose_sets(law, [], children.DAY), children.DAY).assessments


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--communes", type=int, default=COUNTRY, help=f"how many communes (default {COUNTRY})")
    parser.add_argument("--rounds", type=int, help="how many rounds of each work (default: by the work)")
    parser.add_argument("--only", nargs="+", type=str.lower, choices=_PARTS, help="only some of the works")
    parser.add_argument("--output", type=Path, help="where to write the report (default docs/performance.md)")
    parser.add_argument("--first", action="store_true", help="run before what else this machine does (Linux, root)")
    parser.add_argument("--replace", action="store_true", help="put what was measured into the report, leave the rest")
    return parser.parse_args()


def _described(communes: int) -> str:
    country_size = "a country" if communes == COUNTRY else "not a whole country"
    return f"{communes:,} invented communes ({country_size}), the demonstration generator at full scale, seed 1414"


def _show(section: report.Section) -> None:
    print(f"\n{section.title}")
    for row in section.rows:
        print("  " + "  ".join(f"{cell:<36}" if i == 0 else f"{cell:>12}" for i, cell in enumerate(row)))
    for target in section.targets:
        print(f"  {'met   ' if target.met else 'MISSED'}  {target.asked}: {target.measured}")


if __name__ == "__main__":
    main()
