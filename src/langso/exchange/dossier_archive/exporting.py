"""Taking a dossier away as an archive: who may, the event that says so, and the file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from langso.accounts.door import Action, Answer, demand, may
from langso.accounts.models import Person
from langso.dossiers.models import Dossier
from langso.exchange.dossier_archive.container import write
from langso.exchange.dossier_archive.gathering import gathered
from langso.files import put_in_place
from langso.journal.changes import change

Progress = Callable[[str, int, int | None], None]

NEEDED = (Action.READ_DOSSIERS, Action.READ_EVIDENCE, Action.READ_JOURNAL, Action.EXPORT)
"""What a person must be let do with the commune's things: the archive holds them all, with what they say of persons."""


def name_of(dossier: Dossier) -> str:
    """The name of the archive's file."""
    return f"ho-so-{dossier.commune.code}-{dossier.criteria_set.lower()}-{dossier.pk}.zip"


def may_export(person: Person | None, dossier: Dossier) -> Answer:
    """Whether a person may take the archive away, and why not."""
    answers = (may(person, action, dossier.commune) for action in NEEDED)
    return next((answer for answer in answers if not answer), Answer(True))


def export_dossier(person: Person | None, dossier: Dossier, documents: Mapping[str, bytes], target: IO[bytes]) -> None:
    """Write the archive for a person, with what was written from the dossier's seals, and say so in the journal.

    The event comes first: so it is a neighbour of the dossier's last already, and the next archive is the same bytes.
    """
    for action in NEEDED:
        demand(person, action, dossier.commune)
    _log(person, dossier)
    _write(dossier, documents, target, _silently)


def export_for_operator(
    dossier: Dossier, documents: Mapping[str, bytes], target: Path, progress: Progress, *, overwrite: bool = False
) -> None:
    """The same for whoever runs the product from its shell, who has the database anyway."""
    with put_in_place(target, overwrite=overwrite) as unfinished:
        _log(None, dossier)
        unfinished.touch(mode=0o600)
        with unfinished.open("wb") as file:
            _write(dossier, documents, file, progress)


def _log(person: Person | None, dossier: Dossier) -> None:
    with change("export.made", person, commune=dossier.commune_id, subject="") as made:
        made.details = {"file": name_of(dossier), "dossier": dossier.pk, "personal": True}


def _write(dossier: Dossier, documents: Mapping[str, bytes], target: IO[bytes], progress: Progress) -> None:
    members = gathered(dossier, documents, progress)
    write(target, ((member.entry, member.pieces()) for member in members))


def _silently(_stage: str, _done: int, _total: int | None) -> None:
    """Nobody watches."""
