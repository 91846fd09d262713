"""A dossier to take away: everything that its stages sealed, as one archive."""

import tempfile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from langso.documents.making import written
from langso.exchange.dossier_archive.exporting import export_dossier, name_of
from langso.web.heavy import one_at_a_time
from langso.web.people import person_of
from langso.web.views.dossiers import dossier_of

_IN_MEMORY = 2 * 1024 * 1024


@require_GET
@one_at_a_time
def dossier_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The archive, sent from a file that is gone once it has been sent."""
    dossier = dossier_of(request, pk)
    target = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="langso-")  # noqa: SIM115 - closed once it is sent
    try:
        export_dossier(person_of(request), dossier, written(dossier), target)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    answer = FileResponse(target, as_attachment=True, filename=name_of(dossier), content_type="application/zip")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer  # type: ignore[return-value]
