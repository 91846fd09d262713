"""Many communes in one look: how each district stands, what stands in the way most, who is closest to passing."""

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from langso.assessments.open_nodes import OPEN, closest
from langso.cli.screen import table
from langso.cli.table import deciding, in_the_way, set_heading, show_heading, total
from langso.criteria import Assessment, Verdict
from langso.criteria.verdicts import Codes
from langso.exchange.assessing import AssessedPackage
from langso.language import gettext as _
from langso.language import whole

LISTED = 5
"""So many conditions and so many communes are named."""

_SHOWN = (Verdict.MET, *OPEN)


def show_summary(assessed: AssessedPackage, console: Console) -> None:
    """What was assessed and, set by set, the sum of it."""
    show_heading(assessed, console)
    console.print()
    for assessment in assessed.assessments:
        console.print(Text(set_heading(assessment), style="bold"))
        console.print(total(assessment))
        console.print()
        _show_districts(assessed, assessment, console)
        _show_hurdles(assessment, console)
        _show_closest(assessed, assessment, console)


def _show_districts(assessed: AssessedPackage, assessment: Assessment, console: Console) -> None:
    made = table(_("District"), _("Communes"), *(verdict.title for verdict in _SHOWN))
    districts = np.array(assessed.communes.districts)
    for district in dict.fromkeys(assessed.communes.districts):
        roots = assessment.verdicts[0][districts == district]
        made.add_row(district or "–", whole(len(roots)), *_counts(roots))
    _print(made, console, figures_from=1)


def _show_hurdles(assessment: Assessment, console: Console) -> None:
    """The conditions that most communes do not meet, or cannot show that they meet."""
    made = table(_("Most in the way"), _("What"), _("Not met"), _("Insufficient data"))
    rows = deciding(assessment)
    codes = assessment.verdicts[rows]
    failing, unknown = ((codes == v).sum(axis=1) for v in OPEN)
    for index in np.lexsort((-unknown, -failing))[:LISTED]:
        if failing[index] + unknown[index]:
            node = assessment.nodes[rows[index]]
            made.add_row(node.id, str(node.title), whole(int(failing[index])), whole(int(unknown[index])))
    if made.row_count:
        _print(made, console, figures_from=2)


def _show_closest(assessed: AssessedPackage, assessment: Assessment, console: Console) -> None:
    """The communes that have not passed and have the least in the way."""
    made = table(_("Closest to passing"), _("District"), _("In the way"))
    communes = assessed.communes
    for commune in closest(assessment)[:LISTED]:
        name = f"{communes.names[commune]} ({communes.codes[commune]})"
        made.add_row(name, communes.districts[commune], in_the_way(assessment, int(commune)))
    if made.row_count:
        _print(made, console)


def _counts(roots: Codes) -> list[str]:
    return [whole(int((roots == verdict).sum())) for verdict in _SHOWN]


def _print(made: Table, console: Console, figures_from: int | None = None) -> None:
    """Print a table, the columns from `figures_from` on being figures, and a line's space after it."""
    for column in made.columns[figures_from:] if figures_from is not None else ():
        column.justify = "right"
    console.print(made)
    console.print()
