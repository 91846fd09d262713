"""Makes the templates of documents anew: src/langso/documents/templates/*.docx.

A province may replace each in the product; the fields stay the same.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from docx.document import Document as Docx

import commune_documents
import review_documents
from office_form import packed

FOLDER = Path(__file__).parent.parent / "src/langso/documents/templates"
TEMPLATES: dict[str, Callable[[], Docx]] = {
    "tu-danh-gia": commune_documents.self_assessment,
    "to-trinh": commune_documents.proposal,
    "bien-ban-hop": commune_documents.meeting,
    "tham-tra": review_documents.verification,
    "tham-dinh": review_documents.appraisal,
    "bien-ban-hoi-dong": review_documents.council,
    "tong-hop": review_documents.synthesis,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the templates where the program looks for them, or where it is asked for."""
    parser = argparse.ArgumentParser(description="Make the templates of documents anew.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where to write (default: their place)")
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        target = folder / f"{name}.docx"
        target.write_bytes(packed(make()))
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
