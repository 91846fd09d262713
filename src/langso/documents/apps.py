"""The room as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the package."""

    name = "langso.documents"
    label = "documents"
