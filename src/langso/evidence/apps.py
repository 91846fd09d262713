"""Evidence as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """See the package."""

    name = "langso.evidence"
    label = "evidence"
