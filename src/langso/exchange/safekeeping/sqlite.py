"""SQLite: a copy while others write, a look into a copy, and a swap of the file that is whole at every moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from langso.language import gettext as _
from langso.problems import BACKUP_NOT_PROVED, DATABASE_AWAY, refuse


def place() -> Path:
    """The file of the database."""
    return Path(connection.settings_dict["NAME"])


def copy_to(target: Path) -> None:
    """The database as it stands at one moment; whoever writes meanwhile is not held up."""
    if not place().is_file():
        raise refuse(DATABASE_AWAY, reason=_("there is no file {file}").format(file=place()))
    with closing(sqlite3.connect(place())) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


@contextmanager
def looking_into(file: Path) -> Iterator[None]:
    """Within the block the product's connection leads to another file, which is closed whole at the end."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def check_whole(file: Path) -> None:
    """Refuse a file whose pages do not hold together."""
    with closing(sqlite3.connect(file)) as opened:
        try:
            found = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found = str(error)
    if found != "ok":
        raise refuse(BACKUP_NOT_PROVED, value=found)


def swap_in(file: Path) -> None:
    """Make `file`, which lies on the same disk, the database. Whoever looks finds the old one whole or the new one."""
    connection.close()
    if place().exists():
        # What waits in the log of the old database must not be taken for the new one's.
        with closing(sqlite3.connect(place())) as opened:
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            opened.execute("PRAGMA journal_mode = DELETE")
    file.replace(place())
