"""What an archive of a dossier says of itself: its dossier, the chain of seals, and each file with its hash."""

from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

NAME = "manifest.json"
"""The manifest; it stands first in the archive."""
README = "README.txt"
LAW = "law/"
EVIDENCE = "evidence/"
DOCUMENTS = "documents/"
"""What was written from the seals for people to read; the seals do not speak of it, the manifest does."""
EVENTS = "journal/events.jsonl"
SNAPSHOT = "snapshot.json"

MOST_FILES = 100_000
MOST_BYTES = 64 * 1024 * 1024
"""The longest manifest, and the longest file beside evidence, that a reader takes into memory."""


def plain(path: str) -> str:
    """A path that stays below the folder into which the archive is unpacked, on every system. ValueError otherwise."""
    pure = PurePosixPath(path)
    unfit = pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path or not path.isprintable()
    if unfit or str(pure) != path or path in ("", ".", NAME):
        raise ValueError(path)
    return path


Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class File(_Strict):
    """A file of the archive."""

    path: Annotated[str, AfterValidator(plain)]
    size: Annotated[int, Field(ge=0)]
    sha256: Digest


class Commune(_Strict):
    """The commune of a dossier as it was called, and the units above it."""

    code: str
    name: str
    within: list[str]


class SealedDossier(_Strict):
    """A dossier as its stages call it: `law` is the digest of the law that it is bound to, as of the day `bound_on`."""

    number: int
    set: str
    law: Digest
    bound_on: str
    cycle: str
    commune: Commune


class SealedStage(_Strict):
    """A stage: its folder, its seal, the seal before it, and the event of the journal that brought it about.

    `columns`: the columns of each register whose rows it handed in, in their order, with their titles.
    """

    number: int
    move: str
    at: str
    folder: Annotated[str, AfterValidator(plain)]
    before: str
    seal: Digest
    event: int
    event_hash: Digest
    columns: dict[str, dict[str, str]] = {}


class Manifest(_Strict):
    """An archive: by which version of the product, of which dossier, and all that is in it."""

    format: Literal[1] = 1
    product: Literal["langso"] = "langso"
    version: str
    dossier: SealedDossier
    stages: Annotated[list[SealedStage], Field(min_length=1, max_length=1_000)]
    files: Annotated[list[File], Field(min_length=1, max_length=MOST_FILES)]

    @model_validator(mode="after")
    def _listed_once(self) -> "Manifest":
        folded = {file.path.casefold() for file in self.files}
        if len(folded) != len(self.files):
            raise ValueError("a file is listed twice")
        return self
