"""The command against its naive counterpart, over random packages: every node, every figure."""

from pathlib import Path

import pytest

from cli.random_packages import made
from cli.reference import INSUFFICIENT, MET, NOT_APPLICABLE, NOT_MET, judged, printed
from cli.shell import assess, figures

PACKAGES = 36
BATCHES = 6


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_node_of_random_packages_reads_as_the_contract_says(tmp_path: Path, batch: int) -> None:
    for seed in range(batch, PACKAGES, BATCHES):
        districts = seed % 3 > 0
        package = made(tmp_path / str(seed), seed)
        answer = assess(package.path, on="2025-06-30" if districts else "2025-07-01")
        assert answer.status == 0, f"package {seed}: {answer.err}"
        found = {(line["commune"], line["node"]): figures(line) for line in answer.lines}
        expected = {
            (code, node): (line.verdict, *map(printed, line[1:]))
            for code, commune in package.communes.items()
            for node, line in judged(commune, districts=districts).items()
        }
        assert found == expected, f"package {seed}"


def test_the_random_packages_reach_every_verdict(tmp_path: Path) -> None:
    reached = {
        line.verdict
        for seed in range(10)
        for commune in made(tmp_path / str(seed), seed).communes.values()
        for line in judged(commune, districts=True).values()
    }
    assert reached == {MET, NOT_MET, INSUFFICIENT, NOT_APPLICABLE}
