"""Writes docs/reference/ from the law and the code, or says which of its pages are out of date."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from langso.language import Language, speaking
from reference_code import code_pages
from reference_law import law_pages

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    with speaking(Language.EN):
        return {name: text.rstrip("\n") + "\n" for name, text in [*law_pages(), *code_pages()]}


def out_of_date(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """The names of the pages in `folder` that are missing, differ or should not be there."""
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*")}
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def write(folder: Path, wanted: Mapping[str, str]) -> None:
    """Make `folder` hold exactly the wanted pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Check the pages or write them; the exit status is 1 when one is out of date."""
    parser = argparse.ArgumentParser(description="Write or check docs/reference/.")
    parser.add_argument("job", choices=["check", "write"])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    if options.job == "write":
        write(options.folder, pages())
        return 0
    stale = out_of_date(options.folder, pages())
    for name in stale:
        print(f"{options.folder / name}: out of date; make docs writes it anew", file=sys.stderr)
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
