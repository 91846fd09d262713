"""`langso assess`: opens a package, assesses it, writes the answer in the form asked for."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from langso.assessments.assessed import choose_sets
from langso.cells.reading import read_date
from langso.cli.choices import EngineName, OutputFormat
from langso.cli.screen import console, messages, progress, show_warnings, stopping_on_bad_input
from langso.cli.summary import show_summary
from langso.cli.table import show_assessed
from langso.criteria import Law, extend_law, load_law
from langso.criteria.law import SetStatus
from langso.exchange.assessing import AssessedPackage, assess
from langso.exchange.reading import Package, Progress, open_package
from langso.exchange.verdict_lines import write_csv, write_json
from langso.files import put_in_place
from langso.language import gettext as _
from langso.problems import DAY_UNREADABLE, NOTHING_TO_ASSESS, OUTPUT_NEEDED, SET_IS_DRAFT, Problem, Where, refuse

LISTED = 400
"""More communes than this are summed up in a table's place."""


@dataclass(frozen=True, slots=True)
class Request:
    """What `assess` was asked."""

    path: Path
    sets: list[str]
    on: str | None
    engine: EngineName
    format: OutputFormat
    output: Path | None
    communes: list[str]
    law_files: list[Path]


def run(request: Request) -> None:
    """Answer a request. Bad input: every problem, status 2, nothing written."""
    as_json = request.format is OutputFormat.JSON
    with stopping_on_bad_input(as_json=as_json), progress() as report:
        if request.format in (OutputFormat.XLSX, OutputFormat.DOCX) and request.output is None:
            raise refuse(OUTPUT_NEEDED, value=request.format.value)
        law = extend_law(load_law(), request.law_files)
        early = None if request.on is None else parse_day(request.on)
        if early:
            choose_sets(law, request.sets, early)
        package = open_package(request.path, law, report)
        show_warnings(package.warnings, as_json=as_json)
        assessed = assess_package(package, law, request.sets, early, request.engine)
        if request.communes:
            assessed = assessed.only(request.communes)
        drafts = [a.criteria_set.id for a in assessed.assessments if a.criteria_set.status is SetStatus.DRAFT]
        show_warnings(tuple(Problem(SET_IS_DRAFT, value=name) for name in drafts), as_json=as_json)
        if not assessed.communes.codes:
            show_warnings((Problem(NOTHING_TO_ASSESS, Where(request.path.name)),), as_json=as_json)
        write(assessed, request, report)


def assess_package(
    package: Package, law: Law, sets: list[str], on: date | None, engine: EngineName = EngineName.DUCKDB
) -> AssessedPackage:
    """A package assessed on a day: the one asked for, else the package's own, else today."""
    day = on or package.info.as_of or today()
    chosen = choose_sets(law, sets, day)
    if engine is EngineName.SPARK:
        from langso.exchange.on_spark import spark_engine  # noqa: PLC0415 - Spark is an extra, and slow to import

        return assess(package, law, chosen, day, spark_engine(package))
    return assess(package, law, chosen, day)


def today() -> date:
    """The day it is where the command is run."""
    return datetime.now().astimezone().date()


def parse_day(text: str) -> date:
    """A day as `--on` writes it, 2022-12-31 or 31/12/2022; BadInputError for anything else."""
    day = read_date(text)
    if not isinstance(day, date):
        raise refuse(DAY_UNREADABLE, Where("--on"), text)
    return day


def write(assessed: AssessedPackage, request: Request, report: Progress) -> None:
    """The answer in the form asked for, to the file asked for or to the screen."""
    match request.format:
        case OutputFormat.XLSX:
            from langso.exchange.verdict_workbook import write_verdicts_xlsx  # noqa: PLC0415

            write_verdicts_xlsx(assessed, _target(request), report, overwrite=True)
            _written(request)
        case OutputFormat.DOCX:
            from langso.cli.reports import write_reports  # noqa: PLC0415

            write_reports(assessed, _target(request), report)
            _written(request)
        case OutputFormat.TABLE:
            show = show_assessed if len(assessed.communes.codes) <= LISTED else show_summary
            with _stream(request) as stream:
                show(assessed, console(stream))
        case OutputFormat.CSV:
            with _stream(request) as stream:
                write_csv(assessed, stream)
        case OutputFormat.JSON:
            with _stream(request) as stream:
                write_json(assessed, stream)


def _target(request: Request) -> Path:
    assert request.output is not None  # noqa: S101 - `run` has refused this before
    return request.output


def _written(request: Request) -> None:
    messages().print(_("Written: {path}").format(path=request.output))


@contextmanager
def _stream(request: Request) -> Iterator[TextIO]:
    if request.output is None:
        sys.stdout.reconfigure(newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    with (
        put_in_place(request.output, overwrite=True) as unfinished,
        unfinished.open("w", encoding="utf-8", newline="\n") as stream,
    ):
        yield stream
