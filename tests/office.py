"""What a word processor or a spreadsheet program makes of a document: its pages as text."""

import shutil
import subprocess
from pathlib import Path

import pytest


def pages(document: Path) -> list[str]:
    """The text of every page, as LibreOffice lays the document out. Skips the test where pdftotext is missing."""
    office, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    assert office
    if pdftotext is None:
        pytest.skip("office: no pdftotext (sudo apt install poppler-utils)")
    profile = f"-env:UserInstallation=file://{document.parent}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(document.parent), str(document)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    command = [pdftotext, "-layout", str(document.with_suffix(".pdf")), "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    return said.split("\f")[:-1]
