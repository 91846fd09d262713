"""The installed command as a process of its own: exit statuses, pipes, signals, encodings."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.given import Given
from cli.shell import COMMAND, ON, shell

PLAIN = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Given(*(f"C{number}" for number in range(60))).written(tmp_path_factory.mktemp("many") / "Gói số liệu")


def test_good_input_ends_with_0_bad_with_2_and_neither_with_a_traceback(package: Path, tmp_path: Path) -> None:
    good = shell("assess", package, "--on", ON, "--format", "csv", "--set", "NTM")
    assert (good.returncode, good.stderr) == (0, b"")
    bad = shell("--lang", "en", "assess", tmp_path / "nowhere", environment=PLAIN)
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert "There is no folder or file “" in bad.stderr.decode("utf-8")
    assert b"Traceback" not in bad.stderr


def test_what_is_piped_is_plain_utf_8_whatever_the_locale(package: Path) -> None:
    for arguments in (("assess", package, "--on", ON, "--set", "NTM"), ("law", "list"), ("assess", "--help")):
        made = shell(*arguments, environment=PLAIN)
        assert (made.returncode, made.stderr) == (0, b"")
        assert b"\x1b" not in made.stdout
        assert any(letter in made.stdout.decode("utf-8") for letter in "ạộế")


def test_a_reader_that_leaves_early_is_no_error_to_speak_of(package: Path) -> None:
    for form in ("csv", "table"):
        command = [str(COMMAND), "assess", str(package), "--on", ON, "--format", form]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""


def test_a_stream_that_is_closed_is_left_alone(package: Path) -> None:
    closed = subprocess.run(  # noqa: S602
        f"'{COMMAND}' assess '{package}' --on {ON} --format csv >&-", shell=True, capture_output=True, check=False
    )
    assert (closed.returncode, closed.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_disk_that_is_full_is_named(package: Path) -> None:
    with Path("/dev/full").open("w") as full:
        made = subprocess.run(
            [str(COMMAND), "--lang", "en", "assess", str(package), "--on", ON, "--format", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert made.returncode == 2
    assert made.stderr.decode().startswith("✕ The output cannot be written: No space left on device")
    assert b"Traceback" not in made.stderr


@pytest.mark.parametrize("after", [0.15, 0.45])
def test_an_interrupt_ends_the_command_without_a_traceback_and_without_a_file(
    package: Path, tmp_path: Path, after: float
) -> None:
    process = subprocess.Popen(
        [str(COMMAND), "assess", str(package), "--on", ON, "--format", "csv", "-o", str(tmp_path / "answer.csv")],
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert b"Traceback" not in said
    if process.returncode:
        assert process.returncode in (130, -signal.SIGINT)
        assert not list(tmp_path.iterdir())


def test_problems_for_programs_are_json_lines(tmp_path: Path) -> None:
    package = Given().fact("residents", "many").fact("adults", "-1").written(tmp_path)
    made = shell("assess", package, "--on", ON, "--format", "json", environment=PLAIN)
    assert made.returncode == 2
    problems = [json.loads(line) for line in made.stderr.decode("utf-8").splitlines()]
    assert [problem["value"] for problem in problems] == ["many", "-1"]
    assert {"file", "row", "column", "value", "expected", "remedy"} <= set(problems[0])


def test_a_command_typed_wrongly_ends_with_2_and_says_so_in_vietnamese() -> None:
    made = shell("assess")
    assert (made.returncode, made.stdout) == (2, b"")
    assert made.stderr.decode("utf-8").startswith("✕ langso assess: Thiếu ĐƯỜNG_DẪN\n")


def test_the_language_may_be_set_for_good(package: Path) -> None:
    arguments = ("assess", package, "--on", ON, "--commune", "C1", "--set", "NC")
    assert "✓ Met" in shell(*arguments, environment={"LANGSO_LANG": "en"}).stdout.decode("utf-8")
    assert "✓ Đạt" in shell(*arguments, environment={"LANGSO_LANG": ""}).stdout.decode("utf-8")


def test_the_package_may_be_named_from_where_one_stands(package: Path) -> None:
    made = shell("assess", package.name, "--on", ON, "--format", "csv", cwd=package.parent)
    assert made.returncode == 0
    assert shell("assess", ".", "--on", ON, "--format", "csv", cwd=package).stdout == made.stdout
    assert list(package.parent.iterdir()) == [package]


def test_the_help_does_not_wait_for_the_law() -> None:
    code = (
        "import sys; sys.argv = ['langso', '--help']; from langso.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([m for m in ('numpy', 'duckdb', 'sqlglot', 'pydantic', 'langso.criteria') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"
