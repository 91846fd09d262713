"""The room as a Django app."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """See the package."""

    name = "langso.directives"
    label = "directives"
