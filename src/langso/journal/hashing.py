"""How what is kept is hashed: canonical JSON under SHA-256. Needs no database, so that a copy is proved anywhere."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces, the same for the same content everywhere."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_said(said: Mapping[str, Any]) -> str:
    """The hash of an event from all that it says, the hash before it among that; see `chain.said`."""
    return sha256_of(canonical(said))
