"""The room as a Django app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """See the package."""

    name = "langso.dossiers"
    label = "dossiers"
