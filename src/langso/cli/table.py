"""An assessed package in the terminal: one commune condition by condition, many communes a line each."""

from collections import Counter

from rich.console import Console
from rich.text import Text

from langso.cli.screen import STYLES, badge, table
from langso.criteria import Assessment, Verdict
from langso.criteria.formula import AtLeastOf
from langso.exchange.assessing import AssessedPackage
from langso.language import day, whole
from langso.language import gettext as _


def show_assessed(assessed: AssessedPackage, console: Console) -> None:
    """The whole answer: what was assessed, a table a set, a line that sums it up."""
    show_heading(assessed, console)
    for assessment in assessed.assessments if assessed.communes.codes else ():
        console.print()
        if len(assessed.communes.codes) == 1:
            show_commune(assessed, assessment, console)
        else:
            _show_communes(assessed, assessment, console)
    if len(assessed.communes.codes) == 1:
        console.print()
        _show_what_is_left(assessed, console)
        rulings = _("Codes in brackets are rulings on how the law is read; `langso explain` gives them in full.")
        console.print(Text(rulings, style="dim"))


def show_heading(assessed: AssessedPackage, console: Console) -> None:
    """What was assessed, as of when, from where."""
    info = assessed.package.info
    console.print(Text(info.title or assessed.package.path.name, style="bold"))
    parts = [info.province, _("as of {day}").format(day=day(assessed.day)), info.source]
    console.print(Text(" · ".join(part for part in parts if part), style="dim"))
    left_out = Counter(kind for kind in assessed.package.communes.kinds if kind != "xã")
    if left_out:
        kinds = ", ".join(f"{whole(n)} {kind}" for kind, n in left_out.items())
        console.print(Text(_("Not assessed, being no communes: {kinds}.").format(kinds=kinds), style="dim"))


def show_commune(assessed: AssessedPackage, assessment: Assessment, console: Console) -> None:
    """One commune, every node of a set with its verdict and reason, indented as the tree is."""
    communes = assessed.communes
    console.print(Text(f"{communes.names[0]} · {assessment.criteria_set.title}", style="bold"))
    made = table(_("Condition"), _("Verdict"), _("What"), _("Reason"))
    depth = _depths(assessment)
    for row, node in enumerate(assessment.nodes):
        style = "" if node.is_condition else "bold"
        label = Text("  " * depth[node.id] + node.id, style=style)
        verdict = Verdict(int(assessment.verdicts[row, 0]))
        made.add_row(label, badge(verdict), Text(str(node.title), style=style), assessed.sentence(assessment, row, 0))
    made.columns[0].no_wrap = made.columns[1].no_wrap = True
    made.columns[2].max_width = 32
    console.print(made)


def _show_what_is_left(assessed: AssessedPackage, console: Console) -> None:
    """What one commune has still to do, set by set: what is not met, then what is not known."""
    for assessment in assessed.assessments:
        left = [
            (verdict, row)
            for verdict in (Verdict.NOT_MET, Verdict.INSUFFICIENT)
            for row in hindering(assessment, 0)
            if assessment.verdicts[row, 0] == verdict
        ]
        if left:
            console.print(Text(_("Still to do · {title}").format(title=assessment.criteria_set.title), style="bold"))
        for verdict, row in left:
            node = assessment.nodes[row]
            text = f"{verdict.glyph} {node.id} {node.title}: {assessed.sentence(assessment, row, 0)}"
            console.print(Text(text, style=STYLES[verdict]))
        if left:
            console.print()


def _depths(assessment: Assessment) -> dict[str, int]:
    depth: dict[str, int] = {}
    for node in assessment.nodes:
        depth.setdefault(node.id, 0)
        for child in node.children:
            depth[child.id] = depth[node.id] + 1
    return depth


def _conditions(assessment: Assessment) -> list[int]:
    return [row for row, node in enumerate(assessment.nodes) if node.is_condition]


def _show_communes(assessed: AssessedPackage, assessment: Assessment, console: Console) -> None:
    console.print(Text(set_heading(assessment), style="bold"))
    rows = _conditions(assessment)
    nothing = (assessment.verdicts[rows] == Verdict.NOT_APPLICABLE).sum(axis=0)
    headers = [_("Code"), _("Commune"), _("District"), _("Verdict"), _("Met"), _("In the way")]
    made = table(*headers, *([_("Not applicable")] if nothing.any() else []))
    made.columns[4].justify = "right"
    for commune, code in enumerate(assessed.communes.codes):
        met = (assessment.verdicts[rows, commune] == Verdict.MET).sum()
        cells: list[str | Text] = [
            code,
            assessed.communes.names[commune],
            assessed.communes.districts[commune],
            badge(Verdict(int(assessment.verdicts[0, commune]))),
            f"{met}/{len(rows) - nothing[commune]}",
            in_the_way(assessment, commune),
        ]
        made.add_row(*cells, *([str(nothing[commune] or "")] if nothing.any() else []))
    console.print(made)
    console.print(total(assessment))


def deciding(assessment: Assessment) -> list[int]:
    """The conditions, and the groups that one and the same row must pass as a whole."""
    return [row for row, node in enumerate(assessment.nodes) if not isinstance(node.formula, AtLeastOf)]


def hindering(assessment: Assessment, commune: int) -> list[int]:
    """The conditions that are not met or not known.

    A group that one row must pass as a whole is among them only where none of its parts stands as badly.
    """
    verdicts = assessment.verdicts[:, commune]
    rows = [row for row in deciding(assessment) if verdicts[row] <= Verdict.INSUFFICIENT]
    standing = {assessment.nodes[row].id: verdicts[row] for row in rows}

    def said_by_a_part(row: int) -> bool:
        parts = (standing.get(part.id, Verdict.MET) for part in assessment.nodes[row].children)
        return any(part <= verdicts[row] for part in parts)

    return [row for row in rows if not said_by_a_part(row)]


def in_the_way(assessment: Assessment, commune: int) -> Text:
    """What hinders a commune, the set's own name left off the ids."""
    said = Text()
    rows = hindering(assessment, commune)
    for verdict in (Verdict.NOT_MET, Verdict.INSUFFICIENT):
        for row in rows:
            if assessment.verdicts[row, commune] == verdict:
                local = assessment.nodes[row].id.removeprefix(f"{assessment.criteria_set.id}-")
                said.append(f"{verdict.glyph}{local} ", style=STYLES[verdict])
    return said


def set_heading(assessment: Assessment) -> str:
    """A set as the head of its table."""
    criteria_set = assessment.criteria_set
    return f"{criteria_set.id} · {criteria_set.title} ({criteria_set.document})"


def total(assessment: Assessment) -> Text:
    """How many communes have each verdict on the whole set."""
    roots = assessment.verdicts[0]
    parts = [
        f"{verdict.glyph} {verdict.title} {whole(int((roots == verdict).sum()))}"
        for verdict in (Verdict.MET, Verdict.NOT_MET, Verdict.INSUFFICIENT, Verdict.NOT_APPLICABLE)
        if (roots == verdict).any()
    ]
    return Text(_("{n} communes").format(n=whole(len(roots))) + ": " + " · ".join(parts), style="bold")
