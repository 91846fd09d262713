"""Making a backup, also while others work: the database of one moment, then the evidence files, then the manifest."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from langso import clock
from langso.exchange.reading.sources import Progress
from langso.exchange.safekeeping import postgresql, sqlite
from langso.exchange.safekeeping.archive import ArchiveWriter, writing
from langso.exchange.safekeeping.manifest import DATABASE, FILES, Manifest, manifest_of_database
from langso.files import put_in_place
from langso.language import gettext as _


def back_up(target: Path, progress: Progress, *, overwrite: bool = False) -> Manifest:
    """Write a backup to `target` and give its manifest. BadInputError when it cannot be made; nothing is left then."""
    with put_in_place(target, overwrite=overwrite) as unfinished, writing(unfinished) as archive:
        manifest = _ENGINES[connection.vendor](archive, unfinished.parent, progress)
        _put_files(archive, Path(settings.MEDIA_ROOT), progress)
        return archive.finish(manifest)


def _sqlite(archive: ArchiveWriter, beside: Path, progress: Progress) -> Manifest:
    progress(_("Database"), 0, None)
    with tempfile.TemporaryDirectory(dir=beside, prefix=".backup-") as folder:
        copy = Path(folder) / DATABASE
        sqlite.copy_to(copy)
        with sqlite.looking_into(copy):
            manifest = manifest_of_database(_now())
        with copy.open("rb") as stream:
            archive.put(DATABASE, stream, compress=True)
    return manifest


def _postgresql(archive: ArchiveWriter, beside: Path, progress: Progress) -> Manifest:  # noqa: ARG001 - as for SQLite
    progress(_("Database"), 0, None)
    with postgresql.one_moment() as moment:
        with postgresql.dumped(moment) as stream:
            archive.put(DATABASE, stream, compress=False)
        return manifest_of_database(_now())


_ENGINES: dict[str, Callable[[ArchiveWriter, Path, Progress], Manifest]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}


def _put_files(archive: ArchiveWriter, root: Path, progress: Progress) -> None:
    """Every file that was kept before the database was copied is there; those that came since do no harm."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    for place, path in enumerate(files):
        progress(_("Evidence files"), place, len(files))
        try:
            stream = path.open("rb")
        except FileNotFoundError:
            continue
        with stream:
            archive.put(f"{FILES}{path.relative_to(root).as_posix()}", stream, compress=False)


def _now() -> str:
    """By the real clock, also where the product's own is pinned."""
    return datetime.now(clock.VIET_NAM).isoformat(timespec="seconds")
