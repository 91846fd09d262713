"""The room as a Django app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """See the package."""

    name = "langso.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Have the notices hear of every change."""
        from langso.dossiers.telling import after_change  # noqa: PLC0415 - models are ready only now
        from langso.journal.changes import listen  # noqa: PLC0415

        listen(after_change)
