"""The templates that ship with the product; `scripts/document_templates.py` makes them."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "templates"


@cache
def shipped(name: str) -> bytes:
    """The template of a document by its name."""
    return (FOLDER / f"{name}.docx").read_bytes()
