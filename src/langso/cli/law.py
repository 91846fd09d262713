"""`langso law`: the criteria sets listed, checked and compared."""

import sys
from datetime import date
from itertools import groupby
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.text import Text

from langso.cli.assess import parse_day
from langso.cli.screen import console, progress, show_warnings, stop, stopping_on_bad_input, table
from langso.criteria import (
    Assessment,
    CriteriaSet,
    Difference,
    Law,
    Verdict,
    check_examples,
    check_file,
    compare,
    load_law,
)
from langso.criteria.diff import Change
from langso.criteria.formula import CountOverRows, Declared, DeclaredShare, tally_of
from langso.criteria.law import Node, SetStatus
from langso.criteria.rowtest import RowTest
from langso.criteria.sentences import asks
from langso.exchange.assessing import assess
from langso.exchange.reading import Package, open_package
from langso.facts.sql import Dialect, condition
from langso.language import day, whole
from langso.language import gettext as _
from langso.problems import SET_AWAITS, SET_UNKNOWN, refuse


def run_list() -> None:
    """Every set: what it is, its source, when it holds, how many conditions; or what it waits for."""
    with stopping_on_bad_input():
        law = load_law()
    screen = console(sys.stdout)
    made = table(_("Set"), _("Title"), _("Issued by"), _("Holds"), _("Conditions"))
    for criteria_set in law.sets.values():
        since = day(criteria_set.valid_from) if criteria_set.valid_from else "–"
        until = f" – {day(criteria_set.valid_until)}" if criteria_set.valid_until else ""
        conditions = sum(node.is_condition for node in criteria_set.nodes())
        holds = _("waits for guidance") if criteria_set.awaits else since + until
        made.add_row(criteria_set.id, str(criteria_set.title), criteria_set.document, holds, str(conditions or "–"))
    screen.print(made)
    for criteria_set in law.sets.values():
        if criteria_set.awaits:
            screen.print(Text(f"{criteria_set.id}: {criteria_set.awaits}"))


def run_check(file: Path) -> None:
    """Check a criteria set. Any problem: all of them, each with its line, status 2."""
    with stopping_on_bad_input():
        law = load_law()
        found = check_file(file, law)
    problems = check_examples(found, law, str(file))
    if problems:
        stop(tuple(problems))
    nodes = found.nodes()
    examples = sum(len(node.examples) for node in nodes)
    conditions = sum(node.is_condition for node in nodes)
    said = _("{id} is in order: {conditions} conditions, {examples} worked examples hold.")
    screen = console(sys.stdout)
    screen.print(Text(said.format(id=found.id, conditions=conditions, examples=examples), style="green"))
    for document in dict.fromkeys((found.document, found.guidance)):
        if document and document not in law.documents:
            screen.print(Text(_("Note: {name} is not among the documents listed in the law.").format(name=document)))


def run_diff(old: str, new: str, path: Path | None, on: str | None) -> None:
    """What changes from one set to another; with a package, whose verdicts change too."""
    with stopping_on_bad_input(), progress() as report:
        law = load_law()
        before, after = _set(old, law), _set(new, law)
        package = open_package(path, law, report) if path else None
        moved = _effect(package, law, before, after, on) if package else []
    screen = console(sys.stdout)
    _show_differences(before, after, compare(before, after), screen)
    if package:
        show_warnings(package.warnings)
        _show_effect(moved, screen)


def _set(name: str, law: Law) -> CriteriaSet:
    if name in law.sets:
        found = law.sets[name]
    elif Path(name).suffix in (".yaml", ".yml") or Path(name).exists():
        found = check_file(Path(name), law)
    else:
        raise refuse(SET_UNKNOWN, value=name, names=", ".join(law.sets), nearest=_("Or give a file, such as set.yaml."))
    if found.status is SetStatus.AWAITING_GUIDANCE:
        ready = ", ".join(s.id for s in law.sets.values() if s.criterion)
        raise refuse(SET_AWAITS, value=found.id, title=str(found.title), awaits=str(found.awaits), names=ready)
    return found


def _show_differences(old: CriteriaSet, new: CriteriaSet, found: tuple[Difference, ...], screen: Console) -> None:
    screen.print(Text(f"{old.id} · {old.title}  →  {new.id} · {new.title}", style="bold"))
    if not found:
        screen.print(_("No node differs."))
        return
    made = table(_("Node"), _("Change"), _("Before"), _("After"))
    for _id, same in groupby(found, key=lambda difference: difference.id):
        changes = list(same)
        titles = ", ".join(difference.change.title for difference in changes)
        nodes = (changes[0].old, changes[0].new)
        asked = [_asked(node) for node in nodes]
        if asked[0] == asked[1] and Change.OTHER in (difference.change for difference in changes):
            asked = [f"{said} ({_tested(node)})" for said, node in zip(asked, nodes, strict=True)]
        made.add_row(changes[0].id, titles, *asked)
    screen.print(made)


def _asked(node: Node | None) -> str:
    if node is None:
        return "–"
    asked = asks(node.formula)
    return f"{node.title}: {asked}" if asked else str(node.title)


def _tested(node: Node | None) -> str:
    """What a node asks of rows or facts, as its criteria set writes it."""
    formula = node.formula if node else None
    tally = tally_of(formula) if formula else None
    tests = [formula.test] if isinstance(formula, Declared) else [tally.where, tally.among] if tally else []
    written = [_as_written(test) for test in tests if test]
    if isinstance(formula, DeclaredShare | CountOverRows):
        written.insert(0, formula.part)
    if isinstance(formula, DeclaredShare):
        written.append(formula.whole)
    return (f"{tally.register}: " if tally else "") + " / ".join(written)


def _as_written(test: RowTest) -> str:
    return condition(test, Dialect.DUCKDB).replace('"', "").replace(" AND ", " and ").replace(" OR ", " or ")


def _effect(
    package: Package, law: Law, before: CriteriaSet, after: CriteriaSet, on: str | None
) -> list[tuple[str, Assessment, Assessment]]:
    """The package under both sets, each read on the same day: the one asked for, or one on which the set holds."""
    asked = parse_day(on) if on else package.info.as_of
    pair = [s.on(asked or s.valid_from or date.max) for s in (before, after)]
    assessed = assess(package, law, pair, asked or date.max)
    first, second = assessed.assessments
    return [(code, first, second) for code in assessed.communes.codes]


def _show_effect(moved: list[tuple[str, Assessment, Assessment]], screen: Console) -> None:
    if not moved:
        screen.print(_("The package has no commune to assess."))
        return
    _code, first, second = moved[0]
    made = table(_("Node"), _("Met before"), _("Met after"), _("Gain"), _("Lose"), _("Who"))
    for column in made.columns[1:5]:
        column.justify = "right"
    after = {second.criteria_set.number(node): row for row, node in enumerate(second.nodes)}
    for row, node in enumerate(first.nodes):
        other = after.get(first.criteria_set.number(node))
        if other is None:
            continue
        met, then = first.verdicts[row] == Verdict.MET, second.verdicts[other] == Verdict.MET
        if (met != then).any():
            who = [moved[index][0] for index in np.flatnonzero(met != then)[:8]]
            more = " …" if (met != then).sum() > len(who) else ""
            figures = (met.sum(), then.sum(), (then & ~met).sum(), (met & ~then).sum())
            made.add_row(node.id, *(whole(int(n)) for n in figures), ", ".join(who) + more)
    screen.print()
    if made.row_count:
        screen.print(made)
    else:
        screen.print(_("No commune comes to meet, or ceases to meet, a node that both sets have."))
