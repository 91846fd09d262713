"""The product's addresses, and one of a view that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from langso.web import urls

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def plain(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """Ten bytes."""
    return HttpResponse("0123456789", content_type="text/plain")


urlpatterns = [path("plain/", plain), *urls.urlpatterns]
