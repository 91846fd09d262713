"""The room as a Django app."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    """See the package."""

    name = "langso.workshop"
    label = "workshop"
