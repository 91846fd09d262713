"""The law that this installation stands on, loaded once a process; and a law of some other day, out of its files."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from langso.criteria import LAW_FOLDER, Law, load_law

Files = Mapping[str, str]
"""The files of a law: their text by their path within its folder."""

_read: dict[str, Law] = {}


@cache
def law() -> Law:
    """The law that ships."""
    return load_law()


@cache
def law_files() -> Files:
    """The files of the law that `law` reads."""
    found = sorted(LAW_FOLDER.rglob("*.yaml"))
    return {file.relative_to(LAW_FOLDER).as_posix(): file.read_text(encoding="utf-8") for file in found}


def digest_of(files: Files) -> str:
    """What files are known by: the SHA-256 of all their names and texts."""
    told = json.dumps(dict(sorted(files.items())), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def law_from(files: Files) -> Law:
    """The law that some files say, read as the one that ships is; BadInputError with what is wrong in them."""
    digest = digest_of(files)
    if digest not in _read:
        with TemporaryDirectory() as folder:
            for name, text in files.items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            _read[digest] = load_law.__wrapped__(Path(folder))
    return _read[digest]
