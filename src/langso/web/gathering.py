"""Gathering the files that pages load: under names that say their content, and only when one has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from langso import __version__
from langso.problems import FRONTEND_MISSING, refuse

_STAMP = ".gathered"


def gather_static() -> bool:
    """Gather them into STATIC_ROOT; whether there was anything to do. BadInputError without the front-end packages."""
    stamp, state = Path(settings.STATIC_ROOT) / _STAMP, _state()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == state:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(state, encoding="utf-8")
    return True


def _state() -> str:
    """A digest of what there is to gather: names and moments of change."""
    digest = hashlib.sha256(f"{__version__} {settings.STORAGES['staticfiles']['BACKEND']}".encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            try:
                changed = storage.get_modified_time(name)
            except FileNotFoundError as error:
                raise refuse(FRONTEND_MISSING, value=str(settings.FRONTEND), file=name) from error
            digest.update(f"{name} {changed.isoformat()}\n".encode())
    return digest.hexdigest()
