"""What serves the running of the product: health, metrics, language."""

import secrets
from functools import cache

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from langso.journal.models import Head
from langso.language import Language
from langso.web import metering, working


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Whether the product can work: 503 when its database is away or not in this version's shape.

    Without a worker pages still answer and long work waits: `degraded`, with status 200.
    """
    answer = {"status": "failing", "database": False, "migrated": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        answer |= {"database": True, "migrated": _is_migrated()}
    except (DatabaseError, InterfaceError):
        return JsonResponse(answer, status=503)
    answer["worker"] = working.is_there()
    if answer["migrated"]:
        answer["status"] = "ok" if answer["worker"] else "degraded"
    return JsonResponse(answer, status=200 if answer["migrated"] else 503)


def _is_migrated() -> bool:
    try:
        return _migrated_once()
    except LookupError:
        return False


@cache
def _migrated_once() -> bool:
    """Once true it stays so while this process runs. LookupError, which is not remembered, while it is not."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError("migrations are missing")
    return True


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: from this machine itself, or with the token of the settings."""
    if not _may_measure(request):
        return HttpResponseForbidden("metrics are for this machine, or for whoever has LANGSO_METRICS_TOKEN\n")
    queue = working.queue()
    events = Head.objects.values_list("number", flat=True).first() or 0
    text = metering.requests_text() + "".join(
        metering.gauge(f"langso_{name}", told, value)
        for name, told, value in (
            ("worker_up", "Whether a worker of this machine runs.", working.is_there()),
            ("tasks_waiting", "Tasks that wait for the worker.", queue.waiting),
            ("tasks_running", "Tasks under way.", queue.running),
            ("tasks_failed", "Tasks that failed and are still kept.", queue.failed),
            ("tasks_oldest_seconds", "How long the oldest waiting task has waited.", queue.oldest),
            ("journal_events", "Events in the journal.", events),
        )
    )
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_measure(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), token.encode())
    # A request that a proxy passed on comes from this machine too, but was not asked by it.
    passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not passed_on and request.META.get("REMOTE_ADDR", "") in ("127.0.0.1", "::1", "")


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back.

    Pages that are kept for all visitors hold no token; there the browser's word that one of our pages asked is enough.
    """
    if request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        return _language_chosen(request)
    return csrf_protect(_language_chosen)(request)


def _language_chosen(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if (chosen := request.POST.get("language", "")) in set(Language):
        response.set_cookie("lang", chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure())
    return response
