"""P2: every node of the three sets for every commune of a country, with how many are short."""

from collections.abc import Mapping, Sequence
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.peers import Decided, Known
from benchmarks.report import Section, Target, seconds, times
from benchmarks.timing import OURS, in_turn
from benchmarks.verdicts_by_hand import Given, verdicts_by_numpy
from benchmarks.verdicts_openfisca import OpenFiscaModel
from benchmarks.verdicts_zen import ZenModel
from langso.criteria import Assessment, Law, evaluate, reason, sentence

_NUMPY, _OPENFISCA, _ZEN = "NumPy by hand", "OpenFisca", "ZEN engine"
_MOST_TIMES_NUMPY, _LEAST_TIMES_OPENFISCA, _LEAST_TIMES_ZEN = 3.0, 2.0, 400.0
_REASONS_AT_MOST = 0.001
_ZEN_SAMPLE = 300
_REASONS_SAMPLE = 200


def measure(law: Law, assessments: Sequence[Assessment], rounds: int) -> Section:
    """The same verdicts four times over; they are compared before anything is timed."""
    table = assessments[0].table
    sets = [assessment.criteria_set for assessment in assessments]
    given = Given.of(assessments)
    openfisca = OpenFiscaModel(sets, Known(sets, table))
    zen = ZenModel(sets, Known(sets, table), _ZEN_SAMPLE)
    everyone = np.arange(len(table.communes))
    _assert_equal(assessments, verdicts_by_numpy(given), everyone)
    _assert_equal(assessments, openfisca.verdicts(), everyone)
    _assert_equal(assessments, zen.verdicts(), zen.sample)
    timings = in_turn(
        {
            OURS: lambda: [evaluate(criteria_set, table) for criteria_set in sets],
            _NUMPY: lambda: verdicts_by_numpy(given),
            _OPENFISCA: openfisca.verdicts,
            _ZEN: zen.verdicts,
        },
        rounds,
    )
    scale = len(everyone) / len(zen.sample)
    scaled = {_ZEN: scale}
    ratios = {name: timings.ratio(name, OURS) * scaled.get(name, 1) for name in (_NUMPY, _OPENFISCA, _ZEN)}
    ours_to_numpy = timings.ratio(OURS, _NUMPY)
    reasons, sentences = _seconds_for_reasons(law, assessments)
    nodes = sum(len(assessment.nodes) for assessment in assessments)
    return Section(
        title="P2 The country's verdicts",
        about=f"{len(everyone):,} communes × {nodes} nodes, verdict and how many are short, from figures in memory. "
        "All gave the same answers. Ours decides whatever the law files say; the others have these sets written out. "
        "OpenFisca: figures as input variables of 32 bits, thresholds as parameters, nodes as variables, one "
        f"simulation. ZEN decides a commune at a time: {len(zen.sample)} were timed, and the time scaled to all.",
        header=("", "time", "takes, of ours"),
        rows=[
            (OURS, seconds(timings.median(OURS)), ""),
            *(
                (name, seconds(timings.median(name) * scaled.get(name, 1)), times(ratio))
                for name, ratio in ratios.items()
            ),
        ],
        targets=[
            Target(
                f"at most {_MOST_TIMES_NUMPY:.0f} × NumPy by hand",
                times(ours_to_numpy),
                ours_to_numpy <= _MOST_TIMES_NUMPY,
            ),
            Target(
                f"at least {_LEAST_TIMES_OPENFISCA:.0f} × as fast as OpenFisca",
                times(ratios[_OPENFISCA]),
                ratios[_OPENFISCA] >= _LEAST_TIMES_OPENFISCA,
                "The target supposed that OpenFisca takes some six times as long as NumPy by hand. Here its formulas "
                "are written as tightly as it allows, in numbers of 32 bits where ours are exact in 64, and it takes "
                f"{times(timings.ratio(_OPENFISCA, _NUMPY))} the time of NumPy by hand.",
            ),
            Target(
                f"at least {_LEAST_TIMES_ZEN:.0f} × as fast as ZEN",
                times(ratios[_ZEN]),
                ratios[_ZEN] >= _LEAST_TIMES_ZEN,
            ),
            Target(
                "reasons of all nodes of a commune within 1 ms",
                f"{seconds(reasons)} as values, {seconds(sentences)} with their sentences",
                reasons <= _REASONS_AT_MOST,
            ),
        ],
    )


def _assert_equal(assessments: Sequence[Assessment], theirs: Mapping[str, Decided], communes: np.ndarray) -> None:
    for assessment in assessments:
        for row, node in enumerate(assessment.nodes):
            verdicts, short = theirs[node.id]
            assert (assessment.verdicts[row][communes] == verdicts).all(), f"{node.id}: verdicts differ"
            assert (assessment.short[row][communes] == short).all(), f"{node.id}: what is short differs"


def _seconds_for_reasons(law: Law, assessments: Sequence[Assessment]) -> tuple[float, float]:
    """The middle time for all reasons of one commune, as values and in words."""
    as_values, in_words = [], []
    communes = len(assessments[0].table.communes)
    for commune in np.linspace(0, communes - 1, min(_REASONS_SAMPLE, communes)).astype(int):
        start = perf_counter()
        found = [
            reason(assessment, law, row, commune) for assessment in assessments for row in range(len(assessment.nodes))
        ]
        gathered = perf_counter()
        for one in found:
            sentence(one, law)
        as_values.append(gathered - start)
        in_words.append(perf_counter() - start)
    return median(as_values), median(in_words)
