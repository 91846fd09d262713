"""Writes the parts of docs/ that come from law and code, or says which of them are out of date."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from diagrams import diagrams
from langso.language import Language, speaking
from reference_code import code_pages
from reference_law import law_pages
from reference_rights import rights_page
from terminal import terminal_pictures

DOCS = Path(__file__).parent.parent / "docs"
FOLDERS = ("reference", "images")
"""Everything in these folders of docs/ is generated here, but for the pictures of pages (scripts/screenshots.py)."""


def generated() -> dict[str, str]:
    """Every generated file by its path within docs/."""
    with speaking(Language.EN):
        files = dict(_named())
    return {name: text.rstrip("\n") + "\n" for name, text in files.items()}


def _named() -> Iterator[tuple[str, str]]:
    for name, text in (*law_pages(), *code_pages(), ("rights.md", rights_page())):
        yield f"reference/{name}", text
    for name, text in (*diagrams().items(), *terminal_pictures().items()):
        yield f"images/{name}", text


def _there(docs: Path) -> dict[str, str]:
    files = [path for folder in FOLDERS for path in (docs / folder).glob("*") if path.suffix != ".png"]
    return {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in files}


def out_of_date(docs: Path, wanted: Mapping[str, str]) -> list[str]:
    """The files that are missing, differ or should not be there, by their path within `docs`."""
    there = _there(docs)
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def write(docs: Path, wanted: Mapping[str, str]) -> None:
    """Make the generated folders hold exactly the wanted files."""
    for name in out_of_date(docs, wanted):
        if name in wanted:
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_text(wanted[name], encoding="utf-8")
        else:
            (docs / name).unlink()


def main(arguments: list[str] | None = None) -> int:
    """Check the files or write them; the exit status is 1 when one is out of date."""
    parser = argparse.ArgumentParser(description="Write or check the generated parts of docs/.")
    parser.add_argument("job", choices=["check", "write"])
    parser.add_argument("--docs", type=Path, default=DOCS)
    options = parser.parse_args(arguments)
    if options.job == "write":
        write(options.docs, generated())
        return 0
    stale = out_of_date(options.docs, generated())
    for name in stale:
        print(f"{options.docs / name}: out of date; make docs writes it anew", file=sys.stderr)
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
