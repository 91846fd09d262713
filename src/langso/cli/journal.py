"""`langso journal verify`: proves the chain, or names its first broken link, and compares what is kept with it."""

import sys

from rich.text import Text

from langso.cli.product import prepare_django, stopping_on_trouble
from langso.cli.screen import console, progress
from langso.language import gettext as _
from langso.language import mark, whole

BROKEN = 1
"""The exit status when something was altered; a database that cannot be asked ends with the usual 2."""

SHOWN = 20

LINKS = {
    "gap": mark("Entry {number} is missing: someone removed it."),
    "previous": mark("Entry {number} does not follow from the one before: that one was altered or replaced."),
    "hash": mark("Entry {number} is not what it was when it was written: someone altered it."),
    "head": mark("The end of the journal was altered: from entry {number} on, entries were removed or put in."),
}


def run_verify(*, contents: bool) -> None:
    """Walk the whole journal; with `contents` compare registers, facts, files and dossiers with it too."""
    prepare_django()
    from langso.journal.chain import verify  # noqa: PLC0415 - once Django is set up

    screen = console(sys.stdout)
    with stopping_on_trouble(), progress() as report:
        report(_("Walking the journal"), 0, None)
        proof = verify()
    if proof.broken is not None:
        screen.print(Text(_("The journal is broken."), style="bold red"))
        screen.print(Text(_(LINKS[proof.broken.what]).format(number=whole(proof.broken.number))))
        screen.print(Text(_told(proof.broken.number)))
        screen.print(Text(_("{n} entries before it hold.").format(n=whole(proof.events))))
        raise SystemExit(BROKEN)
    screen.print(Text(_("The journal holds: {n} entries.").format(n=whole(proof.events)), style="green"))
    screen.print(Text(_("Seal of the last entry: {hash}").format(hash=proof.hash)), soft_wrap=True)
    if contents:
        _compare()


def _told(number: int) -> str:
    """What is left of the entry at the broken place, or of the last before it."""
    from langso.journal.models import Event  # noqa: PLC0415 - once Django is set up

    event = Event.objects.filter(number__lte=number).order_by("-number").first()
    if event is None:
        return _("No entry is left before it.")
    words = (
        _("It says: {at}, {who}, {kind} {subject}")
        if event.number == number
        else _("The last before it, entry {number}, says: {at}, {who}, {kind} {subject}")
    )
    told = words.format(
        number=whole(event.number), at=f"{event.at:%d/%m/%Y %H:%M} UTC", who=event.actor_name or _("the system"),
        kind=event.kind, subject=event.subject,
    )  # fmt: skip
    return told.strip()


def _compare() -> None:
    from langso.dossiers import agreeing as dossiers  # noqa: PLC0415 - once Django is set up
    from langso.evidence import agreeing as files  # noqa: PLC0415
    from langso.registers import agreeing as ledgers  # noqa: PLC0415
    from langso.workshop import agreeing as law  # noqa: PLC0415

    screen = console(sys.stdout)
    with stopping_on_trouble(), progress() as report:
        parts = (ledgers.agree(report), files.agree(report), dossiers.agree(report), law.agree(report))
    found = [each for part in parts for each in part.found]
    compared, counted = (sum(getattr(part, name) for part in parts) for name in ("compared", "counted"))
    if found:
        screen.print(Text(_("What is kept differs from what the journal says:"), style="bold red"))
        for each in found[:SHOWN]:
            screen.print(Text(f"  {each.subject}: {each}"), soft_wrap=True)
        if len(found) > SHOWN:
            screen.print(Text("  " + _("and {n} more").format(n=whole(len(found) - SHOWN))))
        raise SystemExit(BROKEN)
    told = _("What is kept agrees with it: {n} rows, figures, files and stages compared one by one.")
    screen.print(Text(told.format(n=whole(compared)), style="green"))
    if counted:
        told = _("Of {n} more rows, written by entries of more than 200, only the number was compared.")
        screen.print(Text(told.format(n=whole(counted))))
