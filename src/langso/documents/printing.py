"""A document as PDF, where LibreOffice is installed: laid out from the same .docx, whoever's template it came from.

It runs by itself, with a profile and a home of its own that are gone afterwards, for a minute at most.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from langso.language import gettext as _
from langso.problems import DOCUMENT_NOT_PRINTED, refuse

PROGRAM = "soffice"
_SECONDS = 60


def can_print() -> bool:
    """Whether this machine has what it takes."""
    return shutil.which(PROGRAM) is not None


def pdf_of(content: bytes) -> bytes:
    """The PDF of a .docx. BadInputError where there is no LibreOffice, or it fails, or takes too long."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise refuse(DOCUMENT_NOT_PRINTED, reason=_("there is no LibreOffice here"))
    with tempfile.TemporaryDirectory(prefix="langso-print-") as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf"]
        _run([*command, "--outdir", name, str(folder / "document.docx")], folder)
        made = folder / "document.pdf"
        if not made.is_file():
            raise refuse(DOCUMENT_NOT_PRINTED, reason=_("LibreOffice made no PDF of it"))
        return made.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 - the program found on PATH, with arguments of our own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
        start_new_session=True,
    ) as running:  # fmt: skip
        try:
            running.wait(_SECONDS)
        except subprocess.TimeoutExpired as error:
            # LibreOffice's starter has a child that would go on without it.
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            reason = _("LibreOffice took longer than {n} seconds").format(n=_SECONDS)
            raise refuse(DOCUMENT_NOT_PRINTED, reason=reason) from error
