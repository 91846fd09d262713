"""Pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """See the package."""

    name = "langso.web"
    label = "web"
