"""`langso backup` and `langso restore`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from langso.cli.product import prepare_django, stopping_on_trouble
from langso.cli.screen import console, messages, progress
from langso.language import gettext as _
from langso.language import whole

if TYPE_CHECKING:
    from langso.exchange.safekeeping import Manifest


def run_backup(target: Path, *, overwrite: bool) -> None:
    """Write a backup and say what is in it."""
    prepare_django()
    from langso.exchange.safekeeping import back_up  # noqa: PLC0415 - once Django is set up

    with stopping_on_trouble(), progress() as report:
        made = back_up(target, report, overwrite=overwrite)
    told = _("Written: {path}: {rows} rows in {tables} tables, {files} evidence files, a journal of {events} events.")
    console(sys.stdout).print(told.format(path=target, **_figures(made)))
    if made.journal.broken:
        messages().print(_("Attention: the journal was broken before, at {place}.").format(place=made.journal.broken))


def run_restore(file: Path, *, overwrite: bool) -> None:
    """Restore a backup; said to be done only once it has been proved."""
    prepare_django()
    from langso.exchange.safekeeping import restore  # noqa: PLC0415 - once Django is set up

    with stopping_on_trouble(), progress() as report:
        made = restore(file, report, overwrite=overwrite)
    told = _(
        "Restored and proved: {rows} rows in {tables} tables, {files} evidence files, a journal of {events} events, "
        "as of {moment}."
    )
    console(sys.stdout).print(told.format(moment=made.made_at, **_figures(made)))


def _figures(made: "Manifest") -> dict[str, str]:
    return {
        "rows": whole(made.rows),
        "tables": whole(len(made.tables)),
        "files": whole(made.files),
        "events": whole(made.journal.events),
    }
