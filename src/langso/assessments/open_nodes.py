"""Which nodes of a set are still open for a commune, each counted once, and who is closest to passing by that count.

The one order of verdicts and the one order of communes, for every page, workbook and command, stand here.
"""

import numpy as np

from langso.criteria import Assessment, Node, Verdict
from langso.criteria.formula import AtLeastOf
from langso.criteria.table import Bools, Ints

OPEN = (Verdict.NOT_MET, Verdict.INSUFFICIENT)
"""What is open, what one can act on first coming first: of what is not met it is known what is short and by how much;
of what cannot be said a figure has to be found before anyone knows whether there is anything to do. Communes are never
ordered by it: see `open_count`."""

SUMMED = (Verdict.MET, *OPEN, Verdict.NOT_APPLICABLE)
"""All verdicts where a whole is divided by them (sums, legends, bars): what is done, then what is open."""

WORKED = (*OPEN, Verdict.MET, Verdict.NOT_APPLICABLE)
"""All verdicts where one looks for work: what is open, then what is done."""


def still_open(assessment: Assessment, verdict: Verdict) -> Bools:
    """Where a node has an open verdict that no node below it accounts for; shape (nodes, communes).

    That is every such condition, and a node with figures of its own that is worse than each of its children: two
    postal points may satisfy six conditions between them, and neither all six.
    """
    found = assessment.verdicts == verdict
    for row, node in enumerate(assessment.nodes):
        if isinstance(node.formula, AtLeastOf):
            found[row] = False
        elif node.children:
            below = assessment.verdicts[[assessment.row(child.id) for child in node.children]]
            found[row] &= assessment.verdicts[row] < below.min(axis=0)
    return np.asarray(found, dtype=np.bool_)


def open_conditions(assessment: Assessment, commune: int) -> tuple[list[Node], list[Node]]:
    """The conditions that a commune does not meet, and those on which it cannot be said."""
    not_met, insufficient = (
        [assessment.nodes[row] for row in np.flatnonzero(still_open(assessment, verdict)[:, commune])]
        for verdict in OPEN
    )
    return not_met, insufficient


def open_count(assessment: Assessment) -> Ints:
    """How many nodes of a set are open for each commune, for whatever reason; shape (communes,).

    This is how far a commune is from passing. Each of them has to be settled first, so a commune that knows nothing of
    itself stands behind one that has a single thing left; and what is not met counts as much as what cannot be said.
    """
    not_met, insufficient = (still_open(assessment, verdict).sum(axis=0) for verdict in OPEN)
    return np.asarray(not_met + insufficient, dtype=np.int64)


def closest(assessment: Assessment) -> Ints:
    """The communes that do not pass, those with the fewest open nodes first, those with as many in their own order."""
    count = open_count(assessment)
    waiting = np.flatnonzero(assessment.verdicts[0] <= Verdict.INSUFFICIENT)
    return waiting[np.argsort(count[waiting], kind="stable")]
