"""The journal as a Django app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """See the package."""

    name = "langso.journal"
    label = "journal"
