"""Rows of a sealed ledger as lines: canonical JSON, one a line, whose hash is sealed. Needs no database."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

FORMAT = 1
"""The version of a snapshot's content; a reader refuses one that it does not know."""


def lines_of_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Rows as canonical JSON, each with its line's end."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def digest_of_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """The SHA-256 of rows as lines."""
    digest = hashlib.sha256()
    for line in lines_of_rows(rows):
        digest.update(line)
    return digest.hexdigest()
