"""Whether the files of evidence are there, and are what the journal says was attached."""

from collections.abc import Callable

from langso.evidence import storage
from langso.evidence.models import Revision
from langso.journal.models import Event
from langso.language import gettext
from langso.language import mark as _
from langso.registers.agreeing import Agreement, Disagreement

Progress = Callable[[str, int, int | None], None]

FILE = _("the file of “{title}” is missing or was altered; entry {event} attached it")
CONTENT = _("“{title}” holds another file than entry {event} attached")


def agree(progress: Progress) -> Agreement:
    """Read every file once and compare it with its hash, and the hash with the event that attached it."""
    agreement = Agreement()
    total = Revision.objects.count()
    whole: dict[str, bool] = {}
    revisions = Revision.objects.select_related("blob", "evidence").order_by("pk").iterator(500)
    for place, revision in enumerate(revisions):
        progress(gettext("Reading the files of evidence"), place, total)
        agreement.compared += 1
        sha256, title = revision.blob.sha256, {"title": revision.evidence.title}
        if sha256 not in whole:
            whole[sha256] = storage.is_whole(sha256)
        if not whole[sha256]:
            agreement.found.append(Disagreement("evidence", revision.event, FILE, title))
        event = Event.objects.filter(pk=revision.event).first()
        if event is None or event.details.get("sha256") != sha256:
            agreement.found.append(Disagreement("evidence", revision.event, CONTENT, title))
    return agreement
