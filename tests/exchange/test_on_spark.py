"""A package laid before Spark: the same answer, and no copy of it left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.given import Given


@pytest.mark.spark
def test_spark_gives_the_same_answer_and_leaves_no_copy_behind(tmp_path: Path) -> None:
    package, scratch = Given("C1").written(tmp_path / "package"), tmp_path / "scratch"
    scratch.mkdir()
    answers = []
    for engine in ("duckdb", "spark"):
        command = ["assess", str(package), "--on", "2022-12-31", "--format", "csv", "--engine", engine]
        environment = {**os.environ, "TMPDIR": str(scratch)}
        done = subprocess.run(
            [sys.executable, "-m", "langso", *command], capture_output=True, env=environment, check=True
        )
        answers.append(done.stdout)
    assert answers[0] == answers[1]
    assert list(scratch.glob("langso-spark-*")) == []
