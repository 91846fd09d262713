"""Which nodes of a set are still open for a commune, each counted once, and who is closest to passing by that count."""

import numpy as np

from langso.criteria import Assessment, Node, Verdict
from langso.criteria.formula import AtLeastOf
from langso.criteria.table import Bools, Ints

OPEN = (Verdict.NOT_MET, Verdict.INSUFFICIENT)


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


def closest(assessment: Assessment) -> Ints:
    """The communes that do not pass, fewest conditions not met first, then fewest undecided, then in their order."""
    not_met, insufficient = (still_open(assessment, verdict).sum(axis=0) for verdict in OPEN)
    waiting = np.flatnonzero(assessment.verdicts[0] <= Verdict.INSUFFICIENT)
    return waiting[np.lexsort((insufficient[waiting], not_met[waiting]))]
