"""Live verdicts, their history, and later dossiers, as a Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """See the package."""

    name = "langso.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Have the history hear of every change."""
        from langso.assessments.history import after_change  # noqa: PLC0415 - models are ready only now
        from langso.journal.changes import listen  # noqa: PLC0415

        listen(after_change)
