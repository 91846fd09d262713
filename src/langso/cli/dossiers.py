"""`langso dossier export` and `verify`: a dossier as one file, and the proof of such a file without a database."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from langso.cli.screen import console, messages, progress, show_problems, stopping_on_bad_input
from langso.language import gettext as _
from langso.language import whole

if TYPE_CHECKING:
    from langso.exchange.dossier_archive.manifest import Manifest

ALTERED = 1
"""The exit status when an archive is not what it was; a file that is none ends with the usual 2."""


def run_export(number: int, output: Path | None, *, overwrite: bool) -> None:
    """Write the archive of a dossier; without `output` under a name of its own, here."""
    from langso.cli.product import prepare_django, stopping_on_trouble  # noqa: PLC0415 - `verify` needs no product

    prepare_django()
    from langso.documents.making import written  # noqa: PLC0415 - once Django is set up
    from langso.dossiers.models import Dossier  # noqa: PLC0415
    from langso.exchange.dossier_archive.exporting import export_for_operator, name_of  # noqa: PLC0415
    from langso.problems import DOSSIER_UNKNOWN, refuse  # noqa: PLC0415

    with stopping_on_trouble(), progress() as report:
        dossier = Dossier.objects.select_related("commune__parent__parent", "law").filter(pk=number).first()
        if dossier is None:
            raise refuse(DOSSIER_UNKNOWN, value=str(number))
        target = output or Path(name_of(dossier))
        export_for_operator(dossier, written(dossier), target, report, overwrite=overwrite)
    console(sys.stdout).print(Text(_("Written: {path}").format(path=target)), soft_wrap=True)


def run_verify(file: Path) -> None:
    """Prove an archive; what is wrong with it is named, and the exit status says that something is."""
    from langso.exchange.dossier_archive.verifying import verify_archive  # noqa: PLC0415 - the help need not wait for it

    with stopping_on_bad_input():
        proof = verify_archive(file)
    if proof.problems or proof.manifest is None:
        messages().print(Text(_("The archive is not what it was when it was made."), style="bold red"))
        show_problems(proof.problems)
        raise SystemExit(ALTERED)
    _tell(proof.manifest, proof.events)


def _tell(manifest: "Manifest", events: int) -> None:
    screen, dossier = console(sys.stdout), manifest.dossier
    lines = [
        _("The archive holds: dossier {number}, {criteria_set}, {commune}.").format(
            number=dossier.number, criteria_set=dossier.set, commune=dossier.commune.name
        ),
        _("{files} files and {events} entries of the journal are what they were. The seals of the stages:").format(
            files=whole(len(manifest.files)), events=whole(events)
        ),
        *(f"  {stage.number:>2}  {stage.at[:10]}  {stage.move:<22}  {stage.seal}" for stage in manifest.stages),
        _("Whoever makes everything anew can make seals too: compare them with those that the product shows."),
    ]
    for line in lines:
        screen.print(Text(line), soft_wrap=True)
