"""`langso explain`: one commune's tree of verdicts with reasons, rows in question, legal text and rulings."""

import difflib
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from langso.cli.assess import assess_package, parse_day
from langso.cli.screen import badge, console, progress, show_warnings, stopping_on_bad_input
from langso.cli.table import show_heading
from langso.criteria import Assessment, Law, Node, Verdict, extend_law, load_law
from langso.exchange.assessing import AssessedPackage
from langso.exchange.reading import open_package
from langso.facts.failing import Row
from langso.language import current_language, day, whole
from langso.language import gettext as _
from langso.problems import COMMUNE_NEEDED, NODE_UNKNOWN, Where, refuse

LISTED = 20


def run(
    path: Path, commune: str | None, *, node: str | None, sets: list[str], on: str | None, law_files: list[Path]
) -> None:
    """Explain a commune's verdicts. Bad input: every problem, status 2."""
    with stopping_on_bad_input(), progress() as report:
        law = extend_law(load_law(), law_files)
        package = open_package(path, law, report)
        show_warnings(package.warnings)
        wanted = sets or _set_of(node, law)
        assessed = assess_package(package, law, wanted, None if on is None else parse_day(on))
        assessed = assessed.only([_only_one(assessed) if commune is None else commune])
        found = [(a, n) for a in assessed.assessments for n in _tops(a, node)]
        if not found:
            names = [n.id for a in assessed.assessments for n in a.nodes]
            close = difflib.get_close_matches(node or "", names, n=3)
            nearest = _("Did you mean {names}?").format(names=", ".join(close)) if close else ""
            raise refuse(NODE_UNKNOWN, value=node or "", nearest=nearest)
    screen = console(sys.stdout)
    show_heading(assessed, screen)
    for assessment, top in found:
        screen.print()
        _show(assessed, assessment, top, screen)


def _only_one(assessed: AssessedPackage) -> str:
    """The code of the only commune assessed; BadInputError where there are more, or none."""
    codes = assessed.communes.codes
    if len(codes) != 1:
        raise refuse(COMMUNE_NEEDED, Where("--commune"), str(len(codes)))
    return codes[0]


def _set_of(node: str | None, law: Law) -> list[str]:
    """The set whose name begins a node's id, so that the other sets need not be counted."""
    if node is None:
        return []
    return [name for name in law.sets if node == name or node.startswith(f"{name}-")][:1]


def _tops(assessment: Assessment, wanted: str | None) -> list[Node]:
    if wanted is None or wanted == assessment.criteria_set.id:
        return list(assessment.nodes[:1])
    return [node for node in assessment.nodes if node.id == wanted]


def _show(assessed: AssessedPackage, assessment: Assessment, top: Node, screen: Console) -> None:
    communes = assessed.communes
    place = " · ".join(part for part in (communes.names[0], communes.districts[0]) if part)
    screen.print(Text(f"{place} – {assessment.criteria_set.title}", style="bold"))
    basis = _basis_above(assessment, top)
    tree = Tree(_label(assessed, assessment, top, basis), guide_style="dim")
    _grow(tree, assessed, assessment, top, basis)
    screen.print(tree)


def _basis_above(assessment: Assessment, node: Node) -> tuple[str, ...]:
    """What a node rests on by the groups it stands in, the set's own documents first."""
    own = (assessment.criteria_set.document, assessment.criteria_set.guidance)
    above = [basis for other in assessment.nodes if node in tuple(other.walk())[1:] for basis in other.basis]
    return tuple(dict.fromkeys(document for document in (*own, *above) if document))


def _grow(tree: Tree, assessed: AssessedPackage, assessment: Assessment, node: Node, basis: tuple[str, ...]) -> None:
    within = tuple(dict.fromkeys((*basis, *node.basis)))
    for child in node.children:
        branch = tree.add(_label(assessed, assessment, child, within))
        _grow(branch, assessed, assessment, child, within)


def _label(assessed: AssessedPackage, assessment: Assessment, node: Node, basis: tuple[str, ...]) -> Text:
    row = assessment.row(node.id)
    verdict = Verdict(int(assessment.verdicts[row, 0]))
    lines = [
        Text.assemble((node.id, "bold"), "  ", badge(verdict), "  ", (str(node.title), "bold")),
        Text(assessed.sentence(assessment, row, 0)),
        *_rows(assessed, assessment, row, verdict),
        *_legal(assessed.law, node, basis, full=verdict is not Verdict.MET),
    ]
    return Text("\n").join(lines)


def _rows(assessed: AssessedPackage, assessment: Assessment, row: int, verdict: Verdict) -> list[Text]:
    if verdict not in (Verdict.NOT_MET, Verdict.INSUFFICIENT):
        return []
    why = assessed.reason(assessment, row, 0)
    found = assessed.rows_in_question(assessment, row, 0, LISTED)
    lines = []
    for label, rows, total in (
        (_("Rows that fail"), found.failing, getattr(why.figures, "false", 0)),
        (_("Rows left blank"), found.blank, getattr(why.figures, "blank", 0)),
    ):
        if rows:
            more = _(" … and {n} more").format(n=whole(total - len(rows))) if total > len(rows) else ""
            lines.append(
                Text(
                    f"{label}: {', '.join(map(_called, rows))}{more}",
                    style="red" if rows is found.failing else "yellow",
                )
            )
    return lines


def _called(row: Row) -> str:
    return row.label if row.label == row.key else f"{row.label} ({row.key})"


def _legal(law: Law, node: Node, basis: tuple[str, ...], *, full: bool) -> list[Text]:
    """The published text; and, unless the condition is met, where it stands, how it is read and what proves it."""
    lines = []
    if node.text:
        lines.append(Text(f"«{node.text}»", style="italic dim"))
    if node.reads:
        lines.append(Text(_("Read as: {text}").format(text=f"«{node.reads}»"), style="dim"))
    if node.en and current_language() == "en":
        lines.append(Text(node.en, style="dim"))
    if not full:
        return lines
    if node.place:
        documents = ", ".join(dict.fromkeys((*basis, *node.basis)))
        lines.append(Text(_("Source: {place}; {documents}").format(place=node.place, documents=documents), style="dim"))
    for name in node.rulings:
        ruling = law.rulings[name]
        state = _("provisional") if ruling.provisional else _("confirmed")
        said = _("Ruling {name} ({state}, from {day}): {text}")
        text = said.format(name=name, state=state, day=day(ruling.applied_from), text=ruling.ruling)
        lines.append(Text(text, style="dim"))
    if node.evidence:
        lines.append(Text(_("Evidence: {list}").format(list="; ".join(map(str, node.evidence))), style="dim"))
    return lines
