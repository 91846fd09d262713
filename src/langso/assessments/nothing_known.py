"""How communes stand while nothing is recorded of them: what the first change of a commune is compared with. Pure."""

from dataclasses import replace

import numpy as np

from langso.assessments.assessed import Assessed
from langso.criteria import Assessment, Figures, Tallied, evaluate
from langso.criteria.law import FactType
from langso.criteria.table import UNBOUNDED


def nothing_known(assessed: Assessed) -> tuple[Assessment, ...]:
    """The same communes against the same sets, with empty open ledgers and nothing declared; their groups are known."""
    if not assessed.assessments:
        return ()
    table = assessed.assessments[0].table
    none, never = np.zeros(len(assessed.codes), dtype=np.int64), np.zeros(len(assessed.codes), dtype=np.bool_)
    blank = replace(
        table,
        tallies=dict.fromkeys(table.tallies, Tallied(none, none, none, none)),
        closed=dict.fromkeys(table.closed, never),
        declared={
            name: Figures(none, none + (1 if _is_answer(assessed, name) else UNBOUNDED), figures.decimals)
            for name, figures in table.declared.items()
        },
    )
    return tuple(evaluate(each.criteria_set, blank) for each in assessed.assessments)


def _is_answer(assessed: Assessed, name: str) -> bool:
    return assessed.law.facts[name].type is FactType.YES_NO
