"""Restoring a backup: everything beside what is there, proved, and only then in its place."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection

from langso.exchange.reading.sources import Progress
from langso.exchange.safekeeping import postgresql, sqlite
from langso.exchange.safekeeping.archive import ArchiveReader, reading
from langso.exchange.safekeeping.manifest import (
    CACHE,
    DATABASE,
    FILES,
    Manifest,
    check_fits,
    prove_journal,
    prove_rows,
    rows_in_the_way,
)
from langso.files import SERVING, held
from langso.language import gettext as _
from langso.language import whole
from langso.problems import DATA_UNWRITABLE, RESTORE_NOT_EMPTY, RESTORE_REFUSED, RESTORE_WHILE_RUNNING, refuse

_BESIDE = ".restoring-"


def restore(file: Path, progress: Progress, *, overwrite: bool = False) -> Manifest:
    """Bring back what a backup holds and give its manifest; it has been proved then.

    BadInputError for a backup that is damaged or not of here, a database with something in it (unless `overwrite`),
    a server that is running. Whatever happens, what was there stays until what is restored has been proved.
    """
    data = Path(settings.DATA)
    with reading(file) as archive, _nobody_serving(data), _beside(data) as beside:
        check_fits(archive.manifest)
        if connection.vendor == "postgresql":
            postgresql.refuse_while_others_work()
            postgresql.put_back_what_waits()
        if not overwrite:
            _refuse_unless_empty()
        _take_out_everything(archive, beside, progress)
        progress(_("Proof"), 0, None)
        if connection.vendor == "postgresql":
            _into_postgresql(archive.manifest, beside)
        else:
            _into_sqlite(archive.manifest, beside)
        return archive.manifest


def _into_sqlite(manifest: Manifest, beside: Path) -> None:
    database = beside / DATABASE
    sqlite.check_whole(database)
    with sqlite.looking_into(database):
        _prove(manifest)
    _put_files_in_place(beside / FILES, Path(settings.MEDIA_ROOT))
    sqlite.swap_in(database)


def _into_postgresql(manifest: Manifest, beside: Path) -> None:
    try:
        with postgresql.fresh_schema():
            postgresql.load(beside / DATABASE)
            _prove(manifest)
            _put_files_in_place(beside / FILES, Path(settings.MEDIA_ROOT))
    except ProgrammingError as error:
        raise refuse(RESTORE_REFUSED, reason=str(error).splitlines()[0]) from error


def _prove(manifest: Manifest) -> None:
    """The same rows as were backed up; then, in the shape of this version, the same journal."""
    prove_rows(manifest)
    call_command("migrate", verbosity=0, interactive=False)
    prove_journal(manifest)
    _forget_what_was_remembered()


def _forget_what_was_remembered() -> None:
    """Empty the cache: it holds objects that run as they are read, and previews and limits of another day."""
    with connection.cursor() as cursor:
        if CACHE in connection.introspection.table_names(cursor):
            cursor.execute(f"DELETE FROM {CACHE}")  # noqa: S608 - a name of ours


def _take_out_everything(archive: ArchiveReader, beside: Path, progress: Progress) -> None:
    archive.take_out(DATABASE, beside / DATABASE)
    (beside / FILES).mkdir()
    names = archive.files()
    for place, name in enumerate(names):
        progress(_("Evidence files"), place, len(names))
        target = beside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        archive.take_out(name, target)


def _put_files_in_place(taken_out: Path, root: Path) -> None:
    """Evidence files bear names of their content, so those that are there already are the same."""
    for path in sorted(path for path in taken_out.rglob("*") if path.is_file()):
        target = root / path.relative_to(taken_out)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def _refuse_unless_empty() -> None:
    if connection.vendor == "sqlite" and not sqlite.place().exists():
        return
    rows = rows_in_the_way()
    if rows:
        raise refuse(RESTORE_NOT_EMPTY, value=whole(sum(rows.values())), tables=str(len(rows)))


@contextmanager
def _nobody_serving(data: Path) -> Iterator[None]:
    with _told_where_it_fails(data):
        try:
            with held(data / SERVING, alone=True):
                yield
        except BlockingIOError as error:
            raise refuse(RESTORE_WHILE_RUNNING, value=_("a server works on {folder}").format(folder=data)) from error


@contextmanager
def _beside(data: Path) -> Iterator[Path]:
    """A folder on the same disk; what restores that were broken off have left is cleared away."""
    for left in data.glob(f"{_BESIDE}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=_BESIDE) as folder:
        yield Path(folder)


@contextmanager
def _told_where_it_fails(data: Path) -> Iterator[None]:
    try:
        yield
    except BlockingIOError:
        raise
    except OSError as error:
        where = error.filename or data
        raise refuse(DATA_UNWRITABLE, value=str(where), reason=error.strerror or type(error).__name__) from error
