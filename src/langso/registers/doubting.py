"""Figures that can be but hardly are: whoever declares them is asked whether they are right. None is ever refused.

Asked by whoever talks with people, before `declaring`; what is said is written as it was said.
"""

from collections.abc import Mapping

from langso import problems
from langso.criteria.law import DeclaredFact, FactType
from langso.problems import Problem, Where
from langso.registers.declaring import shown_fact
from langso.registers.law import law

TIMES = 10
"""A figure more than this many times the one before, or less than that part of it, is asked back about."""

SMALL = 100
"""Figures below this jump easily, and nobody is asked."""

DOUBTS = (problems.FACT_UNUSUAL, problems.FACT_JUMPED)


def doubts(values: Mapping[str, int | None], before: Mapping[str, int | None]) -> list[Problem]:
    """What to ask back about some figures, beside those that held before; at most one question a fact."""
    asked = (doubt_of(law().facts[name], before.get(name), value) for name, value in values.items())
    return [problem for problem in asked if problem]


def doubt_of(fact: DeclaredFact, before: int | None, after: int | None) -> Problem | None:
    """What to ask back about a figure, both as declarations keep them; None where there is nothing to ask."""
    if after is None or after == before or fact.type is FactType.YES_NO:
        return None
    unit = 10**fact.decimals
    where, value = Where(column=fact.name), shown_fact(fact, after)
    about = {"fact": str(fact.title)}
    if fact.ask_above is not None and after > fact.ask_above * unit:
        about |= {"most": shown_fact(fact, fact.ask_above * unit)}
        return Problem(problems.FACT_UNUSUAL, where, value, about)
    if before is not None and _jumped(before, after, SMALL * unit):
        about |= {"before": shown_fact(fact, before), "times": str(TIMES)}
        return Problem(problems.FACT_JUMPED, where, value, about)
    return None


def _jumped(before: int, after: int, small: int) -> bool:
    low, high = sorted((abs(before), abs(after)))
    return high >= small and high > TIMES * low
