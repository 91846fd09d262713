"""Runs what the documents show and compares what comes out with what stands there.

A `console` block is typed into a shell (`$ ` begins a command, `…` alone on a line stands for any lines), a
`python` block is run as a doctest, a block after `<!-- file: NAME -->` is written to NAME first; each document
has a folder of its own. Blocks in other languages (`sh`, `yaml`, `text`) are only shown.
"""

import argparse
import difflib
import doctest
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "README.vi.md", "CONTRIBUTING.md", "docs/**/*.md")
BLOCK = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n+)?^(?P<fence>```+)(?P<language>\w*)\n(?P<body>.*?)^(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)
ANY_LINES = "…"
TIME_LIMIT_S = 300


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a document: its language, its text, the line it begins on, the file it is to be."""

    language: str
    body: str
    line: int
    file: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A block that does not do what it shows, and what it would have to show."""

    block: Block
    says: str
    actual_body: str


def blocks_of(text: str) -> Iterator[Block]:
    """The fenced blocks of a document, in order."""
    for match in BLOCK.finditer(text):
        line = text.count("\n", 0, match.start("fence")) + 1
        yield Block(match["language"], match["body"], line, match["file"] or "")


def matches(shown: str, actual: str) -> bool:
    """Whether the output is as shown, where a line with only `…` stands for any lines."""
    lines = [".*?" if line == ANY_LINES else re.escape(line) + "\n" for line in shown.splitlines()]
    return re.fullmatch("".join(lines), actual, re.DOTALL) is not None


def _tidy(output: str) -> str:
    lines = [line.rstrip() for line in output.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def _type_into_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = {"COLUMNS": "100", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb"}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**os.environ, **settings, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIME_LIMIT_S,
        check=False,
    )


def _run_console(block: Block, folder: Path) -> Fault | None:
    as_run = []
    wrong = ""
    for step in re.split(r"^(?=\$ )", block.body, flags=re.MULTILINE):
        command, _, shown = step.partition("\n")
        if not command.startswith("$ "):
            continue
        done = _type_into_shell(command[2:], folder)
        actual = _tidy(done.stdout)
        if matches(shown, actual) and (shown or done.returncode == 0):
            as_run.append(step)
            continue
        as_run.append(f"{command}\n{actual}")
        difference = difflib.unified_diff(shown.splitlines(), actual.splitlines(), "shown", "actual", lineterm="")
        wrong += "\n".join([f"{command}  (exit status {done.returncode})", *difference]) + "\n"
    return Fault(block, wrong, "".join(as_run)) if wrong else None


def _run_python(block: Block) -> Fault | None:
    report = StringIO()
    test = doctest.DocTestParser().get_doctest(block.body, {}, "example", None, block.line)
    if not test.examples:
        return Fault(block, "a python block shows a dialogue that begins with >>>\n", block.body)
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    doctest.DocTestRunner(optionflags=options, verbose=False).run(test, out=report.write)
    return Fault(block, report.getvalue(), block.body) if report.getvalue() else None


def faults_of(document: Path) -> list[Fault]:
    """Run every block of `document` in a fresh folder; what did not come out as shown."""
    found: list[Fault] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for block in blocks_of(document.read_text(encoding="utf-8")):
            if block.file:
                (folder / block.file).write_text(block.body, encoding="utf-8")
            fault = None
            if block.language == "console":
                fault = _run_console(block, folder)
            elif block.language == "python":
                fault = _run_python(block)
            found += [fault] if fault else []
    return found


def _rewrite(document: Path, faults: list[Fault]) -> None:
    text = document.read_text(encoding="utf-8")
    for fault in faults:
        text = text.replace(fault.block.body, fault.actual_body, 1)
    document.write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Check the documents, or write into them what really comes out; the exit status is 1 when one is wrong."""
    parser = argparse.ArgumentParser(description="Run what the documents show.")
    parser.add_argument("job", choices=["check", "write"])
    parser.add_argument("documents", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    documents = options.documents or [path for pattern in DOCUMENTS for path in sorted(ROOT.glob(pattern))]
    wrong = False
    for document in documents:
        faults = faults_of(document)
        if options.job == "write":
            _rewrite(document, faults)
            continue
        for fault in faults:
            wrong = True
            print(f"{document}:{fault.block.line}: does not come out as shown\n{fault.says}", file=sys.stderr)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
