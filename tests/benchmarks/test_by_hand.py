"""The NumPy written by hand decides as the product does: a second opinion, and an honest mark for speed."""

from datetime import date

import pytest

from benchmarks.verdicts_by_hand import Given, verdicts_by_numpy
from langso.assessments.assessed import choose_sets
from langso.criteria import load_law
from langso.exchange.assessing import assess
from langso.exchange.demonstration import write_demonstration
from langso.exchange.reading import open_package
from langso.places import Snapshot, units_of

DAY = date(2022, 12, 31)


@pytest.mark.parametrize("seed", [1414, 1, 2])
def test_the_sets_written_out_by_hand_give_every_verdict_of_a_province(tmp_path, seed):
    law = load_law()
    write_demonstration(tmp_path / "package", law, units_of(Snapshot.HAI_DUONG_2022), seed=seed)
    with open_package(tmp_path / "package", law) as package:
        assessments = assess(package, law, choose_sets(law, [], DAY), DAY).assessments
    by_hand = verdicts_by_numpy(Given.of(assessments))
    nodes = [(assessment, row, node.id) for assessment in assessments for row, node in enumerate(assessment.nodes)]
    assert set(by_hand) == {node_id for _, _, node_id in nodes}
    for assessment, row, node_id in nodes:
        verdicts, short = by_hand[node_id]
        assert assessment.verdicts[row].tolist() == verdicts.tolist(), node_id
        assert assessment.short[row].tolist() == short.tolist(), node_id
