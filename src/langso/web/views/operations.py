"""What serves the running of the product: health, language."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from langso import __version__
from langso.language import Language


@require_GET
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Whether the product answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__, "database": connection.vendor})


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if (chosen := request.POST.get("language", "")) in set(Language):
        response.set_cookie("lang", chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure())
    return response
