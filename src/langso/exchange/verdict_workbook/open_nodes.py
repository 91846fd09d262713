"""Which nodes of a set are still open for a commune, each counted once: what there is to do something about."""

import numpy as np

from langso.criteria import Assessment, Verdict
from langso.criteria.formula import AtLeastOf
from langso.criteria.table import Bools


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
