"""Uploads that nobody confirmed: after some days their files go, and the import says so.

What was written keeps its file, since the journal names it as the source.
"""

import time
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Coalesce

from langso import clock
from langso.exchange.intake.keeping import folder, forget
from langso.exchange.models import Import, State

UNCONFIRMED = (State.WAITING, State.READING, State.READY, State.REFUSED, State.FAILED)

_UNFINISHED = 24 * 3600.0
"""Seconds after which nobody is still sending a file."""


def lapse() -> int:
    """Let go of the uploads that were not confirmed within `KEEP_UPLOADS` days; gives how many. 0 days keep them."""
    _sweep_unfinished()
    if not settings.KEEP_UPLOADS:
        return 0
    before = clock.now() - timedelta(days=settings.KEEP_UPLOADS)
    unconfirmed = Import.objects.filter(state__in=UNCONFIRMED)
    lapsed = 0
    for made in unconfirmed.annotate(seen_at=Coalesce("read_at", "created_at")).filter(seen_at__lt=before):
        # Whoever confirms it at this moment has the last word.
        ours = Import.objects.filter(pk=made.pk, state=made.state, read_at=made.read_at)
        if ours.update(state=State.LAPSED, ended_at=clock.now()):
            forget(made, file=True)
            lapsed += 1
    return lapsed


def _sweep_unfinished() -> None:
    """Pieces of uploads that a power cut left behind."""
    for piece in folder().glob("*.part"):
        with suppress(OSError):
            if time.time() - piece.stat().st_mtime > _UNFINISHED:
                piece.unlink()
